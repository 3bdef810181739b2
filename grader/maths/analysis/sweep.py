"""A piece from end to end: what its function does close to the ends, close to special points, and in cells between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flint import arb, fmpq

from grader.maths.analysis import constants, ends, scan
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Approach, Germ
from grader.maths.analysis.points import Point, Span, above, below
from grader.maths.analysis.program import Program
from grader.maths.analysis.scan import Cell

SUSPECTS = tuple(fmpq(n) for n in (0, 1, -1))
DOUBTS = 3  # special points


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Part of a piece, ends None for those of the piece, on which a sign is known, or not."""

    low: fmpq | arb | None
    high: fmpq | arb | None
    sign: int | None


@dataclass(frozen=True, kw_only=True)
class Zero:
    """Where an order is 0 while its neighbours are not; exact for a rational."""

    at: fmpq | arb


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """orders: which derivatives were followed.  parts: germs and cells from left to right.

    specials: points between germs.
    """

    program: Program
    orders: tuple[int, ...]
    parts: tuple[Germ | Cell, ...]
    specials: tuple[Point, ...]

    @property
    def left(self) -> Germ:
        """The germ at the left end."""
        found = self.parts[0]
        assert isinstance(found, Germ)  # noqa: S101  so it was made
        return found

    @property
    def right(self) -> Germ:
        """The germ at the right end."""
        found = self.parts[-1]
        assert isinstance(found, Germ)  # noqa: S101  so it was made
        return found

    def pattern(self, order: int) -> list[Stretch | Zero]:
        """Return stretches with a sign, and the zeros between them; those without one are as narrow as can be."""
        found = list[Stretch | Zero]()
        for part in self._marked(order):
            last = found[-1] if found else None
            if isinstance(part, Stretch) and isinstance(last, Stretch) and last.sign == part.sign:
                found[-1] = Stretch(low=last.low, high=part.high, sign=part.sign)
            else:
                found.append(part)
        return found

    def _marked(self, order: int) -> Iterator[Stretch | Zero]:
        last = self.parts[0]
        for i, part in enumerate(self.parts):
            if isinstance(part, Germ):
                between = isinstance(last, Germ) and i > 0 and last.approach.side < 0 < part.approach.side
                if between and part.approach.point is not None:
                    point = part.approach.point.at
                    yield from self._special(point, part, order)
                yield _of_germ(part, order, inner=0 < i < len(self.parts) - 1)
            else:
                yield from self._of_cell(part, order)
            last = part

    def _special(self, at: object, germ: Germ, order: int) -> Iterator[Zero]:
        if isinstance(at, fmpq) and constants.is_zero(_limit(germ, order)):
            yield Zero(at=at)

    def _of_cell(self, cell: Cell, order: int) -> Iterator[Stretch | Zero]:
        i = self.orders.index(order)
        if cell.signs[i] is not None or cell.simple[i] is None:
            yield Stretch(low=cell.low, high=cell.high, sign=cell.signs[i])
            return
        ball = scan.root(self.program, cell, order)
        first = scan.sign_at(self.program, cell.low, order)
        if first is None:
            raise Undecided("a sign at the border of a cell")
        if ball is None:
            yield Stretch(low=cell.low, high=cell.high, sign=first)
            return
        simple = ends.simplest(ball)
        exact = simple is not None and ends.vanishes(self.program, simple, order)
        at = simple if exact and simple is not None else ball
        yield Stretch(low=cell.low, high=at, sign=first)
        yield Zero(at=at)
        yield Stretch(low=at, high=cell.high, sign=-first)


def _limit(germ: Germ, order: int) -> constants.Constant:
    found = germ.limit(order)
    return arb.nan() if isinstance(found, float) else found


def _of_germ(germ: Germ, order: int, *, inner: bool) -> Stretch:
    """Return the stretch next to an end of the piece or, inside it, to a special point."""
    point = germ.approach.point
    end = point.at if inner and point is not None and isinstance(point.at, fmpq) else None
    if germ.approach.side > 0:
        return Stretch(low=end, high=germ.border, sign=germ.signs[order])
    return Stretch(low=germ.border, high=end, sign=germ.signs[order])


def sweep(
    program: Program, span: Span, orders: tuple[int, ...], deadline: Deadline, hints: Sequence[fmpq] = ()
) -> Sweep:
    """Return what a program does from end to end.

    hints: rationals that may be roots of higher order.
    Undecided: an end has no expansion, or it takes too many cells.
    """
    low, high = span.low, span.high
    left = ends.germ(program, Approach(point=low, side=1, within=high), deadline, orders=orders)
    right = ends.germ(program, Approach(point=high, side=-1, within=low), deadline, orders=orders)
    specials = _specials(program, span, orders, hints)
    parts: list[Germ | Cell] = [left]
    start = left.border
    for point in specials:
        before = ends.germ(program, Approach(point=point, side=-1, within=low), deadline, orders=orders)
        after = ends.germ(program, Approach(point=point, side=1, within=high), deadline, orders=orders)
        if start < before.border:
            parts += scan.scan(program, start, before.border, orders, deadline)
        parts += [before, after]
        start = after.border
    if start < right.border:
        parts += scan.scan(program, start, right.border, orders, deadline)
    parts.append(right)
    return Sweep(program=program, orders=orders, parts=tuple(parts), specials=tuple(specials))


def _specials(program: Program, span: Span, orders: tuple[int, ...], hints: Sequence[fmpq]) -> list[Point]:
    """Return points where an order and the next one both seem to be 0: no cell there would ever be done."""
    found, low, high = list[Point](), span.low, span.high
    for at in sorted({*SUSPECTS, *hints}):
        if (low is not None and not at > above(low)) or (high is not None and not at < below(high)):
            continue
        values = [scan.at(program, at, order) for order in range(max(orders) + 2)]
        if any(values[k].contains(0) and values[k + 1].contains(0) for k in orders):
            found.append(Point(at=at))
    return found[:DOUBTS]
