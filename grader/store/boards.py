"""The boards of contests: the entries that have a score, and who shows their name."""

from dataclasses import dataclass

import sqlalchemy as sql

from grader.person import Role
from grader.score import Score, read_score
from grader.store.notes import Work
from grader.store.rows import written
from grader.store.schema import boards, people, reports, submissions


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A submission to a contest that has a score.  named: whether its learner shows their name to others."""

    learner: str
    name: str
    named: bool
    answer: str
    score: Score


def entries(connection: sql.Connection, course: str, exercise: str) -> tuple[Entry, ...]:
    """Return the learners' entries outside quizzes that have a score, the first one first."""
    score = reports.c.content["score"]
    theirs = (boards.c.learner == people.c.id) & (boards.c.course == course) & (boards.c.exercise == exercise)
    query = (
        sql.select(people.c.id, people.c.name, boards.c.named, submissions.c.answers, score.label("score"))
        .join_from(submissions, reports)
        .join(people, people.c.id == submissions.c.learner)
        .outerjoin(boards, theirs)
        .where(submissions.c.course == course, submissions.c.exercise == exercise, submissions.c.take.is_(None))
        .where(people.c.role == Role.LEARNER.value, score["mean"].as_float().is_not(None))
        .order_by(submissions.c.number)
    )
    return tuple(
        Entry(
            learner=row.id,
            name=row.name,
            named=bool(row.named),
            answer=next(iter(row.answers.values()), ""),
            score=read_score(row.score),
        )
        for row in connection.execute(query)
    )


def is_named(connection: sql.Connection, work: Work) -> bool:
    """Whether a learner shows their name on a board."""
    mine = (boards.c.learner == work.learner) & (boards.c.course == work.course) & (boards.c.exercise == work.exercise)
    return bool(connection.scalar(sql.select(boards.c.named).where(mine)))


def name(connection: sql.Connection, work: Work, at: float, *, named: bool) -> None:
    """Keep whether a learner shows their name on a board."""
    row = {"learner": work.learner, "course": work.course, "exercise": work.exercise, "named": named, "at": at}
    connection.execute(written(boards, row))
