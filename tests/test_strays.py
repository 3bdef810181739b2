from pathlib import Path

import pytest

from grader.errors import ExerciseError
from grader.strays import strays

COURSE = "units: [unit]\nquizzes: [week-1]\n"
FILES = ("unit/one.yaml", "quizzes/week-1.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a course in which every file has its place."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    return tmp_path


KNOWN = [
    pytest.param((), id="what course.yaml names"),
    pytest.param((".exercise.schema.json",), id="a schema for editors"),
    pytest.param((".git/config", "unit/.one.yaml.swp"), id="whatever begins with a dot"),
    pytest.param(("unit/two.yaml",), id="another exercise"),
]


@pytest.mark.parametrize("names", KNOWN)
def test_belongs_to_the_course(names: tuple[str, ...], folder: Path) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert list(strays(folder)) == []


def test_an_empty_folder_is_no_stray(folder: Path) -> None:
    (folder / "unit" / "drafts").mkdir()
    assert list(strays(folder)) == []


STRAY = [
    pytest.param("unit/two.yml", "exercises end in .yaml", id="another ending"),
    pytest.param("unit/two.yaml.bak", "exercises end in .yaml", id="a copy"),
    pytest.param("notes.md", "exercises end in .yaml", id="notes"),
    pytest.param("two.yaml", "exercises stand in a unit's folder", id="in no unit"),
    pytest.param("uint/two.yaml", "the folder “uint” is not among the units in course.yaml", id="a unit misspelt"),
    pytest.param("unit/deep/two.yaml", "exercises stand right in their unit's folder", id="a folder too deep"),
    pytest.param("quizzes/week-2.yaml", "quizzes are listed in course.yaml", id="a quiz that is not listed"),
    pytest.param("unit/course.yaml.yaml/x", "exercises stand right in their unit's folder", id="a folder like a file"),
]


@pytest.mark.parametrize(("name", "reason"), STRAY)
def test_says_why_a_file_is_not_read(name: str, reason: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    found = {str(fault) for fault in strays(folder)}
    assert f"{folder / name}:1:1 is not part of the course: {reason}" in found


def test_all_strays_are_told_in_the_order_of_their_paths(folder: Path) -> None:
    for name in ("b.yaml", "a.txt", "unit/c.txt"):
        (folder / name).touch()
    assert [fault.path for fault in strays(folder)] == [
        str(folder / name) for name in ("a.txt", "b.yaml", "unit/c.txt")
    ]


def test_without_an_outline_nothing_can_be_told(folder: Path) -> None:
    (folder / "course.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ExerciseError):
        list(strays(folder))
