"""Numbers: one, a vector, a matrix, or several with labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from grader.fields import Line, Lines
from grader.kinds import AnswerKind, Check, Mistake, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.maths.numbers import ADVICE, Numbers, alike, near, parse_labelled, parse_numbers
from grader.maths.reading import parse_condition
from grader.maths.truth import holds
from grader.report import Finding, failed, passed

TOLERANCE = 1e-3  # relative, where the exercise says nothing

SHAPES = "Commas stand between several numbers, semicolons between the rows of a matrix."


SMALLEST = r"""title: The slope of the sigmoid
kind: numeric
ask: What is $\sigma'(0)$?
answer: 1/4
wrong:
  - 1/2: That is $\sigma(0)$; the slope is $\sigma(0)(1-\sigma(0))$.
  - 1: The slope of the sigmoid never exceeds a quarter.
hints:
  - Use $\sigma'=\sigma(1-\sigma)$.
"""


@dataclass(frozen=True)
class Expected(Check[Numbers]):
    """Are the expected numbers.

    answers: the right ones; any of them will do.
    tolerance: relative; 0 for exactly.
    """

    answers: tuple[Numbers, ...]
    tolerance: float = TOLERANCE

    def judge(self, answer: Numbers, rng: np.random.Generator) -> Finding:
        """Compare entry by entry."""
        del rng
        if any(alike(answer, right, self.tolerance) for right in self.answers):
            return passed("This is right." if len(answer.entries) == 1 else "All numbers are right.")
        right = self.answers[0]
        if answer.shape != right.shape:
            comma = " Write decimals with a point, as in 0.5." if len(right.entries) == 1 and not answer.labels else ""
            return failed(f"Here {_counted(right)} should stand; you wrote {_counted(answer)}.{comma}")
        if len(right.entries) == 1:
            return failed(f"{answer.show()} is not right.")
        pairs = zip(_names(right), answer.entries, right.entries, strict=True)
        off = [name for name, mine, theirs in pairs if not near(mine, theirs, self.tolerance)]
        return failed(f"Not right: {', '.join(off)}.")


@dataclass(frozen=True, kw_only=True)
class Numeric(AnswerKind[Numbers]):
    """Give numbers: 4, a vector 2, 3, a matrix 1, 2; 3, 4, or labelled ones a=2, b=-1; constant formulas will do.

    answer: the right numbers.
    also: other numbers that are right as well.
    tolerance: relative, 0.001 if left out; 0 for exactly.
    points: what it is worth.
    """

    formulas: ClassVar[bool] = True

    smallest: ClassVar[str] = SMALLEST
    answer: str
    also: tuple[str, ...] = ()
    tolerance: float = TOLERANCE
    points: Points = 1

    def __post_init__(self) -> None:
        """Refuse a tolerance that makes no sense."""
        if not 0 <= self.tolerance < 1:
            raise ValueError("tolerance is a number from 0, below 1")

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels the right answer has."""
        return parse_numbers(self.answer).labels

    def parse(self, text: str) -> Numbers:
        """Read numbers with the labels the question asks for."""
        return parse_labelled(text, self.labels)

    def same(self, a: Numbers, b: Numbers) -> Equality:
        """Two answers are the same within the tolerance."""
        return Same(how="agreed") if alike(a, b, self.tolerance) else Different()

    def field(self, rng: np.random.Generator) -> Line | Lines:
        """Return a line for each label; where there is none a single line, whatever the shape of the answer."""
        del rng
        return Lines(names=self.labels, advice=ADVICE) if self.labels else Line(advice=f"{ADVICE} {SHAPES}")

    def latex(self, parsed: Numbers) -> str:
        """Return the numbers as a page shows them."""
        return parsed.latex()

    def show(self, parsed: Numbers) -> str:
        """Return the numbers as they were read."""
        return parsed.show()

    def reference(self) -> str:
        """Return the right answer as the teacher wrote it."""
        return self.answer

    def questions(self) -> Sequence[Question[Numbers]]:
        """Ask whether these are the numbers."""
        right = tuple(self.parse(text) for text in (self.answer, *self.also))
        return (Question(call="equals(answer)", check=Expected(right, self.tolerance), points=self.points),)

    def shows(self, parsed: Numbers, mistake: Mistake) -> bool:
        """Whether it is this wrong answer, or meets the condition that stands for one."""
        if not mistake.when:
            return self.same_entirely(parsed, self.parse(mistake.answer))
        if parsed.labels != self.labels or len(parsed.entries) != len(self._names):
            return False
        return holds(mistake.when, dict(zip(self._names, parsed.entries, strict=True))) is True

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return the wrong answer; a condition must be one about the numbers' names."""
        if mistake.when:
            parse_condition(mistake.when, self._names)
        return super().examples(mistake)

    @property
    def _names(self) -> tuple[str, ...]:
        """What a condition calls the numbers: their labels, else a single one value."""
        return self.labels or ("value",)


def _names(numbers: Numbers) -> Iterator[str]:
    if numbers.labels:
        yield from numbers.labels
    elif len(numbers.rows) == 1:
        yield from (f"number {i}" for i in range(1, len(numbers.entries) + 1))
    else:
        yield from (f"row {i}, column {j}" for i, row in enumerate(numbers.rows, 1) for j in range(1, len(row) + 1))


def _counted(numbers: Numbers) -> str:
    lengths = sorted(set(numbers.shape))
    count = "one number" if lengths == [1] else f"{' and '.join(map(str, lengths))} numbers"
    return count if len(numbers.rows) == 1 else f"{len(numbers.rows)} rows of {count}"
