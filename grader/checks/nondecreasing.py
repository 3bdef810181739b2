"""Whether a function never falls; it may stay level."""

from dataclasses import dataclass

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths.certainty import value
from grader.maths.figures import apart
from grader.maths.formula import Function
from grader.maths.monotonicity import Ascent, Pair, fall
from grader.report import Finding, Observation, failed, passed
from grader.sight import Sight, look
from grader.witnesses import witnessed

NEVER_FALLING = frozenset({"increasing", "nondecreasing", "constant"})


@dataclass(frozen=True)
class Nondecreasing(Check[Function]):
    """Never falls: of two points the right one never has the smaller value."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for two points of which the right one has the smaller value."""
        return judged(
            answer,
            "monotone",
            holds=lambda way: way in NEVER_FALLING,
            words="Never falls.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(found, "falls", otherwise="Falls somewhere."),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    found = fall(f, Ascent(points=seen.points, x=seen.x, y=seen.y))
    return _falls(f, found) if found else passed(f"Never falls at {seen}.")


def _falls(f: Function, pair: Pair) -> Finding:
    a, b = apart(float(pair.left), float(pair.right))
    high, low = apart(value(f, pair.left), value(f, pair.right))
    seen = Observation(x=(float(pair.right),), expected=f"at least {high}, as at x = {a}", actual=low)
    return failed(f"Falls from {high} at x = {a} to {low} at x = {b}.", seen)
