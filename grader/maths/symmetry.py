"""Whether f(−x) is f(x), or −f(x): the question behind odd and even."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from grader.maths.certainty import is_defined, sign
from grader.maths.figures import plainness
from grader.maths.formula import Function, values
from grader.maths.sampling import Sample

Parity = Literal[-1, 1]  # f(−x) is this many times f(x)

PLAIN = 1e-3  # relative; a difference one sees
SHOWN, WORST = 4, 8  # suspects looked at exactly: the plainest of the plain differences, the worst of all


@dataclass(frozen=True, kw_only=True)
class Asymmetry:
    """A point that is not mirrored.  missing: it has a value, and −x has none."""

    x: Fraction
    missing: bool = False


def asymmetry(f: Function, sample: Sample, parity: Parity) -> Asymmetry | None:
    """Return a point that certainly breaks the symmetry, or None if none was found."""
    x = np.abs(sample.arrays[0])
    right, left = values(f, x), values(f, -x)
    exact = [abs(point) for (point,) in sample.points]
    for i in _unlike(right, left, parity, exact):
        p = exact[i]
        if _differs(f, p, parity):
            return Asymmetry(x=p)
    lonely = np.flatnonzero(np.isnan(right) != np.isnan(left)).tolist()
    for i in sorted(lonely, key=lambda i: plainness(exact[i]))[:WORST]:
        p = exact[i] if np.isnan(left[i]) else -exact[i]
        if is_defined(f, p) and is_defined(f, -p) is False:
            return Asymmetry(x=p, missing=True)
    return None


def _unlike(right: np.ndarray, left: np.ndarray, parity: Parity, exact: list[Fraction]) -> Iterator[int]:
    """Yield where to look closely: the plainest of the differences one sees, then the worst of all."""
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(right - parity * left) / np.maximum(np.maximum(np.abs(right), np.abs(left)), 1e-300)
    error[np.isinf(right) != np.isinf(left)] = 1.0
    plain = np.flatnonzero(error > PLAIN).tolist()
    suspects = np.flatnonzero(error > 0)
    worst = suspects[np.argsort(-error[suspects], kind="stable")][:WORST].tolist()
    shown = sorted(plain, key=lambda i: plainness(exact[i]))[:SHOWN]
    yield from dict.fromkeys([*shown, *worst])


def _differs(f: Function, x: Fraction, parity: Parity) -> bool:
    return sign(f, lambda value, _: value(x) - parity * value(-x)) in {-1, 1}
