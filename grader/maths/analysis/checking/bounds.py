"""Re-validation of how large f and its slope become, and what is attained."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.maths.analysis.checking import boxes as intervals
from grader.maths.analysis.checking.approach import DIGITS, FAR, NEAR, Rows, slopes, soars, tends, values
from grader.maths.analysis.checking.boxes import WRITTEN, Box
from grader.maths.analysis.checking.breaks import torn
from grader.maths.analysis.checking.places import places
from grader.maths.analysis.checking.points import known
from grader.maths.analysis.checking.sight import Sight, Truth, every, negated, some
from grader.maths.digit_arithmetic import Mpf

INF = float("inf")
ROUNDED = 1e-11  # relative: claims carry twelve digits
REACHED = 1e-9  # relative to 1 and a bound: f is as near as the digits of an end of a box allow
SLOPES_REACHED = 1e-6
TIES = (400, 1200, 2500)  # digits of values that seem equal


@dataclass(frozen=True, kw_only=True)
class Summit:
    """What f, or its slope, tends to at an end of a box: rows far out, else one value.  taken: whether f has it."""

    rows: Rows
    taken: Truth

    def exceeds(self, bound: float) -> bool:
        """Whether it is certainly above a bound."""
        return any(value - bound > ROUNDED * abs(bound) + float(WRITTEN) for row in self.rows for value in row)

    def reaches(self, bound: float, near: float) -> Truth:
        """Whether it is, or tends to, a bound."""
        if len(self.rows) > 1:
            return tends(self.rows, bound)
        return bool(abs(self.rows[0][0] - bound) <= near * (1 + abs(bound))) if abs(bound) < INF else False


def range_(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the hull of the values, and whether its ends are taken."""
    (low, high), (low_taken, high_taken) = value
    if not boxes or boxes[0].order != 1 or not intervals.are_in_order(boxes) or float(low) > float(high):
        return False
    seen = [sight.value(x) for x in known(sight)]
    ends = [
        _end(sight, boxes, seen, side, float(end), taken)
        for side, end, taken in ((-1, low, low_taken), (1, high, high_taken))
    ]
    return every((*ends, _covered(sight, boxes), intervals.hold(sight, boxes)))


def _covered(sight: Sight, boxes: Sequence[Box]) -> Truth:
    """Whether the boxes fill the domain; if not, other means than signs have told the rest."""
    return intervals.fill(sight, boxes) or None


def _end(sight: Sight, boxes: Sequence[Box], seen: Sequence[Mpf], side: int, end: float, taken: bool) -> Truth:  # noqa: FBT001, PLR0913
    """Re-validate an end of the hull, mirrored so that it is the upper one."""
    bound = side * end
    if any(side * value - bound > ROUNDED * abs(bound) + float(WRITTEN) for value in seen):
        return False
    summits = list(_summits(sight, boxes, side))
    if None in summits:
        return None
    highest = [one for one in summits if one is not None]
    if any(one.exceeds(bound) for one in highest):
        return False
    reached = [one.reaches(bound, REACHED) for one in highest]
    if not any(reached):
        return _reached_elsewhere(sight, boxes, side, bound, some(reached))
    top = [one.taken for one, there in zip(highest, reached, strict=True) if there]
    return _is(taken, some(top))


def _reached_elsewhere(sight: Sight, boxes: Sequence[Box], side: int, bound: float, within: Truth) -> Truth:
    """Whether f, of which the boxes show a part only, reaches a bound elsewhere."""
    if intervals.fill(sight, boxes) or within is None:
        return within
    return has_no_bound(sight, side) if bound == INF else None


def _is(wanted: bool, found: Truth) -> Truth:  # noqa: FBT001
    return None if found is None else found == wanted


def _summits(sight: Sight, boxes: Sequence[Box], side: int) -> Iterator[Summit | None]:
    """Yield what side·f tends to at both ends of each box, and the values at the ends."""
    for box in boxes:
        for end, way in ((box.low, 1), (box.high, -1)):
            if end is None:
                rows = values(sight, None, -way)
                yield Summit(rows=_signed(rows, side), taken=box.sign == 0) if rows else None
            else:
                yield from _at(sight, box, end, way, side)


def _signed(rows: Rows, side: int) -> Rows:
    return [[side * value for value in row] for row in rows]


def _at(sight: Sight, box: Box, end: Fraction, way: int, side: int) -> Iterator[Summit | None]:
    """Yield the value at an end of a box, and the limit from inside where that is another or infinite."""
    here = sight.value(end, DIGITS)
    if here is not None:
        yield Summit(rows=[[side * here]], taken=True)
    rows = values(sight, end, way)
    if rows is None:
        yield None
    elif rows and tends(_signed(rows, side), INF):
        yield Summit(rows=_signed(rows, side), taken=False)
    elif rows:
        near = rows[-1][0]
        same = here is not None and abs(near - here) <= REACHED * (1 + abs(here))
        yield Summit(rows=[[side * near]], taken=box.sign == 0 or same)


def lipschitz(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the steepest slope: at ends of intervals on which the slope goes one way, or without bound."""
    if value == "inf":
        return has_no_steepest(sight)
    if not boxes or boxes[0].order != 2 or not intervals.are_in_order(boxes):
        return False
    steepest = list[Truth]()
    for box in boxes:
        for end, way in ((box.low, 1), (box.high, -1)):
            rows = slopes(sight, end, way if end is not None else -way)
            if not rows:
                steepest.append(None)
                continue
            sizes = [[abs(slope) for slope in row] for row in rows]
            if any(size - value > SLOPES_REACHED * value + float(WRITTEN) for size in sizes[-1]):
                return False
            one = sizes if end is None else sizes[-1:]
            steepest.append(Summit(rows=one, taken=None).reaches(value, SLOPES_REACHED))
    tears = [negated(torn(sight, place)) for place in places(sight)]
    return every((some(steepest), *tears, _covered(sight, boxes), intervals.hold(sight, boxes)))


def has_no_steepest(sight: Sight) -> Truth:
    """Whether f jumps, or its slope has no bound at a place or far out."""
    ways: list[tuple[Fraction | None, int]] = [(None, -1), (None, 1)]
    found = places(sight)
    ways += [(place.x, side) for place in found for side in (-1, 1)]
    steep = (_soars(sight, slopes, place, way) for place, way in ways)
    return some((*(torn(sight, place) for place in found), *steep))


def _soars(sight: Sight, look: Callable[..., Rows | None], place: Fraction | None, way: int) -> Truth:
    rows = look(sight, place, way)
    if rows is None:
        return None
    return some(soars(rows, side) for side in (-1, 1)) if rows else False


def bounded(side: int) -> Callable[..., Truth]:
    """Return the re-validation of a bound above (1) or below (−1)."""

    def is_bounded(sight: Sight, value: Any, boxes: Sequence[Box] = ()) -> Truth:
        del boxes
        return every((value is True, negated(has_no_bound(sight, side))))

    return is_bounded


def has_no_bound(sight: Sight, side: int) -> Truth:
    """Whether f has no bound far out, or at a place."""
    ways: list[tuple[Fraction | None, int]] = [(None, -1), (None, 1)]
    ways += [(place.x, way) for place in places(sight) for way in (-1, 1)]

    def soaring(place: Fraction | None, way: int) -> Truth:
        rows = values(sight, place, way)
        return None if rows is None else bool(rows) and soars(rows, side)

    return some(soaring(*one) for one in ways)


def attains(sight: Sight, value: Any, boxes: Sequence[Box] = ()) -> Truth:
    """Re-validate that f takes its largest value or its smallest."""
    del boxes
    return every((value is True, takes_an_extreme(sight)))


def takes_an_extreme(sight: Sight) -> Truth:
    """Whether the best value inside is better than whatever f tends to."""
    return some(_takes(sight, side) for side in (-1, 1))


def _takes(sight: Sight, side: int) -> Truth:
    best = _summit(sight, side)
    limits = list[Truth]()
    for place, way in _ends(sight):
        rows = values(sight, place, way)
        if rows is None:
            limits.append(None)
        elif rows and place is None and sight.value(way * FAR[-1], DIGITS) is None:
            limits.append(None)
        elif rows:
            far = (place or 0) + way * (FAR[-1] if place is None else NEAR[-1])
            limits.append(_is_below(sight, rows, best, far, side))
    return every(limits)


def _ends(sight: Sight) -> Iterator[tuple[Fraction | None, int]]:
    yield from ((None, -1), (None, 1))
    for place in places(sight):
        if torn(sight, place) is not False or sight.value(place.x) is None:
            yield from ((place.x, -1), (place.x, 1))


def _is_below(sight: Sight, rows: Rows, best: tuple[Fraction, Mpf], far: Fraction, side: int) -> Truth:
    """Whether values on the way to an end don't exceed the best one; if they seem equal, more digits tell."""
    highest = max(side * value for value in rows[-1])
    if highest != best[1]:
        return bool(highest < best[1])
    found = sight.sign((best[0], far), lambda a, b: side * (b - a), TIES, looks=1)
    return None if found is None else found <= 0


def _summit(sight: Sight, side: int) -> tuple[Fraction, Mpf]:
    """Return the best point of some, made better between its neighbours."""
    xs = known(sight) + [place.x for place in places(sight) if sight.value(place.x) is not None]
    xs = sorted(set(xs))

    def height(x: Fraction) -> Mpf:
        value = sight.value(x, DIGITS)
        return -sight.real(Fraction(10) ** 400, DIGITS) if value is None else side * value

    i = max(range(len(xs)), key=lambda i: (height(xs[i]), -abs(xs[i])))
    a, b = xs[max(i - 1, 0)], xs[min(i + 1, len(xs) - 1)]
    x = max(xs[i], _between(height, a, b), key=height)
    return x, height(x)


def _between(height: Callable[[Fraction], Mpf], a: Fraction, b: Fraction) -> Fraction:
    """Return where a function with one summit is highest, by thirds."""
    for _ in range(60):
        low, high = a + (b - a) / 3, b - (b - a) / 3
        a, b = (low, b) if height(low) < height(high) else (a, high)
        a, b = a.limit_denominator(10**24), b.limit_denominator(10**24)
    return (a + b) / 2

