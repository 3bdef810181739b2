"""Conditions gathered from inside a formula into one around it: log(x) + x*piecewise(x > 0: 1/x) is easier read so.

A piecewise of a single piece says where a value exists.  In a sum, a product or a function it can as well be said
of the whole, and need not be said where a logarithm says it anyway.
"""

from collections.abc import Iterator

from grader.maths.interior import all_of
from grader.maths.tidy import ONE, ZERO, combine, negate, tidy
from grader.maths.total import rational
from grader.maths.tree import Call, Comparison, Condition, Negative, Node, Operation, Piecewise, children, rebuild

NOWHERE = Piecewise(((Comparison((ZERO, ZERO), ("!=",)), ZERO),), None)


def gathered(node: Node) -> Node:
    """Return the tidied tree with its conditions around it."""
    return _around(tidy(node))


def _around(node: Node) -> Node:
    value, conditions = lifted(node)
    needed = [condition for condition in conditions if not is_said(condition, value)]
    shorten = _Shorter(value, conditions)
    if shorten.positive:
        value = tidy(rebuild(value, shorten))
    if not needed:
        return value
    condition = all_of(needed)
    return NOWHERE if condition is None else Piecewise(((condition, value),), None)


def lifted(node: Node) -> tuple[Node, tuple[Condition, ...]]:
    """Return a tree without conditions around its parts, and those conditions."""
    match node:
        case Piecewise(((when, then),), None):
            value, conditions = lifted(then)
            return value, (when, *conditions)
        case Piecewise(pieces, otherwise):
            last = None if otherwise is None else _around(otherwise)
            return Piecewise(tuple((when, _around(then)) for when, then in pieces), last), ()
        case Negative(operand):
            value, conditions = lifted(operand)
            return negate(value), conditions
        case Operation(operator, left, right):
            (first, some), (second, more) = lifted(left), lifted(right)
            return combine(operator, first, second), (*some, *more)
        case Call(name, arguments):
            parts = [lifted(argument) for argument in arguments]
            return Call(name, tuple(value for value, _ in parts)), tuple(one for _, some in parts for one in some)
        case _:
            return node, ()


def is_said(condition: Condition, *values: Node) -> bool:
    """Whether a condition is u > 0 and log(u) is worked out anyway."""
    node = _positive(condition)
    return node is not None and any(Call("log", (node,)) in _always(value) for value in values)


class _Shorter:
    """Makes 1 of u/u and 0 of 0/u, where u > 0 is said of the whole."""

    def __init__(self, value: Node, conditions: tuple[Condition, ...]) -> None:
        self.positive = {node for condition in conditions if (node := _positive(condition)) is not None}
        self.positive |= {node.arguments[0] for node in _always(value) if isinstance(node, Call) and node.name == "log"}

    def __call__(self, node: Node) -> Node:
        if not isinstance(node, Operation) or node.operator != "/" or node.right not in self.positive:
            return node
        if node.left == node.right:
            return ONE
        return ZERO if rational(node.left) == 0 else node


def _positive(condition: Condition) -> Node | None:
    """Return u of the condition u > 0."""
    match condition:
        case Comparison((node, low), (">",)) if rational(low) == 0:
            return node
        case _:
            return None


def _always(node: Node) -> Iterator[Node]:
    """Yield the parts that need a value for the whole to have one."""
    yield node
    if not isinstance(node, Piecewise):
        for part in children(node):
            if not isinstance(part, Condition):
                yield from _always(part)
