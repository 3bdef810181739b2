"""What a function does at its ends: far out on either side, and close by a point from either side.

Float64 stops at 1e308 and sixteen digits from a point.  Exact arithmetic goes to 10^4096, where even
log(log(x)) has moved on; opaque code is followed as far as its floats reach.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from math import inf, isnan, log
from typing import Any, Literal

from grader.maths import balls, certainty
from grader.maths.formula import Formula, Function

Sign = Literal[-1, 1]
Sizes = tuple[Fraction, ...]

SIDES: tuple[Sign, Sign] = (-1, 1)


def _powers(base: int, exponents: Iterable[int]) -> Sizes:
    return tuple(Fraction(base) ** exponent for exponent in exponents)


# The largest first.  From a power of ten to its square, log(log(x)) gains the same each time.
SQUARES = _powers(10, (2**i for i in range(12, -1, -1)))
DOUBLES = _powers(2, range(9, -1, -1))  # for what is too large to say soon, such as exp(exp(x))
CLOSE = _powers(10, (2**i for i in range(10, 1, -1)))  # to a point that is known exactly
NEARBY = _powers(10, (13, 11, 9, 7, 5, 3, 1))  # to one that is known to a float

# Three sizes at a time; the first that can be said are taken.  The farther out, the less a logarithm counts.
POWERS = tuple(
    _powers(base, exponents)
    for base, exponents in (
        (10, (2000, 1000, 500)),
        (10, (200, 100, 50)),
        (10, (20, 10, 5)),
        (2, (9, 8, 7)),
        (2, (4, 3, 2)),
    )
)
SLOPES = _powers(10, (100, 25, 6, 3))  # where chords of the widths below show the slope of a formula
SLOPES_IN_FLOATS = _powers(10, (6, 5, 4, 3))  # beyond, float64 loses them
SLOPES_EARLY = _powers(2, (9, 6, 3))  # of what is too large to say there, or as good as constant
STARTS = (Fraction(1), Fraction(4, 3))
WIDTHS = (Fraction(3, 7), Fraction(8, 7))  # no waves or steps of simple lengths fit both

RUN = 7  # values in a row that must keep growing: without a plan, one row in 5,000 does, and far fewer steadily
LEAST = 3  # values of what can hardly be followed at all
STEADY = Fraction(9, 10)  # of the last gain: log(log(x)) keeps all of it, atan(log(x)) a half
EXPLOSIVE = Fraction(10)  # times the last gain, where fewer values than a run can be said
SIMPLE = 10**9  # a denominator above it was made from a float, near a root that is irrational


@dataclass(frozen=True, kw_only=True)
class End:
    """A way x can go.  side: 1 to or from the right, −1 the left; at: the point it comes close to, None far out."""

    side: Sign
    at: Fraction | None = None

    def __str__(self) -> str:
        if self.at is None:
            return f"as x → {'+' if self.side > 0 else '−'}∞"
        return f"close to x = {float(self.at):.6g}"

    def point(self, size: Fraction) -> Fraction:
        """Return the point so far out, or one over that from the point it comes close to."""
        return self.side * size if self.at is None else self.at + self.side / size


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A point and the value there: a ball, or a float of opaque code."""

    x: Fraction
    value: Any


def follow(f: Function, end: End, sizes: Iterable[Fraction]) -> Iterator[Seen]:
    """Yield points on the way to an end, with their values as far as they can be said."""
    for size in sizes:
        x = end.point(size)
        value = certainty.measure(f, lambda value, exact: value(x))  # noqa: ARG005, B023  used at once, without numbers
        if value is not None:
            yield Seen(x=x, value=value)


def growing(f: Function, end: End) -> tuple[Seen, ...]:
    """Return points on the way to an end, the farthest first, if |f| is seen to grow without bound; or none."""
    seen = _run(f, end)
    if len(seen) < LEAST:
        return ()
    least = STEADY if len(seen) == RUN else EXPLOSIVE
    with balls.precision(balls.LADDER[-1]):
        heights = [abs(one.value) for one in reversed(seen)]
        gains = [after - before for before, after in pairwise(heights)]
        ratio = float(least) if isinstance(gains[0], float) else balls.rational(least)
        steadily = all(gain > 0 for gain in gains) and all(after > before * ratio for before, after in pairwise(gains))
    return seen if steadily else ()


def _run(f: Function, end: End) -> tuple[Seen, ...]:
    """Return the last values before an end, the farthest first."""
    if end.at is not None:
        exactly = isinstance(f, Formula) and end.at.denominator < SIMPLE
        return tuple(islice(follow(f, end, CLOSE if exactly else NEARBY), RUN))
    squares = tuple(islice(follow(f, end, SQUARES), RUN))
    return squares if len(squares) == RUN else tuple(islice(follow(f, end, DOUBLES), RUN))


def exponents(f: Function, end: End) -> tuple[float, float] | None:
    """Return by which power |f| grows between two sizes far out, and between two less far; −inf towards 0 itself."""
    vanishes = False
    for sizes in POWERS:
        seen = tuple(follow(f, end, sizes))
        if len(seen) < len(sizes):
            continue
        heights = [_logarithm(one.value) for one in seen]
        if heights[0] > -inf:
            steps = [_logarithm(balls.rational(abs(one.x))) for one in seen]
            outer, inner = ((heights[i] - heights[i + 1]) / (steps[i] - steps[i + 1]) for i in (0, 1))
            return outer, inner
        vanishes = True
        if isinstance(f, Formula):
            break  # what is 0 in float64 may have been too small for it
    return (-inf, -inf) if vanishes else None


def _logarithm(value: Any) -> float:
    """Return log |value|, −inf for what may be 0."""
    if isinstance(value, float):
        return log(abs(value)) if value else -inf
    from flint import arb  # noqa: PLC0415  slow to import

    with balls.precision(balls.LADDER[0]):
        size = abs(arb(value))
        return float(size.log()) if size > 0 else -inf


def slopes(f: Function, end: End) -> tuple[float, ...]:
    """Return the largest slope of some chords at each of a few sizes far out, the farthest first."""
    for sizes in (SLOPES if isinstance(f, Formula) else SLOPES_IN_FLOATS, SLOPES_EARLY):
        rows = [[abs(slope(f, end, size * start, width)) for start in STARTS for width in WIDTHS] for size in sizes]
        found = tuple(max(row) for row in rows if not any(map(isnan, row)))
        if len(found) > 1:
            return found
    return ()


def slope(f: Function, end: End, size: Fraction, width: Fraction) -> float:
    """Return the slope of a chord far out, nan if it can't be told."""
    a, b = end.point(size), end.point(size + width)
    return certainty.number(f, lambda value, exact: (value(b) - value(a)) / exact(b - a))
