"""What is certain of a formula: checks ask its profile first, and look at points only where that can't tell.

Code has no profile, and neither has a formula in several variables.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import isinf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from grader.maths import certainty
from grader.maths.formula import Formula, Function
from grader.maths.tree import Number, Operation
from grader.report import Finding, Grade, Verdict, passed, undecided

if TYPE_CHECKING:
    from grader.maths.analysis.findings import Property

SHOWN = Fraction(1, 10**11)  # relative: a profile shows twelve digits
PLAIN = tuple(map(Fraction, (0, 1, -1)))
IN_FLOATS = frozenset({"range", "bounded_above", "bounded_below", "lipschitz", "limits", "slope_limits"})


def decided(f: Function, name: str) -> "Property | None":
    """Return what the profile of f says of a property, None where it says nothing."""
    return _known(f).get(name) if isinstance(f, Formula) else None


def judged(  # noqa: PLR0913  a question, its answer in words, and the two ways to answer it
    f: Function,
    name: str,
    *,
    holds: Callable[[Any], bool | None],
    words: str,
    sampled: Callable[[], Finding],
    against: "Callable[[Property], Finding]",
) -> Finding:
    """Return the finding for a question that one property of a profile answers.

    holds: what its value says, None where it says too little.  The others as in concluded.
    """
    found = decided(f, name)
    if found is None:
        return doubted(f, sampled())
    return concluded(f, holds(found.value), words=words, sampled=sampled, against=lambda: against(found))


def concluded(
    f: Function,
    answer: bool | None,  # noqa: FBT001  yes, no, or unknown
    *,
    words: str,
    sampled: Callable[[], Finding],
    against: Callable[[], Finding],
) -> Finding:
    """Return the finding for what is certain, or what points show where nothing is.

    words: of what holds.  sampled: looks at points, whose witnesses are the plainest.
    against: what to say where they don't show what certainly fails.
    """
    if answer:
        return passed(words, grade=Grade.PROVED)
    seen = sampled()
    if answer is None:
        return doubted(f, seen)
    shown = seen.verdict is Verdict.FAILED and seen.evidence.grade is Grade.REFUTED
    return seen if shown else against()


def doubted(f: Function, seen: Finding) -> Finding:
    """Return what points show; a formula fails by a witness alone, not by what they merely make likely."""
    evidence = seen.evidence
    if isinstance(f, Formula) and seen.verdict is Verdict.FAILED and evidence.grade is Grade.SUPPORTED:
        return undecided(evidence.sentence, *evidence.observations)
    return seen


def stays(f: Function, bound: Fraction, side: int) -> bool | None:
    """Whether no value is above a bound (side 1), or below it (−1); None if that can't be told."""
    distance = _distance(f, bound, side)
    if distance is None:
        return None
    return distance <= 0 if abs(distance) > SHOWN * abs(bound) else stays_in_all_digits(f, bound, side)


def stays_in_all_digits(f: Function, bound: Fraction, side: int) -> bool | None:
    """Answer the same where twelve digits may be too few: those of f less the bound begin at the difference."""
    distance = _distance(_less(f, bound), Fraction(0), side) if isinstance(f, Formula) else None
    return None if distance is None else distance <= 0


def is_zero(f: Function) -> bool | None:
    """Whether f is 0 wherever it has values; None if that can't be told."""
    span, way = decided(f, "range"), decided(f, "monotone")
    if span is None:
        return False if way and way.value != "constant" else None
    return bool(span.value[0] == [0.0, 0.0])


def _less(f: Formula, bound: Fraction) -> Formula:
    """Return f − bound."""
    if not bound:
        return f
    operator: Literal["+", "-"] = "-" if bound > 0 else "+"
    return Formula(tree=Operation(operator, f.tree, Number(abs(bound))), variables=f.variables)


def _distance(f: Function, bound: Fraction, side: int) -> float | None:
    """Return how far the values reach beyond a bound, to the digits of a profile."""
    found = decided(f, "range")
    if found is None:
        return None
    end = float(found.value[0][1 if side > 0 else 0])
    return side * (end if isinf(end) else float(Fraction(end) - bound))


@lru_cache(maxsize=512)
def _known(f: Formula) -> Mapping[str, "Property"]:
    """Return the properties of a formula that its profile decides."""
    from grader.maths.analysis.guard import guarded  # noqa: PLC0415  slow to import

    try:
        properties = guarded(f).properties
    except (ArithmeticError, ValueError):  # several variables, or an analysis that breaks
        return MappingProxyType({})
    known = {name: found for name, found in properties.items() if found.status != "undecided"}
    if not _has_values(known):
        return MappingProxyType({})
    kept = known if _is_in_floats(f) else {name: found for name, found in known.items() if name not in IN_FLOATS}
    return MappingProxyType(kept)


def _has_values(known: Mapping[str, "Property"]) -> bool:
    """Whether there certainly are intervals with values: of none, everything is true."""
    return "affine" in known or ("defined" in known and known["defined"].value is True)


def _is_in_floats(f: Formula) -> bool:
    """Whether its values begin within the floats: in a profile, what is beyond is infinite."""
    return not any(isinf(certainty.value(f, x)) for x in PLAIN)
