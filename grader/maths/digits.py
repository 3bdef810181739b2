"""Values to as many digits as wanted, by mpmath: a second opinion that shares nothing with the balls but the rules.

There are no error bounds here.  Rationals stay exact, so that 1/(0.1+0.2-0.3) has no value; the rest carries
twenty digits more than asked for, and a number too large for those to suffice is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Any, assert_never

from grader.maths.digit_arithmetic import Arithmetic, Mpf, TooLarge, Undefined, Value
from grader.maths.digit_functions import call
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

__all__ = ["TooLarge", "evaluate", "exactly"]

GUARD = 20  # digits in reserve

_RELATIONS: Mapping[Relation, Callable[[Any, Any], bool]] = MappingProxyType(
    {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
)


def evaluate(node: Node, point: Mapping[str, Fraction], digits: int) -> Mpf | None:
    """Return the value at a point of a tree in primitives, or None where it is undefined.

    TooLarge: a number on the way can't be known to so many digits, or does not fit in memory.
    """
    from mpmath import MPContext  # noqa: PLC0415  slow to import

    context = MPContext()
    context.dps = digits + GUARD
    arithmetic = Arithmetic(context=context)
    found = exactly(node, point, arithmetic)
    if found is None:
        return None
    value = arithmetic.real(found)
    context.dps = digits
    return +value


def exactly(node: Node, point: Mapping[str, Fraction], arithmetic: Arithmetic) -> Value | None:
    """Return what `evaluate` does, in the caller's context and with all its digits; a rational where it is one."""
    try:
        return _Walk(arithmetic=arithmetic, point=point).value(node)
    except Undefined:
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Walk:
    """One evaluation, strict: a part without a value ends it."""

    arithmetic: Arithmetic
    point: Mapping[str, Fraction]

    def value(self, node: Node) -> Value:
        match node:
            case Number() | Variable() | Constant():
                return self._leaf(node)
            case Negative(operand):
                return -self.value(operand)
            case Operation(operator, left, right):
                return self.arithmetic.operate(operator, self.value(left), self.value(right))
            case Call(name, arguments):
                return call(name, [self.value(argument) for argument in arguments], self.arithmetic)
            case Piecewise(pieces, otherwise):
                return self._choose(pieces, otherwise)
            case _:
                assert_never(node)

    def _leaf(self, node: Number | Variable | Constant) -> Value:
        match node:
            case Number(value):
                return value
            case Variable(name):
                return self.point[name]
            case Constant(name):
                return +getattr(self.arithmetic.context, name)
            case _:
                assert_never(node)

    def _choose(self, pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None) -> Value:
        for condition, node in pieces:
            if self._truth(condition):
                return self.value(node)
        if otherwise is None:
            raise Undefined
        return self.value(otherwise)

    def _truth(self, condition: Condition) -> bool:
        """Whether a condition holds; every part is looked at, since one without a value spoils the whole."""
        match condition:
            case Comparison(operands, relations):
                seen = [self.value(operand) for operand in operands]
                pairs = zip(relations, seen, seen[1:], strict=False)
                return all(_RELATIONS[relation](*self.arithmetic.alike(a, b)) for relation, a, b in pairs)
            case Logic("not", (inner,)):
                return not self._truth(inner)
            case Logic(word, conditions):
                parts = [self._truth(part) for part in conditions]
                return any(parts) if word == "or" else all(parts)
            case _:
                assert_never(condition)
