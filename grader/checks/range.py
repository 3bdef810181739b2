"""From where to where the values reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isclose, isfinite
from typing import TYPE_CHECKING

import numpy as np

from grader.certain import judged
from grader.kinds import Check, Interval
from grader.maths import certainty, ends
from grader.maths.ends import SIDES, End, Sign
from grader.maths.figures import apart, plainness, shown
from grader.maths.formula import Function, values
from grader.maths.summits import climb
from grader.report import Finding, Grade, Observation, failed, passed
from grader.sight import CONFIRMED, Sight, look

if TYPE_CHECKING:
    from grader.maths.analysis.findings import Property

ROUNDED = 1e-9  # relative: an end such as pi/2 arrives as a float
CLOSE = 1e-6  # of a bound that points have reached, as far as points can tell
FAR = tuple(sign * Fraction(10) ** power for power in (3, 6, 12, 100) for sign in (1, -1))
DECIMALS = 5  # of an x that is shown
PLACES = 6  # close to which growth is looked for
HUGE = 1e8  # a value that stands for infinity, seen close to a pole


@dataclass(frozen=True)
class Range(Check[Function]):
    """Its values reach from one number to another; whether it takes these is not asked.

    low: the greatest lower bound, or -inf.
    high: the least upper bound, or inf.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high or self.low == inf or self.high == -inf:
            raise ValueError("low is a number or -inf, high a number or inf, and not below low")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for values beyond, and for how close they come."""
        asked = (self.low, self.high)
        return judged(
            answer,
            "range",
            holds=lambda span: all(map(_agree, _read(span), asked)),
            words=f"Its values reach from {shown(self.low)} to {shown(self.high)}.",
            sampled=lambda: _sampled(answer, rng, asked),
            against=lambda found: _otherwise(answer, rng, found, asked),
        )


def _read(span: list[list[float | str]]) -> Interval:
    """Return the ends of a range as a profile tells them."""
    low, high = span[0]
    return float(low), float(high)


def _agree(end: float, asked: float) -> bool:
    return isclose(end, asked, rel_tol=ROUNDED)


def _otherwise(f: Function, rng: np.random.Generator, found: "Property", asked: Interval) -> Finding:
    """Return the finding for an end that certainly is another."""
    rows = zip(_read(found.value), asked, found.value[1], SIDES, strict=True)
    end, wanted, taken, side = next(row for row in rows if not _agree(row[0], row[1]))
    actual, expected = apart(end, wanted) if isfinite(end) and isfinite(wanted) else (shown(end), shown(wanted))
    x = _place(f, rng, end, side) if taken else None
    place = "" if x is None else f", near x = {x:.6g}"
    seen = Observation(x=() if x is None else (x,), expected=expected, actual=actual)
    sentence = f"Its values reach {'up' if side > 0 else 'down'} to {actual}{place}, not to {expected}."
    return failed(sentence, seen, grade=Grade.PROVED)


def _place(f: Function, rng: np.random.Generator, end: float, side: Sign) -> float | None:
    """Return where an end of the range is taken, if points show it."""
    seen = look(f, rng, finite=True)
    x = round(_best(f, seen, side), DECIMALS) + 0.0 if isinstance(seen, Sight) else 0.0
    there = isclose(values(f, np.array([x]))[0], end, rel_tol=CLOSE, abs_tol=CLOSE)
    return x if there else None


def _sampled(f: Function, rng: np.random.Generator, asked: Interval) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    for bound, side in zip(asked, SIDES, strict=True):
        if finding := _beyond(f, seen, bound, side) or _short(f, seen, bound, side):
            return finding
    return passed(f"Its values reach from {shown(asked[0])} to {shown(asked[1])} at {seen}.")


def _beyond(f: Function, seen: Sight, bound: float, side: Sign) -> Finding | None:
    """Return the finding for a value beyond a bound, which is a certain one."""
    if not isfinite(bound):
        return None
    room = Fraction(bound) + side * Fraction(ROUNDED) * abs(Fraction(bound))
    outside = sorted(np.flatnonzero((seen.y - bound) * side > 0), key=lambda i: plainness(seen.points[i]))
    plain = [seen.points[i] for i in outside[:CONFIRMED]]
    for x in (*plain, Fraction(_best(f, seen, side)), *FAR):
        if certainty.sign(f, lambda value, exact: value(x) - exact(room)) == side:  # noqa: B023  used at once
            actual, expected = apart(certainty.value(f, x), bound)
            most, word = ("most", "above") if side > 0 else ("least", "below")
            observation = Observation(x=(float(x),), expected=f"at {most} {expected}", actual=actual)
            return failed(f"Is {word} {expected} at x = {float(x):.6g}, where it is {actual}.", observation)
    return None


def _short(f: Function, seen: Sight, bound: float, side: Sign) -> Finding | None:
    """Return the finding for values that don't come close to a bound, as far as points can tell."""
    highest, top = int(np.argmax(seen.y * side)), Fraction(_best(f, seen, side))
    told = [(y * side, x) for x in (top, *FAR) if isfinite(y := certainty.value(f, x))]
    best, x = max([(float(seen.y[highest]) * side, seen.points[highest]), *told], key=lambda pair: pair[0])
    if isfinite(bound):
        reached = best >= bound * side - CLOSE * max(1, abs(bound))
    else:
        reached = best > HUGE or any(_grows(f, end, side) for end in _ways_out(seen))
    if reached:
        return None
    word = "above" if side > 0 else "below"
    actual, expected = f"{best * side + 0.0:.6g}", shown(bound)
    observation = Observation(x=(float(x),), expected=f"values up to {expected}", actual=actual)
    sentence = f"No value {word} {actual} was found; they should reach to {expected}."
    return failed(sentence, observation, grade=Grade.SUPPORTED)


def _ways_out(seen: Sight) -> Iterator[End]:
    """Yield ways on which values may grow without bound: far out, and close to 0 or to points without a value."""
    yield from (End(side=side) for side in SIDES)
    places = sorted({Fraction(0), *seen.rims}, key=abs)[:PLACES]
    yield from (End(side=side, at=at) for at in places for side in SIDES)


def _grows(f: Function, end: End, side: Sign) -> bool:
    """Whether the values grow without bound upwards (1) or downwards (−1) on the way to an end."""
    seen = ends.growing(f, end)
    return bool(seen) and bool(seen[0].value * side > 0)


def _best(f: Function, seen: Sight, side: Sign) -> float:
    """Return where the highest value is seen, or the lowest."""
    return climb(lambda x: side * values(f, x), seen.x)
