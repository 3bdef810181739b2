"""Whether one function of a program gives the derivative of another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths.figures import apart
from grader.maths.formula import Formula
from grader.programs import slopes
from grader.programs.routine import Routine
from grader.programs.slopes import Fault
from grader.programs.source import RoutineName
from grader.report import Finding, Observation, failed, passed, undecided

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Gradient(Check[Routine]):
    """Has its derivative in another function of the program, which takes x, or x and an upstream gradient.

    backward: that function.
    reference: what to differentiate, a formula; the program's own function, by differences, if left out.
    """

    backward: RoutineName
    reference: Formula | None = None

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look for a point where the slope is another one; at a kink, any between those on its two sides is right."""
        backward = answer.other(self.backward)
        x = slopes.points(answer, rng)
        right = slopes.exact(self.reference, x) if self.reference else slopes.measured(answer.row, x)
        known = int(np.count_nonzero(right.known))
        if not known:
            return undecided(f"The slope of {answer.name} could not be told at any of {x.size} points.")

        def graded(x: Array, upstream: Array) -> Array:
            return backward.row(x, upstream) if backward.takes_upstream else backward.row(x)

        if found := slopes.fault(right, graded, rng, upstream=backward.takes_upstream):
            return _differs(answer.name, backward, found)
        return passed(f"{backward.name} gives the slope of {answer.name} at {known} points.")


def _differs(name: str, backward: Routine, found: Fault) -> Finding:
    """Say what was given, and what the slope is."""
    at = f"{found.x:.6g}, {found.upstream:g}" if backward.takes_upstream else f"{found.x:.6g}"
    among = "" if found.alone else " among other numbers"
    actual, product = apart(found.actual, found.upstream * found.low)
    given = f"{backward.name}({at}) gives {actual}{among}"
    seen = Observation(x=(found.x,), expected=found.times, actual=actual)
    if np.isnan(found.low):
        return failed(f"{given}, though {name} has a value there.", seen)
    if found.upstream == 1 and found.is_kink:
        return failed(f"{given}; at this kink of {name}, {found.expected} is right.", seen)
    if found.upstream == 1:
        return failed(f"{given}; the slope of {name} there is {product}.", seen)
    right = f"{found.expected} times the upstream gradient {found.upstream:g}"
    return failed(f"{given}; right is {right}{'' if found.is_kink else f', which is {product}'}.", seen)
