"""Climbing from the best of a few points to the best close by.

A sample finds the hill and not its top: the steepest slope of silu is 1.09984, but at no point one would draw.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS = 16  # parts each round divides the neighbourhood into
ROUNDS = 16  # 8^16 shrinks a gap of the grid to what float64 can tell apart, beside a pole too


def climb(score: Callable[[Array], Array], x: Array) -> float:
    """Return a point near the best of the sorted points x where the score is at least as high; nan is lowest."""
    best = int(np.argmax(_heights(score, x)))
    low, high = x[max(best - 1, 0)], x[min(best + 1, len(x) - 1)]
    for _ in range(ROUNDS):
        steps = np.append(np.linspace(low, high, STEPS + 1), x[best])
        heights = _heights(score, steps)
        top = steps[int(np.argmax(heights))]
        reach = (high - low) / STEPS
        low, high = top - reach, top + reach
    return float(top)


def _heights(score: Callable[[Array], Array], x: Array) -> Array:
    heights = score(x)
    return np.where(np.isnan(heights), -np.inf, heights)
