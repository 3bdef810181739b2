"""Whether a function bends at all: layers with a straight line for an activation are one layer."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths.certainty import Sign, sign, value
from grader.maths.figures import apart, plainness
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import switching
from grader.report import Finding, Grade, failed, passed
from grader.sight import CONFIRMED, Sight, look

Array = NDArray[np.float64]

PLAIN = 1e-3  # relative; a bend one sees
LEAST, PART = 0.25, 8  # between neighbours at least, so that rounding stays small; the part of the distance from 0


@dataclass(frozen=True, kw_only=True)
class _Row:
    """Three equally spaced points: the middle one, and how far off the others are."""

    middle: Fraction
    spacing: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The left and the right one."""
        return self.middle - self.spacing, self.middle + self.spacing


@dataclass(frozen=True)
class NotAffine(Check[Function]):
    """Is not a straight line."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for three equally spaced points that are certainly not on a line: here they are the proof."""
        seen = look(answer, rng, finite=True)
        if not isinstance(seen, Sight):
            return seen
        spacing = np.maximum(LEAST, np.exp2(np.floor(np.log2(np.abs(seen.x) + 1e-300))) / PART)
        left, right = values(answer, seen.x - spacing), values(answer, seen.x + spacing)
        for i in chain(_bent(seen, left, right), _marked(answer, seen)):
            row = _Row(middle=seen.points[i], spacing=Fraction(float(spacing[i])))
            if _bends(answer, row) in {-1, 1}:
                return _shown(answer, row)
        with np.errstate(invalid="ignore"):
            slope = np.nanmedian((right - left) / (2 * spacing)) + 0.0  # no minus before a 0
        return failed(f"Is a straight line with slope {slope:.6g} at {seen}.", grade=Grade.SUPPORTED)


def _bent(seen: Sight, left: Array, right: Array) -> Iterator[int]:
    """Yield points at which float64 sees a bend: the plainest of the plain ones, then the sharpest."""
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.maximum(np.abs(seen.y), np.maximum(np.abs(left), np.abs(right)))
        bend = np.abs(left - 2 * seen.y + right) / np.maximum(size, 1e-300)
    plain = sorted(np.flatnonzero(bend > PLAIN).tolist(), key=lambda i: plainness(seen.points[i]))
    suspects = np.flatnonzero(bend > 0)
    sharpest = suspects[np.argsort(-bend[suspects], kind="stable")].tolist()
    yield from dict.fromkeys([*plain[:CONFIRMED], *sharpest[:CONFIRMED]])


def _marked(f: Function, seen: Sight) -> Iterator[int]:
    """Yield the points where a formula may bend less than float64 sees."""
    marks = set(switching(f).points) if isinstance(f, Formula) else set()
    yield from (i for i, x in enumerate(seen.points) if x in marks)


def _bends(f: Function, row: _Row) -> Sign | None:
    left, right = row.ends
    return sign(f, lambda value, _: value(left) - 2 * value(row.middle) + value(right))


def _shown(f: Function, row: _Row) -> Finding:
    left, right = row.ends
    actual, straight = apart(value(f, row.middle), (value(f, left) + value(f, right)) / 2)
    line = f"on a straight line from x = {float(left):.6g} to x = {float(right):.6g} it would be {straight}"
    grade = Grade.PROVED if isinstance(f, Formula) else Grade.SUPPORTED
    return passed(f"At x = {float(row.middle):.6g} it is {actual}; {line}.", grade=grade)
