"""Whether a program keeps nan: one that hides it hides the fault that made it."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

ROW = np.array([1.0, np.nan, -1.0, np.nan])


@dataclass(frozen=True)
class PropagatesNan(Check[Routine]):
    """Gives nan for nan, and for nan alone."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look at nan alone, and among numbers."""
        del rng
        for x in (ROW[1:2], ROW):
            hidden = np.isnan(x) & ~np.isnan(y := answer.row(x.copy()))
            if hidden.any():
                value = f"{y[np.argmax(hidden)]:g}"
                seen = Observation(x=(np.nan,), expected="nan", actual=value)
                return failed(f"{answer.name}(nan) gives {value}: what went wrong before is hidden.", seen)
        return passed("It keeps nan.")
