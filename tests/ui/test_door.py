"""The door, without a browser."""

from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette

from grader.api import COOKIE
from grader.person import Role
from grader.service.service import Service
from ui import door


@pytest.fixture
def client(service: Service, reach: Callable[..., httpx.Client]) -> httpx.Client:
    return reach(Starlette(routes=door.routes(service)))


def test_the_form_keeps_where_one_wanted_to_go(client: httpx.Client) -> None:
    assert 'name="next" value="/lab?f=x&amp;g=1"' in client.get("/sign-in", params={"next": "/lab?f=x&g=1"}).text


def test_the_wrong_code_is_told_and_the_name_kept(client: httpx.Client) -> None:
    answer = client.post("/sign-in", data={"name": '<b a="1">', "code": "x", "next": "/lab"})
    assert answer.status_code == 403
    assert 'role="alert"' in answer.text
    assert "&lt;b a=&quot;1&quot;&gt;" in answer.text
    assert 'value="/lab"' in answer.text
    assert COOKIE not in answer.cookies


@pytest.mark.parametrize("name", ["", " \n", "x" * 61, "a\u202eb"])
def test_a_name_that_will_not_do(name: str, client: httpx.Client) -> None:
    assert client.post("/sign-in", data={"name": name, "code": "join-us"}).status_code == 403


TARGETS = [
    pytest.param("/lab?f=x", "/lab?f=x", id="a page of ours"),
    pytest.param("", "/", id="none"),
    pytest.param("//evil.test", "/", id="another host"),
    pytest.param("/\\evil.test", "/", id="another host, to some browsers"),
    pytest.param("https://evil.test", "/", id="another site"),
    pytest.param("javascript:alert(1)", "/", id="a script"),
    pytest.param("/\t/evil.test", "/", id="what browsers leave out"),
    pytest.param("/a\r\nset-cookie: x=y", "/", id="another header"),
]


@pytest.mark.parametrize(("target", "expected"), TARGETS)
def test_one_arrives_at_a_page_of_ours(target: str, expected: str, client: httpx.Client) -> None:
    answer = client.post("/sign-in", data={"name": "Emmy", "code": "join-us", "next": target})
    assert answer.status_code == 303
    assert answer.headers["location"] == expected
    assert door.address(expected).startswith(door.SIGN_IN)


def test_the_code_says_who_teaches(client: httpx.Client, service: Service) -> None:
    for code, role in {"join-us": Role.LEARNER, "TEACH-us ": Role.TEACHER}.items():
        answer = client.post("/sign-in", data={"name": "Emmy", "code": code})
        person = service.people.known(answer.cookies[COOKIE])
        assert person is not None
        assert person.role is role


def test_a_cookie_goes_back_over_https_alone(service: Service, reach: Callable[..., httpx.Client]) -> None:
    client = reach(Starlette(routes=door.routes(service)), "https")
    answer = client.post("/sign-in", data={"name": "Emmy", "code": "join-us"})
    assert "Secure" in answer.headers["set-cookie"]


def test_signing_out_takes_the_cookie(client: httpx.Client) -> None:
    client.post("/sign-in", data={"name": "Emmy", "code": "join-us"})
    assert client.cookies.get(COOKIE)
    answer = client.get("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert not client.cookies.get(COOKIE)
