"""What the identity and ReLU reach on each task: trained once, and kept on disk for this torch and this processor."""

from collections.abc import Sequence
from dataclasses import asdict

import torch

from grader.maths.reading import parse
from grader.trials.activations import compiled
from grader.trials.devices import CPU, model
from grader.trials.keeping import Plain, kept
from grader.trials.tasks import Lesson
from grader.trials.training import CHUNK, DESIGN, Trained, train

BASELINES = {"identity": "x", "relu": "relu(x)"}


def trained(name: str, lesson: Lesson, seeds: Sequence[int], device: torch.device = CPU) -> tuple[Trained, ...]:
    """Return what becomes of a baseline with each seed of a chunk."""
    task = lesson.task
    design = (
        DESIGN,
        task.name,
        task.steps,
        task.batch,
        task.width,
        task.rates,
        lesson.depth,
        lesson.rows,
        model(device),
    )
    made = kept(
        (name, design, tuple(seeds)),
        lambda: [asdict(one) for one in train(lesson, compiled(parse(BASELINES[name])), seeds, device=device)],
        _read,
    )
    return _read(made)


def _read(kept: Plain) -> tuple[Trained, ...]:
    found = tuple(Trained(**{**one, "curve": tuple(one["curve"])}) for one in kept)
    if len(found) != CHUNK:
        raise ValueError("a chunk has another size")
    return found
