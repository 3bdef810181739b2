"""Whether the slope fades far out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import Literal

import numpy as np

from grader.kinds import Check
from grader.maths import certainty, ends, waves
from grader.maths.ends import WIDTHS, End
from grader.maths.formula import Formula, Function
from grader.report import Finding, Observation, failed, passed, undecided
from grader.sight import look, without_value

FLAT = 1e-2  # a slope at 10^100 that is on its way to 0 is below; x/log(x) has 0.004 there
SHRUNK = 10  # times smaller than at 1000: x/log(x) shrinks 29 times, no straight line at all
SLOWLY = 0.95  # of what it was nearer by: x/log(log(x)) keeps 0.8 from 10^25 to 10^100
LEAST = 3  # sizes at which a derivative can be told
NOTHING = 1e-30  # a slope that counts as 0 on its own
SHOWN = tuple(map(Fraction, (10**6, 1000, 100, 10, 3)))  # how far out, for the learner

ENDS = {"left": (End(side=-1),), "right": (End(side=1),), "both": (End(side=1), End(side=-1))}


class Fate(Enum):
    """What becomes of a slope far out."""

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

    side: Literal["both", "left", "right"] = "both"

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a slope that stays."""
        seen = look(answer, rng)
        if isinstance(seen, Finding):
            return seen
        for end in ENDS[self.side]:
            if finding := _stays_steep(answer, end):
                return finding
        where = " and ".join(map(str, ENDS[self.side]))
        return passed(f"The slope fades {where}.")


def _stays_steep(f: Function, end: End) -> Finding | None:
    """Return what speaks against the slope tending to 0 at one end."""
    slopes = ends.slopes(f, end)
    if not slopes:
        x = end.point(SHOWN[0])
        missing = certainty.is_defined(f, x) is False
        return without_value(x) if missing else undecided(f"The slope {end} could not be computed.")
    chords = _fate(slopes)
    waved = _waves(f, end) if isinstance(f, Formula) else Waves(fate=Fate.FADES)
    if waved.fate is Fate.STAYS and chords is not Fate.STAYS:
        seen = Observation(x=(waved.at,), expected="a slope close to 0", actual=f"{waved.slope:.4g}")
        return failed(f"The slope does not fade {end}: it is {waved.slope:.4g} at x = {waved.at:.12g}.", seen)
    if waved.fate is Fate.SLOW or chords is Fate.SLOW:
        return undecided(f"Whether the slope fades {end} could not be told: it shrinks slowly.")
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
            return Waves(fate=Fate.FADES)  # chords alone can tell
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
