"""A trial in words, for a terminal, and as data with its reasons, for a page."""

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any

from grader.trials.reasons import reasons
from grader.trials.tasks import TASKS
from grader.trials.training import ended
from grader.trials.trial import Depth, Trial

NAMES = {"trains": "trains", "beats_linear": "beats an affine layer"}
OUTCOMES = {"passed": "passed", "failed": "failed", "undecided": "too close to call"}


def words(trial: Trial, known: Mapping[str, Any]) -> str:
    """Return what was seen: a row for each depth, then why.  known: what is proved of the function."""
    task = TASKS[trial.task]
    title = f"{trial.task}: {task.title}, {task.steps} steps" + (f", with a row of {trial.rows}" if trial.rows else "")
    rows = [line for depth in trial.depths for line in _depth(depth)]
    return "\n".join([title, *rows, *reasons(trial.probe, known), f"{trial.seconds:.2f} s of computing"]) + "\n"


def to_dict(trial: Trial, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a trial as plain data, with what stands in the way of learning."""
    return trial.to_dict() | {"reasons": list(reasons(trial.probe, known))}


def _depth(depth: Depth) -> Iterator[str]:
    beside = ", ".join(f"{name} {fmean(one.accuracy for one in runs):.1%}" for name, runs in depth.baselines.items())
    lost = sum(one.diverged for one in depth.trained)
    diverged = f"; {lost} of {len(depth.trained)} diverged" if lost else ""
    kept = ended(depth.trained)
    reached = f"{fmean(kept):6.1%} right" if kept else "no network to the end"
    yield f"depth {depth.depth:2}  {reached} ({beside}){diverged}"
    for name, one in depth.verdicts.items():
        longer = f", after {one.longer} steps" if one.longer else ""
        yield f"          {NAMES[name]}: {OUTCOMES[one.outcome]}, of {one.seeds} seeds{longer}"
