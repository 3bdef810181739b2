"""Gradients of programs: as torch's autograd has them, and as differences of values show them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.programs.routine import Routine

Array = NDArray[np.float64]

STEP = 2.0**-10
BENT = 0.01  # how far the slopes on both sides may differ: by more where there is a kink between
CONSTANT = "does not require grad"  # what torch says of the gradient of a gradient that doesn't depend on x


def gradient(routine: Routine, x: Array, upstream: Array, order: int = 1) -> Array:
    """Return what autograd passes back.  RunError: nothing, or no array like x."""
    try:
        found = routine.program.vjp(routine.name, x.copy(), upstream.copy(), order=order)
    except RunError as error:
        if order > 1 and CONSTANT in error.message:
            return np.zeros(x.shape)
        raise
    if isinstance(found, tuple) or found.shape != x.shape:
        raise RunError(Trouble.SHAPE, f"The gradient of {routine.name} is no array of the shape of x.")
    return found.astype(np.float64)


def weighted(f: Callable[[Array], Array], x: Array, weights: Array) -> Array:
    """Return the gradient of the weighted sum of what f gives, by differences; nan at kinks."""
    middle = _total(f, x, weights)
    found = np.full(x.shape, np.nan)
    for index in np.ndindex(x.shape):
        shift = np.zeros(x.shape)
        shift[index] = STEP
        low, down, up, high = (_total(f, x + k * shift, weights) for k in (-2, -1, 1, 2))
        slope = (8 * (up - down) - (high - low)) / (12 * STEP)
        if abs(up - 2 * middle + down) <= BENT * STEP * (1 + abs(slope)):
            found[index] = slope
    return found


def _total(f: Callable[[Array], Array], x: Array, weights: Array) -> float:
    y = np.asarray(f(x), dtype=np.float64)
    return float((y * weights).sum()) if y.shape == weights.shape else np.nan
