"""A quiz: exercises to be answered together, by the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Draw:
    """So many exercises, drawn by luck from a pool of ids; all of them where count is the pool's size."""

    count: int
    pool: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """Exercises to be answered together.

    draws: in the order of the file.
    minutes: from opening it to the bell, or None for no clock.  opens, closes: with their time zone.
    order: whether the drawn exercises are shuffled for each learner.
    attempts: how often it may be taken, or None for as often as one likes.
    feedback: at once, or when the quiz has closed.
    """

    id: str
    title: str
    draws: tuple[Draw, ...]
    minutes: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    order: Literal["fixed", "shuffled"] = "fixed"
    attempts: int | None = None
    feedback: Literal["now", "after closing"] = "now"
