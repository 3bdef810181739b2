"""Re-validation of what is proved of how f goes and bends, and where it lies flat."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from grader.maths.analysis.checking import boxes as intervals
from grader.maths.analysis.checking.boxes import WRITTEN, Box
from grader.maths.analysis.checking.places import places
from grader.maths.analysis.checking.points import known, tried
from grader.maths.analysis.checking.sight import FINE, PLAIN, Sight, Sign, Truth, every
from grader.maths.digit_arithmetic import Mpf

WAYS = {"increasing": (1, True), "nondecreasing": (1, False), "decreasing": (-1, True), "nonincreasing": (-1, False)}
BENDS = {"convex": 1, "concave": -1}
SHORT = tuple(Fraction(1, 10**k) for k in (2, 5, 9))  # distances to a border, in widths
MODERATE = 20  # flat far out may be what rounding makes of a limit
BESIDE = Fraction(1, 10**9)  # relative to 1: twelve digits of an end, and a little more


def monotone(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the way that f goes."""
    if value == "constant":
        return _is_level(sight, known(sight))
    if value not in WAYS or not boxes or boxes[0].order != 1 or not intervals.are_in_order(boxes):
        return False
    way, strict = WAYS[value]
    signs = {box.sign for box in boxes}
    if -way in signs or strict == (0 in signs):
        return False
    moves = way in signs or not _is_level(sight, known(sight))
    return every((moves, intervals.fill(sight, boxes), _leaps(sight, boxes, way), intervals.hold(sight, boxes)))


def _is_level(sight: Sight, xs: Sequence[Fraction]) -> Truth:
    return every(_is(0, sight.sign((a, b), lambda fa, fb: fb - fa, PLAIN, looks=2)) for a, b in pairwise(xs))


def _rise(sight: Sight, a: Fraction, b: Fraction) -> Sign | None:
    return sight.sign((a, b), lambda fa, fb: fb - fa, FINE, looks=2)


def _is(wanted: int, found: int | None) -> Truth:
    return None if found is None else found == wanted


def _leaps(sight: Sight, boxes: Sequence[Box], way: int) -> Truth:
    """Whether f goes on in its way from each box into the next."""
    for a, b in pairwise(boxes):
        assert a.high is not None  # noqa: S101  they are in order
        assert b.low is not None  # noqa: S101
        near = WRITTEN * (1 + abs(a.high))
        row = [x for x in (a.high - near, a.high, b.low, b.low + near) if sight.value(x) is not None]
        if any(_rise(sight, x, y) == -way for x, y in pairwise(row) if x < y):
            return False
    return True


def convex(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the way that f bends."""
    if value == "affine":
        return affine(sight, True, ())
    if value not in BENDS or not boxes or boxes[0].order != 2 or not intervals.are_in_order(boxes):
        return False
    way = BENDS[value]
    if any(box.sign == -way for box in boxes):
        return False
    corners = [_corner(sight, a, b, way) for a, b in pairwise(boxes)]
    some = any(box.sign for box in boxes) or not affine(sight, True, ())
    return every((some, *corners, intervals.fill(sight, boxes), intervals.hold(sight, boxes)))


def _corner(sight: Sight, a: Box, b: Box, way: int) -> Truth:
    """Whether no chord across the border of two boxes is on the wrong side."""
    assert a.high is not None  # noqa: S101  they are in order
    assert b.low is not None  # noqa: S101
    middle = (a.high + b.low) / 2
    width = min(abs(middle - end) if end is not None else Fraction(1) for end in (a.low, b.high))
    for share in SHORT:
        h = min(width, Fraction(1)) * share + (b.low - a.high)
        for shift in (Fraction(0), h / 3, -h / 3):
            points = [middle - h + shift, middle + shift, middle + h + shift]
            if None not in map(sight.value, points) and _bend(sight, points) == -way:
                return False
    return True


def _bend(sight: Sight, points: Sequence[Fraction]) -> Sign | None:
    return sight.sign(points, lambda a, m, b: a + b - 2 * m, FINE, looks=2)


def affine(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate a straight line."""
    del boxes
    if value is not True:
        return False
    a, b, *others = known(sight)

    def off(fa: Mpf, fb: Mpf, fx: Mpf, share: Fraction) -> Mpf:
        return (fx - fa) * share.denominator - (fb - fa) * share.numerator

    return every(
        _is(0, sight.sign((a, b, x), lambda fa, fb, fx, x=x: off(fa, fb, fx, (x - a) / (b - a)), PLAIN, looks=2))
        for x in others
    )


def injective(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that no value is taken twice: between places, f goes one way, and no such stretches share values."""
    del boxes
    if value is not True:
        return False
    cuts, runs = [place.x for place in places(sight)], dict[int, list[Fraction]]()
    for x in known(sight):
        if x not in cuts:
            runs.setdefault(sum(cut < x for cut in cuts), []).append(x)
    single = [[x] for x in cuts if sight.value(x) is not None]
    rows = [*runs.values(), *single]
    if any(not _goes_one_way(sight, row) for row in rows):
        return False
    return _are_apart(sight, rows)


def _goes_one_way(sight: Sight, row: Sequence[Fraction]) -> bool:
    signs = [_rise(sight, a, b) for a, b in pairwise(row)]
    return not ({1, -1} <= set(signs)) and not any(sight.are_equal(a, b) for a, b in pairwise(row))


def _are_apart(sight: Sight, rows: Sequence[Sequence[Fraction]]) -> Truth:
    """Whether the values of stretches don't overlap."""
    hulls = list[tuple[Mpf, Mpf]]()
    for row in rows:
        seen = [sight.value(x) for x in row]
        hulls.append((min(seen), max(seen)))
    hulls.sort()
    return all(a[1] <= b[0] for a, b in pairwise(hulls))


def dead_region(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that f is constant on these intervals, goes on differently beyond, and is constant nowhere else."""
    del boxes
    if value == "infinitely many":
        return _has_level_stretch(sight, [], 3)
    regions = [(_end(low), _end(high)) for low, high in value]
    claims = [_is_level(sight, _within(sight, *region)) for region in regions]
    ends = [_stops(sight, low, high) for low, high in regions]
    others = _has_level_stretch(sight, regions, 1)
    return every((*claims, *ends, None if others is None else not others))


def _end(shown: float | str) -> Fraction | None:
    return None if shown in {"inf", "-inf"} else Fraction(shown)


def _within(sight: Sight, low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return points inside an interval whose ends are known to twelve digits."""
    inner = [end if end is None else end + way * BESIDE * (1 + abs(end)) for end, way in ((low, 1), (high, -1))]
    return [x for x in intervals.inside(*inner) if sight.value(x) is not None]


def _stops(sight: Sight, low: Fraction | None, high: Fraction | None) -> Truth:
    """Whether f is another beyond both ends, or is not at all."""
    for end, way in ((low, -1), (high, 1)):
        if end is None:
            continue
        inner, outer = (end + side * way * BESIDE * (1 + abs(end)) for side in (-1, 1))
        beyond = outer + way * BESIDE
        here = [x for x in (inner, end, outer, beyond) if sight.value(x) is not None]
        if len(here) == 4 and all(sight.are_equal(a, b) for a, b in pairwise(here)):
            return False
    return True


def _has_level_stretch(sight: Sight, regions: Sequence[tuple[Fraction | None, Fraction | None]], count: int) -> Truth:
    """Whether there are so many stretches outside some regions on which f is one and the same rational."""
    xs = [x for x in tried(sight) if abs(x) <= MODERATE and not any(_is_in(x, *region) for region in regions)]
    found = 0
    for a, b in pairwise(xs):
        between = [a + (b - a) * Fraction(n, 5) for n in range(6)]
        outside = not any(_is_in(x, *region) for x in between for region in regions)
        found += outside and all(sight.are_equal(x, y) for x, y in pairwise(between))
    return found >= count


def _is_in(x: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    near = BESIDE * (1 + abs(x))
    return (low is None or x >= low - near) and (high is None or x <= high + near)
