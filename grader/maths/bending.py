"""Whether a function bends: three equally spaced points that are certainly not on a line."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from grader.maths.certainty import Sign, sign
from grader.maths.figures import plainness
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import switching

Array = NDArray[np.float64]
Points = tuple[Fraction, ...]

PLAIN = 1e-3  # relative; a bend one sees
SUSPECTS = 8  # of each sort, looked at exactly
SCALES = (1.0, 1 / 16)  # of the spacing: a short bend may be part of a long one the other way
LEAST, PART = 0.25, 8  # between neighbours at least, so that rounding stays small; the part of the distance from 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """Three equally spaced points: the middle one, and how far off the others are."""

    middle: Fraction
    spacing: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The left and the right one."""
        return self.middle - self.spacing, self.middle + self.spacing


def bend(f: Function, points: Points, x: Array, y: Array, ways: Container[Sign]) -> Row | None:
    """Return three points in a row that certainly bend in one of these ways: 1 up, −1 down; None if none were found.

    points: where to look, sorted; x, y: the same as floats, and the values there.
    """
    for scale in SCALES:
        spacing = spacings(x) * scale
        seen = _bends_seen(f, x, y, spacing)
        asked = np.array([_sign(one) in ways for one in seen.tolist()])
        for i in chain(_bent(points, np.where(asked, np.abs(seen), 0)), _marked(f, points)):
            row = Row(middle=points[i], spacing=Fraction(float(spacing[i])))
            if _bends(f, row) in ways:
                return row
    return None


def spacings(x: Array) -> Array:
    """Return how far the neighbours of points are off."""
    widest: Array = np.maximum(LEAST, np.exp2(np.floor(np.log2(np.abs(x) + 1e-300))) / PART)
    return widest


def _bends_seen(f: Function, x: Array, y: Array, spacing: Array) -> Array:
    """Return by how much each point is below the middle of its neighbours, relative to the largest of the three."""
    left, right = values(f, x - spacing), values(f, x + spacing)
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.maximum(np.abs(y), np.maximum(np.abs(left), np.abs(right)))
        return (left - 2 * y + right) / np.maximum(size, 1e-300)


def _sign(number: float) -> Sign:
    return 1 if number > 0 else -1 if number < 0 else 0


def _bent(points: Points, size: Array) -> Iterator[int]:
    """Yield points at which float64 sees a bend: the plainest of the plain ones, then the sharpest."""
    plain = sorted(np.flatnonzero(size > PLAIN).tolist(), key=lambda i: plainness(points[i]))
    suspects = np.flatnonzero(size > 0)
    sharpest = suspects[np.argsort(-size[suspects], kind="stable")].tolist()
    yield from dict.fromkeys([*plain[:SUSPECTS], *sharpest[:SUSPECTS]])


def _marked(f: Function, points: Points) -> Iterator[int]:
    """Yield the points where a formula may bend less than float64 sees."""
    marks = set(switching(f).points) if isinstance(f, Formula) else set()
    yield from (i for i, x in enumerate(points) if x in marks)


def _bends(f: Function, row: Row) -> Sign | None:
    left, right = row.ends
    return sign(f, lambda value, _: value(left) - 2 * value(row.middle) + value(right))
