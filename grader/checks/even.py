"""Whether a function is even: its graph is its own mirror image."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.certain import is_zero, judged
from grader.kinds import Check
from grader.maths.certainty import value
from grader.maths.figures import apart
from grader.maths.formula import Function
from grader.maths.symmetry import asymmetry
from grader.report import Finding, Observation, failed, passed
from grader.sight import Sight, look
from grader.witnesses import witnessed


@dataclass(frozen=True)
class Even(Check[Function]):
    """Is even: f(−x) = f(x)."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point where f(−x) is not f(x)."""
        return judged(
            answer,
            "parity",
            holds=lambda parity: parity == "even" or (parity == "odd" and is_zero(answer)),
            words="f(−x) = f(x) for every x.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(found, "not even", "one-sided", otherwise="Is odd: f(−x) = −f(x)."),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    found = asymmetry(f, seen.points, 1)
    if found is None:
        return passed(f"f(−x) = f(x) at {seen}.")
    return _alone(found.x) if found.missing else _not_even(f, found.x)


def _alone(x: Fraction) -> Finding:
    seen = Observation(x=(float(-x),), expected="a value", actual="no value")
    return failed(f"Has a value at x = {float(x):.6g}, but none at x = {float(-x):.6g}.", seen)


def _not_even(f: Function, x: Fraction) -> Finding:
    expected, actual = apart(value(f, x), value(f, -x))
    seen = Observation(x=(float(-x),), expected=expected, actual=actual)
    return failed(f"f({float(-x):.6g}) = {actual}, but f({float(x):.6g}) = {expected}.", seen)
