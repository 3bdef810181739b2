"""Where a formula has values, where it is continuous, and how smooth it is."""

from fractions import Fraction

from flint import fmpq

from grader.maths.analysis import constants, joins
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Facts, Joint
from grader.maths.analysis.findings import Property, Witness, certain, number, proved, refuted
from grader.maths.analysis.limits import equal, fraction, is_infinite
from grader.maths.analysis.points import between
from grader.maths.analysis.witnesses import Values, nearby


def defined(facts: Facts, values: Values) -> Property:
    """Has a value at every real x."""
    for x in (Fraction(0), *(nearby(joint) for joint in facts.joints)):
        if values.is_defined(x) is False:
            return refuted(values.shown("no value", x))
    for piece in facts.pieces:
        if piece.tree is None:
            x = fraction(between(piece.low, piece.high))
            if values.is_defined(x) is False:
                return refuted(values.shown("no value", x))
    for joint in facts.joints:
        if joint.value is None:
            return refuted(_at("no value", joint))
    if any(piece.tree is None for piece in facts.pieces):
        raise Undecided("a stretch without values on which no point can be told")
    return certain("the list of pieces is complete, and there is a value at each point between two of them")


def continuous(facts: Facts, values: Values) -> Property:
    """Is continuous on all of ℝ."""
    whole = defined(facts, values)
    if whole.value is False:
        return Property(value=False, status="refuted", witnesses=whole.witnesses)
    for joint in facts.joints:
        if not joint.is_continuous:
            return refuted(_at("jump", joint))
    return certain("analytic inside each piece, and value and limits agree at each point between two of them")


def jumps(facts: Facts, values: Values) -> Property:
    """Return the points with values on both sides where they don't settle on one number."""
    del values
    found = [number(joint.point.at) for joint in _inner(facts) if _is_torn(joint)]
    return proved(_counted(facts, found), "one-sided limits at each point between two pieces")


def _is_torn(joint: Joint) -> bool:
    """Whether the limits differ from each other or from the value, or are infinite: a pole; a mere hole is none."""
    return not joint.is_continuous


def kinks(facts: Facts, values: Values) -> Property:
    """Return the points where f is continuous and f′ jumps or is infinite."""
    del values
    valued = [joint for joint in facts.joints if joint.value is not None]
    found = [number(joint.point.at) for joint in valued if joint.is_continuous and _is_bent(joint)]
    return proved(_counted(facts, found), "one-sided slopes at each point between two pieces")


def _counted(facts: Facts, found: list[float | str]) -> list[float | str] | str:
    return "infinitely many" if facts.repeats and found else found


def _is_bent(joint: Joint) -> bool:
    slopes = [slope for side in (-1, 1) if (slope := joint.slope(side)) is not None]
    if any(map(is_infinite, slopes)):
        return True
    return len(slopes) == 2 and not equal(*slopes)


def smoothness(facts: Facts, values: Values) -> Property:
    """Return the largest k with f in C^k over all of ℝ."""
    if continuous(facts, values).value is False:
        return proved("C^-1", "f is not continuous on ℝ")
    order: int | None = None
    for joint in facts.joints:
        if joint.left is None or joint.right is None:
            raise Undecided("no values beside a point")
        here = joins.smoothness(joint)
        order = here if order is None else order if here is None else min(order, here)
    return proved("C^inf" if order is None else f"C^{order}", "one-sided Taylor coefficients at each join")


def _inner(facts: Facts) -> list[Joint]:
    return [joint for joint in facts.joints if joint.left is not None and joint.right is not None]


def _at(kind: str, joint: Joint) -> Witness:
    at = joint.point.at
    x = nearby(joint)
    told = kind if isinstance(at, fmpq) else f"{kind} near"
    return Witness(kind=told, x=(x,), y=(_shown(joint),))


def _shown(joint: Joint) -> float:
    try:
        value = joint.value
    except Undecided:
        return float("nan")
    return float("nan") if value is None else float(constants.ball(value).mid())
