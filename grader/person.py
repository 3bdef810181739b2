"""Whoever uses the pages."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What someone may do."""

    LEARNER = "learner"
    TEACHER = "teacher"  # sees everybody's submissions, and the exercises' proofs


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone who has signed in.

    id: never shown; submissions and reports name their learner by it.
    """

    id: str
    name: str
    role: Role

    @property
    def teaches(self) -> bool:
        """Whether the teacher's pages are theirs."""
        return self.role is Role.TEACHER
