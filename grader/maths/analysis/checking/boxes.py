"""Intervals that a proof by signs covers: whether they fill the natural domain, and what is said of each is so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from grader.maths.analysis.checking.places import nearest, places
from grader.maths.analysis.checking.repeating import repeats
from grader.maths.analysis.checking.sight import FINE, Sight, Sign, Truth, every, some

CLAIMS = {
    f"{name} {relation} 0": (order, sign)
    for order, name in ((1, "f′"), (2, "f″"))
    for relation, sign in ((">", 1), ("<", -1), ("=", 0))
}
WRITTEN = Fraction(1, 10**18)  # relative to 1: the end of a box may be as far from its 25 digits
SLIT = Fraction(1, 10**9)  # relative to 1: too narrow to be more than a place where a sign could not be told
INWARD = tuple(Fraction(1, 10**k) for k in (12, 6, 3, 2, 1))  # from an end, in widths or, of half a line, in units
INSIDE = tuple(Fraction(n, 16) + Fraction(1, 997) for n in range(1, 15, 2))
OUTWARD = tuple(map(Fraction, "1/7 1 31/7 10 101/3 100 1000 1000000".split()))
STEP = Fraction(1, 10**15)  # to the points beside one
SEEN = 3  # points that show what is claimed
FINEST = (1200, 3000)  # digits of what fades
CROWDED = 12  # boxes, of which fewer points each are looked at

Gap: TypeAlias = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Box:
    """low, high: its ends, None for infinite ones.  sign: that of the derivative of this order in between."""

    low: Fraction | None
    high: Fraction | None
    order: int
    sign: int


def read(rows: Sequence[Any]) -> list[Box]:
    """Return stored boxes.  KeyError, TypeError, ValueError, ZeroDivisionError: they are none."""
    return [_read(*row) for row in rows]


def _read(low: str, high: str, claim: str) -> Box:
    order, sign = CLAIMS[claim]
    start, end = (None if text == infinite else Fraction(text) for text, infinite in ((low, "-inf"), (high, "inf")))
    if start is not None and end is not None and start >= end:
        raise ValueError("a box without an inside")
    return Box(low=start, high=end, order=order, sign=sign)


def arranged(sight: Sight, boxes: Sequence[Box], order: int) -> list[Box] | None:
    """Return boxes that tell of one derivative, none reaching into the next; None if they don't.

    Ends that are written in 25 digits become those of a place, if there is one.
    """

    def sharp(end: Fraction | None) -> Fraction | None:
        place = None if end is None else nearest(places(sight), end, WRITTEN * (1 + abs(end)))
        return end if place is None else place.x

    found = [replace(box, low=sharp(box.low), high=sharp(box.high)) for box in boxes]
    follow = all(a.high is not None and b.low is not None and a.high <= b.low for a, b in pairwise(found))
    return found if follow and all(box.order == order for box in found) else None


def fill(sight: Sight, boxes: Sequence[Box]) -> Truth:
    """Whether they fill the natural domain, or a window that is longer than a period; None: but for slits."""
    if not boxes:
        return None
    gaps = {gap: _has_values(sight, *gap) for gap in _gaps(boxes)}
    missing = [gap for gap, valued in gaps.items() if valued]
    clear = None not in gaps.values() or None
    outside = [gap for gap in missing if None in gap]
    if len(outside) == 1 or any(None not in gap and not _is_slit(*gap) for gap in missing):
        return False
    low, high = boxes[0].low, boxes[-1].high
    if outside and low is not None and high is not None:
        return every((repeats(sight, low, high), len(missing) == len(outside) or None, clear))
    return None if missing else clear


def _gaps(boxes: Sequence[Box]) -> list[Gap]:
    """Return what is between, before and behind them, single points apart."""
    between: list[Gap] = [(a.high, b.low) for a, b in pairwise(boxes) if a.high != b.low]
    before: list[Gap] = [] if boxes[0].low is None else [(None, boxes[0].low)]
    behind: list[Gap] = [] if boxes[-1].high is None else [(boxes[-1].high, None)]
    return [*before, *between, *behind]


def _has_values(sight: Sight, low: Fraction | None, high: Fraction | None) -> Truth:
    return some(sight.is_defined(x) for x in inside(low, high))


def _is_slit(low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a gap is next to nothing."""
    return low is not None and high is not None and high - low <= SLIT * (1 + abs(low))


def inside(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return points of an interval: close to its ends, throughout, and far out."""
    return sorted(set(_inside(low, high)))


def _inside(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    if low is not None and high is not None:
        width = high - low
        yield from (low + share * width for share in INSIDE)
        for share in INWARD:
            if share * width > WRITTEN * (1 + abs(low)):
                yield from (low + share * width, high - share * width)
    elif low is not None:
        yield from (low + x for x in (*INWARD, *OUTWARD))
    elif high is not None:
        yield from (high - x for x in (*INWARD, *OUTWARD))
    else:
        yield from (side * x for x in (Fraction(0), *INWARD, *OUTWARD) for side in (-1, 1))


def hold(sight: Sight, boxes: Sequence[Box]) -> Truth:
    """Whether what is said of each box is so wherever it is looked at."""
    thin = 1 + len(boxes) // CROWDED
    return every(_holds(sight, box, inside(box.low, box.high)[::thin]) for box in boxes)


def _holds(sight: Sight, box: Box, points: Sequence[Fraction]) -> Truth:
    if any(sight.is_defined(x) is False for x in points):
        return False
    known = [(x, sign) for x in points if (sign := sign_at(sight, x, box)) is not None]
    if any(sign not in {box.sign, 0} for _, sign in known):
        return False
    enough = len(known) >= min(SEEN, len(points)) or None
    return enough if box.sign == 0 else every((enough, _is_seen(sight, box, known)))


def _is_seen(sight: Sight, box: Box, known: Sequence[tuple[Fraction, Sign]]) -> Truth:
    """Whether a sign is seen at points in a row; only towards the ends it may be too small to be seen."""
    seen = [i for i, (_, sign) in enumerate(known) if sign]
    if not seen:
        return _is_seen_closely(sight, box, known)
    if not all(sign for _, sign in known[seen[0] : seen[-1]]):
        return False
    left, right = known[: seen[0]][-1:], known[seen[-1] + 1 :][:1]
    fading = [(x, box.low) for x, _ in left] + [(x, box.high) for x, _ in right]
    return every((len(seen) >= min(SEEN, len(known)) or None, *(_fades(sight, x, box, end) for x, end in fading)))


def _is_seen_closely(sight: Sight, box: Box, known: Sequence[tuple[Fraction, Sign]]) -> Truth:
    """Whether a sign is there, though it was nowhere seen; not if f is one rational number throughout."""
    xs = [x for x, _ in known]
    if xs and all(sight.are_equal(a, b) for a, b in pairwise(xs)):
        return False
    return any(sign_at(sight, x, box, FINEST, 1) == box.sign for x in sorted(xs, key=abs)[:SEEN]) or None


def _fades(sight: Sight, x: Fraction, box: Box, end: Fraction | None) -> Truth:
    """Whether what is not seen at x, on the way to an end, is only too small; infinitely far out it may be."""
    if end is None:
        return True
    row = _beside(x, box)
    if sight.are_equal(row[0], row[1]) and sight.are_equal(row[1], row[-1]):
        return False
    return sign_at(sight, x, box, FINEST, 1) == box.sign or None


def sign_at(sight: Sight, x: Fraction, box: Box, ladder: Sequence[int] = FINE, looks: int = 2) -> Sign | None:
    """Return the sign of a derivative, by points of the box beside x."""
    row = _beside(x, box)
    if box.order == 1:
        return sight.sign((row[0], row[-1]), lambda a, b: b - a, ladder, looks)
    return sight.sign(row, lambda a, m, b: a + b - 2 * m, ladder, looks)


def _beside(x: Fraction, box: Box) -> tuple[Fraction, Fraction, Fraction]:
    """Return a point with others close to it, none beyond the ends of the box."""
    rooms = [abs(x - end) for end in (box.low, box.high) if end is not None]
    h = min([Fraction(1), *rooms]) * STEP
    return x - h, x, x + h
