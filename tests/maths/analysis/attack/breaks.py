"""What happens at a place: one-sided derivatives by finite differences at hundreds of digits, and where they part."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import comb
from typing import Any

from attack.evaluation import Seen
from attack.numbers import context
from attack.probe import Gap
from attack.survey import Place, Survey

STEPS = (20, 25, 30)  # decimal places of three steps
SETTLED = 0.05  # of the difference of the two estimates before, a step being 10^-5 of the last: a cube root leaves 0.02
EQUAL = 1e-18  # relative: two estimates that say the same
APART = 1e-15  # relative: two sides that differ
GROWS = 1.05  # from one step to the next, of what goes to infinity: log(h) grows by 1.2
NOISE = 1e-60  # relative to the values: what finite differences leave of 0


class Kind(Enum):
    SMOOTH = "smooth"  # up to the order looked at
    BREAK = "break"  # continuous; the derivative of some order is not, or infinite
    JUMP = "jump"  # values on both sides that do not meet, or a pole
    HOLE = "hole"  # limits that meet, and no value
    END = "end"  # no values on one side
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Break:
    """order: of the first derivative that is not continuous, or that nothing is known of."""

    place: Place
    kind: Kind
    order: int
    left: tuple["Estimate", ...] = ()
    right: tuple["Estimate", ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A one-sided limit: a number, infinity with a sign, or nothing that is clear."""

    value: Any = None
    error: Any = 0
    infinite: int = 0

    @property
    def is_clear(self) -> bool:
        return self.value is not None or self.infinite != 0


def examine(survey: Survey, place: Place, highest: int) -> Break:
    """Return what happens at a place, derivatives up to the highest order looked at."""
    sharp = survey.sharpen(place, STEPS[-1] * 2)
    digits = STEPS[-1] * (highest + 1) + 80
    left = one_sided(survey, sharp, -1, highest, digits)
    right = one_sided(survey, sharp, 1, highest, digits)
    here = survey.probe.at(place.x, digits) if place.x is not None else None
    if left is None or right is None:
        sides = [survey.probe.at(x) for x in (sharp.left, sharp.right)]
        return Break(place, Kind.END if Gap.UNDEFINED in sides else Kind.UNCLEAR, 0)
    kind = _at_order_0(left[0], right[0], here, assume=survey.probe.fills_its_points)
    if kind is not Kind.SMOOTH:
        return Break(place, kind, 0, left, right)
    for order in range(1, highest + 1):
        met = meet(left[order], right[order])
        if met is not True:
            return Break(place, Kind.BREAK if met is False else Kind.UNCLEAR, order, left, right)
    return Break(place, Kind.SMOOTH, highest + 1, left, right)


def _at_order_0(left: Estimate, right: Estimate, here: Seen | Gap | None, *, assume: bool) -> Kind:
    """Return SMOOTH where the limits and the value meet; a value that can't be looked at is assumed, or unclear."""
    if left.infinite or right.infinite:
        return Kind.JUMP if left.is_clear and right.is_clear else Kind.UNCLEAR
    met = meet(left, right)
    if met is None:
        return Kind.UNCLEAR
    if not met:
        return Kind.JUMP
    if here is Gap.UNDEFINED:
        return Kind.HOLE
    if isinstance(here, Seen):
        return Kind.SMOOTH if meet(left, Estimate(here.value)) else Kind.JUMP
    return Kind.SMOOTH if assume else Kind.UNCLEAR


def meet(left: Estimate, right: Estimate) -> bool | None:
    """Whether two limits agree; None where that is not clear.  Infinite ones never do."""
    if not (left.is_clear and right.is_clear):
        return None
    if left.infinite or right.infinite:
        return False
    apart = abs(left.value - right.value)
    doubt = left.error + right.error
    if apart > 1000 * doubt and apart > APART * max(abs(left.value), abs(right.value)):
        return False
    return True if apart <= 10 * doubt or apart <= APART * max(abs(left.value), abs(right.value)) else None


def one_sided(survey: Survey, place: Place, side: int, highest: int, digits: int) -> tuple[Estimate, ...] | None:
    """Return the limits of the derivatives of order 0 and up, from one side; None without values there."""
    base = place.x if place.x is not None else (place.right if side > 0 else place.left)
    mp = context(digits)
    rows = []
    for places in STEPS:
        step = Fraction(side, 10**places)
        values = [survey.probe.at(base + k * step, digits) for k in range(1, highest + 2)]
        if not all(isinstance(one, Seen) for one in values):
            return None
        numbers = [mp.mpf(one.value) for one in values if isinstance(one, Seen)]
        rows.append(
            [
                _difference(numbers[: order + 1], order) * mp.mpf(side * 10**places) ** order
                for order in range(highest + 1)
            ]
        )
        size = max(map(abs, numbers))
    return tuple(_limit([row[order] for row in rows], size * NOISE) for order in range(highest + 1))


def _difference(values: list[Any], order: int) -> Any:
    return sum((-1) ** (order - k) * comb(order, k) * values[k] for k in range(order + 1))


def _limit(estimates: list[Any], noise: Any) -> Estimate:
    first, second, third = (one if abs(one) > noise else 0 * one for one in estimates)
    last, before = abs(third - second), abs(second - first)
    if last <= EQUAL * abs(third) or last <= SETTLED * before or (third == 0 and second == 0):
        return Estimate(third, last + EQUAL * abs(third) / 100)
    if abs(third) > GROWS * abs(second) > GROWS**2 * abs(first) and third * second > 0 and second * first > 0:
        return Estimate(infinite=1 if third > 0 else -1)
    return Estimate()
