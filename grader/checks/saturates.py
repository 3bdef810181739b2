"""Whether the slope fades far out."""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Literal

import numpy as np

from grader.kinds import Check
from grader.maths import certainty, ends
from grader.maths.ends import WIDTHS, End
from grader.maths.formula import Function
from grader.report import Finding, Observation, failed, passed, undecided
from grader.sight import look, without_value

FLAT = 1e-2  # a slope at 10^100 that is on its way to 0 is below; x/log(x) has 0.004 there
SHRUNK = 10  # times smaller than at 1000: x/log(x) shrinks 29 times, no straight line at all
NOTHING = 1e-30  # a slope that counts as 0 on its own
SHOWN = tuple(map(Fraction, (10**6, 1000, 100, 10, 3)))  # how far out, for the learner

ENDS = {"left": (End(side=-1),), "right": (End(side=1),), "both": (End(side=1), End(side=-1))}


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
    last, first = slopes[0], slopes[-1]
    if last <= NOTHING or (last <= FLAT and last * SHRUNK <= first):
        return None
    for size in SHOWN:
        shown = max((ends.slope(f, end, size, width) for width in WIDTHS), key=abs)
        if isfinite(shown):
            place = float(end.point(size))
            seen = Observation(x=(place,), expected="a slope close to 0", actual=f"{shown:.4g}")
            return failed(f"The slope does not fade {end}: it is {shown:.4g} at x = {place:g}.", seen)
    return failed(f"The slope does not fade {end}.")
