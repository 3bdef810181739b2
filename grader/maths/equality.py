"""Are two formulas the same function?  Refuted with a confirmed witness, proved, or agreed on points; never a guess.

1. Float64 at some 230 points says where they may differ; balls at the same exact points confirm it.
2. Without a witness a proof is tried (proof.py), of the values and of the domains; where a first look at the points
   that serve all formulas shows hardly a difference, it is tried before anything else.
3. What it leaves open must agree in balls in every region between landmarks, at 5 points at least.
A difference is believed only if the two values, with certain error bounds, are disjoint; agreement is never
concluded from a simplification.  Domains are judged on the formulas as written and told apart.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls, floats
from grader.maths.formula import Formula
from grader.maths.holes import irrational_gaps
from grader.maths.landmarks import literals
from grader.maths.outcome import Compared, Different, Domain, Equality, Gap, Point, Same, Unknown
from grader.maths.reading import parse_condition
from grader.maths.sampling import CORE, Sample, at, pool, sample, switching

if TYPE_CHECKING:
    from grader.maths.tree import Condition

__all__ = ["Compared", "Different", "Domain", "Equality", "Gap", "Same", "Unknown", "aligned", "equal"]

Array = NDArray[np.float64]

SUSPICIOUS = 1e-9  # relative; below this float64 can't tell, and the balls decide
PLAIN = 1e-3  # relative; a difference one sees
LIKELY = 0.8  # of the points where formulas that are the same look alike: rounding spoils some
CONFIRMED = 6  # suspects looked at with balls, the worst first
STRETCHES = tuple(map(Fraction, ("1", "-1", "8/7", "-8/7")))  # of literals: at them and beyond
FAR = 5  # beyond it a literal may stand where no other point is near
LEAST = 5  # points of agreement; sin(10^30·x) “equals” x if only 0 can be checked
ENOUGH = 10  # points of agreement after which no more are looked for
MOST = 48  # points of agreement looked at


def equal(f: Formula, g: Formula, where: str | None = None) -> Equality:
    """Say whether two formulas are the same function, where the condition holds if there is one.

    FormulaError: where can't be read.
    """
    f, g = aligned(f, g)
    condition = parse_condition(where, f.variables) if where else None
    if f.expanded == g.expanded:
        return Same(how="proved")
    if not f.variables:
        return _constants(f, g)
    likely = _look_alike(f, g, condition)
    if likely and _is_proved(f, g, condition):
        return Same(how="proved")
    looked = _within(sample((f, g)), f, condition)
    if not looked.points:
        return Unknown(why="no point was found where the condition holds")
    gaps = list(irrational_gaps(f, g)) if condition is None else []
    differs = _refuted(f, g, looked, gaps)
    if differs:
        return differs
    if not gaps and not likely and _is_proved(f, g, condition):
        return Same(how="proved")
    return _agreed(f, g, condition, gaps)


@cache
def _first_points() -> Sample:
    return at([(x,) for x in pool()])


def _look_alike(f: Formula, g: Formula, condition: "Condition | None") -> bool:
    """Whether float64 sees next to no difference at the points that every formula in one variable is looked at."""
    if len(f.variables) > 1:
        return False
    looked = _within(_first_points(), f, condition)
    a, b = f(*looked.arrays), g(*looked.arrays)
    with np.errstate(invalid="ignore", over="ignore"):
        alike = (np.abs(a - b) <= SUSPICIOUS * np.abs(b)) | (a == b) | (np.isnan(a) & np.isnan(b))
    return int(np.count_nonzero(alike)) > LIKELY * len(looked.points)


def _is_proved(f: Formula, g: Formula, condition: "Condition | None" = None) -> bool:
    from grader.maths.proof import is_proved  # noqa: PLC0415  flint takes a while to import

    return is_proved(f, g, condition)


def aligned(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """Return both formulas over the union of their variables."""
    if f.variables == g.variables:
        return f, g
    variables = tuple(dict.fromkeys((*f.variables, *g.variables)))
    return Formula(tree=f.tree, variables=variables), Formula(tree=g.tree, variables=variables)


def _within(points: Sample, f: Formula, condition: "Condition | None") -> Sample:
    if condition is None:
        return points
    return points.only(floats.holds(condition, dict(zip(f.variables, points.arrays, strict=True))))


def _refuted(f: Formula, g: Formula, looked: Sample, gaps: list[Gap]) -> Different | None:
    """Look for a witness in float64 and confirm it; note on the way where the domains differ."""
    a, b = f(*looked.arrays), g(*looked.arrays)
    for i in _one_sided(a, b, looked):
        _note(_gap(f, g, looked.points[i]), gaps)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-300)
    error[np.isinf(a) != np.isinf(b)] = 1.0
    for i in _suspects(error, looked):
        if witness := _witness(f, g, looked.points[i], gaps):
            return witness
    return None


def _suspects(error: Array, looked: Sample) -> list[int]:
    """Return where to look closely: the simplest of the plain differences, then the worst of all."""
    plain = sorted(map(int, np.flatnonzero(error > PLAIN)), key=lambda i: _plainness(looked.points[i]))
    suspects = np.flatnonzero(error > SUSPICIOUS)
    worst = suspects[np.argsort(-error[suspects], kind="stable")]
    return list(dict.fromkeys([*plain[: CONFIRMED // 2], *map(int, worst[:CONFIRMED])]))[:CONFIRMED]


def _plainness(point: Point) -> tuple[bool, int, float]:
    """Rank 2 before 1/4 before 1e-9 and 1e6: a witness is to be checked by hand."""
    size = max(abs(float(x)) for x in point)
    return size > 10, max(x.denominator for x in point), abs(size - 1)


def _one_sided(a: Array, b: Array, looked: Sample) -> Iterator[int]:
    """Yield where one side alone has a value, the plainest points first, some for each side."""
    for lacking, having in ((b, a), (a, b)):
        found = map(int, np.flatnonzero(np.isnan(lacking) & ~np.isnan(having)))
        yield from sorted(found, key=lambda i: _plainness(looked.points[i]))[:CONFIRMED]


def _note(gap: Gap | None, gaps: list[Gap]) -> None:
    if gap and all(gap.side != known.side for known in gaps):
        gaps.append(gap)


def _gap(f: Formula, g: Formula, x: Point) -> Gap | None:
    """Return the gap at a point, if it is certain."""

    def side(bits: int) -> Literal["left", "right", "none"] | None:
        a, b = f.ball(x, bits), g.ball(x, bits)
        if balls.Gap.UNSURE in (a, b):
            return None
        if (a is balls.Gap.UNDEFINED) == (b is balls.Gap.UNDEFINED):
            return "none"
        return "right" if a is balls.Gap.UNDEFINED else "left"

    found = balls.settle(side)
    match found:
        case "left" | "right":
            return Gap(at=x, side=found)
        case _:
            return None


def _witness(f: Formula, g: Formula, x: Point, gaps: list[Gap]) -> Different | None:
    """Return the difference at a point, if it is certain."""

    def difference(bits: int) -> Different | None:
        a, b = f.ball(x, bits), g.ball(x, bits)
        if isinstance(a, balls.Gap) or isinstance(b, balls.Gap) or balls.order(a, b) not in {-1, 1}:
            return None
        return Different(at=x, left=balls.approximate(a), right=balls.approximate(b), gaps=tuple(gaps))

    return balls.settle(difference)


def _agreed(f: Formula, g: Formula, condition: "Condition | None", gaps: list[Gap]) -> Equality:
    agreed = 0
    for x in _chosen(f, g, condition):
        seen = _compare(f, g, x, gaps, ladder=balls.LADDER if agreed else balls.LADDER[-1:])
        if isinstance(seen, Different):
            return seen
        agreed += seen
    if agreed < LEAST:
        return Unknown(why=f"only {agreed} points could be compared", gaps=tuple(gaps))
    return Same(how="agreed", points=agreed, gaps=tuple(gaps))


def _chosen(f: Formula, g: Formula, condition: "Condition | None") -> Iterator[Point]:
    """Yield the points of the agreement; on a small domain, where few of them fall, some more with values."""
    spread = _within(at(list(_spread(f, g))), f, condition)
    yield from spread.points[:MOST]
    with_values = np.isfinite(f(*spread.arrays)) & np.isfinite(g(*spread.arrays)) if spread.points else np.array([])
    if with_values.sum() < ENOUGH:
        yield from _valued(f, g, condition)


def _valued(f: Formula, g: Formula, condition: "Condition | None") -> tuple[Point, ...]:
    looked = _within(sample((f, g)), f, condition)
    valued = looked.only(np.isfinite(f(*looked.arrays)) & np.isfinite(g(*looked.arrays)))
    step = max(1, len(valued.points) // ENOUGH)
    return valued.points[::step][: ENOUGH + 2]


def _compare(
    f: Formula, g: Formula, x: Point, gaps: list[Gap], *, ladder: tuple[int, ...] = balls.LADDER[-1:]
) -> Different | bool:
    """Return the difference at a point, or whether agreement could be seen there.

    ladder: precisions tried; the last one sees differences of 1e-130.
    """

    def close(bits: int) -> Different | bool | None:
        a, b = f.ball(x, bits), g.ball(x, bits)
        if isinstance(a, balls.Gap) or isinstance(b, balls.Gap):
            if balls.Gap.UNSURE in (a, b):
                return None
            _note(_gap(f, g, x), gaps)
            return False
        if balls.order(a, b) in {-1, 1}:
            return Different(at=x, left=balls.approximate(a), right=balls.approximate(b), gaps=tuple(gaps))
        return True if balls.close(a, b, bits) else None

    return balls.settle(close, ladder) or False


def _spread(f: Formula, g: Formula) -> Iterator[Point]:
    """Yield points for the agreement: the core, landmarks with a point in every region between, literals."""
    if len(f.variables) > 1:
        yield from sample((f, g)).points[: MOST * 2]
        return
    marks = sorted({*switching(f).points, *switching(g).points})
    written = sorted({*literals(f.expanded), *literals(g.expanded)})
    beside = (value * stretch for value in written for stretch in (STRETCHES if value > FAR else STRETCHES[:2]))
    yield from ((x,) for x in dict.fromkeys((*CORE, *_drawn(f, g), *_regions(marks), *beside)))


def _drawn(f: Formula, g: Formula) -> Iterator[Fraction]:
    """Yield points drawn by the two formulas' own hash: no formula can be 0 at all points that were fixed before."""
    rng = np.random.default_rng(int.from_bytes(blake2b(f"{f.tree}{g.tree}".encode(), digest_size=8).digest()))
    for size in (1, 5):
        top, bottom = (int(n) for n in rng.integers(2**30, 2**31, 2))
        yield Fraction(top * size, bottom)
        yield Fraction(-bottom * size, top)


def _regions(marks: list[Fraction]) -> Iterable[Fraction]:
    """Yield each mark and two points between it and the next: one could be a point of contact."""
    for low, high in pairwise(marks):
        width = high - low
        yield from (low, low + width * Fraction(3, 7), low + width * Fraction(9, 11))
    if marks:
        yield from (marks[-1], marks[0] - Fraction(13, 7), marks[-1] + Fraction(13, 7))


def _constants(f: Formula, g: Formula) -> Equality:
    """Compare two numbers: what algebra leaves open has to agree in 450 bits."""
    gaps = list[Gap]()
    seen = _compare(f, g, (), gaps)
    if isinstance(seen, Different):
        return seen
    if gaps or not seen:
        return Unknown(why="the two numbers could not be compared", gaps=tuple(gaps))
    return Same(how="proved") if _is_proved(f, g) else Same(how="agreed", points=1)
