"""Attacks on where a formula is defined, continuous and smooth, on its kinks and jumps, and on f and f' at 0."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf

from attack.breaks import Break, Estimate, Kind, meet
from attack.case import Case
from attack.claims import ROUNDED, order
from attack.evaluation import Seen
from attack.numbers import show
from attack.probe import STAIRS, WAVES, Gap

TOUCH = 1e-9  # relative: a place meant by 12 digits
AWAY = Fraction(1, 10**9)  # relative: both sides of a point known to 12 digits
DISCONTINUOUS = {Kind.JUMP, Kind.HOLE, Kind.END}
MANY = "infinitely many"


def defined(case: Case) -> Iterator[str]:
    if case.claims.affirms("defined") or case.claims.affirms("continuous"):
        for x, seen in zip(case.survey.points, case.survey.seen, strict=True):
            if seen is Gap.UNDEFINED and case.probe.lacks(x):
                yield f"defined: no value at {show(x)}"
                return
    if case.claims.denies("defined") and case.probe.is_total:
        yield "defined: every part has a value everywhere"


def continuous(case: Case) -> Iterator[str]:
    if case.claims.affirms("continuous"):
        for one in case.breaks:
            if one.kind in DISCONTINUOUS:
                yield f"continuous: {one.kind.value} at {one.place.about}"
                return
    if case.claims.denies("continuous") and _is_smoother(case, -1):
        yield "continuous: it is wherever it could break"


def smoothness(case: Case) -> Iterator[str]:
    if "smoothness" not in case.claims:
        return
    claimed = order(case.claims["smoothness"])
    for one in case.breaks:
        limit = _smooth_until(one)
        if limit is not None and limit < claimed:
            yield f"smoothness: only C^{limit} at {one.place.about} ({one.kind.value})"
            return
    if claimed != inf and _is_smoother(case, int(claimed)):
        yield f"smoothness: smoother than C^{int(claimed)} wherever it could break"


def _smooth_until(one: Break) -> int | None:
    if one.kind in DISCONTINUOUS:
        return -1
    return one.order - 1 if one.kind is Kind.BREAK else None


def _is_smoother(case: Case, claimed: int) -> bool:
    probe = case.probe
    if not probe.is_total:
        return False
    if probe.is_analytic or (claimed == -1 and probe.is_continuous):
        return True
    for one in case.breaks:
        smooth = one.kind in {Kind.SMOOTH, Kind.BREAK} and one.order > claimed + 1
        if not (smooth or (one.kind is Kind.SMOOTH and case.is_idle(one.place))):
            return False
    return case.has_all_places and not (probe.has_waves or probe.has_roots or probe.has_equations)


def kinks(case: Case) -> Iterator[str]:
    claimed = case.claims.get("kinks")
    found = [one for one in case.breaks if _is_kink(one)]
    yield from _listed("kinks", claimed, found, case)
    if not isinstance(claimed, list):
        return
    for x in claimed:
        place = case.survey.place_at(x)
        matching = next((one for one in case.breaks if one.place is place), None)
        if matching is None:
            if _is_one_piece(case, x):
                yield f"kinks: nothing happens at {x}"
        elif matching.kind in {Kind.JUMP, Kind.HOLE} or (matching.kind is not Kind.UNCLEAR and matching.order >= 2):
            yield f"kinks: none at {x} ({matching.kind.value}, order {matching.order})"


def jumps(case: Case) -> Iterator[str]:
    claimed = case.claims.get("jumps")
    yield from _listed("jumps", claimed, [one for one in case.breaks if one.kind is Kind.JUMP], case)
    if not isinstance(claimed, list):
        return
    for x in claimed:
        place = case.survey.place_at(x)
        matching = next((one for one in case.breaks if one.place is place), None)
        if matching is None:
            if _is_one_piece(case, x) and not case.probe.has_equations:
                yield f"jumps: nothing happens at {x}"
        elif matching.kind is Kind.HOLE or matching.order >= 1:
            yield f"jumps: none at {x} ({matching.kind.value})"


def _listed(name: str, claimed: object, found: list[Break], case: Case) -> Iterator[str]:
    if claimed == MANY and not case.probe.calls & (WAVES | STAIRS):
        yield f"{name}: without waves and stairs there are finitely many"
    elif (
        claimed == MANY
        and case.probe.is_total
        and (case.probe.is_analytic or (name == "jumps" and case.probe.is_continuous))
    ):
        yield f"{name}: its form shows none"
    if not isinstance(claimed, list):
        return
    for one in found:
        if not any(abs(x - one.place.about) <= TOUCH * max(1, abs(x)) for x in claimed):
            yield f"{name}: another at {one.place.about}"


def _is_kink(one: Break) -> bool:
    return one.kind is Kind.BREAK and one.order == 1


def _is_one_piece(case: Case, x: float) -> bool:
    """Whether one analytic piece reaches over a point known to 12 digits."""
    if case.probe.has_roots or case.probe.calls & STAIRS:
        return False
    step = AWAY * (1 + abs(Fraction(x)))
    sides = [case.probe.at(Fraction(x) + k * step) for k in (-1, 1)]
    if not all(isinstance(one, Seen) for one in sides):
        return False
    below, above = (one for one in sides if isinstance(one, Seen))
    near = abs(below.value - above.value) <= 1e-3 * (abs(below.value) + abs(above.value))
    return below.branches == above.branches and bool(near) and below.slope is not None and not _is_steep(below, step)


def _is_steep(seen: Seen, step: Fraction) -> bool:
    """Whether a step changes the value much: there may be a pole."""
    return bool(abs(seen.slope) * float(step) > 1e-6 * (1 + abs(seen.value)))


def at_origin(case: Case) -> Iterator[str]:
    here = case.probe.at(Fraction(0))
    claimed = case.claims.get("zero_at_origin")
    if claimed is True and (here is Gap.UNDEFINED or (isinstance(here, Seen) and abs(here.value) > 1e-30)):
        yield f"zero_at_origin: it is {here if isinstance(here, Gap) else float(here.value)}"
    if claimed is False and isinstance(here, Seen) and here.exact == 0:
        yield "zero_at_origin: it is 0"
    yield from _slope_at_origin(case)


def _slope_at_origin(case: Case) -> Iterator[str]:
    claimed = case.claims.get("derivative_at_0")
    if claimed is ...:
        return
    at_zero = next(one for one in case.breaks if one.place.x == 0)
    if at_zero.kind in DISCONTINUOUS:
        # 1/x with the value 0 at 0 rises by 1/h^2 a step: some call that an infinite slope
        if claimed is not None and not (abs(claimed) == inf and isinstance(case.probe.at(Fraction(0)), Seen)):
            yield f"derivative_at_0: {at_zero.kind.value}"
        return
    if not at_zero.left or not at_zero.right or at_zero.kind is Kind.UNCLEAR:
        return
    left, right = at_zero.left[1], at_zero.right[1]
    if not (left.is_clear and right.is_clear):
        return
    found = _common(left, right)
    if found is None:
        if claimed is not None:
            yield f"derivative_at_0: the sides differ, {_say(left)} and {_say(right)}"
    elif claimed is None or not _is_near(found, claimed):
        yield f"derivative_at_0: it is {_say(found)}, not {claimed}"


def _common(left: Estimate, right: Estimate) -> Estimate | None:
    if left.infinite or right.infinite:
        return left if left.infinite == right.infinite else None
    return right if meet(left, right) else None


def _is_near(found: Estimate, claimed: float) -> bool:
    if found.infinite or abs(claimed) == inf:
        return found.infinite * inf == claimed
    return bool(abs(found.value - claimed) <= ROUNDED * abs(found.value) + 10 * found.error + 1e-18)


def _say(one: Estimate) -> str:
    return f"{one.infinite * inf}" if one.infinite else show(one.value)
