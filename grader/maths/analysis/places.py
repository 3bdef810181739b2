"""The value of a formula at one point, exactly where it has a name; None where it certainly has none."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from flint import fmpq

from grader.maths import balls
from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.exact_values import constant_value
from grader.maths.analysis.points import Point
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Relation,
    Variable,
)
from grader.maths.tree import Constant as Letter

_HOLDS: dict[Relation, tuple[int, ...]] = {
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (0, 1),
    "==": (0,),
    "!=": (-1, 1),
}


class _NoValue(Exception):  # noqa: N818  a way out of the walk
    """There is no value."""


def value(node: Node, variable: str, point: Point) -> Constant | None:
    """Return the value of a tree in primitives at a point.

    Undecided: it can't be told whether there is one.
    """
    if isinstance(point.at, fmpq):
        exact = Fraction(int(point.at.p), int(point.at.q))
        found = balls.settle(lambda bits: _certain(node, {variable: exact}, bits))
        if found is balls.Gap.UNDEFINED:
            return None
        if isinstance(found, fmpq):
            return found
    try:
        return _Walk(variable, point).value(node)
    except _NoValue:
        return None


def _certain(node: Node, point: dict[str, Fraction], bits: int) -> fmpq | balls.Gap | None:
    found = balls.evaluate(node, point, bits)
    return found if isinstance(found, fmpq) or found is balls.Gap.UNDEFINED else None


class _Walk:
    def __init__(self, variable: str, point: Point) -> None:
        self.variable, self.point = variable, point

    def value(self, node: Node) -> Constant:
        if node in self.point.zeros:
            return constants.ZERO
        match node:
            case Number(number):
                return constants.rational(number)
            case Letter(name):
                return constants.pi_times(constants.ONE) if name == "pi" else constants.exp(constants.ONE)
            case Variable():
                return self.point.at
            case Negative(operand):
                return constants.negative(self.value(operand))
            case Operation(operator, left, right):
                return self._operation(operator, left, right)
            case Call(name, arguments):
                return self._call(name, [self.value(argument) for argument in arguments], arguments)
            case Piecewise(pieces, otherwise):
                return self._chosen(pieces, otherwise)
            case _:
                assert_never(node)

    def _operation(self, operator: str, left: Node, right: Node) -> Constant:
        a, b = self.value(left), self.value(right)
        match operator:
            case "+":
                return constants.add(a, b)
            case "-":
                return constants.subtract(a, b)
            case "*":
                return constants.multiply(a, b)
            case "/":
                if self._sign(b, right) == 0:
                    raise _NoValue
                return constants.divide(a, b)
            case _:
                return self._power(a, b, left)

    def _power(self, a: Constant, b: Constant, base: Node) -> Constant:
        if isinstance(b, fmpq) and b.q == 1:
            if b >= 0:
                return constants.power(a, b) if b > 0 else constants.ONE
            if self._sign(a, base) == 0:
                raise _NoValue
            return constants.power(a, b)
        if not isinstance(b, fmpq) and constants.ball(b).contains_integer():
            raise Undecided("whether an exponent is an integer can't be told")
        side = self._sign(a, base)
        if side < 0:
            raise _NoValue
        if side == 0:
            if (constants.sign(b) or 0) > 0:
                return constants.ZERO
            raise _NoValue
        return constants.power(a, b) if isinstance(b, fmpq) else constants.exp(constants.multiply(b, constants.log(a)))

    def _call(self, name: str, values: list[Constant], nodes: tuple[Node, ...]) -> Constant:
        c = values[0]
        match name:
            case "max" | "min":
                return self._extreme(name, values, nodes)
            case "abs":
                side = constants.sign(c) if nodes[0] not in self.point.zeros else 0
                if side is None:
                    return abs(constants.ball(c))
                return c if side >= 0 else constants.negative(c)
            case "sign" | "step":
                side = self._sign(c, nodes[0])
                return fmpq(side) if name == "sign" else fmpq(int(side > 0))
            case "floor" | "ceil":
                return self._stair(name, c)
            case _:
                self._must_be_inside(name, c, nodes[0])
                return constant_value(name, c)

    def _extreme(self, name: str, values: list[Constant], nodes: tuple[Node, ...]) -> Constant:
        winner, node = values[0], nodes[0]
        for c, other in zip(values[1:], nodes[1:], strict=True):
            side = constants.sign(constants.subtract(c, winner))
            if side is None and not self._are_equal(other, node):
                a, b = constants.ball(c), constants.ball(winner)
                winner = a.max(b) if name == "max" else a.min(b)
                continue
            if side and (side > 0) == (name == "max"):
                winner, node = c, other
        return winner

    def _stair(self, name: str, c: Constant) -> Constant:
        if isinstance(c, fmpq):
            return fmpq(c.floor() if name == "floor" else c.ceil())
        whole = (constants.ball(c).floor() if name == "floor" else constants.ball(c).ceil()).unique_fmpz()
        if whole is None:
            raise Undecided("a staircase too close to a step")
        return fmpq(whole)

    def _must_be_inside(self, name: str, c: Constant, node: Node) -> None:
        match name:
            case "log":
                outside = self._sign(c, node) <= 0
            case "sqrt":
                outside = self._sign(c, node) < 0
            case "asin" | "acos" | "acosh" | "atanh":
                outside = self._is_outside(name, c)
            case "tan":
                outside = constants.is_zero(constant_value("cos", c))
            case _:
                outside = False
        if outside:
            raise _NoValue

    @staticmethod
    def _is_outside(name: str, c: Constant) -> bool:
        top, bottom = (constants.sign(constants.add(c, fmpq(n))) for n in (-1, 1))
        if top is None or bottom is None:
            raise Undecided("whether an argument is in the domain can't be told")
        if name == "acosh":
            return top < 0
        return top > 0 or bottom < 0 or (name == "atanh" and 0 in (top, bottom))

    def _chosen(self, pieces: Iterable[tuple[Condition, Node]], otherwise: Node | None) -> Constant:
        for condition, node in pieces:
            if self._holds(condition):
                return self.value(node)
        if otherwise is None:
            raise _NoValue
        return self.value(otherwise)

    def _holds(self, condition: Condition) -> bool:
        match condition:
            case Comparison(operands, relations):
                seen = [self.value(operand) for operand in operands]
                sides = list[int]()
                for i, (a, b) in enumerate(pairwise(seen)):
                    side = constants.sign(constants.subtract(a, b))
                    if side is None and self._are_equal(operands[i], operands[i + 1]):
                        side = 0
                    if side is None:
                        raise Undecided("whether a condition holds at a point can't be told")
                    sides.append(side)
                return all(side in _HOLDS[relation] for side, relation in zip(sides, relations, strict=True))
            case Logic(word, conditions):
                truths = [self._holds(part) for part in conditions]
                return not truths[0] if word == "not" else all(truths) if word == "and" else any(truths)
            case _:
                assert_never(condition)

    def _are_equal(self, a: Node, b: Node) -> bool:
        return bool({Operation("-", a, b), Operation("-", b, a)} & self.point.zeros)

    def _sign(self, c: Constant, node: Node) -> int:
        found = 0 if node in self.point.zeros else constants.sign(c)
        if found is None:
            raise Undecided("a sign at a point can't be told")
        return found
