"""The errors, sorted by who can mend them.

GraderError
├── AnswerError      the learner: this answer can't be read
│   └── FormulaError     … as a formula
├── ExerciseError    the teacher: this file is not an exercise
└── CallError        the caller: this command or call asks for something that isn't there
"""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["syntax", "name", "arity", "type", "ambiguous", "limit"]


class GraderError(Exception):
    """Anything the program has to say to a person instead of doing what was asked."""


class AnswerError(GraderError):
    """An answer that can't be read; it costs no attempt.

    message: one kind sentence for the learner.
    at: position of the fault in the answer's text, counted in characters from 0.
    """

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class FormulaError(AnswerError):
    """A text that is not a formula; `reason` says in what way."""

    def __init__(self, message: str, at: int = 0, *, reason: Reason = "syntax") -> None:
        super().__init__(message, at)
        self.reason: Reason = reason


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing to mend in a file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.message}"


class ExerciseError(GraderError):
    """A file that is not an exercise, a course or a quiz, with every fault found in it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class CallError(GraderError):
    """A command or call that can't be carried out; the message says what to do instead."""


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """Return “; did you mean …?” for the known word closest to `word`, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415  slow to import, needed in errors alone

    lowered = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f"; did you mean {lowered[close[0]]}?" if close else ""
