"""Where a formula is steepest: the line through that point has the Lipschitz constant for its slope."""

from functools import lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from grader.maths.analysis import Profile
from grader.maths.formula import Formula, values
from grader.maths.notation import number
from grader.service.straight import Line

Array = NDArray[np.float64]

FAR = 1e4
SHIFT = 1 / 1021  # grids avoid the round numbers at which formulas have their kinks
CLOSE = 1e-6  # to the constant: that is where it is taken
LEVEL = 1e-12  # so close on a straight piece
NEARLY = 1e-4  # as steep as it gets: a summit of the slope is in such a run of points
PLATEAU = 8  # points of the grid on a straight piece that is worth the name
NEAR = 5.0  # |x| up to which what only tends to the constant is not taken for it
ZOOMS = 6
DIGITS = 6  # of the slope
ROUNDED = 6  # digits behind the point of the place


@lru_cache(maxsize=1)
def grid() -> Array:
    """Return where to look, dense around 0, sorted."""
    far = np.geomspace(20, FAR, 400)
    return np.concatenate([-far[::-1], np.linspace(-20, 20, 8001)[1:-1] + SHIFT, far])


def constant(profile: Profile) -> float:
    """Return the Lipschitz constant; infinite where there is none, or none is known."""
    value = profile.properties["lipschitz"].value
    return inf if value is None else float(value)


def is_straight(profile: Profile, side: int) -> bool:
    """Whether f is known to be a straight line from some point on, to the left (-1) or to the right (1)."""
    end = "inf" if side > 0 else "-inf"
    dead = profile.properties["dead_region"].value
    if isinstance(dead, list) and any(end in stretch for stretch in dead):
        return True
    proof = profile.properties["lipschitz"].proof
    if proof is None:
        return False
    return any(box[2] == "f″ = 0" and end in box[:2] for box in proof.boxes)


def steepest(profile: Profile) -> Line | None:
    """Return the line through a point where f is as steep as it gets; None where it is so nowhere, or everywhere."""
    most = constant(profile)
    if not 0 < most < inf or profile.properties["affine"].value:
        return None
    slope = profile.formula.derivative()
    x = _place(profile, slope, most)
    if x is None:
        return None
    y, rise = float(values(profile.formula, np.array([x]))[0]), float(values(slope, np.array([x]))[0])
    shown = round(x, ROUNDED) + 0.0
    label = f"slope {number(rise, DIGITS)} at {profile.formula.variables[0]} = {number(shown)}"
    return Line(slope=rise, height=y - rise * x, label=label, x=shown)


def _place(profile: Profile, slope: Formula, most: float) -> float | None:
    x = grid()
    size = np.nan_to_num(np.abs(values(slope, x)), nan=0.0, posinf=0.0)
    for side in (-1, 1):
        if _tends(profile, side, most):  # and is not there yet, however close it is in floats
            size[x * side > NEAR] = 0.0
    level = x[size >= most * (1 - LEVEL)]
    if level.size >= PLATEAU:
        return float(level[np.argmin(np.abs(level - 1))].round(2))
    low, high = _nearest(np.flatnonzero(size >= size.max() * (1 - NEARLY)), x)
    found = _summit(slope, float(x[max(low - 1, 0)]), float(x[min(high + 1, x.size - 1)]))
    return found if abs(float(values(slope, np.array([found]))[0])) >= most * (1 - CLOSE) else None


def _nearest(places: NDArray[np.intp], x: Array) -> tuple[int, int]:
    """Return the ends of the run of places that is nearest to 0: of many summits, the one to be seen."""
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    run = min(runs, key=lambda run: float(np.abs(x[run]).min()))
    return int(run[0]), int(run[-1])


def _tends(profile: Profile, side: int, most: float) -> bool:
    """Whether the slope tends to the constant far out, on a side where f is no straight line."""
    limits = profile.properties["slope_limits"].value
    limit = limits[side > 0] if limits else None
    return limit is not None and abs(abs(float(limit)) - most) < CLOSE * most and not is_straight(profile, side)


def _summit(slope: Formula, low: float, high: float) -> float:
    """Return where the slope is largest between two points."""
    for _ in range(ZOOMS):
        x = np.linspace(low, high, 41)
        i = int(np.argmax(np.nan_to_num(np.abs(values(slope, x)), nan=0.0)))
        low, high = float(x[max(i - 1, 0)]), float(x[min(i + 1, 40)])
    return (low + high) / 2
