"""The values of a profile's properties in words: “never falls, flat in places”, “at −∞: 0; at ∞: ∞”."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from grader.maths.analysis.findings import Json, Property
from grader.maths.notation import Number, interval, number, raised

NONE = "none"
MANY = "infinitely many"
UNKNOWN = "not known"
DIGITS = 6
SHOWN = 6  # of many places

_WAYS = MappingProxyType(
    {
        "increasing": "rises everywhere",
        "nondecreasing": "never falls, flat in places",
        "decreasing": "falls everywhere",
        "nonincreasing": "never rises, flat in places",
        "constant": "constant",
        "no": "rises and falls",
    }
)
_BENDS = MappingProxyType(
    {"convex": "upwards (convex)", "concave": "downwards (concave)", "affine": "not at all", "no": "both ways"}
)
_SMOOTH = MappingProxyType(
    {
        "C^-1": "C^-1: not continuous",
        "C^0": "C^0: continuous, the slope is not",
        "C^1": "C^1: with a continuous slope",
        "C^inf": "C^∞: all derivatives are continuous",
    }
)
_RATES = MappingProxyType(
    {
        "inf": "faster than any power",
        "-inf": "shrinks faster than any power",
        "0.0": "slower than any power",
        "1.0": "like |x|",
    }
)


def told(name: str, found: Property) -> str:
    """Return the value of a property in words; of what does not exist, why."""
    if found.status == "undecided":
        return UNKNOWN
    if found.value is None:
        return f"{NONE}: {found.proof.rule}" if found.proof else NONE
    return _TOLD.get(name, _yes_or_no)(found.value)


def _yes_or_no(value: Json) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _smooth(value: Json) -> str:
    order = str(value).removeprefix("C^")
    return _SMOOTH.get(value, f"C^{order}: the first {order} derivatives are continuous")


def _places(value: Json) -> str:
    if value == MANY:
        return MANY
    shown = [number(x) for x in value[:SHOWN]]
    more = f" and {len(value) - SHOWN} more" if len(value) > SHOWN else ""
    return f"at {', '.join(shown)}{more}" if shown else NONE


def _stretches(value: Json) -> str:
    if value == MANY:
        return MANY
    return ", ".join(interval(low, high) for low, high in value) or NONE


def _range(value: Json) -> str:
    (low, high), (first, last) = value
    return f"{{{number(low, DIGITS)}}}" if low == high else interval(low, high, (first, last), DIGITS)


def _ends(value: Json) -> str:
    left, right = ("none" if limit is None else number(limit, DIGITS) for limit in value)
    return f"{left} at both ends" if left == right else f"{left} at −∞, {right} at ∞"


def _growth(value: Json) -> str:
    left, right = map(_rate, value)
    return f"{left} at both ends" if left == right else f"{left} at −∞, {right} at ∞"


def _rate(power: Number | None) -> str:
    if power is None:
        return "no rate"
    if str(power) in _RATES:
        return _RATES[str(power)]
    return f"like |x|{raised(int(power))}" if float(power).is_integer() else f"like |x|^{number(power)}"


def _period(value: Json) -> str:
    return f"yes, with period {number(value, DIGITS)}" if value else "no"


_TOLD: Mapping[str, Callable[[Json], str]] = MappingProxyType(
    {
        "smoothness": _smooth,
        "kinks": _places,
        "jumps": _places,
        "range": _range,
        "monotone": _WAYS.__getitem__,
        "lipschitz": lambda value: "∞: no bound" if value == "inf" else number(value, DIGITS),
        "limits": _ends,
        "slope_limits": _ends,
        "growth": _growth,
        "derivative_at_0": lambda value: number(value, DIGITS),
        "dead_region": _stretches,
        "convex": _BENDS.__getitem__,
        "periodic": _period,
    }
)
