"""Re-validation of where f lies flat."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from grader.maths.analysis.checking import boxes
from grader.maths.analysis.checking.forms import MANY, Claim
from grader.maths.analysis.checking.places import around
from grader.maths.analysis.checking.points import tried
from grader.maths.analysis.checking.shapes import is_level
from grader.maths.analysis.checking.sight import Sight, Truth, every

Region: TypeAlias = tuple[Fraction | None, Fraction | None]

SOME = 3  # of infinitely many
MODERATE = 20  # flat far out may be what rounding makes of a limit
BESIDE = Fraction(1, 10**9)  # relative to 1: twelve digits of an end, and a little more
NARROW = 100  # parts of a region, of which the outer ones may be beyond its twelve digits
CUTS = tuple(Fraction(n, 5) for n in range(6))


def dead_region(sight: Sight, claim: Claim) -> Truth:
    """Re-validate that f is constant on these intervals, goes on differently beyond, and is constant nowhere else."""
    if claim.value == MANY:
        return _level_stretches(sight, []) >= SOME or None
    regions = [(_end(sight, low), _end(sight, high)) for low, high in claim.value]
    levels = [is_level(sight, _within(sight, *region)) for region in regions]
    return every((*levels, all(_stops(sight, *region) for region in regions), not _level_stretches(sight, regions)))


def _end(sight: Sight, shown: float | str) -> Fraction | None:
    """Return what twelve digits mean: the place there, if there is one."""
    if isinstance(shown, str):
        return None
    place = around(sight, Fraction(shown), BESIDE)
    return Fraction(shown) if place is None else place.x


def _near(end: Fraction) -> Fraction:
    return BESIDE * (1 + abs(end))


def _within(sight: Sight, low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return points inside an interval whose ends are known to twelve digits."""
    narrow = Fraction(1) if low is None or high is None else (high - low) / NARROW
    start = None if low is None else low + min(_near(low), narrow)
    end = None if high is None else high - min(_near(high), narrow)
    return [x for x in boxes.inside(start, end) if sight.value(x) is not None]


def _stops(sight: Sight, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether f is another beyond both ends, or is not at all."""
    return not any(end is not None and _goes_on(sight, end) for end in (low, high))


def _goes_on(sight: Sight, end: Fraction) -> bool:
    row = [end + n * _near(end) for n in (-2, -1, 0, 1, 2)]
    return all(sight.are_equal(a, b) for a, b in pairwise(row))


def _level_stretches(sight: Sight, regions: Sequence[Region]) -> int:
    """Return the number of stretches outside some regions on which f is one and the same rational."""
    xs = [x for x in tried(sight) if abs(x) <= MODERATE]
    rows = [[a + (b - a) * share for share in CUTS] for a, b in pairwise(xs)]
    outside = [row for row in rows if not any(_is_in(x, *region) for x in row for region in regions)]
    return sum(all(sight.are_equal(x, y) for x, y in pairwise(row)) for row in outside)


def _is_in(x: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or x >= low - _near(x)) and (high is None or x <= high + _near(x))
