"""Whether a function bends at all: layers with a straight line for an activation are one layer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grader.certain import decided, doubted
from grader.kinds import Check
from grader.maths import bending
from grader.maths.bending import Row
from grader.maths.certainty import value
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function, values
from grader.report import Finding, Grade, failed, passed
from grader.sight import Sight, look
from grader.witnesses import said

if TYPE_CHECKING:
    from grader.maths.analysis.findings import Property

Array = NDArray[np.float64]

FEW: Array = np.arange(-20, 21.0)  # where the slope of what is certainly a line is taken


@dataclass(frozen=True)
class NotAffine(Check[Function]):
    """Is not a straight line."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for three equally spaced points that are certainly not on a line: here they are the proof."""
        finding = _sampled(answer, rng)
        if finding.evidence.grade is Grade.PROVED:
            return finding
        found = decided(answer, "affine")
        if found is None:
            return doubted(answer, finding)
        return _is_straight(answer) if found.value else _is_bent(found)


def _is_straight(f: Function) -> Finding:
    """Return the finding for a formula that is certainly a straight line."""
    slope = _slope(f, FEW)
    told = "" if np.isnan(slope) else f" with slope {slope:.6g}"
    return failed(f"Is a straight line{told}.", grade=Grade.PROVED)


def _is_bent(found: "Property") -> Finding:
    """Return the finding for a formula that certainly is none."""
    sentence = next((said(witness)[0] for witness in found.witnesses), "Is not a straight line.")
    return passed(sentence, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    if row := bending.bend(f, seen.points, seen.x, seen.y, {-1, 1}):
        return _shown(f, row)
    return failed(f"Is a straight line with slope {_slope(f, seen.x):.6g} at {seen}.", grade=Grade.SUPPORTED)


def _slope(f: Function, x: Array) -> float:
    """Return the slope most often seen."""
    spacing = bending.spacings(x)
    with np.errstate(invalid="ignore"):
        slopes = (values(f, x + spacing) - values(f, x - spacing)) / (2 * spacing)
    seen = slopes[np.isfinite(slopes)]
    return float(np.median(seen)) + 0.0 if seen.size else np.nan  # no minus before a 0


def _shown(f: Function, row: Row) -> Finding:
    left, right = row.ends
    actual, straight = apart(value(f, row.middle), (value(f, left) + value(f, right)) / 2)
    line = f"on a straight line from x = {float(left):.6g} to x = {float(right):.6g} it would be {straight}"
    grade = Grade.PROVED if isinstance(f, Formula) else Grade.SUPPORTED
    return passed(f"At x = {float(row.middle):.6g} it is {actual}; {line}.", grade=grade)
