"""Whether a program passes back the gradient it is told to, which need not be that of what it computes."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.maths.figures import apart
from grader.maths.formula import Formula
from grader.programs import slopes
from grader.programs.differentiation import gradient
from grader.programs.routine import Routine
from grader.programs.slopes import Fault
from grader.report import Finding, Observation, failed, passed


@dataclass(frozen=True)
class PassesBack(Check[Routine]):
    """Passes back the upstream gradient times a slope, as straight-through estimators do.

    slope: a formula; also where it jumps, it is what the formula says.
    """

    slope: Formula

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look for a point where it passes back something else."""
        right = slopes.given(answer, self.slope, slopes.points(answer, rng))
        if found := slopes.fault(right, lambda x, g: gradient(answer, x, g), rng):
            return _differs(answer.name, found)
        return passed(f"It passes back what it should at {np.count_nonzero(right.known)} points.")


def _differs(name: str, found: Fault) -> Finding:
    actual, expected = apart(found.actual, found.upstream * found.low)
    among = "" if found.alone else " among other numbers"
    given = f"At x = {found.x:.6g}, of an upstream gradient {found.upstream:g}, {name} passes back {actual}{among}"
    seen = Observation(x=(found.x,), expected=found.times, actual=actual)
    return failed(f"{given}; right is {expected}.", seen)
