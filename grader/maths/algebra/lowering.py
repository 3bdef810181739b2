"""From trees in primitives to expressions: every function by the few that have laws."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import assert_never

from flint import fmpq

from grader.maths.algebra.expressions import ONE, ZERO, Expressions
from grader.maths.algebra.functions import HALF, cosine, exp, log, odd, sine
from grader.maths.algebra.roots import DEGREES, absolute, fractional, note, root, third
from grader.maths.algebra.signs import positive
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


class Lowering:
    """Turns the trees of one comparison into expressions."""

    def __init__(self, e: Expressions) -> None:
        self.e = e
        self._known = dict[int, int]()  # by the identity of the node: derivatives share large parts
        self._alive = list[Node]()

    def lower(self, node: Node) -> int:
        """Return the expression of a tree."""
        key = id(node)
        if key not in self._known:
            self._alive.append(node)
            self._known[key] = self._lowered(node)
            self.e.useful.add(self._known[key])
        return self._known[key]

    def _lowered(self, node: Node) -> int:
        e = self.e
        match node:
            case Number(value):
                return e.number(fmpq(value.numerator, value.denominator))
            case Constant(name):
                return e.atom("pi") if name == "pi" else exp(e, ONE)
            case Variable(name):
                return e.atom("variable " + name)
            case Negative(operand):
                return e.times(-1, self.lower(operand))
            case Operation(operator, left, right):
                return _OPERATORS[operator](e, self.lower(left), self.lower(right))
            case Call(name, arguments):
                return self._call(name, [self.lower(argument) for argument in arguments])
            case Piecewise():
                return self._choice(node)
            case _:
                assert_never(node)

    def _call(self, name: str, arguments: list[int]) -> int:
        if name in _OF_TWO:
            first, *rest = arguments
            for other in rest:
                first = _OF_TWO[name](self.e, first, other)
            return first
        return _FUNCTIONS[name](self.e, arguments[0])

    def _choice(self, node: Piecewise) -> int:
        """Return an unknown function of all that is in a piecewise: the same parts make the same value."""
        name, parts, taken = "piecewise", list[int](), self.e.taken
        self.e.taken = False
        for condition, then in node.pieces:
            name += f" {self._shape(condition, parts)}:"
            parts.append(self.lower(then))
        if node.otherwise is not None:
            name += " else"
            parts.append(self.lower(node.otherwise))
        self.e.taken = taken
        return self.e.atom(name, *parts)

    def _shape(self, condition: Condition, parts: list[int]) -> str:
        match condition:
            case Comparison(operands, relations):
                parts += [self.lower(operand) for operand in operands]
                return "?" + "?".join(relations) + "?"
            case Logic(word, conditions):
                return f"{word}({' '.join(self._shape(one, parts) for one in conditions)})"
            case _:
                assert_never(condition)


def _add(e: Expressions, u: int, v: int) -> int:
    return e.add(u, v)


def _subtract(e: Expressions, u: int, v: int) -> int:
    return e.add(u, e.times(-1, v))


def _multiply(e: Expressions, u: int, v: int) -> int:
    return e.product((u, 1), (v, 1))


def _divide(e: Expressions, u: int, v: int) -> int:
    return e.product((u, 1), (v, -1))


def _power(e: Expressions, u: int, v: int) -> int:
    """Return u^v: whole powers, square and cube roots as such, and the rest by exp and log."""
    value = e.value(v)
    if value is not None and value.q == 1:
        return e.product((u, int(value.p)))
    if value is not None:
        note(e, u, strict=False)
        if DEGREES % int(value.q) == 0:
            return fractional(e, u, int(value.p), int(value.q))
    elif not positive(e, u):
        return e.atom("power", u, v)  # of a negative u, an exponent that happens to be whole makes a power
    whole = _whole(e, v)
    rest = e.add(v, e.number(-whole))
    return e.product((u, whole), (exp(e, e.total((i, c) for i, c in _products(e, rest, log(e, u)))), 1))


def _whole(e: Expressions, u: int) -> int:
    """Return the whole part of the number in a sum."""
    return int(sum((c for i, c in e.terms(u) if i == ONE), fmpq(0)).floor())


def _products(e: Expressions, u: int, v: int) -> list[tuple[int, fmpq]]:
    """Return a product with its second factor multiplied out, so that exp sees its terms."""
    return [(e.product((u, 1), (i, 1)), c) for i, c in e.terms(v)]


def _sqrt(e: Expressions, u: int) -> int:
    note(e, u, strict=False)
    return root(e, u)


def _log(e: Expressions, u: int) -> int:
    note(e, u, strict=True)
    return log(e, u)


def _ratio(e: Expressions, u: int, sign: int) -> int:
    """Return (exp(u) + sign) / (exp(u) - sign), one or the other way up."""
    grown = exp(e, u)
    return e.product((e.add(grown, e.number(sign)), 1), (e.add(grown, e.number(-sign)), -1))


def _hyperbolic(e: Expressions, u: int, sign: int) -> int:
    """Return cosh(u) or sinh(u); each may be the root of something."""
    grown = exp(e, u)
    both = {s: e.total(((grown, HALF), (e.product((grown, -1)), s * HALF))) for s in (1, -1)}
    e.useful.update(both.values())
    return both[sign]


def _tanh(e: Expressions, u: int) -> int:
    e.useful.add(e.product((_hyperbolic(e, u, 1), -1)))  # the root of 1 - tanh(u)^2
    return _ratio(e, e.times(2, u), -1)


def _sigmoid(e: Expressions, u: int) -> int:
    grown = exp(e, u)
    return e.product((grown, 1), (e.add(ONE, grown), -1))


def _area(e: Expressions, u: int, sign: int) -> int:
    """Return asinh(u) or acosh(u) as a logarithm."""
    return log(e, e.add(u, root(e, e.add(e.product((u, 2)), e.number(sign)))))


def _acosh(e: Expressions, u: int) -> int:
    note(e, u, strict=True)
    note(e, e.add(e.product((u, 2)), e.number(-1)), strict=False)
    return _area(e, u, -1)


def _atanh(e: Expressions, u: int) -> int:
    beyond = [log(e, e.add(ONE, e.times(sign, u))) for sign in (1, -1)]
    return e.total(((beyond[0], HALF), (beyond[1], -HALF)))


def _complement(e: Expressions, whole: int, u: int) -> int:
    return e.add(whole, e.times(-1, u))


def _floor(e: Expressions, u: int) -> int:
    whole = _whole(e, u)
    rest = e.add(u, e.number(-whole))
    return e.add(e.number(whole), e.atom("floor", rest) if rest != ZERO else ZERO)


def _sign(e: Expressions, u: int) -> int:
    return e.add(e.atom("step", u), e.times(-1, e.atom("step", e.times(-1, u))))


def _larger(e: Expressions, u: int, v: int, sign: int) -> int:
    """Return max(u, v) or min(u, v), which is the middle and half the distance more or less."""
    distance = absolute(e, e.add(u, e.times(-1, v)))
    return e.total(((u, HALF), (v, HALF), (distance, sign * HALF)))


_OPERATORS: Mapping[str, Callable[[Expressions, int, int], int]] = MappingProxyType(
    {"+": _add, "-": _subtract, "*": _multiply, "/": _divide, "^": _power}
)

_OF_TWO: Mapping[str, Callable[[Expressions, int, int], int]] = MappingProxyType(
    {"max": lambda e, u, v: _larger(e, u, v, 1), "min": lambda e, u, v: _larger(e, u, v, -1)}
)

_FUNCTIONS: Mapping[str, Callable[[Expressions, int], int]] = MappingProxyType(
    {
        "abs": absolute,
        "acos": lambda e, u: _complement(e, e.times(HALF, e.atom("pi")), odd(e, "asin", u)),
        "acosh": _acosh,
        "asin": lambda e, u: odd(e, "asin", u),
        "asinh": lambda e, u: _area(e, u, 1),
        "atan": lambda e, u: odd(e, "atan", u),
        "atanh": _atanh,
        "cbrt": third,
        "ceil": lambda e, u: e.times(-1, _floor(e, e.times(-1, u))),
        "cos": cosine,
        "cosh": lambda e, u: _hyperbolic(e, u, 1),
        "erf": lambda e, u: odd(e, "erf", u),
        "erfc": lambda e, u: _complement(e, ONE, odd(e, "erf", u)),
        "exp": exp,
        "floor": _floor,
        "log": _log,
        "sigmoid": _sigmoid,
        "sign": _sign,
        "sin": sine,
        "sinh": lambda e, u: _hyperbolic(e, u, -1),
        "softplus": lambda e, u: log(e, e.add(ONE, exp(e, u))),
        "sqrt": _sqrt,
        "step": lambda e, u: e.atom("step", u),
        "tan": lambda e, u: e.product((sine(e, u), 1), (cosine(e, u), -1)),
        "tanh": _tanh,
    }
)
