"""The primitive functions with their first two derivatives, written by hand for mpmath."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from far_out import FINE

MP = FINE.context
Truth: TypeAlias = Callable[[Any], Any]


def _sigmoid(x: Any) -> Any:
    small = MP.exp(-abs(x))
    return (1 if x > 0 else small) / (1 + small)


def _share(x: Any) -> Any:
    """Return the slope of the sigmoid."""
    small = MP.exp(-abs(x))
    return small / (1 + small) ** 2


def _softplus(x: Any) -> Any:
    return max(x, 0) + MP.log1p(MP.exp(-abs(x)))


def _cbrt(x: Any) -> Any:
    return MP.cbrt(x) if x > 0 else -MP.cbrt(-x)


def _bell(x: Any) -> Any:
    return 2 * MP.exp(-(x**2)) / MP.sqrt(MP.pi)


def _sech2(x: Any) -> Any:
    return 4 * MP.exp(-2 * abs(x)) / (1 + MP.exp(-2 * abs(x))) ** 2


TRUTHS: Mapping[str, tuple[Truth, Truth, Truth]] = MappingProxyType(
    {
        "acos": (MP.acos, lambda x: -1 / MP.sqrt(1 - x**2), lambda x: -x / MP.sqrt(1 - x**2) ** 3),
        "acosh": (MP.acosh, lambda x: 1 / MP.sqrt(x**2 - 1), lambda x: -x / MP.sqrt(x**2 - 1) ** 3),
        "asin": (MP.asin, lambda x: 1 / MP.sqrt(1 - x**2), lambda x: x / MP.sqrt(1 - x**2) ** 3),
        "asinh": (MP.asinh, lambda x: 1 / MP.sqrt(x**2 + 1), lambda x: -x / MP.sqrt(x**2 + 1) ** 3),
        "atan": (MP.atan, lambda x: 1 / (1 + x**2), lambda x: -2 * x / (1 + x**2) ** 2),
        "atanh": (MP.atanh, lambda x: 1 / (1 - x**2), lambda x: 2 * x / (1 - x**2) ** 2),
        "cbrt": (_cbrt, lambda x: 1 / (3 * _cbrt(x) ** 2), lambda x: -2 / (9 * _cbrt(x) ** 5)),
        "cos": (MP.cos, lambda x: -MP.sin(x), lambda x: -MP.cos(x)),
        "cosh": (MP.cosh, MP.sinh, MP.cosh),
        "erf": (MP.erf, _bell, lambda x: -2 * x * _bell(x)),
        "erfc": (MP.erfc, lambda x: -_bell(x), lambda x: 2 * x * _bell(x)),
        "exp": (MP.exp, MP.exp, MP.exp),
        "log": (MP.log, lambda x: 1 / x, lambda x: -1 / x**2),
        "sigmoid": (_sigmoid, _share, lambda x: -_share(x) * MP.tanh(x / 2)),
        "sin": (MP.sin, MP.cos, lambda x: -MP.sin(x)),
        "sinh": (MP.sinh, MP.cosh, MP.sinh),
        "softplus": (_softplus, _sigmoid, _share),
        "sqrt": (MP.sqrt, lambda x: 1 / (2 * MP.sqrt(x)), lambda x: -1 / (4 * MP.sqrt(x) ** 3)),
        "tan": (MP.tan, lambda x: 1 / MP.cos(x) ** 2, lambda x: 2 * MP.tan(x) / MP.cos(x) ** 2),
        "tanh": (MP.tanh, _sech2, lambda x: -2 * MP.tanh(x) * _sech2(x)),
    }
)
DOMAINS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "acos": lambda x: abs(x) < 1,
        "acosh": lambda x: x > 1,
        "asin": lambda x: abs(x) < 1,
        "atanh": lambda x: abs(x) < 1,
        "cbrt": lambda x: x != 0,
        "erf": lambda x: abs(x) < 1000,  # beyond, mpmath takes long
        "erfc": lambda x: abs(x) < 1000,
        "log": lambda x: x > 0,
        "sqrt": lambda x: x > 0,
    }
)
