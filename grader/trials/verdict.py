"""When enough seeds have been seen: after 4, 8 and 16 of them the question is settled, goes on, or stays open.

Differences are paired by seed, so that luck in the initial weights and in the order of the data cancels.  Each look
asks for an interval at 99.5 %; over twenty other sets of seeds hardly a verdict turns round.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

LOOKS = (4, 8, 16)  # seeds
ALPHA = 0.005  # that an interval misses, two-sided, at each look
FLOOR = 0.003  # of the standard deviation: a test set has a few hundred rows
UNSTABLE = 0.05  # a standard deviation beyond which seeds do not agree with each other

Outcome = Literal["passed", "failed", "undecided"]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """An outcome, with the interval of the mean difference that it rests on.

    seeds: how many were seen.  longer: steps of their training, where that was more than usual; 0 else.
    """

    outcome: Outcome
    low: float
    high: float
    seeds: int
    longer: int = 0


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return the two-sided t interval of a mean."""
    count = len(differences)
    spread = max(float(np.std(differences, ddof=1)), FLOOR)
    reach = float(stdtrit(count - 1, 1 - ALPHA / 2)) * spread / count**0.5
    middle = float(np.mean(differences))
    return middle - reach, middle + reach


def settle(look: Callable[[int], Sequence[float]], looks: Sequence[int] = LOOKS) -> Settled:
    """Ask for the differences of more and more seeds until all of an interval lies on one side of 0.

    look: returns the differences of so many seeds.
    """
    for seeds in looks:
        low, high = interval(look(seeds))
        if low > 0 or high < 0:
            return Settled(outcome="passed" if low > 0 else "failed", low=low, high=high, seeds=seeds)
    return Settled(outcome="undecided", low=low, high=high, seeds=seeds)


def is_unstable(accuracies: Sequence[float]) -> bool:
    """Whether some seeds learn and others do not."""
    return float(np.std(accuracies, ddof=1)) > UNSTABLE
