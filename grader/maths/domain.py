"""Where a function has no value: at points one can name, and at irrational roots of denominators."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from grader.maths.certainty import Sign, is_defined, sign
from grader.maths.figures import plainness
from grader.maths.formula import Formula, Function
from grader.maths.landmarks import divisors
from grader.maths.sampling import Sample, switching

Array = NDArray[np.float64]

NEARBY = (0, 4, 256, 2**14)  # floats: how far off rounding may put a root
CONFIRMED = 16  # stretches without values in float64 that are looked at exactly


@dataclass(frozen=True, kw_only=True)
class Hole:
    """A point without a value.  exact: it is this very point, not an irrational one a few floats off."""

    at: Fraction
    exact: bool = True


def hole(f: Function, sample: Sample, y: Array) -> Hole | None:
    """Return a point where f certainly has no value, given its float64 values at a sorted sample, or None."""
    for x in dict.fromkeys(_suspects(f, sample, y)):
        if is_defined(f, x) is False:
            return Hole(at=x)
    if not isinstance(f, Formula):
        return next((Hole(at=x) for x in _poles(sample, y)), None)
    roots = sorted((ends for ends in switching(f).holes if ends[0] < ends[1]), key=lambda ends: abs(ends[0]))
    touched = switching(f).touched
    certain = (ends for ends in roots if ends in touched or _is_root(f, *ends))
    return next((Hole(at=Fraction(sum(ends) / 2), exact=False) for ends in certain), None)


def _is_root(f: Formula, left: float, right: float) -> bool:
    """Whether a divisor certainly has both signs close by, so that it is 0 somewhere between."""
    for node in divisors(f.expanded, f.variables[0], left, right):
        divisor = Formula(tree=node, variables=f.variables)
        for floats in NEARBY:
            reach = Fraction(floats * float(np.spacing(abs(right))))
            below, above = (_sign(divisor, x) for x in (Fraction(left) - reach, Fraction(right) + reach))
            if below and above and below != above:
                return True
    return False


def _sign(f: Formula, x: Fraction) -> Sign | None:
    return sign(f, lambda value, _: value(x))


def _poles(sample: Sample, y: Array) -> Iterator[Fraction]:
    """Yield where opaque code is infinite alone among its neighbours: it divides by 0 there, and does not overflow."""
    finite = np.isfinite(y)
    for i in np.flatnonzero(np.isinf(y[1:-1]) & finite[:-2] & finite[2:]).tolist():
        yield sample.points[i + 1][0]


def _suspects(f: Function, sample: Sample, y: Array) -> Iterator[Fraction]:
    """Yield the plainest point of each stretch without values in float64, then a formula's landmarks."""
    missing = groupby(zip(np.isnan(y).tolist(), sample.points, strict=True), key=lambda pair: pair[0])
    stretches = [min((x for _, (x,) in stretch), key=plainness) for nan, stretch in missing if nan]
    yield from sorted(stretches, key=plainness)[:CONFIRMED]
    if isinstance(f, Formula):
        end = sample.points[-1][0]
        for mark in switching(f).points:
            yield from (mark,) if abs(mark) <= end else (mark, mark - 1, mark + 1)  # no sample goes so far
