"""Where values stay the same, or come again: as far as points can show, and nothing here is certain."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.maths.figures import plainness
from grader.maths.formula import Function, values

Array = NDArray[np.float64]
Points = tuple[Fraction, ...]

ROUNDING = 1e-13  # relative: what float64 may make of equal values
CORE = 4.0  # an activation has settled further out; agreement in all digits is saturation there, not a flat stretch
WIDE = 1 / 16  # the least width of a flat stretch in the core
TURN = 1e-6  # relative: a rise or fall that is no rounding
MET = 1e-6  # of a step between neighbours: a value that bisection comes so close to is taken, and not jumped over
BISECTIONS = 60  # to where a value comes again
TRIED = 24  # values of each sort
NEAREST = 4  # places where one value may come again


def flat(x: Array, y: Array) -> list[tuple[int, int]]:
    """Return the stretches of neighbouring points with equal values that reach into the core, by their ends."""
    with np.errstate(invalid="ignore"):
        equal = np.abs(np.diff(y)) <= ROUNDING * np.minimum(np.abs(y[:-1]), np.abs(y[1:]))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], equal, [False]]).astype(int)))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(i, j) for i, j in runs if min(x[j], CORE) - max(x[i], -CORE) >= WIDE]


def again(f: Function, points: Points, x: Array, y: Array) -> tuple[Fraction, Fraction] | None:
    """Return two points with the same value, as far as float64 can tell, or None if none were found.

    points: sorted; x, y: the same as floats, and the values there.
    """
    for i in dict.fromkeys((*_plain(points), *_beside_turns(x, y))):
        off = y - y[i]
        for j in _equal(off, i, ROUNDING * abs(y[i])):
            return _sorted(points[i], points[j])
        crossings = np.flatnonzero(np.sign(off[:-1]) * np.sign(off[1:]) < 0)
        for j in crossings[np.argsort(np.abs(x[crossings] - x[i]), kind="stable")][:NEAREST].tolist():
            met = _met(f, x[j], x[j + 1], y[i])
            if abs(values(f, np.array([met]))[0] - y[i]) <= MET * abs(y[j + 1] - y[j]):
                return _sorted(points[i], Fraction(met))
    return None


def _sorted(a: Fraction, b: Fraction) -> tuple[Fraction, Fraction]:
    return min(a, b), max(a, b)


def _plain(points: Points) -> list[int]:
    near = [i for i, point in enumerate(points) if abs(point) <= CORE]
    return sorted(near, key=lambda i: plainness(points[i]))[:TRIED]


def _equal(off: Array, i: int, room: float) -> list[int]:
    """Return points with the same value as point i, apart from those next to it: in a row there may be rounding."""
    same = np.flatnonzero(np.abs(off) <= room)
    row = same - np.arange(len(same))  # the same number all along a row
    return [int(j) for j in same[row != row[np.searchsorted(same, i)]]]


def _beside_turns(x: Array, y: Array) -> Iterator[int]:
    """Yield the points before those at which the values turn, those nearest 0 first."""
    turns = sorted(_turns(y), key=lambda i: abs(x[i]))
    yield from (i - 1 for i in turns[:TRIED])


def _turns(y: Array) -> list[int]:
    """Return where the values turn by more than rounding."""
    last, way, found = 0, 0.0, list[int]()
    heights = y.tolist()
    for i, height in enumerate(heights):
        step = height - heights[last]
        if abs(step) <= TURN * max(abs(height), abs(heights[last])):
            continue
        if way * np.sign(step) < 0:
            found.append(last)
        last, way = i, np.sign(step)
    return found


def _met(f: Function, a: float, b: float, target: float) -> float:
    """Return where the values between two points cross a target, by bisection."""
    above = values(f, np.array([b]))[0] > target
    for _ in range(BISECTIONS):
        middle = (a + b) / 2
        a, b = (a, middle) if (values(f, np.array([middle]))[0] > target) == above else (middle, b)
    return b
