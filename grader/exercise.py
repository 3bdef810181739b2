"""The nouns of an exercise: what is asked, what is right, what is known to be wrong, what is said then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from grader.errors import CallError
from grader.kinds import AnswerKind, Mistake, Question


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A known wrong answer: the feedback rule and the exercise's own test.

    fails: calls of the checks it must fail, exactly; None where the exercise doesn't say.
    points: what it earns all the same.
    line: where it stands in the file.
    """

    mistake: Mistake
    feedback: str = ""
    fails: tuple[str, ...] | None = None
    points: int = 0
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Contest:
    """What the entries of a contest are scored by: small networks with the entry as their activation.

    task: what they learn.  width, depth: units of a hidden layer, and how many such layers.
    steps: of training.  seeds: networks that are trained; their mean is the score.
    best: which score wins.
    """

    task: Literal["digits-parity", "spirals", "mnist", "xor"]
    width: int
    depth: int
    steps: int
    seeds: int
    best: Literal["highest", "lowest"]

    @property
    def design(self) -> str:
        """All but the seeds, in words."""
        layers = f"{self.depth} hidden layer{'' if self.depth == 1 else 's'} of {self.width}"
        return f"{self.task}, {layers}, {self.steps} steps"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to answer.

    kind: how it is answered; Any, because every kind reads its own type of answer.
    answers: texts that earn full marks, the reference first.
    opens_after: the name of an earlier part that is to be graded before this one is shown; nothing if it is shown.
    contest: what an answer that passes all checks is scored by; None but in contests.
    """

    name: str
    ask: str
    kind: AnswerKind[Any]
    questions: tuple[Question[Any], ...]
    answers: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    hints: tuple[str, ...] = ()
    opens_after: str = ""
    contest: Contest | None = None
    line: int = 1

    @property
    def out_of(self) -> int:
        """The most points this part can earn."""
        return sum(question.points for question in self.questions)


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The exercise with its variables filled in.

    values: the variables, exact where they are numbers.
    hints: shown in order after an attempt; the last one is bottom-out.
    """

    values: Mapping[str, Fraction | str]
    ask: str
    parts: tuple[Part, ...]
    hints: tuple[str, ...]

    def part(self, name: str) -> Part:
        """Return the part of that name, or raise CallError."""
        for part in self.parts:
            if part.name == name:
                return part
        names = ", ".join(part.name for part in self.parts)
        raise CallError(f"there is no part “{name}” in this exercise; its parts are: {names}")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How an exercise is offered.

    attempts: how many, or None for as many as one likes (practice).
    """

    attempts: int | None = None


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise in all its variants.

    id: its file's name, unique in its course.  unit: its folder.
    revision: hash of its file.
    difficulty: 1 to 5.  minutes: what it takes.  after: exercises that should come first.
    """

    id: str
    course: str = ""
    unit: str = ""
    title: str
    kind: str
    variants: tuple[Variant, ...]
    policy: Policy = field(default_factory=Policy)
    revision: str
    path: Path
    difficulty: int = 2
    minutes: int = 10
    skills: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def variant(self, number: int) -> Variant:
        """Return a variant by its number from 0, or raise CallError."""
        if 0 <= number < len(self.variants):
            return self.variants[number]
        last = len(self.variants) - 1
        raise CallError(f"{self.id} has no variant {number}; they are numbered 0 to {last}")
