"""Whether a function tells all its inputs apart."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import levels
from grader.maths.certainty import sign, value
from grader.maths.figures import plainness
from grader.maths.formula import Function
from grader.report import Finding, Grade, Observation, failed, passed
from grader.sight import Sight, look
from grader.witnesses import witnessed


@dataclass(frozen=True)
class Injective(Check[Function]):
    """Takes no value twice."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for two points with the same value."""
        return judged(
            answer,
            "injective",
            holds=bool,
            words="Takes no value twice.",
            sampled=lambda: _sampled(answer, rng),
            against=lambda found: witnessed(
                found, "same value", "turns", "between", otherwise="Takes some value twice."
            ),
        )


def _sampled(f: Function, rng: np.random.Generator) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    for i, j in levels.flat(seen.x, seen.y):
        a, b = sorted(sorted(seen.points[i : j + 1], key=plainness)[:2])
        return _twice(f, a, b)
    if pair := levels.again(f, seen.points, seen.x, seen.y):
        return _twice(f, *pair)
    return passed(f"No value was found twice at {seen}, nor between them.")


def _twice(f: Function, a: Fraction, b: Fraction) -> Finding:
    """Return the finding for two values that look equal; a certain witness only if they are."""
    certain = sign(f, lambda value, _: value(a) - value(b)) == 0
    y, here, there = f"{value(f, a) + 0.0:.6g}", f"{float(a):.6g}", f"{float(b):.6g}"
    seen = Observation(x=(float(b),), expected=f"not {y}, as at x = {here}", actual=y)
    sentence = f"Takes the value {y} twice: at x = {here} and at x = {there}."
    return failed(sentence, seen, grade=Grade.REFUTED if certain else Grade.SUPPORTED)
