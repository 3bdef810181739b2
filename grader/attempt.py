"""A submission on its way to a report, as pages and terminals follow it."""

from dataclasses import dataclass
from enum import StrEnum

from grader.report import FREE, Report, Verdict
from grader.submission import Submission


class State(StrEnum):
    """Where a submission is on its way."""

    WAITING = "waiting"
    GRADING = "grading"
    GRADED = "graded"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a grading has come: step of so many; best: what has been found so far, in a few words."""

    step: int
    of: int
    best: str = ""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One submission with what has become of it.

    number: in order of arrival, over all learners.  course: of its exercise.
    at: when it arrived, in seconds since 1970.
    take: the taking of a quiz it belongs to, if any.
    doubt: what the learner wrote to the teacher about its verdict; None if nothing.
    """

    number: int
    course: str
    submission: Submission
    at: float
    state: State
    progress: Progress | None = None
    report: Report | None = None
    take: int | None = None
    doubt: str | None = None

    @property
    def is_solved(self) -> bool:
        """Whether it has full marks."""
        return self.report is not None and self.report.verdict in FREE

    @property
    def counts(self) -> bool:
        """Whether it uses up an attempt: what can't be read, and what broke on our side, does not."""
        return self.report is None or self.report.verdict not in {Verdict.UNREADABLE, Verdict.JUDGE_ERROR}
