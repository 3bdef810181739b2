from pathlib import Path

import pytest

from grader import catalog
from grader.errors import CallError
from grader.settings import settings


def course(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text("title: A course\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_shipped_courses_are_there_if_nothing_else_is() -> None:
    assert settings({}).exercises == catalog.shipped()
    assert list(catalog.courses(settings({}).exercises))


def test_courses_beside_us_come_first() -> None:
    course(Path("exercises") / "mine")
    assert settings({}).exercises == Path("exercises")


def test_a_folder_without_courses_does_not_hide_the_shipped_ones() -> None:
    (Path("exercises") / "mine").mkdir(parents=True)
    assert settings({}).exercises == catalog.shipped()


def test_a_folder_that_is_given_comes_before_all() -> None:
    course(Path("exercises") / "mine")
    given = course(Path("given"))
    assert settings({}, exercises=given).exercises == given


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_that_is_given_must_be_there(name: str) -> None:
    Path("file").touch()
    with pytest.raises(CallError) as caught:
        settings({}, exercises=Path(name))
    assert str(caught.value) == f"there is no folder {name}"


def test_keys_are_kept_beside_us() -> None:
    assert settings({}).keys == Path(".grader") / "keys"


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        pytest.param({}, "", id="none"),
        pytest.param({"GRADER_SIGNING_KEY": "abc"}, "abc", id="given"),
        pytest.param({"SIGNING_KEY": "abc"}, "", id="another name"),
    ],
)
def test_a_signing_key_comes_from_the_environment(environment: dict[str, str], key: str) -> None:
    assert settings(environment).signing_key == key


def test_the_signing_key_is_not_shown() -> None:
    assert "abc" not in repr(settings({"GRADER_SIGNING_KEY": "abc"}))
