"""The errors, sorted by who can mend them.

GraderError
├── AnswerError      the learner: this answer can't be read
│   └── FormulaError     … as a formula
├── RunError         the learner: this program can't be run, or does what it may not
├── ExerciseError    the teacher: this file is not an exercise
└── CallError        the caller: this command or call asks for something that isn't there
    ├── SandboxError     … or that this machine can't do safely
    └── StoreError       … or that can't be kept or looked up just now
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
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


class Trouble(StrEnum):
    """In what way a learner's program fails to be a function."""

    SYNTAX = "syntax error"
    RAISED = "exception"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    FORBIDDEN = "forbidden"
    FLOODED = "printed too much"
    ENDED = "ended by itself"
    MISSING = "missing function"
    ARGUMENTS = "wrong number of arguments"
    TYPE = "wrong type"
    SHAPE = "wrong shape"
    NOT_FINITE = "not finite"
    INPUT = "changed its input"
    UNSTEADY = "different answers to the same question"


class RunError(GraderError):
    """What a learner's program does wrong; it counts as an answer.

    message: one kind sentence for the learner.
    line: of their program, counted from 1; None where no line is to blame.
    trace: the lines of their program that led there, outermost first.
    """

    def __init__(self, trouble: Trouble, message: str, *, line: int | None = None, trace: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.message = message
        self.line = line
        self.trace = trace


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


class SandboxError(CallError):
    """Programs can't be run on this machine without danger; the message says what is missing."""


class StoreError(CallError):
    """The database is locked, full or broken; what was asked for was not done, and may be asked for again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database can't be used just now ({reason}). Nothing was changed; please try again.")
        self.reason = reason


def nearest(word: str, known: Iterable[str]) -> str:
    """Return “; did you mean …?” for the known word closest to `word`, or nothing if none is close."""
    lowered = word.lower()
    ranked = ((_slips(lowered, name.lower()), abs(len(word) - len(name)), name) for name in dict.fromkeys(known))
    slips, _, name = min(ranked, key=lambda rank: rank[:2], default=(len(word) + 1, 0, ""))
    return f"; did you mean {name}?" if slips <= (len(word) + 1) // 3 else ""


def _slips(a: str, b: str) -> int:
    """Optimal string alignment distance: letters dropped, added, changed, or swapped with their neighbour."""
    if abs(len(a) - len(b)) > len(a) // 2 + 1:
        return len(a) + len(b)
    before, last = list[int](), list(range(len(b) + 1))
    for i, x in enumerate(a):
        row = [i + 1]
        for j, y in enumerate(b):
            row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (x != y)))
            if i and j and x == b[j - 1] and y == a[i - 1]:
                row[-1] = min(row[-1], before[j - 1] + 1)
        before, last = last, row
    return last[-1]
