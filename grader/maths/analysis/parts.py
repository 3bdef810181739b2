"""A piece of the line with values on it, and what is certain of them: limits, signs of f′ and f″, extremes.

Each fact is worked out when first asked for; what can't be told raises Undecided, for that fact alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from flint import arb, fmpq

from grader.maths.analysis import constants, ends, places, scan
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Approach, Germ, Limit
from grader.maths.analysis.pieces import Piece
from grader.maths.analysis.points import Point, Span, above, below, between
from grader.maths.analysis.program import Program
from grader.maths.analysis.spectra import spectrum
from grader.maths.analysis.sweep import Stretch, Sweep, Zero, sweep
from grader.maths.analysis.zero import is_zero
from grader.maths.tree import Node

T = TypeVar("T")

CUTS = 16  # of a stretch on which the slope is unknown


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """A value that f, or f′, takes at x, or tends to there without taking it; x None far out.

    loose: not a value, but a ball that all values of a stretch are in.
    """

    value: Limit
    x: Constant | None
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
        return is_zero(self.tree, self.program, Span(low=self.low, high=self.high), order)

    @property
    def swept(self) -> Sweep:
        """The signs of f′ and f″ from end to end."""
        return self._once(
            "swept", lambda: sweep(self.program, Span(low=self.low, high=self.high), (1, 2), self.deadline, self.hints)
        )

    def germ(self, side: int) -> Germ:
        """Return what happens close to an end: 1 the right one, −1 the left one."""
        kept = self._kept.get("swept")
        if isinstance(kept, Sweep):
            return kept.right if side > 0 else kept.left
        return self._once(f"germ {side}", lambda: self._germ(side))

    def _germ(self, side: int) -> Germ:
        point, other = (self.high, self.low) if side > 0 else (self.low, self.high)
        return ends.germ(self.program, Approach(point=point, side=-side, within=other), self.deadline, orders=())

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
