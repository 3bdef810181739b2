"""Where a quantity is 0: by changes of its sign, and where it comes down to 0 and turns."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from grader.maths.analysis.checking.sight import Sight
from grader.maths.digit_arithmetic import Mpf

DIGITS = 110
WIDTH = Fraction(1, 10**80)  # relative to 1: to which a zero that is not rational is known
PLAIN = 10**6  # denominators of zeros that are taken for rational
TRIED, MORE = 20, 340  # steps down to where a quantity is smallest
LESS = 1e-3  # of the smallest value on the grid: it may come down to 0
TOUCHED = 1e-60  # of that: as good as 0
ABOUT = Fraction(1, 10**20)  # from a rational that it may be

Points: TypeAlias = Sequence[tuple[Fraction, Mpf]]


@dataclass(frozen=True)
class Zero:
    """x: where, exactly if so."""

    x: Fraction
    exact: bool


def zeros(quantity: Sight, grid: Sequence[Fraction], others: Collection[Zero]) -> Iterator[Zero]:
    """Yield the zeros that points show, from 0 outwards; not stretches of them, as those of max(x, 0) − x.

    others: zeros of other quantities, which may be some of this one, too.
    """
    known = [(x, value) for x in grid if (value := quantity.value(x)) is not None]
    yield from _alone(known)
    changes = [(a, b) for (a, at_a), (b, at_b) in pairwise(known) if at_a < 0 < at_b or at_b < 0 < at_a]
    for a, b in sorted(changes, key=lambda ends: abs(ends[0])):
        yield from _crossing(quantity, a, b)
    for a, b, least in sorted(_lows(known), key=lambda low: abs(low[0])):
        yield from _touching(quantity, (a, b), least, others)


def _alone(known: Points) -> Iterator[Zero]:
    are_zero = [False, *(value == 0 for _, value in known), False]
    for i, (x, _) in enumerate(known, start=1):
        if are_zero[i] and not are_zero[i - 1] and not are_zero[i + 1]:
            yield Zero(x, exact=True)


def _lows(known: Points) -> Iterator[tuple[Fraction, Fraction, Mpf]]:
    """Yield intervals around points where a quantity is closer to 0 than beside it, and how close."""
    for (a, at_a), (_, at_b), (c, at_c) in zip(known, known[1:], known[2:], strict=False):
        side = 1 if at_b > 0 else -1
        if 0 < side * at_b <= side * at_c and side * at_b < side * at_a:
            yield a, c, abs(at_b)


def _crossing(quantity: Sight, a: Fraction, b: Fraction) -> Iterator[Zero]:
    """Yield a zero between two points of different signs, none if the sign changes at something else."""
    rises = quantity.value(b, DIGITS) > 0
    while b - a > WIDTH * (1 + abs(a)):
        middle = (a + b) / 2
        value = quantity.value(middle, DIGITS)
        if value is None:
            return
        if value == 0:
            yield Zero(middle, exact=True)
            return
        a, b = (a, middle) if (value > 0) == rises else (middle, b)
    plain = a.limit_denominator(PLAIN)
    exact = abs(plain - a) <= 2 * WIDTH * (1 + abs(a))
    yield Zero(plain if exact else a, exact=exact)


def _touching(quantity: Sight, ends: tuple[Fraction, Fraction], least: Mpf, others: Collection[Zero]) -> Iterator[Zero]:
    """Yield a zero between two points at which a quantity comes down to 0 and turns."""
    a, b = ends
    for other in others:
        if a < other.x < b and _size(quantity, other.x) <= TOUCHED * least:
            yield other
            return
    for steps, goal in ((TRIED, LESS), (MORE, TOUCHED)):
        a, b = _down(quantity, a, b, steps)
        if not _size(quantity, (a + b) / 2) <= goal * least:
            return
    plain = a.limit_denominator(PLAIN)
    exact = abs(plain - a) <= ABOUT * (1 + abs(a)) and quantity.exactly(plain) == 0
    yield Zero(plain if exact else a, exact=exact)


def _down(quantity: Sight, a: Fraction, b: Fraction, steps: int) -> tuple[Fraction, Fraction]:
    """Return a shorter interval around where a quantity is smallest, by thirds."""
    for _ in range(steps):
        third = Fraction(round((b - a) / 3 / WIDTH), WIDTH.denominator)  # else denominators grow without end
        low, high = a + third, b - third
        a, b = (a, high) if _size(quantity, low) < _size(quantity, high) else (low, b)
    return a, b


def _size(quantity: Sight, x: Fraction) -> Mpf:
    value = quantity.value(x, DIGITS)
    return float("inf") if value is None else abs(value)
