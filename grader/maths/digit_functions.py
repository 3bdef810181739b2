"""The primitive functions of formulas on exact rationals and mpmath's numbers."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from operator import gt, lt
from types import MappingProxyType
from typing import Any

from grader.maths.digit_arithmetic import HIGHEST, LONGEST, LOST, Arithmetic, Mpf, Undefined, Value, require

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


def call(name: str, x: list[Value], arithmetic: Arithmetic) -> Value:
    """Return the value of a function where it has one."""
    if name in _DOMAINS and not _DOMAINS[name](x[0]):
        raise Undefined
    if name in _PICKED:
        return _pick(x, _PICKED[name], arithmetic)
    if name in _STEPS:
        return _STEPS[name](x[0], arithmetic)
    if name in _COMPOSED:
        return _COMPOSED[name](x[0], arithmetic)
    if name in _WAVES or name in _TOWERS:
        argument = arithmetic.sharp(x[0], LONGEST if name in _WAVES else HIGHEST)
    else:
        argument = arithmetic.real(x[0])
    return getattr(arithmetic.context, name)(argument)  # mpmath and formulas call these alike


def _pick(x: list[Value], better: Callable[[Any, Any], bool], arithmetic: Arithmetic) -> Value:
    best = x[0]
    for one in x[1:]:
        if better(*arithmetic.alike(one, best)):
            best = one
    return best


def _sign(x: Value, _: Arithmetic) -> Value:
    return Fraction((x > 0) - (x < 0))


def _step(x: Value, _: Arithmetic) -> Value:
    return Fraction(int(x > 0))


def _floor(x: Value, arithmetic: Arithmetic) -> Value:
    if isinstance(x, Fraction):
        return Fraction(floor(x))
    require(arithmetic.context.mag(x) <= LONGEST)
    return Fraction(int(arithmetic.context.floor(x)))


def _ceil(x: Value, arithmetic: Arithmetic) -> Value:
    return Fraction(ceil(x)) if isinstance(x, Fraction) else -_floor(-x, arithmetic)


def _cbrt(x: Value, arithmetic: Arithmetic) -> Mpf:
    root = arithmetic.context.cbrt(arithmetic.real(abs(x)))
    return root if x >= 0 else -root


def _erfc(x: Value, arithmetic: Arithmetic) -> Mpf:
    require(x < 2**LOST)  # the loss is that of x^2, and what is beyond has a billion billion zeros
    with arithmetic.context.extraprec(2 * LOST if x > 1 else 0):
        value = arithmetic.context.erfc(arithmetic.real(x))
    return +value


def _tanh(x: Value, arithmetic: Arithmetic) -> Mpf:
    return _nearly_one(x, arithmetic) if abs(x) > 2**LOST else arithmetic.context.tanh(arithmetic.real(x))


def _erf(x: Value, arithmetic: Arithmetic) -> Mpf:
    return _nearly_one(x, arithmetic) if abs(x) > 2**LOST else arithmetic.context.erf(arithmetic.real(x))


def _nearly_one(x: Value, arithmetic: Arithmetic) -> Mpf:
    """Return 1 with the sign of x, not as a rational: it is no exact value."""
    return arithmetic.context.mpf(1 if x > 0 else -1)


def _sigmoid(x: Value, arithmetic: Arithmetic) -> Mpf:
    if x > 2**LOST:
        return arithmetic.context.mpf(1)
    small = arithmetic.context.exp(-abs(arithmetic.sharp(x, HIGHEST)))
    return (1 if x >= 0 else small) / (1 + small)


def _softplus(x: Value, arithmetic: Arithmetic) -> Mpf:
    if x > 2**LOST:
        return arithmetic.real(x)
    number = arithmetic.sharp(x, HIGHEST)
    return max(number, 0) + arithmetic.context.log1p(arithmetic.context.exp(-abs(number)))


_PICKED: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType({"max": gt, "min": lt})
_STEPS: Mapping[str, Callable[[Value, Arithmetic], Value]] = MappingProxyType(
    {"abs": lambda x, _: abs(x), "ceil": _ceil, "floor": _floor, "sign": _sign, "step": _step}
)
_COMPOSED: Mapping[str, Callable[[Value, Arithmetic], Value]] = MappingProxyType(
    {"cbrt": _cbrt, "erf": _erf, "erfc": _erfc, "sigmoid": _sigmoid, "softplus": _softplus, "tanh": _tanh}
)
