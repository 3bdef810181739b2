"""Where to look: points that tell activation functions apart.

Edges are hunted: 0, ±1e-9 … ±1e6, both sides of literals and of whatever switches.  Every point is an exact
rational, so that what float64 suspects can be confirmed at the very same point.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from grader.maths.formula import Formula, Function
from grader.maths.landmarks import Landmarks, landmarks, literals
from grader.maths.outcome import Point

Array = NDArray[np.float64]

RANDOM = 110
DRAWN = 200
TUPLES = 300  # points of a formula in several variables
NEAR = tuple(Fraction(1, 10**power) for power in (12, 9, 6, 4, 2))  # distances at which both sides are looked at

REACH = 1e4
MARKS = 60  # of code, that are looked at; the smallest
DENSE = 10  # |x| up to which a line has a point every sixteenth
HILLS = tuple(Fraction(i, 4) for i in range(1, 17))  # distances at which a hill or a dip of width 1 shows
BEYOND = (Fraction(7, 8), Fraction(9, 8), Fraction(3, 2), Fraction(2), Fraction(5))  # what lies far out may begin late

_SIZES = (
    "1e-9 1e-6 1e-4 0.001 0.01 0.1 0.25 0.5 0.7 1 1.5 2 2.5 2.75 3 3.25 4 5 6 6.5 7 8 9 10 13 17 20 25 30 37 50 75 100 "
    "300 700 1000 10000 100000 1000000"
)


@runtime_checkable
class Marked(Protocol):
    """Code that knows where it may switch: at the numbers that stand in it."""

    @property
    def landmarks(self) -> tuple[Fraction, ...]:
        """Where to look closely."""


@cache
def pool() -> tuple[Fraction, ...]:
    """Return the points every formula in one variable is looked at, sorted."""
    sizes = [Fraction(size) for size in _SIZES.split()]
    rng = np.random.default_rng(20)
    drawn = np.concatenate([rng.normal(0, 2, RANDOM // 2), rng.normal(0, 12, RANDOM // 2)])
    random = [Fraction(int(x * 1024), 1024) for x in drawn]  # short denominators keep exact arithmetic cheap
    return tuple(sorted({Fraction(0), *sizes, *(-size for size in sizes), *random}))


GRID_POINTS = tuple(Fraction(i, 16) for i in range(-320, 321))
EDGES = tuple(sign * Fraction(1, 10**power) for power in range(4, 10) for sign in (-1, 1))

# Where agreement is confirmed whatever the formula: near 0, where curves bend, and far out.
CORE = tuple(map(Fraction, "3/7 -5/7 13/5 -17/6 1/999 -1/1001 29/3 -31/3 101/2 -103/2 151 -149".split()))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Points in exact form, and rounded to float64 as arrays, one for each variable."""

    points: tuple[Point, ...]
    arrays: tuple[Array, ...]

    def only(self, kept: NDArray[np.bool_]) -> "Sample":
        """Return the points that are kept."""
        points = tuple(point for point, keep in zip(self.points, kept, strict=True) if keep)
        return Sample(points=points, arrays=tuple(array[kept] for array in self.arrays))


def at(points: Sequence[Point]) -> Sample:
    """Return given points as a sample."""
    return Sample(points=tuple(points), arrays=tuple(np.array(column, float) for column in zip(*points, strict=True)))


@cache
def _pool() -> Sample:
    return at([(x,) for x in pool()])


def sample(formulas: Sequence[Formula]) -> Sample:
    """Return the points at which formulas in the same variables are to be compared."""
    if len(formulas[0].variables) > 1:
        return at(_tuples(formulas))
    extra = set[Fraction]().union(*(special(formula) for formula in formulas))
    if not extra:
        return _pool()
    added = at([(x,) for x in extra])
    arrays = (np.concatenate([_pool().arrays[0], added.arrays[0]]),)
    return Sample(points=_pool().points + added.points, arrays=arrays)


@lru_cache(maxsize=4096)
def switching(formula: Formula) -> Landmarks:
    """Return the landmarks of a formula in one variable."""
    return landmarks(formula.expanded, formula.variables[0])


def marks(formula: Formula) -> set[Fraction]:
    """Return where a formula in one variable may switch: at its landmarks and at the numbers that stand in it."""
    return {*switching(formula).points, *_signed(literals(formula.expanded))}


def special(formula: Formula) -> set[Fraction]:
    """Return the points that this formula in one variable makes worth looking at."""
    return {x for mark in marks(formula) for x in around(mark)}


def _widely(formula: Formula) -> set[Fraction]:
    """Return the points a formula makes worth looking at, with more around and beyond those that lie far out."""
    found = marks(formula)
    far = [mark for mark in found if abs(mark) > DENSE]
    beside = {mark + sign * distance for mark in far for distance in HILLS for sign in (-1, 1)}
    return special(formula) | beside | {mark * stretch for mark in far for stretch in BEYOND}


def _marked(f: Function) -> set[Fraction]:
    """Return the points that a function makes worth looking at; code may say so by its landmarks."""
    if isinstance(f, Formula):
        return _widely(f)
    places = f.landmarks if isinstance(f, Marked) else ()
    return {x for mark in sorted(places, key=abs)[:MARKS] for x in around(mark)}


def around(mark: Fraction) -> Iterable[Fraction]:
    """Yield a point and its neighbours on both sides."""
    yield mark
    for distance in NEAR:
        yield mark - distance
        yield mark + distance


def _signed(values: Iterable[Fraction]) -> set[Fraction]:
    return {signed for value in values for signed in (value, -value)}


def _tuples(formulas: Sequence[Formula]) -> tuple[Point, ...]:
    count = len(formulas[0].variables)
    values = sorted({*pool(), *_signed(value for formula in formulas for value in literals(formula.expanded))})
    moderate = [value for value in values if abs(value) <= 40]
    rng = np.random.default_rng(21)
    drawn = rng.integers(0, len(moderate), (TUPLES, count))
    wide = rng.integers(0, len(values), (TUPLES // 4, count))
    corners = [tuple(values[i] for i in row) for row in wide]
    diagonal = [(value,) * count for value in moderate[::7]]
    return (*(tuple(moderate[i] for i in row) for row in drawn), *corners, *diagonal)


def line(f: Function, rng: np.random.Generator, *, reach: float | None = None) -> Sample:
    """Return sorted points for looking at a function of one variable, edges hunted.

    reach: how far out; if it isn't given, 10,000, and as far as landmarks and literals are.
    They are the pool, a grid, the neighbourhoods of landmarks and literals, and points drawn by luck.
    """
    drawn = np.concatenate([rng.uniform(-20, 20, DRAWN), rng.choice([-1, 1], DRAWN) * 10 ** rng.uniform(-9, 6, DRAWN)])
    beside = _marked(f)
    found = [*_laid_out(), *((float(x), x) for x in beside), *((x, Fraction(x)) for x in drawn.tolist())]
    found.sort()  # by the floats, which is fast, and by the exact points only where those are equal
    kept = [
        (x, exact)
        for i, (x, exact) in enumerate(found)
        if (abs(x) <= (reach or REACH) or (reach is None and exact in beside)) and (i == 0 or exact != found[i - 1][1])
    ]
    return Sample(points=tuple((exact,) for _, exact in kept), arrays=(np.array([x for x, _ in kept]),))


@cache
def _laid_out() -> tuple[tuple[float, Fraction], ...]:
    """Return the points of every line, with their floats."""
    return tuple((float(x), x) for x in {*pool(), *GRID_POINTS, *EDGES})
