"""What stands before every request."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from grader.api import COOKIE
from grader.service.service import Service
from ui import assets, door, middleware

PAGE = "<html><head></head><body>page</body></html>"
BROWSER = {"accept": "text/html,*/*"}


def page(request: Request) -> Response:
    if request.url.path == "/pieces":
        return StreamingResponse(iter(["<html><head></", "head></html>"]), media_type="text/html")
    assert "accept-encoding" not in request.headers or "text/html" not in request.headers.get("accept", "")
    return HTMLResponse(PAGE, headers={"etag": "old", "last-modified": "then", "accept-ranges": "bytes"})


def static(request: Request) -> Response:
    return PlainTextResponse(f"as it is: {request.url.path}")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


@pytest.fixture
def client(service: Service, reach: Callable[..., httpx.Client]) -> httpx.Client:
    routes = [
        *door.routes(service),
        assets.route(),
        Route("/static/{rest:path}", static),
        WebSocketRoute("/_stcore/stream", socket),
        Route("/{rest:path}", page),
    ]
    app = Starlette(routes=routes, middleware=middleware.middleware(service))
    return reach(app)


@pytest.fixture
def known(client: httpx.Client) -> httpx.Client:
    answer = client.post("/sign-in", data={"name": "Emmy", "code": "join-us", "next": "/lab"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/lab")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    return client


def test_whoever_is_unknown_goes_to_the_door(client: httpx.Client) -> None:
    answer = client.get("/exercise?id=a&course=b", headers=BROWSER)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/exercise%3Fid%3Da%26course%3Db"
    assert client.get("/", headers=BROWSER).headers["location"] == "/sign-in"


def test_a_forged_cookie_opens_nothing(client: httpx.Client) -> None:
    client.cookies.set(COOKIE, "WyJhIiwxXQ.forged")
    assert client.get("/lab", headers=BROWSER).status_code == 303


def test_a_page_gets_our_head(known: httpx.Client) -> None:
    answer = known.get("/lab", headers=BROWSER)
    assert answer.status_code == 200
    assert "BACKEND_BASE_URL" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert not {"etag", "last-modified", "accept-ranges"} & set(answer.headers)
    assert "BACKEND_BASE_URL" in known.get("/pieces", headers=BROWSER).text


def test_what_is_no_page_passes_as_it_is(client: Any) -> None:
    assert client.get("/favicon.png", headers={"accept": "image/png"}).text == PAGE
    assert client.post("/x", headers=BROWSER).status_code == 405
    with client.websocket_connect("/_stcore/stream") as session:
        assert session.receive_text() == "hello"


def test_a_file_of_streamlit_comes_compressed_and_once(client: httpx.Client) -> None:
    found = next(middleware.STATIC.rglob("*.css")).relative_to(middleware.STATIC)
    asked = f"/static/{found.relative_to('static')}"
    for _ in range(2):
        answer = client.get(asked, headers={"accept-encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.content == (middleware.STATIC / found).read_bytes()
    assert client.get(asked, headers={"accept-encoding": "identity"}).text == f"as it is: {asked}"


ELSEWHERE = [
    "/static/none.js",
    "/static/media",
    "/static/..%2F..%2F..%2Fstreamlit%2F__init__.py",
    "/static/..%2Findex.html",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_is_no_file_of_streamlit_is_not_ours_to_send(path: str, client: httpx.Client) -> None:
    assert client.get(path, headers={"accept-encoding": "gzip"}).text.startswith("as it is")


def test_compressed_content_is_whole() -> None:
    found = next(middleware.STATIC.rglob("*.js"))
    answer = middleware._compressed(f"/{found.relative_to(middleware.STATIC)}")
    assert answer is not None
    assert gzip.decompress(bytes(answer.body)) == Path(found).read_bytes()


def test_a_script_of_ours_comes_under_an_address_that_changes_with_it(known: httpx.Client) -> None:
    assert assets.EDITOR in known.get("/lab", headers=BROWSER).text
    beside = assets.EDITOR.replace("editor.js", "codemirror.js")
    for asked, name in ((assets.EDITOR, "editor.js"), (beside, "codemirror.js")):
        for coding in ("gzip", "identity"):
            answer = known.get(asked, headers={"accept-encoding": coding})
            assert answer.content == assets.FILES[name]
            assert answer.headers.get("content-encoding", "identity") == coding
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/assets/old/editor.js", f"{assets.EDITOR[:-9]}codemirror.md"])
def test_no_other_script_does(path: str, client: httpx.Client) -> None:
    assert client.get(path).status_code == 404


def test_the_editor_is_small_free_and_asks_nobody() -> None:
    bundle = assets.FILES["codemirror.js"].decode()
    assert len(bundle) < 400_000
    assert "MIT License" in bundle[:100]
    assert set(re.findall(r"https?://[^\"'`]*", bundle[bundle.index("*/") :])) <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("path", ["/a/b", "/a/b/c?d=e", "/exercise/x"])
def test_no_page_lies_deeper_than_one_level(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
