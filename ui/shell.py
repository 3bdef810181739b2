"""What is around every page: who is signed in, whether this is a demo; and who is sent to the door."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from grader.api import COOKIE
from grader.person import Person
from grader.service.service import Service
from ui import door, here


def frame(person: Person) -> None:
    """Say who is signed in, and whether this is a demo."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if here.service().people.is_demo:
            st.badge("Demo: nothing here is private", color="orange")
        st.caption(f"Signed in as {person.name}. [Sign out]({door.SIGN_OUT})")


def middleware(service: Service) -> list[Middleware]:
    """Return what stands before every request."""
    return [Middleware(Doorkeeper, service=service)]


class Doorkeeper:
    """Sends whoever opens a page without having signed in to the door, and from there back to the page."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the way to the door, or let the request through."""
        if scope["type"] == "http" and self._is_stranger(request := Request(scope)):
            target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            await RedirectResponse(door.address(target), 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_stranger(self, request: Request) -> bool:
        return _opens_a_page(request) and self.service.people.known(request.cookies.get(COOKIE, "")) is None


def _opens_a_page(request: Request) -> bool:
    """Whether this is someone who wants to see a page, rather than a script that wants a file."""
    path = request.url.path
    wants = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    return wants and not path.startswith((door.SIGN_IN, door.SIGN_OUT, "/api", "/_stcore", "/static"))
