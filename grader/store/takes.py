"""Quizzes being taken."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sql

from grader.store.database import LARGEST
from grader.store.schema import takes
from grader.take import Take


def start(connection: sql.Connection, take: Take) -> Take:
    """Keep a taking that has begun; return it with its number."""
    values = {
        "course": take.course,
        "quiz": take.quiz,
        "learner": take.learner,
        "exercises": list(take.exercises),
        "flags": [],
        "at": take.at,
        "bell": take.bell,
    }
    added = connection.execute(sql.insert(takes).values(values).returning(takes.c.number))
    return replace(take, number=added.scalar_one())


def get(connection: sql.Connection, number: int) -> Take | None:
    """Return a taking, or None."""
    if not 0 < number <= LARGEST:
        return None
    row = connection.execute(sql.select(takes).where(takes.c.number == number)).one_or_none()
    return None if row is None else _take(row)


def of_learner(connection: sql.Connection, learner: str, course: str, quiz: str) -> tuple[Take, ...]:
    """Return a learner's takings of a quiz, the first one first."""
    mine = (takes.c.learner == learner) & (takes.c.course == course) & (takes.c.quiz == quiz)
    return tuple(map(_take, connection.execute(sql.select(takes).where(mine).order_by(takes.c.number))))


def rung(connection: sql.Connection, now: float) -> tuple[Take, ...]:
    """Return the takings whose time is up and that are not handed in."""
    query = sql.select(takes).where(takes.c.handed.is_(None), takes.c.bell <= now).order_by(takes.c.number)
    return tuple(map(_take, connection.execute(query)))


def flag(connection: sql.Connection, number: int, flags: Sequence[str]) -> None:
    """Keep which exercises are marked to come back to."""
    connection.execute(sql.update(takes).where(takes.c.number == number).values(flags=list(flags)))


def end(connection: sql.Connection, number: int, at: float) -> bool:
    """Keep that it is handed in; say whether it was not before."""
    ended = sql.update(takes).where(takes.c.number == number, takes.c.handed.is_(None)).values(handed=at)
    return connection.execute(ended).rowcount == 1


def _take(row: sql.Row[Any]) -> Take:
    return Take(
        number=row.number,
        course=row.course,
        quiz=row.quiz,
        learner=row.learner,
        exercises=tuple(row.exercises),
        flags=tuple(row.flags),
        at=row.at,
        bell=row.bell,
        handed=row.handed,
    )
