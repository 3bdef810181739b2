"""How steep a function is where it is steepest."""

from dataclasses import dataclass
from fractions import Fraction
from math import inf, isclose, isinf, isnan

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import certainty, chords
from grader.maths.figures import apart
from grader.maths.formula import Function, values
from grader.report import Finding, Grade, Observation, failed, passed
from grader.sight import Sight, look

TOLERANCE = 1e-6  # relative
DECIMALS = 5  # of an x that is shown
SHORT = Fraction(1, 10**5)  # half of the chord where it is steepest


@dataclass(frozen=True)
class LipschitzConstant(Check[Function]):
    """The smallest number that no chord is steeper than is the one given.

    value: that number, to six digits.
    """

    value: float

    def __post_init__(self) -> None:
        if not 0 <= self.value < inf:
            raise ValueError("the value is a number, 0 or above")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a steeper chord, then whether the steepest is as steep."""
        return judged(
            answer,
            "lipschitz",
            holds=lambda steepest: isclose(float(steepest), self.value, rel_tol=TOLERANCE),
            words=f"The smallest number that no chord is steeper than is {self.value:.6g}.",
            sampled=lambda: _sampled(answer, rng, self.value),
            against=lambda found: _otherwise(answer, rng, float(found.value), self.value),
        )


def _otherwise(f: Function, rng: np.random.Generator, steepest: float, asked: float) -> Finding:
    """Return the finding for a constant that certainly is another."""
    if isinf(steepest):
        seen = Observation(expected=f"{asked:.6g}", actual="chords as steep as one likes")
        return failed("Has chords as steep as one likes, so there is no such number.", seen, grade=Grade.PROVED)
    sight = look(f, rng, finite=True)
    x = round(chords.steepest(f, sight.x), DECIMALS) + 0.0 if isinstance(sight, Sight) else 0.0
    there = isclose(_slope(f, x), steepest, rel_tol=TOLERANCE)
    actual, expected = apart(steepest, asked)
    seen = Observation(x=(x,) if there else (), expected=expected, actual=actual)
    place = f" near x = {x:.6g}" if there else ""
    return failed(f"The steepest slope is {actual}{place}, not {expected}.", seen, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, asked: float) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    place = Fraction(chords.steepest(f, seen.x))
    narrow = chords.narrowed(f, seen.x, seen.y)
    most = Fraction(asked) * (1 + Fraction(TOLERANCE))
    suspects = (
        *chords.neighbours(seen.points, seen.x, seen.y, float(most)),
        (place - SHORT, place + SHORT),
        *((Fraction(a), Fraction(b)) for a, b, _ in narrow),
    )
    for a, b in suspects:
        if certainty.sign(f, lambda value, exact: abs(value(b) - value(a)) - exact(most * (b - a))) == 1:  # noqa: B023
            return _steeper(f, a, b, asked)
    steepest = max(_slope(f, float(place)), *(steep for *_, steep in narrow))
    if steepest < asked * (1 - TOLERANCE):
        actual, expected = apart(steepest, asked)
        x = round(float(place), DECIMALS) + 0.0
        observation = Observation(x=(x,), expected=f"a slope of {expected}", actual=actual)
        sentence = f"The steepest slope that was found is {actual}, not {expected}."
        return failed(sentence, observation, grade=Grade.SUPPORTED)
    return passed(f"The steepest slope at {seen} is {asked:.6g}.")


def _slope(f: Function, x: float) -> float:
    """Return the slope without a sign; 0 where there is none, as at a kink."""
    found = abs(float(values(chords.slope(f), np.array([x]))[0]))
    return 0.0 if isnan(found) else found


def _steeper(f: Function, a: Fraction, b: Fraction, asked: float) -> Finding:
    slope = abs(certainty.number(f, lambda value, exact: (value(b) - value(a)) / exact(b - a)))
    actual, expected = apart(slope, asked)
    start, other = f"{float(a):.12g}", f"{float(b):.12g}"
    observation = Observation(x=(float(a),), expected=f"a slope of at most {expected} to x = {other}", actual=actual)
    return failed(f"Has slope {actual} between x = {start} and x = {other}.", observation)
