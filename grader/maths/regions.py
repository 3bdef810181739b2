"""Open regions on which a max, a min or a piecewise is one formula, so that calculus can work on each of them.

What is between the regions is left out: joins and single points, and ties, of which contact() tells more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from grader.maths.interior import all_of, depends, inside, outside
from grader.maths.tidy import ZERO
from grader.maths.total import analytic, flat, operands, rational, steady, total
from grader.maths.tree import Call, Comparison, Condition, Node, Piecewise, Relation


@dataclass(frozen=True, slots=True)
class Region:
    """Where `condition` holds, with neighbours, the value is that of `node`; `compared` had to have values for that."""

    condition: Condition
    node: Node
    compared: tuple[Node, ...]

    @property
    def hidden(self) -> tuple[Node, ...]:
        """What was compared and could jump, end or have no value in here without anyone noticing."""
        shown = operands(self.condition)
        return tuple(
            node
            for node in dict.fromkeys(self.compared)
            if node != self.node and (not steady(node) or not (total(node) or node in shown))
        )


def regions(node: Call | Piecewise, variable: str) -> Iterator[Region]:
    """Yield the regions of a max, min or piecewise; no two of them meet."""
    if isinstance(node, Piecewise):
        return _of_piecewise(node, variable)
    arguments = tuple(dict.fromkeys(node.arguments))
    if len(arguments) > 2:
        return _of_many(node.name, arguments)
    u, v = arguments if depends(arguments[0], variable) else reversed(arguments)
    return _of_two(node.name, u, v, "<=" if flat(u, variable) and flat(v, variable) else "<")


def contact(node: Call | Piecewise) -> tuple[Node, Node] | None:
    """Return the two sides of a max or min that may be equal for longer than a moment, as x and |x| are.

    Where they have the same value and the same slope, that is the slope of the larger and the smaller, too.
    """
    if isinstance(node, Piecewise) or len(set(node.arguments)) != 2 or all(map(analytic, node.arguments)):
        return None
    u, v = dict.fromkeys(node.arguments)
    return None if _clipped(node.name, u, v) else (u, v)


def _of_piecewise(node: Piecewise, variable: str) -> Iterator[Region]:
    failed, compared = list[Condition | None](), tuple[Node, ...]()
    for when, then in node.pieces:
        compared += operands(when)
        holds = all_of([*failed, inside(when, variable)])
        if holds is not None:
            yield Region(holds, then, compared)
        failed.append(outside(when, variable))
    last = all_of(failed)
    if last is not None and node.otherwise is not None:
        yield Region(last, node.otherwise, compared)


def _of_many(name: str, arguments: tuple[Node, ...]) -> Iterator[Region]:
    wins: Relation = ">" if name == "max" else "<"
    for i, node in enumerate(arguments):
        rest = Call(name, arguments[:i] + arguments[i + 1 :])
        yield Region(Comparison((node, rest), (wins,)), node, arguments)


def _of_two(name: str, u: Node, v: Node, below: Relation) -> Iterator[Region]:
    """Yield the regions in the order of the axis, as for relu: x < 0, then x > 0."""
    if clipped := _clipped(name, u, v):
        node, low, high = clipped
        yield Region(Comparison((node, low), ("<",)), ZERO, (node,))
        yield Region(Comparison((low, node, high), ("<", "<")), node, (node,))
        yield Region(Comparison((node, high), (">",)), ZERO, (node,))
        return
    left, right = (v, u) if name == "max" else (u, v)
    yield Region(Comparison((u, v), (below,)), left, (u, v))
    yield Region(Comparison((u, v), (">",)), right, (u, v))


def _clipped(name: str, inner: Node, end: Node) -> tuple[Node, Node, Node] | None:
    """Return u, low and high of min(max(u, low), high), which are read at once where both ends are numbers."""
    if not isinstance(inner, Call) or {name, inner.name} != {"max", "min"} or len(inner.arguments) != 2:
        return None
    for node, other in permutations(inner.arguments):
        low, high = (other, end) if name == "min" else (end, other)
        bottom, top = rational(low), rational(high)
        if bottom is not None and top is not None and bottom < top:
            return node, low, high
    return None
