"""What a trial shows: learners look, they do not read."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import nan
from statistics import fmean

from grader.maths.reading import parse
from grader.pictures import Picture, Series
from grader.trials.activations import compiled
from grader.trials.baselines import BASELINES
from grader.trials.probe import Probe, probe
from grader.trials.training import POINTS, Trained, ended
from grader.trials.trial import Depth, Trial

MINE = "yours"
NAMES = {"identity": "none", "relu": "ReLU"}  # of the baselines


def pictures(trial: Trial) -> tuple[Picture, ...]:
    """Return accuracy by depth, the learning curves of each depth, and what the probe sees by layer."""
    accuracy = [_accuracy(trial.depths)] if len(trial.depths) > 1 else []
    return (*accuracy, *map(_learning, trial.depths), *_layers(trial.probe))


def _runs(depth: Depth) -> Mapping[str, Sequence[Trained]]:
    return {MINE: depth.trained} | {NAMES[name]: runs for name, runs in depth.baselines.items()}


def _learning(depth: Depth) -> Picture:
    runs = _runs(depth)
    points = min(POINTS, *(len(one.curve) for some in runs.values() for one in some))
    return Picture(
        title=f"Learning at depth {depth.depth}",
        across="share of the steps",
        up="loss in training",
        x=tuple(i / (points - 1) for i in range(points)),
        series=tuple(_band(name, [one.curve for one in some]) for name, some in runs.items()),
    )


def _accuracy(depths: Sequence[Depth]) -> Picture:
    names = list(_runs(depths[0]))
    rows = {name: [ended(_runs(depth)[name]) or [nan] for depth in depths] for name in names}
    series = (
        Series(name=name, y=tuple(map(fmean, some)), low=tuple(map(min, some)), high=tuple(map(max, some)))
        for name, some in rows.items()
    )
    return Picture(
        title="Accuracy by depth",
        across="hidden layers",
        up="share of right answers",
        x=tuple(float(one.depth) for one in depths),
        series=tuple(series),
    )


def _layers(mine: Probe) -> tuple[Picture, ...]:
    x = tuple(float(i + 1) for i in range(len(mine.signal)))
    both = {MINE: mine, NAMES["relu"]: _of("relu")}
    gradients = tuple(Series(name=name, y=one.gradient) for name, one in both.items())
    units = (
        *(Series(name=f"{name}: dead units", y=one.dead) for name, one in both.items()),
        *(Series(name=f"{name}: flat", y=one.flat) for name, one in both.items()),
    )
    across = "hidden layer, before training"
    return (
        Picture(
            title="The gradient on its way back",
            across=across,
            up="gradient, as a multiple of the last layer's",
            x=x,
            series=gradients,
            logarithmic=True,
        ),
        Picture(title="Units that learn nothing", across=across, up="share of the units", x=x, series=units),
    )


@cache
def _of(name: str) -> Probe:
    return probe(compiled(parse(BASELINES[name])))


def _band(name: str, rows: Sequence[Sequence[float]]) -> Series:
    columns = list(zip(*rows, strict=False))
    return Series(name=name, y=tuple(map(fmean, columns)), low=tuple(map(min, columns)), high=tuple(map(max, columns)))
