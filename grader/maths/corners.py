"""Where a derivative jumps or becomes infinite: both sides of a formula's landmarks, looked at exactly.

On either side a formula is analytic, so that differences over 1e-200 give its derivatives at 1e-20, 1e-40 and
1e-80 from the landmark, to more digits than it takes to see where they are going.  What goes there as slowly as
|x|^0.01 is looked at again at 1e-5000, in the formula's own derivatives, and is unclear if that is no help.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb
from typing import Any, Literal

from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.landmarks import switches
from grader.maths.sampling import switching
from grader.maths.tree import Call, walk

LANDMARKS = 16  # of one formula that are looked at, those nearest 0
DISTANCES = tuple(Fraction(1, 10**power) for power in (20, 40, 80))
PARTS = (1, 2, 3, 5, 7)  # of a distance: a wave such as sin(1/x) does not come to rest at all of them
WAVES = frozenset({"sin", "cos", "tan", "floor", "ceil"})
STEP = Fraction(1, 10**200)  # short beside the square of the smallest distance, for the sake of sin(1/x)
BITS, SPARE = 665, 256  # for each order of a difference over the step; to begin with
STAYS = Fraction(9, 10)  # of a jump, or of the last gain of what grows; 1/log(log(1/x)) keeps 0.74
UNSETTLED = Fraction(1, 2)  # of what a wave swings; 1/log(log(1/x)) keeps 0.3 of its range
NOTHING = 1e-60  # what a derivative of 0 may have in a distance of 1e-80
FARTHER = tuple(Fraction(1, 10**power) for power in (1250, 2500, 5000))  # where |x|^0.01 is next to nothing
FARTHER_BITS = 20_000
DOUBLES = 2 - Fraction(1, 10**9)  # times the last gain: what a logarithm or a negative power does, and no limit
HALVES = Fraction(11, 20)  # of the last loss: 1/log(1/x) keeps 0.5, what loses more may be on its way to 0
SIMPLE = 10**9  # a denominator above it was made from a float, near a root that is irrational
SHARPER = 1100  # bits for such a root, of which sharpening must settle these
SETTLED = Fraction(1, 10**250)
STEPS = 12  # of the secant method, each with half as many digits more
ULP = Fraction(1, 2**50)  # relative: around a float with an irrational root


Way = Literal["jumps", "grows", "swings"]
How = Way | Literal["unclear"]


@dataclass(frozen=True, kw_only=True)
class Corner:
    """Where the derivative of an order jumps from `left` to `right`, grows without bound, or swings to and fro.

    how: unclear where it may do so, or may settle too slowly to tell.

    exact: at this very point, not at an irrational one next to it.
    """

    at: Fraction
    order: int
    how: How
    left: float
    right: float
    exact: bool = True


def corner(f: Formula, order: int) -> Corner | None:
    """Return where one of the first derivatives has no value, at a landmark; the lowest order there.

    What is certain goes before what is unclear.
    """
    unclear = None
    for mark in sorted(switching(f).points, key=abs)[:LANDMARKS]:
        exact = mark.denominator < SIMPLE
        root = mark if exact else sharpened(f, mark)
        if root is not None and (found := _corner_at(f, root, order, exact=exact)):
            if found.how != "unclear":
                return found
            unclear = unclear or found
    return unclear


def _corner_at(f: Formula, mark: Fraction, order: int, *, exact: bool) -> Corner | None:
    bits = SPARE + BITS * order
    left, right = (_rows(f, mark, [side * h for h in DISTANCES], order, bits) for side in (-1, 1))
    if not left or not right:
        return None
    swinging = _swinging(f, mark, order, bits)
    for n in range(1, order + 1):
        with balls.precision(bits):
            how = _behaviour(left[n], right[n], swings=swinging[n])
        if how in {"unclear", "swings"} and exact:
            how, sides = _farther(f, mark, n, swings=swinging[n])
        else:
            sides = (left[n], right[n])
        if how:
            before, after = (_shown(row[-1]) for row in sides)
            return Corner(at=mark, order=n, how=how, left=before, right=after, exact=exact)
    return None


def _behaviour(left: list[Any], right: list[Any], *, swings: bool) -> How | None:
    """Return what a derivative does, given three values on each side, the nearest last; None if it settles."""
    rows = (left, right)
    growing = [row for row in rows if _keeps_growing(row)]
    if swings:
        return "grows" if any(map(_certainly_grows, growing)) else "swings"
    if growing:
        return "grows" if any(map(_certainly_grows, growing)) else "unclear"
    if not _stay_apart(left, right):
        return None
    return "unclear" if _may_meet(left, right) else "jumps"


def _farther(f: Formula, mark: Fraction, order: int, *, swings: bool) -> tuple[How | None, Sequence[list[Any]]]:
    """Return what a derivative does much closer to a landmark, and its values there."""
    for _ in range(order):
        f = f.derivative()
    distances = [h / part for h in (FARTHER[0], FARTHER[-1]) for part in PARTS] if swings else FARTHER
    rows = [[f.ball((mark + side * h,), FARTHER_BITS) for h in distances] for side in (-1, 1)]
    if any(isinstance(value, balls.Gap) for row in rows for value in row):
        return "unclear", [[balls.rational(Fraction(0))]] * 2
    with balls.precision(FARTHER_BITS):
        if not swings:
            return _behaviour(rows[0], rows[1], swings=False), rows
        ranges = [_range(row[part]) for row in rows for part in (slice(len(PARTS)), slice(len(PARTS), None))]
        kept = [after > before * balls.rational(UNSETTLED) for before, after in pairwise(ranges)][::2]
        return "swings" if any(kept) else None, rows


def _rows(f: Formula, mark: Fraction, distances: Sequence[Fraction], order: int, bits: int) -> list[list[Any]]:
    """Return a row for f and each of its derivatives, with the values beside a landmark; nothing if one is missing."""
    found = [_derivatives(f, mark, distance, order, bits) for distance in distances]
    return [] if None in found else [list(row) for row in zip(*filter(None, found), strict=True)]


def _certainly_grows(row: list[Any]) -> bool:
    """Whether the size rises at least as a logarithm does: the gain doubles with the digits of the distance."""
    first, second, third = map(abs, row)
    return bool(third > second > first) and bool(third - second > (second - first) * balls.rational(DOUBLES))


def _shown(value: Any) -> float:
    shown = balls.approximate(value)
    return shown if abs(shown) > NOTHING else 0.0


def _derivatives(f: Formula, mark: Fraction, distance: Fraction, order: int, bits: int) -> list[Any] | None:
    """Return f and its derivatives beside a landmark, by differences away from it; None if they can't be told."""
    step = STEP if distance > 0 else -STEP
    row: list[Any] = [f.ball((mark + distance + i * step,), bits) for i in range(order + 1)]
    if any(isinstance(value, balls.Gap) for value in row):
        return None
    with balls.precision(bits):
        return [
            sum((-1) ** (n - i) * comb(n, i) * row[i] for i in range(n + 1)) * balls.rational(1 / step**n)
            for n in range(order + 1)
        ]


def _keeps_growing(row: list[Any]) -> bool:
    """Whether the last of three values is as far from the second as that is from the first, or farther."""
    first, second, third = row
    gain = abs(third - second)
    return bool(gain > 0) and bool(gain > abs(second - first) * balls.rational(STAYS))


def _stay_apart(left: list[Any], right: list[Any]) -> bool:
    """Whether the two sides certainly differ and don't approach each other."""
    (_, near, nearer) = (abs(b - a) for a, b in zip(left, right, strict=True))
    return bool(nearer > 0) and bool(nearer > near * balls.rational(STAYS))


def _may_meet(left: list[Any], right: list[Any]) -> bool:
    """Whether two sides that are apart still approach each other about as fast as before."""
    first, second, third = (abs(b - a) for a, b in zip(left, right, strict=True))
    loss = second - third
    return bool(loss > 0) and bool(loss > (first - second) * balls.rational(HALVES))


def _swinging(f: Formula, mark: Fraction, order: int, bits: int) -> list[bool]:
    """Whether f and its derivatives take as different values near by as they did before, like that of x^2·sin(1/x)."""
    if not any(isinstance(part, Call) and part.name in WAVES for part in walk(f.expanded)):
        return [False] * (order + 1)
    near, nearer = (_rows(f, mark, [h / part for part in PARTS], order, bits) for h in (DISTANCES[0], DISTANCES[-1]))
    with balls.precision(bits):
        pairs = [(_range(a), _range(b)) for a, b in zip(near, nearer, strict=False)]
        found = [bool(after > 0) and bool(after > before * balls.rational(UNSETTLED)) for before, after in pairs]
    return found or [False] * (order + 1)


def _range(row: list[Any]) -> Any:
    return max(abs(b - a) for a, b in combinations(row, 2))


def sharpened(f: Formula, mark: Fraction) -> Fraction | None:
    """Return the root next to a float to 250 digits: where one of the formula's switches is 0, by the secant method."""
    reach = ULP * max(Fraction(1), abs(mark))
    for switch in switches(f.expanded):
        height = _height(Formula(tree=switch.node, variables=f.variables))
        low, high = mark - reach, mark + reach
        left, right = height(low), height(high)
        if left is None or right is None or left * right >= 0:
            continue
        if (root := _root(height, (low, left), (high, right))) is not None:
            return root
    return None


def _height(node: Formula) -> Callable[[Fraction], Fraction | None]:
    """Return a function that gives the values of a switch as long fractions, None where there are none."""

    def height(x: Fraction) -> Fraction | None:
        value = node.ball((x,), SHARPER)
        if isinstance(value, balls.Gap):
            return None
        with balls.precision(SHARPER):
            return balls.fraction(value)

    return height


def _root(
    height: Callable[[Fraction], Fraction | None], a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction]
) -> Fraction | None:
    (x, y), (before, last) = a, b
    for _ in range(STEPS):
        if y == last:
            return x if y == 0 else None
        following = _rounded(x - y * (x - before) / (y - last))
        if abs(following - x) <= SETTLED:
            return following
        value = height(following)
        if value is None:
            return None
        (before, last), (x, y) = (x, y), (following, value)
    return None


def _rounded(x: Fraction) -> Fraction:
    return Fraction(round(x / SETTLED), 1) * SETTLED
