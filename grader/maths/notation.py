"""Numbers and intervals as people write them: −0.2785, 8.47×10⁻²², [0, ∞)."""

from collections.abc import Sequence
from math import floor, isfinite, isnan, log10

DIGITS = 4
MOST = 17  # what a float holds
LARGE, SMALL = 1e6, 1e-4  # from there on, a power of ten is easier to read

NO_VALUE = "no value"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Number = float | str  # a number, or one of the words inf, -inf and nan


def number(x: Number, digits: int = DIGITS) -> str:
    """Return a number with so many digits, and with a true minus."""
    x = float(x) + 0.0  # no minus before a 0
    if isnan(x):
        return NO_VALUE
    sign = "−" if x < 0 else ""
    return sign + (_size(abs(x), digits) if isfinite(x) else "∞")


def _size(x: float, digits: int) -> str:
    if x and not SMALL <= x < LARGE:
        mantissa, _, power = f"{x:.{digits - 1}e}".partition("e")
        short = _short(mantissa)
        return ("" if short == "1" else f"{short}×") + f"10{raised(int(power))}"
    before = floor(log10(x)) + 1 if x else 1  # digits before the point are all shown
    return _short(f"{x:.{max(0, digits - before)}f}")


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def raised(power: int) -> str:
    """Return an exponent."""
    return str(power).translate(_RAISED)


def interval(low: Number, high: Number, closed: tuple[bool, bool] = (True, True), digits: int = DIGITS) -> str:
    """Return an interval; a bracket says that an end belongs to it, as an infinite one never does."""
    first = "[" if closed[0] and isfinite(float(low)) else "("
    last = "]" if closed[1] and isfinite(float(high)) else ")"
    return f"{first}{number(low, digits)}, {number(high, digits)}{last}"


def apart(values: Sequence[Number], digits: int = DIGITS) -> list[str]:
    """Return numbers with as many digits as it takes to see which of them differ."""
    different = len(set(map(str, values)))
    for more in range(digits, MOST):
        shown = [number(value, more) for value in values]
        if len(set(shown)) == different:
            return shown
    return [number(value, MOST) for value in values]
