"""Whether the values stay within bounds, given ones or any at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check, Interval
from grader.maths import balls, certainty, ends, sampling
from grader.maths.ends import End, Seen
from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb
from grader.report import Finding, Observation, failed, passed
from grader.sight import CONFIRMED, Sight, look

Array = NDArray[np.float64]

ROUNDED = Fraction(1, 10**15)  # relative: a bound such as pi/2 arrives as a float
FAR = (Fraction(10**6), Fraction(10**12), Fraction(10) ** 100)  # where a value just above its limit shows
DISTANCES = (1e-3, 1e-6, 1e-12)  # from a point: on the way to a pole |f| rises twice
PLACES = 4  # points close to which |f| may grow without bound that are followed


@dataclass(frozen=True)
class Bounded(Check[Function]):
    """Stays between two bounds.

    within: the bounds, ends included, as in [-1, 1]; without them, any will do.
    """

    within: Interval | None = None

    def __post_init__(self) -> None:
        if self.within and not self.within[0] <= self.within[1]:
            raise ValueError("the lower bound comes first")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a value outside, or for an end where the values keep growing."""
        seen = look(answer, rng)
        if isinstance(seen, Finding):
            return seen
        return _stays(answer, seen, self.within) if self.within else _is_bounded(answer, seen)


def _stays(f: Function, seen: Sight, within: Interval) -> Finding:
    """Look for values outside the given bounds."""
    low, high = (Fraction(end) for end in within)
    margin = ROUNDED * max(abs(low), abs(high))
    for x in _suspects(f, seen, within):
        for bound, side, word in ((high + margin, 1, "above"), (low - margin, -1, "below")):
            if certainty.sign(f, lambda value, exact: value(x) - exact(bound)) == side:  # noqa: B023  used at once
                return _outside(f, x, within, word)
    return passed(f"Stays between {within[0]:.6g} and {within[1]:.6g} at {seen}.")


def _suspects(f: Function, seen: Sight, within: Interval) -> Iterator[Fraction]:
    """Yield points to look at closely: the plainest outside, the worst, the tops of the hills, far out."""
    low, high = within
    excess = np.maximum(seen.y - high, low - seen.y)
    outside = [int(i) for i in np.flatnonzero(excess > 0)]
    plain = sorted(outside, key=lambda i: (abs(seen.x[i]) > 10, seen.points[i].denominator, abs(seen.points[i])))
    worst = sorted(outside, key=lambda i: -excess[i])
    yield from (seen.points[i] for i in (*plain[: CONFIRMED // 2], *worst[: CONFIRMED // 2]))
    yield Fraction(climb(lambda x: values(f, x), seen.x))
    yield Fraction(climb(lambda x: -values(f, x), seen.x))
    yield from (sign * size for size in FAR for sign in (1, -1))


def _outside(f: Function, x: Fraction, within: Interval, word: str) -> Finding:
    low, high = within
    y, place = _value(f, x), float(x)
    bound = high if word == "above" else low
    wanted = f"at most {high:.6g}" if word == "above" else f"at least {low:.6g}"
    digits = next((digits for digits in (6, 10, 17) if f"{y:.{digits}g}" != f"{bound:.{digits}g}"), 17)
    seen = Observation(x=(place,), expected=wanted, actual=f"{y:.{digits}g}")
    return failed(f"Is {word} {bound:.6g} at x = {place:.6g}, where it is {y:.{digits}g}.", seen)
