"""Workers as processes: replaced when they die, gone when whoever holds them has gone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep, time

import pytest
from installed import Installation

from grader import crew as crews
from grader.crew import Crew, crew
from grader.settings import Settings

ROOT = Path(crews.__file__).parents[1]
SOON = 30.0  # s, on a machine that is busy
STUCK = (sys.executable, "-c", "import time; time.sleep(60)")
HOLDER = """
import sys
from time import sleep
from grader.crew import crew
from grader.settings import Settings
with crew(Settings.from_json(sys.stdin.readline())) as found:
    print(*(hand.pid for hand in found.hands), flush=True)
    sleep(60)
"""


def until(holds: Callable[[], bool], seconds: float = SOON) -> None:
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end
        sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be seen off does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def here(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Settings:
    installation.clock.now = time()
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return Settings(exercises=installation.courses, database_url=installation.url, keys=installation.folder / "keys")


@pytest.fixture
def holder(here: Settings) -> Iterator["subprocess.Popen[str]"]:
    """Give a process that holds a crew."""
    started = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdin
    started.stdin.write(here.to_json() + "\n")
    started.stdin.flush()
    yield started
    with suppress(ProcessLookupError):
        started.kill()
    started.communicate()


def graded(installation: Installation) -> None:
    number = installation.submit()
    learning = installation.service.learning
    until(lambda: learning.attempt(installation.ada, number).report is not None)


def test_workers_grade_while_the_block_runs_and_no_longer(installation: Installation, here: Settings) -> None:
    with crew(here) as found:
        assert len(found.hands) == crews.SIZE
        pids = [hand.pid for hand in found.hands]
        graded(installation)
        started = monotonic()
    assert monotonic() - started < crews.GOODBYE
    assert not any(map(is_alive, pids))
    assert {hand.returncode for hand in found.hands} == {0}


def test_a_worker_that_is_killed_is_replaced(installation: Installation, here: Settings) -> None:
    with crew(here) as found:
        killed, kept = (hand.pid for hand in found.hands)
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in {hand.pid for hand in found.hands})
        assert kept in {hand.pid for hand in found.hands}
        os.kill(kept, signal.SIGKILL)
        graded(installation)


def test_workers_do_not_outlive_whoever_holds_them(installation: Installation, holder: "subprocess.Popen[str]") -> None:
    assert holder.stdout
    pids = [int(pid) for pid in holder.stdout.readline().split()]
    assert len(pids) == crews.SIZE
    assert all(map(is_alive, pids))
    for _ in range(3):
        graded(installation)
    holder.kill()
    until(lambda: not any(map(is_alive, pids)), 5.0)


def test_workers_do_not_outlive_one_who_dies_at_once(holder: "subprocess.Popen[str]") -> None:
    assert holder.stdout
    pids = [int(pid) for pid in holder.stdout.readline().split()]
    holder.kill()
    until(lambda: not any(map(is_alive, pids)))


def test_an_interrupt_at_the_keyboard_is_not_meant_for_workers(here: Settings) -> None:
    with crew(here) as found:
        assert {os.getsid(hand.pid) for hand in found.hands} == {hand.pid for hand in found.hands}


def test_codes_and_keys_stand_in_no_list_of_processes(here: Settings) -> None:
    secret = Settings(**{**vars(here), "join_code": "sesame", "teacher_code": "simsim", "signing_key": "A" * 43})
    with crew(secret) as found:
        for hand in found.hands:
            for name in ("cmdline", "environ"):
                shown = Path(f"/proc/{hand.pid}/{name}").read_bytes()
                assert not any(word in shown for word in (b"sesame", b"simsim", b"A" * 43))


def test_one_that_is_stuck_is_killed(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "COMMAND", STUCK)
    monkeypatch.setattr(crews, "GOODBYE", 0.2)
    with crew(here) as found:
        pass
    assert {hand.returncode for hand in found.hands} == {-signal.SIGKILL}


def test_one_that_dies_at_once_is_sought_again_without_haste(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "COMMAND", (sys.executable, "-c", ""))
    monkeypatch.setattr(crews, "BREATH", 0.2)
    pids = set[int]()
    with crew(here, size=1) as found:
        until(lambda: len(pids) > 2 or bool(pids.add(found.hands[0].pid)))
        began = monotonic()
        until(lambda: len(pids) > 4 or bool(pids.add(found.hands[0].pid)))
    assert monotonic() - began > 0.2


def test_one_that_dies_before_it_hears_what_to_do_harms_no_other(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "COMMAND", (sys.executable, "-c", "import os; os.close(0); import time; time.sleep(60)"))
    monkeypatch.setattr(crews, "GOODBYE", 0.1)
    monkeypatch.setattr(Settings, "to_json", lambda _: " " * 2_000_000)  # more than a pipe holds
    with crew(here) as found:
        pass
    assert {hand.returncode for hand in found.hands} == {-signal.SIGKILL}


def test_one_that_cannot_be_had_now_is_sought_again(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "BREATH", 0.05)
    with crew(here, size=1) as found:
        (first,) = found.hands
        with monkeypatch.context() as patch:
            patch.setattr(crews, "COMMAND", ("/nowhere/python",))
            first.kill()
            first.wait()
            sleep(0.3)
            assert found.hands == [first]
        until(lambda: found.hands != [first])


def test_a_crew_of_nobody(here: Settings) -> None:
    with crew(here, size=0) as found:
        assert isinstance(found, Crew)
        assert found.hands == []
