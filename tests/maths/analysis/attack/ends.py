"""Attacks on what is said of both ends: limits of f and f', growth, saturation."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import Any

from attack.case import Case
from attack.numbers import context, real, show
from attack.survey import Far

MP = context(50)
NEAR = 1e-6  # relative to 1 and the claim: near enough to a limit
CLOSER = 0.95  # of the distance before: what tends to a limit is nearer at the next distance; 1/log(log x) has 0.7
CLOSER_WAVES = 0.2  # among the crests of waves, over two steps
STEADY = 1.01  # between values beside each other: no wave worth the name
SETTLED = 1e-9  # relative: values that agree at three distances
RESTS, OTHER = 1e-13, 1e-10  # relative: values that changed no more, and a limit that they are not
STEEP = 20  # a power that is taken for exponential growth
SLIGHT, ROUGH = 0.05, 0.2  # between powers of growth, logarithms included, seen far out and nearer
CERTAIN = 10**50
SIDES = (-1, 1)


def limits(case: Case) -> Iterator[str]:
    yield from _limits(case, "limits", lambda far: far.values)


def slope_limits(case: Case) -> Iterator[str]:
    yield from _limits(case, "slope_limits", lambda far: far.slopes)


def _limits(case: Case, name: str, what: Any) -> Iterator[str]:
    claimed = case.claims.get(name)
    if not isinstance(claimed, list):
        return
    for side, limit in zip(SIDES, claimed, strict=True):
        if limit is ...:
            continue
        where = f"{name} at {'-' if side < 0 else ''}inf: {limit}, but"
        reaches = case.survey.reaches(side)
        if limit is not None and reaches is False:
            yield f"{where} the domain ends"
        rows = [what(far) for far in case.survey.tail(side, slopes=name == "slope_limits")]
        if reaches is not True or len(rows) < 3 or not all(rows):
            continue
        found = (
            _none(case, rows)
            if limit is None
            else _infinite(rows, limit)
            if abs(limit) == inf
            else _finite(case, rows, limit)
        )
        if found:
            yield f"{where} {found}"


def _none(case: Case, rows: list[list[Any]]) -> str | None:
    """Return what contradicts that there is no limit: only waves and stairs have none."""
    if not case.probe.has_waves:
        return "without waves there is one"
    every = [value for row in rows for value in row]
    if max(every) - min(every) <= SETTLED * max(map(abs, every)):
        return f"it stays at {show(every[-1])}"
    if _vanishes(rows):
        return "it vanishes"
    steady = all(max(map(abs, row)) <= STEADY * min(map(abs, row)) for row in rows)
    return "it grows steadily" if steady and abs(rows[2][0]) > 10 * abs(rows[1][0]) > 100 * abs(rows[0][0]) else None


def _infinite(rows: list[list[Any]], limit: float) -> str | None:
    sign = 1 if limit > 0 else -1
    low, before = min(sign * value for value in rows[2]), max(sign * value for value in rows[1])
    if low <= 0 or low <= before * (1 + SETTLED):
        return f"{show(sign * before)} is followed by {show(sign * low)}"
    return None


def _finite(case: Case, rows: list[list[Any]], limit: float) -> str | None:
    first, second, third = (max(abs(value - limit) for value in row) for row in rows)
    if case.probe.has_waves:
        stays = third > CLOSER_WAVES * max(first, second)
    else:
        stays = third > CLOSER * second and second > CLOSER * first
    if (stays and third > NEAR * (1 + abs(limit))) or _is_other(case, rows, limit):
        return f"it is {show(rows[2][0])} far out"
    return None


def _is_other(case: Case, rows: list[list[Any]], limit: float) -> bool:
    """Whether it came to rest at a number that is not the limit."""
    if case.probe.has_waves:
        return False
    first, second, third = (row[0] for row in rows)
    rests = max(abs(third - second), abs(second - first)) <= RESTS * abs(third)
    return rests and bool(abs(third - limit) > OTHER * max(abs(third), abs(limit)))


def growth(case: Case) -> Iterator[str]:
    claimed = case.claims.get("growth")
    if not isinstance(claimed, list):
        return
    for side, power in zip(SIDES, claimed, strict=True):
        tail = case.survey.tail(side)
        if power is ... or power is None or len(tail) < 3 or not all(map(_is_steady, tail)):
            continue
        powers = [_power(a, b) for a, b in pairwise(tail)]
        slight = SLIGHT if abs(tail[-1].x) >= CERTAIN else ROUGH
        if None not in powers and not _fits(powers, power, slight):
            yield f"growth at {'-' if side < 0 else ''}inf: {power}, but like x^{show(powers[-1])}"


def _is_steady(far: Far) -> bool:
    return bool(max(map(abs, far.values)) <= STEADY * min(map(abs, far.values)))


def _power(a: Far, b: Far) -> Any:
    """Return the power of x between two distances, or None beside a zero."""
    if not a.values[0] or not b.values[0]:
        return None
    first, second = MP.mpf(abs(a.values[0])), MP.mpf(abs(b.values[0]))
    return MP.log(second / first) / MP.log(real(b.x / a.x, MP))


def _fits(powers: list[Any], claimed: float, slight: float) -> bool:
    before, last = powers
    if abs(claimed) == inf:
        rising = last * (1 if claimed > 0 else -1)
        return bool(rising > STEEP or rising > 1.5 * abs(before))
    return bool(abs(last - claimed) <= slight or abs(last - claimed) < 0.9 * abs(before - claimed))


def saturates(case: Case) -> Iterator[str]:
    claimed = case.claims.get("saturates")
    if not isinstance(claimed, bool):
        return
    tails = [[far.slopes for far in case.survey.tail(side, slopes=True)] for side in SIDES]
    if any(case.survey.reaches(side) is not True for side in SIDES) or any(
        len(tail) < 3 or not all(tail) for tail in tails
    ):
        return
    if claimed:
        for tail in tails:
            if found := _finite(case, tail, 0):
                yield f"saturates: the slope tends to 0, but {found}"
    elif all(_vanishes(tail) for tail in tails):
        yield "saturates: the slope vanishes at both ends"


def _vanishes(rows: list[list[Any]]) -> bool:
    first, second, third = (max(map(abs, row)) for row in rows)
    return bool(third < NEAR and (third == 0 or third < second / 2) and (second == 0 or second < first / 2))
