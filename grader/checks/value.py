"""What the function is at one point."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.kinds import Check
from grader.maths import certainty
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import without_value


@dataclass(frozen=True)
class Value(Check[Function]):
    """Has a given value at a given x.

    at: the x.
    value: the value there.
    tolerance: how far off it may be, relative to the value; absolute where that is 0.
    """

    at: float
    value: float
    tolerance: float = 1e-9

    def __post_init__(self) -> None:
        if not np.isfinite([self.at, self.value, self.tolerance]).all() or self.tolerance < 0:
            raise ValueError("at, value and tolerance are finite numbers, the tolerance not below 0")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Compute the value."""
        del rng
        x, wanted = _written(self.at), _written(self.value)
        reach = _written(self.tolerance) * (abs(wanted) or 1)
        if certainty.is_defined(answer, x) is False:
            return without_value(x)
        off = certainty.sign(answer, lambda value, exact: abs(value(x) - exact(wanted)) - exact(reach))
        found = certainty.value(answer, x)
        actual, expected = apart(found, self.value) if abs(found) != np.inf else ("beyond 1e308", f"{self.value:.6g}")
        if off is None:
            return undecided(f"The value at x = {self.at:.6g} could not be computed closely enough.")
        if off > 0:
            seen = Observation(x=(self.at,), expected=expected, actual=actual)
            return failed(f"Is {actual} at x = {self.at:.6g}, not {expected}.", seen)
        return passed(
            f"Is {actual} at x = {self.at:.6g}.",
            grade=Grade.PROVED if isinstance(answer, Formula) else Grade.SUPPORTED,
        )


def _written(number: float) -> Fraction:
    """Return what a teacher means by a number: 0.1 is one tenth."""
    return Fraction(repr(number))
