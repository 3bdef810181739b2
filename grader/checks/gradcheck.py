"""Whether the gradient that torch's autograd gets through a program is that of what the program computes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths.figures import apart
from grader.programs import slopes
from grader.programs.agreement import TOLERANCE
from grader.programs.arguments import written
from grader.programs.differentiation import gradient, weighted
from grader.programs.routine import Routine
from grader.programs.slopes import Fault
from grader.report import Finding, Observation, failed, passed, undecided

Array = NDArray[np.float64]

SHAPE = (2, 3)  # of the arrays that functions are asked about whose values depend on each other
TENTHS = 20  # their entries are tenths, up to 2
UPSTREAM = (1.0, 3.0, -2.0, 0.5)
CLOSE = 1e-6  # differences are good to 1e-9 where nothing bends sharply


@dataclass(frozen=True)
class Gradcheck(Check[Routine]):
    """Passes back the gradient of what it computes, away from kinks, times the upstream gradient.

    order: 2 to ask the same of the gradient itself; 1 if left out.
    """

    order: int = 1

    def __post_init__(self) -> None:
        """Refuse what is too steep."""
        if self.order not in {1, 2}:
            raise ValueError("order is 1 or 2")

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Compare autograd with differences: number by number, or in an array whose numbers depend on each other."""
        x = slopes.points(answer, rng)
        y = np.asarray(answer.call(x.copy()))
        fewer = np.asarray(answer.call(x[::2].copy()))
        if y.shape == x.shape and fewer.shape == x[::2].shape and not TOLERANCE.differ(fewer, y[::2]).any():
            return self._one_by_one(answer, x, np.isfinite(y), rng)
        return self._together(answer, rng)

    def _one_by_one(self, routine: Routine, x: Array, finite: NDArray[np.bool_], rng: np.random.Generator) -> Finding:
        right = replace(slopes.measured(self._asked(routine), x), finite=finite)
        known = int(np.count_nonzero(right.known))
        if not known:
            return undecided(f"The slope of {routine.name} could not be told at any of {x.size} points.")
        if found := slopes.fault(right, lambda x, g: gradient(routine, x, g, self.order), rng):
            return self._differs(routine.name, found)
        return passed(f"Its gradient is right at {known} points.")

    def _asked(self, routine: Routine) -> Callable[[Array], Array]:
        """Return the function whose slopes are to be passed back."""
        if self.order == 1:
            return routine.row
        return lambda x: gradient(routine, x, np.ones(x.shape), self.order - 1)

    def _together(self, routine: Routine, rng: np.random.Generator) -> Finding:
        x = rng.integers(-TENTHS, TENTHS + 1, SHAPE) / 10
        upstream = rng.choice(UPSTREAM, np.asarray(routine.call(x.copy())).shape)
        if self.order == 1:
            right = weighted(lambda x: np.asarray(routine.call(x)), x, upstream)
        else:
            right = weighted(lambda x: gradient(routine, x, upstream, self.order - 1), x, np.ones(SHAPE))
        found = gradient(routine, x, upstream, self.order)
        with np.errstate(invalid="ignore"):
            wrong = np.argwhere(~np.isnan(right) & ~(np.abs(found - right) <= CLOSE * (1 + np.abs(right))))
        if not wrong.size:
            return passed(f"Its gradient is right for an array of shape {SHAPE}.")
        index = tuple(map(int, wrong[0]))
        actual, expected = apart(float(found[index]), float(right[index]))
        place = f"for x[{', '.join(map(str, index))}] of x = {written(x)} with upstream gradient {written(upstream)}"
        seen = Observation(expected=expected, actual=actual)
        return failed(f"{self._which(routine.name)} {place} is {actual}; differences give {expected}.", seen)

    def _which(self, name: str) -> str:
        return f"The gradient of {name}" if self.order == 1 else f"The gradient of the gradient of {name}"

    def _differs(self, name: str, found: Fault) -> Finding:
        actual, product = apart(found.actual, found.upstream * found.low)
        times = "" if found.upstream == 1 else f" with upstream gradient {found.upstream:g}"
        given = (
            f"{self._which(name)} at {found.x:.6g}{times} is {actual}{'' if found.alone else ' among other numbers'}"
        )
        seen = Observation(x=(found.x,), expected=found.times, actual=actual)
        if np.isnan(found.low):
            return failed(f"{given}, though {name} has a value there.", seen)
        if found.is_kink or found.upstream != 1:
            return failed(f"{given}; right is {found.times}{'' if found.is_kink else f', which is {product}'}.", seen)
        return failed(f"{given}; the slope there is {product}.", seen)
