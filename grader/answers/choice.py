"""One of several options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from grader import choosing
from grader.choosing import chosen, plain
from grader.errors import AnswerError
from grader.fields import Options
from grader.kinds import AnswerKind, Check, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.report import Finding, Grade, failed, passed

SMALLEST = r"""title: A kink
kind: choice
ask: Which of these functions has a kink at $0$?
right: $|x|$
wrong:
  - $x^2$: Its slope $2x$ passes through $0$ without a jump.
  - $\tanh x$: It is smooth everywhere.
hints:
  - Compare the slopes on both sides of $0$.
"""


@dataclass(frozen=True)
class Right(Check[str]):
    """Is the right option."""

    option: str

    def judge(self, answer: str, rng: np.random.Generator) -> Finding:
        """Compare with the right option."""
        del rng
        if answer == self.option:
            return passed("This is the right choice.", grade=Grade.PROVED)
        return failed(f"“{answer}” is not the right choice.")


@dataclass(frozen=True, kw_only=True)
class Choice(AnswerKind[str]):
    """Choose one option.  The options are the right one and the wrong ones.

    right: the right option.
    points: what it is worth.
    order: shuffled, or fixed to keep the file's order.
    """

    smallest: ClassVar[str] = SMALLEST

    right: str
    wrong: tuple[str, ...] = ()
    points: Points = 1
    order: Literal["shuffled", "fixed"] = "shuffled"

    @property
    def options(self) -> tuple[str, ...]:
        """All options, the right one first."""
        return (self.right, *self.wrong)

    def parse(self, text: str) -> str:
        """Return the option that is meant."""
        if not text.strip():
            raise AnswerError("Nothing is chosen yet.")
        return chosen(text, self.options)

    def same(self, a: str, b: str) -> Equality:
        """Two options are the same or not."""
        return Same() if plain(a) == plain(b) else Different()

    def show(self, parsed: str) -> str:
        """Return the whole option."""
        return parsed

    def gives_away(self, text: str) -> bool:
        """Whether the right option stands in the text."""
        return choosing.stands_in(self.right, text)

    def reference(self) -> str:
        """Return the right option."""
        return self.right

    def questions(self) -> Sequence[Question[str]]:
        """Ask whether it is the right one."""
        return (Question(call="right", check=Right(self.right), points=self.points),)

    def field(self, rng: np.random.Generator) -> Options:
        """Return the options as they are shown."""
        return Options(options=choosing.laid_out(self.options, self.order, rng))

    def doubts(self) -> Sequence[str]:
        """Options must be told apart, and none may speak of the others."""
        return choosing.doubts(self.options)
