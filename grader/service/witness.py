"""The places at which checks failed, as marks on the learner's own curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from grader.errors import AnswerError
from grader.exercise import Part
from grader.export.findings import observed
from grader.maths.formula import Formula, values
from grader.report import PartResult, Verdict
from grader.service.sketch import WIDE, Curve, curve

MOST = 6  # marks on one picture
FAR = 100.0  # times the usual window that one picture may show; beyond, it shows the first mark alone


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point to look at.  label: what was expected there, and what was seen."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What was handed in as a curve, in a window that holds the marks.  middle, wide: of the window."""

    curve: Curve
    marks: tuple[Mark, ...]
    middle: float
    wide: float


def picture(result: PartResult, part: Part) -> Picture | None:
    """Return the picture of an answer that is a formula in one variable and lost points; None if it is none."""
    try:
        parsed = part.kind.parse(result.answer)
    except AnswerError:  # unreadable, or the exercise has changed since
        return None
    if not isinstance(parsed, Formula) or len(parsed.variables) != 1 or result.points == result.out_of:
        return None
    marks = tuple(_marks(result, parsed))
    middle, wide = _window(marks)
    return Picture(curve=curve(parsed, middle, wide), marks=marks, middle=middle, wide=wide)


def _marks(result: PartResult, formula: Formula) -> list[Mark]:
    seen = [
        one
        for check in result.checks
        if check.verdict is Verdict.FAILED
        for one in check.finding.evidence.observations
        if len(one.x) == 1 and isfinite(one.x[0])
    ]
    at = np.array([one.x[0] for one in seen[:MOST]])
    y = values(formula, at) if seen else at
    return [Mark(x=one.x[0], y=float(value), label=observed(one)) for one, value in zip(seen[:MOST], y, strict=True)]


def _window(marks: Sequence[Mark]) -> tuple[float, float]:
    far = max((abs(mark.x) for mark in marks), default=0.0)
    if far <= WIDE:
        return 0.0, WIDE
    return (0.0, far * 1.1) if far < FAR * WIDE else (marks[0].x, max(WIDE, abs(marks[0].x) / 10))
