"""Signing in and out: a plain form on a route of its own, because only an answer to a request can set a cookie.

The cookie is HttpOnly, so that no script can read it, and SameSite=Lax, so that no other site's form can use it.
"""

from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.api import COOKIE
from grader.errors import CallError
from grader.person import Role
from grader.service.people import DEMO, OPEN, STAY
from grader.service.service import Service

SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"

_PAGE = Template((Path(__file__).parent / "door.html").read_text(encoding="utf-8"))


def routes(service: Service) -> list[Route]:
    """Return the routes of the door."""

    async def form(request: Request) -> Response:
        return HTMLResponse(_form(service, _target(request.query_params.get("next", ""))))

    async def enter(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=10) as sent:
            name, code, target = (str(sent.get(field, "")) for field in ("name", "code", "next"))
        try:
            person = await run_in_threadpool(service.people.enter, name, code)  # it may wait for its turn to write
        except CallError as error:
            return HTMLResponse(_form(service, _target(target), name=name, fault=str(error)), 403)
        answer = RedirectResponse(_target(target), 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, service.people.cookie(person), max_age=STAY, httponly=True, samesite="lax", secure=secure
        )
        return answer

    async def leave(request: Request) -> Response:
        del request
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE)
        return answer

    return [
        Route(SIGN_IN, form, methods=["GET"]),
        Route(SIGN_IN, enter, methods=["POST"]),
        Route(SIGN_OUT, leave, methods=["GET"]),
    ]


def address(target: str) -> str:
    """Return the address of the door for someone who wanted to go to a page."""
    return SIGN_IN if target in {"", "/"} else f"{SIGN_IN}?next={quote(target)}"


def _target(text: str) -> str:
    """Return the page to go to after signing in: one of ours, whatever a link says."""
    return text if text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() else "/"


def _form(service: Service, target: str, *, name: str = "", fault: str = "") -> str:
    demo = service.people.is_demo
    return _PAGE.substitute(
        fault=f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else "",
        demo="".join(_demo(role, target) for role in Role) if demo else "",
        intro=_DEMO if demo else "<p>Write your name and the join code that your teacher gave you.</p>",
        name=escape(name, quote=True),
        next=escape(target, quote=True),
        code=OPEN[Role.LEARNER] if demo else "",
    )


_DEMO = """<p class="demo"><strong>This is a demo.</strong> Anybody may come in as anybody, and see what others wrote;
nothing here is private, and nothing counts.</p>"""


def _demo(role: Role, target: str) -> str:
    return f"""<form method="post" action="{SIGN_IN}">
<input type="hidden" name="name" value="{DEMO[role]}"><input type="hidden" name="code" value="{OPEN[role]}">
<input type="hidden" name="next" value="{escape(target, quote=True)}">
<button>Enter as {DEMO[role].lower()}</button></form>"""
