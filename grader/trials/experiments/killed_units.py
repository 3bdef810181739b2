"""How many ReLU units are dead after training with a learning rate that may be too large."""

from dataclasses import dataclass
from importlib.resources import files
from math import inf

import numpy as np
from numpy.typing import NDArray

from grader.pictures import Picture, Series
from grader.trials.experiment import Experiment, Outcome, Runs

UNITS, STEPS, BATCH, CLASSES = 64, 200, 64, 10
SEEDS = 8
BRIGHTEST = 16.0  # of a pixel

Array = NDArray[np.float64]


@dataclass(frozen=True)
class KilledUnits(Experiment):
    """The share of 64 ReLU units that give 0 for every digit, after 200 steps of SGD on ten classes of digits.

    Pixels lie between 0 and 1 and are not centred.  A run is the learning rate, such as 0.1.
    """

    def refuse(self, run: str) -> None:
        """Refuse what is no rate."""
        _rate(run)

    def outcome(self, runs: Runs) -> Outcome:
        """Train eight seeds at each rate."""
        with np.load(str(files("grader.trials") / "data" / "digits.npz")) as content:
            x, y = content["pixels"] / BRIGHTEST, content["digits"].astype(np.intp)
        rates = {name: _rate(run) for name, run in runs.items()}
        shares = {rate: [_killed(x, y, rate, seed) for seed in range(SEEDS)] for rate in sorted(set(rates.values()))}
        line = Series(
            name="dead units",
            y=tuple(float(np.mean(row)) for row in shares.values()),
            low=tuple(map(min, shares.values())),
            high=tuple(map(max, shares.values())),
        )
        picture = Picture(
            title="Units killed by training",
            across="logarithm of the learning rate",
            up="share of the units",
            x=tuple(float(np.log10(rate)) for rate in shares),
            series=(line,),
        )
        return Outcome(values={name: float(np.mean(shares[rate])) for name, rate in rates.items()}, pictures=(picture,))

    def words(self, value: float) -> str:
        """Return a share with two digits after the point."""
        return f"{value:.2f}"


def _rate(run: str) -> float:
    try:
        rate = float(run)
    except ValueError:
        rate = 0.0
    if not 0.0 < rate < inf:
        raise ValueError(f"“{run}” is not a run of killed_units; write a learning rate above 0, such as 0.1")
    return rate


def _killed(x: Array, y: NDArray[np.intp], rate: float, seed: int) -> float:
    """Train one hidden layer; return the share of its units that no row wakes any more."""
    rng = np.random.default_rng(seed)
    w, v = (rng.normal(0, (2 / n) ** 0.5, (n, m)) for n, m in ((x.shape[1], UNITS), (UNITS, CLASSES)))
    b, c = np.zeros(UNITS), np.zeros(CLASSES)
    with np.errstate(over="ignore", invalid="ignore"):  # a rate may be so large that numbers end
        for _ in range(STEPS):
            rows = rng.integers(0, len(x), BATCH)
            z = x[rows] @ w + b
            h = np.maximum(z, 0)
            wrong = (_softmax(h @ v + c) - np.eye(CLASSES)[y[rows]]) / BATCH
            back = (wrong @ v.T) * (z > 0)
            v, c = v - rate * h.T @ wrong, c - rate * wrong.sum(axis=0)
            w, b = w - rate * x[rows].T @ back, b - rate * back.sum(axis=0)
        return float((x @ w + b <= 0).all(axis=0).mean())


def _softmax(scores: Array) -> Array:
    powers: Array = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares
