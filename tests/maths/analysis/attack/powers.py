"""Powers of dual numbers, as reals have them: of a negative base only whole ones, and 0^0 = 1."""

from fractions import Fraction
from typing import Any

from attack.numbers import (
    LONGEST,
    ONE,
    ZERO,
    Dual,
    Undefined,
    Unknown,
    Value,
    chain,
    constant,
    is_exactly,
    over,
    real,
    require_below,
    require_side,
    sign,
    size,
    times,
    total,
)


def power(base: Dual, exponent: Dual, mp: Any, branches: list[int]) -> Dual:
    """Return base^exponent."""
    n = exponent.value
    if isinstance(n, Fraction) and n.denominator == 1 and exponent.constant:
        return _whole_power(base, int(n), mp, branches)
    require_side(base.value, 0, mp)
    branches.append(sign(base.value))
    if base.value == 0:
        return _of_zero(base, exponent)
    if base.value < 0:
        return _of_negative(base, exponent, mp)
    logarithm = ZERO if is_exactly(base.value, 1) else mp.log(real(base.value, mp))
    height = times(n, logarithm, mp)
    require_below(height, mp)
    value = ONE if is_exactly(height, 0) else mp.exp(real(height, mp))
    if base.constant and exponent.constant:
        return constant(value)
    if base.slope is None or exponent.slope is None:
        return Dual(value, None)
    inner = total(times(exponent.slope, logarithm, mp), times(n, over(base.slope, base.value, mp), mp), mp)
    return Dual(value, None if inner is None else times(value, inner, mp))


def _whole_power(base: Dual, n: int, mp: Any, branches: list[int]) -> Dual:
    if n < 0:
        branches.append(sign(base.value))
        if base.value == 0:
            raise Undefined if isinstance(base.value, Fraction) else Unknown
    if n == 0:
        return constant(ONE)
    return chain(base, _raised(base.value, n, mp), lambda: times(Fraction(n), _raised(base.value, n - 1, mp), mp), mp)


def _raised(x: Value, n: int, mp: Any) -> Value:
    if isinstance(x, Fraction) and max(x.numerator.bit_length(), x.denominator.bit_length()) * abs(n) <= LONGEST:
        return x**n
    if n.bit_length() + size(x, mp).bit_length() > mp.prec // 2:
        raise Unknown
    with mp.extraprec(n.bit_length()):
        return real(x, mp) ** n


def _of_zero(base: Dual, exponent: Dual) -> Dual:
    n = exponent.value
    if not isinstance(base.value, Fraction):
        raise Unknown
    if n < 0:
        raise Undefined
    value = ONE if n == 0 else ZERO
    if base.constant and exponent.constant:
        return constant(value)
    return Dual(value, ZERO if n > 1 and exponent.constant and base.slope is not None else None)


def _of_negative(base: Dual, exponent: Dual, mp: Any) -> Dual:
    n = exponent.value
    if isinstance(n, Fraction):
        if n.denominator != 1:
            raise Undefined
        return Dual(_raised(base.value, int(n), mp), None)
    if abs(n - mp.nint(n)) < mp.mpf(10) ** -(mp.dps // 2):
        raise Unknown
    raise Undefined
