"""Whether the slope is large enough for learning on an interval."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check, Interval
from grader.maths import certainty
from grader.maths.certainty import Claim
from grader.maths.figures import apart, plainness
from grader.maths.formula import Formula, Function, values
from grader.report import Finding, Observation, failed, passed, undecided
from grader.sight import LEAST, without_value

Array = NDArray[np.float64]

CELLS = 400  # equal parts of the interval; the slope is looked at in the middle of each
ROUNDED = Fraction(1, 10**9)  # relative: what a share or slope such as 0.1 may be off, and the slope of opaque code
STEP = Fraction(1, 10**6)  # of the difference that stands for the slope of opaque code, for an interval of length 1


@dataclass(frozen=True)
class Steep(Check[Function]):
    """Has at least some slope, up or down, on an interval.

    slope: the least there may be; above 0.
    on: the interval, as in [-3, 3].
    share: on how much of the interval, 1 for all of it.
    """

    slope: float
    on: Interval
    share: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.slope < np.inf or not 0 < self.share <= 1:
            raise ValueError("the slope is above 0, the share above 0 and at most 1")
        if not -np.inf < self.on[0] < self.on[1] < np.inf:
            raise ValueError("the interval has a beginning and an end")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for places that are too flat, until there are too many."""
        del rng
        points, slope = _middles(self.on), _slope(answer, self.on)
        slopes = np.abs(slope.array(np.array(points, dtype=float)))
        seen = [(float(found), x) for found, x in zip(slopes, points, strict=True) if not np.isnan(found)]
        if len(seen) < LEAST:
            return _without_slopes(answer, points)
        flat = sorted(pair for pair in seen if pair[0] < self.slope)
        too_many, share = len(seen) - ceil((Fraction(self.share) - ROUNDED) * len(seen)) + 1, 1 - len(flat) / len(seen)
        if len(flat) >= too_many:
            certainly = tuple(islice((x for _, x in flat if slope.is_below(x, self.slope)), too_many))
            if len(certainly) == too_many:
                return self._too_flat(slope, certainly[0], share)
        return passed(
            f"The slope is at least {self.slope:.6g} on {_percent(max(share, self.share))} of {_shown(self.on)}."
        )

    def _too_flat(self, slope: "_Slope", x: Fraction, share: float) -> Finding:
        actual, least = apart(slope.at(x), self.slope)
        wanted = "all of it" if self.share == 1 else f"at least {_percent(self.share)}"
        seen = Observation(x=(float(x),), expected=f"a slope of at least {least}", actual=actual)
        sentence = f"The slope is at least {least} on {_percent(share)} of {_shown(self.on)}, not on {wanted}"
        return failed(f"{sentence}: at x = {float(x):.6g} it is {actual}.", seen)


@dataclass(frozen=True, kw_only=True)
class _Slope:
    """The slope of a function, without a sign: of a formula by its derivative, of opaque code by differences.

    array: in float64; nan where there is a kink or no value.
    base, claim: the slope at a point for certain, as a claim about a function.
    """

    array: Callable[[Array], Array]
    base: Function
    claim: Callable[[Fraction], Claim]

    def at(self, x: Fraction) -> float:
        """Return the slope for display."""
        return abs(certainty.number(self.base, self.claim(x)))

    def is_below(self, x: Fraction, slope: float) -> bool:
        """Whether the slope is certainly smaller."""
        claim, least = self.claim(x), Fraction(slope) * (1 - ROUNDED)
        return certainty.sign(self.base, lambda value, exact: abs(claim(value, exact)) - exact(least)) == -1


def _slope(f: Function, on: Interval) -> _Slope:
    if isinstance(f, Formula):
        derivative = f.derivative()
        return _Slope(array=derivative, base=derivative, claim=lambda x: lambda value, exact: value(x))  # noqa: ARG005
    h = STEP * (Fraction(on[1]) - Fraction(on[0]))

    def difference(x: Array) -> Array:
        with np.errstate(invalid="ignore"):
            return (values(f, x + float(h)) - values(f, x - float(h))) / float(2 * h)

    return _Slope(
        array=difference, base=f, claim=lambda x: lambda value, exact: (value(x + h) - value(x - h)) / exact(2 * h)
    )


def _middles(on: Interval) -> list[Fraction]:
    low, high = map(Fraction, on)
    return [low + (high - low) * Fraction(2 * i + 1, 2 * CELLS) for i in range(CELLS)]


def _percent(share: float) -> str:
    return f"{floor(1000 * share + ROUNDED) / 10:g}%" if share else "none"


def _shown(on: Interval) -> str:
    return f"[{on[0]:g}, {on[1]:g}]"


def _without_slopes(f: Function, points: list[Fraction]) -> Finding:
    missing = next((x for x in sorted(points, key=plainness) if certainty.is_defined(f, x) is False), None)
    return undecided("No slope could be computed.") if missing is None else without_value(missing)
