"""Numbers for people: which of many points to show, and with how many digits."""

from fractions import Fraction


def plainness(x: Fraction) -> tuple[bool, int, Fraction, bool]:
    """Rank 1 before 2, −2, 1/4, 1e-9 and 1000: what is shown should be easy to check by hand."""
    return abs(x) > 10, x.denominator, abs(abs(x) - 1), x < 0


def apart(a: float, b: float) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to see that they differ, six at least."""
    for digits in (6, 9, 12):
        left, right = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if left != right:
            return left, right
    return f"{a:.17g}", f"{b:.17g}"
