from pathlib import Path

import pytest

from grader import catalog
from grader.errors import CallError, ExerciseError
from grader.exercise import Policy

EXERCISE = "title: {}\nkind: numeric\nask: Say 4.\nanswer: 4\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two courses, which share the id of one exercise."""
    for course, names in {"large": ("ten", "shared"), "small": ("one", "shared")}.items():
        (tmp_path / course / "unit").mkdir(parents=True)
        (tmp_path / course / "course.yaml").write_text("units: [unit]\nattempts: 7\n", encoding="utf-8")
        for name in names:
            (tmp_path / course / "unit" / f"{name}.yaml").write_text(EXERCISE.format(course), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_the_courses_of_a_folder_are_those_right_below_or_itself(folder: Path) -> None:
    assert list(catalog.courses(folder)) == [folder / "large", folder / "small"]
    assert list(catalog.courses(folder / "small")) == [folder / "small"]
    assert list(catalog.courses(folder / "empty")) == []


def test_the_files_of_a_course_are_its_exercises(folder: Path) -> None:
    assert [path.stem for path in catalog.files(folder / "small")] == ["one", "shared"]
    (folder / "small" / "course.yaml").write_text("", encoding="utf-8")
    assert list(catalog.files(folder / "small")) == []


FOUND = [
    pytest.param("ten", "large", id="an id"),
    pytest.param("small/one", "small", id="an id with its course"),
    pytest.param("small/shared", "small", id="the course decides between two"),
]


@pytest.mark.parametrize(("name", "course"), FOUND)
def test_finds(name: str, course: str, folder: Path) -> None:
    exercise = catalog.find(name, folder)
    assert (exercise.course, exercise.title, exercise.policy) == (course, course, Policy(attempts=7))


def test_finds_a_path_within_its_course_or_alone(folder: Path) -> None:
    within = catalog.find(str(folder / "small" / "unit" / "one.yaml"), folder / "empty")
    assert (within.course, within.policy) == ("small", Policy(attempts=7))
    alone = folder / "empty" / "four.yaml"
    alone.write_text(EXERCISE.format("alone"), encoding="utf-8")
    found = catalog.find(str(alone), folder)
    assert (found.course, found.policy) == ("", Policy())


def test_finds_within_the_folder_it_stands_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "small")
    assert catalog.find("small/one", Path()).title == "small"
    monkeypatch.chdir(folder / "small" / "unit")
    assert catalog.find("one.yaml", Path()).course == "small"


NOT_FOUND = [
    pytest.param("onee", "there is no exercise “onee” in {folder}; did you mean one?", id="misspelt"),
    pytest.param("small/ten", "there is no exercise “small/ten” in {folder}", id="another course"),
    pytest.param("tiny/one", "there is no exercise “tiny/one” in {folder}", id="a course there isn't"),
    pytest.param("shared", "there are several exercises “shared”: large/shared, small/shared", id="two of one id"),
    pytest.param("gone.yaml", "there is no file gone.yaml", id="a path"),
    pytest.param("gone.yml", "there is no file gone.yml", id="a path that ends in yml"),
    pytest.param("", "there is no exercise “” in {folder}", id="nothing"),
]


@pytest.mark.parametrize(("name", "message"), NOT_FOUND)
def test_says_what_it_did_not_find(name: str, message: str, folder: Path) -> None:
    with pytest.raises(CallError) as caught:
        catalog.find(name, folder)
    assert str(caught.value) == message.format(folder=folder)


def test_a_fault_of_the_file_found_is_told(folder: Path) -> None:
    (folder / "small" / "unit" / "one.yaml").write_text("title: One\n", encoding="utf-8")
    with pytest.raises(ExerciseError, match="needs the key “kind”"):
        catalog.find("one", folder)


def test_the_shipped_courses_are_there() -> None:
    assert [course.name for course in catalog.courses(catalog.shipped())] == ["activations"]
