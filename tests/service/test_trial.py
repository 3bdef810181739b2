"""Training from the Lab: a process does it, once for each formula, and what goes wrong is said."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from math import isnan, nan
from time import monotonic, sleep
from typing import Any

import pytest

from grader.service import trial
from grader.service.trial import BROKEN, SLOW, STOPPED, begin, known, live, stop
from grader.trials.glimpse import Glimpse

CONTENT = """{"depths": {"2": {"accuracy": [1, 0.5], "diverged": 1, "baselines": {"identity": [0.5], "relu": [0.75]},
"verdicts": {"trains": "passed", "beats_linear": "undecided"}, "longer": {"beats_linear": 180}}}, "reasons": ["It blows up."], "pictures": []}"""

DONE = f"print('''{CONTENT}'''.replace(chr(10), chr(32)))"
ME, ANOTHER = "me", "another"


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(trial, "_asked", {})
    return


def command(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", program))


def test_a_formula_is_trained_in_a_process_of_its_own() -> None:
    found = begin("-1*relu(x)", ME).found.result()
    assert not found.error
    assert [level.depth for level in found.levels] == [2, 6]
    assert all(level.learns == level.helps == "yes" for level in found.levels)
    assert all(set(level.accuracy) == {"yours", "none", "ReLU"} for level in found.levels)
    assert found.pictures[0].title == "Accuracy by depth"
    assert known("-1*relu(x)") == found


def test_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, DONE)
    found = begin("x", ME).found.result()
    (level,) = found.levels
    assert level.accuracy == {"yours": 0.75, "none": 0.5, "ReLU": 0.75}
    assert (level.lost, level.seeds, level.learns, level.helps) == (1, 2, "yes", "too close to call, after 180 steps")
    assert found.reasons == ("It blows up.",)


def test_what_is_trained_is_not_trained_again(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, DONE)
    assert known("x") is None
    assert begin("x", ME) is begin("x", ME)
    first = begin("x", ME).found.result()
    assert begin("x", ME).found.result() is first
    monkeypatch.setattr(trial, "KEPT", 1)
    begin("2*x", ME).found.result()
    assert known("x") is None, "but for want of room"


FAULTS = [
    pytest.param("raise SystemExit(2)", BROKEN, id="it refuses"),
    pytest.param("print('Segmentation fault')", BROKEN, id="it prints something else"),
    pytest.param("import time; time.sleep(60)", SLOW, id="it takes too long"),
    pytest.param("import os; os.kill(os.getpid(), 9)", BROKEN, id="it is killed"),
]


@pytest.mark.parametrize(("program", "error"), FAULTS)
def test_what_goes_wrong_is_said_and_may_be_tried_again(
    program: str, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(monkeypatch, program)
    monkeypatch.setattr(trial, "LIMIT", 1.0 if error == SLOW else 60.0)
    assert begin("x", ME).found.result().error == error
    command(monkeypatch, DONE)
    monkeypatch.setattr(trial, "LIMIT", 60.0)
    again: Any = begin("x", ME).found.result()
    assert not again.error


GLIMPSES = """
import sys, time
for share in (0.0, 0.5):
    print('{"depth": 2, "seeds": 0, "share": %s, "loss": null, "done": 0.1}' % share, flush=True)
time.sleep(60)
"""


def until(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    began = monotonic()
    while not true():
        assert monotonic() - began < 20
        sleep(0.01)


def test_it_can_be_followed_and_is_stopped_once_nobody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, GLIMPSES)
    run = begin("x", ME)
    assert begin("x", ANOTHER) is run
    until(lambda: len(run.glimpses) == 2)
    assert [one.share for one in run.glimpses] == [0.0, 0.5]
    stop("x", ME)
    sleep(0.2)
    assert known("x") is None, "another is still waiting"
    stop("x", ANOTHER)
    assert run.found.result(timeout=20).error == STOPPED
    stop("x", ME)
    command(monkeypatch, DONE)
    assert not begin("x", ME).found.result().error, "and may be begun again"


def test_what_waits_for_its_turn_is_stopped_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, GLIMPSES)
    first, second, third = (begin(text, ME) for text in ("x", "2*x", "3*x"))
    until(lambda: first.glimpses and second.glimpses)
    for text in ("3*x", "2*x", "x"):
        stop(text, ME)
    assert {one.found.result(timeout=20).error for one in (first, second, third)} == {STOPPED}
    assert not third.glimpses


def test_a_live_picture_shows_the_last_networks_of_each_depth() -> None:
    told = [(2, 0, 0.0, 0.7), (2, 0, 0.5, 0.4), (2, 4, 0.0, 0.8), (6, 0, 0.0, 0.9), (6, 0, 0.5, nan)]
    picture = live([Glimpse(depth=d, seeds=s, share=share, loss=loss, done=0.1) for d, s, share, loss in told])
    assert picture.x == (0.0, 0.5)
    assert [one.name for one in picture.series] == ["depth 2", "depth 6"]
    assert [one.y[0] for one in picture.series] == [0.8, 0.9]
    assert all(isnan(one.y[1]) for one in picture.series)


def test_an_end_of_the_service_does_not_wait_for_it() -> None:
    program = """
from grader.service import trial
trial.COMMAND = (trial.sys.executable, "-c", "import time; time.sleep(30)")
trial.begin("x", "me")
"""
    began = monotonic()
    subprocess.run([sys.executable, "-c", program], check=True)
    assert monotonic() - began < 20


def test_a_null_character_is_no_formula() -> None:
    assert begin("x\0", ME).found.result().error == BROKEN


def test_pages_never_hold_torch() -> None:
    program = "import sys, ui.widgets.training, ui.widgets.pictures; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
