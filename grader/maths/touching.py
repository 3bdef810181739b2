"""Where an expression comes down to 0 and turns back, as 1 + cos(x) does at π: no change of sign gives it away.

Dips seen in float64 are narrowed there; what may reach 0 is sharpened in exact arithmetic to where its slope is 0.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, floats
from grader.maths.tree import Node

Array = NDArray[np.float64]
Height = Callable[[Fraction], Fraction | None]

MOST = 8  # dips of one expression that are looked at, those nearest 0
DEEP = 0.5  # of the higher neighbour: a dip to 0 between points of a grid goes lower
PARTS, ROUNDS = 16, 24  # a dip is narrowed to two of so many parts; as often, at most
NARROW = 1e-6  # relative: narrower, rounding hides where a dip is lowest
LOW = 1e-6  # of the height beside a dip: what is higher once it is narrowed does not reach 0
SIMPLE = 1000  # denominators of the exact points a dip is tried at
BITS = 1100
BESIDE = Fraction(1, 10**100)  # distance for slopes
SETTLED = Fraction(1, 10**160)  # digits kept of a root
STEPS = 300  # of the secant method: 15 for most, more where a zero is fourfold
OFF = Fraction(1, 1000)  # relative: how far off rounding may put the lowest point of a fourfold zero
NOTHING = Fraction(1, 10**100)  # what is left of an expression at a root
TINIEST = Fraction(1, 10**2000)  # taken for 0: as a fraction, e^(-10^12) would fill the memory
AROUND, RISES = Fraction(1, 10**30), 10**20  # so far from a root it is so many times as high again


@dataclass(frozen=True, kw_only=True)
class Touch:
    """A zero without a change of sign.  exact: at this very point, not at an irrational one a hair's breadth off."""

    at: Fraction
    exact: bool


def touches(node: Node, variable: str, grid: Array, values: Array) -> Iterator[Touch]:
    """Yield where an expression, given its values on a grid, touches 0."""
    heights = np.abs(values)
    low, beside = heights[1:-1], np.maximum(heights[:-2], heights[2:])
    deep = (low > 0) & (low <= DEEP * beside) & (low < heights[:-2]) & (low < heights[2:])
    if not deep.any():
        return
    signs = np.sign(values)
    turning = (signs[:-2] == signs[1:-1]) & (signs[2:] == signs[1:-1])
    for i in _nearest(grid, np.flatnonzero(deep & turning) + 1):
        left, right = _narrowed(node, variable, float(grid[i - 1]), float(grid[i + 1]), float(signs[i]))
        lowest = np.abs(_at(node, variable, np.linspace(left, right, PARTS + 1))).min()
        if lowest <= LOW * beside[i - 1] and (found := _zero(node, variable, left, right)):
            yield found


def turns(node: Node, variable: str, grid: Array) -> Iterator[Fraction]:
    """Yield simple fractions near which an expression is as large or as small as anywhere around."""
    with np.errstate(invalid="ignore"):
        changes = np.sign(np.diff(_at(node, variable, grid)))
    for i in _nearest(grid, np.flatnonzero(changes[:-1] * changes[1:] < 0) + 1):
        left, right = _narrowed(node, variable, float(grid[i - 1]), float(grid[i + 1]), float(changes[i]))
        yield _simple(left, right)


def _nearest(grid: Array, indices: NDArray[np.intp]) -> list[int]:
    order = np.argsort(np.abs(grid[indices]), kind="stable")[:MOST]
    return [int(i) for i in indices[order]]


def _narrowed(node: Node, variable: str, left: float, right: float, upwards: float) -> tuple[float, float]:
    """Return narrow ends around the lowest point, or around the highest if upwards is negative."""
    for _ in range(ROUNDS):
        if right - left <= NARROW * max(1.0, abs(left)):
            break
        x = np.linspace(left, right, PARTS + 1)
        y = upwards * _at(node, variable, x)
        best = int(np.argmin(np.where(np.isnan(y), np.inf, y)))
        left, right = float(x[max(best - 1, 0)]), float(x[min(best + 1, PARTS)])
    return left, right


def _simple(left: float, right: float) -> Fraction:
    return Fraction((left + right) / 2).limit_denominator(SIMPLE)


def _zero(node: Node, variable: str, left: float, right: float) -> Touch | None:
    simple = _simple(left, right)
    found = balls.evaluate(node, {variable: simple}, BITS)
    if not isinstance(found, balls.Gap) and balls.order(found, balls.rational(Fraction(0))) == 0:
        return Touch(at=simple, exact=True)
    height = _height(node, variable)
    root = _bottom(height, Fraction(left), Fraction(right))
    return None if root is None else Touch(at=root, exact=False)


def _height(node: Node, variable: str) -> Height:
    def height(x: Fraction) -> Fraction | None:
        value = balls.evaluate(node, {variable: x}, BITS)
        if isinstance(value, balls.Gap):
            return None
        ball: Any = value
        with balls.precision(BITS):
            if abs(ball) < balls.rational(TINIEST):
                return Fraction(0)
            return None if abs(ball) > balls.rational(1 / TINIEST) else balls.fraction(ball)

    return height


def _bottom(height: Height, left: Fraction, right: Fraction) -> Fraction | None:
    """Return where the slope between two points is 0, by the secant method, if the height is nothing there."""
    reach = OFF * max(Fraction(1), abs(left))
    (before, last), (x, y) = (left, _slope(height, left)), (right, _slope(height, right))
    for _ in range(STEPS):
        if last is None or y is None or y == last:
            return None
        following = Fraction(round((x - y * (x - before) / (y - last)) / SETTLED)) * SETTLED
        if not left - reach <= following <= right + reach:
            return None
        if _touches(height, following):
            return following
        if following == x:
            return None
        (before, last), (x, y) = (x, y), (following, _slope(height, following))
    return None


def _slope(height: Height, x: Fraction) -> Fraction | None:
    low, high = height(x - BESIDE), height(x + BESIDE)
    return None if low is None or high is None else (high - low) / BESIDE


def _touches(height: Height, x: Fraction) -> bool:
    """Whether what is left at a point is nothing, in itself and beside what there is a little further off."""
    here = height(x)
    if here is None or abs(here) > NOTHING:
        return False
    around = [height(x + side * AROUND) for side in (-1, 1)]
    return all(there is not None and abs(there) > RISES * abs(here) for there in around)


def _at(node: Node, variable: str, x: Array) -> Array:
    return floats.evaluate(node, {variable: x})
