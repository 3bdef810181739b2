"""What values tend to on the way to an end, as far as points can show: nothing here is certain."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise
from math import isfinite, isinf, isnan, nan

from grader.maths import certainty
from grader.maths.certainty import Claim
from grader.maths.ends import End
from grader.maths.formula import Formula, Function

Claims = Callable[[Fraction], Iterable[Claim]]  # what is looked at, at each size

STARTS = tuple(map(Fraction, ("1", "4/3", "11/7", "9/5")))  # waves and steps of simple lengths fit not all of them
WIDTHS = (Fraction(3, 7), Fraction(8, 7))  # of chords that show a slope
FAR = tuple(Fraction(10) ** power for power in (2, 3, 4, 5, 6, 12, 25, 50, 100))  # sizes of a formula
FAR_IN_FLOATS = FAR[:5]  # beyond, float64 loses slopes
EARLY = tuple(Fraction(2) ** power for power in range(1, 8))  # of what is too large to say there
CLOSE = tuple(Fraction(10) ** power for power in (2, 4, 6, 8, 10))  # to a point, one over it
CLOSE_IN_FLOATS = CLOSE[:4]
SHOWN = Fraction(10**6)  # as far out, at most, for the learner

LEAST = 3  # sizes with values
THERE = 1e-9  # relative: a distance that counts as none
CLOSE_BY = 0.05  # relative, absolute near 0: 1/log(x) has 0.004 left at 10^100
SHRUNK = 0.5  # of the distance nearer by, or of the last gain: what shrinks less may go on for ever
GROWN = 1e3  # times the first height, of what grows without bound


class Fate(Enum):
    """Whether values tend to a given number."""

    YES = auto()
    NO = auto()
    SLOW = auto()  # they may do so
    MISSING = auto()  # there are too few values


@dataclass(frozen=True, kw_only=True)
class Tendency:
    """What values do on the way to an end; at, value: a point far out, and what is there."""

    fate: Fate
    at: Fraction = Fraction(0)
    value: float = nan


def value(f: Function, end: End, number: float) -> Tendency:
    """Return whether the values tend to a number, or to inf or −inf."""
    return _tendency(f, end, number, lambda size: (_at(end.point(size * start)) for start in STARTS))


def slope(f: Function, end: End, number: float) -> Tendency:
    """Return whether the slopes of chords tend to a number, or to inf or −inf."""
    return _tendency(f, end, number, lambda size: _chords(end, size))


def _chords(end: End, size: Fraction) -> Iterable[Claim]:
    return (_chord(end.point(size * start), end.point(size * start + width)) for start in STARTS for width in WIDTHS)


def _at(x: Fraction) -> Claim:
    return lambda value, exact: value(x)  # noqa: ARG005  no numbers are needed


def _chord(a: Fraction, b: Fraction) -> Claim:
    return lambda value, exact: (value(b) - value(a)) / exact(b - a)


def _tendency(f: Function, end: End, number: float, claims: Claims) -> Tendency:
    for sizes in _sizes(f, end):
        rows = {size: [_off(f, claim, number) for claim in claims(size)] for size in sizes}
        told = [size for size in sizes if not any(map(isnan, rows[size]))]
        if len(told) < LEAST:
            continue
        if isfinite(number):
            fate = _fate([max(map(abs, rows[size])) for size in told], abs(number))
        else:
            fate = _growth([min(rows[size]) for size in told])
        shown = max((size for size in told if size <= SHOWN), default=told[0])
        return Tendency(fate=fate, at=end.point(shown), value=certainty.number(f, next(iter(claims(shown)))))
    return Tendency(fate=Fate.MISSING)


def _sizes(f: Function, end: End) -> Sequence[Sequence[Fraction]]:
    exactly = isinstance(f, Formula)
    if end.at is not None:
        return (CLOSE if exactly else CLOSE_IN_FLOATS,)
    return (FAR if exactly else FAR_IN_FLOATS, EARLY)


def _off(f: Function, claim: Claim, number: float) -> float:
    """Return how far a quantity is from a number, or how far on the way to inf or −inf; nan if it can't be told."""
    if not isfinite(number):
        return certainty.number(f, claim) * (1 if number > 0 else -1)
    return certainty.number(f, lambda value, exact: claim(value, exact) - exact(Fraction(number)))


def _fate(off: Sequence[float], scale: float) -> Fate:
    """Return what distances do, the farthest out last."""
    if isinf(off[-1]):
        return Fate.SLOW  # too large to say
    if off[-1] <= THERE * scale:
        return Fate.YES
    if off[-1] >= SHRUNK * off[0]:
        return Fate.NO
    shrinking = all(after <= SHRUNK * before for before, after in pairwise(off[-LEAST:]))
    return Fate.YES if shrinking and off[-1] <= CLOSE_BY * max(1, scale) else Fate.SLOW


def _growth(heights: Sequence[float]) -> Fate:
    """Return what heights do, the farthest out last."""
    if isinf(heights[-1]):  # beyond the floats
        return Fate.NO if heights[-1] < 0 else Fate.YES if isfinite(heights[0]) else Fate.SLOW
    before, last = (after - before for before, after in pairwise(heights[-LEAST:]))
    if min(before, last) <= 0 or last < SHRUNK * before:
        return Fate.NO
    return Fate.YES if heights[-1] > GROWN * max(1, abs(heights[0])) else Fate.SLOW
