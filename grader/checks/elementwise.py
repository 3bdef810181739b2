"""Whether a function of a program works element by element: an activation knows nothing of the other units."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths.figures import apart, plainness
from grader.programs.agreement import TOLERANCE
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

Array = NDArray[np.float64]

PLAIN = (1.0, 2.0, -1.0, 0.0, 0.5, -2.0, 3.0, -0.5)
PAIRS = ((1.0, 2.0, 0.0), (1.0, -1.0, 2.0), (-1.0, 1.0, -2.0), (2.0, 1.0, 3.0))  # a number, and two to stand beside it
DRAWN = 24


@dataclass(frozen=True)
class Elementwise(Check[Routine]):
    """Gives for a number a value that depends on that number alone, not on those beside it nor on its place."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look at the same numbers in another order, fewer of them, and beside others."""
        x = np.array([*PLAIN, *rng.uniform(-5, 5, DRAWN)])
        other, order, half = rng.uniform(-5, 5, x.size), rng.permutation(x.size), x.size // 2
        y = answer.row(x.copy())
        again = (
            (order, answer.row(x[order])),
            (np.arange(half), answer.row(x[:half].copy())),
            (np.arange(x.size), answer.row(np.concatenate([x, other]))[: x.size]),
        )
        for places, seen in again:
            wrong = np.flatnonzero(TOLERANCE.differ(seen, y[places]))
            if wrong.size:
                i = min(wrong.tolist(), key=lambda i: plainness(Fraction(float(x[places[i]]))))
                return _smallest(answer) or _depends(answer, float(x[places[i]]), float(y[places[i]]), float(seen[i]))
        return passed("The value at a number depends on that number alone.")


def _smallest(routine: Routine) -> Finding | None:
    """Show it by two numbers, if two are enough."""
    for x, one, another in PAIRS:
        first = (x, one)
        before = routine.row(np.array(first))[0]
        for second in ((x, another), (one, x)):
            after = routine.row(np.array(second))[second.index(x)]
            if TOLERANCE.differ(after, before):
                left, right = apart(float(before), float(after))
                rows = [f"[{a:g}, {b:g}]" for a, b in (first, second)]
                sentence = f"{routine.name} gives {left} for {x:g} in {rows[0]}, but {right} in {rows[1]}"
                return failed(f"{sentence}: each number should count alone.", _seen(x, left, right))
    return None


def _depends(routine: Routine, x: float, before: float, after: float) -> Finding:
    left, right = apart(before, after)
    sentence = f"{routine.name} gives {left} for {x:.6g} among some numbers, but {right} among others"
    return failed(f"{sentence}: each number should count alone.", _seen(x, left, right))


def _seen(x: float, before: str, after: str) -> Observation:
    return Observation(x=(x,), expected=f"{before}, as beside other numbers", actual=after)
