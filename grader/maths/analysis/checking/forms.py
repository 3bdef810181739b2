"""What the value of a property looks like; what looks otherwise certifies nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from grader.maths.analysis.checking.boxes import Box

INFINITE = ("inf", "-inf")
MANY = "infinitely many"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said to be proved: the value of a property, and intervals on which signs are known."""

    value: Any
    boxes: tuple[Box, ...] = ()


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_word(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_end(value: Any) -> bool:
    return _is_number(value) or value in INFINITE


def _is_limit(value: Any) -> bool:
    return value is None or _is_end(value)


def _is_list(of: Callable[[Any], bool], length: int | None = None) -> Callable[[Any], bool]:
    def is_one(value: Any) -> bool:
        return isinstance(value, list) and length in {None, len(value)} and all(map(of, value))

    return is_one


def _is_many(of: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value == MANY or _is_list(of)(value)


def _is_hull(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2):
        return False
    return _is_list(_is_end, 2)(value[0]) and _is_list(_is_bool, 2)(value[1])


FORMS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "convex": _is_word,
        "dead_region": _is_many(_is_list(_is_end, 2)),
        "derivative_at_0": _is_limit,
        "growth": _is_list(_is_limit, 2),
        "jumps": _is_many(_is_number),
        "kinks": _is_many(_is_number),
        "limits": _is_list(_is_limit, 2),
        "lipschitz": lambda value: value == "inf" or _is_number(value),
        "monotone": _is_word,
        "parity": _is_word,
        "periodic": lambda value: value is None or _is_bool(value) or _is_number(value),
        "range": _is_hull,
        "slope_limits": _is_list(_is_limit, 2),
        "smoothness": _is_word,
    }
)


def fits(name: str, value: Any) -> bool:
    """Whether a value may be that of a property: true or false, unless it is one of those above."""
    return FORMS.get(name, _is_bool)(value)
