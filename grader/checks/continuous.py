"""Whether a function is continuous: no hole, no jump, however steep."""

from dataclasses import dataclass

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import domain, jumps, sampling
from grader.maths.domain import Hole
from grader.maths.figures import apart
from grader.maths.formula import Function, values
from grader.maths.jumps import Jump
from grader.report import Finding, Observation, failed, passed, undecided
from grader.sight import LEAST, REACH, without_value
from grader.witnesses import witnessed

TORN = ("no value", "no value near", "jump", "jump near")  # what shows it


@dataclass(frozen=True)
class Continuous(Check[Function]):
    """Has a value at every x, and no jump."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point without a value, then for values that stay apart however near the points."""
        return judged(
            answer,
            "continuous",
            holds=bool,
            words="Has neither a hole nor a jump.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(found, *TORN, otherwise="Has a hole or a jump."),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    sample = sampling.line(f, rng)
    y = values(f, *sample.arrays)
    found = domain.hole(f, sample, y)
    if not found and np.count_nonzero(np.isfinite(y)) < LEAST:
        return undecided("Too few of its values could be computed.")
    match found or jumps.jump(f, sample.arrays[0], y):
        case Hole(at=x, exact=exact):
            return without_value(x, exact=exact)
        case Jump() as jump:
            return _torn(jump)
        case _:
            return passed(f"Neither a hole nor a jump was found on [−{REACH:g}, {REACH:g}].")


def _torn(jump: Jump) -> Finding:
    before, after = apart(jump.before, jump.after)
    x = float(jump.at)
    seen = Observation(x=(x,), expected="no jump", actual=f"{before} on the left, {after} on the right")
    return failed(f"Jumps from {before} to {after} at x {'=' if jump.exact else '≈'} {x:.6g}.", seen)
