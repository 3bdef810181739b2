"""A formula, judged by what it equals."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from grader.kinds import AnswerKind, Mistake
from grader.maths.equality import Equality, Same, equal
from grader.maths.formula import Formula as Written
from grader.maths.reading import parse


@dataclass(frozen=True, kw_only=True)
class Formula(AnswerKind[Written]):
    """Write a formula.

    answer: the right one, or one that meets all checks.
    variables: the letters it may use; x if left out.
    where: a condition; the formula matters only where it holds.
    """

    formulas: ClassVar[bool] = True

    answer: str
    variables: tuple[str, ...] = ("x",)
    where: str = ""

    @cached_property
    def right(self) -> Written:
        """The right formula."""
        return parse(self.answer, self.variables)

    def parse(self, text: str) -> Written:
        """Read a formula in these variables."""
        return parse(text, self.variables)

    def same(self, a: Written, b: Written) -> Equality:
        """Compare them as functions."""
        return equal(a, b, self.where or None)

    def show(self, parsed: Written) -> str:
        """Return the formula as it was understood."""
        return parsed.show()

    def reference(self) -> str:
        """Return the right formula as the teacher wrote it."""
        return self.answer

    def shows(self, parsed: Written, mistake: Mistake) -> bool:
        """Compare as functions with the same domain, or as trees where the writing itself is the mistake."""
        wrong = self.parse(mistake.answer)
        if mistake.as_written:
            return parsed.tree == wrong.tree
        outcome = self.same(parsed, wrong)
        return isinstance(outcome, Same) and outcome.domain == "same"

