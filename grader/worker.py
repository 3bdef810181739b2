"""Take a submission, grade it, keep the report; again.

Workers are processes of their own: a check that hangs or dies takes no page with it.
"""

from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from time import monotonic

from grader.service.service import Service
from grader.settings import Settings, connect

PAUSE = 0.03  # s between two looks for submissions
CHORES = 1.0  # s between two looks for what is less urgent


def run(here: Settings, leash: Connection) -> None:
    """Work until the other end of the leash is closed, as it is when whoever holds it dies."""
    work(connect(here), lambda seconds: bool(wait([leash], seconds)))


def work(service: Service, rest: Callable[[float], bool]) -> None:
    """Work until told to stop.  rest: waits for so many seconds and says whether to stop."""
    busy, tidied = True, 0.0
    while not rest(0.0 if busy else PAUSE):
        busy = grade_one(service)
        if not busy and monotonic() - tidied > CHORES:
            service.quizzes.ring()
            busy = service.teaching.prove_one()
            tidied = tidied if busy else monotonic()


def grade_one(service: Service) -> bool:
    """Grade the oldest submission that waits; say whether there was one."""
    claim = service.desk.claim()
    if claim is None:
        return False
    service.desk.finish(claim, service.desk.grade(claim))
    return True
