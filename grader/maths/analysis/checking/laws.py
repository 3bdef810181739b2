"""Re-validation of what is proved of f as a whole: that it is its own mirror image, scales, repeats, or is idempotent."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from grader.maths.analysis.checking.approach import grows, values
from grader.maths.analysis.checking.boxes import Box
from grader.maths.analysis.checking.places import places
from grader.maths.analysis.checking.points import known, spread, tried
from grader.maths.analysis.checking.sight import PLAIN, Sight, Truth, every, some
from grader.maths.digit_arithmetic import Mpf
from grader.maths.tree import Constant, Node, Operation, Variable, number, substitute

FACTORS = tuple(map(Fraction, ("2", "1/3", "977")))
SIDES = {"even": 1, "odd": -1}
MOST = 40  # denominators of a period, in units or in π
ROUNDED = 1e-10  # relative: periods carry twelve digits
PARTS = (2, 3, 5, 7, 11, 13)  # a smaller period would be one of these parts of it, or a part of that
WINDOW = tuple(Fraction(n, 11) for n in range(-400, 400, 7))
SHRUNK = 1e-3  # of the swing beside 0: what is left far out of what settles


def parity(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that f(−x) = ±f(x)."""
    del boxes
    if value not in SIDES:
        return False
    side = SIDES[value]
    return every(_agree(sight, x, -x, lambda a, b: b - side * a) for x in tried(sight))


def _agree(sight: Sight, x: Fraction, other: Fraction, claim: Callable[[Mpf, Mpf], Mpf]) -> Truth:
    """Whether two values are as claimed, or both missing."""
    states = {sight.is_defined(x), sight.is_defined(other)}
    if states == {True}:
        found = sight.sign((x, other), claim, PLAIN, looks=2)
        return None if found is None else found == 0
    return None if None in states else len(states) == 1


def homogeneous(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that f(cx) = c·f(x) for all c > 0."""
    del boxes

    def scales(x: Fraction, c: Fraction) -> Truth:
        return _agree(sight, x, c * x, lambda a, b: b * c.denominator - a * c.numerator)

    return every((value is True, *(scales(x, c) for x in spread() for c in FACTORS)))


def idempotent(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that f(f(x)) = f(x)."""
    del boxes
    again = substitute(sight.node, {sight.variable: sight.node})
    rest = sight.of(Operation("-", again, sight.node))
    return every((value is True, *(_vanishes(rest, x) for x in known(sight))))


def _vanishes(rest: Sight, x: Fraction) -> Truth:
    defined = rest.is_defined(x)
    if not defined:
        return defined
    found = rest.sign((x,), lambda a: a, PLAIN, looks=2)
    return None if found is None else found == 0


def periodic(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the smallest period, or that f is a constant, which has none."""
    del boxes
    if value is None:
        return every(_agree(sight, a, b, lambda fa, fb: fb - fa) for a, b in pairwise(known(sight)))
    if not isinstance(value, int | float) or value is False or value <= 0:
        return False
    period = _written(value)
    if period is None:
        return None
    return every((_is_period(sight, period), *(_is_none(sight, period, parts) for parts in PARTS)))


def _written(value: float) -> Node | None:
    """Return a number as a rational, or one of π, if a plain one has its digits."""
    from math import pi  # noqa: PLC0415

    for unit, letter in ((1.0, None), (pi, Constant("pi"))):
        share = Fraction(value / unit).limit_denominator(MOST)
        if abs(share * unit - value) <= ROUNDED * value:
            return number(share) if letter is None else Operation("*", number(share), letter)
    return None


def _moved(sight: Sight, period: Node) -> Sight:
    shifted = Operation("+", Variable(sight.variable), period)
    return sight.of(Operation("-", substitute(sight.node, {sight.variable: shifted}), sight.node))


def _is_period(sight: Sight, period: Node) -> Truth:
    rest = _moved(sight, period)
    return every(_vanishes(rest, x) for x in spread() if sight.is_defined(x))


def _is_none(sight: Sight, period: Node, parts: int) -> Truth:
    """Whether a part of a period is none."""
    found = _is_period(sight, Operation("/", period, number(parts)))
    return None if found is None else not found


def repeats_nowhere(sight: Sight) -> Truth:
    """Whether far out f is missing, without bound or nearly constant, as it is not beside 0."""
    swing = _swing([value for x in WINDOW if (value := sight.value(x)) is not None])
    return True if any(_differs_afar(sight, side, swing) for side in (-1, 1)) else None


def _differs_afar(sight: Sight, side: int, swing: Mpf) -> bool:
    rows = values(sight, None, side)
    if not rows:
        return rows is not None
    if some(grows(rows, way) for way in (-1, 1)):
        return True
    afar = _swing(rows[-1])
    wild = afar * SHRUNK >= swing and not any(place.lost for place in places(sight))
    return bool(wild or afar <= SHRUNK * swing)


def _swing(seen: Sequence[Mpf]) -> Mpf:
    return max(seen) - min(seen) if seen else 0
