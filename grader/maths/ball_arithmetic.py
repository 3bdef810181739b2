"""Sums, products, quotients and powers of exact rationals and balls.

A rational stays exact while it is short: 1/(x-x) is then certainly undefined, and x^(6/3) a square.  Longer
ones become balls, so that 9^9^9 costs no more than 9^9.  Imported only by the evaluator: this loads flint.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flint import arb, fmpq, fmpz

from grader.maths.tree import Operator
from grader.maths.values import Gap, Real, Value

LONGEST = 20_000  # bits of a rational's numerator or denominator; 1000^1000 has 9,966
DEEPEST = 64  # roots looked for exactly: 8^(1/3) is 2

ZERO = fmpq(0)
ONE = fmpq(1)


def ball(value: Real) -> arb:
    """Return a ball that contains the value; integers are exact, so that sin(10^300) is sharp."""
    if isinstance(value, arb):
        return value
    return arb(value.p) if value.q == 1 else arb(value)


def short(value: fmpq) -> Real:
    """Return the rational, or a ball if it has grown too long to carry along."""
    return value if value.height_bits() <= LONGEST else arb(value)


def finite(value: arb) -> Value:
    """Return the ball, or the gap if it says nothing: too large, or an argument may lie outside the domain."""
    return value if value.is_finite() else Gap.UNSURE


def exact_root(value: fmpq, n: int) -> fmpq | None:
    """Return the n-th root of a rational >= 0 if it is rational."""
    above, below = value.p.root(n), value.q.root(n)
    return fmpq(above, below) if above**n == value.p and below**n == value.q else None


def add(a: Real, b: Real) -> Value:
    """Return a + b."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return short(a + b)
    return finite(ball(a) + ball(b))


def subtract(a: Real, b: Real) -> Value:
    """Return a - b."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return short(a - b)
    return finite(ball(a) - ball(b))


def multiply(a: Real, b: Real) -> Value:
    """Return a b; exactly 0 if a factor is."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return short(a * b)
    if a == 0 or b == 0:
        return ZERO
    return finite(ball(a) * ball(b))


def divide(a: Real, b: Real) -> Value:
    """Return a / b; undefined if b is exactly 0, unsure if it may be."""
    if b == 0:
        return Gap.UNDEFINED
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return short(a / b)
    quotient = finite(ball(a) / ball(b))
    return ZERO if a == 0 and quotient is not Gap.UNSURE else quotient


def power(base: Real, exponent: Real) -> Value:
    """Return base^exponent: 0^0 is 1, and a negative base needs an exponent that is exactly an integer."""
    if isinstance(exponent, fmpq) and exponent.q == 1:
        return _whole_power(base, exponent.p)
    if base == 0 or base == 1:  # noqa: PLR1714  a set would hash the ball
        return _power_of_fixed_point(base, exponent)
    if base < 0:
        may_be_whole = isinstance(exponent, arb) and exponent.contains_integer()
        return Gap.UNSURE if may_be_whole else Gap.UNDEFINED
    if not base > 0:
        return Gap.UNSURE
    exact = _rational_power(base, exponent) if isinstance(base, fmpq) and isinstance(exponent, fmpq) else None
    return finite(ball(base) ** ball(exponent)) if exact is None else exact


def _power_of_fixed_point(base: Real, exponent: Real) -> Value:
    """Return 0 or 1 to the power of anything but an exact integer."""
    if base == 1:
        return ONE
    if exponent > 0:
        return ZERO
    return Gap.UNDEFINED if exponent < 0 else Gap.UNSURE


def _whole_power(base: Real, n: fmpz) -> Value:
    if n == 0:
        return ONE
    if base == 0:
        return ZERO if n > 0 else Gap.UNDEFINED
    if isinstance(base, arb):
        return _power_across_zero(base, n) if base.contains(0) else finite(base**n)
    if base == 1 or base == -1:  # noqa: PLR1714  hashing costs more than comparing
        return base if n % 2 == 1 else ONE
    if base.height_bits() * abs(n) <= LONGEST:
        return base**n
    return finite(ball(base) ** n)


def _power_across_zero(base: arb, n: fmpz) -> Value:
    """Return base^n for a base that may be 0: flint's power gives up on a ball around 0."""
    if n < 0:
        return Gap.UNSURE
    if n % 2 == 0:
        return finite((base.abs_upper() ** n).union(0))
    return finite((base.lower() ** n).union(base.upper() ** n))


def _rational_power(base: fmpq, exponent: fmpq) -> Value | None:
    """Return base^exponent if the base > 0 has the exact root that takes."""
    if exponent.q > DEEPEST:
        return None
    root = exact_root(base, int(exponent.q))
    return None if root is None else _whole_power(root, exponent.p)


OPERATORS: Mapping[Operator, Callable[[Real, Real], Value]] = MappingProxyType(
    {"+": add, "-": subtract, "*": multiply, "/": divide, "^": power}
)
