"""Whether a function has a value for every x."""

from dataclasses import dataclass

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import domain, sampling
from grader.maths.formula import Function, values
from grader.report import Finding, passed
from grader.sight import REACH, without_value
from grader.witnesses import witnessed


@dataclass(frozen=True)
class Defined(Check[Function]):
    """Has a value at every x."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point without a value."""
        return judged(
            answer,
            "defined",
            holds=bool,
            words="Has a value at every x.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(found, "no value", "no value near", otherwise="Has no value at some x."),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    sample = sampling.line(f, rng)
    found = domain.hole(f, sample, values(f, *sample.arrays))
    if found:
        return without_value(found.at, exact=found.exact)
    return passed(f"Has a value at {len(sample.points):,} points of [−{REACH:g}, {REACH:g}].")
