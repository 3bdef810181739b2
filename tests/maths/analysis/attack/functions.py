"""The primitive functions of formulas on dual numbers."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt
from typing import Any

from attack.numbers import (
    ONE,
    ZERO,
    Dual,
    Undefined,
    Unknown,
    Value,
    add,
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
)

Branches = list[int]


def _exp(d: Dual, mp: Any, _: Branches) -> Dual:
    require_below(d.value, mp)
    value = ONE if is_exactly(d.value, 0) else mp.exp(real(d.value, mp))
    return chain(d, value, lambda: value, mp)


def _log(d: Dual, mp: Any, branches: Branches) -> Dual:
    require_side(d.value, 0, mp)
    branches.append(sign(d.value))
    if d.value <= 0:
        raise Undefined
    value = ZERO if is_exactly(d.value, 1) else mp.log(real(d.value, mp))
    return chain(d, value, lambda: over(ONE, d.value, mp), mp)


def _sqrt(d: Dual, mp: Any, branches: Branches) -> Dual:
    require_side(d.value, 0, mp)
    branches.append(sign(d.value))
    if d.value < 0:
        raise Undefined
    value = root(d.value, mp)
    return chain(d, value, lambda: None if value == 0 else over(Fraction(1, 2), value, mp), mp)


def root(x: Value, mp: Any) -> Value:
    """Return the square root, exact where it is rational."""
    if isinstance(x, Fraction) and isqrt(x.numerator) ** 2 == x.numerator:
        below = isqrt(x.denominator)
        if below**2 == x.denominator:
            return Fraction(isqrt(x.numerator), below)
    return mp.sqrt(real(x, mp))


def _cbrt(d: Dual, mp: Any, branches: Branches) -> Dual:
    branches.append(sign(d.value))
    if d.value == 0:
        return chain(d, d.value, lambda: None, mp)
    value = mp.cbrt(real(abs(d.value), mp)) * sign(d.value)
    return chain(d, value, lambda: over(Fraction(1, 3), value * value, mp), mp)


def _wave(name: str) -> Callable[[Dual, Any, Branches], Dual]:
    def wave(d: Dual, mp: Any, branches: Branches) -> Dual:
        if not isinstance(d.value, Fraction):
            require_below(d.value, mp)
        with mp.extraprec(size(d.value, mp)):
            x = real(d.value, mp)
            sine, cosine = (ZERO, ONE) if is_exactly(d.value, 0) else (mp.sin(x), mp.cos(x))
            turns = int(mp.floor(x / mp.pi + mp.mpf(1) / 2)) if name == "tan" else 0
        if name == "sin":
            return chain(d, sine, lambda: cosine, mp)
        if name == "cos":
            return chain(d, cosine, lambda: -sine, mp)
        branches.append(turns)
        value = over(sine, cosine, mp)
        return chain(d, value, lambda: add(ONE, times(value, value, mp), mp), mp)

    return wave


def _sinh(d: Dual, mp: Any, _: Branches) -> Dual:
    require_below(d.value, mp)
    x = real(d.value, mp)
    return chain(d, ZERO if is_exactly(d.value, 0) else mp.sinh(x), lambda: mp.cosh(x), mp)


def _cosh(d: Dual, mp: Any, _: Branches) -> Dual:
    require_below(d.value, mp)
    x = real(d.value, mp)
    return chain(d, ONE if is_exactly(d.value, 0) else mp.cosh(x), lambda: mp.sinh(x), mp)


def _tanh(d: Dual, mp: Any, _: Branches) -> Dual:
    x = real(d.value, mp)
    far = size(d.value, mp) > mp.prec

    def slope() -> Value:
        require_below(x, mp)
        return 1 / mp.cosh(x) ** 2

    return chain(d, ZERO if is_exactly(d.value, 0) else mp.mpf(sign(x)) if far else mp.tanh(x), slope, mp)


def _sigmoid(d: Dual, mp: Any, _: Branches) -> Dual:
    if is_exactly(d.value, 0):
        return chain(d, Fraction(1, 2), lambda: Fraction(1, 4), mp)
    require_below(d.value, mp)
    x = real(d.value, mp)
    small = mp.exp(-abs(x))
    return chain(d, (1 if x >= 0 else small) / (1 + small), lambda: small / (1 + small) ** 2, mp)


def _softplus(d: Dual, mp: Any, _: Branches) -> Dual:
    require_below(d.value, mp)
    x = real(d.value, mp)
    small = mp.exp(-abs(x))
    return chain(d, max(x, 0) + mp.log1p(small), lambda: (1 if x >= 0 else small) / (1 + small), mp)


def _erf(d: Dual, mp: Any, _: Branches) -> Dual:
    x = real(d.value, mp)
    value = ZERO if is_exactly(d.value, 0) else mp.mpf(sign(x)) if size(x, mp) > mp.prec else mp.erf(x)
    return chain(d, value, lambda: _bell(x, mp), mp)


def _erfc(d: Dual, mp: Any, _: Branches) -> Dual:
    x = real(d.value, mp)
    if x > 0:
        require_below(x * x, mp)
    with mp.extraprec(2 * size(x, mp) if x > 1 else 0):
        value = ONE if is_exactly(d.value, 0) else mp.mpf(2) if -x > 2**mp.prec else mp.erfc(x)
    return chain(d, value, lambda: -_bell(x, mp), mp)


def _bell(x: Any, mp: Any) -> Any:
    require_below(x * x, mp)
    return 2 / mp.sqrt(mp.pi) * mp.exp(-x * x)


def _inverse(name: str, slope: Callable[[Value, Any], Value | None], low: int | None, high: int | None) -> Any:
    """Return an inverse function, given its slope and the ends of its domain."""

    def inverse(d: Dual, mp: Any, branches: Branches) -> Dual:
        for end, outside in ((low, 1), (high, -1)):
            if end is None:
                continue
            require_side(d.value, end, mp)
            side = sign(d.value - end)
            branches.append(side)
            if side == -outside or (side == 0 and name == "atanh"):
                raise Undefined
        zero = is_exactly(d.value, 1 if name in {"acos", "acosh"} else 0)
        value = ZERO if zero else getattr(mp, name)(real(d.value, mp))
        return chain(d, value, lambda: slope(d.value, mp), mp)

    return inverse


def _of_square(rest: Callable[[Value], Value], factor: int = 1) -> Callable[[Value, Any], Value | None]:
    """Return the slope factor/sqrt(rest(x)), which there is not where the rest vanishes."""

    def slope(x: Value, mp: Any) -> Value | None:
        below = rest(x)
        return None if below <= 0 else over(Fraction(factor), root(below, mp), mp)

    return slope


def _abs(d: Dual, mp: Any, branches: Branches) -> Dual:
    side = sign(d.value)
    branches.append(side)
    return chain(d, abs(d.value), lambda: Fraction(side) if side else None, mp)


def _sign(d: Dual, mp: Any, branches: Branches) -> Dual:
    require_side(d.value, 0, mp)
    side = sign(d.value)
    branches.append(side)
    return _level(d, Fraction(side), edge=side == 0)


def _step(d: Dual, mp: Any, branches: Branches) -> Dual:
    require_side(d.value, 0, mp)
    side = sign(d.value)
    branches.append(side)
    return _level(d, Fraction(int(side > 0)), edge=side == 0)


def _floor(d: Dual, mp: Any, branches: Branches) -> Dual:
    below = _whole(d.value, mp)
    edge = d.value == below
    branches += [below, int(edge)]
    return _level(d, Fraction(below), edge=edge)


def _ceil(d: Dual, mp: Any, branches: Branches) -> Dual:
    above = -_whole(-d.value, mp)
    edge = d.value == above
    branches += [above, int(edge)]
    return _level(d, Fraction(above), edge=edge)


def _level(d: Dual, value: Fraction, *, edge: bool) -> Dual:
    """Return a value of a staircase, which has no slope at an edge."""
    return Dual(value, None) if edge and not d.constant else constant(value)


def _whole(x: Value, mp: Any) -> int:
    if isinstance(x, Fraction):
        return x.numerator // x.denominator
    require_below(x, mp)
    near = mp.nint(x)
    if abs(x - near) < mp.mpf(10) ** -(mp.dps // 2):
        raise Unknown
    return int(mp.floor(x))


FUNCTIONS: Mapping[str, Callable[[Dual, Any, Branches], Dual]] = {
    "abs": _abs,
    "acos": _inverse("acos", _of_square(lambda x: 1 - x * x, -1), -1, 1),
    "acosh": _inverse("acosh", _of_square(lambda x: x * x - 1), 1, None),
    "asin": _inverse("asin", _of_square(lambda x: 1 - x * x), -1, 1),
    "asinh": _inverse("asinh", _of_square(lambda x: 1 + x * x), None, None),
    "atan": _inverse("atan", lambda x, mp: over(ONE, 1 + x * x, mp), None, None),
    "atanh": _inverse("atanh", lambda x, mp: over(ONE, 1 - x * x, mp), -1, 1),
    "cbrt": _cbrt,
    "ceil": _ceil,
    "cos": _wave("cos"),
    "cosh": _cosh,
    "erf": _erf,
    "erfc": _erfc,
    "exp": _exp,
    "floor": _floor,
    "log": _log,
    "sigmoid": _sigmoid,
    "sign": _sign,
    "sin": _wave("sin"),
    "sinh": _sinh,
    "softplus": _softplus,
    "sqrt": _sqrt,
    "step": _step,
    "tan": _wave("tan"),
    "tanh": _tanh,
}
