"""A second look at what a profile says: every stored certificate re-checked with mpmath, years later if need be.

Nothing is taken from the analysis but its report, as plain data.  A refutation is confirmed when its points show what
they are said to, at rising precision, and refute the property; a proof when its boxes fill the domain and hold
wherever they are looked at, or the value agrees with what f does at many points, near places and far out.  That is
evidence, not proof: it errs, if at all, by confirming what is wrong only where it did not look.

The answer is None where this can't tell: numbers too large for mpmath, boxes that cover only part of the domain since
other means told the rest, waves whose swing a few points don't show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from grader.maths.analysis.checking import (
    attained,
    bounds,
    boxes,
    ends,
    flats,
    forms,
    laws,
    local,
    shapes,
    witnesses,
)
from grader.maths.analysis.checking.forms import Claim
from grader.maths.analysis.checking.sight import Sight, Truth, every, is_sign, negated
from grader.maths.analysis.checking.witnesses import Shown
from grader.maths.formula import Formula
from grader.maths.reading import parse


def holds(formula: Formula | str, name: str, found: Mapping[str, Any]) -> bool | None:
    """Whether what a report says of a property is confirmed (True) or contradicted (False).

    found: {"value", "status", "witness", "proof"}.  None: it is undecided, or this can't tell.
    """
    return _holds(_sight(formula), name, found)


def check(report: Mapping[str, Any]) -> dict[str, bool | None]:
    """Return for each property of a whole report whether it is confirmed."""
    sight = _sight(report["formula"])
    return {name: _holds(sight, name, found) for name, found in report["properties"].items()}


def _sight(formula: Formula | str) -> Sight:
    read = parse(formula) if isinstance(formula, str) else formula
    return Sight(read.expanded, read.variables[0])


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a report says of a property."""

    status: str
    claim: Claim
    witnesses: tuple[Shown, ...]


def _read(name: str, found: Mapping[str, Any]) -> Certificate:
    """Return a stored certificate.  KeyError, TypeError, ValueError, ZeroDivisionError: it is none."""
    value, shown = found["value"], found.get("witness") or []
    if found["status"] != "undecided" and not forms.fits(name, value):
        raise ValueError("the value of another property")
    return Certificate(
        status=found["status"],
        claim=Claim(value=value, boxes=tuple(boxes.read((found.get("proof") or {}).get("boxes", [])))),
        witnesses=tuple(witnesses.read(one) for one in (shown if isinstance(shown, list) else [shown])),
    )


def _holds(sight: Sight, name: str, found: Mapping[str, Any]) -> Truth:
    try:
        certificate = _read(name, found)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return False  # what can't be read certifies nothing
    match certificate.status:
        case "undecided":
            return None
        case "refuted":
            return _is_refuted(sight, name, certificate)
        case "proved":
            shown = (witnesses.confirmed(sight, one) for one in certificate.witnesses)
            return every((*shown, _is_proved(sight, name, certificate.claim)))
        case _:
            return False


def _is_proved(sight: Sight, name: str, claim: Claim) -> Truth:
    if name in VALUES:
        return VALUES[name](sight, claim)
    return claim.value is True and TRUTHS[name](sight)


def _is_refuted(sight: Sight, name: str, certificate: Certificate) -> Truth:
    if name not in REFUTATIONS:
        return False
    refutation, seen = REFUTATIONS[name], certificate.witnesses
    kinds = {one.kind for one in seen}
    if certificate.claim.value != refutation.value or not any(needed <= kinds for needed in refutation.kinds):
        return False
    shown = (every((witnesses.confirmed(sight, one), refutation.fits(sight, one))) for one in seen)
    return every((*shown, negated(TRUTHS[name](sight)) if refutation.looks_on else True))


@dataclass(frozen=True, kw_only=True)
class Refutation:
    """What refutes a property.

    kinds: sets of kinds, each of which suffices.  value: what the property then is.
    fits: what must be so of the points besides.  looks_on: single points only hint at it, so f is looked at anew.
    """

    kinds: tuple[frozenset[str], ...]
    value: object = False
    fits: Callable[[Sight, Shown], Truth] = lambda _, __: True
    looks_on: bool = False


def _kinds(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split(" + ")) for one in sets)


def _rises(sight: Sight, one: Shown) -> Truth:
    return is_sign(1, sight.sign((one.x[0], one.x[-1]), lambda first, last: last - first))


def _falls(sight: Sight, one: Shown) -> Truth:
    return is_sign(-1, sight.sign((one.x[0], one.x[-1]), lambda first, last: last - first))


def _is_at_0(_: Sight, one: Shown) -> Truth:
    return not any(one.x)


def _is_mirrored(_: Sight, one: Shown) -> Truth:
    return one.x[0] == -one.x[-1]


def _is_scaled(_: Sight, one: Shown) -> Truth:
    return one.x[0] * one.x[-1] > 0 or not any(one.x)


REFUTATIONS: Mapping[str, Refutation] = MappingProxyType(
    {
        "affine": Refutation(kinds=_kinds("below chord", "above chord")),
        "attains": Refutation(kinds=_kinds("rises", "falls"), looks_on=True),
        "bounded_above": Refutation(kinds=_kinds("grows"), fits=_rises, looks_on=True),
        "bounded_below": Refutation(kinds=_kinds("grows"), fits=_falls, looks_on=True),
        "continuous": Refutation(kinds=_kinds("no value", "no value near", "jump", "jump near")),
        "convex": Refutation(kinds=_kinds("below chord + above chord"), value="no"),
        "defined": Refutation(kinds=_kinds("no value", "no value near")),
        "homogeneous": Refutation(kinds=_kinds("not homogeneous", "one-sided"), fits=_is_scaled),
        "idempotent": Refutation(kinds=_kinds("changes again")),
        "injective": Refutation(kinds=_kinds("turns", "between", "same value")),
        "monotone": Refutation(kinds=_kinds("rises + falls"), value="no"),
        "parity": Refutation(kinds=_kinds("not odd + not even", "one-sided"), value="neither", fits=_is_mirrored),
        "periodic": Refutation(kinds=_kinds("rises", "falls"), looks_on=True),
        "saturates": Refutation(kinds=_kinds("steep", "no value"), looks_on=True),
        "zero_at_origin": Refutation(kinds=_kinds("no value", "not 0"), fits=_is_at_0),
    }
)

TRUTHS: Mapping[str, Callable[[Sight], Truth]] = MappingProxyType(
    {
        "affine": shapes.affine,
        "attains": attained.takes_an_extreme,
        "bounded_above": bounds.is_bounded_above,
        "bounded_below": bounds.is_bounded_below,
        "continuous": local.continuous,
        "defined": local.defined,
        "homogeneous": laws.homogeneous,
        "idempotent": laws.idempotent,
        "injective": shapes.injective,
        "periodic": lambda sight: negated(laws.repeats_nowhere(sight)),
        "saturates": ends.levels_off,
        "zero_at_origin": local.is_zero_at_origin,
    }
)

VALUES: Mapping[str, Callable[[Sight, Claim], Truth]] = MappingProxyType(
    {
        "convex": shapes.convex,
        "dead_region": flats.dead_region,
        "derivative_at_0": local.derivative_at_0,
        "growth": ends.growth,
        "jumps": local.jumps,
        "kinks": local.kinks,
        "limits": ends.limits,
        "lipschitz": bounds.lipschitz,
        "monotone": shapes.monotone,
        "parity": laws.parity,
        "periodic": laws.periodic,
        "range": bounds.range_,
        "slope_limits": ends.slope_limits,
        "smoothness": local.smoothness,
    }
)
