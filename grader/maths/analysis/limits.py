"""Limits compared: constants as exactly as they are known, and ±∞."""

from fractions import Fraction
from math import isinf

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit


def is_infinite(value: Limit) -> bool:
    """Whether a limit is ±∞."""
    return isinstance(value, float) and isinf(value)


def compare(a: Limit, b: Limit) -> int:
    """Return the order of two limits.

    Undecided: it can't be told.
    """
    if isinstance(a, float) or isinstance(b, float):
        x, y = (value if isinstance(value, float) else 0.0 for value in (a, b))
        return (x > y) - (x < y)
    found = constants.sign(constants.subtract(a, b))
    if found is None:
        raise Undecided("two values can't be told apart")
    return found


def equal(a: Limit, b: Limit) -> bool:
    """Whether two limits are equal.

    Undecided: it can't be told.
    """
    return compare(a, b) == 0


def fraction(x: fmpq) -> Fraction:
    """Return a rational as a fraction."""
    return Fraction(int(x.p), int(x.q))
