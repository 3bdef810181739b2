"""Whether a formula, or a function of a program, is the right one, however it is written."""

from dataclasses import dataclass
from typing import Literal, assert_never

import numpy as np

from grader.kinds import Check, Interval
from grader.maths.equality import Compared, Different, Same, Unknown, equal
from grader.maths.formula import Formula
from grader.maths.relations import relation
from grader.programs import agreement
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Observation, failed, passed, undecided

DIGITS = 12  # shown of a value, more where two values would look alike


@dataclass(frozen=True)
class Equals(Check[Formula | Routine]):
    """Is the same function as another one.

    reference: a formula; `answer` stands for the exercise's answer; for a program, left out, the exercise's own.
    where: a condition; only there must they agree.
    domain: same, or wider to accept an answer with values where the reference has none.
    on: for a program, where to look; [-30, 30] if left out.
    """

    reference: Formula | None = None
    where: str = ""
    domain: Literal["same", "wider"] = "same"
    on: Interval = (-30.0, 30.0)

    def judge(self, answer: Formula | Routine, rng: np.random.Generator) -> Finding:
        """Look for a point that tells the two apart."""
        if isinstance(answer, Routine):
            return self._runs(answer, rng)
        if self.reference is None:
            raise ValueError("equals needs a reference where answers are formulas")
        outcome = equal(answer, self.reference, self.where or None)
        if isinstance(outcome, Different):
            return self._differs(answer, self.reference, outcome)
        if gap := self._gap(answer, self.reference, outcome):
            return gap
        match outcome:
            case Same(how="proved"):
                return passed("It is the formula asked for.", grade=Grade.PROVED)
            case Same():
                return passed(f"It agrees with the right formula at {outcome.points} points in every region.")
            case Unknown():
                return undecided(f"Whether it is the right formula could not be told: {outcome.why}.")
            case _:
                assert_never(outcome)

    def _runs(self, routine: Routine, rng: np.random.Generator) -> Finding:
        """Compare a function of a program with the right one, within rounding."""
        low, high = self.on
        x = agreement.points(routine, rng, low, high)
        right = agreement.right(routine, self.reference, x)
        known = ~np.isnan(right)
        x, right = x[known], right[known]
        actual = routine.row(x.copy())
        wrong = agreement.TOLERANCE.differ(actual, right)
        if wrong.any():
            i = agreement.plainest(x, wrong)
            return agreement.differs(routine.name, x[i], actual[i], right[i])
        return passed(f"It gives the right values at {len(x)} points of [{low:g}, {high:g}].")

    def _differs(self, answer: Formula, reference: Formula, outcome: Different) -> Finding:
        actual, expected = _told_apart(outcome.left, outcome.right)
        x = tuple(map(float, outcome.at))
        where = _where(answer, reference, x)
        at = f"At {where} it" if where else "It"
        advice = relation(answer, reference)
        sentence = f"{at} gives {actual}; the right value is {expected}." + (f" {advice}" if advice else "")
        return failed(sentence, Observation(x=x, expected=expected, actual=actual))

    def _gap(self, answer: Formula, reference: Formula, outcome: Compared) -> Finding | None:
        for gap in outcome.gaps:
            x = tuple(map(float, gap.at))
            where = _where(answer, reference, x)
            at = f" at {where}" if where else ""
            if gap.side == "right":
                seen = Observation(x=x, expected="a value", actual="no value")
                return failed(f"It has no value{at}, but the right formula has one.", seen)
            if self.domain == "same":
                seen = Observation(x=x, expected="no value", actual="a value")
                return failed(f"It has a value{at}, but the right formula has none.", seen)
        return None


def _where(answer: Formula, reference: Formula, x: tuple[float, ...]) -> str:
    """Return a point in words; it has a number for each letter of either formula."""
    letters = dict.fromkeys((*answer.variables, *reference.variables))
    return ", ".join(f"{letter} = {_short(value)}" for letter, value in zip(letters, x, strict=True))


def _short(x: float) -> str:
    """Return the shortest text that is exactly this number: a witness is to be checked by hand."""
    text = f"{x:g}"
    return text if float(text) == x else repr(x)


def _told_apart(left: float, right: float) -> tuple[str, str]:
    """Return two values with as many digits as it takes to see that they differ."""
    for digits in (6, DIGITS, 17):
        a, b = f"{left:.{digits}g}", f"{right:.{digits}g}"
        if a != b:
            return a, b
    return f"{left:.17g} (in more digits, a little else)", f"{right:.17g}"
