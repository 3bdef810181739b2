"""What becomes of f and its slope far out."""

from math import inf

from grader.maths.analysis import constants, waves
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.findings import Property, Witness, certain, number, proved, refuted
from grader.maths.analysis.limits import equal, is_infinite
from grader.maths.analysis.repeats import Repeats
from grader.maths.analysis.scales import Monomial, Scale
from grader.maths.analysis.witnesses import Values, chord

EXPANSION = "an expansion with a bounded remainder on each side"
SEQUENCES = "two sequences of points with different limits"


def limits(facts: Facts, values: Values) -> Property:
    """Return the limits of f at −∞ and ∞; None where there is none."""
    del values
    return proved([_shown(_at(facts, side, 0)) for side in (-1, 1)], EXPANSION)


def slope_limits(facts: Facts, values: Values) -> Property:
    """Return the limits of f′ at −∞ and ∞; None where there is none."""
    del values
    return proved([_shown(_at(facts, side, 1)) for side in (-1, 1)], EXPANSION)


def _at(facts: Facts, side: int, order: int) -> Limit | None:
    if facts.repeats is not None:
        return _of_repeated(facts, facts.repeats, side, order)
    part = facts.part(facts.pieces[-1 if side > 0 else 0])
    if part is None:
        return None
    try:
        return part.limit(side, order)
    except Undecided:
        found = waves.limits(part, side, order)
        if len(found) >= 2 and any(not _alike(found[0], other) for other in found[1:]):
            return None
        raise


def _of_repeated(facts: Facts, repeats: Repeats, side: int, order: int) -> Limit | None:
    """Return the limit of what repeats: there is one if it rises, or is the same everywhere."""
    if not facts.parts:
        raise Undecided("there are values at single points alone")
    if order == 0 and not constants.is_zero(repeats.slope):
        return inf * side * (constants.sign(repeats.slope) or 0)
    if not all(part.vanishes(order + 1) for part in facts.parts):
        return None
    seen = [part.limit(1, order) for part in facts.parts]
    if order == 0:
        seen += [value for joint in facts.joints if (value := joint.value) is not None]
    return seen[0] if all(equal(seen[0], other) for other in seen[1:]) else None


def _alike(a: Limit, b: Limit) -> bool:
    try:
        return equal(a, b)
    except Undecided:
        return True


def _shown(limit: Limit | None) -> float | str | None:
    return None if limit is None else number(limit)


def saturates(facts: Facts, values: Values) -> Property:
    """Has a slope that tends to 0 at both ends."""
    for side in (-1, 1):
        slope = _at(facts, side, 1)
        if slope is None or is_infinite(slope) or not _is_zero(slope):
            return refuted(*_steep(facts, values, side))
    return certain(EXPANSION)


def _is_zero(limit: Limit) -> bool:
    return equal(limit, constants.ZERO)


def _steep(facts: Facts, values: Values, side: int) -> list[Witness]:
    del facts
    return [chord(values, side)]


def growth(facts: Facts, values: Values) -> Property:
    """Return p with |f| ~ |x|^p up to logarithms at −∞ and ∞, “inf” for what outgrows all powers."""
    del values
    return proved([_rate(facts, side) for side in (-1, 1)], EXPANSION)


def _rate(facts: Facts, side: int) -> float | str | None:
    if facts.repeats is not None:
        if not constants.is_zero(facts.repeats.slope):
            return 1.0
        level = _of_repeated(facts, facts.repeats, side, 0)
        return None if level is None or equal(level, constants.ZERO) else 0.0
    part = facts.part(facts.pieces[-1 if side > 0 else 0])
    if part is None:
        return None
    germ = part.germ(side)
    expansion, scale = germ.jet[0], germ.run.algebra.scale
    if expansion.is_zero:
        return None
    if not expansion.terms:
        if (rate := _of_monomial(scale, expansion.remainder)) == "-inf":
            return rate
        if waves.limits(part, side, 0):
            return None  # it swings: |f| is like no power
        raise Undecided("how fast it grows can't be told")
    return _of_monomial(scale, expansion.terms[0])


def _of_monomial(scale: Scale, term: tuple[Monomial, object] | None) -> float | str:
    if term is None or not term[0].exponents:
        return 0.0
    leader, c = term[0].exponents[0]
    order = scale.order(leader, scale.log)
    if order > 0:
        return number(inf * (constants.sign(c) or 0))
    return 0.0 if order < 0 else number(c)
