"""Re-validation of how large f and its slope become.

Between the ends of boxes f, or its slope, goes one way; so there, and only there, it is largest and smallest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.maths.analysis.checking import boxes as intervals
from grader.maths.analysis.checking.approach import DIGITS, INF, ROUNDED, Rows, slopes, soars, tends, values
from grader.maths.analysis.checking.boxes import WRITTEN, Box
from grader.maths.analysis.checking.breaks import torn
from grader.maths.analysis.checking.forms import Claim
from grader.maths.analysis.checking.places import around, is_lost, places
from grader.maths.analysis.checking.points import known
from grader.maths.analysis.checking.sight import Sight, Truth, every, negated, some
from grader.maths.digit_arithmetic import Mpf

REACHED = 1e-9  # relative to 1 and a bound: f is as near as the digits of an end of a box allow
ALIKE = 1e-40  # relative to 1 and a bound: two of what reaches it may be equally high, but for digits of an end
STEEPEST = 1e-6  # relative to 1 and a slope, likewise


@dataclass(frozen=True, kw_only=True)
class Summit:
    """What something tends to at an end of a box: rows far out, else one value.  taken: whether it is a value."""

    rows: Rows
    taken: Truth = False

    def exceeds(self, bound: float, near: float) -> bool:
        """Whether it is certainly above a bound."""
        return any(value - bound > near * abs(bound) + float(WRITTEN) for value in self.rows[-1])

    def is_as_high(self, best: Mpf, near: float) -> bool:
        """Whether it is as high as the best."""
        return bool(max(self.rows[-1]) >= best - near)

    def reaches(self, bound: float, near: float) -> Truth:
        """Whether it is, or tends to, a bound."""
        if len(self.rows) > 1:
            return tends(self.rows, bound)
        return bool(abs(self.rows[0][0] - bound) <= near * (1 + abs(bound)))


def range_(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the hull of the values, and whether its ends are taken."""
    boxes = intervals.arranged(sight, claim.boxes, 1)
    low, high = map(float, claim.value[0])
    if boxes is None or low > high:
        return False
    ends = [
        _end(sight, boxes, side, taken, side * end)
        for side, end, taken in zip((-1, 1), (low, high), claim.value[1], strict=True)
    ]
    return every((*ends, intervals.hold(sight, boxes)))


def _end(sight: Sight, boxes: Sequence[Box], side: int, taken: object, bound: float) -> Truth:
    """Re-validate the upper end of side·f."""
    if bound == INF:
        return every((taken is False, has_no_bound(sight, side)))
    seen = Summit(rows=Rows([[side * sight.value(x) for x in known(sight)]]))
    found = list(_summits(sight, boxes, side))
    summits = [one for one in found if one is not None]
    if any(one.exceeds(bound, ROUNDED) for one in (seen, *summits)):
        return False
    covered = None if len(summits) < len(found) else intervals.fill(sight, boxes) or None
    reached = [(one, one.reaches(bound, REACHED)) for one in summits]
    if not any(there for _, there in reached):
        return None if None in (covered, *(there for _, there in reached)) else False
    tops = [one for one, there in reached if there]
    best = max(max(one.rows[-1]) for one in tops)
    near, equal = (
        some(one.taken for one in tops if one.is_as_high(best, size)) for size in (ALIKE * (1 + abs(best)), 0)
    )
    return every((taken == near if near == equal and near is not None else None, covered))


def _summits(sight: Sight, boxes: Sequence[Box], side: int) -> Iterator[Summit | None]:
    """Yield what side·f tends to at both ends of each box, and the values at the ends."""
    for box in boxes:
        for end, way in ((box.low, 1), (box.high, -1)):
            rows = values(sight, end, way if end is not None else -way)
            rows = rows and rows.times(side)
            if end is not None:
                yield from _at(sight, box, end, side, rows)
            else:
                yield Summit(rows=rows, taken=box.sign == 0) if rows else None


def _at(sight: Sight, box: Box, end: Fraction, side: int, rows: Rows | None) -> Iterator[Summit | None]:
    """Yield the value at an end of a box, and the limit from inside, which may be another or infinite."""
    here = sight.value(end, DIGITS)
    near: Any = rows[-1][0] if rows else None
    place = around(sight, end, WRITTEN)
    known = here is not None and (place is None or place.exact or torn(sight, place) is False)
    if known:
        yield Summit(rows=Rows([[side * here]]), taken=True)
    if not rows:
        yield None
    elif known and abs(near - side * here) <= REACHED * (1 + abs(here)):
        yield Summit(rows=Rows([[near]]), taken=True)
    else:
        hidden = place is not None and not place.exact and is_lost(sight, place) is False
        taken = True if box.sign == 0 else None if hidden else False
        settled = abs(near - rows[-2][0]) <= REACHED * (1 + abs(near))
        yield Summit(rows=Rows([[near]]) if settled else rows, taken=taken)


def lipschitz(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the steepest slope."""
    if claim.value == "inf":
        return has_no_steepest(sight)
    boxes = intervals.arranged(sight, claim.boxes, 2)
    if boxes is None:
        return False
    found = [_steepness(sight, end, way) for box in boxes for end, way in ((box.low, 1), (box.high, -1))]
    steepest = [one for one in found if one is not None]
    if any(one.exceeds(claim.value, STEEPEST) for one in steepest):
        return False
    reached = some((*(one.reaches(claim.value, STEEPEST) for one in steepest), len(steepest) < len(found) and None))
    covered = intervals.fill(sight, boxes) or None
    tears = (negated(torn(sight, place)) for place in places(sight))
    return every((reached or (covered and reached), covered, *tears, intervals.hold(sight, boxes)))


def _steepness(sight: Sight, end: Fraction | None, way: int) -> Summit | None:
    """Return how steep f is on the way to an end of a box."""
    rows = slopes(sight, end, way if end is not None else -way)
    if not rows:
        return None
    sizes = rows.sizes()
    return Summit(rows=sizes if end is None else Rows(sizes[-1:]))


def has_no_steepest(sight: Sight) -> Truth:
    """Whether f jumps, or its slope has no bound at a place or far out."""
    tears = (torn(sight, place) for place in places(sight))
    steep = (_soars(slopes(sight, *end), side) for end in _ends(sight) for side in (-1, 1))
    return some((*tears, *steep))


def has_no_bound(sight: Sight, side: int) -> Truth:
    """Whether f has no bound above (1) or below (−1), far out or at a place."""
    return some(_soars(values(sight, *end), side) for end in _ends(sight))


def _ends(sight: Sight) -> list[tuple[Fraction | None, int]]:
    """Return from where to go whereto: far out, and to both sides of each place."""
    near = [(place.x, side) for place in places(sight) for side in (-1, 1)]
    return [(None, -1), (None, 1), *near]


def _soars(rows: Rows | None, side: int) -> Truth:
    return soars(rows, side) if rows else None if rows is None else False


def is_bounded_above(sight: Sight) -> Truth:
    """Whether f has a bound above."""
    return negated(has_no_bound(sight, 1))


def is_bounded_below(sight: Sight) -> Truth:
    """Whether f has a bound below."""
    return negated(has_no_bound(sight, -1))
