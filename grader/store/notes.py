"""What a learner leaves behind on the way: drafts, hints seen, doubts about a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlalchemy.dialects.sqlite import insert

from grader.store.rows import written
from grader.store.schema import doubts, drafts, hints

ALONE = 0  # the taking of a quiz that a draft outside quizzes belongs to


@dataclass(frozen=True, kw_only=True)
class Work:
    """One learner's work on one exercise; take: of the quiz it is part of."""

    learner: str
    course: str
    exercise: str
    take: int = ALONE


def draft(connection: sql.Connection, work: Work, part: str, text: str, at: float) -> None:
    """Keep what stands in the control of a part."""
    row = {**_key(work), "take": work.take, "part": part, "text": text, "at": at}
    connection.execute(written(drafts, row))


def drafted(connection: sql.Connection, work: Work) -> Mapping[str, str]:
    """Return the drafts of an exercise by part."""
    query = sql.select(drafts.c.part, drafts.c.text).where(*_at(drafts, work), drafts.c.take == work.take)
    return {row.part: row.text for row in connection.execute(query)}


def forget(connection: sql.Connection, work: Work) -> None:
    """Drop the drafts of an exercise."""
    connection.execute(sql.delete(drafts).where(*_at(drafts, work), drafts.c.take == work.take))


def begin(connection: sql.Connection, work: Work, at: float) -> None:
    """Keep when a learner first opened an exercise: the time to think before the first hint begins."""
    row = {**_key(work), "shown": 0, "at": at}
    connection.execute(insert(hints).values(row).on_conflict_do_nothing())


def hinted(connection: sql.Connection, work: Work) -> tuple[int, float]:
    """Return how many hints have been shown, and when the last one was."""
    row = connection.execute(sql.select(hints.c.shown, hints.c.at).where(*_at(hints, work))).one_or_none()
    return (0, 0.0) if row is None else (row.shown, row.at)


def hint(connection: sql.Connection, work: Work, shown: int, at: float) -> None:
    """Keep that so many hints have been shown."""
    connection.execute(written(hints, {**_key(work), "shown": shown, "at": at}))


def doubt(connection: sql.Connection, submission: int, words: str, at: float) -> None:
    """Keep what a learner says against a verdict; said again, the newer words stand."""
    row = {"submission": submission, "words": words, "at": at, "settled": None}
    connection.execute(written(doubts, row))


def settle(connection: sql.Connection, submission: int, at: float) -> None:
    """Keep that the teacher has seen to a doubt."""
    connection.execute(sql.update(doubts).where(doubts.c.submission == submission).values(settled=at))


def _key(work: Work) -> dict[str, Any]:
    return {"learner": work.learner, "course": work.course, "exercise": work.exercise}


def _at(table: sql.Table, work: Work) -> tuple[sql.ColumnElement[bool], ...]:
    return tuple(table.c[name] == value for name, value in _key(work).items())
