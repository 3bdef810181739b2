"""The slopes of a function of one number, and what a gradient should make of them.

At a kink every value between the two one-sided slopes is right.  Where they are to be measured, the function is asked
at two steps on each side; if these don't tell the same, it is asked closer, and if even that settles nothing, as beside
a jump or at a vertical tangent, nothing is said about the slope there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls
from grader.maths.formula import Formula
from grader.programs.agreement import Tolerance, exactly, plainest, right
from grader.programs.routine import Routine

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Measured = Callable[[Array], Array]
Graded = Callable[[Array, Array], Array]  # x and an upstream gradient to the gradient of x

EXACT = Tolerance()
MEASURED = Tolerance(relative=1e-6, absolute=1e-7)  # five-step differences are good to 1e-9 where nothing bends sharply
STEPS = (2.0**-7, 2.0**-12, 2.0**-17)  # powers of two: x + h loses nothing
FINER = 5 / 8  # of a step, that is the second; not a half, in which waves that fool the first repeat
WEIGHTS = (-137 / 60, 5.0, -5.0, 10 / 3, -5 / 4, 1 / 5)  # of f(x), f(x + h), … f(x + 5h) in h · f′(x), to order 5
SETTLED = 1e-7  # how well two steps must agree, beside rounding
ROUNDING = 1e-13  # of the weighted sum, relative to the values
BESIDE, NEARER = Fraction(1, 10**20), Fraction(1, 10**10)  # where a formula shows its slope on one side of a kink
STEADY = 1e-6  # how well the two must agree: else the slope has no limit there

PLAIN = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 0.0, 3.0, -3.0, 0.3, 5.0, -5.0)
SIZES = (1e-9, 1e-6, 1e-4, 1e-2, 10.0, 20.0, 30.0)
DRAWN, REACH = 40, 30.0
THREE = 3.0  # the upstream gradient of a loss of three times the function
UPSTREAM = (3.0, -2.0, 0.5, 1.0, 0.0, -1.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Slopes:
    """Points and the slopes that are right there, from low to high; nan where nothing is said.

    finite: where the function has a value.
    """

    x: Array
    low: Array
    high: Array
    finite: Mask
    tolerance: Tolerance

    @property
    def known(self) -> Mask:
        """Where a slope is known."""
        return np.isfinite(self.low) & np.isfinite(self.high)

    def only(self, i: int) -> "Slopes":
        """Return one of the points."""
        kept = slice(i, i + 1)
        return replace(self, x=self.x[kept], low=self.low[kept], high=self.high[kept], finite=self.finite[kept])

    def wrong(self, gradient: Array, upstream: Array) -> Mask:
        """Return where a gradient is not a right slope times the upstream gradient; nan never is."""
        ends = np.sort([self.low * upstream, self.high * upstream], axis=0)
        missed = np.clip(gradient, ends[0], ends[1])
        size = np.maximum(1, np.abs(upstream))
        allowed = self.tolerance.relative * np.abs(missed) + self.tolerance.absolute * size
        with np.errstate(invalid="ignore"):
            close = np.abs(gradient - missed) <= allowed
        return np.asarray(np.where(self.known, ~close, self.finite & np.isnan(gradient)))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A gradient that is not right.

    upstream: 1 where the slope itself is wrong.  low, high: of the right slopes; nan where none is known.
    alone: whether it is just as wrong when asked at this point alone.
    """

    x: float
    upstream: float
    actual: float
    low: float
    high: float
    alone: bool

    @property
    def is_kink(self) -> bool:
        """Whether more than one slope is right."""
        return self.high - self.low > MEASURED.relative * max(1.0, abs(self.low))

    @property
    def expected(self) -> str:
        """The right slope in words."""
        if np.isnan(self.low):
            return "a number"
        if self.is_kink:
            return f"a slope from {self.low + 0.0:.6g} to {self.high + 0.0:.6g}"
        return f"a slope of {self.low + 0.0:.6g}"

    @property
    def times(self) -> str:
        """What should come of it, in words."""
        return self.expected if self.upstream == 1 else f"{self.expected} times {self.upstream:g}"


def points(routine: Routine, rng: np.random.Generator) -> Array:
    """Return where to look: plain numbers, edges, both sides of the numbers in the program, and luck."""
    marks = [mark + shift for mark in map(float, routine.landmarks) for shift in (0.0, 1e-3, -1e-3)]
    found: Array = np.unique([*PLAIN, *SIZES, *(-size for size in SIZES), *marks, *rng.uniform(-6, 6, DRAWN)])
    return np.asarray(found[np.abs(found) <= REACH])


def exact(formula: Formula, x: Array) -> Slopes:
    """Return the slopes of a formula."""
    derivative = formula.derivative()
    ends = np.array([_ends(derivative, point) for point in exactly(formula, x)])
    finite = np.isfinite(formula(x))
    ends[~finite] = np.nan
    return Slopes(x=x, low=ends.min(axis=1), high=ends.max(axis=1), finite=finite, tolerance=EXACT)


def given(routine: Routine, formula: Formula, x: Array) -> Slopes:
    """Return slopes that a formula says, whatever they are the slopes of."""
    slope: Array = right(routine, formula, x)
    return Slopes(x=x, low=slope, high=slope, finite=~np.isnan(slope), tolerance=EXACT)


def _ends(derivative: Formula, x: Fraction) -> tuple[float, float]:
    """Return the slope at a point, or those on its two sides where it has none."""
    slope = _value(derivative, x)
    return (slope, slope) if not np.isnan(slope) else (_limit(derivative, x, -1), _limit(derivative, x, 1))


def _limit(derivative: Formula, x: Fraction, side: int) -> float:
    a, b = (_value(derivative, x + side * distance) for distance in (BESIDE, NEARER))
    return a if abs(a - b) <= STEADY * (1 + abs(a)) else np.nan


def _value(formula: Formula, x: Fraction) -> float:
    return balls.to_float(partial(formula.ball, (x,)))


def measured(f: Measured, x: Array) -> Slopes:
    """Return the slopes of a function as differences show them."""
    low, high = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    finite = np.ones(x.shape, dtype=bool)
    rest = np.arange(x.size)
    for step in STEPS:
        left, right, finite[rest] = _sides(f, x[rest], step)
        low[rest], high[rest] = np.minimum(left, right), np.maximum(left, right)
        rest = rest[np.isnan(low[rest]) & finite[rest]]
        if not rest.size:
            break
    return Slopes(x=x, low=low, high=high, finite=finite, tolerance=MEASURED)


def _sides(f: Measured, x: Array, step: float) -> tuple[Array, Array, Mask]:
    """Return the slopes on the left and on the right, nan where two steps don't agree, and where f is finite."""
    offsets = np.multiply.outer([-1, -FINER, FINER, 1], np.arange(len(WEIGHTS)) * step)
    y = f((x[:, None] + offsets.reshape(-1)).reshape(-1)).reshape(x.size, *offsets.shape)
    with np.errstate(all="ignore"):
        slopes = y @ np.array(WEIGHTS) / (step * np.array([-1, -FINER, FINER, 1]))
        rounding = ROUNDING * np.abs(y).max(axis=(1, 2)) / step
        left, right = (_settled(slopes[:, i], slopes[:, j], rounding) for i, j in ((0, 1), (3, 2)))
    return left, right, np.isfinite(y[:, 0, 0])


def _settled(coarse: Array, fine: Array, rounding: Array) -> Array:
    return np.where(np.abs(coarse - fine) <= SETTLED * (1 + np.abs(fine)) + rounding, fine, np.nan)


def fault(slopes: Slopes, gradient: Graded, rng: np.random.Generator, *, upstream: bool = True) -> Fault | None:
    """Return the plainest point where a gradient is not right, asked with upstream gradients of 1, of 3, and mixed.

    upstream: whether it takes one at all.
    """
    x = slopes.x
    rows = (np.ones(x.size), np.full(x.size, THREE), rng.choice(UPSTREAM, x.size)) if upstream else (np.ones(x.size),)
    found = gradient(np.tile(x, len(rows)), np.concatenate(rows)).reshape(len(rows), x.size)
    for row, got in zip(rows, found, strict=True):
        wrong = slopes.wrong(got, row)
        if wrong.any():
            i = plainest(x, wrong)
            return _alone(slopes.only(i), gradient, float(row[i]), float(got[i]))
    return None


def _alone(slopes: Slopes, gradient: Graded, upstream: float, among_others: float) -> Fault:
    """Return the fault at a point, asked there alone if that shows it too."""
    row = np.array([upstream])
    alone = gradient(slopes.x, row)
    same = bool(slopes.wrong(alone, row)[0])
    (x,), (low,), (high,) = slopes.x.tolist(), slopes.low.tolist(), slopes.high.tolist()
    actual = float(alone[0]) if same else among_others
    return Fault(x=x, upstream=upstream, actual=actual, low=low, high=high, alone=same)
