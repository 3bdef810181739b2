"""Whether the values stay within bounds, given ones or any at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check, Interval
from grader.maths import certainty, ends, sampling
from grader.maths.ends import End
from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb
from grader.report import Finding, Observation, failed, passed
from grader.sight import CONFIRMED, Sight, look

Array = NDArray[np.float64]

ROUNDED = Fraction(1, 10**15)  # relative: a bound such as pi/2 arrives as a float
FAR = (Fraction(10**6), Fraction(10**12), Fraction(10) ** 100)  # where a value just above its limit shows
DISTANCES = np.array([[1e-2, 1e-3, 1e-5], [1e-3, 1e-6, 1e-12]])  # on the way to a pole |f| rises from each to the next
PLACES = 6  # ways to come close to a point that are followed
SHOWN = (Fraction(10) ** 100, *map(Fraction, (10**6, 1000, 100, 10)))  # how far out, for the learner


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
    y, place = certainty.value(f, x), float(x)
    bound = high if word == "above" else low
    wanted = f"at most {high:.6g}" if word == "above" else f"at least {low:.6g}"
    digits = next((digits for digits in (6, 10, 17) if f"{y:.{digits}g}" != f"{bound:.{digits}g}"), 17)
    seen = Observation(x=(place,), expected=wanted, actual=f"{y:.{digits}g}")
    return failed(f"Is {word} {bound:.6g} at x = {place:.6g}, where it is {y:.{digits}g}.", seen)


def _is_bounded(f: Function, seen: Sight) -> Finding:
    """Look for an end where |f| keeps growing."""
    for end in (End(side=1), End(side=-1), *_poles(f, seen)):
        if ends.growing(f, end):
            return _unbounded(f, end)
    return passed(f"Nothing grows without bound at {seen}, far out and close to points that stand out.")


def _poles(f: Function, seen: Sight) -> list[End]:
    """Return ways to come close to a point on which float64 sees |f| rise, the highest first."""
    marks = sampling.switching(f).points if isinstance(f, Formula) else ()
    places = sorted({*marks, *seen.rims, *_overflows(seen)}, key=abs)
    at = np.array([float(place) for place in places]).reshape(-1, 1, 1)
    found = list[tuple[float, End]]()
    for side in (-1, 1):
        heights = np.abs(values(f, at + side * DISTANCES))
        for i in np.flatnonzero(_rises(heights).any(axis=1)):
            found.append((float(np.nanmax(heights[i])), End(side=side, at=places[i])))
    return [end for _, end in sorted(found, key=lambda one: -one[0])[:PLACES]]


def _rises(heights: Array) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        first, second = heights[..., 1] - heights[..., 0], heights[..., 2] - heights[..., 1]
    return np.isinf(heights[..., 2]) | ((first > 0) & (second >= first / 2))


def _overflows(seen: Sight) -> list[Fraction]:
    return [seen.points[i] for i in np.flatnonzero(np.isinf(seen.y))]


def _unbounded(f: Function, end: End) -> Finding:
    shown = [(float(x), y) for x in map(end.point, SHOWN) if np.isfinite(y := certainty.value(f, x))][:2][::-1]
    steps = ", ".join(f"{y:.6g} at x = {x:.6g}" for x, y in shown)
    seen = [Observation(x=(x,), expected="values within some bounds", actual=f"{y:.6g}") for x, y in shown]
    word = "Falls" if shown and shown[-1][1] < 0 else "Grows"
    return failed(f"{word} without bound {end}: {steps}.", *seen)
