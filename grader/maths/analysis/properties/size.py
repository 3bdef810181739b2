"""How large f and its slope can become."""

from collections.abc import Iterable

from grader.maths.analysis import waves
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Extreme, Facts, compare, equal, is_infinite
from grader.maths.analysis.findings import Property, Witness, number, proved, refuted
from grader.maths.analysis.witnesses import Values, far, movement
from grader.maths.analysis import constants

EXTREMES = "limits at the ends of the pieces, values where f′ is 0 and between two pieces"


def range_(facts: Facts, values: Values) -> Property:
    """Return the hull of the values, and whether its ends are taken."""
    del values
    low, low_taken = _end(facts, -1)
    high, high_taken = _end(facts, 1)
    return proved([[low, high], [low_taken, high_taken]], EXTREMES)


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
        if not all(_is_finite(one) for one in _candidates(facts)):
            raise
        return proved(True, "balls around all values")
    if isinstance(end, str):
        return refuted(*far(facts, values, side))
    return proved(True, EXTREMES)


def _is_finite(one: Extreme) -> bool:
    return not is_infinite(one.value) and (isinstance(one.value, float) or constants.ball(one.value).is_finite())


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
    return proved(any(taken), EXTREMES) if any(taken) else refuted(*_outwards(facts, values))


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
        try:
            found: Iterable[Extreme] = part.extremes(0)
        except Undecided:
            repeated = waves.extremes(part, 0)
            if repeated is None:
                raise
            found = repeated
        yield from (one for one in found if one.attained or id(one.x) not in settled)


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
            return proved("inf", "f′ grows without bound", _where(one))
        size = Extreme(value=_size(one.value), x=one.x, attained=one.attained)
        if largest is None or _order(size, largest) > 0:
            largest = size
    if any(_order(Extreme(value=_size(one.value), x=None, attained=False), largest) >= 0 for one in loose if largest):
        raise Undecided("a stretch on which the slope is unknown may be steeper")
    if largest is None:
        raise Undecided("no slopes are known")
    return proved(number(largest.value), "limits of f′ at the ends of the pieces, and values where f″ is 0", _where(largest))


def _where(one: Extreme) -> list[tuple[str, str]]:
    if one.x is None:
        return []
    at = str(number(one.x))
    return [(at, at)]


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
        try:
            yield from part.extremes(1)
        except Undecided:
            found = waves.extremes(part, 1)
            if found is None:
                raise
            yield from found


def _grows(facts: Facts) -> bool:
    return any(is_infinite(part.limit(side, 1)) for part in facts.parts for side in (-1, 1))


def _size(value: constants.Constant | float) -> constants.Constant | float:
    if isinstance(value, float):
        return abs(value)
    sign = constants.sign(value)
    if sign is None:
        return abs(constants.ball(value))
    return constants.negative(value) if sign < 0 else value
