from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog import load
from grader.catalog.course import read_course, read_outline
from grader.errors import CallError, ExerciseError
from grader.exercise import Policy

EXERCISE = "title: {}\nkind: numeric\nask: Say 4.\nanswer: 4\n"
COURSE = "title: Numbers\nunits: [1-small, 2-large]\n"
FILES = {
    "course.yaml": COURSE,
    "1-small/two.yaml": EXERCISE.format("Two"),
    "1-small/one.yaml": EXERCISE.format("One"),
    "2-large/ten.yaml": EXERCISE.format("Ten"),
}

Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the files of a course beside those of FILES, and return its folder."""

    def written(files: dict[str, str]) -> Path:
        folder = tmp_path / "numbers"
        for name, text in (FILES | files).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return written


def refused(folder: Path) -> list[str]:
    with pytest.raises(ExerciseError) as caught:
        load(folder)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_a_unit_has_the_title_that_stands_behind_its_folder_or_its_folder_as_one(write: Write) -> None:
    course = load(write({"course.yaml": "title: Numbers\nunits: [1-small, {2-large: Large ones}]\n"}))
    assert course.units == {"1-small": "1. Small", "2-large": "Large ones"}


def test_exercises_stand_in_the_order_of_their_units_then_of_their_names(write: Write) -> None:
    course = load(write({}))
    assert (course.id, course.title, tuple(course.units)) == ("numbers", "Numbers", ("1-small", "2-large"))
    assert [exercise.id for exercise in course] == ["one", "two", "ten"]
    assert [exercise.unit for exercise in course] == ["1-small", "1-small", "2-large"]
    assert {exercise.course for exercise in course} == {"numbers"}
    assert len(course) == 3


def test_an_exercise_is_found_by_its_id(write: Write) -> None:
    course = load(write({}))
    assert course["ten"].title == "Ten"
    with pytest.raises(CallError, match="there is no exercise “tenn” in numbers; did you mean ten?"):
        course["tenn"]


def test_a_course_has_attempts_skills_and_quizzes(write: Write) -> None:
    course = load(
        write(
            {
                "course.yaml": COURSE + "attempts: 3\nskills: {S1: counting}\nquizzes: [week-1]\n",
                "quizzes/week-1.yaml": "title: Week 1\nexercises: [one, 1 of 2-large]\n",
                "1-small/two.yaml": EXERCISE.format("Two") + "attempts: practice\nafter: one\n",
            }
        )
    )
    assert course["one"].policy == Policy(attempts=3)
    assert course["two"].policy == Policy()
    assert course.skills == {"S1": "counting"}
    assert [draw.pool for draw in course.quizzes["week-1"].draws] == [("one",), ("ten",)]


def test_a_course_without_a_title_is_called_by_its_folder(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"course.yaml": "units: 1-small\n"})
    assert load(folder).title == "numbers"
    monkeypatch.chdir(folder)
    assert (load(".").id, load(".").title) == ("numbers", "numbers")


REFUSED = [
    pytest.param({"course.yaml": "title: Numbers\n"}, ["course.yaml:1:1 needs the key “units”"], id="no units"),
    pytest.param({"course.yaml": "units:\n"}, ["course.yaml:1:1 the key “units” has no value"], id="units without a value"),
    pytest.param({"course.yaml": ""}, ["course.yaml:1:1 should be keys and values, such as “title: …”"], id="an empty file"),
    pytest.param(
        {"course.yaml": "units: [1-small, 2-larg]\n"},
        ["course.yaml:1:18 there is no folder “2-larg” beside this file"],
        id="a unit without a folder",
    ),
    pytest.param(
        {"course.yaml": "units: [1-small, 2-large, 1-small]\n"}, ["course.yaml:1:27 “1-small” stands there twice"], id="a unit twice"
    ),
    pytest.param(
        {"course.yaml": "units: [1-small, ..]\n"},
        ["course.yaml:1:18 “..” is not a name here; write letters, digits and hyphens"],
        id="the folder above",
    ),
    pytest.param(
        {"course.yaml": "units: [/tmp]\n"},
        ["course.yaml:1:9 “/tmp” is not a name here; write letters, digits and hyphens"],
        id="a folder elsewhere",
    ),
    pytest.param({"course.yaml": "units: [[1-small]]\n"}, ["course.yaml:1:9 each of units should be a text"], id="a list in a list"),
    pytest.param({"course.yaml": COURSE + "quizes: [a]\n"}, ["course.yaml:3:1 unknown key “quizes”; did you mean quizzes?"], id="misspelt"),
    pytest.param({"course.yaml": COURSE + "skills: [S1]\n"}, ["course.yaml:3:9 skills should be codes with names, as in {S1: derivatives}"], id="a list of skills"),
    pytest.param({"course.yaml": COURSE + "skills: {S1: [a]}\n"}, ["course.yaml:3:14 a skill should be a text"], id="a list for a skill"),
    pytest.param({"course.yaml": COURSE + "skills:\n"}, ["course.yaml:3:1 the key “skills” has no value"], id="skills without a value"),
    pytest.param(
        {"course.yaml": COURSE + "attempts: 0\n"},
        ["course.yaml:3:11 attempts, where it is not practice, is a whole number from 1 to 1000, not “0”"],
        id="no attempts",
    ),
    pytest.param({"course.yaml": COURSE + "quizzes: [week-1]\n"}, ["course.yaml:3:11 there is no file quizzes/week-1.yaml"], id="a quiz without a file"),
    pytest.param(
        {"course.yaml": COURSE + "quizzes: [week-1]\n", "quizzes/week-1.yaml": "title: Week 1\nexercises: [eleven]\n"},
        ["quizzes/week-1.yaml:2:13 there is no exercise “eleven”"],
        id="a fault of a quiz",
    ),
    pytest.param(
        {"1-small/one.yaml": "titel: One\n"},
        [
            "1-small/one.yaml:1:1 needs the key “ask”",
            "1-small/one.yaml:1:1 needs the key “kind”",
            "1-small/one.yaml:1:1 needs the key “title”",
        ],
        id="an exercise without everything",
    ),
    pytest.param(
        {"2-large/one.yaml": EXERCISE.format("One again")},
        ["2-large/one.yaml:1:1 an exercise of this name stands in 1-small already; ids are unique in a course"],
        id="one id in two units",
    ),
    pytest.param(
        {"1-small/two.yaml": EXERCISE.format("Two") + "after: [one, tenn]\n"},
        ["1-small/two.yaml:5:14 after: there is no exercise “tenn”; did you mean ten?"],
        id="after an exercise there isn't",
    ),
    pytest.param(
        {"1-small/two.yaml": EXERCISE.format("Two") + "after: three\n"},
        ["1-small/two.yaml:5:8 after: there is no exercise “three”"],
        id="after a single exercise there isn't",
    ),
    pytest.param(
        {"1-small/one.yaml": EXERCISE.format("One") + "after: two\n", "1-small/two.yaml": "title: Two\n"},
        ["1-small/two.yaml:1:1 needs the key “ask”", "1-small/two.yaml:1:1 needs the key “kind”"],
        id="after an exercise that has faults",
    ),
    pytest.param(
        {"course.yaml": COURSE + "quizzes: [w]\n", "quizzes/w.yaml": "title: W\n", "1-small/one.yaml": EXERCISE.format("One") + "minutes: 0\n"},
        ["1-small/one.yaml:5:10 minutes is a whole number from 1 to 600, not “0”", "quizzes/w.yaml:1:1 needs the key “exercises”"],
        id="faults of several files",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "faults"), REFUSED)
def test_refuses(files: dict[str, str], faults: list[str], write: Write) -> None:
    assert refused(write(files)) == faults


def test_a_folder_without_course_yaml_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(CallError) as caught:
        load(tmp_path)
    assert str(caught.value) == f"{tmp_path} is not a course: there is no course.yaml in it"


def test_the_outline_tells_the_files_without_reading_them(write: Write) -> None:
    folder = write(
        {
            "1-small/one.yaml": "not: [an exercise",
            "1-small/notes.txt": "",
            "1-small/.one.yaml": "",
            "other/ten.yaml": "",
        }
    )
    found = [str(path.relative_to(folder)) for path in read_outline(folder).files()]
    assert found == ["1-small/one.yaml", "1-small/two.yaml", "2-large/ten.yaml"]


def test_a_course_with_faults_is_read_as_far_as_it_has_none(write: Write) -> None:
    folder = write(
        {
            "course.yaml": COURSE + "quizzes: [week, other]\n",
            "1-small/one.yaml": "title: [",
            "1-small/two.yaml": EXERCISE.format("Two") + "after: [one, zero]\n",
            "quizzes/week.yaml": "title: Week\nexercises: [one, two]\n",
            "quizzes/other.yaml": "title: Other\nexercises: [zero]\n",
        }
    )
    course, faults = read_course(folder)
    assert [exercise.id for exercise in course] == ["two", "ten"]
    assert list(course.quizzes) == ["week"]  # it asks an exercise that is there, though its file is broken
    assert [Path(fault.path).name for fault in faults] == ["one.yaml", "other.yaml", "two.yaml"]
    assert "there is no exercise “zero”" in faults[2].message
    with pytest.raises(ExerciseError) as caught:
        load(folder)
    assert caught.value.faults == faults


def test_a_course_without_faults_is_read_as_it_is_loaded(write: Write) -> None:
    folder = write({})
    assert read_course(folder) == (load(folder), ())


def test_a_course_whose_outline_has_faults_is_not_read(write: Write) -> None:
    with pytest.raises(ExerciseError, match="there is no folder “3-none” beside this file"):
        read_course(write({"course.yaml": "units: [3-none]\n"}))


def test_a_file_that_vanishes_while_it_is_read_is_a_fault(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, read = write({}), Path.read_bytes

    def vanish(path: Path) -> bytes:
        path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    course, faults = read_course(folder)
    assert len(course) == 0
    assert {fault.message for fault in faults} == {"can't be read: no such file or directory"}
