"""The places at which checks failed, as marks on the learner's own curve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from grader.errors import AnswerError
from grader.exercise import Part
from grader.export.findings import observed
from grader.maths.formula import Formula, values
from grader.report import Curve as Drawn
from grader.report import Observation, PartResult, Verdict
from grader.service.sketch import WIDE, Curve, curve

Array = NDArray[np.float64]

LEAST = 0.02  # of a curve's height: below, nobody sees a jump
STEEPER = 8  # times as steep as before and after: that is a jump
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


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What a program's function gives, beside what is right, with the places at which checks failed.

    curve: its own.  expected: the right values at the same points; empty where there is more than one right answer.
    """

    name: str
    curve: Curve
    expected: tuple[float, ...]
    marks: tuple[Mark, ...]


def traces(result: PartResult) -> tuple[Trace, ...]:
    """Return the curves that a report holds, one for each function."""
    found = dict[str, Trace]()
    for evidence in (check.finding.evidence for check in result.checks):
        if drawn := evidence.curve:
            trace = found.setdefault(
                drawn.name, Trace(name=drawn.name, curve=_read(drawn), expected=drawn.expected, marks=())
            )
            marks = (*trace.marks, *_places(evidence.observations, trace.curve))
            found[drawn.name] = replace(trace, marks=marks[:MOST])
    return tuple(found.values())


def _read(drawn: Drawn) -> Curve:
    jumps = frozenset(map(int, np.flatnonzero(_leaps(np.array(drawn.x), np.array(drawn.y)))))
    return Curve(variable="x", x=drawn.x, y=drawn.y, slope=(), jumps=jumps)


def _leaps(x: Array, y: Array) -> NDArray[np.bool_]:
    """Whether a curve jumps between neighbours: it rises much more steeply than before and after, and visibly."""
    with np.errstate(all="ignore"):
        steep = np.abs(np.diff(y) / np.diff(x))
        around = np.fmax(np.append(0.0, steep[:-1]), np.append(steep[1:], 0.0))
        finite = y[np.isfinite(y)]
        seen = np.abs(np.diff(y)) > LEAST * (np.ptp(finite) if len(finite) else 0.0)
        leaps: NDArray[np.bool_] = seen & (steep > STEEPER * around)
        return leaps


def _places(observations: Sequence[Observation], curve: Curve) -> Iterator[Mark]:
    """Yield the marks of observations at points of a curve."""
    known = dict(zip(curve.x, curve.y, strict=True))
    for one in observations:
        if len(one.x) == 1 and one.x[0] in known:
            yield Mark(x=one.x[0], y=known[one.x[0]], label=observed(one))


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
