"""Numbers for people: which of many points to show, and with how many digits."""

from collections.abc import Callable
from fractions import Fraction
from math import inf


def plainness(x: Fraction) -> tuple[bool, int, int, bool]:
    """Rank 1 before −1, 2, 1/4, 1e-9 and 1000: what is shown should be easy to check by hand."""
    n, d = abs(x.numerator), x.denominator
    return n > 10 * d, d, abs(n - d), x.numerator < 0


def apart(a: float, b: float) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to see that they differ, six at least."""
    a, b = a + 0.0, b + 0.0  # no minus before a 0
    for digits in (6, 9, 12, 15):
        left, right = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if left != right:
            return left, right
    return f"{a:.17g}", f"{b:.17g}" if a != b else f"{b:.6g} (in more digits, a little else)"


def shortest(x: float, digits: int, holds: Callable[[float], bool]) -> str:
    """Return a number with as few digits, though so many at least, as keep something true that is true of it."""
    texts = (f"{x:.{count}g}" for count in range(digits, 18))
    return next((text for text in texts if holds(float(text))), f"{x!r}")


def shown(x: float) -> str:
    """Return a number, which may be infinite, with six digits."""
    return "∞" if x == inf else "−∞" if x == -inf else f"{x + 0.0:.6g}"  # no minus before a 0
