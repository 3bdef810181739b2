"""What a function does at its ends: far out on either side, and close by a point from either side.

Float64 stops at 1e308 and sixteen digits from a point.  Exact arithmetic goes to 10^4096, where even
log(log(x)) has moved on; opaque code is followed as far as its floats reach.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import isfinite, log
from typing import Any, Literal

import numpy as np

from grader.maths import balls
from grader.maths.formula import Formula, Function, values

Side = Literal[-1, 1]

# Sizes far out.  What grows like log(log(x)) gains as much from each power of ten to its square.
SQUARES = tuple(Fraction(10) ** 2**i for i in range(12, -1, -1))
DOUBLES = tuple(Fraction(2) ** i for i in range(9, -1, -1))  # for what is too large to say at 10^8, like exp(exp(x))
CLOSE = tuple(Fraction(10) ** 2**i for i in range(10, 2, -1))  # to a point that is known exactly
NEARBY = tuple(Fraction(10) ** i for i in (13, 11, 9, 7, 5, 3, 1))  # to one that is known to a float

RUN = 7  # values in a row that must keep growing: of values without a plan one in 5,000 rows does
LEAST = 3  # values of something that can hardly be followed at all
STEADY = Fraction(9, 10)  # of the last gain: log(log(log(x))) keeps 0.92, x/(1+x) next to nothing, atan(log(x)) a half
EXPLOSIVE = 10  # times the last gain, where only a few values can be said
SHARP = 20  # bits a value must be known to


@dataclass(frozen=True, kw_only=True)
class End:
    """A way x can go.  at: the point it comes close to, None for far out; side: −1 from or to the left."""

    side: Side
    at: Fraction | None = None

    def point(self, size: Fraction) -> Fraction:
        """Return the point that is so far out, or one over that from the point."""
        return self.side * size if self.at is None else self.at + self.side / size


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A point and the value there, a rational, a sharp ball or a float: all can be subtracted and compared."""

    x: Fraction
    value: Any


def grows(f: Function, end: End, *, sign: Literal[-1, 0, 1] = 0) -> tuple[Seen, ...]:
    """Return points, the farthest first, by which f, −f or |f| (sign 0) is seen to grow without bound; or none."""
    seen = _followed(f, end)
    ordered = seen[::-1]
    if len(ordered) < LEAST:
        return ()
    with balls.precision(balls.LADDER[-1]):
        heights = [abs(one.value) if sign == 0 else sign * one.value for one in ordered]
        gains = [after - before for before, after in zip(heights, heights[1:], strict=False)]
        least = STEADY if len(ordered) == RUN else Fraction(EXPLOSIVE)
        ratio = _like(least, gains[0])
        steady = all(after > before * ratio for before, after in zip(gains, gains[1:], strict=False))
        return seen if all(gain > 0 for gain in gains) and steady else ()


def _like(number: Fraction, other: Any) -> Any:
    return float(number) if isinstance(other, float) else balls.rational(number)


def _followed(f: Function, end: End) -> tuple[Seen, ...]:
    """Return the last values on the way to an end that can be said, the farthest first."""
    if end.at is not None:
        simple = isinstance(f, Formula) and end.at.denominator < 2**40
        return tuple(islice(follow(f, end, CLOSE if simple else NEARBY), RUN))
    squares = tuple(islice(follow(f, end, SQUARES), RUN))
    return squares if len(squares) == RUN else tuple(islice(follow(f, end, DOUBLES), RUN))


def follow(f: Function, end: End, sizes: Iterable[Fraction]) -> Iterator[Seen]:
    """Yield the values on the way to an end, as far as they can be said."""
    for size in sizes:
        x = end.point(size)
        value = known(f, x)
        if value is not None:
            yield Seen(x=x, value=value)


def known(f: Function, x: Fraction) -> Any:
    """Return the value at a point to some six digits, or close to 0 beyond doubt; None if it can't be said."""
    if not isinstance(f, Formula):
        return _float(f, x)

    def sharp(bits: int) -> Any:
        found = f.ball((x,), bits)
        return None if isinstance(found, balls.Gap) or not _is_sharp(found) else found

    return balls.settle(sharp)


def _float(f: Function, x: Fraction) -> float | None:
    if abs(x) > 10**300 or (x and Fraction(float(x)) != x and abs(x) < Fraction(1, 10**300)):
        return None
    y = float(values(f, np.array([float(x)]))[0])
    return y if isfinite(y) else None


def _is_sharp(value: Any) -> bool: ...
