"""What must be so at the points of a witness, by its kind; one small function each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isfinite, isinf, isnan
from types import MappingProxyType
from typing import Any

from grader.maths.analysis.checking.breaks import torn
from grader.maths.analysis.checking.places import Place, is_lost, nearest, places
from grader.maths.analysis.checking.sight import Sight, Truth, every
from grader.maths.digit_arithmetic import Mpf
from grader.maths.tree import Operation, substitute

ROUNDED = 1e-11  # relative: numbers for display carry twelve digits
TINY, HUGE = 1e-300, 1e300  # as good as 0 and infinite for display
NEAR = Fraction(1, 10**20)  # relative to 1 and x: from a place that no rational names
SHARP = 400  # digits of a value that is shown
HALVINGS = 400
CROSSING = 150  # digits of a value looked for
MET = 1e-25  # relative to the span: the value looked for was found
MISSING = frozenset({"no value", "no value near", "one-sided", "jump near"})  # kinds that say that values are missing
LEVELS = tuple(map(Fraction, ("1/2", "1/100", "9/10", "1/3")))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A witness as it is stored: x exactly, and for display; y for display."""

    kind: str
    x: tuple[Fraction, ...]
    near: tuple[float, ...]
    y: tuple[float, ...]


def read(witness: Mapping[str, Any]) -> Shown:
    """Return a stored witness.  KeyError, TypeError, ValueError: it is none."""
    exact = tuple(Fraction(text) for text in witness["exact"])
    near, y = (tuple(float(one) for one in witness[name]) for name in ("x", "y"))
    if not len(exact) == len(near) == len(y) or not exact:
        raise ValueError("a witness with numbers left out")
    return Shown(kind=witness["kind"], x=exact, near=near, y=y)


def confirmed(sight: Sight, witness: Shown) -> Truth:
    """Whether its points show what they are said to, and its numbers for display are theirs."""
    if witness.kind not in KINDS:
        return False
    count, shows = KINDS[witness.kind]
    if len(witness.x) not in count or not all(map(_is_shown, witness.x, witness.near)):
        return False
    if witness.kind not in MISSING and any(sight.is_defined(x) is False for x in witness.x):
        return False
    scale = max((abs(y) for y in witness.y if isfinite(y)), default=0.0)
    displayed = () if witness.kind.endswith(" near") else zip(witness.x, witness.y, strict=True)
    return every((*(_is_value(sight, x, y, scale) for x, y in displayed), shows(sight, *witness.x)))


def _is_shown(exact: Fraction, shown: float) -> bool:
    """Whether a number for display is x, infinite beyond floats, 0 below them."""
    if shown == 0:
        return abs(exact) < TINY
    if isinf(shown):
        return abs(exact) > HUGE and (exact > 0) == (shown > 0)
    return abs(Fraction(shown) - exact) <= Fraction(ROUNDED) * abs(exact)


def _is_value(sight: Sight, x: Fraction, shown: float, scale: float) -> Truth:
    """Whether a number for display is the value at x, on the scale of the plot; nan says that there is none."""
    if isnan(shown):
        return _no_value(sight, x)
    value = sight.value(x, SHARP)
    if value is None:
        return False if sight.is_defined(x) is False else None
    if shown == 0:
        return bool(abs(value) <= max(TINY, ROUNDED * scale))
    if isinf(shown):
        return bool(abs(value) > HUGE and (value > 0) == (shown > 0))
    return bool(abs(value - shown) <= ROUNDED * max(abs(value), scale))


def _no_value(sight: Sight, x: Fraction) -> Truth:
    defined = sight.is_defined(x)
    return None if defined is None else not defined


def _place(sight: Sight, x: Fraction) -> Place | None:
    return nearest(places(sight), x, NEAR * (1 + abs(x)))


def _no_value_near(sight: Sight, x: Fraction) -> Truth:
    place = _place(sight, x)
    return False if place is None else is_lost(sight, place)


def _jump(sight: Sight, x: Fraction) -> Truth:
    return torn(sight, Place(x, exact=True))


def _jump_near(sight: Sight, x: Fraction) -> Truth:
    place = _place(sight, x)
    return False if place is None else torn(sight, place)


def _moves(way: int) -> Callable[..., Truth]:
    def moves(sight: Sight, a: Fraction, b: Fraction) -> Truth:
        return a < b and _is(way, sight.sign((a, b), lambda fa, fb: fb - fa))

    return moves


def _bends(way: int) -> Callable[..., Truth]:
    def bends(sight: Sight, a: Fraction, m: Fraction, b: Fraction) -> Truth:
        if not a < m < b:
            return False
        share, rest = (Fraction(part, 1) for part in ((m - a) / (b - a), (b - m) / (b - a)))

        def above(fa: Mpf, fm: Mpf, fb: Mpf) -> Mpf:
            return _times(fa, rest) + _times(fb, share) - fm

        return _is(way, sight.sign((a, m, b), above))

    return bends


def _times(value: Mpf, factor: Fraction) -> Mpf:
    return value * factor.numerator / factor.denominator


def _is(wanted: int, found: int | None) -> Truth:
    return None if found is None else found == wanted


def _differ(sight: Sight, points: Sequence[Fraction], claim: Callable[..., Mpf]) -> Truth:
    found = sight.sign(points, claim)
    return None if found is None else found != 0


def _not_symmetric(side: int) -> Callable[..., Truth]:
    def differs(sight: Sight, x: Fraction, mirrored: Fraction) -> Truth:
        return mirrored == -x and _differ(sight, (x, mirrored), lambda a, b: b - side * a)

    return differs


def _one_sided(sight: Sight, x: Fraction, other: Fraction) -> Truth:
    states = [sight.is_defined(one) for one in (x, other)]
    return None if None in states else states[0] != states[1]


def _not_homogeneous(sight: Sight, x: Fraction, scaled: Fraction) -> Truth:
    if x == 0 or scaled == 0:
        return x == scaled and _differ(sight, (x,), lambda a: a)
    factor = scaled / x
    return factor > 0 and factor != 1 and _differ(sight, (x, scaled), lambda a, b: b - _times(a, factor))


def _changes_again(sight: Sight, x: Fraction) -> Truth:
    again = substitute(sight.node, {sight.variable: sight.node})
    defined, then = sight.is_defined(x), sight.of(again).is_defined(x)
    if not defined or then is None:
        return defined
    rest = sight.of(Operation("-", again, sight.node))
    return not then or _differ(rest, (x,), lambda a: a)


def _not_zero(sight: Sight, x: Fraction) -> Truth:
    return _differ(sight, (x,), lambda a: a)


def _same_value(sight: Sight, a: Fraction, b: Fraction) -> Truth:
    return a != b and _is(0, sight.sign((a, b), lambda fa, fb: fb - fa))


def crossing(sight: Sight, a: Fraction, b: Fraction, level: Mpf) -> Fraction | None:
    """Return where f takes a value between those at a and b, None if it jumps over it, or has gaps."""
    ends = [sight.value(x, CROSSING) for x in (a, b)]
    if None in ends or not min(ends) < level < max(ends):
        return None
    rises = ends[1] > ends[0]
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        value = sight.value(middle, CROSSING)
        if value is None:
            return None
        a, b = (middle, b) if (value < level) == rises else (a, middle)
    return a if abs(sight.value(a, CROSSING) - level) <= MET * abs(ends[1] - ends[0]) else None


def _turns(sight: Sight, a: Fraction, m: Fraction, b: Fraction) -> Truth:
    """Whether a value between is taken on both sides of the middle: looked for, since there may be a jump."""
    if not a < m < b:
        return False
    ways = [sight.sign(pair, lambda fa, fb: fb - fa) for pair in ((a, m), (m, b))]
    if None in ways or 0 in ways or ways[0] == ways[1]:
        return None if None in ways else False
    first, top, last = (sight.value(x, CROSSING) for x in (a, m, b))
    end = min(first, last, key=lambda value: abs(value - top))
    levels = [top + _times(end - top, share) for share in LEVELS]
    return any(None not in (crossing(sight, a, m, y), crossing(sight, m, b, y)) for y in levels)


def _between(sight: Sight, a: Fraction, other: Fraction, b: Fraction) -> Truth:
    """Whether the value at another point is taken between a and b, too."""
    level = sight.value(other, CROSSING)
    if level is None or not a < b:
        return False
    x = crossing(sight, a, b, level)
    return x is not None and abs(x - other) > NEAR * (1 + abs(x))


def _grows(sight: Sight, *x: Fraction) -> Truth:
    """Whether the values only rise, or only fall, one after the other."""
    signs = [sight.sign(pair, lambda a, b: b - a) for pair in pairwise(x)]
    return None if None in signs else set(signs) in ({1}, {-1})


def _steep(sight: Sight, a: Fraction, b: Fraction) -> Truth:
    return a != b and _differ(sight, (a, b), lambda fa, fb: fb - fa)


KINDS: Mapping[str, tuple[range, Callable[..., Truth]]] = MappingProxyType(
    {
        "above chord": (range(3, 4), _bends(-1)),
        "below chord": (range(3, 4), _bends(1)),
        "between": (range(3, 4), _between),
        "changes again": (range(1, 2), _changes_again),
        "falls": (range(2, 3), _moves(-1)),
        "grows": (range(2, 9), _grows),
        "jump": (range(1, 2), _jump),
        "jump near": (range(1, 2), _jump_near),
        "no value": (range(1, 2), _no_value),
        "no value near": (range(1, 2), _no_value_near),
        "not 0": (range(1, 2), _not_zero),
        "not even": (range(2, 3), _not_symmetric(1)),
        "not homogeneous": (range(2, 3), _not_homogeneous),
        "not odd": (range(2, 3), _not_symmetric(-1)),
        "one-sided": (range(2, 3), _one_sided),
        "rises": (range(2, 3), _moves(1)),
        "same value": (range(2, 3), _same_value),
        "steep": (range(2, 3), _steep),
        "turns": (range(3, 4), _turns),
    }
)
