"""A formula, judged by what it equals."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from grader.errors import FormulaError
from grader.fields import Line
from grader.kinds import AnswerKind, Mistake
from grader.maths.certainty import can_be_worked_out
from grader.maths.equality import Equality, equal
from grader.maths.formula import Formula as Written
from grader.maths.reading import parse

ADVICE = "Write ^ for powers, and functions by name, as in sqrt(…), exp(…) or tanh(…); LaTeX will do too."


SMALLEST = r"""title: The derivative of tanh
kind: formula
ask: Write the derivative of $\tanh x$.
answer: 1-tanh(x)^2
wrong:
  - 1+tanh(x)^2: Check the sign. Far out $\tanh$ is flat, but this tends to $2$.
  - 1-x^2: Here $x$ should be the output, $\tanh x$. At $x=3$ this gives $-8$.
hints:
  - Use the quotient rule on $\sinh x/\cosh x$.
"""


@dataclass(frozen=True, kw_only=True)
class Formula(AnswerKind[Written]):
    """Write a formula.

    answer: the right one, or one that meets all checks.
    variables: the letters it may use; x if left out.
    where: a condition; the formula matters only where it holds.
    """

    formulas: ClassVar[bool] = True

    smallest: ClassVar[str] = SMALLEST
    answer: str
    variables: tuple[str, ...] = ("x",)
    where: str = ""

    def parse(self, text: str) -> Written:
        """Read a formula in these variables whose values can be told: no answer may hide behind its size."""
        formula = parse(text, self.variables)
        if not can_be_worked_out(formula):
            raise FormulaError(
                "The numbers in this formula are too large to work out; write it more simply.", reason="limit"
            )
        return formula

    def same(self, a: Written, b: Written) -> Equality:
        """Compare them as functions."""
        return equal(a, b, self.where or None)

    def field(self, rng: np.random.Generator) -> Line:
        """Return a line that reads as a formula in these variables."""
        del rng
        return Line(advice=ADVICE, variables=self.variables)

    def latex(self, parsed: Written) -> str:
        """Return the formula as a page shows it."""
        return parsed.latex()

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
        return self.same_entirely(parsed, wrong)
