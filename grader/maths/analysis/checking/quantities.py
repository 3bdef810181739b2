"""What a formula's form hangs on: arguments of bars, roots and logarithms, divisors, differences in conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from grader.maths.tree import Call, Comparison, Negative, Node, Number, Operation, Variable, number, walk

STEPS = range(-3, 4)  # of a staircase that are looked at
HALF = Number(Fraction(1, 2))


@dataclass(frozen=True)
class Quantity:
    """node: something whose sign decides; lost: the part that has no value where it is 0."""

    node: Node
    lost: Node | None = None


def quantities(node: Node) -> list[Quantity]:
    """Return what changes the form of a formula where it is 0."""
    return [one for one in dict.fromkeys(_quantities(node)) if varies(one.node)]


def varies(node: Node) -> bool:
    """Whether the variable occurs."""
    return any(isinstance(part, Variable) for part in walk(node))


def _quantities(node: Node) -> Iterator[Quantity]:
    for part in walk(node):
        match part:
            case Call(name, arguments):
                yield from _of_call(part, name, arguments)
            case Comparison(operands, _):
                yield from (Quantity(Operation("-", a, b)) for a, b in pairwise(operands))
            case Operation("/", _, divisor):
                yield Quantity(divisor, part)
            case Operation("^", base, Negative()):
                yield Quantity(base, part)
            case Operation("^", base, exponent) if not _is_whole(exponent):
                yield Quantity(base)
            case _:
                pass


def _of_call(part: Node, name: str, arguments: tuple[Node, ...]) -> Iterator[Quantity]:
    match name:
        case "tan":
            yield Quantity(Call("cos", arguments), part)
        case "log":
            yield Quantity(arguments[0], part)
        case "max" | "min":
            yield from (Quantity(Operation("-", a, b)) for a, b in combinations(arguments, 2))
        case "floor" | "ceil":
            yield from (Quantity(Operation("-", arguments[0], number(n))) for n in STEPS)
        case "acos" | "asin" | "atanh" | "acosh":
            yield from (Quantity(Operation("-", arguments[0], number(n))) for n in (-1, 1))
        case "abs" | "sign" | "step" | "sqrt" | "cbrt":
            yield Quantity(arguments[0])
        case _:
            pass


def _is_whole(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1


def steps(node: Node) -> Iterator[Node]:
    """Yield what is 0 where f may leap."""
    for part in walk(node):
        match part:
            case Call("floor" | "ceil", (inner,)):
                yield Operation("-", inner, Call("floor", (Operation("+", inner, HALF),)))  # to the nearest integer
            case Call("sign" | "step", (inner,)):
                yield inner
            case Comparison(operands, _):
                yield from (Operation("-", a, b) for a, b in pairwise(operands))
            case _:
                pass
