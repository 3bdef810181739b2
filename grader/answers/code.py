"""A program, judged by what its functions do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from grader.errors import AnswerError
from grader.fields import Program
from grader.kinds import AnswerKind, Mistake
from grader.maths.equality import Equality, Same, Unknown
from grader.programs import source
from grader.programs.mutants import mutants
from grader.programs.source import Source

SMALLEST = r"""title: ReLU as code
kind: code
ask: Write `relu(x)` for NumPy arrays.
answer: |
  import numpy as np
  def relu(x):
      return np.maximum(x, 0)
checks:
  equals(relu, max(x, 0)): 1
  propagates_nan(relu): 1
  keeps_shape(relu): 1
  pure(relu): 1
wrong:
  - edit:
      np.maximum(x, 0): np.where(x > 0, x, 0)
    fails: [propagates_nan]
    feedback: A nan is not greater than 0, so it silently becomes 0 here.
  - edit:
      np.maximum: np.minimum
    fails: [equals]
    feedback: That keeps the negative half.
hints:
  - Which NumPy function takes the larger of two arrays, element by element?
"""


@dataclass(frozen=True, kw_only=True)
class Code(AnswerKind[Source]):
    """Write a program.

    answer: one that meets all checks.
    starter: what stands in the editor at first; the heads of the answer's functions if left out.  One with heads alone
        earns nothing; another one is to be repaired.
    imports: the modules it may import; numpy, scipy, torch where the answer uses it, and plain ones if left out.
    """

    programs: ClassVar[bool] = True

    smallest: ClassVar[str] = SMALLEST
    answer: str
    starter: str = ""
    imports: tuple[str, ...] = ()

    @cached_property
    def right(self) -> Source:
        """The answer, read."""
        return self.parse(self.answer)

    @cached_property
    def library(self) -> str:
        """What its functions get and give: torch's tensors where the answer imports torch, else numpy's arrays."""
        return "torch" if "import torch" in self.answer or "from torch" in self.answer else "numpy"

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that checks may ask about."""
        return tuple(self.right.functions)

    def blanks(self) -> Sequence[str]:
        """Return what an untouched editor may hand in."""
        starter = self.field(np.random.default_rng(0)).starter
        return ("", starter) if source.is_stub(starter) else ("",)

    def faulty(self) -> Iterator[tuple[str, str]]:
        """Yield programs with one fault each."""
        return ((mutant.fault, mutant.text) for mutant in mutants(self.right))

    def parse(self, text: str) -> Source:
        """Read a program without running it."""
        return source.read(text, self.library, self.imports)

    def same(self, a: Source, b: Source) -> Equality:
        """Compare what they say, apart from comments and spaces; what they do is the checks' business."""
        if a.meaning == b.meaning:
            return Same(how="proved")
        return Unknown(why="these are two programs")

    def show(self, parsed: Source) -> str:
        """Return the program."""
        return parsed.text

    def reference(self) -> str:
        """Return the right program."""
        return self.answer

    def field(self, rng: np.random.Generator) -> Program:
        """Return an editor with the starter in it."""
        del rng
        return Program(starter=self.starter or source.stub(self.right), library=self.library)

    def gives_away(self, text: str) -> bool:
        """Whether a text holds the whole program."""
        del text
        return False

    def shows(self, parsed: Source, mistake: Mistake) -> bool:
        """Whether it is the same program; others that make the mistake are known by the checks they fail."""
        try:
            return parsed.meaning == self.parse(mistake.answer).meaning
        except AnswerError:
            return False
