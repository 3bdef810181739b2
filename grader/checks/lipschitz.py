"""Whether no chord is steeper than a constant: slopes, kinks and jumps in one question."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths import certainty, sampling
from grader.maths.ends import SIDES
from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb
from grader.report import Finding, Observation, failed, passed
from grader.sight import CONFIRMED, Sight, look

Array = NDArray[np.float64]
Chord = tuple[Fraction, Fraction]

ROUNDED = Fraction(1, 10**15)  # relative: a constant such as 2/sqrt(pi) arrives as a float
NOISE = 4 * np.finfo(float).eps  # relative: what float64 may be wrong by in a value
WIDTHS = tuple(Fraction(1, 10**power) for power in (9, 6, 4, 12))  # of chords beside a landmark
SHORT = tuple(Fraction(1, 10**power) for power in (3, 5, 8))  # of chords where the derivative is largest
FAR = tuple(Fraction(10) ** power for power in (6, 12, 100, 1000))  # a slope may only become large far out
HALVINGS = 24  # from a gap of the grid to 1e-9, where a jump is steeper than any slope


@dataclass(frozen=True)
class Lipschitz(Check[Function]):
    """No chord is steeper than the constant: |f(b) − f(a)| ≤ constant·|b − a|.

    constant: the largest slope allowed, above 0.
    """

    constant: float

    def __post_init__(self) -> None:
        if not 0 < self.constant < np.inf:
            raise ValueError("the constant is a number above 0")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a chord that is steeper."""
        seen = look(answer, rng)
        if isinstance(seen, Finding):
            return seen
        for chord in _suspects(answer, seen, self.constant):
            if _is_steeper(answer, chord, self.constant):
                return _steep(answer, chord, self.constant)
        return passed(f"No chord between {seen} is steeper than {self.constant:.6g}.")


def _is_steeper(f: Function, chord: Chord, constant: float) -> bool:
    a, b = chord
    most = Fraction(constant) * (1 + ROUNDED) * (b - a)
    return certainty.sign(f, lambda value, exact: abs(value(b) - value(a)) - exact(most)) == 1


def _steep(f: Function, chord: Chord, constant: float) -> Finding:
    a, b = chord
    slope = certainty.number(f, lambda value, exact: (value(b) - value(a)) / exact(b - a))
    digits = next((digits for digits in (4, 6, 10) if f"{abs(slope):.{digits}g}" != f"{constant:.{digits}g}"), 17)
    ends = f"{float(a):.10g} and {float(b):.10g}"
    seen = Observation(x=(float(a), float(b)), expected=f"a slope of at most {constant:.6g}", actual=f"{slope:.{digits}g}")
    return failed(f"The slope between {ends} is {slope:.{digits}g}; at most {constant:.6g} is allowed.", seen)


def _suspects(f: Function, seen: Sight, constant: float) -> Iterator[Chord]:
    """Yield chords that may be too steep, the plainest first."""
    yield from _neighbours(seen, constant)
    if isinstance(f, Formula):
        yield from _beside_landmarks(f, constant)
    yield from _steepest(f, seen)
    yield from _narrowed(f, seen)
    yield from ((side * size, 2 * side * size)[::side] for size in FAR for side in SIDES)


def _neighbours(seen: Sight, constant: float) -> Iterator[Chord]:
    """Yield chords between neighbours that float64 finds too steep, the widest first and then the steepest."""
    slopes = _slopes(seen.x, seen.y)
    steep = np.flatnonzero(slopes > constant)
    widest = steep[np.argsort(-np.diff(seen.x)[steep], kind="stable")][: CONFIRMED // 2]
    worst = steep[np.argsort(-slopes[steep], kind="stable")][: CONFIRMED // 2]
    yield from ((seen.points[i], seen.points[i + 1]) for i in (*widest, *worst))
