"""Whether a function has a value for every x."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.maths import domain, sampling
from grader.maths.formula import Function, values
from grader.report import Finding, passed
from grader.sight import REACH, without_value


@dataclass(frozen=True)
class Defined(Check[Function]):
    """Has a value at every x."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point without a value."""
        sample = sampling.line(answer, rng)
        found = domain.hole(answer, sample, values(answer, *sample.arrays))
        if found:
            return without_value(found.at, exact=found.exact)
        return passed(f"Has a value at {len(sample.points):,} points of [−{REACH:g}, {REACH:g}].")
