"""The lines that a curve comes ever closer to: level and slanted ones from its limits, upright ones at its poles."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf, isfinite, nan

import numpy as np

from grader.maths.analysis import Profile
from grader.maths.analysis.guard import guarded
from grader.maths.formula import Formula, values
from grader.maths.notation import number
from grader.maths.tree import Number, Operation, Variable
from grader.service.slopes import is_straight
from grader.service.straight import Line, Upright

SIDES = {-1: "to the left", 1: "to the right"}
ROUND = 1000  # largest denominator of a slope that a line is tried for
CLOSE = 1e-11  # to such a fraction: profiles give twelve digits
STEPS = np.array([1e-2, 1e-4, 1e-6, 1e-8])  # on the way to a pole
LASTING = 0.9  # of a rise is there again in the next one; what converges rises ever less
ROUNDED = 7  # digits behind the point that tell one pole from another
SEEN = 40.0  # |x| up to which poles are repeated with a period


def lines(profile: Profile) -> Iterator[Line]:
    """Yield the level and the slanted ones."""
    found = {side: line for side in SIDES if (line := _line(profile, side)) is not None}
    if len(found) == 2 and found[-1] == found[1]:
        slope, height = found[1]
        yield Line(slope=slope, height=height, label=f"{_equation(profile, slope, height)} at both ends")
        return
    for side, (slope, height) in found.items():
        low, high = (0.0, inf) if side > 0 else (-inf, 0.0)
        label = f"{_equation(profile, slope, height)} {SIDES[side]}"
        yield Line(slope=slope, height=height, low=low, high=high, label=label)


def _line(profile: Profile, side: int) -> tuple[float, float] | None:
    """Return slope and height of the line on a side; None where there is none, or the curve lies on it."""
    if is_straight(profile, side):
        return None
    height, slope = _limit(profile, "limits", side), _limit(profile, "slope_limits", side)
    if isfinite(height):
        return 0.0, height
    if not isfinite(slope) or not slope:
        return None
    exact = Fraction(slope).limit_denominator(ROUND)
    if abs(float(exact) - slope) > CLOSE * abs(slope):
        return None
    height = _limit(guarded(_less(profile.formula, exact)), "limits", side)
    return (float(exact), height) if isfinite(height) else None


def _limit(profile: Profile, name: str, side: int) -> float:
    """Return a limit; nan where there is none, or none is known."""
    found = profile.properties[name].value
    value = found[side > 0] if found else None
    return nan if value is None else float(value)


def _less(formula: Formula, slope: Fraction) -> Formula:
    """Return f(x) − slope·x."""
    part = Operation("*", Number(abs(slope)), Variable(formula.variables[0]))
    return Formula(tree=Operation("-" if slope > 0 else "+", formula.tree, part), variables=formula.variables)


def _equation(profile: Profile, slope: float, height: float) -> str:
    if not slope:
        return f"y = {number(height)}"
    x = profile.formula.variables[0]
    steep = {1.0: x, -1.0: f"−{x}"}.get(slope, f"{number(slope)}·{x}")
    return f"y = {steep}" + (f" {'+' if height > 0 else '−'} {number(abs(height))}" if height else "")


def uprights(profile: Profile) -> Iterator[Upright]:
    """Yield the ones at poles, the nearest to 0 first: where pieces meet, or end, and f grows without bound."""
    period = profile.properties["periodic"].value or 0.0
    poles = [x for x in _ends(profile) if _is_pole(profile.formula, x)]
    if period:
        turns = int(2 * SEEN / period) + 1
        poles = [at for x in poles for k in range(-turns, turns + 1) if abs(at := x + k * period) <= SEEN]
    for x in sorted({round(x, ROUNDED) + 0.0 for x in poles}, key=abs):
        yield Upright(x=x, label=f"{profile.formula.variables[0]} = {number(x)}")


def _ends(profile: Profile) -> set[float]:
    """Return the ends of the pieces."""
    jumps, proof = profile.properties["jumps"].value, profile.properties["range"].proof
    known = {float(x) for x in jumps} if isinstance(jumps, list) else set[float]()
    written = [end for box in proof.boxes for end in box[:2]] if proof else []
    return known | {x for end in written if isfinite(x := float(Fraction(end) if "/" in end else end))}


def _is_pole(formula: Formula, x: float) -> bool:
    return any(_grows(np.abs(values(formula, x + side * STEPS * max(1.0, abs(x))))) for side in (-1, 1))


def _grows(size: np.ndarray[tuple[int], np.dtype[np.float64]]) -> bool:
    rises = np.diff(size)
    return bool(np.all(rises > 0) and np.all(rises[1:] >= LASTING * rises[:-1]))
