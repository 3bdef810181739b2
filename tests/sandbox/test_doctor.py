"""The doctor says what protects this machine, and why the rest does not."""

import json
from pathlib import Path

import pytest

from grader.sandbox import Level, Sandbox
from grader.sandbox.doctor import ACTIVE, Examination, Protection, examine
from grader.sandbox.levels import LAYERS
from grader.sandbox.lockdown import Layer


@pytest.fixture(scope="module")
def examination(watch: object) -> Examination:
    del watch
    return examine()


def test_every_layer_is_tried(examination: Examination) -> None:
    assert list(examination.protections) == [layer.value for layer in Layer]


def test_a_layer_is_active_as_it_was_tried_or_there_is_a_reason(examination: Examination) -> None:
    for protection in examination.protections.values():
        assert (protection.why == ACTIVE) == (protection.state == "active")
        assert protection.why


def test_the_level_is_the_one_that_programs_are_run_at(examination: Examination) -> None:
    with Sandbox() as sandbox:
        assert sandbox.level is examination.level


def test_the_level_is_the_best_of_what_is_active(examination: Examination) -> None:
    active = {Layer(name) for name, one in examination.protections.items() if one.state == "active"}
    assert examination.level is next((level for level, layers in LAYERS.items() if layers <= active), Level.D)


def test_is_plain_data(examination: Examination) -> None:
    plain = examination.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["level"] == examination.level
    assert plain["protections"]["seccomp"]["state"] == "active"


def test_says_that_bubblewrap_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = examine()
    assert found.protections["namespaces"] == Protection(state="unavailable", why="bubblewrap is not installed")
    assert found.level in {Level.B, Level.C}
