"""A formula's tree at a point: value, slope and the branches taken, by mpmath and without the analysis."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attack.functions import FUNCTIONS
from attack.numbers import (
    ONE,
    ZERO,
    Dual,
    Undefined,
    Value,
    add,
    compare,
    constant,
    context,
    fit,
    is_exactly,
    over,
    real,
    surely,
    times,
    total,
)
from attack.powers import power
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
    Variable,
)

SHORT = 300  # bits of a point that takes part as a rational


@dataclass(frozen=True, slots=True)
class Seen:
    """What a formula is at a point.

    value, slope: mpmath's numbers; None for a slope that there is not, or that is not known.
    exact: the value as a rational, where it is one.  level: it is constant nearby, as its form says.
    branches: which way every bar, condition, denominator and root went.
    """

    value: Any
    slope: Any
    exact: Fraction | None
    level: bool
    flat: bool
    branches: tuple[int, ...]


def evaluate(node: Node, x: Value, digits: int) -> Seen:
    """Return what a tree in primitives is at x, or raise Undefined or Unknown."""
    mp = context(digits)
    walk = _Walk(x if isinstance(x, Fraction) and _is_short(x) else real(x, mp), mp)
    found = walk.dual(node)
    return Seen(
        real(found.value, mp),
        None if found.slope is None else real(found.slope, mp),
        found.value if isinstance(found.value, Fraction) else None,
        found.constant,
        isinstance(found.slope, Fraction) and found.slope == 0,
        tuple(walk.branches),
    )


def _is_short(x: Fraction) -> bool:
    return x.denominator.bit_length() <= SHORT


class _Walk:
    """One evaluation; a part without a value ends it."""

    def __init__(self, x: Value, mp: Any) -> None:
        self.x = x
        self.mp = mp
        self.branches: list[int] = []
        self.edge = False

    def dual(self, node: Node) -> Dual:
        match node:
            case Number(value):
                return constant(value)
            case Constant(name):
                return constant(+getattr(self.mp, name))
            case Variable():
                return Dual(self.x, ONE)
            case Negative(operand):
                inner = self.dual(operand)
                return Dual(-inner.value, None if inner.slope is None else -inner.slope, inner.constant)
            case Operation(operator, left, right):
                return self._operate(operator, self.dual(left), self.dual(right))
            case Call("max" | "min" as name, arguments):
                return self._pick(1 if name == "max" else -1, [self.dual(argument) for argument in arguments])
            case Call(name, arguments):
                return FUNCTIONS[name](self.dual(arguments[0]), self.mp, self.branches)
            case Piecewise(pieces, otherwise):
                return self._choose(pieces, otherwise)

    def _operate(self, operator: str, a: Dual, b: Dual) -> Dual:
        mp = self.mp
        if operator == "^":
            return power(a, b, mp, self.branches)
        if operator in "+-":
            other = b if operator == "+" else Dual(-b.value, None if b.slope is None else -b.slope, b.constant)
            value = fit(add(a.value, other.value, mp), mp)
            return Dual(value, total(a.slope, other.slope, mp), a.constant and b.constant)
        if operator == "*":
            return self._multiply(a, b)
        if not b.constant:
            self.branches.append((b.value > 0) - (b.value < 0))
        value = fit(over(a.value, b.value, mp), mp)
        if a.constant and (b.constant or is_exactly(a.value, 0)):
            return constant(value)
        if a.slope is None or b.slope is None:
            return Dual(value, None)
        rise = total(a.slope, -times(value, b.slope, mp), mp)
        return Dual(value, None if rise is None else over(rise, b.value, mp))

    def _multiply(self, a: Dual, b: Dual) -> Dual:
        mp = self.mp
        value = fit(times(a.value, b.value, mp), mp)
        if a.constant and b.constant:
            return constant(value)
        if any(one.constant and is_exactly(one.value, 0) for one in (a, b)):
            return constant(ZERO)
        if a.slope is None or b.slope is None:
            return Dual(value, None)
        rise = total(times(a.slope, b.value, mp), times(a.value, b.slope, mp), mp)
        return Dual(value, None if rise is None else fit(rise, mp))

    def _pick(self, wanted: int, operands: list[Dual]) -> Dual:
        best = operands[0]
        for one in operands[1:]:
            side = compare(one.value, best.value, self.mp)
            self.branches.append(side)
            if side == wanted:
                best = one
            elif side == 0:
                same = one.slope is not None and best.slope is not None and one.slope == best.slope
                exact = isinstance(one.value, Fraction) and isinstance(best.value, Fraction)
                value = best.value if exact else real(best.value, self.mp)
                best = Dual(value, best.slope if same else None, best.constant and one.constant)
        return best

    def _choose(self, pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None) -> Dual:
        edges = []
        chosen = None
        for when, then in pieces:
            self.edge = False
            holds = self._holds(when)
            edges.append(self.edge)
            if holds:
                chosen = self.dual(then)
                break
        if chosen is None:
            if otherwise is None:
                raise Undefined
            chosen = self.dual(otherwise)
        return Dual(chosen.value, None) if any(edges) else chosen

    def _holds(self, condition: Condition) -> bool:
        """Whether a condition holds; every part is looked at, since one without a value spoils the whole."""
        match condition:
            case Comparison(operands, relations):
                seen = [self.dual(operand) for operand in operands]
                truths = []
                for relation, (a, b) in zip(relations, pairwise(seen), strict=True):
                    side = surely(a.value, b.value, self.mp)
                    self.branches.append(side)
                    self.edge |= side == 0 and not (a.constant and b.constant)
                    truths.append(side in _SIDES[relation])
                return all(truths)
            case Logic("not", (inner,)):
                return not self._holds(inner)
            case Logic(word, conditions):
                truths = [self._holds(part) for part in conditions]
                return any(truths) if word == "or" else all(truths)


_SIDES = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "==": (0,), "!=": (-1, 1)}
