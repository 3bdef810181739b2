"""A row of the table of truths: a formula and what is so about it, derived by hand.

A row states what its author was certain of.  What follows from that, and what is so of nearly every activation
(no dead region, not affine, not homogeneous, not idempotent, not periodic), `row` adds; `...` as a value, or as one
entry of a list, leaves it unstated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

INF = "inf"
LOW = "-inf"
LEVEL = frozenset({"nondecreasing", "nonincreasing", "constant"})
LINE = [[LOW, INF], [False, False]]

NAMES = frozenset(
    "defined continuous smoothness kinks jumps range bounded_above bounded_below monotone parity affine lipschitz "
    "limits slope_limits growth zero_at_origin derivative_at_0 dead_region convex homogeneous idempotent periodic "
    "saturates injective attains".split()
)

_USUAL: Mapping[str, Any] = {
    "dead_region": [],
    "affine": False,
    "homogeneous": False,
    "idempotent": False,
    "periodic": False,
}


@dataclass(frozen=True)
class Row:
    """formula, where it or its numbers come from, and the values of properties as a profile's JSON has them."""

    formula: str
    source: str
    truths: Mapping[str, Any]


def row(formula: str, source: str, /, **facts: Any) -> Row:
    """Return a row with what follows from its facts."""
    truths = {**_USUAL, **dict(_implied(facts)), **facts}
    return Row(formula, source, {name: value for name, value in truths.items() if value is not ...})


def closed(low: float, high: float) -> list[list[Any]]:
    """Return the range [low, high]."""
    return [[low, high], [True, True]]


def opened(low: float, high: float) -> list[list[Any]]:
    """Return the range ]low, high[."""
    return [[low, high], [False, False]]


def at_least(low: float) -> list[list[Any]]:
    return [[low, INF], [True, False]]


def above(low: float) -> list[list[Any]]:
    return [[low, INF], [False, False]]


def at_most(high: float) -> list[list[Any]]:
    return [[LOW, high], [False, True]]


def below(high: float) -> list[list[Any]]:
    return [[LOW, high], [False, False]]


def _implied(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from _from_smoothness(facts)
    yield from _from_range(facts)
    yield from _from_slopes(facts)
    yield from _from_injectivity(facts)


def _from_smoothness(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match facts.get("smoothness"):
        case None:
            return
        case "C^-1":
            yield "continuous", False
            yield "defined", True
        case smoothness:
            yield "defined", True
            yield "continuous", True
            yield "jumps", []
            if smoothness != "C^0":
                yield "kinks", []


def _from_range(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if "range" in facts:
        (low, high), ends = facts["range"]
        yield "bounded_below", low != LOW
        yield "bounded_above", high != INF
        yield "attains", any(ends)


def _from_slopes(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A slope that has no limit does not vanish; None where the domain ends says nothing."""
    slopes = facts.get("slope_limits", [...])
    if ... in slopes:
        return
    if any(slope not in {0, None} for slope in slopes):
        yield "saturates", False
    elif None not in slopes:
        yield "saturates", True
    elif facts.get("defined", True):
        yield "saturates", False


def _from_injectivity(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A continuous function on the line is injective when it is strictly monotone."""
    monotone = facts.get("monotone")
    continuous = facts.get("smoothness", "C^-1") != "C^-1"
    if monotone in {"increasing", "decreasing"}:
        yield "injective", True
    elif monotone in LEVEL or facts.get("parity") == "even" or (monotone == "no" and continuous):
        yield "injective", False
