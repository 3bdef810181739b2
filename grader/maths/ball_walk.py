"""From the leaves of a tree to its value in balls, strictly: what one part lacks, the whole lacks.

The precision is the caller's business; balls.py sets it once for the whole tree.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne, neg
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

from flint import arb, fmpq

from grader.maths.ball_arithmetic import OPERATORS, ball
from grader.maths.ball_functions import FUNCTIONS
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
from grader.maths.values import Gap, Real, Value

Point: TypeAlias = Mapping[str, fmpq]
Truth: TypeAlias = bool | Gap | None  # None: it holds or it fails, which can't be told; a gap may do neither

# (certainly holds, certainly fails); between balls that overlap both are False
_RELATIONS: Mapping[Relation, tuple[Callable[[Any, Any], bool], Callable[[Any, Any], bool]]] = MappingProxyType(
    {"<": (lt, ge), "<=": (le, gt), ">": (gt, le), ">=": (ge, lt), "==": (eq, ne), "!=": (ne, eq)}
)


def value(node: Node, point: Point) -> Value:
    """Return the value of a tree at a point."""
    match node:
        case Operation(operator, left, right):
            return _apply(OPERATORS[operator], (value(left, point), value(right, point)))
        case Call(name, arguments):
            return _apply(FUNCTIONS[name], [value(argument, point) for argument in arguments])
        case Number() | Variable() | Constant():
            return _leaf(node, point)
        case Negative(operand):
            return _apply(neg, (value(operand, point),))
        case Piecewise(pieces, otherwise):
            return _choose(pieces, otherwise, point)
        case _:
            assert_never(node)


def _leaf(node: Number | Variable | Constant, point: Point) -> Real:
    match node:
        case Number(literal):
            return fmpq(literal.numerator, literal.denominator)
        case Variable(name):
            return point[name]
        case Constant(name):
            return arb.pi() if name == "pi" else arb.const_e()
        case _:
            assert_never(node)


def _apply(function: Callable[..., Value], seen: Collection[Value]) -> Value:
    """Return the function's value, strictly: an argument without a value leaves it none, and undefined beats unsure."""
    gap = None
    for one in seen:
        if isinstance(one, Gap):
            if one is Gap.UNDEFINED:
                return one
            gap = one
    return gap or function(*seen)


def _choose(pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None, point: Point) -> Value:
    for condition, node in pieces:
        truth = _truth(condition, point)
        if isinstance(truth, Gap):
            return truth
        if truth is None:
            return Gap.UNSURE
        if truth:
            return value(node, point)
    return Gap.UNDEFINED if otherwise is None else value(otherwise, point)


def _truth(condition: Condition, point: Point) -> Truth:
    match condition:
        case Comparison(operands, relations):
            seen = [value(operand, point) for operand in operands]
            pairs = zip(relations, seen, seen[1:], strict=False)
            return _all(_holds(relation, a, b) for relation, a, b in pairs)
        case Logic("not", (inner,)):
            return _not(_truth(inner, point))
        case Logic("or", conditions):
            return _not(_all(_not(_truth(part, point)) for part in conditions))
        case Logic(_, conditions):
            return _all(_truth(part, point) for part in conditions)
        case _:
            assert_never(condition)


def _holds(relation: Relation, a: Value, b: Value) -> Truth:
    if isinstance(a, Gap) or isinstance(b, Gap):
        return Gap.UNDEFINED if Gap.UNDEFINED in (a, b) else Gap.UNSURE
    holds, fails = _RELATIONS[relation]
    left: Real = a
    right: Real = b
    if isinstance(a, arb) or isinstance(b, arb):
        left, right = ball(a), ball(b)
    if holds(left, right):
        return True
    return False if fails(left, right) else None


def _all(parts: Iterable[Truth]) -> Truth:
    """Return whether all hold: what may have no value spoils the whole, then what fails decides it."""
    seen = tuple(parts)
    for decisive in (Gap.UNDEFINED, Gap.UNSURE, False, None):
        if decisive in seen:
            return decisive
    return True


def _not(truth: Truth) -> Truth:
    return not truth if isinstance(truth, bool) else truth
