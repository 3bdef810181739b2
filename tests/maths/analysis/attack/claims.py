"""Verdicts as they come: plain values, or the {"value", "status", "witness"} of a profile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite
from typing import Any

ENDS = {"inf": inf, "-inf": -inf}
ROUNDED = 1e-11  # relative: claims carry 12 digits
UNSTATED = ...  # of one entry of a list


@dataclass(frozen=True, slots=True)
class Claims:
    """values: by property, numbers as floats; what is undecided is left out."""

    values: Mapping[str, Any]
    witnesses: tuple[Fraction, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """Return the value, or UNSTATED where there is none."""
        return self.values.get(name, UNSTATED)

    def says(self, name: str, *values: Any) -> bool:
        return name in self.values and any(self.values[name] == one for one in values)

    def affirms(self, name: str) -> bool:
        return self.get(name) is True

    def denies(self, name: str) -> bool:
        return self.get(name) is False

    @property
    def points(self) -> Iterator[Fraction]:
        """Every point that a verdict names."""
        yield from self.witnesses
        for name in ("kinks", "jumps", "dead_region"):
            if isinstance(self.get(name), list):
                yield from _fractions(self.values[name])


def read(properties: Mapping[str, Any]) -> Claims:
    values, witnesses = {}, []
    for name, one in properties.items():
        if not (isinstance(one, Mapping) and "status" in one):
            values[name] = _plain(one)
            continue
        witnesses += _fractions(one.get("witness"))
        if one["status"] != "undecided":
            values[name] = _plain(one["value"])
    return Claims({name: value for name, value in values.items() if value is not UNSTATED}, tuple(witnesses))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return ENDS.get(value, value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _fractions(value: Any) -> list[Fraction]:
    """Return every finite number in a value of any shape."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | Fraction):
        return [Fraction(value)]
    if isinstance(value, float):
        return [Fraction(value)] if isfinite(value) else []
    if isinstance(value, str):
        try:
            return _fractions(Fraction(value))
        except (ValueError, ZeroDivisionError):
            return []
    if isinstance(value, Mapping):
        return _all(value.values())
    if isinstance(value, Iterable):
        return _all(value)
    return []


def _all(values: Iterable[Any]) -> list[Fraction]:
    return [x for one in values for x in _fractions(one)]


def order(smoothness: str) -> float:
    """Return k of "C^k"."""
    return inf if smoothness == "C^inf" else int(smoothness.removeprefix("C^"))
