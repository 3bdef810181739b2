"""Training from the Lab: a process does it, once for each formula, and what goes wrong is said."""

import subprocess
import sys
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from grader.service import trial
from grader.service.trial import BROKEN, SLOW, begin, known

CONTENT = """{"depths": {"2": {"accuracy": [1, 0.5], "diverged": 1, "baselines": {"identity": [0.5], "relu": [0.75]},
"verdicts": {"trains": "passed", "beats_linear": "undecided"}}}, "reasons": ["It blows up."], "pictures": []}"""


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(trial, "_asked", {})
    return


def command(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", program))


def test_a_formula_is_trained_in_a_process_of_its_own() -> None:
    found = begin("-1*relu(x)").result()
    assert not found.error
    assert [level.depth for level in found.levels] == [2, 6]
    assert all(level.learns == level.helps == "yes" for level in found.levels)
    assert all(set(level.accuracy) == {"yours", "none", "ReLU"} for level in found.levels)
    assert found.pictures[0].title == "Accuracy by depth"
    assert known("-1*relu(x)") == found


def test_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, f"print('''{CONTENT}''')")
    found = begin("x").result()
    (level,) = found.levels
    assert level.accuracy == {"yours": 0.75, "none": 0.5, "ReLU": 0.75}
    assert (level.lost, level.seeds, level.learns, level.helps) == (1, 2, "yes", "too close to call")
    assert found.reasons == ("It blows up.",)


def test_what_is_trained_is_not_trained_again(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, f"print('''{CONTENT}''')")
    assert known("x") is None
    assert begin("x") is begin("x")
    first = begin("x").result()
    assert begin("x").result() is first
    monkeypatch.setattr(trial, "KEPT", 1)
    begin("2*x").result()
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
    assert begin("x").result().error == error
    command(monkeypatch, f"print('''{CONTENT}''')")
    monkeypatch.setattr(trial, "LIMIT", 60.0)
    again: Any = begin("x").result()
    assert not again.error


def test_an_end_of_the_service_does_not_wait_for_it() -> None:
    program = """
from grader.service import trial
trial.COMMAND = (trial.sys.executable, "-c", "import time; time.sleep(30)")
trial.begin("x")
"""
    began = monotonic()
    subprocess.run([sys.executable, "-c", program], check=True)
    assert monotonic() - began < 20


def test_a_null_character_is_no_formula() -> None:
    assert begin("x\0").result().error == BROKEN


def test_pages_never_hold_torch() -> None:
    program = "import sys, ui.widgets.training, ui.widgets.pictures; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
