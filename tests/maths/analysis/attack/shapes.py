"""Attacks on monotonicity, convexity, injectivity and dead regions."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from math import inf
from typing import Any

from attack.breaks import Kind
from attack.case import Case
from attack.evaluation import Seen
from attack.numbers import context, real, show
from attack.summits import falling, height, rising

MP = context(50)
NOISE = 1e-30  # relative to the values: differences below are looked at with more digits
STRETCH = 8  # points of slope 0 in a row that make a dead region
FIRM = 1e-25  # relative: a difference that is none of rounding
UP, DOWN = frozenset({"increasing", "nondecreasing"}), frozenset({"decreasing", "nonincreasing"})
BENT = 1e-25  # relative: chords that turn
BESIDE = Fraction(1, 10**6)  # relative: beyond the end of a dead region
NEXT = 1e-5  # relative: two regions that may touch


def monotone(case: Case) -> Iterator[str]:
    claimed = case.claims.get("monotone")
    if claimed is ...:
        return
    if claimed == "constant":
        yield from _differing(case)
    elif claimed in UP | DOWN:
        sign = 1 if claimed in UP else -1
        yield from _wrong_way(case, sign, claimed)
        level = next(_level_stretches(case), None)
        if claimed in {"increasing", "decreasing"} and level:
            yield f"monotone: level from {show(level[0])} to {show(level[-1])}"
        elif claimed in {"nondecreasing", "nonincreasing"} and level is None and _changes_everywhere(case):
            yield f"monotone: strictly {claimed}, no stretch is level"
    elif claimed == "no" and (way := _seen_way(case)):
        yield f"monotone: {way} wherever it was looked at"


def _differing(case: Case) -> Iterator[str]:
    known = case.survey.known
    for x, seen in known:
        if abs(seen.value - known[0][1].value) > FIRM * (abs(seen.value) + abs(known[0][1].value)):
            first, second = case.probe.firm(known[0][0]), case.probe.firm(x)
            if first is not None and second is not None and first != second:
                yield f"monotone: {show(first)} and {show(second)}"
                return


def _wrong_way(case: Case, sign: int, claimed: str) -> Iterator[str]:
    best: tuple[Fraction, Any] | None = None
    for x, seen in case.survey.known:
        value = sign * seen.value
        if best is not None and value < best[1] - NOISE * abs(best[1]) and _falls(case, best[0], x, sign):
            yield f"monotone: {claimed}, but {show(sign * best[1])} at {show(best[0])} and {show(seen.value)} at {show(x)}"
            return
        if best is None or value > best[1]:
            best = (x, value)
    low = height(case, falling if sign > 0 else rising)
    if low is not None and low.best > 0:
        slope = case.probe.firm_slope(low.x)
        if slope is not None and sign * slope < 0:
            yield f"monotone: {claimed}, but slope {show(slope)} at {show(low.x)}"


def _falls(case: Case, a: Fraction, b: Fraction, sign: int) -> bool:
    first, second = case.probe.firm(a), case.probe.firm(b)
    return first is not None and second is not None and bool(sign * (second - first) < -FIRM * abs(first))


def _level_stretches(case: Case) -> Iterator[list[Fraction]]:
    """Yield the points of each stretch on which f is surely constant."""
    for (_, level), group in groupby(case.survey.known, key=lambda one: (one[1].branches, one[1].flat)):
        xs = list(group)
        certain = any(seen.level for _, seen in xs) or len(xs) >= STRETCH
        if level and certain and len(xs) >= 2 and len({seen.value for _, seen in xs}) == 1:
            yield [x for x, _ in xs]


def _changes_everywhere(case: Case) -> bool:
    """Whether every analytic piece that was seen has a point with a slope: then no stretch is level."""
    if case.survey.crowded or case.probe.has_waves:
        return False
    pieces: dict[Any, bool] = {}
    if any(seen.level for _, seen in case.survey.known):
        return False
    for branches, group in groupby(case.survey.known, key=lambda one: one[1].branches):
        seen = [one for _, one in group]
        pieces[branches] = pieces.get(branches, False) or any(one.slope for one in seen) or len(seen) == 1
    return all(pieces.values())


def _seen_way(case: Case) -> str | None:
    """Return "increasing" or what else it seems to be everywhere; None where waves or gaps may hide the truth."""
    if case.probe.has_waves or not case.has_all_places or len(case.survey.known) < 20:
        return None
    if any(one.kind not in {Kind.SMOOTH, Kind.BREAK} for one in case.breaks):
        return None
    for sign in (1, -1):
        values = [sign * seen.value for _, seen in case.survey.known]
        steepest = height(case, falling if sign > 0 else rising)
        if all(b >= a for a, b in pairwise(values)) and steepest is not None and steepest.best <= 0:
            return "never falling" if sign > 0 else "never rising"
    return None


def injective(case: Case) -> Iterator[str]:
    claimed = case.claims.get("injective")
    if claimed is True:
        level = next((f"level around {show(x)}" for x, seen in case.survey.known if seen.level), None)
        if found := _same_values(case) or level or _turn(case):
            yield f"injective: {found}"
    if claimed is False and (way := _strict_way(case)):
        yield f"injective: {way}, and nowhere level"


def _strict_way(case: Case) -> str | None:
    way = _seen_way(case)
    return way if way and next(_level_stretches(case), None) is None and _changes_everywhere(case) else None


def _same_values(case: Case) -> str | None:
    """Return two points with one rational value."""
    where: dict[Fraction, Fraction] = {}
    for x, seen in case.survey.known:
        if seen.exact is not None and where.setdefault(seen.exact, x) != x:
            return f"{seen.exact} at {show(where[seen.exact])} and {show(x)}"
    return None


def _turn(case: Case) -> str | None:
    """Return a stretch where f, continuous, goes up on one side and down on the other."""
    if case.probe.calls & {"tan"}:
        return None
    for _, group in groupby(case.survey.known, key=lambda one: one[1].branches):
        steep = [(x, seen.slope) for x, seen in group if seen.slope]
        for (x, a), (y, b) in pairwise(steep):
            first, second = (case.probe.firm_slope(one) for one in (x, y)) if a * b < 0 else (None, None)
            if first is not None and second is not None and first * second < 0:
                return f"it turns between {show(x)} and {show(y)}"
    return None


def dead_region(case: Case) -> Iterator[str]:
    claimed = case.claims.get("dead_region")
    if not isinstance(claimed, list):
        return
    for a, b in claimed:
        yield from _not_dead(case, a, b)
        yield from _goes_on(case, a, b, {end for pair in claimed if pair != [a, b] for end in pair})
    level = [x for x, seen in case.survey.known if seen.level] + [x for xs in _level_stretches(case) for x in xs]
    left_out = next((x for x in level if not any(_below(a, x) and _below(x, b) for a, b in claimed)), None)
    if left_out is not None:
        yield f"dead_region: level around {show(left_out)}"


def _below(a: float | Fraction, b: float | Fraction) -> bool:
    """Whether a <= b within the 12 digits of a claim."""
    return a <= b or abs(a - b) <= 1e-9 * (1 + abs(b))


def _not_dead(case: Case, a: float, b: float) -> Iterator[str]:
    margin = 1e-9 * (1 + min(abs(a), abs(b)))
    inside = [(x, seen) for x, seen in case.survey.known if a + margin < x < b - margin]
    for (x, first), (y, second) in pairwise(inside):
        if abs(first.value - second.value) > NOISE * abs(first.value):
            values = [case.probe.firm(one) for one in (x, y)]
            if None not in values and values[0] != values[1]:
                yield f"dead_region: [{a}, {b}], but {show(values[0])} at {show(x)} and {show(values[1])} at {show(y)}"
                return


def _goes_on(case: Case, a: float, b: float, others: set[float]) -> Iterator[str]:
    """Say so if a region is level at its end and beyond, where no other region begins."""
    for end, sign in ((a, -1), (b, 1)):
        if abs(end) == inf or any(abs(end - other) <= NEXT * (1 + abs(end)) for other in others):
            continue
        step = sign * BESIDE * (1 + abs(Fraction(end)))
        beyond = [case.probe.at(Fraction(end) + step * k) for k in (0, 1, Fraction(3, 2), 2)]
        inner = case.probe.at(Fraction(end) - step)
        same = all(
            isinstance(one, Seen) and isinstance(inner, Seen) and one.level and one.value == inner.value
            for one in beyond
        )
        if same:
            yield f"dead_region: level beyond {end}, too"


def convex(case: Case) -> Iterator[str]:
    claimed = case.claims.get("convex")
    if claimed is ...:
        return
    if claimed in {"convex", "affine"} and (found := _bend(case, -1)):
        yield f"convex: {claimed}, but {found}"
    if claimed in {"concave", "affine"} and (found := _bend(case, 1)):
        yield f"convex: {claimed}, but {found}"
    if claimed == "no":
        yield from _one_bend(case)
    if claimed in {"convex", "concave"} and case.has_all_places and _is_straight(case):
        yield f"convex: {claimed}, but affine wherever it was looked at"


def _is_straight(case: Case) -> bool:
    return not any(_bend(case, sign) or _bends_between(case, sign) for sign in (-1, 1))


def _one_bend(case: Case) -> Iterator[str]:
    if case.probe.has_waves or not case.has_all_places or not case.interval:
        return
    if any(one.kind not in {Kind.SMOOTH, Kind.BREAK} for one in case.breaks):
        return
    for sign, name in ((-1, "convex"), (1, "concave")):
        if _bend(case, sign) is None and not _bends_between(case, sign):
            yield f"convex: no, but {name} wherever it was looked at"


def _bend(case: Case, sign: int) -> str | None:
    """Return three points whose chords turn down (-1) or up (1)."""
    known = case.survey.known
    chords = [(b[1].value - a[1].value) / real(b[0] - a[0], MP) for a, b in pairwise(known)]
    for k, (first, second) in enumerate(pairwise(chords)):
        if sign * (second - first) <= BENT * (abs(first) + abs(second)):
            continue
        xs = [known[k + i][0] for i in range(3)]
        if _is_firm_bend(case, xs, sign):
            return f"the chords of {', '.join(map(show, xs))} have slopes {show(first)}, {show(second)}"
    return None


def _is_firm_bend(case: Case, xs: list[Fraction], sign: int) -> bool:
    values = [case.probe.firm(x) for x in xs]
    if None in values:
        return False
    mp = context(400)
    weight = (xs[1] - xs[0]) / (xs[2] - xs[0])
    middle = values[0] + (values[2] - values[0]) * mp.mpf(weight.numerator) / weight.denominator
    above = sign * (middle - values[1])
    return bool(above > FIRM * (abs(values[0]) + abs(values[1]) + abs(values[2])))


def _bends_between(case: Case, sign: int) -> bool:
    """Whether slopes beside some sample go the way that the chords of samples did not show."""
    return any(
        sign * (b - a) > NOISE * (abs(a) + abs(b))
        for x, seen in case.survey.known
        if abs(x) <= 1000
        for a, b in pairwise(_slopes_beside(case, x, seen))
    )


def _slopes_beside(case: Case, x: Fraction, seen: Seen) -> list[Any]:
    """Return the slopes on both sides of a point within one piece, if they are known."""
    near = [case.probe.at(x + k * Fraction(1, 10**12)) for k in (-1, 1)]
    slopes = [one.slope for one in near if isinstance(one, Seen) and one.branches == seen.branches]
    return [] if None in slopes else slopes
