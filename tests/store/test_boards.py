"""The entries of a contest that have a score, and who shows their name."""

from contests import FILE, RACE, enter, score
from installed import NOON, Installation

from grader.store import boards
from grader.store.notes import Work


def work(installation: Installation, exercise: str = "race") -> Work:
    return Work(learner=installation.ada.id, course="numbers", exercise=exercise)


def test_entries_are_what_learners_handed_in_outside_quizzes_and_has_a_score(installation: Installation) -> None:
    installation.write(FILE, RACE)
    enter(installation, installation.ada, score(0.9, 0.01), "sin(x)")
    enter(installation, installation.ada, None)
    enter(installation, installation.teacher, score(0.99, 0.01))
    enter(installation, installation.bob, score(0.8, 0.02))
    quizzed = enter(installation, installation.bob, score(0.95, 0.01))
    installation.submit("tanh(x)", "race", person=installation.bob)  # waits to be graded
    with installation.store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO takes SELECT 1, 'numbers', 'week', ?, '[]', '[]', 0, 0, 0", (installation.bob.id,)
        )
        connection.exec_driver_sql("UPDATE submissions SET take = 1 WHERE number = ?", (quizzed,))
        found = boards.entries(connection, "numbers", "race")
        assert boards.entries(connection, "numbers", "one") == boards.entries(connection, "letters", "race") == ()
    assert [(one.name, one.answer, one.named) for one in found] == [("Ada", "sin(x)", False), ("Bob", "tanh(x)", False)]
    assert [one.score for one in found] == [score(0.9, 0.01), score(0.8, 0.02)]


def test_a_name_is_shown_on_one_board_until_it_is_taken_back(installation: Installation) -> None:
    installation.write(FILE, RACE)
    enter(installation, installation.ada, score(0.9, 0.01))
    here, there = work(installation), work(installation, "other")
    with installation.store.writing() as connection:
        seen = []
        for named in (True, True, False):
            boards.name(connection, here, NOON, named=named)
            (entry,) = boards.entries(connection, "numbers", "race")
            seen.append((boards.is_named(connection, here), entry.named, boards.is_named(connection, there)))
    assert seen == [(True, True, False), (True, True, False), (False, False, False)]
