"""A trial: a function as the activation of small networks of two depths, and what can honestly be said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from time import process_time
from typing import Any

import torch

from grader.maths.formula import Formula
from grader.trials import baselines, devices, verdict
from grader.trials.activations import Activation, compiled
from grader.trials.devices import CPU
from grader.trials.glimpse import Glimpse
from grader.trials.probe import Probe, probe
from grader.trials.tasks import ROWS, TASKS, Lesson
from grader.trials.training import CHUNK, Trained, train
from grader.trials.verdict import Settled

DEPTHS = (2, 6)
MARGIN = 0.01  # by which a network must be better than an affine one
SEEDS = 1000  # the first of the seeds; each chunk takes the next four

CLOSE = 0.03  # below what is asked for: networks as near as that may need more time

Tell = Callable[[Glimpse], None]
Watch = Callable[[int, float, float], None]  # seeds done, share of the steps of the next ones, and their loss


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
            "longer": {name: settled.longer for name, settled in self.verdicts.items() if settled.longer},
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
    """One function on one lesson; seeds are trained when they are asked for.

    first: of the seeds.  tell: called while they are trained.
    """

    lesson: Lesson
    f: Activation
    first: int = SEEDS
    tell: Watch = lambda *_: None
    device: torch.device = CPU

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
            tell = partial(self.tell, len(done))
            done += train(self.lesson, self.f, self._chunk(len(done)), tell, self.device)
        return done[:seeds]

    def baseline(self, name: str, seeds: int) -> Sequence[Trained]:
        """Return what becomes of a baseline with the same seeds."""
        done = self._baselines.setdefault(name, [])
        while len(done) < seeds:
            done += baselines.trained(name, self.lesson, self._chunk(len(done)), self.device)
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

    def beats_linear(self) -> tuple[Settled, "Bench"]:
        """Whether it is better than no activation at all, by a point; and where that was seen.

        What fails by little is trained for longer: some activations only begin slowly, hardsigmoid for one.
        """
        settled = verdict.settle(
            lambda seeds: [
                one.accuracy - linear.accuracy - MARGIN
                for one, linear in zip(self.trained(seeds), self.baseline("identity", seeds), strict=True)
            ]
        )
        near = settled.outcome == "failed" and (settled.low + settled.high) / 2 > -CLOSE
        if not near or self.lesson.task.patience == 1:
            return settled, self
        settled, where = self._longer.beats_linear()
        return replace(settled, longer=where.lesson.task.steps), where

    @cached_property
    def _longer(self) -> "Bench":
        task = self.lesson.task
        longer = replace(task, steps=task.steps * task.patience, patience=1)
        return replace(self, lesson=replace(self.lesson, task=longer))

    def seen(self) -> Depth:
        """Return what became of it, with both questions answered."""
        verdicts = {"trains": self.trains(), "beats_linear": self.beats_linear()[0]}
        return replace(self.at(len(self._trained)), verdicts=verdicts)

    def at(self, seeds: int) -> Depth:
        """Return what became of so many seeds, and of the baselines."""
        return Depth(
            depth=self.lesson.depth,
            trained=tuple(self.trained(seeds)),
            baselines={name: tuple(self.baseline(name, seeds)) for name in baselines.BASELINES},
        )


def trial(  # noqa: PLR0913  what one may ask of it
    f: Formula | Activation,
    task: str = "digits-parity",
    depths: Sequence[int] = DEPTHS,
    *,
    rows: str = "",
    device: str = "cpu",
    tell: Tell = lambda _: None,
) -> Trial:
    """Train networks with f as their activation, four seeds at a time, until both questions are settled or stay open.

    f: a formula in x, or a function of torch.  task: digits-parity, spirals, mnist or xor.
    rows: adversarial rows to train on as well, "zeros" or "large".
    device: cpu, where the same seeds give the same bits; cuda; or auto, the GPU where there is one.
    tell: called while networks are trained.
    ValueError: there is no such task or device, or there are no such rows.
    """
    if task not in TASKS:
        raise ValueError(f"there is no task “{task}”; there are {', '.join(TASKS)}")
    if rows not in {"", *ROWS}:
        raise ValueError(f"there are no rows “{rows}” to add; there are {', '.join(ROWS)}")
    began = process_time()
    function = compiled(f) if isinstance(f, Formula) else f
    where = devices.device(device)

    def watched(i: int, depth: int) -> Watch:
        def watch(seeds: int, share: float, loss: float) -> None:
            done = (i + (seeds + CHUNK * share) / verdict.LOOKS[-1]) / len(depths)
            tell(Glimpse(depth=depth, seeds=seeds, share=share, loss=loss, done=done))

        return watch

    benches = (
        Bench(lesson=Lesson(task=TASKS[task], depth=depth, rows=rows), f=function, tell=watched(i, depth), device=where)
        for i, depth in enumerate(depths)
    )
    return Trial(
        task=task,
        rows=rows,
        depths=tuple(bench.seen() for bench in benches),
        probe=probe(function),
        device=where.type,
        seconds=process_time() - began,
    )
