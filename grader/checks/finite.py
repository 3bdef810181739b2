"""Whether a function can be computed in float64: overflow and cancellation count, mathematics alone does not help."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths import sampling
from grader.maths.figures import plainness
from grader.maths.formula import Function, values
from grader.report import Finding, Observation, failed, passed

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

FAR = 100  # points on each side out to the end
NEAR = 10  # points in reach of mental arithmetic
HALVINGS = 60  # towards the last point that can be computed


@dataclass(frozen=True)
class Finite(Check[Function]):
    """Is computed in float64 without nan or inf.

    within: how far from 0 to look; 10000 if left out.
    """

    within: float = 1e4

    def __post_init__(self) -> None:
        """Refuse what is no distance."""
        if not 0 < self.within < np.inf:
            raise ValueError("within is a positive number, such as 1000")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point where the computed value is nan or inf."""
        near = sampling.line(answer, rng, reach=self.within).arrays[0]
        far = np.geomspace(self.within * 1e-3, self.within, FAR)
        x = np.concatenate([near, far, -far])
        x = x[np.argsort(np.abs(x), kind="stable")]
        bad = np.flatnonzero(~np.isfinite(values(answer, x)))
        if not bad.size:
            return passed(f"Neither nan nor inf at {len(x):,} points of [−{self.within:g}, {self.within:g}].")
        return _computed_as(answer, _shown(answer, x, bad, self.within))


def _shown(f: Function, x: Array, bad: Indices, within: float) -> float:
    """Return the plainest of the points that cannot be computed if it is near, or about where they begin."""
    plainest = float(x[min(bad.tolist(), key=lambda i: plainness(Fraction(float(x[i]))))])
    if abs(plainest) <= NEAR:
        return plainest
    lost = float(x[bad[0]])
    before = x[: bad[0]]
    fine = float(before[np.sign(before) == np.sign(lost)][-1])
    for _ in range(HALVINGS):
        middle = (fine + lost) / 2
        fine, lost = (middle, lost) if _is_finite(f, middle) else (fine, middle)
    rounded = float(f"{lost * (1 + 1e-5):.6g}")  # 709.79: a digit is enough to be over the edge
    return rounded if abs(rounded) <= within and not _is_finite(f, rounded) else lost


def _is_finite(f: Function, x: float) -> bool:
    return bool(np.isfinite(values(f, np.array([x]))[0]))


def _computed_as(f: Function, x: float) -> Finding:
    actual = f"{values(f, np.array([x]))[0]:g}"
    seen = Observation(x=(x,), expected="a finite number", actual=actual)
    return failed(f"Computed in float64, it is {actual} at x = {x:.6g}.", seen)
