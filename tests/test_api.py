"""The API as clients see it: what it answers, and what it refuses, always in a sentence."""

import json
import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import httpx
import pytest
import uvicorn
from contests import FILE, RACE, enter, score
from installed import Installation

from grader import __version__
from grader.api import COOKIE, MOST, application
from grader.person import Person
from grader.service.contests import NOT_YET
from grader.service.learner import LONGEST
from grader.service.signing import is_signed

ANSWER = {"course": "numbers", "exercise": "one", "answers": {"answer": "1"}}


@pytest.fixture
def client(installation: Installation) -> Iterator[httpx.Client]:
    """Give a client of a server on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = application(installation.service)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", ws="none", log_level="critical"))
    thread = Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as opened:
            yield opened
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def come_in(client: httpx.Client, installation: Installation, person: Person) -> None:
    client.cookies.set(COOKIE, installation.service.people.cookie(person))


@pytest.fixture
def ada(installation: Installation, client: httpx.Client) -> httpx.Client:
    come_in(client, installation, installation.ada)
    return client


def detail(response: httpx.Response) -> str:
    content = response.json()
    assert set(content) == {"detail"}
    assert isinstance(content["detail"], str)
    return content["detail"]


def test_an_answer_is_handed_in_graded_and_seen(installation: Installation, ada: httpx.Client) -> None:
    assert ada.get("/health").json() == {"status": "ok", "version": __version__, "waiting": 0}
    answered = ada.post("/submissions", json=ANSWER)
    assert answered.status_code == 202
    number = answered.json()["number"]
    waiting = ada.get(f"/submissions/{number}").json()
    assert waiting == {
        "number": number,
        "course": "numbers",
        "exercise": "one",
        "answers": {"answer": "1"},
        "variant": 0,
        "at": installation.clock.now,
        "state": "waiting",
        "progress": None,
        "report": None,
    }
    assert ada.get("/health").json()["waiting"] == 1
    installation.grade()
    graded = ada.get(f"/submissions/{number}").json()
    assert (graded["state"], graded["report"]["verdict"], graded["report"]["points"]) == ("graded", "passed", 1)


def test_a_report_is_signed_with_the_key_that_is_told(installation: Installation, ada: httpx.Client) -> None:
    number = ada.post("/submissions", json=ANSWER).json()["number"]
    installation.grade()
    report = ada.get(f"/submissions/{number}").json()["report"]
    line = json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    (key,) = ada.get("/keys").json()["ed25519"]
    assert is_signed(line, key)
    assert not is_signed(line.replace('"points":1', '"points":2'), key)


def test_the_same_answers_sent_twice_arrive_once(ada: httpx.Client) -> None:
    numbers = [ada.post("/submissions", json=ANSWER | {"token": "12345678"}).json()["number"] for _ in range(2)]
    assert numbers == [1, 1]
    assert ada.post("/submissions", json=ANSWER).json()["number"] == 2
    assert ada.post("/submissions", json=ANSWER).json()["number"] == 3


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param(None, id="no cookie"),
        pytest.param("", id="an empty one"),
        pytest.param("x.y.z", id="a forged one"),
    ],
)
def test_whoever_has_not_signed_in_is_sent_there(client: httpx.Client, cookie: str | None) -> None:
    if cookie is not None:
        client.cookies.set(COOKIE, cookie)
    for response in (client.post("/submissions", json=ANSWER), client.get("/submissions/1")):
        assert (response.status_code, detail(response)) == (401, "sign in first, at /sign-in")
    assert client.get("/health").status_code == 200


def test_somebody_elses_submission_is_not_there(installation: Installation, ada: httpx.Client) -> None:
    number = ada.post("/submissions", json=ANSWER).json()["number"]
    come_in(ada, installation, installation.bob)
    response = ada.get(f"/submissions/{number}")
    assert (response.status_code, detail(response)) == (404, f"there is no submission {number}")
    come_in(ada, installation, installation.teacher)
    assert ada.get(f"/submissions/{number}").status_code == 200


def test_nobody_hands_in_for_another(installation: Installation, ada: httpx.Client) -> None:
    sent = ANSWER | {"learner": installation.bob.id, "person": installation.bob.id, "take": 1, "seed": 5}
    number = ada.post("/submissions", json=sent).json()["number"]
    attempt = installation.service.learning.attempt(installation.teacher, number)
    assert (attempt.submission.learner, attempt.take) == (installation.ada.id, None)


@pytest.mark.parametrize("number", ["0", "-1", "2", str(2**63), str(-(2**63) - 1), "9" * 100])
def test_a_number_that_nobody_has_is_not_there(ada: httpx.Client, number: str) -> None:
    response = ada.get(f"/submissions/{number}")
    assert (response.status_code, detail(response)) == (404, f"there is no submission {int(number)}")


REFUSED = [
    pytest.param({"course": "nmbers"}, 404, "there is no course “nmbers”; did you mean numbers?", id="no course"),
    pytest.param({"exercise": "on"}, 404, "there is no exercise “on” in numbers; did you mean one?", id="no exercise"),
    pytest.param({"answers": {"b": "1"}}, 404, "there is no part “b” in this exercise", id="no part"),
    pytest.param({"variant": 1}, 409, "your variant of this exercise is 0", id="another variant"),
    pytest.param({"variant": -1}, 409, "your variant of this exercise is 0", id="a variant below the first"),
    pytest.param({"variant": 10**30}, 409, "your variant of this exercise is 0", id="a variant beyond all"),
    pytest.param({"answers": {"answer": "1" * (LONGEST + 1)}}, 422, "body.answers.answer: ", id="a book"),
    pytest.param({"answers": {"answer": 1}}, 422, "body.answers.answer: ", id="a number, not a text"),
    pytest.param({"answers": ["1"]}, 422, "body.answers: ", id="a list"),
    pytest.param({"answers": None}, 422, "body.answers: ", id="null"),
    pytest.param({"token": "short"}, 422, "body.token: ", id="a token that others may guess"),
    pytest.param({"token": "x" * 101}, 422, "body.token: ", id="a token too long"),
]


@pytest.mark.parametrize(("changed", "status", "told"), REFUSED)
def test_what_cannot_be_handed_in_is_refused_in_a_sentence(
    installation: Installation, ada: httpx.Client, changed: dict[str, Any], status: int, told: str
) -> None:
    response = ada.post("/submissions", json=ANSWER | changed)
    assert response.status_code == status
    assert detail(response).startswith(told)
    assert len(detail(response)) <= 300
    assert installation.service.desk.waiting() == 0


BODIES = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"points: 3", id="no JSON"),
    pytest.param(b"[]", id="a list"),
    pytest.param(b"\xff\xfe", id="no UTF-8"),
    pytest.param(json.dumps(ANSWER).replace('"1"', '"\\ud800"').encode(), id="half a character"),
    pytest.param(json.dumps(ANSWER).replace('"answer"', '"\\ud800"').encode(), id="half a character as a part"),
    pytest.param(json.dumps(ANSWER).replace('"one"', '"\\udcff"').encode(), id="half a character as an exercise"),
    pytest.param(json.dumps(ANSWER | {"token": "12345678\ud800"}).encode(), id="half a character as a token"),
    pytest.param(json.dumps(ANSWER | {"variant": float("nan")}).encode(), id="no number"),
    pytest.param(json.dumps(ANSWER | {"variant": float("inf")}).encode(), id="infinity"),
    pytest.param(json.dumps(ANSWER)[:-1].encode() + b', "variant": ' + b"9" * 5000 + b"}", id="an endless number"),
    pytest.param(b'{"course":' * 100_000, id="objects without end"),
]


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_request_is_refused_in_a_sentence(ada: httpx.Client, body: bytes) -> None:
    response = ada.post("/submissions", content=body, headers={"content-type": "application/json"})
    assert response.status_code in {400, 404, 409, 422}
    assert detail(response)


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_flood_is_refused_before_it_is_read(
    installation: Installation,
    client: httpx.Client,
    signed_in: bool,  # noqa: FBT001
) -> None:
    if signed_in:
        come_in(client, installation, installation.ada)
    sent = list[int]()

    def flood() -> Iterator[bytes]:
        for _ in range(40):
            sent.append(1)
            yield b" " * 1_000_000

    response = client.post("/submissions", content=flood(), headers={"content-type": "application/json"})
    assert (response.status_code, detail(response)) == (413, f"a request has up to {MOST:,} bytes")


def test_the_longest_answers_are_let_through(ada: httpx.Client) -> None:
    answers = {"first": "😀" * LONGEST, "second": "\0" * LONGEST}
    response = ada.post("/submissions", json=ANSWER | {"exercise": "times", "answers": answers})
    assert response.status_code == 202


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0", id="NUL"),
        pytest.param("😀", id="four bytes"),
        pytest.param("'; DROP TABLE submissions; --", id="SQL"),
        pytest.param("<script>alert(1)</script>", id="HTML"),
        pytest.param("", id="nothing"),
    ],
)
def test_any_text_is_an_answer(installation: Installation, ada: httpx.Client, text: str) -> None:
    number = ada.post("/submissions", json=ANSWER | {"answers": {"answer": text}}).json()["number"]
    installation.grade()
    found = ada.get(f"/submissions/{number}").json()
    assert (found["answers"], found["report"]["verdict"]) == ({"answer": text}, "unreadable")


def test_no_attempt_left_is_a_conflict(ada: httpx.Client) -> None:
    sent = ANSWER | {"exercise": "two"}
    assert [ada.post("/submissions", json=sent).status_code for _ in range(3)] == [202, 202, 409]


def test_a_database_that_cannot_be_used_is_not_the_clients_fault(installation: Installation, ada: httpx.Client) -> None:
    ada.post("/submissions", json=ANSWER)
    with installation.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET sql = 'rubbish'")
    installation.store.close()
    response = ada.get("/health")
    assert response.status_code == 503
    assert detail(response).startswith("The database can't be used just now (malformed database schema")


def test_the_routes_are_described(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {"/health", "/keys", "/standing", "/submissions", "/submissions/{number}"}
    assert client.get("/docs").status_code == 404


def test_the_standing_of_a_contest(installation: Installation, ada: httpx.Client) -> None:
    installation.rewrite(FILE, RACE)
    asked = {"course": "numbers", "exercise": "race"}
    refused = ada.get("/standing", params=asked)
    assert (refused.status_code, detail(refused)) == (409, NOT_YET)
    assert ada.get("/standing", params=asked | {"exercise": "one"}).status_code == 404
    enter(installation, installation.ada, score(0.9, 0.01), "sin(x)")
    enter(installation, installation.bob, score(0.8, 0.01))
    content = ada.get("/standing", params=asked).json()
    mine = {"mean": 0.9, "standard_error": 0.01, "seeds": 10, "is_mine": True, "formula": "sin(x)"}
    assert content["ranked"][0] == {"rank": 1, "is_tied": False, "name": "Ada"} | mine
    assert [one["name"] for one in content["ranked"]] == ["Ada", ""]
    assert [one["name"] for one in content["references"]] == ["none", "ReLU"]
    assert (content["best"], content["seeds"], content["is_named"]) == ("highest", 10, False)
    ada.cookies.clear()
    assert ada.get("/standing", params=asked).status_code == 401
