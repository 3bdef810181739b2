"""The service over HTTP, as JSON: each route is one call to Service.

Who asks is known by the cookie of the pages' sign-in.  It is SameSite=Lax, so that no other site can submit for one.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from grader import __version__
from grader.attempt import Attempt
from grader.errors import CallError
from grader.person import Person
from grader.service.learner import LONGEST
from grader.service.service import Service
from grader.store.notes import Work

COOKIE = "grader"  # who someone is

Answers = dict[str, Annotated[str, Field(max_length=LONGEST)]]


class Handing(BaseModel):
    """What is handed in.

    answers: text by part, as typed.
    variant: from 0; the learner's own if left out.
    token: chosen by the sender, so that what is sent twice arrives once.
    """

    course: str
    exercise: str
    answers: Answers
    variant: int | None = None
    token: str = Field(default_factory=token_urlsafe, min_length=8, max_length=100)


def application(service: Service) -> FastAPI:
    """Return the routes; FastAPI describes them at /api/docs and /api/openapi.json."""
    api = FastAPI(title="grader", version=__version__, docs_url=None, redoc_url=None)
    asker = Depends(_asker(service))
    api.exception_handler(CallError)(_refuse)

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
        work = Work(learner=person.id, course=handing.course, exercise=handing.exercise)
        number = service.learning.submit(work, handing.answers, token=handing.token, variant=sheet.number)
        return {"number": number}

    @api.get("/submissions/{number}")
    def submission(number: int, person: Annotated[Person, asker]) -> dict[str, Any]:
        """Return what has become of a submission: its state, how far its grading is, its report once there is one."""
        return _shown(service.learning.attempt(person, number))

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
    return JSONResponse({"detail": str(error)}, 404 if "there is no" in str(error) else 409)


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
