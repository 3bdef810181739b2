"""A formula as a tree, exactly as it was written: nothing is folded, reordered or cancelled.

x/x keeps its hole at 0 and 9^9^9 stays three numbers, because the natural domain and the size of a
formula are judged on what the learner wrote.  Nodes are values: equal trees are equal and hash alike.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Operator = Literal["+", "-", "*", "/", "^"]
Relation = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, exact: 0.1 is one tenth."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Constant:
    """π or e, by name."""

    name: Literal["pi", "e"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One of the formula's variables."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus its operand."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Operation:
    """left operator right."""

    operator: Operator
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its canonical name (names.py) and its arguments, as many as were written."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Piecewise:
    """The value of the first piece whose condition holds, else `otherwise`; without one, undefined there."""

    pieces: tuple[tuple["Condition", "Node"], ...]
    otherwise: "Node | None"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain such as a < x <= b: one relation fewer than operands."""

    operands: tuple["Node", ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """Conditions joined by “and” or “or” (two or more), or one under “not”."""

    word: Literal["and", "or", "not"]
    conditions: tuple["Condition", ...]


Condition = Comparison | Logic
Node = Number | Constant | Variable | Negative | Operation | Call | Piecewise


def number(value: int | Fraction) -> Node:
    """Return the tree of a rational number: an integer or terminating literal, a quotient, perhaps negative."""
    if value < 0:
        return Negative(number(-value))
    exact = Fraction(value)
    if terminates(exact):
        return Number(exact)
    return Operation("/", Number(Fraction(exact.numerator)), Number(Fraction(exact.denominator)))


def terminates(value: Fraction) -> bool:
    """Whether the value has a finite decimal expansion, so that it can be a literal."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def children(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """Return the parts of a node, in the order they are written."""
    match node:
        case Number() | Constant() | Variable():
            return ()
        case Negative(operand):
            return (operand,)
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Piecewise(pieces, otherwise):
            flat = tuple(part for piece in pieces for part in piece)
            return flat if otherwise is None else (*flat, otherwise)
        case Comparison(operands, _):
            return operands
        case Logic(_, conditions):
            return conditions


def walk(node: Node | Condition) -> Iterator[Node | Condition]:
    """Yield the node and everything below it, outermost first."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(children(top)))


def size(node: Node | Condition) -> int:
    """Return the number of nodes."""
    return sum(1 for _ in walk(node))


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return the tree with `change` applied to every node, innermost first."""
    match node:
        case Number() | Constant() | Variable():
            return change(node)
        case Negative(operand):
            return change(Negative(rebuild(operand, change)))
        case Operation(operator, left, right):
            return change(Operation(operator, rebuild(left, change), rebuild(right, change)))
        case Call(name, arguments):
            return change(Call(name, tuple(rebuild(argument, change) for argument in arguments)))
        case Piecewise(pieces, otherwise):
            return change(
                Piecewise(
                    tuple((rebuild_condition(when, change), rebuild(then, change)) for when, then in pieces),
                    None if otherwise is None else rebuild(otherwise, change),
                )
            )


def rebuild_condition(condition: Condition, change: Callable[[Node], Node]) -> Condition:
    """Return the condition with `change` applied to every node in it."""
    match condition:
        case Comparison(operands, relations):
            return Comparison(tuple(rebuild(operand, change) for operand in operands), relations)
        case Logic(word, conditions):
            return Logic(word, tuple(rebuild_condition(part, change) for part in conditions))


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """Return the tree with variables replaced by trees."""
    return rebuild(node, lambda part: values.get(part.name, part) if isinstance(part, Variable) else part)
