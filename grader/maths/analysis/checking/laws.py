"""Re-validation of laws: f is its own mirror image, scales, repeats, or is idempotent."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import pi

from grader.maths.analysis.checking.approach import grows, values
from grader.maths.analysis.checking.forms import Claim
from grader.maths.analysis.checking.places import places
from grader.maths.analysis.checking.points import known, spread, tried
from grader.maths.analysis.checking.repeating import moved
from grader.maths.analysis.checking.sight import PLAIN, Sight, Truth, every, is_sign, most, negated
from grader.maths.digit_arithmetic import Mpf
from grader.maths.tree import Constant, Node, Operation, number, substitute

FACTORS = tuple(map(Fraction, "2 1/3 977".split()))
SIDES = {"even": 1, "odd": -1}
MOST = 40  # denominators of a period, in units or in π
ROUNDED = 1e-10  # relative: periods carry twelve digits
PARTS = (2, 3, 5, 7, 11, 13)  # a smaller period would be one of these parts of it, or a part of that
WINDOW = tuple(Fraction(n, 11) for n in range(-400, 400, 7))
SHRUNK = 1e-3  # of the swing beside 0: what is left far out of what settles


def parity(sight: Sight, claim: Claim) -> Truth:
    """Re-validate that f(−x) = ±f(x)."""
    side = SIDES.get(claim.value)
    return side is not None and most(_agree(sight, x, -x, lambda a, b: b - side * a) for x in tried(sight))


def _agree(sight: Sight, x: Fraction, other: Fraction, claim: Callable[[Mpf, Mpf], Mpf]) -> Truth:
    """Whether two values are as claimed, or both missing."""
    states = {sight.is_defined(x), sight.is_defined(other)}
    if states == {True}:
        return is_sign(0, sight.sign((x, other), claim, PLAIN, looks=2))
    return None if None in states else len(states) == 1


def homogeneous(sight: Sight) -> Truth:
    """Whether f(cx) = c·f(x) for all c > 0."""

    def scales(x: Fraction, c: Fraction) -> Truth:
        return _agree(sight, x, c * x, lambda a, b: b * c.denominator - a * c.numerator)

    return most(scales(x, c) for x in spread() for c in FACTORS)


def idempotent(sight: Sight) -> Truth:
    """Whether f(f(x)) = f(x)."""
    again = substitute(sight.node, {sight.variable: sight.node})
    rest = sight.of(Operation("-", again, sight.node))
    return most(_vanishes(rest, x) for x in known(sight))


def _vanishes(rest: Sight, x: Fraction) -> Truth:
    defined = rest.is_defined(x)
    return is_sign(0, rest.sign((x,), lambda a: a, PLAIN, looks=2)) if defined else defined


def periodic(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the smallest period, or that f is a constant, which has none."""
    value = claim.value
    if value is None:
        return most(_agree(sight, a, b, lambda fa, fb: fb - fa) for a, b in pairwise(known(sight)))
    if value <= 0:
        return False
    period = _written(value)
    if period is None:
        return None
    smaller = (_is_period(sight, Operation("/", period, number(parts))) for parts in PARTS)
    return every((_is_period(sight, period), *map(negated, smaller)))


def _written(value: float) -> Node | None:
    """Return a number as a rational, or one of π, if a plain one has its digits."""
    share = Fraction(value).limit_denominator(MOST)
    if abs(share - value) <= ROUNDED * value:
        return number(share)
    turns = Fraction(value / pi).limit_denominator(MOST)
    return Operation("*", number(turns), Constant("pi")) if abs(turns * pi - value) <= ROUNDED * value else None


def _is_period(sight: Sight, period: Node) -> Truth:
    rest = moved(sight, period)
    cuts = {place.x for place in places(sight)}  # at which no period that is not rational is added exactly
    return most(_vanishes(rest, x) for x in spread() if x not in cuts and sight.is_defined(x))


def repeats_nowhere(sight: Sight) -> Truth:
    """Whether far out f is missing, without bound or nearly constant, as it is not beside 0."""
    swing = _swing([value for x in WINDOW if (value := sight.value(x)) is not None])
    return any(_differs_afar(sight, side, swing) for side in (-1, 1)) or None


def _differs_afar(sight: Sight, side: int, swing: Mpf) -> bool:
    rows = values(sight, None, side)
    if not rows:
        return rows is not None
    if any(grows(rows, way) for way in (-1, 1)):
        return True
    afar = _swing(rows[-1])
    wild = afar * SHRUNK >= swing and not any(place.lost for place in places(sight))
    return bool(wild or afar <= SHRUNK * swing)


def _swing(seen: Sequence[Mpf]) -> Mpf:
    return max(seen) - min(seen) if seen else 0
