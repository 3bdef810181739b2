"""What was handed in, with what has become of it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql

from grader.attempt import Attempt, Progress, State
from grader.records import read_report
from grader.report import Verdict
from grader.store.database import LARGEST
from grader.store.schema import doubts, events, jobs, reports, submissions
from grader.submission import Submission


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A submission as it arrives.  token: chosen by whoever sends it, so that sent twice it arrives once."""

    token: str
    course: str
    submission: Submission
    at: float
    take: int | None = None


def put(connection: sql.Connection, handed: Handed) -> tuple[int, bool]:
    """Keep a submission; return its number, and whether it is new."""
    known = sql.select(submissions.c.number).where(submissions.c.token == handed.token)
    number = connection.scalar(known)
    if number is not None:
        return number, False
    submission = handed.submission
    values = {
        "token": handed.token,
        "course": handed.course,
        "exercise": submission.exercise,
        "learner": submission.learner,
        "answers": dict(submission.answers),
        "variant": submission.variant,
        "seed": submission.seed,
        "take": handed.take,
        "at": handed.at,
    }
    added = connection.execute(sql.insert(submissions).values(values).returning(submissions.c.number))
    return added.scalar_one(), True


def get(connection: sql.Connection, number: int) -> Attempt | None:
    """Return a submission with what has become of it, or None."""
    return next(iter(numbered(connection, number)), None)


def numbered(connection: sql.Connection, number: int) -> tuple[Attempt, ...]:
    """Return the submission of that number, or nothing."""
    return _found(connection, submissions.c.number == number) if 0 < number <= LARGEST else ()


def of_learner(connection: sql.Connection, learner: str, course: str, exercise: str) -> tuple[Attempt, ...]:
    """Return a learner's attempts at an exercise outside quizzes, the first one first."""
    mine = (submissions.c.learner == learner) & (submissions.c.course == course)
    alone = submissions.c.take.is_(None)
    return _found(connection, mine & alone & (submissions.c.exercise == exercise))


def of_take(connection: sql.Connection, take: int) -> tuple[Attempt, ...]:
    """Return what was handed in for a quiz."""
    return _found(connection, submissions.c.take == take)


def latest(
    connection: sql.Connection, course: str, *, exercise: str = "", only_doubted: bool = False, most: int = 200
) -> tuple[Attempt, ...]:
    """Return the newest submissions to a course, the newest first."""
    query = _joined().where(submissions.c.course == course)
    if exercise:
        query = query.where(submissions.c.exercise == exercise)
    if only_doubted:
        query = query.where(doubts.c.submission.is_not(None), doubts.c.settled.is_(None))
    rows = connection.execute(query.order_by(submissions.c.number.desc()).limit(most))
    return tuple(map(_attempt, rows))


def scores(connection: sql.Connection, learner: str, course: str) -> dict[str, tuple[int, int]]:
    """Return a learner's best points, and out of how many, by exercise; what broke on our side says nothing."""
    query = (
        sql.select(submissions.c.exercise, reports.c.points, reports.c.out_of)
        .join_from(submissions, reports)
        .where(submissions.c.learner == learner, submissions.c.course == course, submissions.c.take.is_(None))
        .where(reports.c.verdict != Verdict.JUDGE_ERROR.value)
        .order_by(reports.c.points)
    )
    return {row.exercise: (row.points, row.out_of) for row in connection.execute(query)}


def _found(connection: sql.Connection, condition: sql.ColumnElement[bool]) -> tuple[Attempt, ...]:
    return tuple(map(_attempt, connection.execute(_joined().where(condition).order_by(submissions.c.number))))


def _joined() -> sql.Select[Any]:
    """Return submissions with their jobs, newest events, reports and doubts."""
    told = events.alias()
    latest_told = sql.select(sql.func.max(told.c.number)).where(told.c.submission == submissions.c.number)
    newest = latest_told.correlate(submissions).scalar_subquery()
    return (
        sql.select(
            submissions,
            jobs.c.attempt,
            events.c.step,
            events.c.of,
            events.c.best,
            reports.c.content,
            doubts.c.words,
        )
        .outerjoin(jobs, jobs.c.submission == submissions.c.number)
        .outerjoin(events, events.c.number == newest)
        .outerjoin(reports, reports.c.submission == submissions.c.number)
        .outerjoin(doubts, doubts.c.submission == submissions.c.number)
    )


def _attempt(row: sql.Row[Any]) -> Attempt:
    submission = Submission(
        exercise=row.exercise, learner=row.learner, answers=row.answers, variant=row.variant, seed=row.seed
    )
    graded = row.content is not None
    return Attempt(
        number=row.number,
        course=row.course,
        submission=submission,
        at=row.at,
        state=State.GRADED if graded else State.GRADING if row.attempt else State.WAITING,
        progress=Progress(step=row.step, of=row.of, best=row.best) if row.step is not None else None,
        report=read_report(row.content) if graded else None,
        take=row.take,
        doubt=row.words,
    )
