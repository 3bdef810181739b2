"""How many ReLU units are dead before training begins, for a bias that all of them share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.pictures import Picture, Series
from grader.trials.experiment import Experiment, Outcome, Runs

UNITS, INPUTS, WIDTH = 256, 1024, 64
SEEDS = 8
SHOWN = (-10.0, 2.0, 49)  # biases of the picture: from, to, how many


@dataclass(frozen=True)
class DeadUnits(Experiment):
    """The share of 256 ReLU units that give 0 for all of 1024 inputs x ~ N(0, I_64); weights ~ N(0, 2/64).

    A run is the bias of all units, such as -4.
    """

    def refuse(self, run: str) -> None:
        """Refuse what is no number."""
        _bias(run)

    def outcome(self, runs: Runs) -> Outcome:
        """Draw inputs and weights for each seed; count for each bias."""
        highest = np.stack([_highest(seed) for seed in range(SEEDS)])
        axis = np.linspace(*SHOWN[:2], num=int(SHOWN[2]))
        shares = np.stack([_dead(highest, bias) for bias in axis])
        line = Series(
            name="dead units",
            y=tuple(shares.mean(axis=1)),
            low=tuple(shares.min(axis=1)),
            high=tuple(shares.max(axis=1)),
        )
        picture = Picture(
            title="Units born dead", across="bias of all units", up="share of the units", x=tuple(axis), series=(line,)
        )
        values = {name: float(_dead(highest, _bias(run)).mean()) for name, run in runs.items()}
        return Outcome(values=values, pictures=(picture,))

    def words(self, value: float) -> str:
        """Return a share with two digits after the point."""
        return f"{value:.2f}"


def _bias(run: str) -> float:
    try:
        return float(run)
    except ValueError:
        raise ValueError(f"“{run}” is not a run of dead_units; write the bias of all units, such as -4") from None


def _highest(seed: int) -> NDArray[np.float64]:
    """Return for each unit the largest w · x over all inputs."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 1, (INPUTS, WIDTH))
    weights = rng.normal(0, (2 / WIDTH) ** 0.5, (WIDTH, UNITS))
    highest: NDArray[np.float64] = (x @ weights).max(axis=0)
    return highest


def _dead(highest: NDArray[np.float64], bias: float) -> NDArray[np.float64]:
    """Return for each seed the share of units that no input wakes."""
    shares: NDArray[np.float64] = (highest + bias <= 0).mean(axis=1)
    return shares
