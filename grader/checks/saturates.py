"""Whether the slope fades far out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import Literal

import numpy as np

from grader.certain import concluded, decided
from grader.kinds import Check
from grader.maths import certainty, ends, waves
from grader.maths.ends import WIDTHS, End
from grader.maths.formula import Formula, Function
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import look, without_value

FLAT = 1e-2  # a slope at 10^100 that is on its way to 0 is below; x/log(x) has 0.004 there
SHRUNK = 10  # times smaller than at 1000: x/log(x) shrinks 29 times, no straight line at all
SLOWLY = 0.95  # of what it was nearer by: x/log(log(x)) keeps 0.8 from 10^25 to 10^100
LEAST = 3  # sizes at which a derivative can be told
NOTHING = 1e-30  # a slope that counts as 0 on its own
SHOWN = tuple(map(Fraction, (10**6, 1000, 100, 10, 3)))  # how far out, for the learner

Side = Literal["both", "left", "right"]
ENDS = {"left": (End(side=-1),), "right": (End(side=1),), "both": (End(side=1), End(side=-1))}


class Fate(Enum):
    """What becomes of a slope far out."""

    UNKNOWN = auto()
    FADES = auto()
    SLOW = auto()  # it shrinks, and may go to 0
    STAYS = auto()


@dataclass(frozen=True, kw_only=True)
class Waves:
    """What becomes of the derivative, and how steep it was seen far out."""

    fate: Fate
    at: float = 0.0
    slope: float = 0.0


@dataclass(frozen=True)
class Saturates(Check[Function]):
    """Its slope tends to 0 far out.

    side: left, right or both.
    """

    side: Side = "both"

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a slope that stays."""
        where = " and ".join(map(str, ENDS[self.side]))
        return concluded(
            answer,
            _is_known(answer, self.side),
            words=f"The slope fades {where}.",
            sampled=lambda: _sampled(answer, rng, ENDS[self.side]),
            against=lambda: _otherwise(answer, ENDS[self.side]),
        )


def _is_known(f: Function, side: Side) -> bool | None:
    """Whether the slope fades, if that is certain."""
    both, sides = decided(f, "saturates"), decided(f, "slope_limits")
    if both and (both.value is True or side == "both"):
        return both.value is True
    return None if sides is None else all(sides.value[1 if end.side > 0 else 0] == 0 for end in ENDS[side])


def _otherwise(f: Function, ends: Sequence[End]) -> Finding:
    """Return the finding for a formula whose slope certainly stays."""
    sides = decided(f, "slope_limits")
    for end in ends:
        slope = sides.value[1 if end.side > 0 else 0] if sides else None
        if slope is not None and slope != 0:
            seen = Observation(expected="a slope close to 0", actual=f"{float(slope):.4g}")
            return failed(f"The slope does not fade {end}: it tends to {float(slope):.4g}.", seen, grade=Grade.PROVED)
    return failed("The slope does not fade.", grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, ends: Sequence[End]) -> Finding:
    seen = look(f, rng)
    if isinstance(seen, Finding):
        return seen
    for end in ends:
        if finding := _stays_steep(f, end):
            return finding
    where = " and ".join(map(str, ends))
    return passed(f"The slope fades {where}.")


def _stays_steep(f: Function, end: End) -> Finding | None:
    """Return what speaks against the slope tending to 0 at one end."""
    slopes = ends.slopes(f, end)
    if not slopes:
        x = end.point(SHOWN[0])
        missing = certainty.is_defined(f, x) is False
        return without_value(x) if missing else undecided(f"The slope {end} could not be computed.")
    chords = _fate(slopes)
    waved = _waves(f, end) if isinstance(f, Formula) else Waves(fate=Fate.UNKNOWN)
    if waved.fate is Fate.STAYS and chords is not Fate.STAYS:
        seen = Observation(x=(waved.at,), expected="a slope close to 0", actual=f"{waved.slope:.4g}")
        return failed(f"The slope does not fade {end}: it is {waved.slope:.4g} at x = {waved.at:.12g}.", seen)
    if waved.fate is Fate.SLOW or chords is Fate.SLOW:
        return undecided(f"Whether the slope fades {end} could not be told: it shrinks slowly.")
    if chords is Fate.STAYS and waved.fate is Fate.FADES:  # stairs have slope 0 wherever they have one
        return undecided(f"Whether the slope fades {end} could not be told: it rises or falls in steps.")
    return _still_steep(f, end) if chords is Fate.STAYS else None


def _fate(slopes: Sequence[float]) -> Fate:
    """Return what slopes at a few sizes do, the farthest first."""
    last, first = slopes[0], slopes[-1]
    if last <= NOTHING or (last <= FLAT and last * SHRUNK <= first):
        return Fate.FADES
    falling = all(after < SLOWLY * before for after, before in pairwise(slopes))
    return Fate.SLOW if falling else Fate.STAYS


def _waves(f: Formula, end: End) -> Waves:
    """Return what the derivative does: floats say so first, and certain values where it does not fade in them."""
    slope = f.derivative()
    for exactly in (False, True):
        seen = waves.steepest(slope, end, exactly=exactly)
        if len(seen) < LEAST:
            return Waves(fate=Fate.UNKNOWN)  # chords alone can tell
        fate = _fate([one.slope for one in seen])
        if fate is Fate.FADES:
            break
    return Waves(fate=fate, at=float(seen[0].at), slope=seen[0].slope)


def _still_steep(f: Function, end: End) -> Finding:
    for size in SHOWN:
        shown = max((ends.slope(f, end, size, width) for width in WIDTHS), key=abs)
        if isfinite(shown):
            place = float(end.point(size))
            seen = Observation(x=(place,), expected="a slope close to 0", actual=f"{shown:.4g}")
            return failed(f"The slope does not fade {end}: it is {shown:.4g} at x = {place:g}.", seen)
    return failed(f"The slope does not fade {end}.")
