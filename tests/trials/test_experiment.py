import subprocess
import sys
from pathlib import Path

import pytest

from grader.trials.experiment import Experiment, conducted, experiment_class, experiment_names, read_outcome

NAMES = ("dead_units", "difference_step", "killed_units", "propagation", "train")


def test_the_folder_is_the_registry() -> None:
    assert experiment_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_file_holds_the_experiment_of_its_name(name: str) -> None:
    kind = experiment_class(name)
    assert issubclass(kind, Experiment)
    assert kind.__name__.lower() == name.replace("_", "")
    assert "A run is" in (kind.__doc__ or "")


UNKNOWN = [
    pytest.param("dead_unit", "unknown experiment “dead_unit”; did you mean dead_units?", id="a letter is missing"),
    pytest.param("qqq", "unknown experiment “qqq”; there are dead_units, difference_step", id="like no other"),
]


@pytest.mark.parametrize(("name", "message"), UNKNOWN)
def test_an_unknown_experiment_is_refused_with_the_nearest_or_all(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        experiment_class(name)


def test_what_was_run_once_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    dead = experiment_class("dead_units")()
    first = conducted(dead, {"a": "-3.75"})
    assert conducted(dead, {"a": "-3.75"}) == first
    assert len(list(tmp_path.rglob("*.json"))) == 1
    assert first == read_outcome(first.to_dict())
    conducted(dead, {"a": "-3.5"})
    assert len(list(tmp_path.rglob("*.json"))) == 2


def test_reading_runs_imports_nothing_heavy() -> None:
    program = (
        "import sys; from grader.trials.experiment import experiment_class; "
        "experiment_class('train')().refuse('relu x2'); experiment_class('propagation')().refuse('tanh, gain 5/3'); "
        "print([name for name in ('torch', 'sympy', 'mpmath') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
