"""What values and slopes do on the way to a place, or far out: rows of them, each nearer to the end than the last."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from grader.maths.analysis.checking.sight import Sight, Truth, every, some
from grader.maths.digit_arithmetic import Mpf
from grader.maths.values import Gap

Rows: TypeAlias = list[list[Mpf]]

DIGITS = 250
# Distances grow or shrink doubly fast, so that logarithms double from row to row.
NEAR = tuple(Fraction(1, 10**k) for k in (15, 30, 60))
FAR = tuple(map(Fraction, (1, 2, 4, 8, 16, 10**2, 10**4, 10**8, 10**16, 10**32, 10**64)))
PHASES = tuple(
    map(Fraction, ("1", "9/7", "13/8", "16/9", "21/11", "25/24"))
)  # of one row: what swings to and fro shows it
STEP = Fraction(1, 10**12)  # of a chord, in distances or, far out, a thousandth of it: waves may be short
CLOSE = 1e-6  # relative to 1 and a limit: what is to be near it by now
ROUNDED = 1e-11  # relative: claims carry twelve digits
CLOSER, AS_FAR = 0.75, 0.85  # of the row before; a logarithm's inverse halves
SWINGING = 0.3  # of the widest row: what waves shows much of its swing in six points
UNSEEN = 1e-150  # relative: differences of this size are those of rounding
TENFOLD = 10  # of the row before: waves that grow


def values(sight: Sight, place: Fraction | None, side: int) -> Rows | None:
    """Return three rows of values from a side of a place, None far out; [] where there are none, None: can't be told."""
    return _rows(lambda x, _: sight.exactly(x, DIGITS), sight, place, side)


def slopes(sight: Sight, place: Fraction | None, side: int) -> Rows | None:
    """Return three rows of slopes."""
    return _rows(lambda x, distance: slope(sight, x, distance), sight, place, side)


def quotients(sight: Sight, place: Fraction, side: int) -> Rows | None:
    """Return three rows of slopes of chords that begin at a place."""

    def quotient(x: Fraction, distance: Fraction) -> Mpf | Gap:
        del distance
        there, here = sight.exactly(x, DIGITS), sight.exactly(place, DIGITS)
        if isinstance(there, Gap) or isinstance(here, Gap):
            return there if isinstance(there, Gap) else Gap.UNSURE
        rise = sight.real(there, DIGITS) - sight.real(here, DIGITS)
        return rise / sight.real(x - place, DIGITS)

    return _rows(quotient, sight, place, side)


def slope(sight: Sight, x: Fraction, distance: Fraction) -> Mpf | Gap:
    """Return the slope of a short chord around x, so far from where anything may happen."""
    h = distance * STEP if distance < 1 else STEP / 1000
    ends = [sight.exactly(x + way * h, DIGITS) for way in (-1, 1)]
    for end in ends:
        if isinstance(end, Gap):
            return end
    low, high = (sight.value(x + way * h, DIGITS) for way in (-1, 1))
    return (high - low) * h.denominator / (2 * h.numerator)


def _rows(look: Callable[[Fraction, Fraction], object], sight: Sight, place: Fraction | None, side: int) -> Rows | None:
    rows = list[list[object]]()
    for distance in FAR if place is None else NEAR:
        points = [(place or Fraction(0)) + side * distance * phase for phase in PHASES]
        row = [look(x, distance) for x in points]
        if Gap.UNSURE not in row:
            rows.append(row)
    last = [one for row in rows[-3:] for one in row]
    if len(rows) >= 3 and all(one is Gap.UNDEFINED for one in last):
        return []
    if len(rows) < 3 or Gap.UNDEFINED in last:
        return None
    return [[sight.real(one, DIGITS) for one in row] for row in rows[-3:]]


def tends(rows: Rows | None, limit: float | None) -> Truth:
    """Whether rows tend to a limit, which may be infinite; None for one that does not exist."""
    if rows is None:
        return None
    if limit is None:
        return _wanders(rows)
    if not rows:
        return False
    if abs(limit) == float("inf"):
        return grows(rows, 1 if limit > 0 else -1)
    off = [max(abs(value - limit) for value in row) for row in rows]
    if off[-1] <= ROUNDED * abs(limit):
        return True
    near = off[-1] <= CLOSE * max(1, abs(limit)) or None
    return every((closes(off), near))


def _wanders(rows: Rows) -> Truth:
    """Whether rows, as far as there are any, tend to nothing."""
    if not rows:
        return True
    grown = some((grows(rows, 1), grows(rows, -1)))
    swings = [max(row) - min(row) for row in rows]
    size = max(map(abs, rows[-1]))
    if grown is False and swings[-1] >= SWINGING * max(swings) and swings[-1] > UNSEEN * size:
        return True
    return False if grown or swings[-1] <= CLOSE * size else None


def closes(sizes: Sequence[Mpf], of: Mpf | int = 0) -> Truth:
    """Whether sizes, differences of numbers that large, tend to 0."""
    first, second, third = sizes
    if third <= UNSEEN * of or (third <= CLOSER * second and second <= CLOSER * first):
        return True
    return False if third >= AS_FAR * second else None


def grows(rows: Rows, sign: int) -> Truth:
    """Whether all values tend to sign·∞: each row lies above the one before, and steps don't get shorter."""
    lows = [min(sign * value for value in row) for row in rows]
    highs = [max(sign * value for value in row) for row in rows]
    before, after = lows[1] - lows[0], lows[2] - lows[1]
    if lows[1] < highs[0] or lows[2] < highs[1] or after <= CLOSER * before:
        return False
    return True if after >= AS_FAR * before > 0 else None


def soars(rows: Rows, sign: int) -> Truth:
    """Whether the values have no bound, though some of each row may be small."""
    highs = [max(sign * value for value in row) for row in rows]
    if highs[0] > 0 and all(b >= TENFOLD * a for a, b in pairwise(highs)):
        return True
    return grows(rows, sign)
