"""What a learner hands in, as typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from json import dumps
from types import MappingProxyType

from grader.errors import CallError


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Answers to one exercise.

    answers: {part: text}, never altered; a part that is not there was not answered.
    variant: which variant of the exercise was asked.
    seed: what the judge's luck is drawn from.
    """

    exercise: str
    learner: str = ""
    answers: Mapping[str, str]
    variant: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        """Keep the answers from being altered behind our back, and refuse what no file could hold.

        CallError: a text is not UTF-8.
        """
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))
        _refuse_unwritable("the exercise's name", self.exercise)
        _refuse_unwritable("the learner's name", self.learner)
        for part, text in self.answers.items():
            _refuse_unwritable("a part's name", part)
            _refuse_unwritable(f"the answer of part “{part}”", text)

    @property
    def id(self) -> str:
        """A hash of what was handed in: the same submission has the same id everywhere."""
        content = [self.exercise, self.learner, sorted(self.answers.items()), self.variant, self.seed]
        return blake2b(dumps(content).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a submission stands, so that a finding can point at it.

    path: of its file.  lines: the line, from 1, on which each part's answer begins.
    """

    path: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, part: str) -> int:
        """Return the line of a part's answer; 1 where it isn't known."""
        return self.lines.get(part, 1)


def _refuse_unwritable(what: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CallError(f"{what} is not UTF-8 text, at character {error.start + 1}") from None
