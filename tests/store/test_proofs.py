"""Verifying exercises: each once, one at a time, and not for ever."""

from dataclasses import replace

from installed import NOON, Installation

from grader.exercise import Exercise
from grader.store import proofs
from grader.store.proofs import TERM, Task

DONE = {"faults": []}


def exercises(installation: Installation) -> list[Exercise]:
    return list(installation.service.library.course("numbers"))[:2]


def claim(installation: Installation, exercises: list[Exercise], now: float) -> Task | None:
    with installation.store.writing() as connection:
        return proofs.claim(connection, exercises, now)


def put(installation: Installation, exercise: Exercise) -> None:
    with installation.store.writing() as connection:
        proofs.put(connection, exercise, DONE, NOON)


def test_each_exercise_is_verified_once_and_one_at_a_time(installation: Installation) -> None:
    first, second = exercises(installation)
    assert claim(installation, [first, second], NOON) == Task(exercise=first)
    assert claim(installation, [first, second], NOON) is None
    put(installation, first)
    assert claim(installation, [first, second], NOON) == Task(exercise=second)
    put(installation, second)
    assert claim(installation, [first, second], NOON) is None
    with installation.store.reading() as connection:
        assert proofs.get(connection, "numbers") == {(one.id, one.revision): DONE for one in (first, second)}
        assert proofs.get(connection, "letters") == {}


def test_another_revision_is_verified_anew(installation: Installation) -> None:
    first, _ = exercises(installation)
    put(installation, first)
    changed = replace(first, revision="other")
    assert claim(installation, [changed], NOON) == Task(exercise=changed)


def test_one_whose_worker_died_is_taken_up_again_and_its_tries_are_counted(installation: Installation) -> None:
    first, _ = exercises(installation)
    for tries in range(4):
        now = NOON + tries * TERM
        assert claim(installation, [first], now) == Task(exercise=first, tries=tries)
        assert claim(installation, [first], now + TERM - 1) is None
    with installation.store.reading() as connection:
        assert proofs.get(connection, "numbers") == {}


def test_nobody_waits_for_a_clock_that_was_set_back(installation: Installation) -> None:
    first, _ = exercises(installation)
    claim(installation, [first], NOON)
    assert claim(installation, [first], NOON - 3600) == Task(exercise=first, tries=1)
