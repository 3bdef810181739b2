"""What a wave does far out: the greatest size among many points of a scale, where single points see any phase.

Floats look first; what they suspect is looked at exactly, and much farther out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, certainty
from grader.maths.ends import End
from grader.maths.formula import Formula, Function, values

Array = NDArray[np.float64]

POINTS = 128  # of a scale
SCALES = np.array([10.0 ** (2**i) for i in range(8)])  # a logarithm doubles from each to the next
DOUBLING = np.array([2.0**i for i in range(10)])  # for what overflows soon
FEWEST = 5  # scales with values
STEADY, EXPLOSIVE = 0.85, 1.5  # of the last gain, as the scales are squared or doubled
FARTHER = tuple(Fraction(10) ** power for power in (1024, 4096))
FAR_POINTS, FAR_BITS = 16, 16_000
SPREAD = tuple(1 + (Fraction(i) * 618_034 / 10**6) % 1 for i in range(POINTS))  # from 1 to 2, in no rhythm

STEEP = (1e100, 1e50, 1e25, 1e6, 1e3, 256.0, 64.0, 16.0, 4.0)  # the largest first
LOOKED = 5  # of these scales, the farthest that can be told
PHASES = 24  # points at which a slope is looked at


@dataclass(frozen=True, kw_only=True)
class Waves:
    """Tops of waves that become higher, the farthest last; certain: they go on to do so as far as exact values go."""

    tops: tuple[Fraction, ...]
    certain: bool


def widening(f: Function, end: End) -> Waves | None:
    """Return tops of waves that become higher and higher without bound, or may do so; None if they don't."""
    for scales, least in ((SCALES, STEADY), (DOUBLING, EXPLOSIVE)):
        x = end.side * np.outer(scales, [float(part) for part in SPREAD])
        heights = np.abs(values(f, x))
        told = np.flatnonzero(np.isfinite(heights).mean(axis=1) > 1 / 2)
        if len(told) < FEWEST:
            continue
        heights = np.where(np.isfinite(heights), heights, 0)[told]
        tops = heights.max(axis=1)
        gains = np.diff(tops)[-FEWEST + 1 :]
        if (gains > 0).all() and (gains[1:] > least * gains[:-1]).all():
            where = [Fraction(float(x[row, i])) for row, i in zip(told, heights.argmax(axis=1), strict=True)]
            return _confirmed(f, end, where[-3:], float(gains[-1]), farther=scales is SCALES)
    return None


def _confirmed(f: Function, end: End, tops: Sequence[Fraction], gain: float, *, farther: bool) -> Waves | None:
    heights = [abs(certainty.value(f, x)) for x in tops]
    if any(after <= before for before, after in pairwise(heights)):
        return None  # rounding
    shown = tuple(tops[:2])
    if np.isnan(heights).any():
        return Waves(tops=shown, certain=False)
    if not farther or not isinstance(f, Formula):
        return Waves(tops=shown, certain=True)
    far = [_far(f, end, size) for size in FARTHER]
    if None in far:
        return Waves(tops=shown, certain=False)
    rising = all(
        after == np.inf or after - before > gain for before, after in pairwise([heights[-1], *filter(None, far)])
    )
    return Waves(tops=shown, certain=True) if rising else None


def _far(f: Formula, end: End, size: Fraction) -> float | None:
    """Return the greatest |f| of a scale that no float reaches, None if it can't be told."""
    found: list[Any] = [f.ball((end.side * size * part,), FAR_BITS) for part in SPREAD[:FAR_POINTS]]
    told = [abs(balls.approximate(value)) for value in found if not isinstance(value, balls.Gap)]
    return max(told) if len(told) > FAR_POINTS // 2 else None


@dataclass(frozen=True, kw_only=True)
class Slope:
    """The steepest of some points of a scale."""

    at: Fraction
    slope: float


def steepest(slope: Formula, end: End, *, exactly: bool) -> tuple[Slope, ...]:
    """Return the steepest points of a derivative at scales where it can be told, the farthest first."""
    x = np.outer(STEEP, [float(part) for part in SPREAD[:PHASES]]) * end.side
    y = values(slope, x)
    told = np.flatnonzero(np.isfinite(y).mean(axis=1) > 1 / 2)[:LOOKED]
    if exactly:
        y = np.array([[certainty.value(slope, Fraction(float(at))) for at in row] for row in x[told]])
        found = zip(x[told], y.reshape(len(told), PHASES), strict=True)
    else:
        found = zip(x[told], y[told], strict=True)
    rows = [(at, np.where(np.isfinite(seen), np.abs(seen), -1)) for at, seen in found]
    best = [(at[i], seen[i]) for at, seen in rows for i in (int(np.argmax(seen)),)]
    return tuple(Slope(at=Fraction(float(at)), slope=float(seen)) for at, seen in best if seen >= 0)
