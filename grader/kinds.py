"""The two things one can add: a way to answer, and a question to ask about an answer.

The folder is the registry: `bounded` in an exercise is class `Bounded` in grader/checks/bounded.py, and
`kind: numeric` is class `Numeric` in grader/answers/numeric.py.  catalog finds them by name.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Any, ClassVar, Generic, TypeVar

import numpy as np
from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo

from grader import fields
from grader.errors import AnswerError
from grader.excerpts import excerpts
from grader.maths.equality import Equality, Same
from grader.report import Finding

Answer = TypeVar("Answer")
Parsed = TypeVar("Parsed")
Interval = tuple[float, float]  # ends included


class Check(ABC, Generic[Answer]):
    """One yes-or-no question about an answer.  Its fields are what a teacher writes between the brackets."""

    whole: ClassVar[bool] = False  # whether it asks about a program as a whole, and not about one function

    @abstractmethod
    def judge(self, answer: Answer, rng: np.random.Generator) -> Finding:
        """Look for evidence against it."""


def _bound(written: Any, info: ValidationInfo) -> Any:
    """Turn a check written as a call into the check, by what the loader gives as context."""
    if written is None or info.context is None:
        return None
    return info.context(written)


# For a field of a way to answer that holds a check: a teacher writes its call.
BoundCheck = Annotated[Check[Any], PlainValidator(_bound, json_schema_input_type=str)]


# For a field that says what an answer is worth.
Points = Annotated[int, Field(ge=1, le=100)]


# For a field that is a list of texts where a single text stands for a list of one.
OneOrMore = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


@dataclass(frozen=True, kw_only=True)
class Question(Generic[Answer]):
    """A check as an exercise asks it: its call as written, what it is worth, whether all hangs on it."""

    call: str
    check: Check[Answer]
    points: int = 1
    gate: bool = False


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A known wrong answer, as far as recognising it goes.

    answer: an answer text, or what its kind lets a teacher write instead (the row of a grid, one option of several).
    when: a condition that stands in for comparing with `answer`; empty if there is none.
    as_written: match the formula as typed, not what it equals.
    """

    answer: str
    when: str = ""
    as_written: bool = False


class AnswerKind(ABC, Generic[Parsed]):
    """A way to answer.  Its fields are what a teacher writes."""

    smallest: ClassVar[str]  # the smallest valid exercise file of this kind
    formulas: ClassVar[bool] = False  # whether answers are formulas, so that {{k}} in them is a bracketed value
    formula_fields: ClassVar[tuple[str, ...]] = ()  # fields that are formulas although answers are not
    programs: ClassVar[bool] = False  # whether answers are programs, which run in the sandbox

    @abstractmethod
    def parse(self, text: str) -> Parsed:
        """Read an answer, or raise AnswerError with the position of the fault."""

    @abstractmethod
    def same(self, a: Parsed, b: Parsed) -> Equality:
        """Whether two answers say the same."""

    @abstractmethod
    def show(self, parsed: Parsed) -> str:
        """Return an answer text that says what was understood."""

    @abstractmethod
    def reference(self) -> str:
        """Return the right answer as text."""

    @abstractmethod
    def field(self, rng: np.random.Generator) -> fields.Field:
        """Return the control a page draws under the question, what it offers in the order drawn by luck."""

    def blanks(self) -> Sequence[str]:
        """Return what an untouched control may hand in; it must earn nothing."""
        return ("",)

    def faulty(self) -> Iterable[tuple[str, str]]:
        """Yield answers with one fault each, made from the right one: the fault, and the text; checks should see it."""
        return ()

    def latex(self, parsed: Parsed) -> str:
        """Return LaTeX of what was understood, for a page to echo; nothing where the control says it already."""
        del parsed
        return ""

    def doubts(self) -> Sequence[str]:
        """Return what is wrong with the exercise itself, as far as only looking closely can tell."""
        return ()

    def questions(self) -> Sequence[Question[Parsed]]:
        """Return the checks that come with this way to answer; none where the exercise names its own."""
        return ()

    def shows(self, parsed: Parsed, mistake: Mistake) -> bool:
        """Whether this answer makes the mistake."""
        return self.same_entirely(parsed, self.parse(mistake.answer))

    def same_entirely(self, a: Parsed, b: Parsed) -> bool:
        """Whether two answers say the same, and about the same domain."""
        outcome = self.same(a, b)
        return isinstance(outcome, Same) and outcome.domain == "same"

    def gives_away(self, text: str) -> bool:
        """Whether a text for the learner holds the right answer as a piece of maths or code."""
        right = self.parse(self.reference())
        return any(self._reads_as(piece, right) for piece in excerpts(text))

    def _reads_as(self, piece: str, right: Parsed) -> bool:
        try:
            return self.same_entirely(self.parse(piece), right)
        except AnswerError:
            return False

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return answer texts that make this mistake and no other."""
        return (mistake.answer,)

    def subject(self, mistake: Mistake) -> str:
        """Return what of an answer a mistake is about, such as a row; nothing if it is the whole answer."""
        del mistake
        return ""

    def explains(self, mistake: Mistake) -> Sequence[str]:
        """Return the calls of the checks this mistake fails; empty if it speaks of the answer as a whole."""
        del mistake
        return ()


def luck(seed: int, part: str, check: str) -> np.random.Generator:
    """Return the generator that belongs to one check of one part: no other check's luck depends on it."""
    name = blake2b(f"{seed}\0{part}\0{check}".encode(), digest_size=16).digest()
    return np.random.default_rng(int.from_bytes(name))
