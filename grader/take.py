"""One taking of a quiz by one learner."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Take:
    """A quiz as one learner takes it.

    number: 0 before it is kept.  exercises: ids, in the order asked.  flags: ids marked to come back to.
    at, bell, handed: when it began, when time is up, when it was handed in, in seconds since 1970; None: not at all.
    """

    number: int = 0
    course: str
    quiz: str
    learner: str
    exercises: tuple[str, ...]
    flags: tuple[str, ...] = ()
    at: float
    bell: float | None = None
    handed: float | None = None
