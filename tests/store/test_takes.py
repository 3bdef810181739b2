"""Quizzes being taken, as they are kept."""

from dataclasses import replace

from installed import NOON, Installation

from grader.store import takes
from grader.store.database import LARGEST
from grader.take import Take


def started(installation: Installation, bell: float | None = NOON + 60) -> Take:
    take = Take(
        course="numbers", quiz="week", learner=installation.ada.id, exercises=("one", "two"), at=NOON, bell=bell
    )
    with installation.store.writing() as connection:
        return takes.start(connection, take)


def test_a_taking_comes_back_as_it_was(installation: Installation) -> None:
    first, second = started(installation), started(installation, None)
    with installation.store.reading() as connection:
        assert takes.get(connection, first.number) == first
        assert takes.of_learner(connection, installation.ada.id, "numbers", "week") == (first, second)
        assert takes.of_learner(connection, installation.bob.id, "numbers", "week") == ()
        assert [takes.get(connection, number) for number in (0, -1, 99, LARGEST + 1, -LARGEST - 2)] == [None] * 5


def test_the_bell_rings_for_those_that_are_not_handed_in(installation: Installation) -> None:
    first, second, endless = started(installation), started(installation, NOON + 90), started(installation, None)
    with installation.store.writing() as connection:
        assert takes.rung(connection, NOON + 59.9) == ()
        assert takes.rung(connection, NOON + 60) == (first,)
        assert takes.rung(connection, NOON + 1000) == (first, second)
        assert takes.end(connection, first.number, NOON + 70)
        assert not takes.end(connection, first.number, NOON + 80)
        assert takes.get(connection, first.number) == replace(first, handed=NOON + 70)
        assert takes.rung(connection, NOON + 1000) == (second,)
        assert takes.end(connection, endless.number, NOON)


def test_flags_are_kept_in_order(installation: Installation) -> None:
    take = started(installation)
    with installation.store.writing() as connection:
        takes.flag(connection, take.number, ["two", "one"])
        assert takes.get(connection, take.number) == replace(take, flags=("two", "one"))
