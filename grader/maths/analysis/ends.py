"""What a function does on the way to an end of an interval: limits, and signs on a whole neighbourhood of the end."""

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TypeAlias

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.jets import End, Jet, Known, Run
from grader.maths.analysis.points import Point, above, below
from grader.maths.analysis.program import Program
from grader.maths.analysis.scales import LEAST, Scale, TooNear

GROWTH = 4  # from one start to the next
FARTHEST = 2**80
WAVES = 64  # where signs stay unknown, as those of waves do, what is nearer is for cells
CALM = 0.02
STARTS = (LEAST, 2**5, 2**10, 2**20, 2**40, 2**60)
SIMPLE = 4096  # denominators of points that are named exactly

Limit: TypeAlias = Constant | float  # a constant, or ±inf


@dataclass(frozen=True, kw_only=True)
class Approach:
    """To a point from one of its sides, 1 the right one; without a point, to ∞ from below (side −1) or −∞ (side 1).

    within: the other end of the interval; what is said stays well inside.
    """

    point: Point | None
    side: int
    within: Point | None = None

    @property
    def end(self) -> End:
        """The end in terms of expansions."""
        return End(side=-self.side) if self.point is None else End(side=self.side, at=self.point.at)


@dataclass(frozen=True, kw_only=True)
class Germ:
    """f, f′ and f″ between an end and the border.

    signs: of each, on all of it; None if unknown.
    """

    jet: Jet
    run: Run
    border: fmpq
    signs: tuple[int | None, ...]
    approach: Approach

    def sign(self, order: int) -> int:
        """Return the sign of f or a derivative.

        Undecided: it is unknown.
        """
        found = self.signs[order]
        if found is None:
            raise Undecided("the sign close to an end")
        return found

    def limit(self, order: int = 0) -> Limit:
        """Return the limit of f or a derivative.

        Undecided: there may be none.
        """
        return limit(self.run, self.jet[order])


def limit(run: Run, expansion: Expansion) -> Limit:
    """Return the limit of an expansion."""
    scale = run.algebra.scale
    if expansion.is_zero:
        return constants.ZERO
    if expansion.terms:
        m, c = expansion.terms[0]
        way = scale.grows(m)
        if way > 0:
            return inf * (constants.sign(c) or 0)
        if way == 0:
            return c if _rest_vanishes(run, expansion, 1) else _nearly(run, expansion)
    if _rest_vanishes(run, expansion, 0):
        return constants.ZERO
    return _nearly(run, expansion)


def _rest_vanishes(run: Run, expansion: Expansion, skipped: int) -> bool:
    scale = run.algebra.scale
    rest = [m for m, _ in expansion.terms[skipped:]] + ([expansion.remainder[0]] if expansion.remainder else [])
    return all(scale.grows(m) < 0 for m in rest)


def _nearly(run: Run, expansion: Expansion) -> Limit:
    """Return a ball around a limit whose constant term is uncertain in its last digits."""
    scale = run.algebra.scale
    if run.algebra.waves:
        raise Undecided("a limit")
    total = arb(0)
    for m, c in expansion.terms:
        if scale.grows(m) == 0:
            total += constants.ball(c)
        elif scale.grows(m) > 0:
            raise Undecided("a limit")
    if expansion.remainder and scale.grows(expansion.remainder[0]) >= 0:
        if scale.grows(expansion.remainder[0]) > 0 or not expansion.remainder[1] < arb(2) ** -100:
            raise Undecided("a limit")
        total += arb(0, expansion.remainder[1])
    return total


def germ(
    program: Program,
    approach: Approach,
    deadline: Deadline,
    *,
    orders: tuple[int, ...] = (0,),
    most: int = 4,
) -> Germ:
    """Return what a program does close to an end, the signs of these orders settled as far as they can be.

    Undecided: there is no expansion.
    """
    start = LEAST
    zeros = _zeros(program, approach.point)
    why = Undecided("no expansion holds as near as this")
    found: Germ | None = None
    while start < FARTHEST:
        deadline.check()
        border = _border(approach, start)
        if _is_inside(border, approach):
            run = Run(program, approach.end, Germs(Scale(start), most), deadline, Known(zeros=zeros))
            try:
                jet = run.result()
                signs = tuple(_sign(run, jet[order]) if order in orders else None for order in range(3))
                found = Germ(jet=jet, run=run, border=border, signs=signs, approach=approach)
                if start >= WAVES or all(signs[order] is not None for order in orders) or _is_calm(run, jet):
                    return found
            except TooNear as error:
                why = error
        if found is not None and start >= WAVES:
            return found
        start *= GROWTH
    raise why


def _is_calm(run: Run, jet: Jet) -> bool:
    """Whether f hardly changes any more, whatever its signs are."""
    algebra, slope = run.algebra, jet[1]
    if slope.is_zero:
        return True
    return algebra.scale.grows(algebra.leader(slope)) < 0 and bool(algebra.size(slope) < CALM)


def _zeros(program: Program, point: Point | None) -> frozenset[int]:
    if point is None:
        return frozenset()
    return frozenset(program.places[node] for node in point.zeros if node in program.places)


def _sign(run: Run, expansion: Expansion) -> int | None:
    try:
        return run.algebra.sign(expansion)
    except TooNear:
        raise
    except Undecided:
        return None


def _border(approach: Approach, start: int) -> fmpq:
    if approach.point is None:
        return fmpq(-approach.side * start)
    if isinstance(approach.point.at, fmpq):
        return approach.point.at + fmpq(approach.side, start)
    near = above(approach.point) if approach.side > 0 else below(approach.point)
    return near + fmpq(approach.side, 2 * start)


def _is_inside(border: fmpq, approach: Approach) -> bool:
    """Whether the border leaves most of the interval to the other side."""
    if approach.within is None:
        return True
    within = approach.within
    other = below(within) if approach.side > 0 else above(within)
    if approach.point is None:
        return border < other if approach.side > 0 else border > other
    here = above(approach.point) if approach.side > 0 else below(approach.point)
    return abs(border - here) * 3 < abs(other - here) and (other - here) * approach.side > 0


def simplest(ball: arb) -> fmpq | None:
    """Return the simplest rational in a ball, if it has a short name."""
    low, high = _fraction(ball.lower()), _fraction(ball.upper())
    middle = Fraction(low + high) / 2
    found = middle.limit_denominator(SIMPLE)
    if low <= 0 <= high:
        found = Fraction(0)
    else:
        for size in (1, 2, 4, 10, 100):
            rough = middle.limit_denominator(size)
            if low <= rough <= high:
                found = rough
                break
    return fmpq(found.numerator, found.denominator) if low <= found <= high else None


def _fraction(x: arb) -> Fraction:
    mantissa, exponent = arb(x.mid()).man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def vanishes(program: Program, at: fmpq, order: int = 0) -> bool:
    """Whether a program, analytic there, or a derivative of it is exactly 0 at a rational point."""
    for start in STARTS:
        run = Run(program, End(side=1, at=at), Germs(Scale(start)), Deadline(seconds=1))
        try:
            found = limit(run, run.result()[order])
        except TooNear:
            continue
        except Undecided:
            return False
        return not isinstance(found, float) and constants.is_zero(found)
    return False
