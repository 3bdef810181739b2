"""How large f and its slope can become."""

from collections.abc import Iterable

from grader.maths.analysis import constants, waves
from grader.maths.analysis.boxed import boxes
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.findings import Property, Witness, certain, number, proved, refuted
from grader.maths.analysis.limits import compare, equal, is_infinite
from grader.maths.analysis.parts import Extreme, Part
from grader.maths.analysis.witnesses import Values, far, movement

EXTREMES = "limits at the ends of the pieces, values where f′ is 0 and between two pieces"


def range_(facts: Facts, values: Values) -> Property:
    """Return the hull of the values, and whether its ends are taken."""
    del values
    low, low_taken = _end(facts, -1)
    high, high_taken = _end(facts, 1)
    return proved([[low, high], [low_taken, high_taken]], EXTREMES, boxes(facts, 1))


def bounded_above(facts: Facts, values: Values) -> Property:
    """Has values below some number only."""
    return _bounded(facts, values, 1)


def bounded_below(facts: Facts, values: Values) -> Property:
    """Has values above some number only."""
    return _bounded(facts, values, -1)


def _bounded(facts: Facts, values: Values, side: int) -> Property:
    try:
        end, _ = _end(facts, side)
    except Undecided:
        if not _is_caught(facts):
            raise
        return certain("balls around all values")
    if isinstance(end, str):
        return refuted(*far(facts, values, side))
    return certain(EXTREMES)


def _is_caught(facts: Facts) -> bool:
    """Whether balls around all values are finite."""
    loose = (one.value for part in facts.parts for one in part.around(0))
    return all(not isinstance(value, float) and constants.ball(value).is_finite() for value in loose)


def _limits(facts: Facts) -> Iterable[constants.Constant | float]:
    for part in facts.parts:
        for side in (-1, 1):
            try:
                yield part.limit(side)
            except Undecided:
                yield from waves.limits(part, side, 0)


def attains(facts: Facts, values: Values) -> Property:
    """Takes its largest value, or its smallest."""
    taken = [_end(facts, side)[1] for side in (-1, 1)]
    return certain(EXTREMES) if any(taken) else refuted(*_outwards(facts, values))


def _outwards(facts: Facts, values: Values) -> list[Witness]:
    return [found for way in (1, -1) if (found := movement(facts, values, way))]


def _end(facts: Facts, side: int) -> tuple[float | str, bool]:
    """Return the upper (1) or lower (−1) end of the hull of the values, and whether it is taken."""
    rises = facts.repeats is not None and not constants.is_zero(facts.repeats.slope)
    if rises or any(is_infinite(limit) and (limit > 0) == (side > 0) for limit in _limits(facts)):  # type: ignore[operator]
        return ("inf" if side > 0 else "-inf"), False
    best, loose = list[Extreme](), list[Extreme]()
    for one in _candidates(facts):
        if one.loose:
            loose.append(one)
            continue
        order = _order(one, best[0]) * side if best else 1
        if order > 0:
            best = [one]
        elif order == 0:
            best.append(one)
    if not best:
        raise Undecided("no values are known")
    value = best[0].value
    if any(compare(value, one.value) * side <= 0 for one in loose):
        raise Undecided("a stretch on which the slope is unknown may hold more")
    taken = any(one.attained for one in best)
    if len({one.attained for one in best}) > 1 and not all(_is_exact(one, best[0]) for one in best):
        raise Undecided("whether the end of the range is taken can't be told")
    return number(value), taken and not is_infinite(value)


def _order(a: Extreme, b: Extreme) -> int:
    """Return the order of two candidates, 0 where they are as good as equal."""
    try:
        return compare(a.value, b.value)
    except Undecided:
        return 0


def _is_exact(a: Extreme, b: Extreme) -> bool:
    try:
        return equal(a.value, b.value)
    except Undecided:
        return False


def _candidates(facts: Facts) -> Iterable[Extreme]:
    for joint in facts.joints:
        value = joint.value
        if value is not None:
            yield Extreme(value=value, x=joint.point.at, attained=True)
    settled = _settled(facts)
    for part in facts.parts:
        yield from (one for one in _extremes(part, 0) if one.attained or id(one.x) not in settled)


def _extremes(part: Part, order: int) -> list[Extreme]:
    """Return the extremes of f or f′ on a piece; where signs run on without end, one period of it tells."""
    if not part.vanishes(order + 1) and part.runs_on(order + 1):
        found = waves.extremes(part, order)
        if found is not None:
            return found
    return part.extremes(order)


def _settled(facts: Facts) -> set[int]:
    """Return which ends of pieces count for nothing: the values there, or inside the window, stand for those."""
    continuous = (joint for joint in facts.joints if joint.is_continuous and joint.value is not None)
    return {id(at) for at in facts.edges} | {id(joint.point.at) for joint in continuous}


def lipschitz(facts: Facts, values: Values) -> Property:
    """Return the smallest number that no chord's slope exceeds, ∞ where there is none."""
    del values
    largest: Extreme | None = None
    loose = list[Extreme]()
    for one in _slopes(facts):
        if one.loose:
            loose.append(one)
            continue
        if is_infinite(one.value):
            return proved("inf", f"f′ grows without bound{_where(one)}")
        size = Extreme(value=_size(one.value), x=one.x, attained=one.attained)
        if largest is None or _order(size, largest) > 0:
            largest = size
    if any(_order(Extreme(value=_size(one.value), x=None, attained=False), largest) >= 0 for one in loose if largest):
        raise Undecided("a stretch on which the slope is unknown may be steeper")
    if largest is None:
        raise Undecided("no slopes are known")
    return proved(
        number(largest.value), "limits of f′ at the ends of the pieces, and values where f″ is 0", boxes(facts, 2)
    )


def _where(one: Extreme) -> str:
    return " far out" if one.x is None else f" near x = {number(one.x)}"


def _slopes(facts: Facts) -> Iterable[Extreme]:
    for joint in facts.joints:
        if not joint.is_continuous:
            yield Extreme(value=float("inf"), x=joint.point.at, attained=False)
    if any(piece.tree is None for piece in facts.pieces[1:-1]) and not _grows(facts):
        raise Undecided("chords across a gap")
    for part in facts.parts:
        for side in (-1, 1):
            try:
                limits = [part.limit(side, 1)]
            except Undecided:
                limits = list(waves.limits(part, side, 1))
            for limit in limits:
                if is_infinite(limit):
                    point = part.high if side > 0 else part.low
                    yield Extreme(value=limit, x=None if point is None else point.at, attained=False)
    for part in facts.parts:
        yield from _extremes(part, 1)


def _grows(facts: Facts) -> bool:
    return any(is_infinite(part.limit(side, 1)) for part in facts.parts for side in (-1, 1))


def _size(value: constants.Constant | float) -> constants.Constant | float:
    if isinstance(value, float):
        return abs(value)
    sign = constants.sign(value)
    if sign is None:
        return abs(constants.ball(value))
    return constants.negative(value) if sign < 0 else value
