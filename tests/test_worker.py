"""Workers: they grade, ring, verify, rest, and bear a database that can't be used for a while."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep, time

import pytest
from installed import Installation

from grader import worker
from grader.errors import StoreError
from grader.settings import Settings

ROOT = Path(worker.__file__).parents[1]


def resting(times: int, rests: list[float], before: Callable[[int], None] = lambda _: None) -> Callable[[float], bool]:
    """Return a rest that lasts no time, is written down, and the last of so many times says to stop."""

    def rest(seconds: float) -> bool:
        before(len(rests))
        rests.append(seconds)
        return len(rests) > times

    return rest


def here(installation: Installation) -> Settings:
    return Settings(exercises=installation.courses, database_url=installation.url, keys=installation.folder / "keys")


def test_a_worker_grades_all_there_is_before_it_rests(installation: Installation) -> None:
    for _ in range(3):
        installation.submit()
    rests = list[float]()
    worker.work(installation.service, resting(12, rests))
    assert installation.service.desk.waiting() == 0
    # Three submissions, then six exercises to verify, none of which makes it rest.
    assert rests[:9] == [0.0] * 9
    assert rests[-2:] == [worker.PAUSE] * 2
    assert None not in {one.faults for one in installation.service.teaching.exercises("numbers")}


def test_a_submission_comes_before_an_exercise_to_verify(installation: Installation) -> None:
    def before(turn: int) -> None:
        if turn == 1:
            installation.submit()

    worker.work(installation.service, resting(2, [], before))
    assert installation.service.desk.waiting() == 0


def test_the_bell_rings_however_much_there_is_to_grade(installation: Installation) -> None:
    take = installation.service.quizzes.start(installation.ada, "numbers", "week")
    installation.clock.now += 3600

    def before(turn: int) -> None:
        del turn
        installation.submit()

    worker.work(installation.service, resting(1, [], before))
    with installation.store.reading() as connection:
        handed = connection.exec_driver_sql("SELECT handed FROM takes WHERE number = ?", (take.number,)).scalar_one()
    assert handed == installation.clock.now


def test_a_worker_bears_a_database_that_cannot_be_used_for_a_while(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installation.submit()
    claim, fails = type(installation.service.desk).claim, iter([True, True, False, False, False, False])

    def failing(desk: object) -> object:
        if next(fails):
            raise StoreError("database is locked")
        return claim(desk)  # type: ignore[arg-type]

    monkeypatch.setattr(type(installation.service.desk), "claim", failing)
    rests = list[float]()
    worker.work(installation.service, resting(4, rests))
    assert rests[:4] == [0.0, worker.SETBACK, worker.SETBACK, 0.0]
    assert installation.service.desk.waiting() == 0
    assert capsys.readouterr().err.count("The database can't be used just now (database is locked)") == 2


def test_a_worker_goes_when_its_input_ends(installation: Installation) -> None:
    installation.clock.now = time()
    number = installation.submit()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader.worker"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=installation.folder,
    )
    assert process.stdin
    process.stdin.write(here(installation).to_json().encode() + b"\n")
    process.stdin.flush()
    until = monotonic() + 60
    while installation.service.learning.attempt(installation.ada, number).report is None and monotonic() < until:
        sleep(0.02)
    assert installation.service.learning.attempt(installation.ada, number).is_solved
    assert process.poll() is None
    started = monotonic()
    _, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr) == (0, b"")
    assert monotonic() - started < 5


def test_a_worker_whose_starter_died_before_saying_what_to_do_goes_quietly(installation: Installation) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "grader.worker"],
        input=b"",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=installation.folder,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_worker_that_cannot_open_the_database_says_so_in_a_sentence(installation: Installation) -> None:
    settings = Settings(
        exercises=installation.courses, database_url="postgresql://host/db", keys=installation.folder / "keys"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "grader.worker"],
        input=settings.to_json().encode() + b"\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=installation.folder,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    assert b"the jobs of" in ended.stderr
