"""Whether the values stay within bounds, given ones or any at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from grader.certain import concluded, decided, stays
from grader.kinds import Check, Interval
from grader.maths import certainty, ends, sampling
from grader.maths.ends import SIDES, End
from grader.maths.figures import apart, plainness
from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb
from grader.maths.waves import Waves, widening
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import CONFIRMED, Sight, look, too_large
from grader.witnesses import witnessed

Array = NDArray[np.float64]

SIDED = ("bounded_below", "bounded_above")
ROUNDED = Fraction(1, 10**15)  # relative: a bound such as pi/2 arrives as a float
FAR = (Fraction(10**6), Fraction(10**12), Fraction(10) ** 100)  # where a value just above its limit shows
DISTANCES = np.array([[1e-2, 1e-3, 1e-5], [1e-3, 1e-6, 1e-12]])  # on the way to a pole |f| rises from each to the next
PLACES = 6  # ways to come close to a point that are followed
SHOWN = tuple(map(Fraction, (10**6, 1000, 100, 10, 5, 2, 1)))  # how far out or close by, for the learner


@dataclass(frozen=True)
class Bounded(Check[Function]):
    """Stays between two bounds.

    within: the bounds, ends included, as in [-1, 1]; without them, any will do.
    """

    within: Interval | None = None

    def __post_init__(self) -> None:
        if self.within and not -np.inf < self.within[0] <= self.within[1] < np.inf:
            raise ValueError("within is two finite numbers, the lower bound first")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a value outside, or for an end where the values keep growing."""
        within = self.within
        return concluded(
            answer,
            _is_known_to_stay(answer, within) if within else _is_known_to_be_bounded(answer),
            words=f"Stays between {within[0]:.6g} and {within[1]:.6g}." if within else "Stays within bounds.",
            sampled=lambda: _sampled(answer, rng, within),
            against=lambda: _beyond(answer, within) if within else _endless(answer),
        )


def _is_known_to_be_bounded(f: Function) -> bool | None:
    sides = [decided(f, name) for name in SIDED]
    if any(side and side.value is False for side in sides):
        return False
    return True if all(sides) else None


def _is_known_to_stay(f: Function, within: Interval) -> bool | None:
    sides = [stays(f, bound, side) for bound, side in zip(_widened(within), SIDES, strict=True)]
    if False in sides:
        return False
    return None if None in sides else True


def _widened(within: Interval) -> tuple[Fraction, Fraction]:
    low, high = map(Fraction, within)
    return low - ROUNDED * abs(low), high + ROUNDED * abs(high)


def _endless(f: Function) -> Finding:
    """Return the finding for a formula that is certainly not bounded."""
    found = next(side for name in SIDED if (side := decided(f, name)) and side.value is False)
    return witnessed(found, "grows", otherwise="Goes beyond all bounds.")


def _beyond(f: Function, within: Interval) -> Finding:
    """Return the finding for a formula whose range is certainly wider than the bounds."""
    above = stays(f, _widened(within)[1], 1) is False
    bound, word, most = (within[1], "above", "most") if above else (within[0], "below", "least")
    found = decided(f, "range")
    end = float(found.value[0][above]) if found else np.inf
    actual, asked = apart(end, bound) if np.isfinite(end) else ("any number", f"{bound:.6g}")
    seen = Observation(expected=f"at {most} {asked}", actual=actual)
    return failed(f"Has values {word} {asked}: they come close to {actual}.", seen, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, within: Interval | None) -> Finding:
    seen = look(f, rng)
    if isinstance(seen, Finding):
        return seen
    return _stays(f, seen, within) if within else _is_bounded(f, seen)


def _stays(f: Function, seen: Sight, within: Interval) -> Finding:
    """Look for values outside the given bounds."""
    low, high = _widened(within)
    for x in _suspects(f, seen, within):
        for bound, side, word in ((high, 1, "above"), (low, -1, "below")):
            if certainty.sign(f, lambda value, exact: value(x) - exact(bound)) == side:  # noqa: B023  used at once
                return _outside(f, x, within, word)
    if isinstance(f, Formula) and (untold := too_large(f, seen)) is not None:
        return undecided(f"Its value at x = {float(untold):.6g} is too large to say.")
    return passed(f"Stays between {within[0]:.6g} and {within[1]:.6g} at {seen}.")


def _suspects(f: Function, seen: Sight, within: Interval) -> Iterator[Fraction]:
    """Yield points to look at closely: the plainest outside, the worst, the tops of the hills, far out."""
    low, high = within
    excess = np.maximum(seen.y - high, low - seen.y)
    outside = [int(i) for i in np.flatnonzero(excess > 0)]
    plain = sorted(outside, key=lambda i: plainness(seen.points[i]))
    worst = sorted(outside, key=lambda i: -excess[i])
    half, finite = CONFIRMED // 2, np.isfinite(seen.y)  # others may be too large to say
    told = [[i for i in some if finite[i]][:half] for some in (plain, worst)]
    yield from (seen.points[i] for i in dict.fromkeys((*told[0], *told[1], *plain[:half], *worst[:half])))
    yield Fraction(climb(lambda x: values(f, x), seen.x))
    yield Fraction(climb(lambda x: -values(f, x), seen.x))
    yield from (sign * size for size in FAR for sign in (1, -1))


def _outside(f: Function, x: Fraction, within: Interval, word: str) -> Finding:
    end = within[1] if word == "above" else within[0]
    value = certainty.value(f, x)
    actual, bound = apart(value, end) if np.isfinite(value) else ("beyond 1e308", f"{end:.6g}")
    seen = Observation(x=(float(x),), expected=f"at {'most' if word == 'above' else 'least'} {bound}", actual=actual)
    return failed(f"Is {word} {bound} at x = {float(x):.6g}, where it is {actual}.", seen)


def _is_bounded(f: Function, seen: Sight) -> Finding:
    """Look for an end where |f| keeps growing."""
    for end in (End(side=1), End(side=-1), *_poles(f, seen)):
        if ends.growing(f, end):
            return _unbounded(f, end)
    for end in (End(side=1), End(side=-1)):
        if waves := widening(f, end):
            return _widening(f, end, waves)
    if isinstance(f, Formula) and (untold := too_large(f, seen)) is not None:
        return undecided(f"Its value at x = {float(untold):.6g} is too large to say.")
    return passed(f"Nothing grows without bound at {seen}, far out and close to points that stand out.")


def _widening(f: Function, end: End, waves: Waves) -> Finding:
    """Return the finding for waves that become higher and higher, or may do so."""
    shown = [(float(x), y) for x in waves.tops if np.isfinite(y := certainty.value(f, x))]
    steps = " and ".join(f"{y:.6g} at x = {x:.10g}" for x, y in shown)
    if not waves.certain or not shown:
        return undecided(f"Whether it keeps growing {end} could not be told.")
    seen = [Observation(x=(x,), expected="a value within some bounds", actual=f"{y:.6g}") for x, y in shown]
    return failed(f"Comes higher and higher {end}: {steps}.", *seen)


def _poles(f: Function, seen: Sight) -> list[End]:
    """Return ways to come close to a point on which float64 sees |f| rise, those nearest to 0 first."""
    marks = sampling.switching(f).points if isinstance(f, Formula) else ()
    overflows = [seen.points[i] for i in np.flatnonzero(np.isinf(seen.y))]
    places = sorted({*marks, *seen.rims, *overflows, *_summit(f, seen)}, key=abs)
    at = np.array([float(place) for place in places]).reshape(-1, 1, 1)
    rising = np.array([_rises(np.abs(values(f, at + side * DISTANCES))).any(axis=1) for side in SIDES])
    found = [End(side=side, at=places[i]) for i, sides in enumerate(rising.T) for side in compress(SIDES, sides)]
    return found[:PLACES]


def _summit(f: Function, seen: Sight) -> list[Fraction]:
    """Return where opaque code was seen highest: nothing else tells where its poles are."""
    return [] if isinstance(f, Formula) else [Fraction(climb(lambda x: np.abs(values(f, x)), seen.x))]


def _rises(heights: Array) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        first, second = heights[..., 1] - heights[..., 0], heights[..., 2] - heights[..., 1]
    return np.isinf(heights[..., 2]) | ((first > 0) & (second >= first / 2))


def _unbounded(f: Function, end: End) -> Finding:
    shown = [(float(x), y) for x in map(end.point, SHOWN) if np.isfinite(y := certainty.value(f, x))][:2][::-1]
    steps = " and ".join(f"{y:.6g} at x = {x:.10g}" for x, y in shown)
    seen = [Observation(x=(x,), expected="a value within some bounds", actual=f"{y:.6g}") for x, y in shown]
    signs = {np.sign(y) for _, y in shown}
    verb = "Falls" if signs == {-1} else "Swings" if len(signs) > 1 else "Grows"
    return failed(f"{verb} without bound {end}{': ' if steps else ''}{steps}.", *seen)
