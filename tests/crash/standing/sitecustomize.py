"""What makes the service stand still at one point when told to, so that it can be killed exactly there.

Python imports a module of this name when it starts, so that web process and workers have it without knowing it.  In
the folder that GRADER_STANDING names, the file `armed` holds the name of a point.  Whoever comes to it first takes the
file away, writes its process id to `reached`, and waits for `go`.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import ParamSpec, TypeVar

from sqlalchemy.engine.default import DefaultDialect

from grader.checks import equals
from grader.service import desk
from grader.service.desk import Desk
from grader.service.library import Library
from grader.store import jobs

FOLDER = Path(os.environ["GRADER_STANDING"])
LEASE = 2.5  # s, instead of ten: every second killing waits for one to run out
PATIENCE = 180.0  # s after which nobody is going to kill us

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Doing(threading.local):
    """What a thread is about."""

    deed = ""  # what its transaction changes
    grades = False  # a submission, and not an exercise's proof


doing = Doing()


def reach(point: str) -> None:
    """Stand still here, if this is the point and nobody has come to it before."""
    try:
        if (FOLDER / "armed").read_text() != point:
            return
        (FOLDER / "armed").rename(FOLDER / "taken")
    except FileNotFoundError:
        return
    (FOLDER / "taken").write_text(str(os.getpid()))
    (FOLDER / "taken").rename(FOLDER / "reached")
    until = monotonic() + PATIENCE
    while not (FOLDER / "go").exists() and monotonic() < until:
        sleep(0.005)


def does(deed: str, verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return the verb, which tells what the transaction changes, unless it finds nothing to change."""

    def done(*given: Given.args, **named: Given.kwargs) -> Answer:
        answer = verb(*given, **named)
        if verb is put or answer:
            doing.deed = deed
        return answer

    return done


def commits(commit: Callable[Given, None]) -> Callable[Given, None]:
    """Return the commit, with a point before it and one after it."""

    def committed(*given: Given.args, **named: Given.kwargs) -> None:
        deed, doing.deed = doing.deed, ""
        reach(f"before the commit of {deed}")
        commit(*given, **named)
        reach(f"after the commit of {deed}")

    return committed


def grades(grade: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return the grading, with a point before it."""

    def graded(*given: Given.args, **named: Given.kwargs) -> Answer:
        reach("after the claim")
        doing.grades = True
        try:
            return grade(*given, **named)
        finally:
            doing.grades = False

    return graded


def looks(shelf: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return the look at the courses, with a point before it for whoever grades."""

    def looked(*given: Given.args, **named: Given.kwargs) -> Answer:
        if doing.grades:
            reach("before reading the exercise")
        return shelf(*given, **named)

    return looked


def finishes(finish: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return the finishing, with a point before it."""

    def finished(*given: Given.args, **named: Given.kwargs) -> Answer:
        reach("before the finish")
        return finish(*given, **named)

    return finished


def compares(equal: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return the comparison, with a point where the check knows its outcome but has not said it."""

    def compared(*given: Given.args, **named: Given.kwargs) -> Answer:
        answer = equal(*given, **named)
        if doing.grades:
            reach("in mid-check")
        return answer

    return compared


put = jobs.put
jobs.put = does("a submission", put)
jobs.claim = does("a claim", jobs.claim)
jobs.finish = does("a report", jobs.finish)
jobs.LEASE = desk.LEASE = LEASE
DefaultDialect.do_commit = commits(DefaultDialect.do_commit)
Desk.grade = grades(Desk.grade)
Library.shelf = looks(Library.shelf)
Desk.finish = finishes(Desk.finish)
equals.equal = compares(equals.equal)
