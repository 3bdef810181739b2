"""Whether a function of a program computes in the precision it is given: one that widens makes a network slow."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.programs.routine import Routine, described
from grader.report import Finding, Observation, failed, passed

ROW = np.array([-1.0, 0.5, 2.0])


@dataclass(frozen=True)
class KeepsDtype(Check[Routine]):
    """Gives float32 for float32, and float64 for float64.  Values don't matter."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Try both."""
        del rng
        for x in (ROW.astype(np.float32), ROW):
            found = answer.call(*answer.arguments(x))
            kind = str(found.dtype) if isinstance(found, np.ndarray) else described(found)
            if kind != x.dtype:
                seen = Observation(expected=str(x.dtype), actual=kind)
                return failed(f"{answer.name} gives {kind} for {x.dtype}; it should stay {x.dtype}.", seen)
        return passed("float32 stays float32, and float64 stays float64.")
