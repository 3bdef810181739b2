"""What values and slopes do on the way to a place, or far out: rows of them, each nearer to the end than the last."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from grader.maths.analysis.checking.sight import Sight, Truth, every, some
from grader.maths.digit_arithmetic import Mpf, Value
from grader.maths.values import Gap

INF = float("inf")
DIGITS = 250
MORE_DIGITS = 420  # of values at both ends of a short chord
# Distances grow or shrink doubly fast, so that logarithms double from row to row.
NEAR = tuple(Fraction(1, 10**k) for k in (15, 30, 60))
FAR = tuple(map(Fraction, (1, 2, 4, 8, 16, 10**2, 10**4, 10**8, 10**16, 10**32, 10**63)))
PHASES = tuple(map(Fraction, "1 25/24 9/7 40/29 13/8 16/9 31/17 21/11".split()))  # of a row: waves show themselves
ENOUGH = 10**4  # distance at which an end is in sight
OFF = Fraction(6, 13)  # of points far out: else stairs have a step there
STEP = Fraction(1, 10**12)  # of a chord, whose steps shrink faster than the distances: so may waves
CLOSE = 1e-6  # relative to 1 and a limit: what is to be near it by now
ROUNDED = 1e-11  # relative: claims carry twelve digits
CLOSER, AS_FAR = 0.75, 0.85  # of the row before; a logarithm's inverse halves
SWINGING = 0.3  # of the widest row: what waves shows much of its swing in so many points
UNSEEN = 1e-150  # relative: differences of this size are those of rounding
TENFOLD = 10  # of the row before: waves that grow


class Rows(list[list[Mpf]]):
    """Three rows of numbers, or none.  short: farther out they are too large, so that an end is not in sight."""

    short = False

    def times(self, factor: int) -> "Rows":
        """Return multiples."""
        found = Rows([factor * value for value in row] for row in self)
        found.short = self.short
        return found

    def sizes(self) -> "Rows":
        """Return absolute values."""
        found = Rows([abs(value) for value in row] for row in self)
        found.short = self.short
        return found

    def unless_short(self, truth: Truth) -> Truth:
        """Return what rows say, but not that something is not so of an end that is not in sight."""
        return None if self.short and truth is False else truth


def values(sight: Sight, place: Fraction | None, side: int) -> Rows | None:
    """Return three rows of values from a side of a place, far out if that is None.

    []: there are none.  None: it can't be told.
    """
    return sight.once(("values", place, side), lambda: _rows(sight, place, side, _value))


def slopes(sight: Sight, place: Fraction | None, side: int) -> Rows | None:
    """Return three rows of slopes."""
    return sight.once(("slopes", place, side), lambda: _rows(sight, place, side, _slope))


def quotients(sight: Sight, place: Fraction, side: int) -> Rows | None:
    """Return three rows of slopes of chords that begin at a place."""

    def quotient(sight: Sight, x: Fraction, distance: Fraction) -> Mpf | Gap:
        del distance
        return _chord(sight, place, x, DIGITS)

    return _rows(sight, place, side, quotient)


def _value(sight: Sight, x: Fraction, distance: Fraction) -> Value | Gap:
    del distance
    return sight.exactly(x, DIGITS)


def _slope(sight: Sight, x: Fraction, distance: Fraction) -> Mpf | Gap:
    h = STEP * (distance**3 if distance < 1 else 1 / distance**2)
    return _chord(sight, x - h, x + h, MORE_DIGITS)


def _chord(sight: Sight, a: Fraction, b: Fraction, digits: int) -> Mpf | Gap:
    first, second = sight.exactly(a, digits), sight.exactly(b, digits)
    if isinstance(first, Gap) or isinstance(second, Gap):
        return first if isinstance(first, Gap) else second
    return (sight.real(second, digits) - sight.real(first, digits)) / sight.real(b - a, digits)


def _rows(
    sight: Sight, place: Fraction | None, side: int, look: Callable[[Sight, Fraction, Fraction], Value | Gap]
) -> Rows | None:
    rows, reached = list[list[Value | Gap]](), Fraction(0)
    for distance in FAR if place is None else NEAR:
        row = [look(sight, x, distance) for x in _points(place, distance, side)]
        if Gap.UNSURE not in row:
            rows.append(row)
            reached = distance
    last = rows[-3:]
    if len(last) < 3:
        return None
    if all(one is Gap.UNDEFINED for row in last for one in row):
        return Rows()
    known = Rows([sight.real(one, DIGITS) for one in row if not isinstance(one, Gap)] for row in last)
    known.short = place is None and reached < ENOUGH
    return known if all(len(row) == len(PHASES) for row in known) else None


def _points(place: Fraction | None, distance: Fraction, side: int) -> list[Fraction]:
    start = side * OFF if place is None else place
    return [start + side * distance * phase for phase in PHASES]


def sizes(sight: Sight, side: int) -> list[tuple[Fraction, Mpf]]:
    """Return how large values are at rising distances, as far out as they are known."""
    found = list[tuple[Fraction, Mpf]]()
    for distance in FAR:
        points = _points(None, distance, side)
        row = [sight.value(x, DIGITS) for x in points]
        if None not in row and _stays(row[0], sight.value(points[0], MORE_DIGITS)):
            found.append((distance, max(map(abs, row))))
    return found


def _stays(few: Mpf, many: Mpf | None) -> bool:
    """Whether a value is not but what rounding left, and another with more digits."""
    return many is not None and bool(abs(few - many) <= CLOSE * abs(many))


def tends(rows: Rows | None, limit: float | None) -> Truth:
    """Whether rows tend to a limit, which may be infinite; None for one that does not exist."""
    if rows is None:
        return None
    if limit is None:
        return _wanders(rows)
    if not rows:
        return False
    if abs(limit) == INF:
        return grows(rows, 1 if limit > 0 else -1)
    return rows.unless_short(_tends(rows, limit))


def _tends(rows: Rows, limit: float) -> Truth:
    off = [max(abs(value - limit) for value in row) for row in rows]
    if off[-1] <= ROUNDED * abs(limit):
        return True
    if _stays_away(rows, limit, off):
        return False
    near = off[-1] <= CLOSE * max(1, abs(limit)) or None
    return every((closes(off, abs(limit)), near))


def _stays_away(rows: Rows, limit: float, off: Sequence[Mpf]) -> bool:
    """Whether rows keep a distance to a number, or swing around it as much as before."""
    nearest = [min(abs(value - limit) for value in row) for row in rows]
    swings = off[-1] > CLOSE and off[-1] >= SWINGING * max(off)
    return closes(nearest) is False or (swings and all(min(row) < limit < max(row) for row in rows))


def _wanders(rows: Rows) -> Truth:
    """Whether rows, as far as there are any, tend to nothing."""
    if not rows:
        return True
    grown = some((grows(rows, 1), grows(rows, -1)))
    swings = [max(row) - min(row) for row in rows]
    size = max(map(abs, rows[-1]))
    if grown is False and swings[-1] >= SWINGING * max(swings) and swings[-1] > UNSEEN * size:
        return True
    return rows.unless_short(False if grown or swings[-1] <= CLOSE * size else None)


def closes(off: Sequence[Mpf], size: Mpf | int = 0) -> Truth:
    """Whether differences of numbers of some size tend to 0."""
    first, second, third = off
    if third <= UNSEEN * max(1, size) or (third <= CLOSER * second and second <= CLOSER * first):
        return True
    return False if third >= AS_FAR * second else None


def grows(rows: Rows, sign: int) -> Truth:
    """Whether all values tend to sign·∞: each row lies above the one before, and steps don't get shorter.

    None where the values of a row go to and fro: between these points they may come down.
    """
    lows = [min(sign * value for value in row) for row in rows]
    highs = [max(sign * value for value in row) for row in rows]
    before, after = lows[1] - lows[0], lows[2] - lows[1]
    noise = UNSEEN * max(1, *map(abs, lows))
    if lows[1] < highs[0] or lows[2] < highs[1] or after <= max(CLOSER * before, noise):
        return rows.unless_short(truth=False)
    return True if after >= AS_FAR * before > 0 and all(map(_is_orderly, rows)) else None


def _is_orderly(row: Sequence[Mpf]) -> bool:
    ups = {b > a for a, b in pairwise(row) if a != b}
    return len(ups) <= 1


def soars(rows: Rows, sign: int) -> Truth:
    """Whether the values have no bound, though some of each row may be small."""
    highs = [max(sign * value for value in row) for row in rows]
    if highs[0] > 0 and all(b >= TENFOLD * a for a, b in pairwise(highs)):
        return True
    swings = [max(row) - min(row) for row in rows]
    wild = all(b >= TENFOLD * a for a, b in pairwise(swings)) and any(min(row) < 0 < max(row) for row in rows)
    grown = grows(rows, sign)
    return None if wild and grown is False else grown
