"""Whether a function can be computed in float64: overflow and cancellation count, mathematics alone does not help."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths import sampling
from grader.maths.figures import plainness
from grader.maths.formula import Function, values
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

FAR = 100  # points on each side out to the end
NEAR = 10  # points in reach of mental arithmetic
HALVINGS = 60  # towards the last point that can be computed
STEPS = 25  # the same for programs, each of which is a call
EDGES = (0.0, -0.0, 1e-300, -1e-300, 30.0, -30.0, 88.0, -88.0, 710.0, -710.0)
WARNING = re.compile(r"(overflow|invalid value|divide by zero) encountered")  # as numpy words them


@dataclass(frozen=True)
class Finite(Check[Function]):
    """Is computed in float64 without nan or inf; by a program, also without a warning of overflow or the like.

    within: how far from 0 to look; 10000 if left out.
    """

    within: float = 1e4

    def __post_init__(self) -> None:
        """Refuse what is no distance."""
        if not 0 < self.within < np.inf:
            raise ValueError("within is a positive number, such as 1000")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point where the computed value is nan or inf, or where a program warns."""
        near = sampling.line(answer, rng, reach=self.within).arrays[0]
        far = np.geomspace(self.within * 1e-3, self.within, FAR)
        x = np.concatenate([EDGES, near, far, -far])
        x = x[np.abs(x) <= self.within]
        x = x[np.argsort(np.abs(x), kind="stable")]
        if isinstance(answer, Routine):
            return _runs(answer, x, self.within)
        bad = np.flatnonzero(~np.isfinite(values(answer, x)))
        if not bad.size:
            return passed(f"Neither nan nor inf at {len(x):,} points of [−{self.within:g}, {self.within:g}].")
        shown = _shown(lambda one: bool(np.isfinite(values(answer, np.array([one]))[0])), x, bad, self.within)
        return _computed_as(answer, shown)


def _runs(routine: Routine, x: Array, within: float) -> Finding:
    """Look at a program, whose warnings don't say where."""
    y, warning = _told(routine, x)
    bad = np.flatnonzero(~np.isfinite(y))
    if not bad.size and not warning:
        return passed(f"Neither nan, inf nor a warning at {len(x):,} points of [−{within:g}, {within:g}].")
    if warning:
        bad = np.union1d(bad, [_first(lambda count: bool(_told(routine, x[:count])[1]), len(x))])
    shown = _shown(lambda one: _is_fine(routine, one), x, bad, within, STEPS)
    y, alone = _told(routine, np.array([shown]))
    return _ran_into(routine, shown, float(y[0]), alone or warning)


def _told(routine: Routine, x: Array) -> tuple[Array, str]:
    """Return what a program gives, and of what numpy warned."""
    y = routine.row(x.copy())
    return y, next((told for told in routine.program.warned if WARNING.match(told)), "")


def _is_fine(routine: Routine, x: float) -> bool:
    y, warning = _told(routine, np.array([x]))
    return bool(np.isfinite(y[0])) and not warning


def _first(warns: Callable[[int], bool], count: int) -> int:
    """Return the index of the first point with which a row of points warns; all of them do."""
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if warns(middle) else (middle, high)
    return low


def _shown(is_fine: Callable[[float], bool], x: Array, bad: Indices, within: float, halvings: int = HALVINGS) -> float:
    """Return the plainest of the points that cannot be computed if it is near, or about where they begin."""
    plainest = float(x[min(bad.tolist(), key=lambda i: plainness(Fraction(float(x[i]))))])
    if abs(plainest) <= NEAR:
        return plainest
    lost = float(x[bad[0]])
    before = x[: bad[0]]
    fine = float(before[np.sign(before) == np.sign(lost)][-1])
    for _ in range(halvings):
        middle = (fine + lost) / 2
        fine, lost = (middle, lost) if is_fine(middle) else (fine, middle)
    rounded = float(f"{lost * (1 + 1e-5):.6g}")  # 709.79: a digit is enough to be over the edge
    return rounded if abs(rounded) <= within and not is_fine(rounded) else lost


def _computed_as(f: Function, x: float) -> Finding:
    actual = f"{values(f, np.array([x]))[0]:g}"
    seen = Observation(x=(x,), expected="a finite number", actual=actual)
    return failed(f"Computed in float64, it is {actual} at x = {x:.6g}.", seen)


def _ran_into(routine: Routine, x: float, y: float, warning: str) -> Finding:
    call = f"{routine.name}({x:.6g})"
    if np.isfinite(y):
        seen = Observation(x=(x,), expected="no warning", actual=warning)
        return failed(f"{call} gives {y:.6g}, but numpy warns on the way: {warning}.", seen)
    seen = Observation(x=(x,), expected="a finite number", actual=f"{y:g}")
    return failed(f"{call} gives {y:g}{f'; numpy warns: {warning}' if warning else ''}.", seen)
