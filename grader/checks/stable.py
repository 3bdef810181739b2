"""Whether a function survives its own order of operations: x·exp(x)/(1 + exp(x)) is inf where it should be 703.2."""

from dataclasses import dataclass
from math import inf, log

import numpy as np

from grader.kinds import Check
from grader.maths import sampling
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function, values
from grader.maths.numerics import Dtype, Fault, Numerics, numerics
from grader.report import Finding, Observation, failed, passed
from grader.sight import REACH, Sight, look

INFINITE = ("nan", "overflow")  # faults that end a training; lost digits often do no harm
FAR = 100  # points on each side out to the end, for code


@dataclass(frozen=True)
class Stable(Check[Function]):
    """Is computed, in the order it is written, without nan and with inf only where its value is too large itself.

    dtype: float64, float32 or bfloat16.
    accurate: whether it must not lose more than half of its digits either, nor round to 0.
    """

    dtype: Dtype = "float64"
    accurate: bool = False

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for the first point where the run of a formula goes wrong; code is sampled in float64."""
        if not isinstance(answer, Formula):
            return _sampled(answer, rng)
        seen = look(answer, rng)
        if not isinstance(seen, Sight):
            return seen
        panel = numerics(answer, (self.dtype,))
        counted = [one for one in panel.run(self.dtype).faults if self.accurate or one.kind in INFINITE]
        if counted:
            return self._goes_wrong(min(counted, key=lambda one: _farness(one.x)), panel)
        digits = " and half of the digits kept" if self.accurate else ""
        return passed(f"No nan, no needless inf{digits} in {self.dtype} for |x| up to {REACH:g}.")

    def _goes_wrong(self, fault: Fault, panel: Numerics) -> Finding:
        actual, expected = apart(fault.got, fault.true)
        # Not “at x”: the first float needs more digits than are shown.
        where = f"from x = {fault.x:.6g} {'towards 0' if fault.towards == 0 else 'on'}"
        told = f"it is {actual} {where}, and should be {expected} there."
        if fault.kind == "cancellation":
            told = f"half of the digits are lost {where}: there it is {actual}, and should be {expected}."
        suggested = f" {panel.suggestion.text}" if panel.suggestion else ""
        seen = Observation(x=(fault.x,), expected=expected, actual=actual)
        return failed(f"Computed in {self.dtype}, {told}{suggested}", seen)


def _farness(x: float) -> float:
    """Rank what is near 1 first: a fault is met on the way from there to 0 or to the end."""
    return abs(log(abs(x))) if x else inf


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    """Look for nan and inf; whether inf is needless can't be told of code, nor in which order it works."""
    far = np.geomspace(REACH * 1e-3, REACH, FAR)
    x = np.concatenate([sampling.line(f, rng, reach=REACH).arrays[0], far, -far])
    x = x[np.argsort(np.abs(x), kind="stable")]
    lost = x[~np.isfinite(values(f, x))]
    if not lost.size:
        return passed(f"Neither nan nor inf in float64 at {len(x):,} points of [−{REACH:g}, {REACH:g}].")
    actual = f"{values(f, lost[:1])[0]:g}"
    seen = Observation(x=(float(lost[0]),), expected="a finite number", actual=actual)
    return failed(f"Computed in float64, it is {actual} at x = {lost[0]:.6g}.", seen)
