"""Intervals that a proof by signs covers: whether they fill the natural domain, and what is said of each is so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from grader.maths.analysis.checking.sight import FINE, PLAIN, Sight, Sign, Truth, every
from grader.maths.tree import Constant, Node, Number, Operation, Variable, substitute

CLAIMS = {
    f"{name} {relation} 0": (order, sign)
    for order, name in ((1, "f′"), (2, "f″"))
    for relation, sign in ((">", 1), ("<", -1), ("=", 0))
}
WRITTEN = Fraction(1, 10**18)  # relative to 1: the end of a box may be as far from its 25 digits
SLIT = Fraction(1, 10**9)  # relative to 1: too narrow to be more than a place where a sign could not be told
INWARD = tuple(Fraction(1, 10**k) for k in (12, 6, 3, 2, 1))  # from an end, in widths or, of half a line, in units
INSIDE = tuple(Fraction(n, 16) + Fraction(1, 997) for n in range(1, 15, 2))
OUTWARD = tuple(map(Fraction, ("1/7", "1", "31/7", "10", "101/3", "100", "1000", "1000000")))
STEP = Fraction(1, 10**15)  # to the points beside one
SEEN = 3  # points that show what is claimed
LONGEST = 8  # windows, in periods

Gap: TypeAlias = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Box:
    """low, high: its ends, None for infinite ones.  sign: that of the derivative of this order in between."""

    low: Fraction | None
    high: Fraction | None
    order: int
    sign: int


def read(rows: Sequence[Any]) -> list[Box]:
    """Return stored boxes.  KeyError, TypeError, ValueError: they are none."""
    return [_read(*row) for row in rows]


def _read(low: str, high: str, claim: str) -> Box:
    order, sign = CLAIMS[claim]
    box = Box(
        low=None if low == "-inf" else Fraction(low),
        high=None if high == "inf" else Fraction(high),
        order=order,
        sign=sign,
    )
    if box.low is not None and box.high is not None and box.low >= box.high:
        raise ValueError("a box without an inside")
    return box


def are_in_order(boxes: Sequence[Box]) -> bool:
    """Whether they are of one derivative, and none reaches into the next."""
    one = len({box.order for box in boxes}) == 1
    return one and all(a.high is not None and b.low is not None and a.high <= b.low for a, b in pairwise(boxes))


def gaps(sight: Sight, boxes: Sequence[Box]) -> list[Gap]:
    """Return what is between, before and behind them, single points and what has no values apart."""
    between: list[Gap] = [(a.high, b.low) for a, b in pairwise(boxes) if a.high != b.low]
    before: list[Gap] = [] if boxes[0].low is None else [(None, boxes[0].low)]
    behind: list[Gap] = [] if boxes[-1].high is None else [(boxes[-1].high, None)]
    return [gap for gap in (*before, *between, *behind) if _has_values(sight, *gap)]


def fill(sight: Sight, boxes: Sequence[Box]) -> Truth:
    """Whether they fill the natural domain, or a window that is longer than a period; None: but for slits."""
    missing = gaps(sight, boxes)
    outside = [gap for gap in missing if None in gap]
    if any(None not in gap and not _is_slit(*gap) for gap in missing) or len(outside) == 1:
        return False
    low, high = boxes[0].low, boxes[-1].high
    if outside and low is not None and high is not None:
        return every((repeats(sight, low, high), None if len(missing) > 2 else True))
    return None if missing else True


def _has_values(sight: Sight, low: Fraction | None, high: Fraction | None) -> bool:
    return any(sight.is_defined(x) is not False for x in inside(low, high))


def _is_slit(low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a gap is next to nothing."""
    return low is not None and high is not None and high - low <= SLIT * (1 + abs(low))


def inside(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return points of an interval: close to its ends, throughout, and far out."""
    return sorted(set(_inside(low, high)))


def _inside(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    if low is None and high is None:
        yield from (side * x for x in (Fraction(0), *OUTWARD) for side in (-1, 1))
    elif low is not None and high is not None:
        width = high - low
        yield from (low + share * width for share in INSIDE)
        for share in INWARD:
            if share * width > WRITTEN * (1 + abs(low)):
                yield from (low + share * width, high - share * width)
    else:
        end, way = (low, 1) if low is not None else (high, -1)
        yield from (end + way * x for x in (*INWARD, *OUTWARD))  # type: ignore[operator]


def hold(sight: Sight, boxes: Sequence[Box]) -> Truth:
    """Whether what is said of each box is so wherever it is looked at."""
    return every(_holds(sight, box) for box in boxes)


def _holds(sight: Sight, box: Box) -> Truth:
    points = inside(box.low, box.high)
    if any(sight.is_defined(x) is False for x in points):
        return False
    signs = [sign_at(sight, x, box) for x in points]
    if any(sign not in {box.sign, 0, None} for sign in signs):
        return False
    if box.sign == 0:
        return None if None in signs else True
    seen = [i for i, sign in enumerate(signs) if sign == box.sign]
    if not seen or any(signs[i] == 0 for i in range(seen[0], seen[-1])):
        return None if None in signs else False
    return _ends_well(box, signs, seen, len(points))


def _ends_well(box: Box, signs: Sequence[Sign | None], seen: Sequence[int], count: int) -> Truth:
    """Whether nothing was seen towards infinite ends alone, where it can be as small as it likes."""
    left, right = signs[: seen[0]], signs[seen[-1] + 1 :]
    flat = (box.low is not None and 0 in left) or (box.high is not None and 0 in right)
    return None if flat or len(seen) < min(SEEN, count) else True


def sign_at(sight: Sight, x: Fraction, box: Box) -> Sign | None:
    """Return the sign of a derivative, by points of the box beside x."""
    rooms = [abs(x - end) for end in (box.low, box.high) if end is not None]
    h = min([Fraction(1), *rooms]) * STEP
    if box.order == 1:
        return sight.sign((x - h, x + h), lambda a, b: b - a, FINE, looks=2)
    return sight.sign((x - h, x, x + h), lambda a, m, b: a + b - 2 * m, FINE, looks=2)


def repeats(sight: Sight, low: Fraction, high: Fraction) -> Truth:
    """Whether f repeats itself, but for a rise of its own, after a period that fits into a window."""
    width = sight.real(high - low, FINE[0])
    for period in _periods():
        length = sight.of(period).value(Fraction(0), FINE[0])
        if length is not None and width / LONGEST <= length <= width and _is_period(sight, period):
            return True
    return None


def _periods() -> Iterator[Node]:
    for p in range(1, 13):
        for q in range(1, 13):
            share = Operation("/", Number(Fraction(p)), Number(Fraction(q)))
            yield from (share, Operation("*", share, Constant("pi")))


def _is_period(sight: Sight, period: Node) -> bool:
    moved = {sight.variable: Operation("+", Variable(sight.variable), period)}
    rise = sight.of(Operation("-", substitute(sight.node, moved), sight.node))
    first = Fraction(5, 17)
    return all(
        rise.sign((first, x), lambda a, b: b - a, PLAIN, looks=2) == 0 for x in (Fraction(n, 19) for n in (-55, -9, 31, 77, 140))
    )
