"""Attacks on laws: odd, even, affine, homogeneous, idempotent, periodic."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import pi
from typing import Any

from attack.case import Case
from attack.evaluation import Seen
from attack.numbers import context, real, show
from attack.probe import DIGITS, RISING, Gap

MP = context(50)
BROKEN = 1e-20  # relative: two sides of a law that differ
KEPT = 1e-30  # relative: two sides that agree
FACTORS = (Fraction(2), Fraction(1, 3), Fraction(7, 5))
FEW = 12  # samples on which a law says something
PERIODS = ("1", "2", "pi", "2*pi", "pi/2", "4*pi", "1/2", "4", "6*pi")
TWELVE = 1e-11  # relative: a period known to 12 digits
LARGEST = 10**6  # of points where laws are tried

Sides = Callable[[Any, int], tuple[Any, Any] | None]  # both sides of a law at x, with so many digits


def parity(case: Case) -> Iterator[str]:
    claimed = case.claims.get("parity")
    if claimed in {"odd", "even"}:
        found = _broken(case, _mirrored(case, -1 if claimed == "odd" else 1))
        if found is None and len({seen.value for _, seen in case.survey.known}) > 1:  # a constant is even anywhere
            found = _lopsided(case)
        if found:
            yield f"parity: {claimed}, but {found}"
    if claimed == "neither":
        for sign, name in ((-1, "odd"), (1, "even")):
            if _is_kept(case, _mirrored(case, sign)) and _lopsided(case) is None:
                yield f"parity: {name} wherever it was looked at"


def _mirrored(case: Case, sign: int) -> Sides:
    def sides(x: Any, digits: int) -> tuple[Any, Any] | None:
        return _pair(case.probe.at(x, digits), case.probe.at(-x, digits), lambda a, b: (a, sign * b))

    return sides


def _lopsided(case: Case) -> str | None:
    for x, seen in zip(case.survey.points, case.survey.seen, strict=True):
        if isinstance(seen, Seen) and case.probe.at(-x) is Gap.UNDEFINED and case.probe.lacks(-x):
            return f"there is a value at {show(x)} and none at {show(-x)}"
    return None


def _pair(a: Seen | Gap, b: Seen | Gap, join: Callable[[Any, Any], tuple[Any, Any]]) -> tuple[Any, Any] | None:
    return join(a.value, b.value) if isinstance(a, Seen) and isinstance(b, Seen) else None


def _broken(case: Case, sides: Sides) -> str | None:
    """Return where a law is broken at every precision."""
    for x, seen in zip(case.survey.points, case.survey.seen, strict=True):
        if not isinstance(seen, Seen) or abs(x) > LARGEST or not _is_broken(sides(x, DIGITS)):
            continue
        first, second = (sides(x, digits) for digits in RISING)
        if first is None or second is None or not (_is_broken(first) and _is_broken(second)):
            continue
        if _is_near(first[0], second[0]) and _is_near(first[1], second[1]):
            return f"{show(second[0])} against {show(second[1])} at {show(x)}"
    return None


def _is_broken(sides: tuple[Any, Any] | None) -> bool:
    return sides is not None and bool(abs(sides[0] - sides[1]) > BROKEN * (abs(sides[0]) + abs(sides[1])))


def _is_near(a: Any, b: Any) -> bool:
    return bool(abs(a - b) <= KEPT * abs(b))


def _is_kept(case: Case, sides: Sides) -> bool:
    """Whether a law holds at all samples, and there are enough of them."""
    tried = 0
    for x, _ in case.survey.known:
        pair = sides(x, DIGITS) if abs(x) <= LARGEST else None
        if pair is None:
            continue
        tried += 1
        if not abs(pair[0] - pair[1]) <= KEPT * (abs(pair[0]) + abs(pair[1])):
            return False
    return tried >= FEW


def affine(case: Case) -> Iterator[str]:
    known = [one for one in case.survey.known if abs(one[0]) <= LARGEST]
    if "affine" not in case.claims or len(known) < FEW:
        return
    a, b = known[len(known) // 3][0], known[2 * len(known) // 3][0]

    def sides(x: Any, digits: int) -> tuple[Any, Any] | None:
        ends = case.probe.at(a, digits), case.probe.at(b, digits)
        here = case.probe.at(x, digits)
        if not (isinstance(ends[0], Seen) and isinstance(ends[1], Seen) and isinstance(here, Seen)):
            return None
        part = real((x - a) / (b - a), context(digits))
        rise = (ends[1].value - ends[0].value) * part
        scale = 2 * (abs(ends[0].value) + abs(rise))  # nothing cancels
        return here.value + scale, ends[0].value + rise + scale

    if case.claims.affirms("affine"):
        if found := _broken(case, sides):
            yield f"affine: {found}"
    elif _is_kept(case, sides):
        yield "affine: on one line wherever it was looked at"


def homogeneous(case: Case) -> Iterator[str]:
    claimed = case.claims.get("homogeneous")
    if claimed is ...:
        return
    laws = [_scaled(case, factor) for factor in FACTORS]
    if claimed:
        for law in laws:
            if found := _broken(case, law):
                yield f"homogeneous: {found}"
                return
    elif case.probe.is_total and all(_is_kept(case, law) for law in laws):
        yield "homogeneous: it is wherever it was looked at"


def _scaled(case: Case, factor: Fraction) -> Sides:
    def sides(x: Any, digits: int) -> tuple[Any, Any] | None:
        times = real(factor, context(digits))
        return _pair(case.probe.at(factor * x, digits), case.probe.at(x, digits), lambda a, b: (a, times * b))

    return sides


def idempotent(case: Case) -> Iterator[str]:
    claimed = case.claims.get("idempotent")
    if claimed is ...:
        return

    def sides(x: Any, digits: int) -> tuple[Any, Any] | None:
        first = case.probe.at(x, digits)
        if not isinstance(first, Seen):
            return None
        again = case.probe.at(first.value if first.exact is None else first.exact, digits)
        return (again.value, first.value) if isinstance(again, Seen) else None

    if claimed:
        if found := _broken(case, sides):
            yield f"idempotent: {found}"
    elif case.probe.is_total and _is_kept(case, sides):
        yield "idempotent: it is wherever it was looked at"


def periodic(case: Case) -> Iterator[str]:
    claimed = case.claims.get("periodic")
    if claimed is ... or claimed is None:
        return
    if claimed is False:
        constant = len({seen.value for _, seen in case.survey.known}) <= 1
        tried = PERIODS if case.probe.has_waves and not constant else ()
        period = next((one for one in tried if _is_kept(case, _shifted(case, one))), None)
        if period is not None:
            yield f"periodic: {period} is a period wherever it was looked at"
        return
    exact = _exactly(claimed)
    if exact is None:
        return
    if found := _broken(case, _shifted(case, exact)):
        yield f"periodic: {claimed}, but {found}"
    for part in (2, 3, 5):
        if _is_kept(case, _shifted(case, f"{exact}/{part}")):
            yield f"periodic: {claimed}/{part} is a period, too"


def _exactly(period: float) -> str | None:
    """Return a period that 12 digits stand for, as a multiple of 1 or of pi."""
    for unit, name in ((1.0, ""), (pi, "*pi")):
        simple = Fraction(period / unit).limit_denominator(200)
        if abs(float(simple) * unit - period) <= TWELVE * period:
            return f"{simple}{name}"
    return None


def _shifted(case: Case, period: str) -> Sides:
    """Return f(x + T) and f(x), lifted by 1 so that noise beside a zero is none."""
    parts = period.replace("*pi", "").replace("pi", "1").split("/")
    multiple = Fraction(parts[0])
    for part in parts[1:]:
        multiple /= int(part)

    def sides(x: Any, digits: int) -> tuple[Any, Any] | None:
        mp = context(digits)
        shift = mp.pi * real(multiple, mp) if "pi" in period else multiple
        there = x + shift if isinstance(shift, Fraction) else real(x, mp) + shift
        here, moved = case.probe.at(x, digits), case.probe.at(there, digits)
        if not (isinstance(here, Seen) and isinstance(moved, Seen)) or here.slope is None or moved.slope is None:
            return None
        scale = 1 + abs(here.slope)
        return moved.value + scale, here.value + scale

    return sides
