"""Exact derivatives, with a hole wherever the function has a kink, a jump or the end of its domain.

No value is made up: where the derivative's tree is defined, the function is differentiable and has that slope.
The converse may fail at single points: both sides of a join can agree, and the join is left out all the same.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, reduce
from itertools import permutations
from types import MappingProxyType
from typing import assert_never

from grader.maths.guards import NOWHERE, gathered, is_said, lifted
from grader.maths.interior import all_of, depends
from grader.maths.names import expand
from grader.maths.regions import Region, contact, regions
from grader.maths.tidy import ONE, ZERO, add, divide, multiply, negate, power, subtract, tidy
from grader.maths.total import flat, nonnegative, operands, positive, rational
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
    size,
    substitute,
    walk,
)

# The outer derivative at u.  What is defined for more u than the function itself says so in a condition.
OUTER: Mapping[str, str] = MappingProxyType(
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


LARGE = 60  # nodes of slopes that may be written more than once
_Piece = tuple[Condition, Node]


def derivative(node: Node, variable: str) -> Node:
    """Return the derivative of a tree: in primitives if the tree is, else it may have named functions, too."""
    return gathered(slope(node, variable))


@lru_cache(maxsize=1024)
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
            return _of_choice(node, x)
        case _:
            assert_never(node)


def _of_call(node: Call, x: str) -> Node:
    if node.name in {"max", "min"}:
        winner = _winner(node)
        return _of_choice(node, x) if winner is None else slope(winner, x)
    if node.name not in OUTER:
        return slope(written_out(node), x)
    (argument,) = node.arguments
    return _chain(_outer(node.name, argument), slope(argument, x))


def _winner(node: Call) -> Node | None:
    """Return what a max or min always is, if that is plain: all arguments are alike, or it is max(0, |x|)."""
    different = tuple(dict.fromkeys(node.arguments))
    if len(different) == 1:
        return different[0]
    for winner, other in permutations(different) if len(different) == 2 else ():
        value = rational(other)
        if node.name == "max" and value is not None and value <= 0 and nonnegative(winner):
            return winner
    return None


def _chain(outer: Node, inner: Node) -> Node:
    """Return outer times inner, inside the pieces of the outer derivative."""
    if isinstance(outer, Piecewise):
        return Piecewise(tuple((when, _chain(then, inner)) for when, then in outer.pieces), None)
    return multiply(inner, outer) if _is_plain(inner) else multiply(outer, inner)


def _is_plain(node: Node) -> bool:
    """Whether a factor reads better in front: 2*x*cos(x^2)."""
    return not any(isinstance(part, Call | Piecewise) for part in walk(node))


def _outer(name: str, argument: Node) -> Node:
    rule = OUTER[name]
    if positive(argument) or (name == "log" and nonnegative(argument)):
        rule = _OUTER_OF_POSITIVE.get(name, rule)
    return tidy(substitute(_rule(rule), {"u": argument}))


@cache
def _rule(text: str) -> Node:
    from grader.maths.reading import parse  # noqa: PLC0415  reading needs formulas, which need derivatives

    return parse(text, ("u",)).tree


def written_out(node: Call) -> Node:
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


def _of_choice(node: Call | Piecewise, x: str) -> Node:
    """Return the derivatives of the formulas that a max, min or piecewise chooses from, each in its region."""
    found = tuple(regions(node, x))
    hidden = dict.fromkeys(part for region in found for part in region.hidden)
    large = tuple(part for part in hidden if size(slope(part, x)) > LARGE)
    ties = _ties(node, x)
    if large and isinstance(node, Call):
        return _weighted(found, ties, x)
    pieces = (*(piece for region in found for piece in _piece(region, large, x)), *ties)
    chosen: Node = Piecewise(pieces, None) if pieces else NOWHERE
    return reduce(add, _holes(large, x), chosen)


def _weighted(found: tuple[Region, ...], ties: tuple[_Piece, ...], x: str) -> Node:
    """Return the derivative with the slope of each side written but once: nested choices would double it each time."""
    terms = list[Node]()
    for i, side in enumerate(found[0].compared):
        pieces = [(region.condition, ONE if region.node == side else ZERO) for region in found]
        weight = Piecewise((*pieces, *((when, ZERO if i else ONE) for when, _ in ties)), None)
        if slope(side, x) != ZERO:
            terms.append(multiply(weight, slope(side, x)))
    return reduce(add, terms)


def _ties(node: Call | Piecewise, x: str) -> tuple[_Piece, ...]:
    """Return the piece for ties with the same slope, if there can be any worth it."""
    sides = contact(node)
    if sides is None or all(flat(side, x) for side in sides):
        return ()
    slopes = [lifted(slope(side, x)) for side in sides]
    (left, some), (right, more) = slopes
    numbers = {rational(left), rational(right)} - {None}
    if len(numbers) > 1 or size(left) + size(right) > LARGE:
        return ()
    same = Comparison((left, right), ("==",))
    condition = all_of([Comparison(sides, ("==",)), *(() if left == right else (same,)), *some, *more])
    return () if condition is None else ((condition, left if rational(right) is None else right),)


def _piece(region: Region, large: tuple[Node, ...], x: str) -> Iterator[_Piece]:
    """Yield the derivative in a region, if there is room: as no two meet, what limits it can stand with the region."""
    holes = _holes(tuple(part for part in region.hidden if part not in large), x)
    value, more = lifted(reduce(add, holes, slope(region.node, x)))
    shown = operands(region.condition)
    condition = all_of([region.condition, *(one for one in more if not is_said(one, *shown))])
    if condition is not None:
        yield condition, value


def _holes(parts: tuple[Node, ...], x: str) -> Iterator[Node]:
    """Yield zeros that are undefined where these parts have no slope."""
    return (multiply(ZERO, slope(part, x)) for part in parts)
