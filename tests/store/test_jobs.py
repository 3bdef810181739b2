"""Leases: a job is done once, whoever dies, comes late, or sets the clock back."""

import subprocess
import sys

import pytest
from installed import NOON, Installation

from grader.attempt import Progress, State
from grader.report import Report
from grader.store import jobs
from grader.store.jobs import LEASE, TRIES, Claim

WORKERS, JOBS = 4, 200
WORKER = """
import sys, time
from grader.store import jobs, open_store
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
while True:
    with store.writing() as connection:
        claim = jobs.claim(connection, time.time())
    if claim is None:
        break
    print(claim.submitted.number, claim.attempt, flush=True)
    time.sleep(0.002)
store.close()
"""


def claim(installation: Installation) -> Claim | None:
    with installation.store.writing() as connection:
        return jobs.claim(connection, installation.clock())


def taken(installation: Installation) -> Claim:
    found = claim(installation)
    assert found is not None
    return found


def finish(installation: Installation, held: Claim) -> bool:
    report = Report(
        submission="s", exercise="one", title="", revision="", version="", variant=0, seed=0, parts=(), hint="h"
    )
    with installation.store.writing() as connection:
        return jobs.finish(connection, held, report, installation.clock())


def waiting(installation: Installation) -> int:
    return installation.service.desk.waiting()


def test_the_oldest_job_is_taken_up_first_and_each_once(installation: Installation) -> None:
    numbers = [installation.submit() for _ in range(3)]
    assert [taken(installation).submitted.number for _ in numbers] == numbers
    assert claim(installation) is None
    assert waiting(installation) == len(numbers)


def test_a_job_that_is_done_is_taken_up_no_more(installation: Installation) -> None:
    installation.submit()
    held = taken(installation)
    assert finish(installation, held)
    installation.clock.now += 10 * LEASE
    assert claim(installation) is None
    assert waiting(installation) == 0
    assert not finish(installation, held)


@pytest.mark.parametrize(
    ("beats", "later", "free"),
    [
        pytest.param(0, LEASE - 0.1, False, id="a lease holds"),
        pytest.param(0, LEASE, True, id="a lease runs out"),
        pytest.param(5, LEASE - 0.1, False, id="a beat prolongs it"),
        pytest.param(5, LEASE, True, id="until the beats end"),
    ],
)
def test_a_lease(installation: Installation, beats: int, later: float, free: bool) -> None:  # noqa: FBT001
    installation.submit()
    held = taken(installation)
    for _ in range(beats):
        installation.clock.now += LEASE / 2
        with installation.store.writing() as connection:
            jobs.beat(connection, held, installation.clock())
    installation.clock.now += later
    again = claim(installation)
    assert (again is not None) == free
    assert again is None or (again.attempt, again.submitted.number) == (2, held.submitted.number)


def test_whoever_comes_late_finishes_nothing_and_prolongs_nothing(installation: Installation) -> None:
    number = installation.submit()
    late = taken(installation)
    installation.clock.now += LEASE
    held = taken(installation)
    installation.clock.now += LEASE / 2
    with installation.store.writing() as connection:
        jobs.beat(connection, late, installation.clock())
    assert not finish(installation, late)
    assert installation.service.learning.attempt(installation.ada, number).report is None
    installation.clock.now += LEASE / 2
    assert taken(installation).attempt == held.attempt + 1


def test_only_the_last_taking_can_finish(installation: Installation) -> None:
    installation.submit()
    claims = []
    for _ in range(3):
        claims.append(taken(installation))
        installation.clock.now += LEASE
    assert [finish(installation, held) for held in claims] == [False, False, True]


def test_after_so_many_tries_a_job_is_given_up(installation: Installation) -> None:
    installation.submit()
    last = []
    for _ in range(TRIES + 1):
        last.append(taken(installation).is_last)
        installation.clock.now += LEASE
    assert last == [False] * TRIES + [True]


@pytest.mark.parametrize(
    ("back", "free"),
    [
        pytest.param(LEASE / 2, False, id="a little: the lease still holds"),
        pytest.param(3600.0, True, id="an hour: nobody waits an hour for a dead worker"),
    ],
)
def test_a_clock_that_is_set_back(installation: Installation, back: float, free: bool) -> None:  # noqa: FBT001
    installation.submit()
    taken(installation)
    installation.clock.now -= back
    assert (claim(installation) is not None) == free


def test_progress_is_the_last_that_was_told(installation: Installation) -> None:
    number = installation.submit()

    def seen() -> tuple[State, Progress | None]:
        found = installation.service.learning.attempt(installation.ada, number)
        return found.state, found.progress

    assert seen() == (State.WAITING, None)
    held = taken(installation)
    assert seen() == (State.GRADING, None)
    for step in (1, 2):
        with installation.store.writing() as connection:
            jobs.tell(connection, held, Progress(step=step, of=3, best=f"{step}"), NOON)
        assert seen() == (State.GRADING, Progress(step=step, of=3, best=f"{step}"))
    finish(installation, held)
    assert seen()[0] is State.GRADED


def test_processes_claim_each_job_once_and_wait_for_each_other(installation: Installation) -> None:
    numbers = [installation.submit() for _ in range(JOBS)]
    command = [sys.executable, "-c", WORKER, installation.url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen(command, **pipes) for _ in range(WORKERS)]  # type: ignore[call-overload]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    ended = [worker.communicate(timeout=120) for worker in workers]
    assert [stderr for _, stderr in ended] == [""] * WORKERS
    claims = sorted(tuple(map(int, line.split())) for stdout, _ in ended for line in stdout.splitlines())
    assert claims == [(number, 1) for number in numbers]
    assert sum(bool(stdout) for stdout, _ in ended) > 1
