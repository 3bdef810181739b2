"""How large f and its slope can become."""

from collections.abc import Iterable

from grader.maths.analysis import waves
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Extreme, Facts, compare, equal, is_infinite
from grader.maths.analysis.findings import Property, number, proved, refuted
from grader.maths.analysis.witnesses import Values
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
    end, _ = _end(facts, side)
    if isinstance(end, str):
        return refuted(*_beyond(facts, values, side))
    return proved(True, EXTREMES)


def _limits(facts: Facts) -> Iterable[constants.Constant | float]:
    for part in facts.parts:
        for side in (-1, 1):
            try:
                yield part.limit(side)
            except Undecided:
                yield from waves.limits(part, side, 0)


def _beyond(facts: Facts, values: Values, side: int) -> Iterable[object]:
    from grader.maths.analysis.witnesses import far  # noqa: PLC0415

    return far(facts, values, side)


def attains(facts: Facts, values: Values) -> Property:
    """Takes its largest value, or its smallest."""
    taken = [_end(facts, side)[1] for side in (-1, 1)]
    return proved(any(taken), EXTREMES) if any(taken) else refuted(*_outwards(values))


def _outwards(values: Values) -> Iterable[object]:
    from grader.maths.analysis.witnesses import movement  # noqa: PLC0415

    return [found for way in (1, -1) if (found := movement(values, way))]


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
    for part in facts.parts:
        try:
            for one in part.extremes(0):
                at_edge = facts.repeats and one.x is not None and one.x in facts.edges and not one.attained
                if not at_edge:
                    yield one
        except Undecided:
            found = waves.extremes(part, 0)
            if found is None:
                raise
            yield from found


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
