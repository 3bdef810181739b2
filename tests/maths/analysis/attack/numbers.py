"""Exact rationals as long as they last, mpmath's numbers beyond: the arithmetic of the attack.

Every number is dual: a value and a slope.  None for a slope says that there is none, or that it is not known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from mpmath import MPContext
from mpmath.libmp import from_rational

Mpf: TypeAlias = Any  # mpmath carries no types
Value: TypeAlias = Fraction | Mpf

ZERO, ONE = Fraction(0), Fraction(1)
LONGEST = 3000  # bits of an exact rational
GUARD = 20  # digits in reserve
HIGHEST = 400  # bits of the argument of an exponential


class Undefined(ArithmeticError):  # noqa: N818
    """There certainly is no value: a number the precision can tell from 0 is on the wrong side."""


class Unknown(ArithmeticError):  # noqa: N818
    """Too large, or too near to a border, to say."""


@dataclass(frozen=True, slots=True)
class Dual:
    """value and slope of a part of a formula at a point; constant: it does not change nearby, as its form says."""

    value: Value
    slope: Value | None
    constant: bool = False


_CONTEXTS: dict[int, Any] = {}


def context(digits: int) -> Any:
    """Return mpmath at so many digits, and some in reserve."""
    if digits not in _CONTEXTS:
        _CONTEXTS[digits] = MPContext()
        _CONTEXTS[digits].dps = digits + GUARD
    return _CONTEXTS[digits]


def real(x: Value, mp: Any) -> Mpf:
    """Return a number in mpmath's form."""
    if not isinstance(x, Fraction):
        return x
    return mp.make_mpf(from_rational(x.numerator, x.denominator, mp.prec, "n"))


def fit(x: Value, mp: Any) -> Value:
    """Return a rational as it is, unless it is too long to go on exactly."""
    if isinstance(x, Fraction) and max(x.numerator.bit_length(), x.denominator.bit_length()) > LONGEST:
        return real(x, mp)
    return x


def add(a: Value, b: Value, mp: Any) -> Value:
    """Return a + b; what cancels to nothing may be anything too small for the digits there are."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    if is_exactly(a, 0) or is_exactly(b, 0):
        return b if is_exactly(a, 0) else a
    total = real(a, mp) + real(b, mp)
    if total == 0 and a != 0:
        raise Unknown
    return total


def total(a: Value | None, b: Value | None, mp: Any) -> Value | None:
    """Return the sum of two slopes, None where it can't be told."""
    if a is None or b is None:
        return None
    try:
        return add(a, b, mp)
    except Unknown:
        return None


def is_exactly(x: Value, n: int) -> bool:
    """Whether x is a whole number, and not by rounding."""
    return isinstance(x, Fraction) and x == n


def times(a: Value, b: Value, mp: Any) -> Value:
    """Return a*b; the exact 0 stays exact."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if is_exactly(a, 0) or is_exactly(b, 0):
        return ZERO
    return real(a, mp) * real(b, mp)


def over(a: Value, b: Value, mp: Any) -> Value:
    if isinstance(b, Fraction):
        if b == 0:
            raise Undefined
        return a / b if isinstance(a, Fraction) else a / real(b, mp)
    if b == 0:
        raise Unknown
    return ZERO if is_exactly(a, 0) else real(a, mp) / b


def surely(a: Value, b: Value, mp: Any) -> int:
    """Return the sign of a - b, refusing to tell where rounding may decide it."""
    if not (isinstance(a, Fraction) and isinstance(b, Fraction)):
        apart = abs(real(a, mp) - real(b, mp))
        if apart < mp.mpf(10) ** -(mp.dps // 2) * max(1, abs(real(b, mp))):
            raise Unknown
    return compare(a, b, mp)


def compare(a: Value, b: Value, mp: Any) -> int:
    """Return the sign of a - b, as far as the digits go."""
    if isinstance(a, Fraction) != isinstance(b, Fraction):
        a, b = real(a, mp), real(b, mp)
    return (a > b) - (a < b)


def sign(x: Value) -> int:
    return (x > 0) - (x < 0)


def size(x: Value, mp: Any) -> int:
    """Return the bits before the point."""
    if x == 0:
        return 0
    return max(0, int(mp.mag(real(x, mp))))


def require_below(x: Value, mp: Any, highest: int = HIGHEST) -> None:
    """Refuse the argument of an exponential or a wave that takes more bits than there are."""
    if size(x, mp) > min(highest, mp.prec // 2):
        raise Unknown


def require_side(x: Value, bound: int, mp: Any) -> None:
    """Refuse a number that rounding may have put on the wrong side of a bound."""
    if not isinstance(x, Fraction) and abs(x - bound) < mp.mpf(10) ** -(mp.dps // 2):
        raise Unknown


def constant(value: Value) -> Dual:
    return Dual(value, ZERO, constant=True)


def chain(d: Dual, value: Value, slope: Callable[[], Value | None], mp: Any) -> Dual:
    """Return f(d) from f's value and a way to its slope, asked only where d changes."""
    if d.constant:
        return constant(value)
    if d.slope is None:
        return Dual(value, None)
    try:
        outer = slope()
    except (Undefined, Unknown):
        outer = None
    return Dual(value, None if outer is None else times(outer, d.slope, mp))


def show(x: Value) -> str:
    """Return a number for a message; float() knows no 10^400."""
    mp = context(50)
    if isinstance(x, Fraction) and len(str(x)) < 20:
        return str(x)
    return str(mp.nstr(real(x, mp), 17))
