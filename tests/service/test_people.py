"""The door: names, codes and cookies."""

from dataclasses import replace

import pytest
from installed import SECRET, Installation
from itsdangerous import URLSafeSerializer

from grader.errors import CallError
from grader.person import Role
from grader.service.people import DEMO, LONGEST, OPEN, STAY, cookie_secret
from grader.service.signing import Key

CODE, TEACHER = "demo code", "demo-teacher code"


@pytest.mark.parametrize(
    ("name", "code", "role"),
    [
        pytest.param("Ada", CODE, Role.LEARNER, id="a learner"),
        pytest.param("Ada", TEACHER, Role.TEACHER, id="a teacher"),
        pytest.param("Ada", f"  {CODE.upper()}\n", Role.LEARNER, id="a code typed by hand"),
        pytest.param("Émilie du Châtelet 漢字 😀", CODE, Role.LEARNER, id="any script"),
        pytest.param("x" * LONGEST, CODE, Role.LEARNER, id="a long name"),
        pytest.param("<script>alert(1)</script>", CODE, Role.LEARNER, id="HTML is only a name"),
    ],
)
def test_whoever_knows_the_code_comes_in(installation: Installation, name: str, code: str, role: Role) -> None:
    person = installation.service.people.enter(name, code)
    assert (person.name, person.role) == (name, role)
    assert installation.service.people.names() == {person.id: name}


NOBODY = "Please write your name."
NO_CODE = "This is not the join code. Ask your teacher for it."


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        pytest.param("", CODE, NOBODY, id="no name"),
        pytest.param(" \t\u00a0\n", CODE, NOBODY, id="spaces"),
        pytest.param("a\0b", CODE, "A name can't hold characters that nobody can see.", id="NUL"),
        pytest.param("a\u202eb", CODE, "A name can't hold characters that nobody can see.", id="written backwards"),
        pytest.param("a\ud800", CODE, "A name can't hold characters that nobody can see.", id="half a character"),
        pytest.param("x" * (LONGEST + 1), CODE, "A name has up to 60 characters; this one has 61.", id="a long name"),
        pytest.param("x" * 10**6, CODE, "A name has up to 60 characters; this one has 1000000.", id="a book"),
        pytest.param("Ada", "", NO_CODE, id="no code"),
        pytest.param("Ada", "demo", NO_CODE, id="the demo's code"),
        pytest.param("Ada", CODE[:-1], NO_CODE, id="a shorter code"),
        pytest.param("Ada", CODE + "x", NO_CODE, id="a longer code"),
        pytest.param("Ada", "\ud800", NO_CODE, id="half a character as code"),
        pytest.param("Ada", "x" * 10**6, NO_CODE, id="a book as code"),
    ],
)
def test_others_are_told_why_not(installation: Installation, name: str, code: str, told: str) -> None:
    with pytest.raises(CallError) as caught:
        installation.service.people.enter(name, code)
    assert str(caught.value) == told
    assert installation.service.people.names() == {}


def test_someone_comes_back_as_the_same(installation: Installation) -> None:
    assert installation.service.people.enter("  ada ", CODE) == installation.ada


def test_in_a_demo_anybody_comes_in_as_anybody(installation: Installation) -> None:
    installation.demo = True
    people = installation.service.people
    assert people.is_demo
    assert [people.enter(DEMO[role], OPEN[role]).role for role in Role] == list(Role)
    assert not Installation(folder=installation.folder).service.people.is_demo


def test_a_cookie_is_good_for_a_term(installation: Installation) -> None:
    people, ada = installation.service.people, installation.ada
    cookie = people.cookie(ada)
    assert people.known(cookie) == ada
    installation.clock.now += STAY
    assert people.known(cookie) == ada
    installation.clock.now += 1
    assert people.known(cookie) is None


def test_a_clock_that_is_set_back_signs_nobody_out(installation: Installation) -> None:
    cookie = installation.service.people.cookie(installation.ada)
    installation.clock.now -= 3600
    assert installation.service.people.known(cookie) == installation.ada


def test_a_changed_cookie_is_nobodys(installation: Installation) -> None:
    cookie = installation.service.people.cookie(installation.ada)
    changed = [cookie[:i] + ("A" if cookie[i] != "A" else "B") + cookie[i + 1 :] for i in range(len(cookie) - 1)]
    assert [one for one in changed if installation.service.people.known(one)] == []


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("", id="nothing"),
        pytest.param(".", id="a dot"),
        pytest.param("a.b.c", id="dots"),
        pytest.param("é\0\x80", id="no text"),
        pytest.param("\ud800.x", id="half a character"),
        pytest.param("x" * 100_000, id="a book"),
        pytest.param(str(URLSafeSerializer(b"guessed", salt="sign-in").dumps(["id", 0])), id="another secret's"),
        pytest.param(
            str(URLSafeSerializer(cookie_secret(SECRET), salt="other").dumps(["id", 0])), id="for something else"
        ),
    ],
)
def test_a_forged_cookie_is_nobodys(installation: Installation, cookie: str) -> None:
    assert installation.service.people.known(cookie) is None


def test_a_cookie_of_someone_who_is_gone_is_nobodys(installation: Installation) -> None:
    cookie = installation.service.people.cookie(installation.ada)
    with installation.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM people")
    assert installation.service.people.known(cookie) is None


def test_other_codes_let_nobody_stay(installation: Installation) -> None:
    door = installation.service.people
    cookie = door.cookie(installation.teacher)
    assert door.known(cookie) == installation.teacher
    for role in Role:
        assert replace(door, codes=door.codes | {role: "another"}).known(cookie) is None


def test_another_signing_key_makes_other_cookies() -> None:
    assert cookie_secret(SECRET) != cookie_secret(Key(secret=bytes(32)))
    assert SECRET.secret not in cookie_secret(SECRET)


def test_codes_and_secrets_are_not_shown(installation: Installation) -> None:
    shown = repr(installation.service.people)
    assert CODE not in shown
    assert "secret=" not in shown
