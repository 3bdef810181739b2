"""How good a central difference is, for a step h: one error falls with h, another one grows."""

from dataclasses import dataclass
from math import cosh, log10, tanh

import numpy as np

from grader.pictures import Picture, Series
from grader.trials.experiment import Experiment, Outcome, Runs

AT = 1.0
SHOWN = (-14.0, 0.0, 57)  # powers of 10 in the picture: from, to, how many
LEAST = 1e-17  # an error of 0 is shown, and compared, as this


@dataclass(frozen=True)
class DifferenceStep(Experiment):
    """The error of (tanh(1+h) − tanh(1−h))/(2h) as the slope of tanh at 1, in float64, as a power of 10.

    A run is h, such as 1e-5.
    """

    def refuse(self, run: str) -> None:
        """Refuse what is no step."""
        _step(run)

    def outcome(self, runs: Runs) -> Outcome:
        """Take the difference at each step."""
        axis = np.linspace(*SHOWN[:2], num=int(SHOWN[2]))
        picture = Picture(
            title="The error of a central difference",
            across="h, as a power of 10",
            up="error of the slope",
            x=tuple(axis),
            series=(Series(name="tanh at 1", y=tuple(_error(10.0**power) for power in axis)),),
            logarithmic=True,
        )
        return Outcome(
            values={name: log10(_error(_step(run))) for name, run in runs.items()},
            pictures=(picture,),
        )

    def words(self, value: float) -> str:
        """Return the error itself."""
        return f"{10**value:.1e}"


def _step(run: str) -> float:
    try:
        step = float(run)
    except ValueError:
        step = 0.0
    if not 0 < step <= 1:
        raise ValueError(f"“{run}” is not a run of difference_step; write a step up to 1, such as 1e-5")
    return step


def _error(step: float) -> float:
    difference = (tanh(AT + step) - tanh(AT - step)) / (2 * step)
    return max(abs(difference - cosh(AT) ** -2), LEAST)
