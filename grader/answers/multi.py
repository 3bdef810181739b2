"""Several of several options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from grader import choosing
from grader.choosing import chosen, plain
from grader.fields import Ticks
from grader.kinds import AnswerKind, Check, Mistake, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.report import Finding, Grade, failed, passed

Ticked = tuple[str, ...]  # in the order of the options


SMALLEST = r"""title: Bounded functions
kind: multi
ask: Which of these functions are bounded?
right: [$\tanh x$, $\sin x$]
wrong:
  - $x^2$: At $x=10$ it is $100$, and it keeps growing.
  - $|x|$: It grows with slope $1$.
hints:
  - Look at $x=100$.
"""


@dataclass(frozen=True)
class Option(Check[Ticked]):
    """Is judged rightly: ticked if it holds, left alone if not.

    blank: whether leaving all options alone is itself right.
    """

    option: str
    holds: bool
    blank: bool = False

    def judge(self, answer: Ticked, rng: np.random.Generator) -> Finding:
        """Compare with what holds; an untouched list judges nothing."""
        del rng
        if not answer and not self.blank:
            return failed("Nothing is ticked.")
        if (self.option in answer) == self.holds:
            return passed(f"Rightly {'ticked' if self.holds else 'left alone'}.", grade=Grade.PROVED)
        return failed(
            f"“{self.option}” {'holds, but is not ticked' if self.holds else 'is ticked, but does not hold'}."
        )


@dataclass(frozen=True, kw_only=True)
class Multi(AnswerKind[Ticked]):
    """Tick every option that holds.  The options are the right ones and those under `wrong`.

    right: the options that hold; [] for none.  A right option may stand under `wrong` too, with words for missing it.
    points: in all; as many for each option.
    order: shuffled, or fixed to keep the file's order.
    """

    smallest: ClassVar[str] = SMALLEST
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    points: Points | None = None
    order: Literal["shuffled", "fixed"] = "shuffled"

    def __post_init__(self) -> None:
        """Refuse a question without options, and points that can't be shared out."""
        if not self.options:
            raise ValueError("there are no options: write them under right and wrong")
        if self.points is not None and self.points % len(self.options):
            raise ValueError(f"points must be a multiple of the {len(self.options)} options")

    @property
    def options(self) -> tuple[str, ...]:
        """All options, the right ones first."""
        known = {plain(option) for option in self.right}
        return (*self.right, *(option for option in self.wrong if plain(option) not in known))

    @property
    def _ticks(self) -> Ticks:
        return Ticks(options=self.options)

    def parse(self, text: str) -> Ticked:
        """Read a list such as [first option, second option]."""
        return self._ticks.read(text)

    def same(self, a: Ticked, b: Ticked) -> Equality:
        """Two lists are the same if they tick the same options."""
        return Same() if set(a) == set(b) else Different()

    def show(self, parsed: Ticked) -> str:
        """Return the list, each option in quotes."""
        return self._ticks.text(parsed)

    def gives_away(self, text: str) -> bool:
        """Options name themselves in a hint; only all the right ones together would give them away."""
        return bool(self.right) and all(choosing.stands_in(option, text) for option in self.right)

    def doubts(self) -> Sequence[str]:
        """Options must be told apart, and none may speak of the others."""
        return choosing.doubts(self.options)

    def reference(self) -> str:
        """Return the list of all that holds."""
        return self.show(self.right)

    def questions(self) -> Sequence[Question[Ticked]]:
        """Ask about each option by itself."""
        right = {plain(option) for option in self.right}
        each = (self.points or len(self.options)) // len(self.options)
        return tuple(
            Question(call=option, check=Option(option, plain(option) in right, not self.right), points=each)
            for option in self.options
        )

    def shows(self, parsed: Ticked, mistake: Mistake) -> bool:
        """Whether this option is misjudged in a list that ticks something."""
        option = chosen(mistake.answer, self.options)
        holds = plain(option) in {plain(one) for one in self.right}
        return bool(parsed or not self.right) and (option in parsed) != holds

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return the right list with this one option changed; none if nothing would be left ticked."""
        option = chosen(mistake.answer, self.options)
        others = tuple(one for one in self.right if plain(one) != plain(option))
        changed = others if len(others) < len(self.right) else (*self.right, option)
        return (self.show(changed),) if changed else ()

    def subject(self, mistake: Mistake) -> str:
        """Return the option."""
        return chosen(mistake.answer, self.options)

    def explains(self, mistake: Mistake) -> Sequence[str]:
        """Return the check of this option."""
        return (chosen(mistake.answer, self.options),)

    def blanks(self) -> Sequence[str]:
        """Return what an untouched control may hand in."""
        return ("", "[]")

    def field(self, rng: np.random.Generator) -> Ticks:
        """Return the options as they are shown."""
        return Ticks(options=choosing.laid_out(self.options, self.order, rng))
