"""How steep the chords of a function are, as far as float64 can tell."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb

Array = NDArray[np.float64]
Points = tuple[Fraction, ...]

NOISE = 4 * np.finfo(float).eps  # relative: what float64 may be wrong by in a value
STEP = 1e-5  # of the difference that stands for the slope of opaque code, for x up to 1
KEPT = 8  # of the steepest chords
NEAR = 10.0  # where a learner looks first
HALVINGS = 30  # from a gap of the grid to the narrowest
NARROWEST = 1e-9  # of the chords into which others are halved, for x up to 1: there a jump is steeper than any slope


def slope(f: Function) -> Function:
    """Return the derivative of a formula, and what stands for it of code."""
    return f.derivative() if isinstance(f, Formula) else partial(_difference, f)


def steepest(f: Function, x: Array) -> float:
    """Return the point near the best of the sorted points x where the slope is steepest."""
    derivative = slope(f)
    return climb(lambda x: np.abs(values(derivative, x)), x)


def _difference(f: Function, *at: Array) -> Array:
    (x,) = at
    h = STEP * np.maximum(1, np.abs(x))
    with np.errstate(invalid="ignore"):
        return (values(f, x + h) - values(f, x - h)) / (2 * h)


def slopes(a: Array, b: Array, left: Array, right: Array) -> Array:
    """Return the slopes of chords without a sign, less what float64 may be wrong by; 0 where there is none."""
    with np.errstate(all="ignore"):
        rise = np.abs(right - left) - NOISE * (np.abs(left) + np.abs(right))
        return np.nan_to_num(np.maximum(rise, 0) / (b - a), nan=0.0)


def neighbours(points: Points, x: Array, y: Array, constant: float) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield chords between neighbours that are too steep: the steepest near 0, then the steepest of all.

    points: sorted; x, y: the same as floats, and the values there.
    """
    steep = slopes(x[:-1], x[1:], y[:-1], y[1:])
    steepest = [int(i) for i in np.argsort(-steep, kind="stable") if steep[i] > constant]
    close = [i for i in steepest if abs(x[i]) <= NEAR]
    yield from ((points[i], points[i + 1]) for i in dict.fromkeys((*close[:KEPT], *steepest[:KEPT])))


def narrowed(f: Function, x: Array, y: Array) -> list[tuple[float, float, float]]:
    """Return what the steepest chords between neighbours become if their steeper half is taken again and again.

    Each is its two ends and its slope, the steepest first.
    """
    best = np.argsort(-slopes(x[:-1], x[1:], y[:-1], y[1:]), kind="stable")[:KEPT]
    a, b, left, right = x[best], x[best + 1], y[best], y[best + 1]
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        here = values(f, middle)
        wide = b - a > NARROWEST * np.maximum(1, np.abs(a))
        first = slopes(a, middle, left, here) >= slopes(middle, b, here, right)
        a, left = np.where(wide & ~first, middle, a), np.where(wide & ~first, here, left)
        b, right = np.where(wide & first, middle, b), np.where(wide & first, here, right)
    steep = slopes(a, b, left, right)
    return [(float(a[i]), float(b[i]), float(steep[i])) for i in np.argsort(-steep, kind="stable")]
