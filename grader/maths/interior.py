"""Where a condition holds not only at a point but all around it.

A derivative needs neighbours on both sides, so conditions on the variable become strict: x <= 0 leaves x < 0.
Between stairs, floor(x) <= 0, they stay as they are; that the point is not at an edge must be seen to elsewhere.
Where only part of that is shown the answer is smaller than the truth, never larger; None holds nowhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, product

from grader.maths.total import flat, rational
from grader.maths.tree import Comparison, Condition, Logic, Node, Relation, Variable, number, walk

CHOICES = 8  # ways through the alternatives of a condition that are worth sorting out

_STRICT: dict[Relation, Relation | None] = {"<": "<", "<=": "<", ">": ">", ">=": ">", "==": None, "!=": "!="}
_DENIED: dict[Relation, Relation] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_TURNED: dict[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def depends(part: Node | Condition, variable: str) -> bool:
    """Whether a variable occurs in a tree or condition."""
    return Variable(variable) in walk(part)


def inside(condition: Condition, variable: str) -> Condition | None:
    """Return where a condition holds, with neighbours."""
    match condition:
        case Logic("not", (inner,)):
            return outside(inner, variable)
        case Logic(word, conditions):
            parts = [inside(part, variable) for part in conditions]
            return all_of(parts) if word == "and" else any_of(parts)
        case Comparison():
            return all_of(_strict(left, relation, right, variable) for left, relation, right in _pairs(condition))


def outside(condition: Condition, variable: str) -> Condition | None:
    """Return where a condition fails, with neighbours."""
    match condition:
        case Logic("not", (inner,)):
            return inside(inner, variable)
        case Logic(word, conditions):
            parts = [outside(part, variable) for part in conditions]
            return any_of(parts) if word == "and" else all_of(parts)
        case Comparison():
            denied = ((left, _DENIED[relation], right) for left, relation, right in _pairs(condition))
            return any_of(all_of([_strict(left, relation, right, variable)]) for left, relation, right in denied)


def all_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return one condition for all of these: bounds are joined, and alternatives dropped that are ruled out."""
    found = list(conditions)
    parts = [part for part in found if part is not None]
    if len(parts) < len(found):
        return None
    choices = [_alternatives(part) for part in parts]
    ways = list(product(*choices)) if _ways(choices) <= CHOICES else [tuple(parts)]
    return any_of(_joined(way) for way in ways)


def any_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return one condition for any of these."""
    parts = tuple(dict.fromkeys(one for part in conditions if part is not None for one in _alternatives(part)))
    return Logic("or", parts) if len(parts) > 1 else next(iter(parts), None)


@dataclass(slots=True)
class _Bounds:
    """What numbers have to say of one tree; the ends are not included."""

    low: Fraction | None = None
    high: Fraction | None = None
    not_at: list[Fraction] = field(default_factory=list)

    def narrow(self, relation: Relation, value: Fraction) -> None:
        if relation == ">":
            self.low = value if self.low is None else max(self.low, value)
        elif relation == "<":
            self.high = value if self.high is None else min(self.high, value)
        elif value not in self.not_at:
            self.not_at.append(value)

    def holds_nowhere(self) -> bool:
        return self.low is not None and self.high is not None and self.low >= self.high

    def written(self, node: Node) -> Iterator[Condition]:
        if self.low is not None and self.high is not None:
            yield Comparison((number(self.low), node, number(self.high)), ("<", "<"))
        elif self.low is not None:
            yield Comparison((node, number(self.low)), (">",))
        elif self.high is not None:
            yield Comparison((node, number(self.high)), ("<",))
        for value in self.not_at:
            if (self.low is None or self.low < value) and (self.high is None or value < self.high):
                yield Comparison((node, number(value)), ("!=",))


def _strict(left: Node, relation: Relation, right: Node, variable: str) -> Condition | None:
    if flat(left, variable) and flat(right, variable):
        return Comparison((left, right), (relation,))
    strict = _STRICT[relation]
    return None if strict is None else Comparison((left, right), (strict,))


def _joined(conditions: tuple[Condition, ...]) -> Condition | None:
    """Return the conjunction of conditions without alternatives, or None if its bounds contradict each other."""
    bounds, rest = dict[Node, _Bounds](), list[Condition]()
    for atom in dict.fromkeys(atom for condition in conditions for atom in _atoms(condition)):
        bound = _bound(atom)
        if bound is None:
            rest.append(atom)
        else:
            node, relation, value = bound
            bounds.setdefault(node, _Bounds()).narrow(relation, value)
    if any(bound.holds_nowhere() for bound in bounds.values()):
        return None
    written = (*(line for node, bound in bounds.items() for line in bound.written(node)), *rest)
    return written[0] if len(written) == 1 else Logic("and", written)


def _atoms(condition: Condition) -> Iterator[Condition]:
    match condition:
        case Logic("and", conditions):
            for part in conditions:
                yield from _atoms(part)
        case Comparison():
            for left, relation, right in _pairs(condition):
                yield Comparison((left, right), (relation,))
        case _:
            yield condition


def _bound(condition: Condition) -> tuple[Node, Relation, Fraction] | None:
    if not isinstance(condition, Comparison) or condition.relations[0] not in {"<", ">", "!="}:
        return None
    (left, right), (relation,) = condition.operands, condition.relations
    low, high = rational(left), rational(right)
    if low is None and high is not None:
        return left, relation, high
    if high is None and low is not None:
        return right, _TURNED[relation], low
    return None


def _pairs(condition: Comparison) -> Iterator[tuple[Node, Relation, Node]]:
    for relation, (left, right) in zip(condition.relations, pairwise(condition.operands), strict=True):
        yield left, relation, right


def _alternatives(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, Logic) and condition.word == "or" else (condition,)


def _ways(choices: list[tuple[Condition, ...]]) -> int:
    ways = 1
    for choice in choices:
        ways *= len(choice)
    return ways
