"""Arithmetic on exact rationals and mpmath's numbers, refusing what would lose more digits than are kept in reserve."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub, truediv
from types import MappingProxyType
from typing import Any, TypeAlias

from grader.maths.tree import Operator

Mpf: TypeAlias = Any  # mpmath carries no types, and its numbers are of a class made with their context
Value: TypeAlias = Fraction | Mpf

LOST = 60  # bits that a number may lose to its size; digits.py keeps 66 in reserve
LONGEST = 20_000  # bits of an exact rational; 1000^1000 has 9,966
HIGHEST = 400  # bits of the exponent in 2^exponent; exp(10^100) has 333

_ARITHMETIC: Mapping[Operator, Callable[[Any, Any], Any]] = MappingProxyType(
    {"+": add, "-": sub, "*": mul, "/": truediv}
)


class TooLarge(ArithmeticError):  # noqa: N818  a fact about a number, not somebody's mistake
    """The value, or one on the way to it, is too large or too small to be known to the digits asked for."""


class Undefined(ArithmeticError):  # noqa: N818  a way out of a tree, never seen outside
    """A part of the tree has no real value here, so the whole has none."""


def require(bearable: bool) -> None:  # noqa: FBT001  the truth is all there is to it
    """Refuse a number whose size can't be borne."""
    if not bearable:
        raise TooLarge("This number is too large or too small to be known to so many digits.")


def length(x: Fraction) -> int:
    """Return the bits of the longer part of a fraction."""
    return max(x.numerator.bit_length(), x.denominator.bit_length())


@dataclass(frozen=True, kw_only=True, slots=True)
class Arithmetic:
    """Arithmetic in a context of its own: the precision of mpmath's usual one is everybody's."""

    context: Any

    def real(self, x: Value) -> Mpf:
        """Return the number in mpmath's form; a large rational gets more bits, so that sin(10^300) is right."""
        from mpmath.libmp import from_rational  # noqa: PLC0415  slow to import

        if not isinstance(x, Fraction):
            return x
        size = max(0, x.numerator.bit_length() - x.denominator.bit_length())
        return self.context.make_mpf(from_rational(x.numerator, x.denominator, self.context.prec + size))

    def sharp(self, x: Value, highest: int) -> Mpf:
        """Return the argument of a function that needs all bits before and after its point."""
        number = self.real(x)
        require(self.context.mag(number) <= (highest if isinstance(x, Fraction) else LOST))
        return number

    def alike(self, a: Value, b: Value) -> tuple[Value, Value]:
        """Return two rationals as they are, and otherwise both in mpmath's form."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return a, b
        return self.real(a), self.real(b)

    def operate(self, operator: Operator, a: Value, b: Value) -> Value:
        """Return a operator b."""
        if operator == "^":
            return self._power(a, b)
        if operator == "/" and b == 0:
            raise Undefined
        result = _ARITHMETIC[operator](*self.alike(a, b))
        if isinstance(result, Fraction) and length(result) > LONGEST:
            return self.real(result)
        return result

    def _power(self, base: Value, exponent: Value) -> Value:
        n = self._whole(exponent)
        if n is not None:
            return self._whole_power(base, n)
        if base < 0 or (base == 0 and exponent < 0):
            raise Undefined
        if base == 0 or base == 1:  # noqa: PLR1714  hashing costs more than comparing
            return base
        mag = self.context.mag
        height, growth = mag(self.real(exponent)), mag(self.context.log(self.real(base)))
        loss = max(0, height) + max(0, growth)
        exact = isinstance(base, Fraction) and isinstance(exponent, Fraction)
        require(height + growth <= HIGHEST and loss <= (LONGEST if exact else LOST))
        with self.context.extraprec(loss):
            logarithm = self.real(exponent) * self.context.log(self.real(base))
        return self.context.exp(logarithm)

    def _whole(self, exponent: Value) -> int | None:
        if isinstance(exponent, Fraction):
            return exponent.numerator if exponent.denominator == 1 else None
        if not self.context.isint(exponent):
            return None
        require(self.context.mag(exponent) <= LOST)
        return int(exponent)

    def _whole_power(self, base: Value, n: int) -> Value:
        if n == 0:
            return Fraction(1)
        if base == 0 and n < 0:
            raise Undefined
        if base == 0 or abs(base) == 1:
            return base if n % 2 else abs(base)
        if isinstance(base, Fraction) and length(base) * abs(n) <= LONGEST:
            return base**n
        require(n.bit_length() <= (HIGHEST if isinstance(base, Fraction) else LOST))
        with self.context.extraprec(n.bit_length()):
            precise = self.real(base)
            require((n * self.context.mag(precise)).bit_length() <= HIGHEST)
            return precise**n
