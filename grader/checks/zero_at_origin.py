"""Whether a function is 0 at 0."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.certain import decided
from grader.kinds import Check
from grader.maths.certainty import is_defined, sign, value
from grader.maths.formula import Formula, Function
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import without_value

ORIGIN = Fraction(0)
TOLERANCE = 1e-12  # of opaque code, which may compute log(1+exp(0)) − log(2)


@dataclass(frozen=True)
class ZeroAtOrigin(Check[Function]):
    """Is 0 at 0."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look at the value at 0."""
        del rng
        if is_defined(answer, ORIGIN) is False:
            return without_value(ORIGIN)
        zero = sign(answer, lambda value, _: value(ORIGIN))
        at_zero = value(answer, ORIGIN)
        if zero == 0 or (zero is None and _is_known(answer)):
            return passed("f(0) = 0.", grade=Grade.PROVED if isinstance(answer, Formula) else Grade.SUPPORTED)
        if abs(at_zero) <= TOLERANCE and (zero is None or not isinstance(answer, Formula)):
            return passed("f(0) = 0 in every digit that was looked at.")
        if zero is None:
            return undecided("Its value at 0 could not be computed.")
        actual = f"{at_zero:.6g}" if np.isfinite(at_zero) else "too large to say"
        seen = Observation(x=(0.0,), expected="0", actual=actual)
        return failed(f"At x = 0 it is {actual}, not 0.", seen)


def _is_known(f: Function) -> bool:
    """Whether its profile knows that it is 0, where no number of digits shows that: softplus(x) − log(2)."""
    found = decided(f, "zero_at_origin")
    return found is not None and found.value is True
