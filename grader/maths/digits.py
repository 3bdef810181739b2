"""Values to as many digits as wanted, by mpmath: a second opinion that shares nothing with the balls but the rules.

There are no error bounds here.  Rationals stay exact, so that 1/(0.1+0.2-0.3) has no value; the rest carries
twenty digits more than asked for, and what would lose more than those is refused as too large.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

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
    Relation,
    Variable,
)

Mpf: TypeAlias = Any  # mpmath carries no types; its numbers belong to the context that made them
Value: TypeAlias = Fraction | Mpf

GUARD = 20  # digits above those asked for
LOST = 60  # bits that an argument may lose to its size, within the guard
LONGEST = 20_000  # bits of an exact rational
HIGHEST = 400  # bits of the exponent of a power of two; exp(10^100) has 333

_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType({"+": add, "-": sub, "*": mul, "/": truediv})
_RELATIONS: Mapping[Relation, Callable[[Any, Any], bool]] = MappingProxyType(
    {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
)
_DOMAINS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "acos": lambda x: -1 <= x <= 1,
        "acosh": lambda x: x >= 1,
        "asin": lambda x: -1 <= x <= 1,
        "atanh": lambda x: -1 < x < 1,
        "log": lambda x: x > 0,
        "sqrt": lambda x: x >= 0,
    }
)
_WAVES = frozenset({"cos", "sin", "tan"})
_TOWERS = frozenset({"cosh", "exp", "sinh"})


class TooLarge(ArithmeticError):  # noqa: N818  a fact about a number, not somebody's mistake
    """The value, or one on the way to it, is too large or too small to be written to the digits asked for."""


class _Undefined(ArithmeticError):  # noqa: N818  a way out of a tree, never seen outside
    """A part of the tree has no real value here, so the whole has none."""


def evaluate(node: Node, point: Mapping[str, Fraction], digits: int) -> Mpf | None:
    """Return the value at a point of a tree in primitives, or None where it is undefined; may raise TooLarge."""
    from mpmath import MPContext  # noqa: PLC0415  slow to import

    context = MPContext()
    context.dps = digits + GUARD
    walk = _Walk(context=context, point=point)
    try:
        value = walk.real(walk.value(node))
    except _Undefined:
        return None
    context.dps = digits
    return +value


@dataclass(frozen=True, kw_only=True, slots=True)
class _Walk:
    """One evaluation, in a context of its own: mpmath's precision is otherwise everybody's."""

    context: Any
    point: Mapping[str, Fraction]

    def value(self, node: Node) -> Value:
        match node:
            case Number() | Variable() | Constant():
                return self._leaf(node)
            case Negative(operand):
                return -self.value(operand)
            case Operation(operator, left, right):
                return self._operate(operator, self.value(left), self.value(right))
            case Call(name, arguments):
                return self._call(name, [self.value(argument) for argument in arguments])
            case Piecewise(pieces, otherwise):
                return self._choose(pieces, otherwise)
            case _:
                assert_never(node)

    def real(self, x: Value) -> Mpf:
        """Return the number in mpmath's form; a large rational gets more bits, so that sin(10^300) is right."""
        from mpmath.libmp import from_rational  # noqa: PLC0415  slow to import

        if not isinstance(x, Fraction):
            return x
        size = max(0, x.numerator.bit_length() - x.denominator.bit_length())
        return self.context.make_mpf(from_rational(x.numerator, x.denominator, self.context.prec + size))

    def _leaf(self, node: Number | Variable | Constant) -> Value:
        match node:
            case Number(value):
                return value
            case Variable(name):
                return self.point[name]
            case Constant(name):
                return +(self.context.pi if name == "pi" else self.context.e)
            case _:
                assert_never(node)

    def _operate(self, operator: str, a: Value, b: Value) -> Value:
        if operator == "^":
            return self._power(a, b)
        if operator == "/" and b == 0:
            raise _Undefined
        result = _ARITHMETIC[operator](*self._alike(a, b))
        if isinstance(result, Fraction) and _length(result) > LONGEST:
            return self.real(result)
        return result

    def _alike(self, a: Value, b: Value) -> tuple[Value, Value]:
        """Return two rationals as they are, and otherwise both in mpmath's form."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return a, b
        return self.real(a), self.real(b)

    def _power(self, base: Value, exponent: Value) -> Value:
        whole = self._whole(exponent)
        if whole is not None:
            return self._whole_power(base, whole)
        if base < 0 or (base == 0 and exponent < 0):
            raise _Undefined
        if base == 0 or base == 1:  # noqa: PLR1714  mpmath's numbers are compared, not hashed
            return base
        height, growth = self.context.mag(self.real(exponent)), self.context.mag(self.context.log(self.real(base)))
        loss = max(0, height) + max(0, growth)
        self._require(height + growth <= HIGHEST)
        self._require(loss <= (LONGEST if isinstance(base, Fraction) and isinstance(exponent, Fraction) else LOST))
        with self.context.extraprec(loss):
            logarithm = self.real(exponent) * self.context.log(self.real(base))
        return self.context.exp(logarithm)

    def _whole(self, exponent: Value) -> int | None:
        if isinstance(exponent, Fraction):
            return exponent.numerator if exponent.denominator == 1 else None
        if not self.context.isint(exponent):
            return None
        self._require(self.context.mag(exponent) <= HIGHEST)
        return int(exponent)

    def _whole_power(self, base: Value, n: int) -> Value:
        if n == 0:
            return Fraction(1)
        if base == 0 and n < 0:
            raise _Undefined
        if base == 0 or abs(base) == 1:
            return base if n % 2 else abs(base)
        if isinstance(base, Fraction) and _length(base) * abs(n) <= LONGEST:
            return base**n
        self._require(isinstance(base, Fraction) or n.bit_length() <= LOST)
        self._require(n.bit_length() <= HIGHEST)
        with self.context.extraprec(n.bit_length()):
            precise = self.real(base)
            self._require((n * self.context.mag(precise)).bit_length() <= HIGHEST)
            power = precise**n
        return +power

    def _call(self, name: str, x: list[Value]) -> Value:
        if name == "max":
            return _pick(self, x, gt)
        if name == "min":
            return _pick(self, x, lt)
        if name in _DOMAINS and not _DOMAINS[name](x[0]):
            raise _Undefined
        if name in _SPECIAL:
            return _SPECIAL[name](self, x[0])
        if name in _TOWERS:
            return getattr(self.context, name)(self.sharp(x[0], HIGHEST))
        if name in _WAVES:
            return getattr(self.context, name)(self.sharp(x[0], LONGEST))
        return getattr(self.context, name)(self.real(x[0]))

    def sharp(self, x: Value, largest: int) -> Mpf:
        """Return the argument of a function that needs every bit before and after its point."""
        number = self.real(x)
        self._require(self.context.mag(number) <= (largest if isinstance(x, Fraction) else LOST))
        return number

    def _choose(self, pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None) -> Value:
        for condition, node in pieces:
            if self._truth(condition):
                return self.value(node)
        if otherwise is None:
            raise _Undefined
        return self.value(otherwise)

    def _truth(self, condition: Condition) -> bool:
        """Whether a condition holds; every part is looked at, since one without a value spoils the whole."""
        match condition:
            case Comparison(operands, relations):
                seen = [self.value(operand) for operand in operands]
                pairs = zip(relations, seen, seen[1:], strict=False)
                return all(_RELATIONS[relation](*self._alike(a, b)) for relation, a, b in pairs)
            case Logic(word, conditions):
                parts = [self._truth(part) for part in conditions]
                return not parts[0] if word == "not" else any(parts) if word == "or" else all(parts)
            case _:
                assert_never(condition)

    @staticmethod
    def _require(bearable: bool) -> None:  # noqa: FBT001  the truth is all there is to it
        if not bearable:
            raise TooLarge("This number is too large or too small to be written to so many digits.")


def _length(x: Fraction) -> int:
    return max(x.numerator.bit_length(), x.denominator.bit_length())
