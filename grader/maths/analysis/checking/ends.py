"""Re-validation of what becomes of f and its slope far out."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from grader.maths.analysis.checking.approach import DIGITS, FAR, Rows, slopes, tends, values
from grader.maths.analysis.checking.boxes import Box
from grader.maths.analysis.checking.sight import Sight, Truth, every
from grader.maths.digit_arithmetic import Mpf

SLIGHT = 0.02  # between powers
CLOSER = 0.75  # of the distance before: logarithms count for ever less
BEYOND = 40  # a power that nothing but an exponential has at these distances


def limits(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the limits of f."""
    del boxes
    return _limits(sight, value, values)


def slope_limits(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the limits of f′."""
    del boxes
    return _limits(sight, value, slopes)


def _limits(sight: Sight, value: Any, look: Callable[..., Rows | None]) -> Truth:
    return every(
        tends(look(sight, None, side), None if limit is None else float(limit))
        for side, limit in zip((-1, 1), value, strict=True)
    )


def saturates(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that the slope tends to 0 at both ends."""
    del boxes
    return every((value is True, levels_off(sight)))


def levels_off(sight: Sight) -> Truth:
    """Whether the slope tends to 0 at both ends."""
    return every(tends(slopes(sight, None, side), 0.0) for side in (-1, 1))


def growth(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the powers of x that f grows like."""
    del boxes
    return every(_grows(sight, side, power) for side, power in zip((-1, 1), value, strict=True))


def _grows(sight: Sight, side: int, power: float | str | None) -> Truth:
    seen = [(x, value) for x in FAR if (value := sight.value(side * x, DIGITS)) is not None]
    clear = [(x, value) for x, value in seen if value != 0][-3:]
    if power is None:
        rows = values(sight, None, side)
        return None if rows is None else not clear or tends(rows, None)
    if len(clear) < 3:
        return None if clear else False
    return _is_power([_power(sight, a, b) for a, b in pairwise(clear)], float(power))


def _power(sight: Sight, a: tuple[Any, Mpf], b: tuple[Any, Mpf]) -> Mpf:
    """Return the power of x that carries one value into the other."""
    log = a[1].context.log
    return log(abs(b[1]) / abs(a[1])) / log(sight.real(b[0] / a[0], DIGITS))


def _is_power(powers: Sequence[Mpf], claimed: float) -> Truth:
    before, last = powers
    if abs(claimed) == float("inf"):
        rising = last if claimed > 0 else -last
        return bool(rising > BEYOND or rising > abs(before) / CLOSER)
    off, earlier = abs(last - claimed), abs(before - claimed)
    if off <= SLIGHT:
        return True
    return None if off <= CLOSER * earlier else False
