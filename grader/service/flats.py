"""The stretches on which hardly anything is learnt: dead ones, where the slope is 0, and saturated ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from grader.maths.analysis import Profile
from grader.maths.formula import Formula, values
from grader.maths.notation import number
from grader.service.slopes import constant, grid

SMALL = 0.01  # of the Lipschitz constant: a slope below it is as good as none
BEYOND = 20.0
NARROW = 0.25  # what is less wide is a mere turning point
CUTS, ZOOMS = 64, 4  # of what is between two points of the grid: to the digits of a float

Stretch = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Zone:
    """From low to high, either of which may be infinite.  label: where it is, as an inequality."""

    low: float
    high: float
    is_dead: bool
    label: str


def zones(profile: Profile) -> Iterator[Zone]:
    """Yield the dead stretches, and the saturated ones between them."""
    x = profile.formula.variables[0]
    dead = _dead(profile)
    for low, high in dead:
        yield Zone(low=low, high=high, is_dead=True, label=_where(x, low, high))
    for stretch in _saturated(profile):
        for low, high in _without(stretch, dead):
            yield Zone(low=low, high=high, is_dead=False, label=_where(x, low, high))


def _dead(profile: Profile) -> list[Stretch]:
    found = profile.properties["dead_region"].value
    return [(float(low), float(high)) for low, high in found] if isinstance(found, list) else []


def _saturated(profile: Profile) -> Iterator[Stretch]:
    """Yield where |f′| is below a hundredth of the constant, looked for on a grid."""
    most = constant(profile)
    if not 0 < most < inf:
        return
    slope, x = profile.formula.derivative(), grid()
    small = np.abs(steep := values(slope, x)) < SMALL * most
    for side in (-1, 1):
        if _far(profile, most, side) == side * inf:  # what floats can't tell far out, the profile knows
            small |= np.isnan(steep) & (x * side > BEYOND)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], small, [False]]).astype(int)))
    for begin, end in zip(edges[::2], edges[1::2] - 1, strict=True):
        low = _edge(slope, most, x[begin], x[begin - 1]) if begin else _far(profile, most, -1)
        high = _edge(slope, most, x[end], x[end + 1]) if end + 1 < x.size else _far(profile, most, 1)
        if high - low >= NARROW:
            yield low, high


def _edge(slope: Formula, most: float, inside: float, outside: float) -> float:
    """Return where the slope stops to be small, between two points."""
    for _ in range(ZOOMS):
        x = np.linspace(inside, outside, CUTS + 1)
        small = np.abs(values(slope, x)) < SMALL * most
        last = int(np.argmin(small[1:])) if not small[1:].all() else CUTS - 1
        inside, outside = float(x[last]), float(x[last + 1])
    return inside


def _far(profile: Profile, most: float, side: int) -> float:
    """Return how far a stretch goes that reaches the end of the grid: for ever, if the profile says so."""
    limits = profile.properties["slope_limits"].value
    limit = limits[side > 0] if limits else None
    return side * inf if limit is not None and abs(float(limit)) < SMALL * most else side * float(grid()[-1])


def _without(stretch: Stretch, others: list[Stretch]) -> list[Stretch]:
    """Return what is left of a stretch beside others."""
    left = [stretch]
    for low, high in others:
        cut = [part for a, b in left for part in ((a, min(b, low)), (max(a, high), b))]
        left = [(a, b) for a, b in cut if b - a >= NARROW]
    return left


def _where(x: str, low: float, high: float) -> str:
    if not isfinite(low) and not isfinite(high):
        return f"all {x}"
    if not isfinite(low):
        return f"{x} < {number(high)}"
    return f"{x} > {number(low)}" if not isfinite(high) else f"{number(low)} < {x} < {number(high)}"
