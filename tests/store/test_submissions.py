"""What was handed in, and what has become of it, as it is read back."""

import pytest
from installed import NOON, Installation

from grader.attempt import State
from grader.report import Verdict
from grader.store import submissions
from grader.store.database import LARGEST
from grader.store.submissions import Handed
from grader.submission import Submission


def handed(installation: Installation, token: str = "t", **answers: str) -> Handed:  # noqa: S107  no password
    submission = Submission(exercise="one", learner=installation.ada.id, answers=answers, variant=2, seed=7)
    return Handed(token=token, course="numbers", submission=submission, at=NOON)


def put(installation: Installation, one: Handed) -> tuple[int, bool]:
    with installation.store.writing() as connection:
        return submissions.put(connection, one)


def test_the_same_token_is_the_same_submission(installation: Installation) -> None:
    number, is_new = put(installation, handed(installation))
    assert is_new
    assert put(installation, handed(installation)) == (number, False)
    assert put(installation, handed(installation, "u")) == (number + 1, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x\0y", id="NUL"),
        pytest.param("😀 e\u0301 漢字\r\n\t", id="any script"),
        pytest.param("\"\\'; DROP TABLE submissions; --", id="quotes"),
        pytest.param("x" * 1_000_000, id="a million characters"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_answer_comes_back_as_it_was(installation: Installation, text: str) -> None:
    one = handed(installation, answer=text)
    number, _ = put(installation, one)
    with installation.store.reading() as connection:
        found = submissions.get(connection, number)
    assert found is not None
    assert (found.submission, found.course, found.at, found.take) == (one.submission, "numbers", NOON, None)
    assert (found.state, found.progress, found.report, found.doubt) == (State.WAITING, None, None, None)


@pytest.mark.parametrize("number", [0, -1, 2, LARGEST, LARGEST + 1, -LARGEST - 2, 10**30])
def test_a_number_that_nobody_has_finds_nothing(installation: Installation, number: int) -> None:
    put(installation, handed(installation))
    with installation.store.reading() as connection:
        assert submissions.get(connection, number) is None


def test_only_the_best_points_count_and_what_broke_on_our_side_says_nothing(installation: Installation) -> None:
    def scores() -> dict[str, tuple[int, int]]:
        return dict(installation.service.learning.scores(installation.ada, "numbers"))

    assert scores() == {}
    path = installation.write("numbers/1-small/two.yaml", "broken: [")
    number = installation.submit("1")
    with installation.store.writing() as connection:
        gone = Handed(
            token="gone",  # noqa: S106  no password
            course="numbers",
            submission=Submission(exercise="two", learner=installation.ada.id, answers={"answer": "2"}),
            at=NOON,
        )
        broken, _ = submissions.put(connection, gone)
        connection.exec_driver_sql("INSERT INTO jobs VALUES (?, 0, 0, 0)", (broken,))
    assert installation.grade() == 2
    report = installation.service.learning.attempt(installation.ada, broken).report
    assert report is not None
    assert (report.verdict, report.out_of) == (Verdict.JUDGE_ERROR, 0)
    assert scores() == {"one": (1, 1)}
    installation.submit("3")
    installation.grade()
    assert scores() == {"one": (1, 1)}
    assert installation.service.learning.attempt(installation.ada, number).is_solved
    path.unlink()


def test_the_newest_come_first_and_no_more_than_asked(installation: Installation) -> None:
    numbers = [installation.submit(exercise=name) for name in ("one", "ten", "one")]

    def latest(**wanted: object) -> list[int]:
        with installation.store.reading() as connection:
            return [one.number for one in submissions.latest(connection, "numbers", **wanted)]  # type: ignore[arg-type]

    assert latest() == numbers[::-1]
    assert latest(most=2) == numbers[:0:-1]
    assert latest(exercise="one") == [numbers[2], numbers[0]]
    assert latest(only_doubted=True) == []
    with installation.store.reading() as connection:
        assert submissions.latest(connection, "letters") == ()
