"""The line in open stretches, on each of which two trees are branch-free: every bar, max and condition is decided.

It is certified complete: where a switch may have a root that is not found exactly, nothing is told at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar, assert_never

from grader.maths import balls
from grader.maths.crossings import crossings
from grader.maths.identity import Interval, vanishes
from grader.maths.requirements import Kind, Requirement, requirements
from grader.maths.tidy import ZERO
from grader.maths.total import total
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Relation,
    Variable,
    number,
    size,
    walk,
)

T = TypeVar("T")

MOST = 60  # stretches of one line
WORK = 4_000  # nodes walked through on the way

_HOLDS: dict[Relation, frozenset[int]] = {
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    ">": frozenset({1}),
    ">=": frozenset({1, 0}),
    "==": frozenset({0}),
    "!=": frozenset({-1, 1}),
}


MET_BY: dict[Kind, frozenset[int]] = {
    "nonzero": frozenset({-1, 1}),
    "positive": frozenset({1}),
    "nonnegative": frozenset({0, 1}),
}


class Unclear(Exception):  # noqa: N818  not a fault: the comparison stays open
    """Where a switch changes, or what sign it has, can't be told."""


class _Cut(Exception):  # noqa: N818  taken back at once
    """A switch changes inside a stretch."""

    def __init__(self, points: tuple[Fraction, ...]) -> None:
        super().__init__()
        self.points = points


class _Nowhere(Exception):  # noqa: N818  taken back at once
    """The tree has no value on the whole stretch."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Two trees without branches on an open interval; None has no value there.

    open: what could not be decided about their domains.
    """

    left: Node | None
    right: Node | None
    interval: Interval
    open_left: tuple[Requirement, ...] = ()
    open_right: tuple[Requirement, ...] = ()


def stretches(left: Node, right: Node, variable: str) -> tuple[Stretch, ...]:
    """Return the stretches of two trees in primitives, from left to right; between them are single points.

    Unclear: if they can't be told.
    """
    found, todo, left_to_do = list[Stretch](), [Interval()], WORK // (size(left) + size(right))
    while todo:
        interval, left_to_do = todo.pop(), left_to_do - 1
        try:
            (a, open_a), (b, open_b) = (_Branch(variable, interval).of(node) for node in (left, right))
        except _Cut as cut:
            ends = (interval.low, *cut.points, interval.high)
            todo.extend(Interval(low=low, high=high) for low, high in reversed(tuple(pairwise(ends))))
        else:
            found.append(Stretch(left=a, right=b, interval=interval, open_left=open_a, open_right=open_b))
        if len(found) + len(todo) > MOST or left_to_do < 0:
            raise Unclear
    return tuple(found)


class _Branch:
    """What a tree is on one interval, as long as nothing switches inside."""

    def __init__(self, variable: str, interval: Interval) -> None:
        self.variable = variable
        self.interval = interval

    def of(self, node: Node) -> tuple[Node | None, tuple[Requirement, ...]]:
        """Return the branch and what is not decided about where it has a value."""
        try:
            branch = self._branch(node)
            return branch, self._undecided(branch)
        except _Nowhere:
            return None, ()

    def _undecided(self, node: Node) -> tuple[Requirement, ...]:
        """Return the requirements of a tree that can't be decided; _Nowhere if one certainly fails."""
        asked = [(one, self._crossings(one)) for one in requirements(node)]
        self._cut(tuple(point for _, points in asked for point in points or ()))
        decided = [one for one, points in asked if points is not None]
        if not all(self._sign_inside(one.node) in MET_BY[one.kind] for one in reversed(decided)):  # inner parts first
            raise _Nowhere
        return tuple(one for one, points in asked if points is None)

    def _crossings(self, one: Requirement) -> tuple[Fraction, ...] | None:
        return None if one.kind == "unclear" else crossings(one.node, self.variable)

    def _cut(self, points: tuple[Fraction, ...]) -> None:
        inside = tuple(sorted({point for point in points if point in self.interval}))
        if inside:
            raise _Cut(inside)

    def _branch(self, node: Node) -> Node:
        match node:
            case Number() | Constant() | Variable():
                return node
            case Negative(operand):
                return Negative(self._branch(operand))
            case Operation(operator, left, right):
                return Operation(operator, self._branch(left), self._branch(right))
            case Call(name, arguments):
                return self._call(name, tuple(map(self._branch, arguments)))
            case Piecewise(pieces, otherwise):
                return self._choice(pieces, otherwise)
            case _:
                assert_never(node)

    def _call(self, name: str, arguments: tuple[Node, ...]) -> Node:
        match name:
            case "abs":
                return arguments[0] if self._sign(arguments[0]) >= 0 else Negative(arguments[0])
            case "sign":
                return _with(arguments, number(self._sign(arguments[0])))
            case "step":
                return _with(arguments, number(max(0, self._sign(arguments[0]))))
            case "max" | "min":
                return _with(arguments, self._extreme(arguments, 1 if name == "max" else -1))
            case "floor" | "ceil":
                return _with(arguments, number(self._whole(name, arguments[0])))
            case _:
                return Call(name, arguments)

    def _whole(self, name: str, node: Node) -> Fraction:
        """Return a floor or ceiling: what it is inside, if nothing crosses the next whole numbers."""
        bounded = self.interval.low is not None and self.interval.high is not None
        if not bounded and self.variable and any(part == Variable(self.variable) for part in walk(node)):
            raise Unclear
        inside = self._inside(Call(name, (node,)), _exactly)
        for end in (inside - 1, inside, inside + 1):
            self._sign(Operation("-", node, number(end)))
        return inside

    def _extreme(self, arguments: tuple[Node, ...], sign: int) -> Node:
        winner, *others = arguments
        for other in others:
            if sign * self._sign(Operation("-", winner, other)) < 0:
                winner = other
        return winner

    def _choice(self, pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None) -> Node:
        seen = list[Node]()
        for condition, node in pieces:
            if self._holds(condition, seen):
                return _with(tuple(seen), self._branch(node))
        if otherwise is None:
            raise _Nowhere
        return _with(tuple(seen), self._branch(otherwise))

    def _holds(self, condition: Condition, seen: list[Node]) -> bool:
        match condition:
            case Comparison(operands, relations):
                branches = [self._branch(operand) for operand in operands]
                seen += branches
                signs = (self._sign(Operation("-", a, b)) for a, b in pairwise(branches))
                return all([sign in _HOLDS[relation] for sign, relation in zip(signs, relations, strict=True)])  # noqa: C419  each has to have a value
            case Logic("not", (inner,)):
                return not self._holds(inner, seen)
            case Logic(word, conditions):
                truths = [self._holds(one, seen) for one in conditions]
                return all(truths) if word == "and" else any(truths)
            case _:
                assert_never(condition)

    def _sign(self, node: Node) -> int:
        """Return the sign of a branch-free tree on the interval."""
        if self._undecided(node):
            raise Unclear
        points = crossings(node, self.variable)
        if points is None:
            raise Unclear
        self._cut(points)
        return self._sign_inside(node)

    def _sign_inside(self, node: Node) -> int:
        zero = balls.rational(Fraction(0))
        try:
            return self._inside(node, lambda value: balls.order(value, zero))
        except Unclear:
            if vanishes(node, self.variable):
                return 0  # as √6 − √2·√3 is
            raise

    def _inside(self, node: Node, question: Callable[[balls.Value], T | None]) -> T:
        """Return what the value at a point inside tells."""
        point = {self.variable: self.interval.inside}
        answer = balls.settle(lambda bits: question(balls.evaluate(node, point, bits)))
        if answer is None:
            raise Unclear
        return answer


def _exactly(value: balls.Value) -> Fraction | None:
    """Return a value that is known to be rational."""
    return balls.fraction(value) if balls.order(value, value) == 0 else None


def _with(parts: tuple[Node, ...], node: Node) -> Node:
    """Return a tree that has a value only where these parts have one, too."""
    for part in parts:
        if part != node and not total(part):
            node = Operation("+", node, Operation("*", ZERO, part))
    return node
