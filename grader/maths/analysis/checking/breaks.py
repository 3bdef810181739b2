"""What happens at a place: whether a formula is torn there, bent, or how smoothly it runs through."""

from fractions import Fraction
from math import comb
from typing import Any

from grader.maths.analysis.checking.approach import DIGITS, Rows, closes, grows, slopes, values
from grader.maths.analysis.checking.places import Place
from grader.maths.analysis.checking.sight import Sight, Truth, negated
from grader.maths.digit_arithmetic import Mpf

SAME = 1e-40  # relative to 1 and two derivatives: they are equal
EPSILONS = (Fraction(1, 10**15), Fraction(1, 10**30))  # steps of divided differences
ORDER_DIGITS = 500
VANISHING, LASTING = 1e-3, 0.5  # of the difference at the wider step
GROWING = 1.5


def torn(sight: Sight, place: Place) -> Truth:
    """Whether values on the sides and the one there don't meet."""
    rows = [values(sight, place.x, side) for side in (-1, 1)]
    known = [row for row in rows if row]
    if None in rows or not known:
        return None
    here = sight.value(place.x, DIGITS) if place.exact else None
    levels = [[value for row in rows for value in row] for rows in zip(*known, strict=True)]
    levels = [level if here is None else [*level, here] for level in levels]
    return negated(closes([max(level) - min(level) for level in levels], max(map(abs, levels[-1]))))


def bent(sight: Sight, place: Place) -> Truth:
    """Whether the slopes on the sides differ, or one is infinite."""
    sides: list[Any] = [slopes(sight, place.x, side) for side in (-1, 1)]
    if any(grows(rows, sign) for rows in sides if rows for sign in (-1, 1)):
        return True
    if None in sides:
        return None
    return negated(meet(*sides)) if all(sides) else False


def meet(left: Rows, right: Rows) -> Truth:
    """Whether rows on two sides tend to the same."""
    apart = [max(abs(a - b) for a in row for b in other) for row, other in zip(left, right, strict=True)]
    return closes(apart, max(map(abs, left[-1])))


def runs_on(sight: Sight, place: Place, order: int) -> Truth:
    """Whether the derivative of an order runs on through a place, given that those before it do."""
    gaps, sizes = list[Mpf](), list[Mpf]()
    for epsilon in EPSILONS:
        sides: list[Any] = [_derivative(sight, place.x, side * epsilon, order) for side in (-1, 1)]
        if None in sides:
            return None
        gaps.append(abs(sides[1] - sides[0]))
        sizes.append(max(map(abs, sides)))
    wide, narrow = gaps
    if sizes[1] >= GROWING * sizes[0] and sizes[0] > 1:
        return False
    if narrow <= SAME * (1 + sizes[1]) or narrow <= VANISHING * wide:
        return True
    return False if narrow >= LASTING * wide else None


def _derivative(sight: Sight, x: Fraction, step: Fraction, order: int) -> Mpf | None:
    """Return a divided difference of an order from one side."""
    seen = [sight.value(x + (i + 1) * step, ORDER_DIGITS) for i in range(order + 1)]
    if any(value is None for value in seen):
        return None
    total = sum((-1) ** (order - i) * comb(order, i) * value for i, value in enumerate(seen))
    return total / sight.real(step, ORDER_DIGITS) ** order


def smooth_until(sight: Sight, place: Place, most: int) -> tuple[int, Truth]:
    """Return the highest order that surely runs on, up to `most`, and whether the next one surely does not."""
    if torn(sight, place) is not False:
        return -1, torn(sight, place)
    for order in range(1, most + 1):
        on = runs_on(sight, place, order)
        if not on:
            return order - 1, None if on is None else True
    return most, None
