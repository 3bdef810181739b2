"""Killed at any point, the service loses nothing, grades nothing twice, and shows learners the true state.

Real processes, SIGKILL, a database file, a page in a browser.  A sample is tried; `pytest --full` kills 20 times at
each point, half of the answers being handed in through the API and half on the page.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from time import sleep

import httpx
import pytest
from killable import SIZE, Service, until
from onlooker import FAILED, ON_ITS_WAY, PASSED, RIGHT, WRONG, Learner, arrive
from playwright.sync_api import Browser

SOON = 15.0  # s for a worker to be replaced, or to notice that its service is no more: one or two on an idle machine
DELAYED = 1  # more takings there may be: a busy machine can let a lease run out
LEASES = 5.0  # s: two of those in standing/sitecustomize.py
BY = [pytest.param("API", id="handed in through the API"), pytest.param("page", id="handed in on the page")]

# takings: how often the submission has been taken up when all is over.
WORKER = [
    pytest.param("before the commit of a claim", 1, id="before the commit of a claim, which is as if never made"),
    pytest.param("after the commit of a claim", 2, id="after the commit of a claim, which is made again"),
    pytest.param("after the claim", 2, id="after the claim, which is made again"),
    pytest.param("in mid-check", 2, id="in mid-check, which is done again"),
    pytest.param("before the finish", 2, id="before the finish, which nobody knows of"),
    pytest.param("before the commit of a report", 2, id="before the commit of a report, which is made again"),
    pytest.param("after the commit of a report", 1, id="after the commit of a report, which stands"),
]
# kept: the answers in the database while nobody serves, each with its job.
WEB = [
    pytest.param("before the commit of a submission", [WRONG], id="before its commit a submission is not there"),
    pytest.param("after the commit of a submission", [WRONG, RIGHT], id="after its commit a submission is there"),
]
# late: takings if the worker that is left behind goes on only when others have had the time to take its job.
BEHIND = [
    pytest.param("after the claim", 2, id="while a worker stands after the claim"),
    pytest.param("before reading the exercise", 1, id="while a worker reads the exercise, and says that it lives"),
    pytest.param("in mid-check", 1, id="while a worker stands in mid-check, and says that it lives"),
    pytest.param("before the finish", 2, id="while a worker stands before the finish"),
]

TIMES = 10  # a full run hands in so often each way

names = (f"Learner {i}" for i in count(1))


@pytest.fixture
def learners(
    by: str,
    full: bool,  # noqa: FBT001  as the option is
    service: Service,
    browser: Browser | None,
    require: Callable[[str, bool], None],
) -> Iterator[Iterator[Learner]]:
    """Give learners one after the other; when each has gone, nothing may be amiss."""
    if by == "page":
        require("browser", browser is not None)

    def come() -> Iterator[Learner]:
        for _ in range(TIMES if full else 1):
            service.recovers()
            with arrive(service, browser, next(names)) as learner:
                yield learner
            service.holds_together()

    coming = come()
    yield coming
    coming.close()


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(("point", "takings"), WORKER)
def test_a_worker_is_killed(point: str, takings: int, by: str, service: Service, learners: Iterator[Learner]) -> None:
    for learner in learners:
        with handing_in(learner, point, by) as victim:
            assert victim in service.workers()
            learner.looks()
            os.kill(victim, signal.SIGKILL)
            replaced(service, victim)
        is_graded_once(learner, by, takings)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(("point", "kept"), WEB)
def test_the_web_process_is_killed(
    point: str, kept: list[str], by: str, service: Service, learners: Iterator[Learner]
) -> None:
    for learner in learners:
        with handing_in(learner, point, by, acknowledged=False) as victim:
            assert service.web is not None
            assert victim == service.web.pid
            service.kill_web()
        until(lambda: not service.orphans(), "workers without a service go", SOON, service.processes)
        assert [row.answer for row in learner.rows() if row.done is not None] == kept
        service.start()
        if by == "API":
            learner.posts(RIGHT, learner.token)
        elif RIGHT not in kept:
            learner.clicks()
        is_graded_once(learner, by, 1)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(("point", "late"), BEHIND)
def test_the_web_process_is_killed_and_leaves_behind(
    point: str, late: int, by: str, service: Service, learners: Iterator[Learner]
) -> None:
    for i, learner in enumerate(learners):
        with handing_in(learner, point, by) as worker:
            service.kill_web()
            until(lambda: service.orphans() == [worker], "the other worker goes", SOON, service.processes)
            if is_late := i % 2 == (by == "API"):
                service.start()
                others_had_time(learner, by, late)
            service.go()
            until(lambda: not service.orphans(), "the worker left behind goes", SOON, service.processes)
            if not is_late:
                assert learner.rows()[-1].verdict == PASSED
                service.start()
        is_graded_once(learner, by, late if is_late else 1)


@contextmanager
def handing_in(learner: Learner, point: str, by: str, *, acknowledged: bool = True) -> Iterator[int]:
    """Hand in the right answer; give the process that stands still at the point.

    acknowledged: whether the API says that it has the answer; else it must not say so.
    """
    service = learner.service
    service.arm(point)
    if by == "page":
        learner.clicks()
        yield service.reached()
        return
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(learner.posts, RIGHT, learner.token)
        reached = service.reached()
        learner.looks()
        if acknowledged:
            sent.result()
        yield reached
        assert acknowledged or isinstance(sent.exception(), httpx.TransportError)


def replaced(service: Service, victim: int) -> None:
    """Wait until another worker has come in a killed one's place."""
    until(lambda: victim not in (now := service.workers()) and len(now) == SIZE, "a new worker comes", SOON)


def others_had_time(learner: Learner, by: str, takings: int) -> None:
    """Wait until the lease has run out, so that the job is done by another worker unless its own says that it lives."""
    if takings > 1:
        service = learner.service
        until(
            lambda: learner.rows()[-1].verdict == PASSED,
            "another worker does the job",
            seen=lambda: (learner.rows(), service.tells()),
        )
        return
    sleep(LEASES)
    assert (learner.rows()[-1].takings, learner.rows()[-1].verdict) == (takings, None)
    learner.sees(ON_ITS_WAY, again=by == "API")


def is_graded_once(learner: Learner, by: str, takings: int) -> None:
    """Wait for the verdict; the page shows it by itself if the answer was handed in there."""
    until(lambda: learner.looks() and learner.rows()[-1].verdict == PASSED, "the answer is graded", seen=learner.rows)
    learner.sees(PASSED, again=by == "API")
    if by == "API":
        assert learner.posts(RIGHT, learner.token) == learner.rows()[-1].number
    rows = learner.rows()
    assert [(row.answer, row.verdict) for row in rows] == [(WRONG, FAILED), (RIGHT, PASSED)]
    assert rows[-1].takings in {takings, takings + DELAYED}
