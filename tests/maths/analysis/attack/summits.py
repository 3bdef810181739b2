"""How high a formula goes: the best point seen, made better, and whether it may go on rising where nobody looked."""

from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

from attack.case import Case
from attack.evaluation import Seen
from attack.numbers import context
from attack.probe import RISING
from attack.survey import NEAR, WIDTH, WINDOWS

MP = context(50)
Measure = Callable[[Seen], Any]  # a number to make large, or None

GOLDEN = Fraction(618034, 1000000)
ROUNDS = 60
SUMMITS = 4  # the highest of the samples, made better
PROGRESS = 1e-3  # of the way that is left, from one distance to the next: of what may arrive
STILL = 1e-7  # relative to 1 and the value: what rises by less goes nowhere
FAR = 1000  # where samples are few
TRIES = 10  # samples looked at with more digits
FIRM = 1e-15  # relative: what more digits may change
HUGE = 1000  # among waves, whose spikes may lie between the samples


@dataclass(frozen=True, slots=True)
class Height:
    """The highest seen.

    best: at x.  inner: x is a summit, lower on both sides.  approaches: the last heights on the way to each end
    and to each side of each place.  tail: heights far out on the side of x, when x is far out itself.
    wavy: what rises may be a wave's next crest.  crests: of waves, at two distances.
    """

    best: Any
    x: Fraction
    inner: bool
    approaches: tuple[tuple[Any, Any], ...]
    tail: tuple[Any, ...] | None
    wavy: bool
    crests: tuple[tuple[Any, Any], ...]

    def may_reach(self, end: float) -> bool:
        """Whether it may come up to an end that was not seen."""
        approaches = [*self.crests]
        approaches += [(before, last) for before, last in self.approaches if not self.wavy or last >= self.best]
        return not self._is_settled(end) or any(_arrives(before, last, end) for before, last in approaches)

    def _is_settled(self, end: float) -> bool:
        """Whether a best height far out is had at the next distance, too: else better ones may be between."""
        if self.tail is None:
            return True
        scale = max(abs(self.best), min(1, end - self.best))
        return sum(bool(abs(value - self.best) <= STILL * scale) for value in self.tail) >= 2


def _arrives(before: Any, last: Any, end: float) -> bool:
    if end == inf:
        return bool(last - before > STILL * (1 + abs(last)))
    return bool(last - before > PROGRESS * (end - last))


def up(seen: Seen) -> Any:
    return seen.value


def down(seen: Seen) -> Any:
    return -seen.value


def steep(seen: Seen) -> Any:
    return None if seen.slope is None else abs(seen.slope)


def rising(seen: Seen) -> Any:
    return seen.slope


def falling(seen: Seen) -> Any:
    return None if seen.slope is None else -seen.slope


def height(case: Case, measure: Measure) -> Height | None:
    """Return how high a measure was seen to go."""
    if measure not in case.heights:
        case.heights[measure] = _height(case, measure)
    found: Height | None = case.heights[measure]
    return found


def _height(case: Case, measure: Measure) -> Height | None:
    heights = list(_heights(case, measure))
    if not heights:
        return None
    summits = list(_summits(case, measure))
    best, x, inner = max((*((value, x, False) for x, value in heights), *summits), key=lambda one: one[0])
    approaches = tuple((values[-2], values[-1]) for values in _approaches(case, measure) if len(values) > 1)
    crests = tuple(_crests(case, measure)) if case.probe.has_waves else ()
    return Height(best, x, inner, approaches, _tail(case, measure, x), case.probe.has_waves, crests)


def beyond(case: Case, measure: Measure, end: float) -> tuple[Fraction, Any] | None:
    """Return a sample above an end, the highest that more digits confirm."""
    above = [(value, x) for x, seen in case.survey.known if (value := measure(seen)) is not None and value > end]
    above += [(value, x) for value, x, _ in _summits(case, measure) if value > end]
    for side in (-1, 1):  # tails are looked at twice anyway
        far = [(x, measure(one)) for x, seen in _far(case, side) for one in seen]
        found = [(x, value) for x, value in far if value is not None and value > end]
        if found:
            return max(found, key=lambda one: one[1])
    for value, x in sorted(above, reverse=True)[:: max(1, len(above) // TRIES)]:
        again = [case.probe.at(x, digits) for digits in RISING]
        values = [measure(one) for one in again if isinstance(one, Seen)]
        if len(values) == 2 and None not in values and all(abs(one - value) <= FIRM * abs(value) for one in values):
            return x, value
    return None


def _far(case: Case, side: int) -> Iterator[tuple[Fraction, list[Seen]]]:
    return ((far.x, [one for one in far.seen if isinstance(one, Seen)]) for far in case.survey.tails[side])


def _heights(case: Case, measure: Measure) -> Iterator[tuple[Fraction, Any]]:
    for x, seen in case.survey.known:
        if (value := measure(seen)) is not None:
            yield x, value
    for side in (-1, 1):
        for x, cluster in _far(case, side):
            yield from ((x, value) for one in cluster if (value := measure(one)) is not None)


def _summits(case: Case, measure: Measure) -> Iterator[tuple[Any, Fraction, bool]]:
    """Yield (height, x, whether both sides are lower) of the highest local summits between places."""
    places = [place.left for place in case.survey.places]
    known = [(x, value, seen.branches) for x, seen in case.survey.known if (value := measure(seen)) is not None]
    candidates = [
        (b[1], a[0], c[0])
        for a, b, c in zip(known, known[1:], known[2:], strict=False)
        if a[2] == b[2] == c[2] and b[1] >= max(a[1], c[1]) and not a[1] == b[1] == c[1]
    ]
    inside = [one for one in candidates if bisect(places, one[1]) == bisect(places, one[2])]
    for _, a, c in sorted(inside, reverse=True)[:SUMMITS]:
        yield _climb(case, measure, a, c)


def _crests(case: Case, measure: Measure) -> Iterator[tuple[Any, Any]]:
    """Yield the highest crests of the two farthest windows, on each side."""
    for side in (-1, 1):
        found = []
        for start in WINDOWS[-2:]:
            seen = [
                (side * (start + Fraction(k, 6)), case.probe.at(side * (start + Fraction(k, 6)))) for k in range(WIDTH)
            ]
            inside = [(measure(one), x) for x, one in seen[1:-1] if isinstance(one, Seen)]
            known = [(value, x) for value, x in inside if value is not None]
            if known:
                _, x = max(known)
                found.append(_climb(case, measure, x - Fraction(1, 6), x + Fraction(1, 6))[0])
        if len(found) == 2:
            yield found[0], found[1]


def _climb(case: Case, measure: Measure, a: Fraction, b: Fraction) -> tuple[Any, Fraction, bool]:
    """Return the summit of [a, b] by golden sections."""
    ends = (a, b)

    def at(x: Fraction) -> Any:
        seen = case.probe.at(x)
        found = measure(seen) if isinstance(seen, Seen) else None
        return MP.ninf if found is None else found

    low, high = _cut(a, b)
    first, second = at(low), at(high)
    for _ in range(ROUNDS):
        if first < second:
            a, low, first = low, high, second
            high = _cut(a, b)[1]
            second = at(high)
        else:
            b, high, second = high, low, first
            low = _cut(a, b)[0]
            first = at(low)
    best, x = max((first, low), (second, high))
    return best, x, all(at(end) < best for end in ends)


def _cut(a: Fraction, b: Fraction) -> tuple[Fraction, Fraction]:
    step = (b - a) * GOLDEN
    return (b - step).limit_denominator(10**30), (a + step).limit_denominator(10**30)


def _tail(case: Case, measure: Measure, x: Fraction) -> tuple[Any, ...] | None:
    if abs(x) <= FAR:
        return None
    tail = [one for far in case.survey.tails[1 if x > 0 else -1] for one in far.seen if abs(far.x) >= FAR]
    values = [measure(one) for one in tail if isinstance(one, Seen)]
    return tuple(value for value in values if value is not None)


def _approaches(case: Case, measure: Measure) -> Iterator[list[Any]]:
    """Yield what is seen on the way to each end and to each side of each place."""
    for side in (-1, 1):
        rows = [[measure(one) for one in far.seen if isinstance(one, Seen)] for far in case.survey.tails[side]]
        yield [max(row) for row in rows if row and None not in row]
    for place in case.survey.places:
        left, right = (place.left, place.right) if place.x is None else (place.x, place.x)
        scale = 1 + abs(left)
        for sign, base in ((-1, left), (1, right)):
            seen = [case.probe.at(base + sign * step * scale) for step in NEAR]
            values = [measure(one) for one in seen if isinstance(one, Seen)]
            yield [one for one in values if one is not None]
