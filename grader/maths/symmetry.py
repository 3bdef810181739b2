"""Whether f(−x) is f(x), or −f(x): the question behind odd and even."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from grader.maths.certainty import is_defined, sign
from grader.maths.figures import plainness
from grader.maths.formula import Function, values

Array = NDArray[np.float64]
Parity = Literal[-1, 1]  # f(−x) is this many times f(x)

PLAIN = 1e-3  # relative; a difference one sees
SHOWN, WORST = 4, 8  # suspects looked at exactly: the plainest of the plain differences, the worst of all


@dataclass(frozen=True, kw_only=True)
class Asymmetry:
    """A point that is not mirrored.  missing: it has a value, and −x has none."""

    x: Fraction
    missing: bool = False


def asymmetry(f: Function, points: tuple[Fraction, ...], parity: Parity) -> Asymmetry | None:
    """Return one of these points with values that certainly breaks the symmetry, or None if none does."""
    x = np.array([float(point) for point in points])
    here, there = values(f, x), values(f, -x)
    for i in _unlike(here, there, parity, points):
        if _differs(f, points[i], parity):
            return Asymmetry(x=points[i])
    lonely = np.flatnonzero(np.isnan(there) & ~np.isnan(here)).tolist()
    for i in sorted(lonely, key=lambda i: plainness(points[i]))[:WORST]:
        if is_defined(f, points[i]) and is_defined(f, -points[i]) is False:
            return Asymmetry(x=points[i], missing=True)
    return None


def _unlike(here: Array, there: Array, parity: Parity, points: tuple[Fraction, ...]) -> Iterator[int]:
    """Yield where to look closely: the plainest of the differences one sees, then the worst of all."""
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(here - parity * there) / np.maximum(np.maximum(np.abs(here), np.abs(there)), 1e-300)
    error[np.isinf(here) != np.isinf(there)] = 1.0
    plain = np.flatnonzero(error > PLAIN).tolist()
    suspects = np.flatnonzero(error > 0)
    worst = suspects[np.argsort(-error[suspects], kind="stable")][:WORST].tolist()
    shown = sorted(plain, key=lambda i: plainness(points[i]))[:SHOWN]
    yield from dict.fromkeys([*shown, *worst])


def _differs(f: Function, x: Fraction, parity: Parity) -> bool:
    return sign(f, lambda value, _: value(x) - parity * value(-x)) in {-1, 1}
