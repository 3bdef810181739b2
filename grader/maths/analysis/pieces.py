"""The line cut at certified points into open pieces, on each of which a formula is one analytic expression.

The natural domain is judged on the tree as written: x/x has a hole, and 0·log(x) no value for x ≤ 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from flint import arb, fmpq

from grader.maths import balls
from grader.maths.analysis import constants, ends, scan
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.points import Point, between
from grader.maths.analysis.program import Program
from grader.maths.analysis.roots import Everywhere, roots
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
)

MOST = 60  # points
STEPS = 64  # of a staircase inside one piece
_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_HOLDS: dict[Relation, tuple[int, ...]] = {
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (0, 1),
    "==": (0,),
    "!=": (-1, 1),
}


@dataclass(kw_only=True, eq=False)
class Piece:
    """An open interval, ends None for ±∞, and the branch-free tree there; no tree: no value."""

    low: Point | None
    high: Point | None
    tree: Node | None = None
    parent: "Piece | None" = None
    known: dict[Node, list[Point]] = field(default_factory=dict)  # roots found on all of it


class _Split(Exception):  # noqa: N818  a way out of the walk
    """There are points at which to cut first."""

    def __init__(self, points: list[Point]) -> None:
        super().__init__()
        self.points = points


class _NoValue(Exception):  # noqa: N818  a way out of the walk
    """The tree has no value on the piece."""


def split(
    node: Node, variable: str, deadline: Deadline, low: Point | None = None, high: Point | None = None
) -> list[Piece]:
    """Return the pieces of a tree in primitives, from left to right; between two of them lies one point.

    low, high: the window to look at, all of ℝ if left out.

    Undecided: the list can't be certified complete.
    """
    done, pending = list[Piece](), [Piece(low=low, high=high)]
    while pending:
        deadline.check()
        piece = pending.pop()
        try:
            piece.tree = _Walk(piece, variable, deadline).resolved(node)
        except _NoValue:
            piece.tree = None
        except _Split as needed:
            cuts = [piece.low, *needed.points, piece.high]
            pending += [Piece(low=a, high=b, parent=piece) for a, b in pairwise(cuts)][::-1]
            if len(pending) + len(done) > MOST:
                raise Undecided("too many pieces") from None
            continue
        done.append(piece)
    return done


class _Walk:
    """Resolves what chooses, on one piece."""

    def __init__(self, piece: Piece, variable: str, deadline: Deadline) -> None:
        self.piece, self.variable, self.deadline = piece, variable, deadline

    def resolved(self, node: Node) -> Node:
        """Return the tree without choices."""
        match node:
            case Number() | Constant() | Variable():
                return node
            case Negative(operand):
                return Negative(self.resolved(operand))
            case Operation("/", left, right):
                return self._quotient(self.resolved(left), self.resolved(right))
            case Operation("^", base, exponent):
                return self._power(self.resolved(base), self.resolved(exponent))
            case Operation(operator, left, right):
                return Operation(operator, self.resolved(left), self.resolved(right))
            case Call(name, arguments):
                return self._call(name, tuple(map(self.resolved, arguments)))
            case Piecewise(pieces, otherwise):
                return self._chosen(pieces, otherwise)
            case _:
                assert_never(node)

    def _quotient(self, above: Node, below: Node) -> Node:
        if self._side(below) == 0:
            raise _NoValue
        return Operation("/", above, below)

    def _power(self, base: Node, exponent: Node) -> Node:
        program = Program(exponent, self.variable)
        if program.is_constant():
            value = program.value()
            whole = isinstance(value, fmpq) and value.q == 1
            if not isinstance(value, fmpq) and constants.ball(value).contains_integer():
                raise Undecided("whether an exponent is an integer can't be told")
            if whole and value >= 0:  # type: ignore[operator]
                return Operation("^", base, exponent)
            side = self._side(base)
            if side == 0:
                if (constants.sign(value) or 0) > 0:
                    return _ZERO
                raise _NoValue
            if side < 0 and not whole:
                raise _NoValue
            return Operation("^", base, exponent)
        side = self._side(base)
        if side <= 0:
            raise Undecided("a power of what is not positive, with an exponent that varies")
        return Operation("^", base, exponent)

    def _call(self, name: str, arguments: tuple[Node, ...]) -> Node:
        if name in {"max", "min"}:
            return self._extreme(name, arguments)
        if name in {"abs", "sign", "step", "log", "sqrt", "cbrt"}:
            return self._sided(name, arguments[0])
        if name in {"acosh", "asin", "acos", "atanh"}:
            return self._limited(name, arguments[0])
        if name in {"floor", "ceil"}:
            return self._stair(name, arguments[0])
        if name == "tan":
            self._side(Call("cos", arguments))
        return Call(name, arguments)

    def _sided(self, name: str, u: Node) -> Node:
        """Return what a function that depends on a sign is on the piece."""
        side = self._side(u)
        match name:
            case "abs":
                return _ZERO if side == 0 else u if side > 0 else Negative(u)
            case "sign":
                return _ZERO if side == 0 else _ONE if side > 0 else Negative(_ONE)
            case "step":
                return _ONE if side > 0 else _ZERO
            case _:
                if name != "cbrt" and (side < 0 or (side == 0 and name == "log")):
                    raise _NoValue
                return _ZERO if side == 0 else Call(name, (u,))

    def _extreme(self, name: str, arguments: tuple[Node, ...]) -> Node:
        winner = arguments[0]
        for other in arguments[1:]:
            side = self._side(Operation("-", other, winner))
            if (side > 0) if name == "max" else (side < 0):
                winner = other
        return winner

    def _limited(self, name: str, u: Node) -> Node:
        top = self._side(Operation("-", u, _ONE))
        if name == "acosh":
            if top < 0:
                raise _NoValue
            return Call(name, (_ONE if top == 0 else u,))
        bottom = self._side(Operation("+", u, _ONE))
        if top > 0 or bottom < 0 or (name == "atanh" and 0 in (top, bottom)):
            raise _NoValue
        return Call(name, (_ONE if top == 0 else Negative(_ONE) if bottom == 0 else u,))

    def _stair(self, name: str, u: Node) -> Node:
        """Cut where a staircase steps, if it has few steps here."""
        program = Program(u, self.variable)
        if program.is_constant():
            only = constants.ball(program.value())
            return _number(constants.integer(only.floor() if name == "floor" else only.ceil()))
        low, high = self._range(program)
        for n in range(low, high + 1):
            self._side(Operation("-", u, _number(n)))
        value = self._value(u)
        level = (value.floor() if name == "floor" else value.ceil()).unique_fmpz()
        if level is None:
            raise Undecided("a staircase too close to a step")
        return _number(int(level))

    def _range(self, program: Program) -> tuple[int, int]:
        """Return integers between which the values of a program lie on the piece."""
        left = ends.germ(program, ends.Approach(point=self.piece.low, side=1, within=self.piece.high), self.deadline)
        right = ends.germ(program, ends.Approach(point=self.piece.high, side=-1, within=self.piece.low), self.deadline)
        hulls = [germ.run.algebra.size(germ.jet[0]) for germ in (left, right)]
        parts = [arb(0, hull.abs_upper()) for hull in hulls]
        if left.border < right.border:
            parts += [cell.hull[0] for cell in scan.scan(program, left.border, right.border, (0,), self.deadline)]
        total = parts[0]
        for part in parts[1:]:
            total = total.union(part)
        if not total.abs_upper() < STEPS:
            raise Undecided("a staircase of many steps")
        return int(total.lower().floor().unique_fmpz() or 0) - 1, int(total.upper().ceil().unique_fmpz() or 0) + 1

    def _chosen(self, pieces: Iterable[tuple[Condition, Node]], otherwise: Node | None) -> Node:
        for condition, node in pieces:
            if self._holds(condition):
                return self.resolved(node)
        if otherwise is None:
            raise _NoValue
        return self.resolved(otherwise)

    def _holds(self, condition: Condition) -> bool:
        match condition:
            case Comparison(operands, relations):
                seen = [self.resolved(operand) for operand in operands]
                sides = [self._side(Operation("-", a, b)) for a, b in pairwise(seen)]
                return all(side in _HOLDS[relation] for side, relation in zip(sides, relations, strict=True))
            case Logic(word, conditions):
                truths = [self._holds(part) for part in conditions]
                return not truths[0] if word == "not" else all(truths) if word == "and" else any(truths)
            case _:
                assert_never(condition)

    def _side(self, u: Node) -> int:
        """Return the sign of a branch-free tree on the piece, 0 where it is 0 throughout, or ask for cuts."""
        try:
            found = self._roots(u)
        except Everywhere:
            return 0
        if found:
            raise _Split(found)
        value = self._value(u)
        return 1 if value > 0 else -1

    def _value(self, u: Node) -> arb:
        """Return the value of a tree somewhere on the piece, its sign certain."""
        x = between(self.piece.low, self.piece.high)
        point = {self.variable: Fraction(int(x.p), int(x.q))}

        def certain(bits: int) -> arb | None:
            value = balls.evaluate(u, point, bits)
            if isinstance(value, balls.Gap):
                return None
            return value if value > 0 or value < 0 else None  # type: ignore[return-value]

        found = balls.settle(certain)
        if found is None:
            return self._zero_or_unsure(u, point)
        return arb(found)

    @staticmethod
    def _zero_or_unsure(u: Node, point: dict[str, Fraction]) -> arb:
        if balls.evaluate(u, point, balls.LADDER[0]) == 0:
            return arb(0)
        raise Undecided("a sign that can't be told")

    def _roots(self, u: Node) -> list[Point]:
        piece: Piece | None = self.piece
        while piece is not None:
            if u in piece.known:
                return self._among(piece.known[u])
            piece = piece.parent
        found = roots(u, self.variable, self.piece.low, self.piece.high, self.deadline)
        self.piece.known[u] = found
        return found

    def _among(self, points: list[Point]) -> list[Point]:
        """Return those of a larger piece's roots that are inside this one."""
        low, high = self.piece.low, self.piece.high
        return [
            point
            for point in points
            if point is not low
            and point is not high
            and (low is None or point.ball > low.ball)
            and (high is None or point.ball < high.ball)
        ]


def _number(n: int) -> Node:
    return Number(Fraction(n)) if n >= 0 else Negative(Number(Fraction(-n)))
