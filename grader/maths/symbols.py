"""Formulas for sympy.

sympy is a second opinion, never the judge: it is asked in a process that can be stopped.  Making the expression
happens here and must not hang, so a formula with numbers such as 9^9^9 in it is handed over as it was written.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, assert_never

from grader.maths.names import PRIMITIVES, expand
from grader.maths.show import show
from grader.maths.steps import steps
from grader.maths.total import rational
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
    children,
    walk,
)
from grader.maths.values import Gap, Value

if TYPE_CHECKING:
    from sympy import Expr

HUGE = 1e30  # a constant beyond this, or below its reciprocal, is not worked out by sympy
DEGREE = 1000  # nor are powers of powers beyond this
BITS = 128  # to tell how large a constant is

__all__ = ["steps", "to_sympy"]


def to_sympy(node: Node) -> "Expr":
    """Return a tree as a sympy expression in real symbols.

    Roots and logarithms of negative numbers are undefined here and complex there; where that is certain they are nan.
    A number too large to say, 9^9^9^9, becomes a symbol: what holds for every real number holds for it.
    """
    import sympy  # noqa: PLC0415  takes half a second

    tree = expand(node)
    with sympy.evaluate(not _is_hostile(tree)):
        return _expression(tree)


def _expression(node: Node) -> "Expr":
    import sympy  # noqa: PLC0415

    match node:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Constant(name):
            return sympy.pi if name == "pi" else sympy.E
        case Variable(name):
            return sympy.Symbol(name, real=True)
        case Negative(operand):
            return sympy.Mul(-1, _expression(operand))
        case Operation() | Call() if _is_closed(node) and _constant(node) is Gap.UNDEFINED:
            return sympy.nan
        case Operation() | Call() if _is_closed(node) and _is_beyond(node):
            return sympy.Symbol(show(node), real=True)
        case Operation(operator, left, right):
            return _operators()[operator](_expression(left), _expression(right))
        case Call(name, arguments):
            return _functions()[name](*map(_expression, arguments))
        case Piecewise(pieces, otherwise):
            lines = [(_expression(then), _condition(when)) for when, then in pieces]
            return sympy.Piecewise(*lines, (sympy.nan if otherwise is None else _expression(otherwise), True))
        case _:
            assert_never(node)


def _condition(condition: Condition) -> Any:
    import sympy  # noqa: PLC0415

    match condition:
        case Comparison(operands, relations):
            seen = [_expression(operand) for operand in operands]
            pairs = zip(relations, seen, seen[1:], strict=False)
            return sympy.And(*(_relations()[relation](left, right) for relation, left, right in pairs))
        case Logic("not", (inner,)):
            return sympy.Not(_condition(inner))
        case Logic(word, conditions):
            return (sympy.And if word == "and" else sympy.Or)(*map(_condition, conditions))
        case _:
            assert_never(condition)


@cache
def _operators() -> dict[str, Callable[..., Any]]:
    import sympy  # noqa: PLC0415

    return {
        "+": sympy.Add,
        "-": lambda left, right: sympy.Add(left, sympy.Mul(-1, right)),
        "*": sympy.Mul,
        "/": lambda left, right: sympy.nan if right == 0 else sympy.Mul(left, sympy.Pow(right, -1)),
        "^": sympy.Pow,
    }


@cache
def _relations() -> dict[Relation, Callable[..., Any]]:
    import sympy  # noqa: PLC0415

    return {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "==": sympy.Eq, "!=": sympy.Ne}


@cache
def _functions() -> dict[str, Callable[..., Any]]:
    import sympy  # noqa: PLC0415

    return {name: getattr(sympy, name) for name in PRIMITIVES if hasattr(sympy, name)} | {
        "abs": sympy.Abs,
        "cbrt": lambda u: sympy.sign(u) * sympy.Pow(sympy.Abs(u), sympy.Rational(1, 3)),
        "ceil": sympy.ceiling,
        "max": sympy.Max,
        "min": sympy.Min,
        "sigmoid": lambda u: sympy.Pow(sympy.Add(1, sympy.exp(sympy.Mul(-1, u))), -1),
        "softplus": lambda u: sympy.log(sympy.Add(1, sympy.exp(u))),
        "step": lambda u: sympy.Piecewise((1, sympy.Gt(u, 0)), (0, True)),
    }


def _is_hostile(node: Node) -> bool:
    """Whether working out the numbers in a tree could take longer than anyone waits."""
    parts = [part for part in walk(node) if not isinstance(part, Condition)]
    return _degree(node) > DEGREE or any(_is_huge(_constant(part)) for part in parts if _is_closed(part))


def _is_beyond(node: Node) -> bool:
    """Whether even to print this number sympy would first work out digits without end."""
    value = _constant(node)
    return _is_huge(value) and (value is Gap.UNSURE or any(isinstance(part, Call) for part in walk(node)))


def _is_huge(value: Value) -> bool:
    from grader.maths import balls  # noqa: PLC0415  loads flint

    if isinstance(value, Gap):
        return value is Gap.UNSURE
    return bool(value != 0) and not 1 / HUGE < abs(balls.approximate(value)) < HUGE


def _constant(node: Node) -> Value:
    from grader.maths import balls  # noqa: PLC0415

    return balls.evaluate(node, {}, BITS)


def _is_closed(node: Node) -> bool:
    return not any(isinstance(part, Variable) for part in walk(node))


def _degree(node: Node | Condition) -> Fraction:
    """Return the largest product of exponents on the way down."""
    below = max(map(_degree, children(node)), default=Fraction(1))
    exponent = rational(node.right) if isinstance(node, Operation) and node.operator == "^" else None
    return below * max(abs(exponent), Fraction(1)) if exponent is not None else below
