"""A trial: a function as the activation of small networks of two depths, and what can honestly be said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import process_time
from typing import Any

from grader.maths.formula import Formula
from grader.trials import baselines, verdict
from grader.trials.activations import Activation, compiled
from grader.trials.probe import Probe, probe
from grader.trials.tasks import ROWS, TASKS, Lesson
from grader.trials.training import CHUNK, Trained, train
from grader.trials.verdict import Settled

DEPTHS = (2, 6)
MARGIN = 0.01  # by which a network must be better than an affine one
SEEDS = 1000  # the first of the seeds; each chunk takes the next four

Tell = Callable[[int, int, str], None]  # how many depths are done, of how many, and which one comes


@dataclass(frozen=True, kw_only=True)
class Depth:
    """What became of one depth.  baselines: what becomes of others with the same seeds, by name."""

    depth: int
    trained: tuple[Trained, ...]
    baselines: Mapping[str, tuple[Trained, ...]]
    verdicts: Mapping[str, Settled] = field(default_factory=dict)

    @property
    def accuracy(self) -> tuple[float, ...]:
        """The accuracy of each seed; 0 where it diverged."""
        return tuple(one.accuracy for one in self.trained)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "accuracy": [round(one, 4) for one in self.accuracy],
            "diverged": sum(one.diverged for one in self.trained),
            "baselines": {name: [round(one.accuracy, 4) for one in runs] for name, runs in self.baselines.items()},
            "verdicts": {name: settled.outcome for name, settled in self.verdicts.items()},
            "curve": [_plain(one.curve) for one in self.trained],
        }


def _plain(curve: Sequence[float]) -> list[float | None]:
    return [one if abs(one) < float("inf") else None for one in curve]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """All that was seen.  rows: what was added to the data.  seconds: of computing."""

    task: str
    rows: str
    depths: tuple[Depth, ...]
    probe: Probe
    device: str = "cpu"
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "task": self.task,
            "depths": {str(one.depth): one.to_dict() for one in self.depths},
            "probe": self.probe.to_dict(),
            "device": self.device,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, kw_only=True)
class Bench:
    """One function on one lesson; seeds are trained when they are asked for.  first: of the seeds."""

    lesson: Lesson
    f: Activation
    first: int = SEEDS

    @cached_property
    def _trained(self) -> list[Trained]:
        return []

    @cached_property
    def _baselines(self) -> dict[str, list[Trained]]:
        return {}

    def trained(self, seeds: int) -> Sequence[Trained]:
        """Return so many seeds, trained."""
        done = self._trained
        while len(done) < seeds:
            done += train(self.lesson, self.f, self._chunk(len(done)))
        return done[:seeds]

    def baseline(self, name: str, seeds: int) -> Sequence[Trained]:
        """Return what becomes of a baseline with the same seeds."""
        done = self._baselines.setdefault(name, [])
        while len(done) < seeds:
            done += baselines.trained(name, self.lesson, self._chunk(len(done)))
        return done[:seeds]

    def _chunk(self, done: int) -> range:
        return range(self.first + done, self.first + done + CHUNK)

    def bar(self, accuracy: float | None) -> float:
        """Return an accuracy that is asked for; half way from chance to perfect if it is left out."""
        return (1 + 1 / self.lesson.data.classes) / 2 if accuracy is None else accuracy

    def trains(self, accuracy: float | None = None) -> Settled:
        """Whether it reaches an accuracy."""
        level = self.bar(accuracy)
        return verdict.settle(lambda seeds: [one.accuracy - level for one in self.trained(seeds)])

    def beats_linear(self) -> Settled:
        """Whether it is better than no activation at all, by a point."""
        return verdict.settle(
            lambda seeds: [
                one.accuracy - linear.accuracy - MARGIN
                for one, linear in zip(self.trained(seeds), self.baseline("identity", seeds), strict=True)
            ]
        )

    def seen(self) -> Depth:
        """Return what became of it, with both questions answered."""
        verdicts = {"trains": self.trains(), "beats_linear": self.beats_linear()}
        return replace(self.at(max(one.seeds for one in verdicts.values())), verdicts=verdicts)

    def at(self, seeds: int) -> Depth:
        """Return what became of so many seeds, and of the baselines."""
        return Depth(
            depth=self.lesson.depth,
            trained=tuple(self.trained(seeds)),
            baselines={name: tuple(self.baseline(name, seeds)) for name in baselines.BASELINES},
        )


def trial(
    f: Formula | Activation,
    task: str = "digits-parity",
    depths: Sequence[int] = DEPTHS,
    *,
    rows: str = "",
    tell: Tell = lambda *_: None,
) -> Trial:
    """Train networks with f as their activation, four seeds at a time, until both questions are settled or stay open.

    f: a formula in x, or a function of torch.  task: digits-parity, spirals, mnist or xor.
    rows: adversarial rows to train on as well, "zeros" or "large".  tell: called before each depth.
    ValueError: there is no such task, or there are no such rows.
    """
    if task not in TASKS:
        raise ValueError(f"there is no task “{task}”; there are {', '.join(TASKS)}")
    if rows not in {"", *ROWS}:
        raise ValueError(f"there are no rows “{rows}” to add; there are {', '.join(ROWS)}")
    began = process_time()
    function = compiled(f) if isinstance(f, Formula) else f
    seen = []
    for i, depth in enumerate(depths):
        tell(i, len(depths), f"depth {depth}")
        seen.append(Bench(lesson=Lesson(task=TASKS[task], depth=depth, rows=rows), f=function).seen())
    return Trial(
        task=task,
        rows=rows,
        depths=tuple(seen),
        probe=probe(function),
        seconds=process_time() - began,
    )
