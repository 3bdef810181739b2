"""Gradings to be done on SQLite, by workers that may die at any moment.

A worker that takes a job up holds it for LEASE seconds and says now and then that it is alive.  A lease that runs out
is taken again; the number of the taking is the fencing token: whoever comes back late finds it changed, and finishes
nothing.  This is the whole queue, and it is SQLite's: on PostgreSQL a select followed by an update is no claim.
"""

from dataclasses import dataclass

import sqlalchemy as sql

from grader.attempt import Attempt, Progress
from grader.report import Report
from grader.store import submissions
from grader.store.schema import events, jobs, reports

LEASE = 10.0  # s a worker may be silent
TRIES = 3  # takings of one job; after the last its grading has failed on our side


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A job that a worker has taken up.  attempt: the fencing token, from 1."""

    attempt: int
    submitted: Attempt

    @property
    def is_last(self) -> bool:
        """Whether it has been taken up as often as it may be, and its workers have all died of it."""
        return self.attempt > TRIES


def put(connection: sql.Connection, submission: int) -> None:
    """Ask for a grading."""
    connection.execute(sql.insert(jobs).values(submission=submission))


def count(connection: sql.Connection) -> int:
    """Return how many jobs are not done."""
    return connection.execute(sql.select(sql.func.count()).where(~jobs.c.done)).scalar_one()


def waiting(connection: sql.Connection, now: float) -> int | None:
    """Return the oldest submission that may be taken up, or None."""
    # A lease that ends later than any lease does was given before the clock was set back.
    free = (jobs.c.until <= now) | (jobs.c.until > now + 2 * LEASE)
    query = sql.select(jobs.c.submission).where(~jobs.c.done, free).order_by(jobs.c.submission).limit(1)
    return connection.scalar(query)


def claim(connection: sql.Connection, now: float) -> Claim | None:
    """Take up the oldest job there is; in a transaction that writes, so that no other worker can come between."""
    number = waiting(connection, now)
    if number is None:
        return None
    taken = sql.update(jobs).where(jobs.c.submission == number)
    ours = connection.execute(taken.values(attempt=jobs.c.attempt + 1, until=now + LEASE).returning(jobs.c.attempt))
    (submitted,) = submissions.numbered(connection, number)
    return Claim(attempt=ours.scalar_one(), submitted=submitted)


def beat(connection: sql.Connection, claim: Claim, now: float) -> None:
    """Prolong the lease, if the job is still ours."""
    connection.execute(_ours(claim).values(until=now + LEASE))


def tell(connection: sql.Connection, claim: Claim, progress: Progress, now: float) -> None:
    """Keep how far the grading has come."""
    values = {"submission": claim.submitted.number, "attempt": claim.attempt, "at": now}
    told = {"step": progress.step, "of": progress.of, "best": progress.best}
    connection.execute(sql.insert(events).values(values | told))


def finish(connection: sql.Connection, claim: Claim, report: Report, now: float) -> bool:
    """Keep the report and end the job, if it is still ours; say whether it was."""
    if connection.execute(_ours(claim).values(done=True)).rowcount != 1:
        return False
    kept = {"verdict": report.verdict.value, "points": report.points, "out_of": report.out_of}
    values = {"submission": claim.submitted.number, "content": report.to_dict(), "at": now}
    connection.execute(sql.insert(reports).values(kept | values))
    return True


def _ours(claim: Claim) -> sql.Update:
    mine = (jobs.c.submission == claim.submitted.number) & (jobs.c.attempt == claim.attempt)
    return sql.update(jobs).where(mine, ~jobs.c.done)
