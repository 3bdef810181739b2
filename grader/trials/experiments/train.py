"""How well small networks learn a task: the share of right answers on test data, mean over seeds."""

import re
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from grader.errors import FormulaError
from grader.maths.formula import Formula
from grader.maths.reading import parse
from grader.pictures import Picture, Series
from grader.trials.experiment import Experiment, Outcome, Runs

if TYPE_CHECKING:
    from grader.trials.training import Trained

DEEPEST = 12
ADVICE = "write an activation and how many hidden layers, as in relu x2"
_RUN = re.compile(r"(?P<f>.*\S)\s+x\s?(?P<depth>\d+)")


@dataclass(frozen=True)
class Train(Experiment):
    """The accuracy of networks on test data, mean over four seeds.

    A run is an activation and how many hidden layers: relu x2; identity x0 is a single affine layer.

    task: digits-parity, spirals, mnist or xor.
    """

    task: Literal["digits-parity", "spirals", "mnist", "xor"] = "digits-parity"

    def refuse(self, run: str) -> None:
        """Refuse what is no activation with a depth."""
        _read(run)

    def outcome(self, runs: Runs) -> Outcome:
        """Train all seeds of each run."""
        from grader.trials.activations import compiled  # noqa: PLC0415  torch is slow to import
        from grader.trials.tasks import TASKS, Lesson  # noqa: PLC0415
        from grader.trials.training import CHUNK, train  # noqa: PLC0415
        from grader.trials.trial import SEEDS  # noqa: PLC0415

        found: dict[str, tuple[Trained, ...]] = {}
        for name, run in runs.items():
            f, depth = _read(run)
            lesson = Lesson(task=TASKS[self.task], depth=depth)
            found[name] = train(lesson, compiled(f), range(SEEDS, SEEDS + CHUNK))
        values = {name: fmean(one.accuracy for one in seeds) for name, seeds in found.items()}
        return Outcome(values=values, pictures=(_learning(found, runs),))

    def words(self, value: float) -> str:
        """Return the share in percent."""
        return f"{value:.1%}"


def _read(run: str) -> tuple[Formula, int]:
    found = _RUN.fullmatch(run.strip())
    if not found or int(found["depth"]) > DEEPEST:
        raise ValueError(f"“{run}” is not a run of train; {ADVICE}, up to {DEEPEST}")
    name = found["f"]
    try:
        f = parse("x" if name == "identity" else f"{name}(x)" if name.isidentifier() and name != "x" else name)
    except FormulaError as error:
        raise ValueError(f"“{run}” is not a run of train: {error.message}") from None
    return f, int(found["depth"])


def _learning(found: "dict[str, tuple[Trained, ...]]", runs: Runs) -> Picture:
    lines = []
    for name, seeds in found.items():
        columns = list(zip(*(one.curve for one in seeds), strict=True))
        y, low, high = (tuple(of(column) for column in columns) for of in (fmean, min, max))
        lines.append(Series(name=f"{name}: {runs[name]}", y=y, low=low, high=high))
    points = min(len(line.y) for line in lines)
    return Picture(
        title="How the runs learn",
        across="share of the steps",
        up="loss in training",
        x=tuple(i / (points - 1) for i in range(points)),
        series=tuple(lines),
    )
