"""Holes where no rational point can fall, such as that of (x² − 2)/(x² − 2) at √2."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from grader.maths import landmarks
from grader.maths.formula import Formula
from grader.maths.outcome import Gap, Side
from grader.maths.sampling import switching

ROUNDING = 1e-9  # relative: what float64 may lose in a value near a hole


def irrational_gaps(f: Formula, g: Formula) -> Iterator[Gap]:
    """Yield one gap for each side that has holes the other lacks at irrational points, where no sample can fall.

    A denominator that changes sign between neighbouring floats has a root there; the other side has none of its
    own there and has values on both sides.
    """
    if len(f.variables) > 1:
        return
    sides: tuple[tuple[Formula, Formula, Side], ...] = ((f, g, "right"), (g, f, "left"))
    for narrow, wide, side in sides:
        letter = wide.variables[0]
        for low, high in switching(narrow).holes:
            if low == high or landmarks.may_have_hole(wide.expanded, letter, low, high):
                continue
            if _is_regular(wide, low):
                yield Gap(at=(Fraction(low),), side=side)
                break


def _is_regular(f: Formula, x: float) -> bool:
    """Whether f has values on both sides of x that settle as they come closer: a hidden logarithm or pole does not."""
    steps = np.array([1e-3, 1e-6, 1e-9]) * max(1.0, abs(x))
    left, right = f(x - steps), f(x + steps)
    with np.errstate(invalid="ignore"):
        first, last = np.abs(np.diff(np.stack([left, right]), axis=1)).T
    return bool(np.all(last <= first / 2 + ROUNDING * np.abs(left[-1])))
