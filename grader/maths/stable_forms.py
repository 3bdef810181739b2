"""Formulas that lose digits or overflow, and other ways to write them: a table of patterns.

A pattern's u and v stand for anything, sums and products match in either order, and −u is whatever is the opposite
of u.  That a rewriting helps and is the same function is for numerics.py to find out; here it is a suggestion.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from grader.maths.reading import parse
from grader.maths.tidy import tidy
from grader.maths.tree import Call, Constant, Negative, Node, Operation, Variable, rebuild, substitute, walk

MOST = 8  # rewritings of one formula

# What comes first is tried first.
RULES = (
    ("log(1+exp(u))", "softplus(u)"),
    ("log1p(exp(u))", "softplus(u)"),
    ("log(exp(u)+exp(v))", "max(u, v)+softplus(-abs(u-v))"),
    ("log(exp(u))", "u"),
    ("log(sigmoid(u))", "logsigmoid(u)"),
    ("log(cosh(u))", "abs(u)+softplus(-2*abs(u))-log(2)"),
    ("(exp(u)-exp(-u))/(exp(u)+exp(-u))", "tanh(u)"),
    ("(exp(u)-1)/(exp(u)+1)", "tanh(u/2)"),
    ("(1-exp(-u))/(1+exp(-u))", "tanh(u/2)"),
    ("2/(1+exp(-u))-1", "tanh(u/2)"),
    ("1-2/(1+exp(u))", "tanh(u/2)"),
    ("2*sigmoid(u)-1", "tanh(u/2)"),
    ("sinh(u)/cosh(u)", "tanh(u)"),
    ("cosh(u)/sinh(u)", "1/tanh(u)"),
    ("exp(u)/(1+exp(u))", "sigmoid(u)"),
    ("v*exp(u)/(1+exp(u))", "v*sigmoid(u)"),
    ("v/(1+exp(-u))", "v*sigmoid(u)"),
    ("exp(u)/(1+exp(u))^2", "sigmoid(u)*sigmoid(-u)"),
    ("(exp(u)-exp(-u))/2", "sinh(u)"),
    ("exp(u)-1", "expm1(u)"),
    ("1-exp(u)", "-expm1(u)"),
    ("log(1+u)", "log1p(u)"),
    ("sqrt(1+u)-1", "u/(sqrt(1+u)+1)"),
    ("sqrt(u+v)-sqrt(u)", "v/(sqrt(u+v)+sqrt(u))"),
    ("1-erf(u)", "erfc(u)"),
    ("1+erf(u)", "erfc(-u)"),
    ("1-tanh(u)^2", "sech(u)^2"),
    ("1+tanh(u)", "2*sigmoid(2*u)"),
    ("1-tanh(u)", "2*sigmoid(-2*u)"),
    ("1-sigmoid(u)", "sigmoid(-u)"),
    ("1-cos(u)", "2*sin(u/2)^2"),
)

Bound = Mapping[str, Node]


def rewritings(node: Node) -> Iterator[Node]:
    """Yield the formula with one thing rewritten, with two, and so on."""
    now = rebuild(node, _exponential)
    for _ in range(MOST):
        found = next(_replacements(now), None)
        if found is None:
            return
        now = _replaced(now, *found)
        yield now


def _exponential(node: Node) -> Node:
    match node:
        case Operation("^", Constant("e"), exponent):
            return Call("exp", (exponent,))
        case _:
            return node


def _replaced(node: Node, old: Node, new: Node) -> Node:
    return rebuild(node, lambda part: new if part == old else part)


def _replacements(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield parts of a formula and what they may be replaced by, the outermost first."""
    for part in walk(node):
        if isinstance(part, Operation | Call):
            for pattern, replacement in _rules():
                for bound in _matches(pattern, part, {}):
                    yield part, tidy(substitute(replacement, dict(bound)))


@cache
def _rules() -> tuple[tuple[Node, Node], ...]:
    return tuple((parse(old, ("u", "v")).tree, parse(new, ("u", "v")).tree) for old, new in RULES)


def _matches(pattern: Node, node: Node, bound: Bound) -> Iterator[Bound]:
    """Yield what the letters of a pattern may stand for so that it is the node."""
    match pattern:
        case Variable(name):
            yield from _bind(name, tidy(node), bound)
        case Negative(Variable(name)):
            yield from _bind(name, tidy(Negative(node)), bound)
        case Operation(operator, left, right):
            if isinstance(node, Operation) and node.operator == operator:
                yield from _match_all((left, right), (node.left, node.right), bound)
                if operator in "+*":
                    yield from _match_all((left, right), (node.right, node.left), bound)
        case Call(name, inside):
            if isinstance(node, Call) and node.name == name:
                yield from _match_all(inside, node.arguments, bound)
        case _ if pattern == node:
            yield bound
        case _:
            pass


def _bind(name: str, node: Node, bound: Bound) -> Iterator[Bound]:
    if bound.get(name, node) == node:
        yield {**bound, name: node}


def _match_all(patterns: tuple[Node, ...], nodes: tuple[Node, ...], bound: Bound) -> Iterator[Bound]:
    if not patterns:
        yield bound
        return
    for found in _matches(patterns[0], nodes[0], bound):
        yield from _match_all(patterns[1:], nodes[1:], found)
