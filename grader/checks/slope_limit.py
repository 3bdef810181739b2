"""What the slope tends to far out."""

from dataclasses import dataclass
from math import isinf, isnan

import numpy as np

from grader.approach import Approach, tends
from grader.certain import decided
from grader.kinds import Check
from grader.maths import ends, tending
from grader.maths.ends import SIDES, End
from grader.maths.formula import Function
from grader.report import Finding


@dataclass(frozen=True)
class SlopeLimit(Check[Function]):
    """Its slope tends to a value far out.

    at: where x goes: -inf or inf.
    value: the limit of the slope; inf or -inf where that grows or falls without bound.
    """

    at: float
    value: float

    def __post_init__(self) -> None:
        if not isinf(self.at) or isnan(self.value):
            raise ValueError("at is inf or -inf, and value a number or one of them")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Follow the slope on its way."""
        del rng
        side = 0 if self.at < 0 else 1
        asked = Approach(
            words="the slope",
            ends=(End(side=SIDES[side]),),
            number=self.value,
            look=tending.slope,
            at=lambda f, end, size: ends.slope(f, end, size, tending.WIDTHS[0]),
        )
        found = decided(answer, "slope_limits")
        if found is None:
            return tends(answer, asked, None)
        limit = found.value[side]
        return tends(answer, asked, [None if limit is None else float(limit)])
