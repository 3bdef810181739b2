"""Whether a function ever falls, or stays level: the questions behind increasing and nondecreasing.

All points are compared in order, also across holes: −1/x rises on each side of 0 and falls from one to the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.maths.certainty import Sign, sign
from grader.maths.figures import plainness
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import switching

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

PLAIN = 0.1  # relative; a fall one sees
SHOWN, WORST = 3, 6  # suspects looked at exactly: plain ones, and the worst of each sort
CLOSE = Fraction(1, 10**30)  # on both sides of a landmark, where float64 sees no step
TREMBLE = 2.0**-20  # relative: a step short enough to see ripples between the points
NOISE = 1e-12  # relative: a fall over so short a step that float64 may have made up

FOLLOWED = 30  # |x| up to which the slope is followed between the points
ZOOMS, ZOOMED = 4, 17  # times a valley of the slope is looked at more closely, and points each time
CORE = 4  # an activation has settled further out; agreement in all digits is saturation there, not a flat stretch
APART = 1 / 16  # in the core, points so far apart are compared to see a flat stretch
LEVEL = 1e-9  # relative: what rises less looks level
SETTLED = 100  # further out float64 may lose what little varies
STILL = 1e-6  # relative: what varies less all along an analytic piece is a constant and noise


@dataclass(frozen=True, kw_only=True)
class Ascent:
    """Sorted points, exact and as floats, with finite float64 values: what is asked to rise."""

    points: tuple[Fraction, ...]
    x: Array
    y: Array


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two points that show what is wrong, the left one first."""

    left: Fraction
    right: Fraction


def fall(f: Function, seen: Ascent) -> Pair | None:
    """Return two points of which the right one certainly has the smaller value, or None if none were found."""
    return next((pair for pair in _falls(f, seen) if _rise(f, pair) == -1), None)


def level(f: Function, seen: Ascent) -> Pair | None:
    """Return two points of a flat stretch, or None if none were found.

    In the core of the line values that agree in all 270 digits are taken to be equal, if the whole
    analytic piece looks level; elsewhere only values that are certainly equal are.
    """
    marks = np.array([float(mark) for mark in _marks(f)])
    for i, j, settled in _level_in_core(seen, marks):
        pair = Pair(left=seen.points[i], right=seen.points[j])
        rise = _rise(f, pair)
        if rise == 0 or (rise is None and settled):
            return pair
    exact = isinstance(f, Formula)
    equal = (Pair(left=seen.points[i], right=seen.points[i + 1]) for i in _equal_neighbours(seen, marks) if exact)
    return next((pair for pair in equal if _rise(f, pair) == 0), None)


def _rise(f: Function, pair: Pair) -> Sign | None:
    return sign(f, lambda value, _: value(pair.right) - value(pair.left))


def _marks(f: Function) -> tuple[Fraction, ...]:
    return switching(f).points if isinstance(f, Formula) else ()


def _falls(f: Function, seen: Ascent) -> Iterator[Pair]:
    """Yield where float64 sees a fall, the plainest first, and where it could not see one."""
    top = np.maximum.accumulate(seen.y)
    drop = top - seen.y
    size = np.maximum(np.maximum(np.abs(top), np.abs(seen.y)), 1e-300)
    plain = sorted(np.flatnonzero(drop > PLAIN * size).tolist(), key=lambda j: plainness(seen.points[j]))
    for j in plain[:SHOWN]:
        yield _plainest(seen, j)
    for j in _worst(drop, size):
        i = np.flatnonzero(seen.y[:j] >= seen.y[j] + drop[j] / 2)[-1]
        yield Pair(left=seen.points[i], right=seen.points[j])
    yield from _ripples(f, seen)
    yield from _valleys(f, seen)
    for mark in sorted(_marks(f), key=abs)[:WORST]:
        yield Pair(left=mark - CLOSE, right=mark)
        yield Pair(left=mark, right=mark + CLOSE)


def _plainest(seen: Ascent, j: int) -> Pair:
    """Return the point to the left from which one sees the fall best."""
    high, low = seen.y[:j], seen.y[j]
    plain = np.flatnonzero(high - low > PLAIN * np.maximum(np.abs(high), abs(low))).tolist()
    i = min(plain, key=lambda i: plainness(seen.points[i]))
    return Pair(left=seen.points[i], right=seen.points[j])


def _worst(drop: Array, size: Array) -> list[int]:
    """Return the worst falls, relative to the values and as they are: noise far out must not hide a dip near 0."""
    falls = np.flatnonzero(drop > 0)
    by_size = falls[np.argsort(-drop[falls], kind="stable")][:WORST]
    by_ratio = falls[np.argsort(-drop[falls] / size[falls], kind="stable")][:WORST]
    return list(dict.fromkeys([*by_ratio.tolist(), *by_size.tolist()]))


def _ripples(f: Function, seen: Ascent) -> Iterator[Pair]:
    ahead = seen.x + TREMBLE * np.maximum(1, np.abs(seen.x))
    with np.errstate(invalid="ignore", over="ignore"):
        drop = (values(f, seen.x) - values(f, ahead)) / np.maximum(np.abs(seen.y), 1e-300)
    falls = np.flatnonzero(drop > NOISE)
    for i in falls[np.argsort(-drop[falls], kind="stable")][:WORST]:
        yield Pair(left=Fraction(float(seen.x[i])), right=Fraction(float(ahead[i])))


def _valleys(f: Function, seen: Ascent) -> Iterator[Pair]:
    """Yield short steps where the slope, followed between the points, is least: x + 1.001 sin x falls near π alone."""
    inside = np.abs(seen.x) <= FOLLOWED
    x = seen.x[inside]
    if len(x) < 3:
        return
    slope = _slopes(f, x)
    least = np.flatnonzero((slope[1:-1] <= slope[:-2]) & (slope[1:-1] <= slope[2:])) + 1
    least = least[np.argsort(slope[least], kind="stable")][:WORST]
    low, high = x[least - 1], x[least + 1]
    for _ in range(ZOOMS):
        grid = np.linspace(low, high, ZOOMED)
        lowest = np.clip(np.argmin(_slopes(f, grid.ravel()).reshape(grid.shape), axis=0), 1, ZOOMED - 2)
        low, high = np.take_along_axis(grid, np.stack([lowest - 1, lowest + 1]), axis=0)
    for left in ((low + high) / 2).tolist():
        yield Pair(left=Fraction(left), right=Fraction(left + TREMBLE * max(1.0, abs(left))))


def _slopes(f: Function, x: Array) -> Array:
    """Return slopes over short steps; where there is none, one that is never the least."""
    step = TREMBLE * np.maximum(1, np.abs(x))
    with np.errstate(invalid="ignore", over="ignore"):
        slope = (values(f, x + step) - values(f, x)) / step
    return np.where(np.isfinite(slope), slope, np.inf)


def _level_in_core(seen: Ascent, marks: Array) -> Iterator[tuple[int, int, bool]]:
    """Yield pairs of points that look level, one from each piece, and whether all of its piece does."""
    spaced = _spaced(seen.x)
    left, right = spaced[:-1], spaced[1:]
    piece = np.searchsorted(marks, seen.x[left], side="right")
    whole = piece == np.searchsorted(marks, seen.x[right], side="left")
    left, right, piece = left[whole], right[whole], piece[whole]
    gain = seen.y[right] - seen.y[left]
    looks_level = gain <= LEVEL * np.maximum(np.abs(seen.y[left]), np.abs(seen.y[right]))
    for one in np.unique(piece[looks_level]):
        found = np.flatnonzero((piece == one) & looks_level).tolist()
        k = min(found, key=lambda k: plainness(seen.points[left[k]]))
        yield int(left[k]), int(right[k]), _is_still(seen, *_ends(marks, int(one)))


def _ends(marks: Array, piece: int) -> tuple[float, float]:
    return (marks[piece - 1] if piece else -np.inf), (marks[piece] if piece < len(marks) else np.inf)


def _is_still(seen: Ascent, low: float, high: float) -> bool:
    """Whether no value between two points stands out: tanh(10^6·x) is level nearly everywhere, and not near 0."""
    y = seen.y[(low < seen.x) & (seen.x < high) & (np.abs(seen.x) <= SETTLED)]
    return y.size > 0 and bool(np.ptp(y) <= STILL * np.max(np.abs(y)))


def _spaced(x: Array) -> Indices:
    """Return points of the core that lie apart."""
    kept: list[int] = []
    for i in np.flatnonzero(np.abs(x) <= CORE).tolist():
        if not kept or x[i] - x[kept[-1]] >= APART:
            kept.append(i)
    return np.array(kept, np.intp)


def _equal_neighbours(seen: Ascent, marks: Array) -> list[int]:
    """Return a few points from each piece that have the same float64 value as the next, those nearest 0 first."""
    equal = np.flatnonzero(np.diff(seen.y) == 0)
    pieces = np.searchsorted(marks, (seen.x[equal] + seen.x[equal + 1]) / 2)
    rows = (equal[pieces == piece] for piece in np.unique(pieces))
    chosen = sorted({int(row[k]) for row in rows for k in (0, len(row) // 2, -1)}, key=lambda i: abs(seen.x[i]))
    return chosen[: 3 * WORST]
