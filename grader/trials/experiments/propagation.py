"""What becomes of a signal, and of a gradient on its way back, in fifty random layers: before any training."""

import re
from dataclasses import dataclass
from math import inf, log10

import numpy as np
from numpy.typing import NDArray

from grader.errors import FormulaError
from grader.maths.formula import Formula
from grader.maths.numbers import parse_number, to_float
from grader.maths.reading import parse
from grader.pictures import Picture, Series
from grader.trials.experiment import Experiment, Outcome, Runs

LAYERS, WIDTH, ROWS = 50, 512, 16
SEEDS = 3

ADVICE = "write an activation and its gain, as in relu, gain sqrt(2); or relu, gain sqrt(2), gradient"
_RUN = re.compile(r"(?P<f>.+?),\s*gain\s+(?P<gain>[^,]+?)(?P<back>,\s*gradient)?")

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Run:
    """An activation, what its weights are multiplied by, and whether the gradient is asked for."""

    f: Formula
    gain: float
    back: bool


@dataclass(frozen=True)
class Propagation(Experiment):
    """log10 of mean square out by mean square in, for normal inputs and 50 random layers of 512 units, no biases.

    Weights are normal with variance gain²/512.  With gradient: log10 of the root mean square of the gradient at the
    input, of a random one with mean square 1 at the output.

    A run is an activation with its gain, as in relu, gain sqrt(2); or relu, gain sqrt(2), gradient.
    """

    def refuse(self, run: str) -> None:
        """Refuse what is no activation with a gain."""
        _read(run)

    def outcome(self, runs: Runs) -> Outcome:
        """Push rows forward, and where it is asked for a gradient back, for each seed."""
        from grader.trials.training import steadily  # noqa: PLC0415  imports torch, which is slow

        read = {name: _read(run) for name, run in runs.items()}
        with steadily():
            seen = [_levels(tuple(read.values()), seed) for seed in range(SEEDS)]
        found = {name: np.stack([levels[i] for levels in seen]) for i, name in enumerate(read)}
        pictures = []
        for back, (title, up) in _WAYS.items():
            lines = [_line(f"{name}: {runs[name]}", rows) for name, rows in found.items() if read[name].back is back]
            if lines:
                x = tuple(float(i) for i in range(LAYERS + 1))
                pictures.append(Picture(title=title, across="layers passed", up=up, x=x, series=tuple(lines)))
        values = {name: float(rows[:, -1].mean()) for name, rows in found.items()}
        return Outcome(values=values, pictures=tuple(pictures))

    def words(self, value: float) -> str:
        """Return the power of 10."""
        return f"{round(value, 1) + 0.0:.1f}"  # never -0.0


_WAYS = {
    False: ("The signal on its way", "mean square, as a power of 10"),
    True: ("The gradient on its way back", "root mean square, as a power of 10"),
}


def _line(name: str, rows: Array) -> Series:
    return Series(name=name, y=tuple(rows.mean(axis=0)), low=tuple(rows.min(axis=0)), high=tuple(rows.max(axis=0)))


def _read(run: str) -> Run:
    found = _RUN.fullmatch(run.strip())
    if not found:
        raise ValueError(f"“{run}” is not a run of propagation; {ADVICE}")
    name = found["f"]
    try:
        f = parse(f"{name}(x)" if name.isidentifier() and name != "x" else name)
        gain = to_float(parse_number(found["gain"]))
    except FormulaError as error:
        raise ValueError(f"“{run}” is not a run of propagation: {error.message}") from None
    return Run(f=f, gain=gain, back=bool(found["back"]))


def _levels(runs: tuple[Run, ...], seed: int) -> list[Array]:
    """Return for each run log10 of the mean square of its signal, or of the size of its gradient, after 0, 1, … layers.

    All runs have the same inputs and weights, but for the gain.
    """
    x = np.random.default_rng(seed).normal(0, 1, (ROWS, WIDTH))
    entering = [list[Array]() for _ in runs]
    signals = [[x] for _ in runs]
    for layer in range(LAYERS):
        weights = _weights(seed, layer)
        for run, before, after in zip(runs, entering, signals, strict=True):
            before.append(run.gain * _times(after[-1], weights))
            after.append(run.f(before[-1]))
    found = [np.array([_power(one) - _power(x) for one in levels]) for levels in signals]
    if not any(run.back for run in runs):
        return found
    gradients = _gradients(runs, seed, entering)
    return [
        np.array([_power(one) / 2 for one in back]) if run.back else forth
        for run, back, forth in zip(runs, gradients, found, strict=True)
    ]


def _gradients(runs: tuple[Run, ...], seed: int, entering: list[list[Array]]) -> list[list[Array]]:
    """Return for each run a random gradient at the output, and what it has become after 1, 2, … layers."""
    upstream = np.random.default_rng((seed, LAYERS)).normal(0, 1, (ROWS, WIDTH))
    slopes = [run.f.derivative() for run in runs]
    gradients = [[upstream] for _ in runs]
    for layer in reversed(range(LAYERS)):
        weights = _weights(seed, layer).T
        for run, slope, before, back in zip(runs, slopes, entering, gradients, strict=True):
            back.append(run.gain * _times(back[-1] * slope(before[layer]), weights))
    return gradients


def _times(rows: Array, weights: Array) -> Array:
    """Return the product of two matrices, from torch's one thread: numpy's threads wait for each other, for long."""
    import torch  # noqa: PLC0415  slow to import

    found: Array = torch.mm(torch.from_numpy(rows), torch.from_numpy(weights)).numpy()
    return found


def _power(x: Array) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        square = float(np.mean(x**2))  # in float64: squares of tiny float32 numbers are exactly 0
    return -inf if square == 0 else log10(square)


def _weights(seed: int, layer: int) -> Array:
    """Return weights of variance 1/512, (in, out); drawn anew each time, for all of them are too many to keep."""
    drawn = np.random.default_rng((seed, layer)).standard_normal((WIDTH, WIDTH), dtype=np.float32)
    scaled: Array = drawn.astype(np.float64) / WIDTH**0.5
    return scaled
