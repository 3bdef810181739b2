"""Every shipped exercise: each right answer passes, each wrong one fails as foretold, in every variant."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from grader.catalog import courses, load, shipped
from grader.exercise import Exercise, Part, Wrong
from grader.grading import grade, grade_part, told
from grader.report import Verdict, canonical
from grader.submission import Submission

EXERCISES = [exercise for folder in courses(shipped()) for exercise in load(folder)]


def parts() -> Iterator[tuple[str, Exercise, int, Part]]:
    """Yield every part of every variant, with a name for it."""
    for exercise in EXERCISES:
        for number, variant in enumerate(exercise.variants):
            for part in variant.parts:
                yield f"{exercise.course}/{exercise.id} variant {number}, {part.name}", exercise, number, part


def right() -> Iterator[Any]:
    for name, exercise, number, part in parts():
        for answer in part.answers:
            yield pytest.param(exercise, number, part, answer, id=f"{name}: {answer}")


def wrong() -> Iterator[Any]:
    for name, exercise, number, part in parts():
        for entry in part.wrong:
            for answer in part.kind.examples(entry.mistake):
                yield pytest.param(
                    exercise, number, part, entry, answer, id=f"{name}: {answer} for {entry.mistake.answer}"
                )


@pytest.mark.parametrize(("exercise", "variant", "part", "answer"), list(right()))
def test_a_right_answer_gets_full_marks_and_no_words(exercise: Exercise, variant: int, part: Part, answer: str) -> None:
    submission = Submission(exercise=exercise.id, answers={part.name: answer}, variant=variant)
    (result,) = (result for result in grade(exercise, submission).parts if result.name == part.name)
    assert result.verdict is Verdict.PASSED, result
    assert result.points == result.out_of > 0
    assert result.feedback == ()


@pytest.mark.parametrize(("exercise", "variant", "part", "entry", "answer"), list(wrong()))
def test_a_wrong_answer_fails_as_foretold(
    exercise: Exercise, variant: int, part: Part, entry: Wrong, answer: str
) -> None:
    submission = Submission(exercise=exercise.id, answers={part.name: answer}, variant=variant)
    (result,) = (result for result in grade(exercise, submission).parts if result.name == part.name)
    assert result.verdict is Verdict.FAILED, result
    assert entry.points <= result.points < result.out_of
    assert result.feedback
    assert result.feedback == (told(part, entry),) or not entry.feedback
    if entry.fails is not None:
        assert {check.call for check in result.checks if check.verdict is Verdict.FAILED} == set(entry.fails)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_an_untouched_page_earns_nothing(exercise: Exercise) -> None:
    assert grade(exercise, {}).points == 0
    for variant in exercise.variants:
        for part in variant.parts:
            assert [grade_part(part, blank, 0).points for blank in part.kind.blanks()] == [0] * len(part.kind.blanks())


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_has_hints_and_at_least_two_wrong_answers_for_each_part(exercise: Exercise) -> None:
    for variant in exercise.variants:
        for part in variant.parts:
            assert len(part.hints or variant.hints) >= 2
            assert len(part.wrong) >= 2
        assert all(hint.strip() for hint in (*variant.hints, *(hint for part in variant.parts for hint in part.hints)))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_the_first_hint_comes_with_what_is_missing_and_none_with_full_marks(exercise: Exercise) -> None:
    for number, variant in enumerate(exercise.variants[:3]):
        answers = {part.name: part.answers[0] for part in variant.parts}
        full = Submission(exercise=exercise.id, answers=answers, variant=number)
        assert grade(exercise, full).hint == ""
        nothing = Submission(exercise=exercise.id, answers={}, variant=number)
        assert grade(exercise, nothing).hint == (variant.parts[0].hints or variant.hints)[0]


PROGRAM = """\
import sys

from grader.catalog import courses, load, shipped
from grader.grading import grade
from grader.report import canonical
from grader.submission import Submission

for folder in courses(shipped()):
    for exercise in load(folder):
        for part in exercise.variants[-1].parts:
            wrong = (example for entry in part.wrong for example in part.kind.examples(entry.mistake))
            for answer in (*part.answers, *wrong)[: int(sys.argv[1])]:
                submission = Submission(
                    exercise=exercise.id, answers={part.name: answer}, variant=len(exercise.variants) - 1, seed=7
                )
                print(canonical(grade(exercise, submission).to_dict()))
"""


def test_grading_gives_the_same_bytes_in_every_process(full: bool) -> None:  # noqa: FBT001  as the option is
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, "1000" if full else "2"],  # answers of each part
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"\n") > (200 if full else 60)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_grading_twice_gives_the_same_bytes(exercise: Exercise) -> None:
    parts = exercise.variants[0].parts
    answers = {part.name: part.kind.examples(part.wrong[0].mistake)[0] for part in parts}
    submission = Submission(exercise=exercise.id, answers=answers, seed=3)
    again = Submission(exercise=exercise.id, answers=dict(reversed(answers.items())), seed=3)
    assert canonical(grade(exercise, submission).to_dict()) == canonical(grade(exercise, again).to_dict())
