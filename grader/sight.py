"""Looking at a function of one variable where it has values.

What is asked of a function is asked on its natural domain; one with next to no values fails whatever is asked.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.maths import certainty, sampling
from grader.maths.formula import Function, values
from grader.report import Finding, Observation, failed, undecided

Array = NDArray[np.float64]

REACH = 1e4  # how far out is looked by default
LEAST = 5  # points with a value; with fewer there is nothing to see
CONFIRMED = 8  # suspects of one question that are looked at exactly


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Sorted points where the function has a value, exact and as floats, with its float64 values; some may be inf.

    rims: points without a value next to ones with.
    """

    points: tuple[Fraction, ...]
    x: Array
    y: Array
    rims: tuple[Fraction, ...] = ()

    def __str__(self) -> str:
        return f"{len(self.points):,} points of [−{REACH:g}, {REACH:g}]"


def look(f: Function, rng: np.random.Generator) -> Sight | Finding:
    """Return what the function shows, or what to say if it has next to no values."""
    sample = sampling.line(f, rng, reach=REACH)
    y = values(f, *sample.arrays)
    known = ~np.isnan(y)
    if np.count_nonzero(known) >= LEAST:
        kept, rims = sample.only(known), sample.only(_rims(known))
        points, without = tuple(x for (x,) in kept.points), tuple(x for (x,) in rims.points)
        return Sight(points=points, x=kept.arrays[0], y=y[known], rims=without)
    near_zero = sorted((x for (x,), seen in zip(sample.points, known, strict=True) if not seen), key=abs)
    for x in near_zero[:CONFIRMED]:
        if certainty.is_defined(f, x) is False:
            return without_value(x)
    return undecided("Too few of its values could be computed.")


def _rims(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    before, after = np.append(False, known[:-1]), np.append(known[1:], False)  # noqa: FBT003  numpy's values
    return ~known & (before | after)


def without_value(x: Fraction) -> Finding:
    """Return the finding for a point where a value is needed and there is none."""
    seen = Observation(x=(float(x),), expected="a value", actual="no value")
    return failed(f"Has no value at x = {float(x):.6g}.", seen)
