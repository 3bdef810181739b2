"""How long the formula is, as it was written."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.maths import tree
from grader.maths.formula import Formula
from grader.report import Finding, Grade, Observation, failed, passed


@dataclass(frozen=True)
class Size(Check[Formula]):
    """Is a short formula: every number, name, sign and function counts once, brackets don't.

    most: how much it may count; max(0, x) counts 3.
    """

    most: int

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError("a formula counts 1 at least")

    def judge(self, answer: Formula, rng: np.random.Generator) -> Finding:
        """Count the nodes of its tree."""
        del rng
        count = tree.size(answer.tree)
        if count <= self.most:
            return passed(f"The formula counts {count}; up to {self.most} is allowed.", grade=Grade.PROVED)
        seen = Observation(expected=f"at most {self.most}", actual=str(count))
        return failed(f"The formula counts {count} numbers, names and signs; up to {self.most} is allowed.", seen)
