"""What a teacher can see: the exercises with their proofs, everybody's submissions, doubts about verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.attempt import Attempt
from grader.exercise import Exercise
from grader.report import Verdict
from grader.service.clock import Clock
from grader.service.library import Library
from grader.store import Store, notes, proofs, submissions
from grader.verification import Proof, Row, prove


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
        for name, course in self.library.shelf().courses.items():
            with self.store.reading() as connection:
                known = proofs.known(connection, name)
            for exercise in course:
                if (exercise.id, exercise.revision) not in known:
                    content = _content(prove(exercise))
                    with self.store.writing() as connection:
                        proofs.put(connection, exercise, content, self.clock())
                    return True
        return False

    def submissions(self, course: str, exercise: str = "", *, only_doubted: bool = False) -> tuple[Attempt, ...]:
        """Return the newest submissions to a course, the newest first."""
        with self.store.reading() as connection:
            return submissions.latest(connection, course, exercise=exercise, only_doubted=only_doubted)

    def settle(self, number: int) -> None:
        """Note that a doubt about a verdict has been seen to."""
        with self.store.writing() as connection:
            notes.settle(connection, number, self.clock())


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
