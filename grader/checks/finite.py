"""Whether a function can be computed in float64: overflow and cancellation count, mathematics alone does not help."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths import sampling
from grader.maths.formula import Function, values
from grader.report import Finding, Observation, failed, passed

Array = NDArray[np.float64]

FAR = 100  # points on each side out to the end
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
        return _computed_as(answer, _first(answer, x, int(bad[0])))


def _first(f: Function, x: Array, i: int) -> float:
    """Return about the first point on this side of 0 that cannot be computed, as far as bisection finds it."""
    good, bad = float(x[i - 1]) if i else float(x[i]), float(x[i])
    good = np.copysign(good, bad)
    if not np.isfinite(values(f, np.array([good]))[0]):
        return bad
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        if np.isfinite(values(f, np.array([middle]))[0]):
            good = middle
        else:
            bad = middle
    return bad


def _computed_as(f: Function, x: float) -> Finding:
    actual = f"{values(f, np.array([x]))[0]:g}"
    seen = Observation(x=(x,), expected="a finite number", actual=actual)
    return failed(f"Computed in float64, it is {actual} at x = {x:.6g}.", seen)
