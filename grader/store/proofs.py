"""What verifying an exercise gave, by the revision of its file and the version of the program."""

from typing import Any

import sqlalchemy as sql

from grader import __version__
from grader.exercise import Exercise
from grader.store.notes import written
from grader.store.schema import proofs


def put(connection: sql.Connection, exercise: Exercise, content: Any, at: float) -> None:
    """Keep it."""
    row = {"course": exercise.course, "exercise": exercise.id, "revision": exercise.revision, "version": __version__}
    connection.execute(written(proofs, row | {"content": content, "at": at}))


def get(connection: sql.Connection, course: str) -> dict[tuple[str, str], Any]:
    """Return what is known of a course's exercises, by id and revision."""
    query = sql.select(proofs).where(proofs.c.course == course, proofs.c.version == __version__)
    return {(row.exercise, row.revision): row.content for row in connection.execute(query)}


def known(connection: sql.Connection, course: str) -> set[tuple[str, str]]:
    """Return which of a course's exercises have been verified, by id and revision."""
    query = sql.select(proofs.c.exercise, proofs.c.revision)
    rows = connection.execute(query.where(proofs.c.course == course, proofs.c.version == __version__))
    return {(row.exercise, row.revision) for row in rows}
