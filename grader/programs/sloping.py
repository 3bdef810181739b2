"""A program's function as networks use it: values, and what a gradient from above becomes.

An elementwise function is asked once, at all knots, in arrays as large as a network has in training; between two of
them it is a straight line, and its slope that of the knot towards 0.  A straight-through estimator has slopes that are
not those of its values, so neither is made from the other.  Where a look at other points shows that this isn't good
enough, the program is called whenever a value is needed.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.programs.routine import Routine, described

Single = NDArray[np.float32]

CUT = 13  # low bits of a float32 that a knot has not: 1,024 knots between a power of 2 and the next
SMALLEST, LARGEST = 2.0**-14, 2.0**15
SIZE = 16_384  # of an array: 8 networks, 64 rows, 32 units
SPREAD = 4.0  # standard deviation of other points
CLOSE, NEAR = 1e-4, 1e-2  # how far off values and slopes may be there, beside 1 and beside the value
ALL_BUT = 32  # of them: in a cell with a jump the line is wrong
PATIENCE = 10.0  # s of computing: a worker gives up on what takes a minute
STEP = 2.0**-9  # of a difference, as a part of x


class Sloping(Protocol):
    """Values and gradients of a function, for arrays of any shape."""

    def value(self, x: Single) -> Single:
        """Return f(x)."""

    def pulled(self, x: Single, upstream: Single) -> Single:
        """Return upstream · f′(x)."""


def sloping(routine: Routine) -> Sloping:
    """Return a program's function as networks use it: as a table where that does.  RunError: it gives no values."""
    called = _Called(routine)
    table = _table(called)
    x = np.random.default_rng(0).normal(0, SPREAD, SIZE).astype(np.float32)
    up = np.ones_like(x)
    good = _alike(called.value(x), table.value(x), CLOSE) and _alike(called.pulled(x, up), table.pulled(x, up), NEAR)
    return table if good else called


def _alike(seen: Single, told: Single, close: float) -> bool:
    with np.errstate(all="ignore"):
        near = np.abs(seen - told) <= close * (1 + np.abs(seen))
    good = near | (seen == told) | (np.isnan(seen) & np.isnan(told))
    return int(np.count_nonzero(~good)) <= ALL_BUT


@dataclass(frozen=True)
class _Called:
    """Calls the program each time, until it has computed too long for a trial."""

    routine: Routine

    def value(self, x: Single) -> Single:
        if self.routine.program.child.computed() > PATIENCE:
            what = f"{self.routine.name} is too slow to train with: it has computed for more than {PATIENCE:.0f} s."
            raise RunError(Trouble.TIMED_OUT, what)
        found = self.routine.call(x.reshape(-1).copy())
        if not isinstance(found, np.ndarray) or found.dtype.kind not in "fiub" or found.size != x.size:
            what = f"{self.routine.name} gives {described(found)} for an array of {x.size} numbers."
            raise RunError(Trouble.SHAPE, what)
        return found.astype(np.float32).reshape(x.shape)

    def pulled(self, x: Single, upstream: Single) -> Single:
        if self.routine.source.library == "torch":
            name = self.routine.name
            found = self.routine.program.vjp(name, x.reshape(-1).copy(), upstream.reshape(-1).copy())
            if isinstance(found, tuple) or found.size != x.size:
                raise RunError(Trouble.SHAPE, f"The gradient of {name} is no array of the shape of x.")
            return found.astype(np.float32).reshape(x.shape)
        return upstream * self._slope(x)

    def _slope(self, x: Single) -> Single:
        """Return f′ as a difference in float64: numpy's programs have no gradient of their own."""
        at = x.reshape(-1).astype(np.float64)
        step = STEP * np.maximum(np.abs(at), STEP)
        high, low = (self.routine.row(at + side * step) for side in (1, -1))
        return ((high - low) / (2 * step)).astype(np.float32).reshape(x.shape)


@dataclass(frozen=True)
class _Table:
    """Values and slopes at all knots, those of positive numbers first, each from 0 up.

    rise: of the straight line from a knot to the next one away from 0; beyond the last one its slope.
    """

    y: Single
    slope: Single
    rise: Single

    def value(self, x: Single) -> Single:
        at, knot = self._places(x)
        return (self.y[at] + self.rise[at] * (x - knot)).astype(np.float32)

    def pulled(self, x: Single, upstream: Single) -> Single:
        at, _ = self._places(x)
        return (upstream * self.slope[at]).astype(np.float32)

    def _places(self, x: Single) -> tuple[NDArray[np.intp], Single]:
        """Return which knot is the next one towards 0, and the knots."""
        half = len(self.y) // 2
        size = np.minimum(np.abs(x), np.float32(LARGEST))
        bits = (size.view(np.uint32) >> CUT).astype(np.int64)
        at = np.clip(bits - _first() + 1, 0, half - 1) + half * np.signbit(x)
        return at, _knots()[at]


def _first() -> int:
    return int(np.float32(SMALLEST).view(np.uint32)) >> CUT


def _knots() -> Single:
    last = int(np.float32(LARGEST).view(np.uint32)) >> CUT
    bits = np.arange(_first(), last + 1, dtype=np.uint32) << np.uint32(CUT)
    positive = np.concatenate([[np.float32(0)], bits.view(np.float32)])
    return np.concatenate([positive, -positive])


def _table(called: _Called) -> _Table:
    knots = _knots()
    padded = np.resize(knots, -(-len(knots) // SIZE) * SIZE)
    parts, up = padded.reshape(-1, SIZE), np.ones(SIZE, np.float32)
    y = np.concatenate([called.value(part) for part in parts])[: len(knots)]
    slope = np.concatenate([called.pulled(part, up) for part in parts])[: len(knots)]
    rise = slope.copy()
    half = len(knots) // 2
    with np.errstate(all="ignore"):
        for side in (slice(0, half), slice(half, None)):
            rise[side][:-1] = np.diff(y[side].astype(np.float64)) / np.diff(knots[side].astype(np.float64))
    return _Table(y, slope, rise)
