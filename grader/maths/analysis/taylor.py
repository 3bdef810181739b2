"""Taylor coefficients around a constant, exact where the constant is: a join of high order hangs on them.

Each function's differential equation gives the next coefficient from those before.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE, ZERO, Constant

Row = list[Constant]
BELL = constants.divide(fmpq(2), constants.power(constants.pi_times(ONE), constants.HALF))  # erf′(0)


def coefficients(name: str, at: Constant, value: Constant, slope: Constant | None, length: int) -> Row | None:
    """Return so many coefficients of a function around `at`, where its value is known; None if there is no rule.

    slope: of sin, cos, sinh and cosh, whose rule needs it.
    """
    rule = _RULES.get(name)
    if rule is None or isinstance(at, arb) or isinstance(value, arb) or isinstance(slope, arb):
        return None
    return rule(at, value, slope, length)


def _product(a: Row, n: int) -> Constant:
    """Return the n-th coefficient of the square."""
    return constants.total(constants.multiply(a[i], a[n - i]) for i in range(n + 1))


def _over(value: Constant, n: int) -> Constant:
    return constants.multiply(value, fmpq(1, n))


def _tanh(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
    del at, slope
    row = [value]
    for n in range(length - 1):
        less = constants.negative(_product(row, n))
        row.append(_over(constants.add(ONE, less) if n == 0 else less, n + 1))
    return row


def _sigmoid(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
    del at, slope
    row = [value]
    for n in range(length - 1):
        row.append(_over(constants.subtract(row[n], _product(row, n)), n + 1))
    return row


def _wave(side: int) -> Callable[..., Row]:
    """Make the rule f″ = side·f."""

    def rule(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
        del at
        row = [value, ZERO if slope is None else slope]
        for n in range(length - 2):
            row.append(_over(constants.multiply(fmpq(side), row[n]), (n + 1) * (n + 2)))
        return row[:length]

    return rule


def _integrated(value: Constant, slopes: Row) -> Row:
    return [value, *(_over(slope, n + 1) for n, slope in enumerate(slopes))]


def _atan(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
    del slope
    first = constants.add(ONE, constants.multiply(at, at))  # (1 + u²)·g = 1
    row = [constants.divide(ONE, first)]
    for n in range(1, length - 1):
        rest = constants.multiply(constants.multiply(fmpq(2), at), row[n - 1])
        rest = constants.add(rest, row[n - 2]) if n > 1 else rest
        row.append(constants.negative(constants.divide(rest, first)))
    return _integrated(value, row)


def _erf(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
    del slope
    row = [constants.multiply(BELL, constants.exp(constants.negative(constants.multiply(at, at))))]  # h′ = −2u·h
    for n in range(length - 2):
        rest = constants.multiply(at, row[n])
        rest = constants.add(rest, row[n - 1]) if n else rest
        row.append(_over(constants.multiply(fmpq(-2), rest), n + 1))
    return _integrated(value, row)


def _asinh(at: Constant, value: Constant, slope: Constant | None, length: int) -> Row:
    del slope
    first = constants.add(ONE, constants.multiply(at, at))  # (1 + u²)·g′ = −u·g
    row = [constants.power(first, fmpq(-1, 2))]
    for n in range(length - 2):
        rest = constants.multiply(constants.multiply(at, fmpq(2 * n + 1)), row[n])
        rest = constants.add(rest, constants.multiply(fmpq(n), row[n - 1])) if n else rest
        row.append(constants.negative(_over(constants.divide(rest, first), n + 1)))
    return _integrated(value, row)


_RULES: Mapping[str, Callable[..., Row]] = MappingProxyType(
    {
        "asinh": _asinh,
        "atan": _atan,
        "cos": _wave(-1),
        "cosh": _wave(1),
        "erf": _erf,
        "sigmoid": _sigmoid,
        "sin": _wave(-1),
        "sinh": _wave(1),
        "tanh": _tanh,
    }
)
