"""Whether a function rises everywhere: it neither falls nor stays level."""

from dataclasses import dataclass

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths.certainty import value
from grader.maths.figures import apart
from grader.maths.formula import Function
from grader.maths.monotonicity import Ascent, Pair, fall, level
from grader.report import Finding, Observation, failed, passed
from grader.sight import Sight, look
from grader.witnesses import witnessed

OTHERWISE = {
    "constant": "Stays level everywhere.",
    "nondecreasing": "Never falls, but stays level on a stretch.",
    "nonincreasing": "Never rises.",
    "decreasing": "Always falls.",
}


@dataclass(frozen=True)
class Increasing(Check[Function]):
    """Always rises: of two points the right one has the larger value."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for two points of which the right one has a smaller value, or the same."""
        return judged(
            answer,
            "monotone",
            holds=lambda way: way == "increasing",
            words="Always rises.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(found, "falls", otherwise=OTHERWISE.get(found.value, "Falls somewhere.")),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    points = Ascent(points=seen.points, x=seen.x, y=seen.y)
    if found := fall(f, points):
        return _falls(f, found)
    if found := level(f, points):
        return _is_level(f, found)
    return passed(f"Neither falls nor stays level at {seen}.")


def _falls(f: Function, pair: Pair) -> Finding:
    a, b = apart(float(pair.left), float(pair.right))
    high, low = apart(value(f, pair.left), value(f, pair.right))
    seen = Observation(x=(float(pair.right),), expected=f"more than {high}, as at x = {a}", actual=low)
    return failed(f"Falls from {high} at x = {a} to {low} at x = {b}.", seen)


def _is_level(f: Function, pair: Pair) -> Finding:
    a, b = apart(float(pair.left), float(pair.right))
    y = f"{value(f, pair.left):.6g}"
    seen = Observation(x=(float(pair.right),), expected=f"more than {y}, as at x = {a}", actual=y)
    return failed(f"Stays level: it is {y} both at x = {a} and at x = {b}.", seen)
