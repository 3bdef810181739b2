"""Whether a function of a program keeps its digits where that is hard: in a tail, or beside a zero."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.programs.agreement import differs
from grader.programs.routine import Routine
from grader.report import Finding, passed

SMALLEST = 4  # units in the last place that may be lost however few digits a number has: the smallest have next to none


@dataclass(frozen=True)
class Accurate(Check[Routine]):
    """Gives the right value at one point to nearly all digits, however small it is.

    x: the point.
    value: the right value there.
    within: how far off the answer may be, as a part of the value; 1e-12 if left out.
    """

    x: float
    value: float
    within: float = 1e-12

    def __post_init__(self) -> None:
        """Refuse what can't be asked."""
        if not 0 < self.within < 1:
            raise ValueError("within is a positive number below 1, such as 1e-12")
        if not np.isfinite([self.x, self.value]).all():
            raise ValueError("x and value are finite numbers")

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look at this one point."""
        del rng
        actual = float(answer.row(np.array([self.x]))[0])
        allowed = max(self.within * abs(self.value), SMALLEST * float(np.spacing(abs(self.value))))
        if abs(actual - self.value) <= allowed:
            return passed(f"{answer.name}({self.x:.10g}) is right within {self.within:g} of its value.")
        return differs(answer.name, self.x, actual, self.value)
