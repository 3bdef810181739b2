"""The service over HTTP, as JSON: each route is one call to Service; what can't be done is a sentence in `detail`.

Who asks is known by the cookie of the pages' sign-in.  It is SameSite=Lax, so that no other site can submit for one.
"""

from collections.abc import Callable
from dataclasses import asdict
from secrets import token_urlsafe
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grader import __version__
from grader.attempt import Attempt
from grader.errors import CallError, StoreError
from grader.person import Person
from grader.service.learner import LONGEST
from grader.service.service import Service

COOKIE = "grader"  # who someone is
MOST = 8_000_000  # bytes of a request: 26 parts of the longest answers, every character escaped
SHOWN = 300  # characters of what is wrong with a request

Answers = dict[str, Annotated[str, Field(max_length=LONGEST)]]


class Handing(BaseModel):
    """What is handed in.

    answers: text by part, as typed.
    variant: from 0; the learner's own if left out.
    token: chosen by the sender, so that the same answers sent twice arrive once.
    """

    course: str
    exercise: str
    answers: Answers
    variant: int | None = None
    token: str = Field(default_factory=token_urlsafe, min_length=8, max_length=100)


def application(service: Service) -> FastAPI:
    """Return the routes; FastAPI describes them at /api/openapi.json."""
    api = FastAPI(title="grader", version=__version__, docs_url=None, redoc_url=None)
    asker = Depends(_asker(service))
    api.exception_handler(CallError)(_refuse)
    api.exception_handler(RequestValidationError)(_refuse_malformed)
    api.add_middleware(Bounded)

    @api.get("/health")
    def health() -> dict[str, Any]:
        """Say that the service answers, and how many submissions wait."""
        return {"status": "ok", "version": __version__, "waiting": service.desk.waiting()}

    @api.get("/keys")
    def keys() -> dict[str, list[str]]:
        """Return the public keys that reports are signed with."""
        return {"ed25519": [service.key.public]}

    @api.post("/submissions", status_code=202)
    def submit(handing: Handing, person: Annotated[Person, asker]) -> dict[str, int]:
        """Hand in answers; the submission is kept when this answers."""
        sheet = service.learning.sheet(person, handing.course, handing.exercise, variant=handing.variant)
        if handing.variant not in {None, sheet.number}:
            raise CallError(f"your variant of this exercise is {sheet.number}")
        number = service.learning.submit(sheet.work, handing.answers, token=handing.token, variant=sheet.number)
        return {"number": number}

    @api.get("/submissions/{number}")
    def submission(number: int, person: Annotated[Person, asker]) -> dict[str, Any]:
        """Return what has become of a submission: its state, how far its grading is, its report once there is one."""
        return _shown(service.learning.attempt(person, number))

    @api.get("/standing")
    def standing(course: str, exercise: str, person: Annotated[Person, asker]) -> dict[str, Any]:
        """Return where the entries of a contest stand; learners need one of their own that has a score."""
        return asdict(service.contests.standing(person, course, exercise))

    return api


def _asker(service: Service) -> Callable[[Request], Person]:
    def asker(request: Request) -> Person:
        person = service.people.known(request.cookies.get(COOKIE, ""))
        if person is None:
            raise HTTPException(401, "sign in first, at /sign-in")
        return person

    return asker


def _refuse(request: Request, error: Exception) -> JSONResponse:
    del request
    if isinstance(error, StoreError):
        return _said(503, str(error))
    return _said(404 if "there is no" in str(error) else 409, str(error))


def _refuse_malformed(request: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with a request, without what it held: that may be what no JSON can hold."""
    del request
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    told = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return _said(422, "; ".join(told)[:SHOWN])


def _said(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"detail": sentence.encode(errors="replace").decode()}, status)


class Bounded:
    """Refuses a request before all of it is read, if it is far too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, counting."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MOST:
                raise HTTPException(413, f"a request has up to {MOST:,} bytes")
            return message

        await self.app(scope, counted, send)


def _shown(attempt: Attempt) -> dict[str, Any]:
    progress = attempt.progress
    return {
        "number": attempt.number,
        "course": attempt.course,
        "exercise": attempt.submission.exercise,
        "answers": dict(attempt.submission.answers),
        "variant": attempt.submission.variant,
        "at": attempt.at,
        "state": attempt.state.value,
        "progress": progress and {"step": progress.step, "of": progress.of, "best": progress.best},
        "report": attempt.report and attempt.report.to_dict(),
    }
