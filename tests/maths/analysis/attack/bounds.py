"""Attacks on the range, the bounds, the steepest slope, and what is attained."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

from attack.breaks import Kind
from attack.case import Case
from attack.claims import ROUNDED
from attack.evaluation import Seen
from attack.numbers import context, real, show
from attack.summits import HUGE, Height, beyond, down, height, steep, up

MP = context(50)
MISSED = 1e-9  # relative to 1 and the claim: a bound that the best point stays below
MISSED_BY_WAVES = 1e-3  # whose crests may lie far out
CLEAR = 1e-6  # between a summit and the tails


def value_range(case: Case) -> Iterator[str]:
    claimed = case.claims.get("range")
    if not isinstance(claimed, list):
        return
    for sign, end, closed in zip((-1, 1), claimed[0], claimed[1], strict=True):
        if ... in (end, closed):
            continue
        yield from _end(case, sign, sign * end, closed)


def _end(case: Case, sign: int, end: float, closed: bool) -> Iterator[str]:  # noqa: FBT001
    """Attack one end of the range, mirrored so that it is the upper one."""
    top = height(case, up if sign > 0 else down)
    if top is None:
        return
    name = "upper" if sign > 0 else "lower"
    if found := beyond(case, up if sign > 0 else down, end + ROUNDED * abs(end)):
        yield f"range: {show(sign * found[1])} at {show(found[0])} is beyond the {name} end {sign * end}"
        return
    if end == inf:
        if _is_kept_in(case, top, sign):
            yield f"range: the {name} end {sign * end} is not reached; the best is {show(sign * top.best)}"
        return
    if end - top.best > _missed(case) * max(1, abs(end)) and not top.may_reach(end):
        yield f"range: the {name} end {sign * end} is not reached; the best is {show(sign * top.best)} at {show(top.x)}"
        return
    if not closed and _is_attained(case, top, sign, end):
        yield f"range: the {name} end {sign * end} is attained at {show(top.x)}"
    if closed and _is_only_approached(case, sign, end):
        yield f"range: the {name} end {sign * end} is only approached"


def _missed(case: Case) -> float:
    """Return how far below an end the best sample may stay."""
    if case.probe.has_many_waves:
        return inf
    return MISSED_BY_WAVES if case.probe.has_waves or not case.has_all_places else MISSED


def _is_calm(case: Case, top: Height) -> bool:
    """Whether there is no spike: among waves one may lie between the samples."""
    if not case.probe.has_waves:
        return case.has_all_places
    return bool(abs(top.best) < HUGE) and all(one.kind in {Kind.SMOOTH, Kind.BREAK} for one in case.breaks)


def _is_kept_in(case: Case, top: Height, sign: int) -> bool:
    """Whether nothing runs away: there are no poles to come near to, and far out nothing rises any more."""
    if case.claims.get("continuous") is not True or not _is_calm(case, top) or top.may_reach(inf):
        return False
    tails = [[max(sign * value for value in far.values) for far in case.survey.tail(side)] for side in (-1, 1)]
    return all(len(tail) == 3 and tail[2] <= tail[1] for tail in tails)


def _is_attained(case: Case, top: Height, sign: int, end: float) -> bool:
    """Whether the best value is a summit inside, well above all tails, or is had exactly on a level stretch."""
    if abs(top.best - end) > ROUNDED * max(1, abs(end)):
        return False
    exact = Fraction(end) if abs(end) < 10**6 and float(end).is_integer() else None
    if exact is not None and any(
        seen.exact is not None and sign * seen.exact == exact for _, seen in case.survey.known
    ):
        return True
    firm = case.probe.firm(top.x)
    if not top.inner or top.may_reach(inf) or case.probe.has_waves or abs(top.x) > 1000 or firm is None:
        return False
    return all(sign * value < end - CLEAR * max(1, abs(end)) for value in _borders(case))


def _borders(case: Case) -> Iterator[Any]:
    """Yield the values far out and beside places."""
    for side in (-1, 1):
        for far in case.survey.tails[side][-5:]:
            yield from far.values
    for one in case.breaks:
        if one.kind is not Kind.SMOOTH:
            sides = [case.probe.at(x) for x in (one.place.left, one.place.right)]
            yield from (seen.value for seen in sides if isinstance(seen, Seen))


def _is_only_approached(case: Case, sign: int, end: float) -> bool:
    """Whether the claimed maximum is what f tends to, without ever being near it elsewhere."""
    if case.probe.has_waves or not case.has_all_places:
        return False
    known = [(x, seen) for x, seen in case.survey.known if abs(x) <= 100]
    near = [x for x, seen in known if sign * seen.value >= end - CLEAR * max(1, abs(end))]
    if any(_is_level(case, x) for x, seen in case.survey.known if sign * seen.value >= end - CLEAR * max(1, abs(end))):
        return False
    return not any(abs(x) <= 3 for x in near) and _only_tails(case, sign, end)


def _is_level(case: Case, x: Fraction) -> bool:
    """Whether f may be constant near x, or turn."""
    seen = case.probe.at(x)
    return not isinstance(seen, Seen) or seen.slope is None or seen.slope == 0


def _only_tails(case: Case, sign: int, end: float) -> bool:
    """Whether f comes within rounding of the end far out alone, and all the way up."""
    inside = [sign * seen.value for x, seen in case.survey.known if abs(x) <= 3]
    summits = height(case, up if sign > 0 else down)
    if summits is None or summits.inner or not inside:
        return False
    for side in (-1, 1):
        tail = [sign * value for far in case.survey.tails[side] for value in far.values]
        if tail and abs(tail[-1] - end) <= ROUNDED * max(1, abs(end)):
            slopes = [sign * side * slope for far in case.survey.tails[side][:3] for slope in far.slopes]
            if slopes and all(slope > 0 for slope in slopes):
                return True
    return False


def bounded(case: Case) -> Iterator[str]:
    for sign, name in ((1, "bounded_above"), (-1, "bounded_below")):
        claimed = case.claims.get(name)
        if claimed is ...:
            continue
        top = height(case, up if sign > 0 else down)
        if top is None:
            continue
        if claimed is True and _runs_away(case, sign):
            yield f"{name}: {show(sign * top.best)} at {show(top.x)} and further"
        if claimed is False and _is_kept_in(case, top, sign):
            yield f"{name}: the best is {show(sign * top.best)} at {show(top.x)}"


def _runs_away(case: Case, sign: int) -> bool:
    """Whether f rises without slowing down from one distance to the next."""
    for side in (-1, 1):
        tail = [max(sign * value for value in far.values) for far in case.survey.tail(side)]
        slow = 10 if case.probe.has_waves else 0.99
        if len(tail) == 3 and tail[2] - tail[1] >= slow * (tail[1] - tail[0]) > 0.5:
            return True
    return False


def lipschitz(case: Case) -> Iterator[str]:
    claimed = case.claims.get("lipschitz")
    if claimed is ...:
        return
    top = height(case, steep)
    if claimed != inf:
        jump = next((one for one in case.breaks if one.kind is Kind.JUMP), None)
        if jump is not None:
            yield f"lipschitz: a jump at {jump.place.about}"
            return
    if top is None:
        return
    if found := beyond(case, steep, claimed * (1 + ROUNDED)):
        yield f"lipschitz: slope {show(found[1])} at {show(found[0])}"
    elif _is_too_large(case, top, claimed) and not top.may_reach(claimed):
        yield f"lipschitz: {claimed} is not needed; the steepest slope is {show(top.best)} at {show(top.x)}"


def _is_too_large(case: Case, top: Height, claimed: float) -> bool:
    if claimed == inf:
        calm = _is_calm(case, top) and all(one.kind in {Kind.SMOOTH, Kind.BREAK} for one in case.breaks)
        return calm and not _is_steeper_between(case, top.best)
    return bool(top.best < claimed * (1 - _missed(case))) and not _is_steeper_between(case, top.best)


def _is_steeper_between(case: Case, steepest: Any) -> bool:
    """Whether a chord is steeper than every slope seen: something steep hides between two points."""
    steps = ((abs(b[1].value - a[1].value), real(b[0] - a[0], MP)) for a, b in pairwise(case.survey.known))
    return any(rise > steepest * run * (1 + MISSED) for rise, run in steps)


def attains(case: Case) -> Iterator[str]:
    """Only what the claimed range leaves open is a contradiction; the range itself is attacked above."""
    claimed, hull = case.claims.get("attains"), case.claims.get("range")
    if isinstance(claimed, bool) and isinstance(hull, list) and ... not in hull[1] and claimed != any(hull[1]):
        yield f"attains: {claimed}, but the range is {hull}"
