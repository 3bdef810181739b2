"""What a learner leaves behind on the way."""

from dataclasses import replace

from installed import NOON, Installation

from grader.store import notes
from grader.store.notes import Work


def work(installation: Installation, exercise: str = "one", take: int = 0) -> Work:
    return Work(learner=installation.ada.id, course="numbers", exercise=exercise, take=take)


def test_the_last_draft_stands_and_each_part_has_its_own(installation: Installation) -> None:
    here = work(installation)
    with installation.store.writing() as connection:
        for part, text in [("a", "1"), ("b", "2"), ("a", "3\0 😀")]:
            notes.draft(connection, here, part, text, NOON)
        assert notes.drafted(connection, here) == {"a": "3\0 😀", "b": "2"}


def test_drafts_of_another_belong_to_another(installation: Installation) -> None:
    here = work(installation)
    others = [
        replace(here, exercise="two"),
        replace(here, course="letters"),
        replace(here, take=1),
        replace(here, learner=installation.bob.id),
    ]
    with installation.store.writing() as connection:
        for i, one in enumerate([here, *others]):
            notes.draft(connection, one, "a", str(i), NOON)
        assert [notes.drafted(connection, one)["a"] for one in [here, *others]] == ["0", "1", "2", "3", "4"]
        notes.forget(connection, here)
        assert notes.drafted(connection, here) == {}
        assert [notes.drafted(connection, one)["a"] for one in others] == ["1", "2", "3", "4"]


def test_the_time_to_think_begins_once(installation: Installation) -> None:
    here = work(installation)
    with installation.store.writing() as connection:
        assert notes.hinted(connection, here) == (0, 0.0)
        notes.begin(connection, here, NOON)
        notes.begin(connection, here, NOON + 5)
        assert notes.hinted(connection, here) == (0, NOON)
        notes.hint(connection, here, 1, NOON + 9)
        notes.begin(connection, here, NOON + 10)
        assert notes.hinted(connection, here) == (1, NOON + 9)


def test_a_doubt_said_again_is_open_again_in_the_newer_words(installation: Installation) -> None:
    number = installation.submit()
    teaching = installation.service.teaching

    def doubted() -> list[str | None]:
        return [attempt.doubt for attempt in teaching.submissions("numbers", only_doubted=True)]

    for words in ("Why?", "Why not?"):
        installation.service.learning.doubt(installation.ada, number, f"  {words} ")
        assert doubted() == [words]
        teaching.settle(number)
        assert doubted() == []
