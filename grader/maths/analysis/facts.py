"""What is certain about a formula's pieces and the points between them; every property is read off from here."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from flint import fmpq

from grader.maths.analysis import constants, places
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.limits import equal, is_infinite
from grader.maths.analysis.parts import Part
from grader.maths.analysis.pieces import Piece, split
from grader.maths.analysis.points import Point
from grader.maths.analysis.repeats import repeats
from grader.maths.landmarks import literals
from grader.maths.total import steady
from grader.maths.tree import Node


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
        self._values = dict[Point, Constant | Undecided | None]()  # points are kept, so that none takes another's place

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
        return [
            Joint(facts=self, point=_end(left), left=self.part(left), right=self.part(right)) for left, right in pairs
        ]

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
        return all(equal(a, b) for a, b in pairwise(known)) and not any(map(is_infinite, known))


def _end(piece: Piece) -> Point:
    assert piece.high is not None  # noqa: S101  another piece follows
    return piece.high
