"""What stands before every request: the doorkeeper, compressed files, and a head with what Streamlit's page lacks."""

import gzip
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grader.api import COOKIE
from grader.service.service import Service
from ui import assets, door

STATIC: Final = Path(streamlit.__file__).parent / "static"
TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
HEAD: Final = (Path(__file__).parent / "shell.html").read_bytes().replace(b"EDITOR", assets.EDITOR.encode())
OURS: Final = (door.SIGN_IN, door.SIGN_OUT, "/api/", "/_stcore/", "/static/", "/media/", "/component/", assets.HOME)


def middleware(service: Service) -> list[Middleware]:
    """Return what a request passes, the first one first."""
    return [Middleware(Doorkeeper, service=service), Middleware(Compressed), Middleware(Shell)]


class Doorkeeper:
    """Sends whoever opens a page without having signed in to the door, and from there back to the page."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the way to the door, or let the request through."""
        elsewhere = self._elsewhere(Request(scope)) if _opens_a_page(scope) else ""
        answer = RedirectResponse(elsewhere, 303) if elsewhere else self.app
        await answer(scope, receive, send)

    def _elsewhere(self, request: Request) -> str:
        """Return where to go instead; nothing for a page that is there, and somebody who may see it."""
        if "/" in request.url.path.strip("/"):
            return "/"  # no page of ours lies that deep
        if self.service.people.known(request.cookies.get(COOKIE, "")):
            return ""
        return door.address(request.url.path + (f"?{request.url.query}" if request.url.query else ""))


class Compressed:
    """Sends Streamlit's own files compressed, each compressed once: a first visit is 2.7 MB, not 7.7."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Response | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a compressed file, if there is one and it is wanted."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/static/")
        if asked and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            path = scope["path"]
            if path not in self.kept:
                self.kept[path] = _compressed(path)
            if found := self.kept[path]:
                await found(scope, receive, send)
                return
        await self.app(scope, receive, send)


class Shell:
    """Adds our head to the page that Streamlit sends; every other answer passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and add to the answer if it is a page."""
        if not _opens_a_page(scope):
            await self.app(scope, receive, send)
            return
        # A page must come whole: neither compressed, nor “unchanged since”, for the head may have changed.
        unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        start: Message = {}
        body = bytearray()

        async def add(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await send(_sized(start, page := bytes(body).replace(b"</head>", HEAD, 1)))
                await send({"type": "http.response.body", "body": page})

        await self.app(plain, receive, add)


def _sized(start: Message, page: bytes) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):
        del headers[name]
    headers["content-length"] = str(len(page))
    return {**start, "headers": headers.raw}


def _compressed(path: str) -> Response | None:
    """Return one of Streamlit's files as an answer; None if there is no such file, or it gains nothing."""
    file = (STATIC / path.lstrip("/")).resolve()
    if file.suffix not in TYPES or not file.is_relative_to(STATIC) or not file.is_file():
        return None
    headers = {
        "content-encoding": "gzip",
        "vary": "Accept-Encoding",
        "cache-control": "public, immutable, max-age=31536000",  # a file's name holds the hash of its content
        "x-content-type-options": "nosniff",
    }
    return Response(gzip.compress(file.read_bytes(), 6), headers=headers, media_type=TYPES[file.suffix])


def _opens_a_page(scope: Scope) -> bool:
    """Whether someone wants to see one of Streamlit's pages, rather than a script a file."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(OURS):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")
