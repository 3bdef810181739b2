from pathlib import Path

import pytest

from grader import catalog
from grader.errors import CallError
from grader.settings import Settings, connect, settings


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


def test_a_database_is_kept_beside_us() -> None:
    assert settings({}).database_url == "sqlite:///.grader/grader.db"


@pytest.mark.parametrize(
    ("environment", "given", "found"),
    [
        pytest.param({"GRADER_DATABASE_URL": "sqlite:///a.db"}, "", "sqlite:///a.db", id="from the environment"),
        pytest.param({"GRADER_DATABASE_URL": "sqlite:///a.db"}, "sqlite:///b.db", "sqlite:///b.db", id="given"),
        pytest.param({"GRADER_DATABASE_URL": ""}, "", "sqlite:///.grader/grader.db", id="set to nothing"),
    ],
)
def test_a_database_can_be_chosen(environment: dict[str, str], given: str, found: str) -> None:
    assert settings(environment, database_url=given).database_url == found


ONE_CODE = "set both GRADER_JOIN_CODE and GRADER_TEACHER_CODE, or neither for a demo"
SAME_CODES = "GRADER_JOIN_CODE and GRADER_TEACHER_CODE must differ: one lets learners in, the other teachers"


@pytest.mark.parametrize(
    ("join", "teacher", "told"),
    [
        pytest.param("a", "", ONE_CODE, id="no teacher's code"),
        pytest.param("", "b", ONE_CODE, id="no join code"),
        pytest.param("a", "  ", ONE_CODE, id="a code of spaces"),
        pytest.param("a", "a", SAME_CODES, id="the same code"),
        pytest.param("Straße ", "strasse", SAME_CODES, id="the same code typed otherwise"),
    ],
)
def test_codes_must_tell_learners_from_teachers(join: str, teacher: str, told: str) -> None:
    with pytest.raises(CallError) as caught:
        settings({"GRADER_JOIN_CODE": join, "GRADER_TEACHER_CODE": teacher})
    assert str(caught.value) == told


def test_codes_come_from_the_environment_and_are_not_shown() -> None:
    found = settings({"GRADER_JOIN_CODE": " sesame\n", "GRADER_TEACHER_CODE": "simsim"})
    assert (found.join_code, found.teacher_code) == ("sesame", "simsim")
    assert "sesame" not in repr(found)
    assert "simsim" not in repr(found)


def test_settings_reach_another_process_as_they_are() -> None:
    given = course(Path("given \udcff\n“é”"))
    found = settings(
        {"GRADER_JOIN_CODE": 'ä"\\', "GRADER_TEACHER_CODE": "b", "GRADER_SIGNING_KEY": "key"}, exercises=given
    )
    text = found.to_json()
    assert Settings.from_json(text) == found
    assert text.isascii()
    assert "\n" not in text


@pytest.mark.parametrize(("codes", "demo"), [({}, True), ({"join_code": "a", "teacher_code": "b"}, False)])
def test_a_service_is_made_at_first_use_and_found_again(codes: dict[str, str], demo: bool) -> None:  # noqa: FBT001
    here = Settings(exercises=catalog.shipped(), keys=Path(".grader") / "keys", **codes)
    service, again = connect(here), connect(here)
    assert sorted(path.name for path in Path(".grader").iterdir() if "-" not in path.name) == ["grader.db", "keys"]
    assert service.people.is_demo == demo
    person = service.people.enter("Ada", codes.get("teacher_code", "demo-teacher"))
    assert again.people.known(service.people.cookie(person)) == person
    assert person.teaches
    service.store.close()
    again.store.close()


def test_a_service_that_cannot_be_made_says_why() -> None:
    with pytest.raises(CallError, match="can't be run yet"):
        connect(Settings(exercises=catalog.shipped(), keys=Path("keys"), database_url="postgresql://host/db"))
    with pytest.raises(CallError, match="GRADER_SIGNING_KEY does not hold a signing key"):
        connect(Settings(exercises=catalog.shipped(), keys=Path("keys"), signing_key="x"))
