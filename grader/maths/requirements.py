"""What a branch-free tree in primitives asks of its parts to have a value: its domain, as a list of conditions.

Each condition is reduced to the simplest tree it speaks of; what holds by form, or because of another one, is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from grader.maths.ranges import ODD, within
from grader.maths.total import positive, rational, total
from grader.maths.tree import Call, Negative, Node, Operation, Piecewise, number, walk

Kind = Literal["nonzero", "positive", "nonnegative", "unclear"]

ONE = number(1)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A tree is not 0, positive or not negative; “unclear” asks what nobody here can tell."""

    kind: Kind
    node: Node


@lru_cache(maxsize=1024)
def requirements(node: Node) -> tuple[Requirement, ...]:
    """Return what has to hold for a tree to have a value, and is not plain from its form."""
    if total(node):
        return ()
    found = dict.fromkeys(one for part in walk(node) for one in _of(part))
    kinds = {one.node: {other.kind for other in found if other.node == one.node} for one in found}
    return tuple(Requirement(kind, u) for u, all_kinds in kinds.items() for kind in _strongest(all_kinds))


def _strongest(kinds: set[Kind]) -> Iterator[Kind]:
    if "unclear" in kinds:
        yield "unclear"
    if "positive" in kinds or kinds >= {"nonzero", "nonnegative"}:
        yield "positive"
    else:
        yield from sorted(kinds - {"unclear"})


def _of(part: object) -> Iterator[Requirement]:
    match part:
        case Operation("/", _, below):
            yield from _nonzero(below)
        case Operation("^", base, exponent):
            yield from _of_power(part, base, exponent)
        case Call("log", (u,)):
            yield from _positive(u)
        case Call("sqrt", (u,)):
            yield from _nonnegative(u)
        case Call("asin" | "acos", (u,)):
            yield from (*_nonnegative(Operation("-", ONE, u)), *_nonnegative(Operation("+", ONE, u)))
        case Call("atanh", (u,)):
            yield from (*_positive(Operation("-", ONE, u)), *_positive(Operation("+", ONE, u)))
        case Call("acosh", (u,)):
            yield from _nonnegative(Operation("-", u, ONE))
        case Call("tan", (u,)):
            yield from _nonzero(Call("cos", (u,)))
        case Piecewise():
            yield Requirement("unclear", part)
        case _:
            pass


def _of_power(node: Operation, base: Node, exponent: Node) -> Iterator[Requirement]:
    power = rational(exponent)
    if power is None:
        yield from () if positive(base) else (Requirement("unclear", node),)
    elif power.denominator > 1:
        yield from _positive(base) if power < 0 else _nonnegative(base)
    elif power < 0:
        yield from _nonzero(base)


def _nonzero(u: Node) -> Iterator[Requirement]:
    if 0 not in within(u):
        return
    match u:
        case Operation("^", _, exponent) if rational(exponent) == 0:
            return
        case Negative(v) | Operation("/", v, _) | Operation("^", v, _) | Call("abs" | "sqrt", (v,)):
            yield from _nonzero(v)
        case Call(name, (v,)) if name in ODD:
            yield from _nonzero(v)
        case Call("tan", (v,)):
            yield from _nonzero(Call("sin", (v,)))
        case Call("cos", (Call("atan"),)):
            return  # an arc of less than a right angle
        case Operation("*", v, w):
            yield from (*_nonzero(v), *_nonzero(w))
        case _:
            yield Requirement("nonzero", u)


def _positive(u: Node) -> Iterator[Requirement]:
    if within(u).is_positive:
        return
    match u:
        case Operation("*" | "/", v, w) if positive(v) or positive(w):
            yield from _positive(w if positive(v) else v)
        case Operation("^", v, exponent) if (power := rational(exponent)) is not None and power:
            yield from _nonzero(v) if power % 2 == 0 else _positive(v)
        case Call("abs", (v,)):
            yield from _nonzero(v)
        case Call(name, (v,)) if name in ODD or name == "sqrt":
            yield from _positive(v)
        case _:
            yield Requirement("positive", u)


def _nonnegative(u: Node) -> Iterator[Requirement]:
    if within(u).is_nonnegative:
        return
    match u:
        case Operation("*", v, w) if positive(v) or positive(w):
            yield from _nonnegative(w if positive(v) else v)
        case Call(name, (v,)) if name in ODD:
            yield from _nonnegative(v)
        case _:
            yield Requirement("nonnegative", u)
