"""Where the slope jumps, found without a tree: by halving again and again where a curve bends most.

A bend that is as sharp over a ten-millionth as over a ten-thousandth is a kink; a smooth curve straightens.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, certainty
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import switching

Array = NDArray[np.float64]

NOMINATED = 16  # bends that are halved, the sharpest
NARROW, NARROWER = 1e-4, 1e-7  # half-widths at which bends are compared, for x up to 1
HALVINGS = 40  # enough from the widest gap of a sample
KEPT = 0.4  # of its sharpness by a kink: beside the middle of a bend it looks up to half as sharp
ENDLESS = 4.0  # times its sharpness at first, and the slope itself grows: beside a cube root a hundred times
SEEN = 1e-6  # a kink that float64 can be trusted with, for values and slopes up to 1
EXACT = 3  # bends of a formula that are looked at exactly
EXACT_HALVINGS = 70  # to half-widths of some 1e-28
BITS = 400
CLOSE, CLOSE_BITS = Fraction(1, 10**5000), 20_000  # a half-width at which |x|^1.01 has lost its bend
SIMPLE = 1000  # denominators of points that are named exactly


@dataclass(frozen=True, kw_only=True)
class Kink:
    """Where the slope jumps from `left` to `right`, and how far off that may be; endless: or grows without bound."""

    at: Fraction
    left: float
    right: float
    within: float
    endless: bool = False


@dataclass(frozen=True, kw_only=True)
class _Bends:
    """Middles of bends, their half-widths, and the values on the left, in the middle and on the right."""

    x: Array
    width: Array
    y: Array

    @property
    def sharpness(self) -> Array:
        """By how much the slope changes."""
        left, middle, right = self.y
        with np.errstate(all="ignore"):
            sharpness = np.abs(right - 2 * middle + left) / self.width
        return np.where(np.isfinite(sharpness), sharpness, 0)


def kink(f: Function, x: Array) -> Kink | None:
    """Return where the slope jumps, given sorted points between which to look."""
    for bend in _kept(f, x):
        if not isinstance(f, Formula) or _stays_sharp(f, bend):
            return bend
    return None


def _kept(f: Function, x: Array) -> Iterator[Kink]:
    """Yield what looks like a kink in float64, those nearest to 0 first."""
    apart = np.append(True, np.diff(x) > 2 * NARROW * np.maximum(1, np.abs(x[1:])))
    ends = x[apart]
    bends = _bends(f, (ends[1:] + ends[:-1]) / 2, np.diff(ends))  # each overlaps the next
    sharpest = np.argsort(-bends.sharpness, kind="stable")[:NOMINATED]
    first = _narrowed(f, _bends(f, bends.x[sharpest], bends.width[sharpest]), NARROW)
    last = _narrowed(f, first, NARROWER)
    least = np.maximum(KEPT * first.sharpness, SEEN * np.maximum(1, np.abs(last.y[1])))
    kept = np.flatnonzero(last.sharpness > least)
    for i in kept[np.argsort(np.abs(last.x[kept]), kind="stable")][:EXACT]:
        endless = last.sharpness[i] > ENDLESS * first.sharpness[i]
        yield _told(f, float(last.x[i]), float(last.width[i]), endless=bool(endless))


def _told(f: Function, x: float, width: float, *, endless: bool) -> Kink:
    """Return a kink with the slopes on both sides of its bend, at a simple point if there is one inside."""
    simple, reach = Fraction(x).limit_denominator(SIMPLE), Fraction(width)
    at = simple if abs(simple - Fraction(x)) <= reach else Fraction(x)
    left, right = (_slope(f, Fraction(x) + side * reach, Fraction(x) + 3 * side * reach) for side in (-1, 1))
    return Kink(at=at, left=left, right=right, within=width, endless=endless)


def _slope(f: Function, a: Fraction, b: Fraction) -> float:
    return certainty.number(f, lambda value, exact: (value(b) - value(a)) / exact(b - a))


def _bends(f: Function, x: Array, width: Array) -> _Bends:
    return _Bends(x=x, width=width, y=values(f, np.stack([x - width, x, x + width])))


def _narrowed(f: Function, bends: _Bends, narrow: float) -> _Bends:
    """Return the sharpest bends so narrow within these."""
    for _ in range(HALVINGS):
        wide = bends.width > narrow * np.maximum(1, np.abs(bends.x))
        if not wide.any():
            break
        bends = _halved(f, bends, wide)
    return bends


def _halved(f: Function, bends: _Bends, wide: NDArray[np.bool_]) -> _Bends:
    """Return the sharpest of three bends half as wide, for those that are wide."""
    half = np.where(wide, bends.width / 2, bends.width)
    shift = np.where(wide, half, 0)
    three = [_bends(f, bends.x + side * shift, half) for side in (-1, 0, 1)]
    best = np.argmax([one.sharpness for one in three], axis=0)
    places = np.arange(len(best))
    x = np.stack([one.x for one in three])[best, places]
    return _Bends(x=x, width=half, y=np.stack([one.y for one in three])[best, :, places].T)


def _stays_sharp(f: Formula, bend: Kink) -> bool:
    """Whether a bend stays about as sharp if it is narrowed further in exact arithmetic."""
    value, closely = cache(lambda x: f.ball((x,), BITS)), partial(_closely, f)
    x, half = bend.at, 2 * Fraction(bend.within)  # the kink may be a little beside
    first = _sharpness(value, x, half)
    for _ in range(EXACT_HALVINGS):
        half /= 2
        sharpness, x = max((_sharpness(value, middle, half), middle) for middle in (x - half, x, x + half))
        if not sharpness > KEPT * first:
            return False
    return all(_sharpness(closely, mark, CLOSE) > KEPT * first for mark in _marks(f, bend))


def _marks(f: Formula, bend: Kink) -> list[Fraction]:
    """Return the landmarks known exactly at a bend, beside which |x|^1.01 can be told from a kink."""
    reach = 2 * Fraction(bend.within)
    marks = [mark for mark in switching(f).points if abs(mark - bend.at) <= reach]
    return [mark for mark in marks if mark.denominator <= SIMPLE]


def _closely(f: Formula, x: Fraction) -> balls.Value:
    return f.ball((x,), CLOSE_BITS)


def _sharpness(value: Callable[[Fraction], balls.Value], x: Fraction, width: Fraction) -> float:
    left, middle, right = (value(place) for place in (x - width, x, x + width))
    if isinstance(left, balls.Gap) or isinstance(middle, balls.Gap) or isinstance(right, balls.Gap):
        return 0.0
    with balls.precision(CLOSE_BITS if width == CLOSE else BITS):
        change: Any = left + right - middle - middle  # flint's types know no sum of the two
        return balls.approximate(abs(change) / balls.rational(width))
