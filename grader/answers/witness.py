"""Numbers that show something: any that meet a condition will do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from grader.errors import AnswerError, nearest
from grader.fields import Line, Lines
from grader.kinds import AnswerKind, Check, Mistake, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.maths.formula import Formula
from grader.maths.numbers import ADVICE, Numbers, label_at, near, parse_numbers
from grader.maths.reading import parse_condition
from grader.maths.show import show_condition
from grader.maths.tree import Condition, Logic
from grader.maths.truth import holds, holds_in_all_digits
from grader.report import Finding, Grade, Observation, failed, passed, undecided

Named = Mapping[str, Formula]


SMALLEST = r"""title: Not injective
kind: witness
ask: Give $x \ne y$ with $x^2=y^2$.
find: x, y
such that: x != y and x^2 == y^2
answer: x=-2, y=2
wrong:
  - x=2, y=2: They must differ.
  - x=1, y=2: Their squares are $1$ and $4$.
hints:
  - Look for two inputs that are mirror images.
"""


@dataclass(frozen=True)
class SuchThat(Check[Named]):
    """Meets a condition."""

    condition: Condition

    def judge(self, answer: Named, rng: np.random.Generator) -> Finding:
        """Look for a clause that does not hold."""
        del rng
        shown = ", ".join(f"{name} = {number.show()}" for name, number in answer.items())
        certain = {clause: holds(clause, answer) for clause in _clauses(self.condition)}
        told = {
            show_condition(clause): holds_in_all_digits(clause, answer) if truth is None else truth
            for clause, truth in certain.items()
        }
        for clause, truth in told.items():
            if truth is False:
                return failed(f"{clause} does not hold for {shown}.", Observation(expected=clause, actual=shown))
        for clause, truth in told.items():
            if truth is None:
                return undecided(f"Whether {clause} holds for {shown} could not be told.")
        grade = Grade.SUPPORTED if None in certain.values() else Grade.PROVED
        return passed(f"It holds for {shown}.", grade=grade)


@dataclass(frozen=True, kw_only=True)
class Witness(AnswerKind[Named]):
    """Give numbers that meet a condition.

    find: their names, as in x, y.
    such_that: the condition.
    answer: one example.
    points: what it is worth.
    """

    formulas: ClassVar[bool] = True

    smallest: ClassVar[str] = SMALLEST
    find: str
    such_that: str
    answer: str
    points: Points = 1

    @property
    def names(self) -> tuple[str, ...]:
        """What is to be found."""
        return tuple(name.strip() for name in self.find.split(","))

    @cached_property
    def condition(self) -> Condition:
        """The condition, read."""
        return parse_condition(self.such_that, self.names)

    def parse(self, text: str) -> Named:
        """Read x=1, y=2; where one number is asked for, its name may be left out."""
        numbers = parse_numbers(text)
        labels = numbers.labels or (self.names if len(numbers.entries) == len(self.names) == 1 else ())
        found = dict(zip(labels, numbers.entries, strict=False))
        for name in found:
            if name not in self.names:
                hint = nearest(name, self.names) or f"; find {self.find}."
                raise AnswerError(f"“{name}” is not asked for{hint}", label_at(text, name))
        if missing := [name for name in self.names if name not in found]:
            raise AnswerError(f"Say what {missing[0]} is, as in {', '.join(f'{name}=1' for name in self.names)}.")
        return {name: found[name] for name in self.names}

    def same(self, a: Named, b: Named) -> Equality:
        """Two witnesses are the same if all their numbers are."""
        return Same(how="agreed") if all(near(a[name], b[name], 0) for name in self.names) else Different()

    def field(self, rng: np.random.Generator) -> Line | Lines:
        """Return a line for each name; a single one may be left out."""
        del rng
        return Line(advice=ADVICE) if len(self.names) == 1 else Lines(names=self.names, advice=ADVICE)

    def latex(self, parsed: Named) -> str:
        """Return the numbers with their names as a page shows them."""
        return Numbers(rows=(tuple(parsed.values()),), labels=tuple(parsed)).latex()

    def show(self, parsed: Named) -> str:
        """Return the numbers with their names."""
        return ", ".join(f"{name}={number.show()}" for name, number in parsed.items())

    def gives_away(self, text: str) -> bool:
        """Say no: any witness will do, and hints show examples."""
        del text
        return False

    def reference(self) -> str:
        """Return the example."""
        return self.answer

    def questions(self) -> Sequence[Question[Named]]:
        """Ask whether the condition holds."""
        return (Question(call="such that", check=SuchThat(self.condition), points=self.points),)

    def shows(self, parsed: Named, mistake: Mistake) -> bool:
        """Whether it is this wrong answer, or meets the condition that stands for one."""
        if mistake.when:
            return holds(mistake.when, parsed) is True
        return self.same_entirely(parsed, self.parse(mistake.answer))

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return the wrong answer; a condition must be one about what is to be found."""
        if mistake.when:
            parse_condition(mistake.when, self.names)
        return super().examples(mistake)


def _clauses(condition: Condition) -> Sequence[Condition]:
    return condition.conditions if isinstance(condition, Logic) and condition.word == "and" else (condition,)
