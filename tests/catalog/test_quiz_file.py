from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.catalog.quiz_file import load_quiz
from grader.errors import ExerciseError
from grader.quiz import Draw, Quiz

EXERCISES = {"one": "1-small", "two": "1-small", "three": "1-small", "ten": "2-very large", "twelve": "3-even"}
HEAD = "title: Week 1\nexercises: [one]\n"


def read(text: str, folder: Path) -> Quiz:
    path = folder / "week-1.yaml"
    path.write_text(text, encoding="utf-8")
    return load_quiz(path, EXERCISES)


def test_a_quiz_has_defaults(tmp_path: Path) -> None:
    expected = Quiz(id="week-1", title="Week 1", draws=(Draw(count=1, pool=("one",)),))
    assert read(HEAD, tmp_path) == expected


def test_a_file_says_everything_about_a_quiz(tmp_path: Path) -> None:
    text = HEAD + (
        "minutes: 60\nopens: 2026-11-30T09:00+01:00\ncloses: 2026-11-30T09:00Z\norder: shuffled\nattempts: 2\n"
        "feedback: after closing\n"
    )
    assert read(text, tmp_path) == Quiz(
        id="week-1",
        title="Week 1",
        draws=(Draw(count=1, pool=("one",)),),
        minutes=60,
        opens=datetime(2026, 11, 30, 8, tzinfo=UTC),
        closes=datetime(2026, 11, 30, 9, tzinfo=UTC),
        order="shuffled",
        attempts=2,
        feedback="after closing",
    )


DRAWS = [
    pytest.param("one", [(1, ("one",))], id="a single exercise"),
    pytest.param("[two, one]", [(1, ("two",)), (1, ("one",))], id="in the order of the file"),
    pytest.param("[2 of 1-small]", [(2, ("one", "two", "three"))], id="some of a unit"),
    pytest.param("[3  of  1-small]", [(3, ("one", "two", "three"))], id="all of a unit"),
    pytest.param("[1 of 2-very large]", [(1, ("ten",))], id="a unit with a space"),
    pytest.param("[one, 2 of 1-small]", [(1, ("one",)), (2, ("one", "two", "three"))], id="one named and two drawn"),
    pytest.param("[1 of 3-even, ten]", [(1, ("twelve",)), (1, ("ten",))], id="of different units"),
]


@pytest.mark.parametrize(("written", "draws"), DRAWS)
def test_draws(written: str, draws: list[tuple[int, tuple[str, ...]]], tmp_path: Path) -> None:
    quiz = read(f"title: Week 1\nexercises: {written}\n", tmp_path)
    assert [(draw.count, draw.pool) for draw in quiz.draws] == draws


def drawn(written: str) -> str:
    return f"title: Week 1\nexercises: {written}\n"


REFUSED = [
    pytest.param("exercises: [one]\n", "1:1 needs the key “title”", id="no title"),
    pytest.param("title: Week 1\n", "1:1 needs the key “exercises”", id="no exercises"),
    pytest.param(drawn(""), "2:1 the key “exercises” has no value", id="exercises without a value"),
    pytest.param(drawn("[]"), "2:12 a quiz has at least one exercise", id="an empty list"),
    pytest.param(drawn("[[one]]"), "2:13 each of exercises should be a text", id="a list in the list"),
    pytest.param(drawn("{a: one}"), "2:12 each of exercises should be a text", id="a map"),
    pytest.param(drawn("[one, tow]"), "2:18 there is no exercise “tow”; did you mean two?", id="an exercise misspelt"),
    pytest.param(drawn("[one, two, one]"), "2:23 “one” stands there twice", id="an exercise twice"),
    pytest.param(drawn("[2 of 1-smal]"), "2:13 there is no unit “1-smal”; did you mean 1-small?", id="a unit misspelt"),
    pytest.param(drawn("[1 of elsewhere]"), "2:13 there is no unit “elsewhere”", id="a unit there isn't"),
    pytest.param(drawn("[4 of 1-small]"), "2:13 “4 of 1-small” can't be drawn: the unit has 3 exercises", id="too many"),
    pytest.param(drawn("[0 of 1-small]"), "2:13 “0 of 1-small” can't be drawn: the unit has 3 exercises", id="none"),
    pytest.param(
        drawn("[one, 3 of 1-small]"),
        "2:18 with “3 of 1-small” the quiz asks 4 exercises of 1-small, which has 3",
        id="too many with the one that is named",
    ),
    pytest.param(
        drawn("[2 of 1-small, 2 of 1-small]"),
        "2:27 with “2 of 1-small” the quiz asks 4 exercises of 1-small, which has 3",
        id="too many in two draws",
    ),
    pytest.param(drawn("[two of 1-small]"), "2:13 there is no exercise “two of 1-small”", id="a number in words"),
    pytest.param(HEAD + "minuts: 60\n", "3:1 unknown key “minuts”; did you mean minutes?", id="an unknown key"),
    pytest.param(HEAD + "minutes:\n", "3:1 the key “minutes” has no value", id="no minutes"),
    pytest.param(HEAD + "minutes: 0\n", "3:10 minutes is a whole number from 1 to 10000, not “0”", id="zero minutes"),
    pytest.param(HEAD + "minutes: an hour\n", "3:10 minutes is a whole number from 1 to 10000, not “an hour”", id="hour"),
    pytest.param(HEAD + "attempts: 0\n", "3:11 attempts is a whole number from 1 to 10000, not “0”", id="no attempts"),
    pytest.param(HEAD + "order: random\n", "3:8 order is fixed or shuffled, not “random”", id="an unknown order"),
    pytest.param(HEAD + "order: [fixed]\n", "3:8 order should be a text", id="a list for an order"),
    pytest.param(
        HEAD + "feedback: after closing\n",
        "3:11 feedback after closing needs “closes”, or nobody would ever see it",
        id="feedback that never comes",
    ),
    pytest.param(HEAD + "feedback: later\n", "3:11 feedback is now or after closing, not “later”", id="later"),
    pytest.param(
        HEAD + "opens: 2026-11-30T09:00\n",
        "3:8 opens needs a time zone, as in 2026-11-30T09:00+01:00",
        id="a time without zone",
    ),
    pytest.param(
        HEAD + "closes: 2026-11-30\n", "3:9 closes needs a time zone, as in 2026-11-30T00:00+01:00", id="a day alone"
    ),
    pytest.param(
        HEAD + "opens: tomorrow\n", "3:8 opens is a time such as 2026-11-30T09:00+01:00, not “tomorrow”", id="no time"
    ),
    pytest.param(
        HEAD + "opens: [2026]\n", "3:8 opens should be a text", id="a list for a time"
    ),
    pytest.param(
        HEAD + "opens: 2026-11-30T09:00+01:00\ncloses: 2026-11-30T09:00+02:00\n",
        "4:9 closes before it opens",
        id="closes an hour before",
    ),
    pytest.param(
        HEAD + "opens: 2026-11-30T09:00Z\ncloses: 2026-11-30T09:00Z\n", "4:9 closes before it opens", id="closes at once"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_refuses(text: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseError) as caught:
        read(text, tmp_path)
    assert [str(found) for found in caught.value.faults] == [f"{tmp_path}/week-1.yaml:{fault}"]


def test_a_quiz_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"week-1\.yaml:1:1 can't be read: no such file or directory"):
        load_quiz(tmp_path / "week-1.yaml", EXERCISES)
