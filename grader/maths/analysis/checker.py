"""A second look at what a profile says: every stored certificate re-checked with mpmath, years later if need be.

Nothing is taken from the analysis but its report, as plain data.  A refutation is confirmed when its points show what
they are said to, at rising precision, and refute the property; a proof when its boxes fill the domain and hold
wherever they are looked at, or the value agrees with what f does at many points, near places and far out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from grader.maths.analysis.checking import bounds, boxes, ends, laws, local, shapes, witnesses
from grader.maths.analysis.checking.boxes import Box
from grader.maths.analysis.checking.sight import Sight, Truth, every, negated
from grader.maths.analysis.checking.witnesses import Shown
from grader.maths.formula import Formula
from grader.maths.reading import parse

Proof: TypeAlias = Callable[[Sight, Any, Sequence[Box]], Truth]


@dataclass(frozen=True, kw_only=True)
class Refutation:
    """What refutes a property.

    kinds: sets of kinds, each of which suffices.  value: what the property then is.
    fits: what must be so of the points besides.  further: what single points can't show, looked at anew.
    """

    kinds: tuple[frozenset[str], ...]
    value: Any = False
    fits: Callable[[Shown], bool] = lambda _: True
    further: Callable[[Sight], Truth] = lambda _: True


def holds(formula: Formula | str, name: str, found: Mapping[str, Any]) -> bool | None:
    """Whether what a report says of a property is confirmed (True) or contradicted (False).

    found: {"value", "status", "witness", "proof"}.  None: it is undecided, or this can't tell.
    """
    return _Check(formula).of(name, found)


def check(report: Mapping[str, Any], formula: Formula | str | None = None) -> dict[str, bool | None]:
    """Return for each property of a whole report whether it is confirmed."""
    one = _Check(report["formula"] if formula is None else formula)
    return {name: one.of(name, found) for name, found in report["properties"].items()}


class _Check:
    """The second look at one formula."""

    def __init__(self, formula: Formula | str) -> None:
        formula = parse(formula) if isinstance(formula, str) else formula
        self.sight = Sight(formula.expanded, formula.variables[0])

    def of(self, name: str, found: Mapping[str, Any]) -> Truth:
        if found["status"] == "undecided":
            return None
        try:
            return self._of(name, found)
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return False  # what can't be read certifies nothing

    def _of(self, name: str, found: Mapping[str, Any]) -> Truth:
        shown = found.get("witness") or []
        seen = [witnesses.read(one) for one in (shown if isinstance(shown, list) else [shown])]
        if found["status"] == "refuted":
            return self._refuted(REFUTATIONS[name], seen, found["value"])
        rows = boxes.read((found.get("proof") or {}).get("boxes", []))
        confirmed = (witnesses.confirmed(self.sight, one) for one in seen)
        return every((found["status"] == "proved", *confirmed, PROOFS[name](self.sight, found["value"], rows)))

    def _refuted(self, refutation: Refutation, seen: Sequence[Shown], value: Any) -> Truth:
        kinds = {one.kind for one in seen}
        if value != refutation.value or not any(needed <= kinds for needed in refutation.kinds):
            return False
        if not all(map(refutation.fits, seen)):
            return False
        return every((*(witnesses.confirmed(self.sight, one) for one in seen), refutation.further(self.sight)))


def _kinds(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split(" + ")) for one in sets)


def _rises(one: Shown) -> bool:
    return one.y[0] < one.y[-1]


def _falls(one: Shown) -> bool:
    return one.y[0] > one.y[-1]


def _at_0(one: Shown) -> bool:
    return one.x == (0,)


def _mirrored(one: Shown) -> bool:
    return one.x[0] == -one.x[1]


def _scaled(one: Shown) -> bool:
    return one.x[0] * one.x[1] > 0 or one.x == (0, 0)


REFUTATIONS: Mapping[str, Refutation] = MappingProxyType(
    {
        "affine": Refutation(kinds=_kinds("below chord", "above chord")),
        "attains": Refutation(
            kinds=_kinds("rises", "falls"), further=lambda sight: negated(bounds.takes_an_extreme(sight))
        ),
        "bounded_above": Refutation(
            kinds=_kinds("grows"), fits=_rises, further=lambda sight: bounds.has_no_bound(sight, 1)
        ),
        "bounded_below": Refutation(
            kinds=_kinds("grows"), fits=_falls, further=lambda sight: bounds.has_no_bound(sight, -1)
        ),
        "continuous": Refutation(kinds=_kinds("no value", "no value near", "jump", "jump near")),
        "convex": Refutation(kinds=_kinds("below chord + above chord"), value="no"),
        "defined": Refutation(kinds=_kinds("no value", "no value near")),
        "homogeneous": Refutation(kinds=_kinds("not homogeneous", "one-sided"), fits=_scaled),
        "idempotent": Refutation(kinds=_kinds("changes again")),
        "injective": Refutation(kinds=_kinds("turns", "between", "same value")),
        "monotone": Refutation(kinds=_kinds("rises + falls"), value="no"),
        "parity": Refutation(kinds=_kinds("not odd + not even", "one-sided"), value="neither", fits=_mirrored),
        "periodic": Refutation(kinds=_kinds("rises", "falls"), further=laws.repeats_nowhere),
        "saturates": Refutation(kinds=_kinds("steep"), further=lambda sight: negated(ends.levels_off(sight))),
        "zero_at_origin": Refutation(kinds=_kinds("no value", "not 0"), fits=_at_0),
    }
)

PROOFS: Mapping[str, Proof] = MappingProxyType(
    {
        "affine": shapes.affine,
        "attains": bounds.attains,
        "bounded_above": bounds.bounded(1),
        "bounded_below": bounds.bounded(-1),
        "continuous": local.continuous,
        "convex": shapes.convex,
        "dead_region": shapes.dead_region,
        "defined": local.defined,
        "derivative_at_0": local.derivative_at_0,
        "growth": ends.growth,
        "homogeneous": laws.homogeneous,
        "idempotent": laws.idempotent,
        "injective": shapes.injective,
        "jumps": local.jumps,
        "kinks": local.kinks,
        "limits": ends.limits,
        "lipschitz": bounds.lipschitz,
        "monotone": shapes.monotone,
        "parity": laws.parity,
        "periodic": laws.periodic,
        "range": bounds.range_,
        "saturates": ends.saturates,
        "slope_limits": ends.slope_limits,
        "smoothness": local.smoothness,
        "zero_at_origin": local.zero_at_origin,
    }
)
