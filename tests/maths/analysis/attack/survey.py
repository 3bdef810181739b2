"""Where to attack: points of all sizes, literals, claimed points, and the places where a formula takes another branch."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from attack.evaluation import Seen
from attack.probe import DIGITS, Gap, Probe

MOST = 20  # places looked for by bisection
LITERALS = 14
TINY = Fraction(1, 10**25)
EXACT = 10**6  # denominators of places taken for rational
NEAR = tuple(Fraction(1, 10**k) for k in (3, 6, 9, 20))
SIMPLE = 120  # bits of a point from a claim
TAIL = (10, 30, 100, 10**3, 10**6, 10**9, 10**12, 10**50, 10**400)
DISTANT = 10**6  # at least, of the last point of a tail that tells of its end
WINDOWS = (50, 10_000, 1_000_000)  # where waves are followed, over 40 sixths
WIDTH = 40
AGREED = 1e-15  # relative: what two precisions say far out
# Beside a point of the tail: waves may hide what is there, and (-x)^x has values at whole numbers alone.
CLUSTER = (Fraction(1, 7), Fraction(37, 100), Fraction(183, 100))

Key = tuple[int, ...] | Gap


@dataclass(frozen=True, slots=True)
class Place:
    """Where the branches change: left < there < right, or exactly there at x."""

    left: Fraction
    right: Fraction
    x: Fraction | None

    @property
    def about(self) -> float:
        return float(self.left + self.right) / 2 if self.x is None else float(self.x)


@dataclass(frozen=True, slots=True)
class Far:
    """What is seen at one distance: a point, or a few beside each other."""

    x: Fraction
    seen: tuple[Seen | Gap, ...]

    @property
    def values(self) -> list[Any]:
        return [one.value for one in self.seen if isinstance(one, Seen)]

    @property
    def slopes(self) -> list[Any]:
        return [one.slope for one in self.seen if isinstance(one, Seen) and one.slope is not None]

    @property
    def is_outside(self) -> bool:
        return all(one is Gap.UNDEFINED for one in self.seen)


class Survey:
    """points: sorted.  places: sorted; crowded: there may be more of them.  tails: by side, outwards."""

    def __init__(self, probe: Probe, claimed: Iterable[Fraction] = ()) -> None:
        self.probe = probe
        given = [one for one in _unique(claimed) if abs(one) <= 10**9][:40]
        points = {*_everywhere(), *_beside(self._literals()), *_beside(_mirrored(probe.constants)), *_beside(given)}
        if probe.has_waves:
            points.update(_windows())
        self.crowded = False
        self.places = self._find_places(sorted(points))
        for place in self.places:
            points.update(_around(place))
        for a, b in pairwise(self.places):
            points.update(a.right + (b.left - a.right) * Fraction(k, 4) for k in (1, 2, 3))
        self.points = sorted(points)
        self.seen = [probe.at(x) for x in self.points]
        self.tails = {side: [self._far(side * x) for x in TAIL] for side in (-1, 1)}

    @cached_property
    def known(self) -> list[tuple[Fraction, Seen]]:
        """The points that have a value, with what is seen there."""
        return [(x, seen) for x, seen in zip(self.points, self.seen, strict=True) if isinstance(seen, Seen)]

    def tail(self, side: int, *, slopes: bool = False) -> list[Far]:
        """Return the three farthest distances at which all values, or slopes too, are known; none if they are near."""
        known = [far for far in self.tails[side] if all(isinstance(one, Seen) for one in far.seen)]
        last = [far for far in known if not slopes or len(far.slopes) == len(far.seen)][-3:]
        return last if last and abs(last[-1].x) >= DISTANT else []

    def reaches(self, side: int) -> bool | None:
        """Whether the domain goes on for ever on this side; None where too little is known."""
        last = [far for far in self.tails[side] if Gap.UNKNOWN not in far.seen][-3:]
        if len(last) < 3:
            return None
        if all(Gap.UNDEFINED not in far.seen for far in last):
            return True
        return False if all(far.is_outside for far in last) else None

    def place_at(self, x: float) -> Place | None:
        """Return the place at a point known to 12 digits."""
        near = [one for one in self.places if abs(one.about - x) <= 1e-9 * max(abs(x), 1e-3)]
        return min(near, key=lambda one: abs(one.about - x), default=None)

    def key(self, x: Fraction, digits: int = DIGITS) -> Key:
        seen = self.probe.at(x, digits)
        return seen.branches if isinstance(seen, Seen) else seen

    def _far(self, x: Fraction | int) -> Far:
        digits = DIGITS if abs(x) < 10**6 else 60 + 3 * len(str(abs(x)))
        offsets = CLUSTER if self.probe.has_waves else CLUSTER[:1]
        return Far(Fraction(x), tuple(self._agreed(Fraction(x + offset), digits) for offset in offsets))

    def _agreed(self, x: Fraction, digits: int) -> Seen | Gap:
        """Return what two precisions agree on."""
        first, second = self.probe.at(x, digits), self.probe.at(x, digits + 30 + digits // 4)
        if not (isinstance(first, Seen) and isinstance(second, Seen)):
            return first if first is second else Gap.UNKNOWN
        if not _agree(first.value, second.value):
            return Gap.UNKNOWN
        same = first.slope is not None and second.slope is not None and _agree(first.slope, second.slope)
        return second if same else replace(second, slope=None)

    def _literals(self) -> list[Fraction]:
        return _mirrored([one for one in self.probe.literals if one <= 10**9])

    def _find_places(self, points: list[Fraction]) -> list[Place]:
        found: dict[Fraction, Place] = {}
        exact = {Fraction(0), *(one for one in self._literals() if abs(one) <= 1000)}
        for x in exact:
            found[x] = _exactly(x)
        budget = [MOST]
        for a, b in sorted(pairwise(points), key=lambda pair: abs(pair[0] + pair[1])):
            for place in self._inside(a, b, budget):
                found.setdefault(place.left if place.x is None else place.x, place)
        known = [one for one in found.values() if one.x is not None]
        between = [one for one in found.values() if one.x is None and not any(_overlap(one, other) for other in known)]
        return sorted(known + between, key=lambda one: one.left)

    def _inside(self, a: Fraction, b: Fraction, budget: list[int]) -> Iterator[Place]:
        """Yield the places of [a, b], ends included, as far as the budget goes."""
        left, right = self.key(a), self.key(b)
        step = min(TINY * (1 + abs(a)), (b - a) / 4)
        if left == right or Gap.UNKNOWN in (left, right):
            return
        if self.key(a + step) == right:
            yield _exactly(a)
            return
        if self.key(b - step) == left:
            yield _exactly(b)
            return
        if budget[0] <= 0:
            self.crowded = True
            return
        budget[0] -= 1
        place = self._bisect(a, b)
        if place is None:
            return
        yield place
        if place.left - a > step:
            yield from self._inside(a, place.left, budget)
        if b - place.right > step:
            yield from self._inside(place.right, b, budget)

    def _bisect(self, a: Fraction, b: Fraction) -> Place | None:
        left = self.key(a)
        width = (1 + max(abs(a), abs(b))) / 10**15
        while b - a > width:
            middle = _middle(a, b)
            here = self.key(middle)
            if here is Gap.UNKNOWN:
                return None
            a, b = (middle, b) if here == left else (a, middle)
        simple = ((a + b) / 2).limit_denominator(EXACT)
        if a <= simple <= b:
            return _exactly(simple)
        return Place(a, b, None)

    def sharpen(self, place: Place, digits: int) -> Place:
        """Return the place with so many digits after the point."""
        if place.x is not None:
            return place
        a, b = place.left, place.right
        left = self.key(a, digits)
        while b - a > Fraction(1, 10**digits):
            middle = (a + b) / 2
            a, b = (middle, b) if self.key(middle, digits + 10) == left else (a, middle)
        return Place(a, b, None)


def _mirrored(points: Iterable[Fraction]) -> list[Fraction]:
    return [side * one for one in list(points)[:LITERALS] for side in (-1, 1)]


def _agree(a: Any, b: Any) -> bool:
    return bool(abs(a - b) <= AGREED * abs(b))


def _exactly(x: Fraction) -> Place:
    step = TINY * (1 + abs(x))
    return Place(x - step, x + step, x)


def _overlap(a: Place, b: Place) -> bool:
    return a.left <= b.right and b.left <= a.right


def _middle(a: Fraction, b: Fraction) -> Fraction:
    """Return the middle, or of a wide gap on one side of 0 the middle in size."""
    if a > 0 and b > 4 * a:
        return _middle_size(a, b)
    if b < 0 and a < 4 * b:
        return -_middle_size(-b, -a)
    return (a + b) / 2


def _middle_size(a: Fraction, b: Fraction) -> Fraction:
    return Fraction((float(a) * float(b)) ** 0.5).limit_denominator(10**12) or (a + b) / 2


def _everywhere() -> Iterator[Fraction]:
    yield from (Fraction(k, 16) for k in range(-192, 193))
    luck = random.Random(20)
    yield from (Fraction(luck.randint(-(10**7), 10**7), 333_333) for _ in range(60))
    for k in range(-9, 10):
        for mantissa in (1, 3):
            yield from (sign * mantissa * Fraction(10) ** k for sign in (-1, 1))


def _windows() -> Iterator[Fraction]:
    """Yield points that follow a wave far from 0."""
    for start in WINDOWS:
        for k in range(WIDTH):
            yield from (sign * (start + Fraction(k, 6)) for sign in (-1, 1))


def _beside(points: Iterable[Fraction]) -> Iterator[Fraction]:
    for x in points:
        yield x
        for step in (Fraction(1, 1000), Fraction(1, 10**6), Fraction(1, 10**11)):
            yield from (x - step * (1 + abs(x)), x + step * (1 + abs(x)))


def _around(place: Place) -> Iterator[Fraction]:
    if place.x is not None:
        yield place.x
    left, right = (place.left, place.right) if place.x is None else (place.x, place.x)
    scale = 1 + abs(left)
    for step in NEAR:
        if place.x is not None or step >= Fraction(1, 10**12):
            yield left - step * scale
            yield right + step * scale


def _unique(points: Iterable[Fraction]) -> list[Fraction]:
    return list(
        dict.fromkeys(
            one if one.denominator.bit_length() <= SIMPLE else one.limit_denominator(10**20) for one in points
        )
    )
