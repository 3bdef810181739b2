"""Comparing what a program gives with what is right, number by number, and showing the plainest difference.

Both must be close: within a relative and an absolute tolerance, nan only where nan is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import ulp

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, sampling
from grader.maths.figures import apart, plainness
from grader.maths.formula import Formula
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed

Array = NDArray[np.float64]
Numbers = NDArray[np.float64] | NDArray[np.complex128]

RELATIVE = 1e-9  # what a few thousand float64 operations lose at most
ABSOLUTE = 1e-12  # losing tiny values is the business of `accurate` alone
WHOLE = tuple(float(i) for i in range(-6, 7))
SPREAD = 120  # points drawn


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """How far apart two numbers may be: relative · |right| + absolute."""

    relative: float = RELATIVE
    absolute: float = ABSOLUTE

    def differ(self, actual: Numbers, right: Numbers) -> NDArray[np.bool_]:
        """Return where two arrays differ by more; nan is close to nan alone, an infinity to itself."""
        with np.errstate(all="ignore"):
            close = np.abs(actual - right) <= self.relative * np.abs(right) + self.absolute
        close &= np.isfinite(right)  # an infinity is as far from a number as from its opposite
        return np.asarray(~(close | (actual == right) | (np.isnan(actual) & np.isnan(right))))


def points(routine: Routine, rng: np.random.Generator, low: float, high: float) -> Array:
    """Return where to look between two ends: plain numbers, edges, the numbers in the program, and luck."""
    marks = [mark + shift for mark in map(float, routine.landmarks) for shift in (0.0, 1e-6, -1e-6, 1e-9, -1e-9)]
    return spread(rng, low, high, marks)


def spread(rng: np.random.Generator, low: float, high: float, marks: Sequence[float] = ()) -> Array:
    """Return sorted points between two ends: plain numbers, edges, marks, and luck."""
    sizes = [10.0**power for power in range(-9, 2)]
    drawn = [*rng.uniform(low, high, SPREAD), *rng.uniform(-3, 3, SPREAD)]
    grid = np.linspace(low, high, 121)
    found = np.unique(np.array([*WHOLE, *sizes, *(-size for size in sizes), *marks, *drawn, *grid], dtype=np.float64))
    return found[(low <= found) & (found <= high)]


TOLERANCE = Tolerance()


def right(routine: Routine, formula: Formula | None, x: Array) -> Array:
    """Return the right values: of a formula exactly, nan where it has none, else of the exercise's own program."""
    if formula is None:
        with routine.right() as own:
            return own.row(x.copy())
    return np.array([balls.to_float(partial(formula.ball, (point,))) for point in exactly(formula, x)])


def exactly(formula: Formula, x: Array) -> list[Fraction]:
    """Return points as a formula has them: a program's 0.1 is the float beside the 1/10 where the formula switches."""
    largest = Fraction(float(np.abs(x).max(initial=1)))
    marks = {float(mark): mark for mark in sampling.marks(formula) if abs(mark) <= largest}
    return [marks.get(one, Fraction(one)) for one in x.tolist()]


def plainest(x: Array, wrong: NDArray[np.bool_]) -> int:
    """Return which of the points where something is wrong is the plainest: short to write and near to 0."""
    return min(np.flatnonzero(wrong).tolist(), key=lambda i: plainness(Fraction(float(x[i]))))


def differs(name: str, x: float, actual: float, right: float) -> Finding:
    """Return the finding for one number that is not right, with how far it is off."""
    got, expected = (
        apart(actual, right) if np.isfinite(actual) and np.isfinite(right) else (f"{actual:g}", f"{right:g}")
    )
    seen = Observation(x=(x,), expected=expected, actual=got)
    return failed(f"{name}({x:.10g}) gives {got}; the right value is {expected}{_off(actual, right)}.", seen)


def _off(actual: float, right: float) -> str:
    """Say by how many units in the last place two numbers differ, where that is few enough to be about rounding."""
    if not (np.isfinite(actual) and np.isfinite(right)) or actual == right:
        return ""
    ulps = float(abs(actual - right)) / ulp(abs(right))
    return f" ({ulps:.3g} units in the last place off)" if 1 <= ulps < 1e6 and abs(right) > 1e-300 else ""


def ranks(x: Array) -> NDArray[np.intp]:
    """Return the place of each point among all, the plainest first."""
    order = sorted(range(len(x)), key=lambda i: plainness(Fraction(float(x[i]))))
    return np.argsort(np.array(order))
