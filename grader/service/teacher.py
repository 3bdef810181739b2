"""What a teacher can see: the exercises with their proofs, everybody's submissions, doubts about verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.attempt import Attempt
from grader.errors import Fault
from grader.exercise import Exercise
from grader.report import Verdict
from grader.service import watch
from grader.service.clock import Clock
from grader.service.library import Library
from grader.store import Store, notes, proofs, submissions
from grader.store.proofs import Task
from grader.verification import Proof, Row, prove

TRIES = 3  # times an exercise is verified by workers that die of it
GIVEN_UP = "verifying this exercise broke down several times: one of its answers or checks takes too long"


@dataclass(frozen=True, kw_only=True)
class Proven:
    """An exercise and what verifying it gave, as plain data; None while nobody has verified it yet.

    faults, advice: a sentence each, with file and line.  rows: the marks table.
    """

    exercise: Exercise
    faults: tuple[str, ...] | None = None
    advice: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Teaching:
    """The teacher's desk."""

    store: Store
    library: Library
    clock: Clock

    def exercises(self, course: str) -> tuple[Proven, ...]:
        """Return the exercises of a course with their proofs."""
        with self.store.reading() as connection:
            known = proofs.get(connection, course)
        return tuple(
            _proven(exercise, known.get((exercise.id, exercise.revision))) for exercise in self.library.course(course)
        )

    def prove_one(self) -> bool:
        """Verify an exercise whose file nobody has verified as it is; say whether there was one."""
        task = self._claim()
        if task is None:
            return False
        with watch.watched(watch.PROOF):
            content = _content(_proof(task))
        with self.store.writing() as connection:
            proofs.put(connection, task.exercise, content, self.clock())
        return True

    def _claim(self) -> Task | None:
        exercises = [exercise for course in self.library.shelf().courses.values() for exercise in course]
        with self.store.reading() as connection:  # looking must not keep writers waiting
            if proofs.waiting(connection, exercises, self.clock()) is None:
                return None
        with self.store.writing() as connection:
            return proofs.claim(connection, exercises, self.clock())

    def submissions(self, course: str, exercise: str = "", *, only_doubted: bool = False) -> tuple[Attempt, ...]:
        """Return the newest submissions to a course, the newest first."""
        with self.store.reading() as connection:
            return submissions.latest(connection, course, exercise=exercise, only_doubted=only_doubted)

    def settle(self, number: int) -> None:
        """Note that a doubt about a verdict has been seen to."""
        with self.store.writing() as connection:
            notes.settle(connection, number, self.clock())


def _proof(task: Task) -> Proof:
    exercise = task.exercise
    if task.tries < TRIES:
        return prove(exercise)
    return Proof(exercise=exercise, faults=(Fault(path=str(exercise.path), message=GIVEN_UP),), advice=(), rows=())


def _content(proof: Proof) -> dict[str, Any]:
    return {
        "faults": [str(fault) for fault in proof.faults],
        "advice": [str(advice) for advice in proof.advice],
        "rows": [
            {
                "part": row.part,
                "answer": row.answer,
                "right": row.right,
                "points": row.points,
                "out_of": row.out_of,
                "verdicts": [[call, verdict.value] for call, verdict in row.verdicts],
            }
            for row in proof.rows
        ],
    }


def _proven(exercise: Exercise, content: Any) -> Proven:
    if content is None:
        return Proven(exercise=exercise)
    return Proven(
        exercise=exercise,
        faults=tuple(content["faults"]),
        advice=tuple(content["advice"]),
        rows=tuple(map(_row, content["rows"])),
    )


def _row(content: Mapping[str, Any]) -> Row:
    verdicts = tuple((call, Verdict(verdict)) for call, verdict in content["verdicts"])
    return Row(**{**content, "verdicts": verdicts})
