"""What is certain about a formula's pieces and the points between them; every property is read off from here.

Each fact is worked out when first asked for; what can't be told raises Undecided, for that fact alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf, isinf
from typing import TypeVar

from flint import arb, fmpq

from grader.maths.analysis import constants, ends, places, scan
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Approach, Germ, Limit
from grader.maths.analysis.pieces import Piece, split
from grader.maths.analysis.points import Point, above, below, between
from grader.maths.analysis.program import Program
from grader.maths.analysis.repeats import repeats
from grader.maths.analysis.spectra import spectrum
from grader.maths.analysis.sweep import Stretch, Sweep, Zero, sweep
from grader.maths.analysis.zero import is_zero
from grader.maths.landmarks import literals
from grader.maths.total import steady
from grader.maths.tree import Node

T = TypeVar("T")

CUTS = 16  # of a stretch on which the slope is unknown


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """A value that f, or f′, takes at x, or tends to there without taking it; x None far out.

    loose: not a value, but a ball that all values of a stretch are in.
    """

    value: Limit
    x: fmpq | arb | None
    attained: bool
    loose: bool = False


@dataclass(kw_only=True, eq=False)
class Part:
    """A piece on which the formula has values, and what is known of it."""

    piece: Piece
    variable: str
    deadline: Deadline
    hints: tuple[fmpq, ...]
    _kept: dict[str, object] = field(default_factory=dict)

    @property
    def low(self) -> Point | None:
        """Its left end."""
        return self.piece.low

    @property
    def high(self) -> Point | None:
        """Its right end."""
        return self.piece.high

    @property
    def tree(self) -> Node:
        """The branch-free tree."""
        assert self.piece.tree is not None  # noqa: S101  so it was made
        return self.piece.tree

    @cached_property
    def program(self) -> Program:
        """The tree as a program."""
        return Program(self.tree, self.variable)

    def _once(self, name: str, work: Callable[[], T]) -> T:
        """Return what was worked out before, or raise again what came of it."""
        if name not in self._kept:
            try:
                self._kept[name] = work()
            except Undecided as error:
                self._kept[name] = error
        found = self._kept[name]
        if isinstance(found, Undecided):
            raise found
        return found  # type: ignore[return-value]

    def vanishes(self, order: int) -> bool:
        """Whether a derivative is 0 on all of the piece."""
        return self._once(f"vanishes {order}", lambda: self._vanishes(order))

    def _vanishes(self, order: int) -> bool:
        if order > 1 and self.vanishes(order - 1):
            return True
        return is_zero(self.tree, self.variable, self.program, self.low, self.high, order)

    @property
    def swept(self) -> Sweep:
        """The signs of f′ and f″ from end to end."""
        return self._once(
            "swept", lambda: sweep(self.program, self.low, self.high, (1, 2), self.deadline, self.hints)
        )

    def germ(self, side: int) -> Germ:
        """Return what happens close to an end: 1 the right one, −1 the left one."""
        kept = self._kept.get("swept")
        if isinstance(kept, Sweep):
            return kept.right if side > 0 else kept.left
        return self._once(f"germ {side}", lambda: self._germ(side))

    def _germ(self, side: int) -> Germ:
        point, other = (self.high, self.low) if side > 0 else (self.low, self.high)
        return ends.germ(self.program, Approach(point=point, side=-side), self.deadline, within=other, orders=())

    def limit(self, side: int, order: int = 0) -> Limit:
        """Return the limit of f, f′ or f″ at an end."""
        return self._once(f"limit {side} {order}", lambda: self.germ(side).limit(order))

    def pattern(self, order: int) -> list[Stretch | Zero]:
        """Return the signs of f′ or f″, and its zeros."""
        return self._once(f"pattern {order}", lambda: self._pattern(order))

    def _pattern(self, order: int) -> list[Stretch | Zero]:
        if self.vanishes(order + 1):  # a constant slope, or none
            slope = self.limit(1, order)
            sign = None if isinstance(slope, float) else constants.sign(slope)
            return [Stretch(low=None, high=None, sign=sign)]
        return self.swept.pattern(order)

    def signs(self, order: int) -> set[int | None]:
        """Return all signs that f′ or f″ certainly has on the piece, and None if others may occur."""
        if self.vanishes(order):
            return {0}
        try:
            found = {part.sign for part in self.pattern(order) if isinstance(part, Stretch)}
        except Undecided:
            found = {None}
        if None not in found:
            return found
        waves = spectrum(self.program)
        waving = None if waves is None else waves.derivative(order).signs()
        if waving is not None and None not in waving and (len(waving) == 1 or self.low is None or self.high is None):
            return waving
        return {*found, *(sign for _, sign in self.seen(order))}

    def seen(self, order: int) -> list[tuple[fmpq, int]]:
        """Return points and the certain sign of f′ or f″ there."""
        return self._once(f"seen {order}", lambda: list(self._seen(order)))

    def _seen(self, order: int) -> Iterator[tuple[fmpq, int]]:
        for x in self.samples():
            value = scan.at(self.program, x, order)
            if value > 0 or value < 0:
                yield x, 1 if value > 0 else -1

    def samples(self) -> list[fmpq]:
        """Return some rational points of the piece."""
        middle = between(self.low, self.high)
        spread = [fmpq(n, 7) for n in range(-63, 64, 3)] + [fmpq(side * 2**k) for k in range(4, 14) for side in (-1, 1)]
        inside = [x for x in spread if self.holds(x)]
        if self.low is not None and self.high is not None:
            a, b = above(self.low), below(self.high)
            inside += [a + (b - a) * fmpq(n, 16) for n in range(1, 16)]
        return sorted({middle, *inside})

    def holds(self, x: fmpq) -> bool:
        """Whether a rational point is certainly inside."""
        return (self.low is None or x > above(self.low)) and (self.high is None or x < below(self.high))

    def extremes(self, order: int) -> list[Extreme]:
        """Return where f (0) or f′ (1) may be largest or smallest: both ends, and zeros of the next derivative."""
        return self._once(f"extremes {order}", lambda: list(self._extremes(order)))

    def _extremes(self, order: int) -> Iterator[Extreme]:
        for side in (-1, 1):
            point = self.high if side > 0 else self.low
            constant = self.vanishes(order + 1)
            try:
                limit = self.limit(side, order)
            except Undecided:
                if constant or self.germ(side).signs[order + 1] is not None:
                    raise
                continue  # the stretch there is looked at as a whole
            yield Extreme(value=limit, x=None if point is None else point.at, attained=constant)
        if self.vanishes(order + 1) or self.signs(order + 1) in ({1}, {-1}):
            return
        for part in self.pattern(order + 1):
            if isinstance(part, Zero):
                yield Extreme(value=self.value(part.at, order), x=part.at, attained=True)
            elif part.sign is None:
                yield from self._loosely(part, order)

    def runs_on(self, order: int) -> bool:
        """Whether the signs of f′ or f″ are unknown far out, or nothing at all is known of them."""
        if self.vanishes(order + 1):
            return False
        try:
            germs = [germ for germ in (self.swept.left, self.swept.right) if germ.approach.point is None]
        except Undecided:
            return self.low is None or self.high is None
        return any(germ.signs[order] is None for germ in germs)

    def around(self, order: int) -> list[Extreme]:
        """Return balls around all values of f or f′ on the piece."""
        if self.vanishes(order + 1):
            return [Extreme(value=self.limit(1, order), x=None, attained=True)]
        return list(self._loosely(Stretch(low=None, high=None, sign=None), order))

    def _loosely(self, stretch: Stretch, order: int) -> Iterator[Extreme]:
        """Yield balls around all values of a stretch on which the slope is unknown."""
        factor = 1 if order < 2 else 2
        low, high = stretch.low, stretch.high
        for side, end in ((-1, low), (1, high)):
            if end is None:
                germ = self.germ(side)
                expansion, algebra = germ.jet[order], germ.run.algebra
                if not expansion.is_zero and algebra.scale.grows(algebra.leader(expansion)) > 0:
                    raise Undecided("where the slope changes its sign can't be told")
                yield Extreme(value=arb(0, algebra.size(expansion).abs_upper()), x=None, attained=False, loose=True)
        a = self.germ(-1).border if low is None else low
        b = self.germ(1).border if high is None else high
        for i in range(CUTS if constants.ball(a) < constants.ball(b) else 0):
            step = (constants.ball(b) - constants.ball(a)) / CUTS
            ball = (constants.ball(a) + i * step).union(constants.ball(a) + (i + 1) * step)
            yield Extreme(value=scan.at(self.program, ball, order) * factor, x=None, attained=False, loose=True)

    def value(self, x: fmpq | arb, order: int = 0) -> Constant:
        """Return f or f′ at a point inside."""
        if isinstance(x, fmpq):
            return self._exactly(x, order)
        factor = 1 if order < 2 else 2
        return scan.at(self.program, x, order) * factor

    def _exactly(self, x: fmpq, order: int) -> Constant:
        if order == 0:
            found = places.value(self.tree, self.variable, Point(at=x))
            if found is None:
                raise Undecided("no value inside a piece")
            return found
        limit = ends.germ(self.program, Approach(point=Point(at=x), side=1), self.deadline, orders=()).limit(order)
        if isinstance(limit, float):
            raise Undecided("an infinite slope inside a piece")
        return limit


class Facts:
    """A formula in one variable, cut into pieces.

    repeats: how it repeats itself; then the pieces are those of a window that is longer than two periods.
    """

    def __init__(self, node: Node, variable: str, deadline: Deadline) -> None:
        self.node, self.variable, self.deadline = node, variable, deadline
        self.repeats = repeats(node, variable)
        reach = None if self.repeats is None else self.repeats.reach
        window = (None, None) if reach is None else (Point(at=-reach), Point(at=reach))
        self.pieces = split(node, variable, deadline, *window)
        hints = tuple(side * constants.rational(n) for n in literals(node) if n < 10**6 for side in (1, -1))[:8]
        self._parts = {
            id(piece): Part(piece=piece, variable=variable, deadline=deadline, hints=hints)
            for piece in self.pieces
            if piece.tree is not None
        }
        self._values = dict[Point, Constant | None | Undecided]()  # points are kept, so that none takes another's place

    @property
    def parts(self) -> list[Part]:
        """The pieces with values, from left to right."""
        return list(self._parts.values())

    @property
    def edges(self) -> tuple[Constant, ...]:
        """The ends of the window, which are no ends of f."""
        return tuple(point.at for point in (self.pieces[0].low, self.pieces[-1].high) if point is not None)

    def part(self, piece: Piece) -> Part | None:
        """Return what is known of a piece, None if it has no values."""
        return self._parts.get(id(piece))

    @cached_property
    def joints(self) -> list["Joint"]:
        """The points between pieces."""
        pairs = zip(self.pieces, self.pieces[1:], strict=False)
        return [Joint(facts=self, point=_end(left), left=self.part(left), right=self.part(right)) for left, right in pairs]

    def value(self, point: Point) -> Constant | None:
        """Return the value at a point between pieces, None if it has none."""
        if point not in self._values:
            try:
                self._values[point] = places.value(self.node, self.variable, point)
            except Undecided as error:
                self._values[point] = error
        found = self._values[point]
        if isinstance(found, Undecided):
            raise found
        return found

    def at(self, x: fmpq) -> "Part | Joint | None":
        """Return the piece or the point between pieces at a rational x; None where there are no values around."""
        for joint in self.joints:
            if isinstance(joint.point.at, fmpq):
                if joint.point.at == x:
                    return joint
            elif constants.sign(constants.subtract(joint.point.at, x)) is None:
                raise Undecided("a point too close to another")
        return next((part for part in self.parts if part.holds(x)), None)

    def exactly(self, x: fmpq) -> Constant | None:
        """Return the value at any rational x, None if it has none."""
        return self.value(Point(at=x)) if not (known := self._joint_at(x)) else self.value(known.point)

    def _joint_at(self, x: fmpq) -> "Joint | None":
        return next((joint for joint in self.joints if isinstance(joint.point.at, fmpq) and joint.point.at == x), None)


@dataclass(frozen=True, kw_only=True, eq=False)
class Joint:
    """A point between two pieces."""

    facts: Facts
    point: Point
    left: Part | None
    right: Part | None

    @property
    def value(self) -> Constant | None:
        """The value there."""
        return self.facts.value(self.point)

    def limit(self, side: int, order: int = 0) -> Limit | None:
        """Return the limit from a side, 1 the right one; None where there are no values on that side."""
        part = self.right if side > 0 else self.left
        return None if part is None else part.limit(-side, order)

    def slope(self, side: int) -> Limit | None:
        """Return the slope of f from a side, given that f is continuous from there."""
        return self.limit(side, 1)

    @cached_property
    def is_continuous(self) -> bool:
        """Whether values and limits agree, as far as there are any: on the natural domain."""
        if self.value is not None and steady(self.facts.node):
            return True  # in the form itself: nothing else could tell at an irrational point
        seen = [self.limit(side) for side in (-1, 1)]
        known: list[Limit] = [one for one in (*seen, self.value) if one is not None]
        return all(equal(a, b) for a, b in zip(known, known[1:], strict=False)) and not any(map(is_infinite, known))


def _end(piece: Piece) -> Point:
    assert piece.high is not None  # noqa: S101  another piece follows
    return piece.high


def is_infinite(value: Limit) -> bool:
    """Whether a limit is ±∞."""
    return isinstance(value, float) and isinf(value)


def compare(a: Limit, b: Limit) -> int:
    """Return the order of two limits.

    Undecided: it can't be told.
    """
    if isinstance(a, float) or isinstance(b, float):
        x, y = (value if isinstance(value, float) else 0.0 for value in (a, b))
        return (x > y) - (x < y)
    found = constants.sign(constants.subtract(a, b))
    if found is None:
        raise Undecided("two values can't be told apart")
    return found


def equal(a: Limit, b: Limit) -> bool:
    """Whether two limits are equal.

    Undecided: it can't be told.
    """
    return compare(a, b) == 0


def fraction(x: fmpq) -> Fraction:
    """Return a rational as a fraction."""
    return Fraction(int(x.p), int(x.q))


__all__ = ["Extreme", "Facts", "Joint", "Part", "compare", "equal", "fraction", "inf", "is_infinite"]
