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
        if np.isnan([self.x, self.value]).any():
            raise ValueError("x and value are numbers; for nan there is propagates_nan")

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look at this one point."""
        del rng
        actual = float(answer.row(np.array([self.x]))[0])
        if actual == self.value or abs(actual - self.value) <= self._allowed():
            return passed(f"{answer.name}({self.x:.10g}) is right within {self.within:g} of its value.")
        return differs(answer.name, self.x, actual, self.value)

    def _allowed(self) -> float:
        if np.isinf(self.value):
            return 0.0
        return max(self.within * abs(self.value), SMALLEST * float(np.spacing(abs(self.value))))
