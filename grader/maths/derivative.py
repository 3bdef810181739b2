"""Exact derivatives, with a hole wherever the function has a kink, a jump or the end of its domain.

No value is made up: where the derivative's tree is defined, the function is differentiable and has that slope.
The converse may fail at single points: both sides of a join can agree, and the join is left out all the same.
"""

from collections.abc import Mapping
from functools import cache, reduce
from types import MappingProxyType
from typing import assert_never

from grader.maths.guards import NOWHERE, gathered, lifted
from grader.maths.interior import all_of, depends, inside, outside
from grader.maths.names import expand
from grader.maths.tidy import ONE, ZERO, add, divide, multiply, negate, power, subtract, tidy
from grader.maths.total import nonnegative, operands, positive, rational, steady, total
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
    number,
    substitute,
    walk,
)

# The outer derivative at u.  What is defined for more u than the function itself says so in a condition.
_OUTER: Mapping[str, str] = MappingProxyType(
    {
        "exp": "exp(u)",
        "log": "piecewise(u > 0: 1/u)",
        "sqrt": "1/(2*sqrt(u))",
        "cbrt": "1/(3*cbrt(u)^2)",
        "abs": "u/abs(u)",
        "sign": "piecewise(u < 0: 0, u > 0: 0)",
        "step": "piecewise(u < 0: 0, u > 0: 0)",
        "floor": "piecewise(u != floor(u): 0)",
        "ceil": "piecewise(u != ceil(u): 0)",
        "sin": "cos(u)",
        "cos": "-sin(u)",
        "tan": "1/cos(u)^2",
        "asin": "1/sqrt(1 - u^2)",
        "acos": "-1/sqrt(1 - u^2)",
        "atan": "1/(1 + u^2)",
        "sinh": "cosh(u)",
        "cosh": "sinh(u)",
        "tanh": "1 - tanh(u)^2",
        "asinh": "1/sqrt(1 + u^2)",
        "acosh": "piecewise(u > 1: 1/sqrt(u^2 - 1))",
        "atanh": "piecewise(-1 < u < 1: 1/(1 - u^2))",
        "erf": "2/sqrt(pi)*exp(-u^2)",
        "erfc": "-2/sqrt(pi)*exp(-u^2)",
        "sigmoid": "sigmoid(u)*(1 - sigmoid(u))",
        "softplus": "sigmoid(u)",
        # kept by name, because that is how they are taught
        "Phi": "phi(u)",
        "phi": "-u*phi(u)",
        "gelu": "Phi(u) + u*phi(u)",
    }
)
_OUTER_OF_POSITIVE: Mapping[str, str] = MappingProxyType({"log": "1/u", "abs": "1", "sign": "0", "step": "0"})


# Where a piece holds with its neighbours, and the piece.
_Line = tuple[Condition, Node]


def derivative(node: Node, variable: str) -> Node:
    """Return the derivative of a tree; it has no other functions than the tree has, if that is in primitives."""
    return gathered(slope(node, variable))


def slope(node: Node, x: str) -> Node:
    """Return the derivative as the rules give it, with the conditions still where they arose."""
    if not depends(node, x):
        return multiply(ZERO, node)
    match node:
        case Number() | Constant() | Variable():
            return ONE
        case Negative(operand):
            return negate(slope(operand, x))
        case Operation():
            return _of_operation(node, x)
        case Call():
            return _of_call(node, x)
        case Piecewise():
            return _of_piecewise(node, x)
        case _:
            assert_never(node)


def _of_call(node: Call, x: str) -> Node:
    if node.name in {"max", "min"}:
        return _of_extreme(node, x)
    if node.name not in _OUTER:
        return slope(_written_out(node), x)
    (argument,) = node.arguments
    return _chain(_outer(node.name, argument), slope(argument, x))


def _chain(outer: Node, inner: Node) -> Node:
    """Return outer times inner, inside the pieces of the outer derivative."""
    if isinstance(outer, Piecewise):
        return Piecewise(tuple((when, _chain(then, inner)) for when, then in outer.pieces), None)
    return multiply(inner, outer) if _is_plain(inner) else multiply(outer, inner)


def _is_plain(node: Node) -> bool:
    """Whether a factor reads better in front: 2*x*cos(x^2)."""
    return not any(isinstance(part, Call | Piecewise) for part in walk(node))


def _outer(name: str, argument: Node) -> Node:
    rule = _OUTER[name]
    if positive(argument) or (name == "log" and nonnegative(argument)):
        rule = _OUTER_OF_POSITIVE.get(name, rule)
    return tidy(substitute(_rule(rule), {"u": argument}))


@cache
def _rule(text: str) -> Node:
    from grader.maths.reading import parse  # noqa: PLC0415  reading needs formulas, which need derivatives

    return parse(text, ("u",)).tree


def _written_out(node: Call) -> Node:
    """Return a named activation as its formula, its arguments as they are."""
    places = [f"#{i}" for i in range(len(node.arguments))]
    formula = tidy(expand(Call(node.name, tuple(map(Variable, places)))))
    return substitute(formula, dict(zip(places, node.arguments, strict=True)))


def _of_operation(node: Operation, x: str) -> Node:
    u, v = node.left, node.right
    match node.operator:
        case "+":
            return add(slope(u, x), slope(v, x))
        case "-":
            return subtract(slope(u, x), slope(v, x))
        case "*":
            return _of_product(u, v, x)
        case "/":
            return _of_quotient(u, v, x)
        case "^":
            return _of_power(node, u, v, x)
        case _:
            assert_never(node.operator)


def _of_product(u: Node, v: Node, x: str) -> Node:
    if not depends(u, x):
        return multiply(u, slope(v, x))
    if not depends(v, x):
        return multiply(slope(u, x), v)
    return add(multiply(slope(u, x), v), multiply(u, slope(v, x)))


def _of_quotient(u: Node, v: Node, x: str) -> Node:
    if not depends(v, x):
        return divide(slope(u, x), v)
    square = power(v, number(2))
    if not depends(u, x):
        return negate(divide(multiply(u, slope(v, x)), square))
    return divide(subtract(multiply(slope(u, x), v), multiply(u, slope(v, x))), square)


def _of_power(node: Node, u: Node, v: Node, x: str) -> Node:
    if not depends(v, x):
        return _of_fixed_exponent(u, v, x)
    base = multiply(node, Call("log", (u,)))
    if not depends(u, x):
        return _chain(node if u == Constant("e") else base, slope(v, x))
    return multiply(node, add(multiply(slope(v, x), Call("log", (u,))), divide(multiply(v, slope(u, x)), u)))


def _of_fixed_exponent(u: Node, v: Node, x: str) -> Node:
    exponent = rational(v)
    if exponent == 0:
        return multiply(ZERO, slope(u, x))
    lower = subtract(v, ONE) if exponent is None else number(exponent - 1)
    outer = multiply(v if exponent is None else number(exponent), power(u, lower))
    # u^1.5 ends at 0, where u^0.5 still has a value
    ends = exponent is None or (exponent.denominator > 1 and exponent > 1)
    if ends and not positive(u):
        outer = Piecewise(((Comparison((u, ZERO), (">",)), outer),), None)
    return _chain(outer, slope(u, x))


def _of_extreme(node: Call, x: str) -> Node:
    """Return the derivative of the largest or smallest; where two are equal there is a kink."""
    different = tuple(dict.fromkeys(node.arguments))
    if len(different) == 1:
        return slope(different[0], x)
    lines = _clipped(node) or (_of_two if len(different) == 2 else _of_many)(node.name, different, x)
    pieces = tuple(piece for condition, chosen in lines for piece in _piece(condition, chosen, compared, x))
    return Piecewise(pieces, None) if pieces else NOWHERE


def _of_two(name: str, both: tuple[Node, ...], x: str) -> list[_Line]:
    """Return the pieces in the order of the axis, as for relu: x < 0, then x > 0."""
    u, v = both if depends(both[0], x) else reversed(both)
    below, above = (v, u) if name == "max" else (u, v)
    return [(Comparison((u, v), ("<",)), below), (Comparison((u, v), (">",)), above)]


def _of_many(name: str, arguments: tuple[Node, ...], _: str) -> list[_Line]:
    wins: Relation = ">" if name == "max" else "<"
    rests = [tuple(v for v in arguments if v != u) for u in arguments]
    return [(Comparison((u, Call(name, rest)), (wins,)), u) for u, rest in zip(arguments, rests, strict=True)]


def _clipped(node: Call) -> list[_Line] | None:
    """Return the pieces of min(max(u, low), high), which are read at once where both ends are numbers."""
    ways = product(permutations(node.arguments), (False, True)) if len(node.arguments) == 2 else ()
    for (inner, end), turned in ways:
        if not isinstance(inner, Call) or {node.name, inner.name} != {"max", "min"} or len(inner.arguments) != 2:
            continue
        u, other = reversed(inner.arguments) if turned else inner.arguments
        low, high = (other, end) if inner.name == "max" else (end, other)
        bottom, top = rational(low), rational(high)
        if bottom is not None and top is not None and bottom < top:
            below, above = Comparison((u, low), ("<",)), Comparison((u, high), (">",))
            return [(below, ZERO), (Comparison((low, u, high), ("<", "<")), u), (above, ZERO)]
    return None


def _of_piecewise(node: Piecewise, x: str) -> Node:
    pieces, failed, compared = list[_Line](), list[Condition | None](), tuple[Node, ...]()
    for when, then in node.pieces:
        compared += operands(when)
        pieces.extend(_piece(all_of([*failed, inside(when, x)]), then, compared, x))
        failed.append(outside(when, x))
    if node.otherwise is not None:
        pieces.extend(_piece(all_of(failed), node.otherwise, compared, x))
    return Piecewise(tuple(pieces), None) if pieces else NOWHERE


def _piece(condition: Condition | None, node: Node, compared: tuple[Node, ...], x: str) -> Iterator[_Line]:
    """Yield the piece's derivative, if there is any place for it.

    No two pieces meet, so what limits the derivative can stand with the condition.  It has holes where something
    compared jumps, ends, or hides that it has no value.
    """
    if condition is None:
        return
    shown = operands(condition)
    hidden = [other for other in compared if not steady(other) or not (total(other) or other in shown)]
    others = dict.fromkeys(other for other in hidden if other != node)
    value, more = lifted(reduce(add, (multiply(ZERO, slope(other, x)) for other in others), slope(node, x)))
    full = all_of([condition, *more])
    if full is not None:
        yield full, value
