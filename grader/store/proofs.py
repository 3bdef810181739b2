"""What verifying an exercise gave, by the revision of its file and the version of the program.

Whoever begins to verify one leaves word until when to expect the outcome, so that an exercise that its workers die of
is given up in the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql

from grader import __version__
from grader.exercise import Exercise
from grader.store.rows import written
from grader.store.schema import proofs

TERM = 180.0  # s after which whoever has not told the outcome will not


@dataclass(frozen=True, kw_only=True)
class Task:
    """An exercise to verify.  tries: how often it has been begun before, always by workers that died."""

    exercise: Exercise
    tries: int = 0


def put(connection: sql.Connection, exercise: Exercise, content: Any, at: float) -> None:
    """Keep the outcome."""
    row = {"course": exercise.course, "exercise": exercise.id, "revision": exercise.revision, "version": __version__}
    connection.execute(written(proofs, row | {"content": content, "at": at}))


def get(connection: sql.Connection, course: str) -> dict[tuple[str, str], Any]:
    """Return the outcomes that there are of a course's exercises, by id and revision."""
    return {
        (exercise, revision): content
        for (_, exercise, revision), content in _known(connection, proofs.c.course == course).items()
        if "until" not in content
    }


def waiting(connection: sql.Connection, exercises: Iterable[Exercise], now: float) -> Task | None:
    """Return one of all the exercises to verify.

    None while one is being verified, of whatever course, so that there is a worker free to grade.
    """
    known = _known(connection)
    begun = {key: content for key, content in known.items() if "until" in content}
    if any(now < content["until"] <= now + 2 * TERM for content in begun.values()):  # later: the clock was set back
        return None
    for exercise in exercises:
        key = (exercise.course, exercise.id, exercise.revision)
        if key in begun or key not in known:
            return Task(exercise=exercise, tries=begun[key]["tries"] if key in begun else 0)
    return None


def claim(connection: sql.Connection, exercises: Iterable[Exercise], now: float) -> Task | None:
    """Take up an exercise to verify; in a transaction that writes, so that no other worker can come between."""
    task = waiting(connection, exercises, now)
    if task is not None:
        put(connection, task.exercise, {"until": now + TERM, "tries": task.tries + 1}, now)
    return task


def _known(connection: sql.Connection, *where: sql.ColumnElement[bool]) -> dict[tuple[str, str, str], Any]:
    query = sql.select(proofs).where(proofs.c.version == __version__, *where)
    return {(row.course, row.exercise, row.revision): row.content for row in connection.execute(query)}
