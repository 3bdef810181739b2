"""Re-validation of what is proved of how f goes and bends."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from grader.maths.analysis.checking import boxes as intervals
from grader.maths.analysis.checking.boxes import WRITTEN, Box
from grader.maths.analysis.checking.forms import Claim
from grader.maths.analysis.checking.places import places
from grader.maths.analysis.checking.points import known
from grader.maths.analysis.checking.sight import FINE, PLAIN, Sight, Sign, Truth, every, is_sign, most
from grader.maths.digit_arithmetic import Mpf

WAYS = {"increasing": (1, True), "nondecreasing": (1, False), "decreasing": (-1, True), "nonincreasing": (-1, False)}
FEW = 2  # points, through which there is always a line
BENDS = {"convex": 1, "concave": -1}
SHORT = tuple(Fraction(1, 10**k) for k in (2, 5, 9))  # distances to a border, in widths


def monotone(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the way that f goes."""
    if claim.value == "constant":
        return is_level(sight, known(sight))
    boxes = intervals.arranged(sight, claim.boxes, 1)
    if claim.value not in WAYS or boxes is None:
        return False
    if not boxes:
        return None
    way, strict = WAYS[claim.value]
    signs = {box.sign for box in boxes}
    if -way in signs or strict == (0 in signs):
        return False
    moves = way in signs or not is_level(sight, known(sight))
    return every((moves, intervals.fill(sight, boxes), _leaps(sight, boxes, way), intervals.hold(sight, boxes)))


def is_level(sight: Sight, xs: Sequence[Fraction]) -> Truth:
    """Whether f is the same at some points."""
    return most(is_sign(0, sight.sign((a, b), lambda fa, fb: fb - fa, PLAIN, looks=2)) for a, b in pairwise(xs))


def _rise(sight: Sight, a: Fraction, b: Fraction) -> Sign | None:
    return sight.sign((a, b), lambda fa, fb: fb - fa, FINE, looks=2)


def _leaps(sight: Sight, boxes: Sequence[Box], way: int) -> bool:
    """Whether f goes on in its way from each box into the next."""
    for a, b in _borders(boxes):
        near = WRITTEN * (1 + abs(a))
        row = [x for x in (a - near, a, b, b + near) if sight.value(x) is not None]
        if any(_rise(sight, x, y) == -way for x, y in pairwise(row) if x < y):
            return False
    return True


def _borders(boxes: Sequence[Box]) -> list[tuple[Fraction, Fraction]]:
    """Return where each box ends and the next begins."""
    ends = [(a.high, b.low) for a, b in pairwise(boxes)]
    return [(high, low) for high, low in ends if high is not None and low is not None]


def convex(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the way that f bends."""
    if claim.value == "affine":
        return affine(sight)
    boxes = intervals.arranged(sight, claim.boxes, 2)
    if claim.value not in BENDS or boxes is None:
        return False
    if not boxes:
        return None
    way = BENDS[claim.value]
    if any(box.sign == -way for box in boxes):
        return False
    bends = any(box.sign for box in boxes) or not affine(sight)
    corners = all(_is_bent(sight, box, *border, way) for box, border in zip(boxes, _borders(boxes), strict=False))
    return every((bends, corners, intervals.fill(sight, boxes), intervals.hold(sight, boxes)))


def _is_bent(sight: Sight, box: Box, high: Fraction, low: Fraction, way: int) -> bool:
    """Whether no chord across the border of a box and the next is on the wrong side."""
    middle = (high + low) / 2
    width = Fraction(1) if box.low is None else min(middle - box.low, Fraction(1))
    for share in SHORT:
        h = width * share + (low - high)
        for shift in (Fraction(0), h / 3, -h / 3):
            points = [middle - h + shift, middle + shift, middle + h + shift]
            if sight.sign(points, lambda a, m, b: a + b - 2 * m, FINE, looks=2) == -way:
                return False
    return True


def affine(sight: Sight) -> Truth:
    """Whether f is a straight line."""
    xs = known(sight)
    if len(xs) <= FEW:
        return None
    a, b, *others = xs

    def is_on(x: Fraction) -> Truth:
        share = (x - a) / (b - a)

        def off(fa: Mpf, fb: Mpf, fx: Mpf) -> Mpf:
            return (fx - fa) * share.denominator - (fb - fa) * share.numerator

        return is_sign(0, sight.sign((a, b, x), off, PLAIN, looks=2))

    return most(map(is_on, others))


def injective(sight: Sight) -> Truth:
    """Whether no value is taken twice: between places, f goes one way, and no such stretches share values."""
    cuts, runs = [place.x for place in places(sight)], dict[int, list[Fraction]]()
    for x in known(sight):
        if x not in cuts:
            runs.setdefault(sum(cut < x for cut in cuts), []).append(x)
    rows = [*runs.values(), *([x] for x in cuts if sight.value(x) is not None)]
    return all(_goes_one_way(sight, row) for row in rows) and _are_apart(sight, rows)


def _goes_one_way(sight: Sight, row: Sequence[Fraction]) -> bool:
    signs = {_rise(sight, a, b) for a, b in pairwise(row)}
    return not signs >= {1, -1} and not any(sight.are_equal(a, b) for a, b in pairwise(row))


def _are_apart(sight: Sight, rows: Sequence[Sequence[Fraction]]) -> bool:
    """Whether the values of stretches don't overlap."""
    seen = [[sight.value(x) for x in row] for row in rows]
    hulls = sorted((min(row), max(row)) for row in seen)
    return all(a[1] <= b[0] for a, b in pairwise(hulls))
