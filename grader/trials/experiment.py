"""What is run so that learners can predict it: an experiment makes a number, and a picture, of each run.

The folder is the registry: `dead_units` in an exercise is class DeadUnits in grader/trials/experiments/dead_units.py.
Nothing heavy is imported before something is run.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

from grader.errors import nearest
from grader.pictures import Picture, pictured, read_picture
from grader.trials.keeping import kept

Runs = Mapping[str, str]  # by name: what is run, in the experiment's words


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The number that each run gave, and what there was to see."""

    values: Mapping[str, float]
    pictures: tuple[Picture, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"values": dict(self.values), "pictures": list(map(pictured, self.pictures))}


def read_outcome(content: Mapping[str, Any]) -> Outcome:
    """Return the outcome whose `to_dict` gives this content."""
    return Outcome(values=content["values"], pictures=tuple(map(read_picture, content["pictures"])))


class Experiment(ABC):
    """Something to run, the same way to the same numbers each time.  Its fields are what a teacher may choose."""

    design: ClassVar[int] = 1  # to be raised when the same run gives other numbers

    @abstractmethod
    def refuse(self, run: str) -> None:
        """Raise ValueError, with a sentence that says how a run is written, if this is none."""

    @abstractmethod
    def outcome(self, runs: Runs) -> Outcome:
        """Run them all."""

    @abstractmethod
    def words(self, value: float) -> str:
        """Return a run's number as it is told."""


@cache
def experiment_names() -> tuple[str, ...]:
    """Return the name of every experiment."""
    from grader.trials import experiments  # noqa: PLC0415  else it would be half imported when it is found

    return tuple(sorted(module.name for module in iter_modules(experiments.__path__)))


def experiment_class(name: str) -> type[Experiment]:
    """Return the class of an experiment, or raise ValueError with the nearest name."""
    if name not in experiment_names():
        hint = nearest(name, experiment_names()) or f"; there are {', '.join(experiment_names())}"
        raise ValueError(f"unknown experiment “{name}”{hint}")
    module = import_module(f"grader.trials.experiments.{name}")
    found: type[Experiment] = getattr(module, "".join(word.capitalize() for word in name.split("_")))
    return found


def conducted(experiment: Experiment, runs: Runs) -> Outcome:
    """Return what runs give: run once, and kept on disk."""
    return _conducted(experiment, tuple(runs.items()))


@lru_cache(maxsize=64)
def _conducted(experiment: Experiment, runs: tuple[tuple[str, str], ...]) -> Outcome:
    key = (type(experiment).__name__, experiment.design, experiment, runs)
    return read_outcome(kept(key, lambda: experiment.outcome(dict(runs)).to_dict(), read_outcome))
