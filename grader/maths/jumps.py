"""Where a function jumps: a difference that does not shrink as two points are moved towards each other.

Steep is not torn: tanh(10^6·x), the cube root and even 1/log|x| with its hole mended come together in the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, touching
from grader.maths.certainty import Claim, is_defined, sign
from grader.maths.domain import Hole
from grader.maths.formula import Formula, Function, values
from grader.maths.landmarks import GRID, literals
from grader.maths.sampling import switching
from grader.maths.tree import Call, walk

Array = NDArray[np.float64]
Side = Literal[-1, 1]

SIDES: tuple[Side, ...] = (-1, 1)

WRITTEN = 8  # literals looked at as well, and what is opposite them
LANDMARKS = 16  # of one formula that are looked at from both sides, those nearest 0
# Distances from a landmark.  Five of each, because a wave may come back to its start at some.
NEAR, NEARER = (tuple(Fraction(1, 10 ** (power + i)) for i in range(5)) for power in (24, 4000))
# Nearer by, floor(e^(−x²)) can't be told from floor(1).  In stairs nothing is as steep as the difference of these.
NEAR_STAIRS, NEARER_STAIRS = (tuple(Fraction(1, 10 ** (power + i)) for i in range(5)) for power in (8, 100))
STAIRS = frozenset({"floor", "ceil", "sign", "step"})
STAYS = Fraction(7, 10)  # of a jump, however near; even 1/log(log(log(1/x))) keeps only 0.63

ROUND, ROUNDS = 10, 110  # halvings between two looks at what is left; until floats are neighbours, even at 1e-308
KEPT = 0.2  # of a difference after a round: a square root keeps 0.03, a jump all
SEEN = 1e-11  # relative: a smaller step is lost in float64
SEEN_IN_CODE = 1e-6  # relative: opaque code may cancel, and what it loses is no jump
SMALL_IN_CODE = 1e-12  # nor are the steps of 1 − cos(x) near 0, or of e^(−x²) where floats end
WIDEST, TORN = 32, 4  # pairs that are followed to the end, and looked at exactly: the widest apart
ULPS = 4  # how far off rounding may put a jump
HALVINGS = 200  # in exact arithmetic, from neighbouring floats to 1e-76
DIGITS = 900  # bits for it
WANDERS = 0.1  # of a jump, on either side of it: waves too short for floats have large differences too
SIMPLE = 1000  # denominators of points that are named exactly


@dataclass(frozen=True, kw_only=True)
class Jump:
    """Where a function jumps, and values on its left and its right.  exact: at this point, not a few floats off."""

    at: Fraction
    before: float
    after: float
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class _Gap:
    """Two neighbouring floats and the values there, which differ about as much as those of the points around."""

    low: float
    high: float
    left: float
    right: float


def jump(f: Function, x: Array, y: Array) -> Jump | Hole | None:
    """Return where f certainly jumps, or has a hole after all, given sorted points and their float64 values."""
    if isinstance(f, Formula):
        for mark in _simple_marks(f):
            for side in SIDES:
                if _stays_apart(f, mark, side):
                    return _at_landmark(f, mark, side)
    for gap in _gaps(f, x, y):
        found = _missing(f, gap) or (_exactly(f, gap) if isinstance(f, Formula) else _as_computed(gap))
        if found:
            return found
    return None


def _simple_marks(f: Formula) -> list[Fraction]:
    """Return landmarks that are no approximations, nearest to 0 first, and where a single value may stand out."""
    marks = (mark for mark in switching(f).points if mark.denominator <= SIMPLE)
    written = sorted(literals(f.expanded), key=abs)[:WRITTEN]
    single = [Fraction(0), *(sign * value for value in written for sign in (1, -1))]
    tops = (mark for call in _stairs(f) for mark in touching.turns(call.arguments[0], f.variables[0], GRID))
    return list(dict.fromkeys([*sorted(marks, key=abs)[:LANDMARKS], *single, *islice(tops, LANDMARKS)]))


def _stairs(f: Formula) -> Iterator[Call]:
    return (part for part in walk(f.expanded) if isinstance(part, Call) and part.name in STAIRS)


def _stays_apart(f: Formula, mark: Fraction, side: Side) -> bool:
    """Whether the difference to the value at the landmark is certainly about as large from nearer by."""
    seen = sign(f, _kept(mark, side, (NEAR, NEARER)))
    if seen is None and any(_stairs(f)):
        seen = sign(f, _kept(mark, side, (NEAR_STAIRS, NEARER_STAIRS)))
    return seen == 1


def _kept(mark: Fraction, side: Side, groups: tuple[tuple[Fraction, ...], ...]) -> Claim:
    def kept(value: Any, exact: Any) -> Any:
        here = value(mark)
        near, nearer = (_largest(value(mark + side * h) - here for h in group) for group in groups)
        return nearer - exact(STAYS) * near

    return kept


def _largest(differences: Iterable[Any]) -> Any:
    return max((abs(one) for one in differences), key=balls.approximate)


def _at_landmark(f: Formula, mark: Fraction, side: Side) -> Jump:
    here, there = (_shown(f.ball((x,), DIGITS)) for x in (mark, mark + side * NEAR[0]))
    return Jump(at=mark, before=there if side < 0 else here, after=here if side < 0 else there)


def _shown(value: balls.Value) -> float:
    return np.nan if isinstance(value, balls.Gap) else balls.approximate(value)


def _gaps(f: Function, x: Array, y: Array) -> list[_Gap]:
    """Halve the way between neighbours, always to the side of the larger difference, until floats are neighbours."""
    known = np.isfinite(y)
    x, y = x[known], y[known]
    first = np.abs(np.diff(y))
    size = np.maximum(np.abs(y[:-1]), np.abs(y[1:]))
    least = SEEN * size if isinstance(f, Formula) else np.maximum(SEEN_IN_CODE * size, SMALL_IN_CODE)
    pairs = np.stack([x[:-1], x[1:], y[:-1], y[1:], first])[:, first > least]
    pairs = pairs[:, np.argsort(-pairs[4], kind="stable")]
    for _ in range(ROUNDS):
        before = pairs
        for _ in range(ROUND):
            pairs = _halved(f, pairs)
        pairs = pairs[:, _distance(pairs[2], pairs[3]) > KEPT * pairs[4]][:, :WIDEST]
        if pairs.shape == before.shape and np.array_equal(pairs, before, equal_nan=True):
            break
    return [_Gap(low=low, high=high, left=left, right=right) for low, high, left, right in pairs[:4, :TORN].T.tolist()]


def _halved(f: Function, pairs: Array) -> Array:
    """Return the halves with the larger difference; a half that ends without a value counts as the larger."""
    low, high, left, right, first = pairs
    middle = (low + high) / 2
    value = values(f, middle)
    leftwards = _distance(left, value) > _distance(value, right)
    return np.where(leftwards, [low, middle, left, value, first], [middle, high, value, right, first])


def _distance(left: Array, right: Array) -> Array:
    with np.errstate(invalid="ignore"):
        distance = np.abs(right - left)
    return np.where(np.isnan(distance), np.inf, distance)


def _missing(f: Function, gap: _Gap) -> Hole | None:
    ends = ((gap.low, gap.left), (gap.high, gap.right))
    suspects = (Fraction(x) for x, y in ends if np.isnan(y))
    return next((Hole(at=x) for x in suspects if is_defined(f, x) is False), None)


def _exactly(f: Formula, gap: _Gap) -> Jump | Hole | None:
    """Go on from neighbouring floats in exact arithmetic."""
    low = Fraction(gap.low - ULPS * float(np.spacing(abs(gap.low))))
    high = Fraction(gap.high + ULPS * float(np.spacing(abs(gap.high))))
    left, right = f.ball((low,), DIGITS), f.ball((high,), DIGITS)
    first = _apart(left, right)
    if not first > KEPT * abs(gap.right - gap.left):
        return None
    before, after = left, right
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        value = f.ball((middle,), DIGITS)
        if value is balls.Gap.UNDEFINED:
            return Hole(at=middle, exact=False)
        if _apart(left, value) >= _apart(value, right):
            high, right = middle, value
        else:
            low, left = middle, value
        if not max(_apart(before, left), _apart(right, after)) < WANDERS * first:
            return None
    at = _named(gap.low, gap.high)
    return Jump(at=at or high, before=_shown(left), after=_shown(right), exact=at is not None)


def _apart(left: balls.Value, right: balls.Value) -> float:
    """Return the distance of two values, nan if one is missing."""
    if isinstance(left, balls.Gap) or isinstance(right, balls.Gap):
        return np.nan
    with balls.precision(DIGITS):
        difference: Any = left - right  # flint's types know no sum of the two
        return balls.approximate(abs(difference))


def _as_computed(gap: _Gap) -> Jump:
    """Take the word of opaque code: it has nothing between two floats."""
    at = _named(gap.low, gap.high)
    return Jump(at=at or Fraction(gap.high), before=gap.left, after=gap.right, exact=at is not None)


def _named(low: float, high: float) -> Fraction | None:
    """Return the simple fraction there is between two floats, or one of them is, if any."""
    simple = Fraction(low).limit_denominator(SIMPLE)
    return simple if low <= float(simple) <= high else None
