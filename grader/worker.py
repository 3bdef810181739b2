"""Take a submission, grade it, keep the report; again.

Workers are processes of their own: a check that hangs or dies takes no page with it.
"""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Event, Lock, Thread
from time import monotonic, sleep

from grader import output
from grader.errors import CallError, StoreError
from grader.service.service import Service
from grader.settings import Settings, connect

PAUSE = 0.05  # s between two looks for submissions
SETBACK = 2.0  # s until a database that can't be used is tried again
FAREWELL = 1.0  # s in which a worker that grades nothing comes to its end by itself
CHORES = 1.0  # s between two looks for what is less urgent

Held = AbstractContextManager[object]
NOTHING: Held = nullcontext()


def main() -> None:
    """Work with the settings that the first line of the input holds, until the input is closed."""
    said = sys.stdin.readline()
    if not said:
        return  # whoever started us has died since
    try:
        service = connect(Settings.from_json(said))
    except (CallError, OSError) as error:
        output.complain(str(error))
        sys.exit(1)
    stop, grading = Event(), Lock()
    Thread(target=_listen, args=(stop, grading), daemon=True).start()
    work(service, stop.wait, grading)


def _listen(stop: Event, grading: Held) -> None:
    """Wait until the other end of the input is closed, as it is when whoever started us dies; then end what is left.

    A grading is brought to its end; to verify an exercise may take a minute, and is taken up again by another.
    """
    sys.stdin.read()
    stop.set()
    with grading:
        sleep(FAREWELL)
        os._exit(0)


def work(service: Service, rest: Callable[[float], bool], grading: Held = NOTHING) -> None:
    """Work until told to stop.

    rest: waits for so many seconds and says whether to stop.  grading: held while something is graded.
    """
    pause, due = 0.0, 0.0
    while not rest(pause):
        try:
            with grading:
                busy = grade_one(service)
            if monotonic() >= due:
                service.quizzes.ring()
                busy = busy or service.teaching.prove_one()
                due = due if busy else monotonic() + CHORES
        except StoreError as error:  # nothing is lost: what was taken up will be taken up again
            output.complain(str(error))
            pause = SETBACK
        else:
            pause = 0.0 if busy else PAUSE


def grade_one(service: Service) -> bool:
    """Grade the oldest submission that waits; say whether there was one."""
    claim = service.desk.claim()
    if claim is None:
        return False
    service.desk.finish(claim, service.desk.grade(claim))
    return True


if __name__ == "__main__":
    main()
