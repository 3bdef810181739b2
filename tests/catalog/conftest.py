"""Writing a file and hearing what is wrong with it, without its path: “line:column message”."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.catalog import load_exercise
from grader.catalog.faults import Faults
from grader.errors import ExerciseError
from grader.exercise import Exercise


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Exercise]:
    """Load the exercise of this text, written to exercise.yaml."""

    def load(text: str) -> Exercise:
        path = tmp_path / "exercise.yaml"
        path.write_text(text, encoding="utf-8")
        return load_exercise(path)

    return load


@pytest.fixture
def refused(loaded: Callable[[str], Exercise]) -> Callable[[str], list[str]]:
    """Return the faults of an exercise of this text, all of them."""

    def refuse(text: str) -> list[str]:
        with pytest.raises(ExerciseError) as caught:
            loaded(text)
        return [f"{fault.line}:{fault.column} {fault.message}" for fault in caught.value.faults]

    return refuse


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Return a place for faults; what is noted there must be looked at with `noted`."""
    return Faults(path=Path("exercise.yaml"))
