"""Re-validation of what becomes of f and its slope far out."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from grader.maths.analysis.checking.approach import DIGITS, INF, Rows, sizes, slopes, tends, values
from grader.maths.analysis.checking.forms import Claim
from grader.maths.analysis.checking.sight import Sight, Truth, every
from grader.maths.digit_arithmetic import Mpf

SLIGHT = 0.02  # between powers
CLOSER = 0.75  # of the distance before: logarithms count for ever less
BEYOND = 40  # a power that nothing but an exponential has at these distances


def limits(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the limits of f."""
    return _limits(sight, claim.value, values)


def slope_limits(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the limits of f′."""
    return _limits(sight, claim.value, slopes)


def _limits(sight: Sight, value: Any, look: Callable[[Sight, Fraction | None, int], Rows | None]) -> Truth:
    return every(
        tends(look(sight, None, side), None if limit is None else float(limit))
        for side, limit in zip((-1, 1), value, strict=True)
    )


def levels_off(sight: Sight) -> Truth:
    """Whether the slope tends to 0 at both ends."""
    return every(tends(slopes(sight, None, side), 0.0) for side in (-1, 1))


def growth(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the powers of x that f grows like."""
    return every(
        _is_aimless(sight, side) if power is None else _grows(sight, side, float(power))
        for side, power in zip((-1, 1), claim.value, strict=True)
    )


def _is_aimless(sight: Sight, side: int) -> Truth:
    """Whether f is missing far out, 0, or tends to nothing."""
    rows = values(sight, None, side)
    if rows is None:
        return None
    return all(value == 0 for row in rows for value in row) or tends(rows, None)


def _grows(sight: Sight, side: int, power: float) -> Truth:
    seen = sizes(sight, side)
    clear = [(distance, size) for distance, size in seen if size != 0][-3:]
    vanishes = bool(seen) and seen[-1][1] == 0
    if vanishes and (power > -INF or not clear):
        return False
    if len(clear) < 3:
        return None
    return _is_power([_power(sight, a, b) for a, b in pairwise(clear)], power)


def _power(sight: Sight, a: tuple[Fraction, Mpf], b: tuple[Fraction, Mpf]) -> Mpf:
    """Return the power of x that carries one size into the other."""
    log = a[1].context.log
    return log(b[1] / a[1]) / log(sight.real(b[0] / a[0], DIGITS))


def _is_power(powers: Sequence[Mpf], claimed: float) -> Truth:
    before, last = powers
    if abs(claimed) == INF:
        rising = last if claimed > 0 else -last
        return bool(rising > BEYOND or rising > abs(before) / CLOSER)
    off, earlier = abs(last - claimed), abs(before - claimed)
    if off <= SLIGHT:
        return True
    return None if off <= CLOSER * earlier else False
