"""Looking at a function of one variable where it has values.

What is asked of a function is asked on its natural domain; one with next to no values fails whatever is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from grader.maths import certainty, sampling
from grader.maths.balls import LADDER, Gap
from grader.maths.figures import plainness
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import Sample
from grader.report import Finding, Observation, failed, undecided

Array = NDArray[np.float64]

REACH = 1e4  # how far out is looked by default
LEAST = 5  # points with a value; with fewer there is nothing to see
CONFIRMED = 8  # suspects of one question that are looked at exactly


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Sorted points where the function has a value, exact and as floats, with its float64 values; some may be inf.

    rims: where there are points without a value, the first, the last and the simplest in each row of them.
    """

    points: tuple[Fraction, ...]
    x: Array
    y: Array
    rims: tuple[Fraction, ...] = ()

    def __str__(self) -> str:
        return f"{len(self.points):,} points of [−{REACH:g}, {REACH:g}]"


def look(f: Function, rng: np.random.Generator, *, finite: bool = False) -> Sight | Finding:
    """Return what the function shows, if asked only where that is finite, or what to say if it is next to nothing."""
    sample = sampling.line(f, rng)
    y = values(f, *sample.arrays)
    known = np.isfinite(y) if finite else ~np.isnan(y)
    if np.count_nonzero(known) >= LEAST:
        kept = sample.only(known)
        points = tuple(x for (x,) in kept.points)
        return Sight(points=points, x=kept.arrays[0], y=y[known], rims=tuple(_rims(sample, known)))
    near_zero = sorted((x for (x,), seen in zip(sample.points, known, strict=True) if not seen), key=abs)
    for x in near_zero[:CONFIRMED]:
        if certainty.is_defined(f, x) is False:
            return without_value(x)
    return undecided("Too few of its values could be computed.")


def too_large(f: Formula, seen: Sight) -> Fraction | None:
    """Return a point where the value is beyond the floats and can't be told exactly either; the plainest first."""
    beyond = sorted((seen.points[i] for i in np.flatnonzero(np.isinf(seen.y))), key=plainness)
    return next((x for x in beyond[:CONFIRMED] if all(f.ball((x,), bits) is Gap.UNSURE for bits in LADDER)), None)


def _rims(sample: Sample, known: NDArray[np.bool_]) -> Iterator[Fraction]:
    """Yield both ends of each row of points without a value, and its simplest point: a hole looks wide in float64."""
    if known.all():
        return
    for has_value, row in groupby(zip(sample.points, known, strict=True), key=lambda pair: bool(pair[1])):
        if not has_value:
            points = [x for (x,), _ in row]
            yield from {points[0], points[-1], min(points, key=lambda x: (x.denominator, abs(x)))}


def without_value(x: Fraction, *, exact: bool = True) -> Finding:
    """Return the finding for a point where a value is needed and there is none, or that is as near as a float gets."""
    seen = Observation(x=(float(x),), expected="a value", actual="no value")
    return failed(f"Has no value at x {'=' if exact else '≈'} {float(x):.6g}.", seen)
