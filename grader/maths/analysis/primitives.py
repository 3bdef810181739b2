"""What each primitive function of an expansion becomes: around a constant by Taylor, far out by an identity."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import HALF, ONE, ZERO
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.exact_values import constant_value
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import TWO, Germs, series
from grader.maths.analysis.taylor import BELL


def apply(algebra: Germs, name: str, u: Expansion) -> Expansion:
    """Return a primitive function of an expansion.

    Undecided: it oscillates, leaves the domain, or grows beyond all exponentials.
    """
    return _FUNCTIONS[name](algebra, u)


def _wave(name: str) -> Callable[[Germs, Expansion], Expansion]:
    def apply(algebra: Germs, u: Expansion) -> Expansion:
        if algebra.limit_sign(u):
            algebra.waves = True
            return Expansion((), (algebra.scale.one, arb(1)))  # somewhere in [−1, 1]
        _, c, small = algebra.split(u)
        return algebra.taylor(name, c, small)

    return apply


def _mirrored(name: str, far: Callable[[Germs, Expansion], Expansion]) -> Callable[[Germs, Expansion], Expansion]:
    """Make an odd function from what it does where its argument grows to +∞."""

    def apply(algebra: Germs, u: Expansion) -> Expansion:
        way = algebra.limit_sign(u)
        if way > 0:
            return far(algebra, u)
        if way < 0:
            return algebra.negative(far(algebra, algebra.negative(u)))
        _, c, small = algebra.split(u)
        return algebra.taylor(name, c, small)

    return apply


def _decaying(algebra: Germs, u: Expansion, rate: int) -> Expansion:
    return algebra.exp(algebra.scaled(u, fmpq(-rate)))


def _of_small(algebra: Germs, name: str, q: Expansion) -> Expansion:
    """Return a series with coefficients at most 2 in size, of a small q."""
    size = algebra.small(q)
    return algebra.compose(series(name, algebra.most), 2 / (1 - size), q)


def _tanh(algebra: Germs, u: Expansion) -> Expansion:
    return _of_small(algebra, "ratio", _decaying(algebra, u, 2))


def _sigmoid(algebra: Germs, u: Expansion) -> Expansion:
    way = algebra.limit_sign(u)
    if way < 0:
        return _of_small(algebra, "share", algebra.exp(u))
    if way > 0:
        return algebra.subtract(algebra.constant(ONE), _of_small(algebra, "share", _decaying(algebra, u, 1)))
    _, c, small = algebra.split(u)
    return algebra.taylor("sigmoid", c, small)


def _softplus(algebra: Germs, u: Expansion) -> Expansion:
    way = algebra.limit_sign(u)
    one = algebra.constant(ONE)
    if way < 0:
        return algebra.log(algebra.add(one, algebra.exp(u)))
    if way > 0:
        return algebra.add(u, algebra.log(algebra.add(one, _decaying(algebra, u, 1))))
    _, c, small = algebra.split(u)
    return algebra.taylor("softplus", c, small)


def _erfc_far(algebra: Germs, u: Expansion) -> Expansion:
    """erfc(u) = exp(−u²)/(u √π)·(1 − 1/(2u²) + 3/(4u⁴) − …), wrong by less than the first term left out (DLMF 7.12)."""
    square = algebra.multiply(u, u)
    front = algebra.multiply(algebra.exp(algebra.negative(square)), algebra.inverse(u))
    small = algebra.inverse(algebra.scaled(square, TWO))
    coefficients = [ONE]
    for n in range(1, algebra.most + 1):
        coefficients.append(-coefficients[-1] * (2 * n - 1))
    sum_ = algebra.compose(coefficients[:-1], arb(abs(coefficients[-1])), small)
    return algebra.scaled(algebra.multiply(front, sum_), constants.divide(BELL, TWO))


def _erf_far(algebra: Germs, u: Expansion) -> Expansion:
    return algebra.subtract(algebra.constant(ONE), _erfc_far(algebra, u))


def _erfc(algebra: Germs, u: Expansion) -> Expansion:
    way = algebra.limit_sign(u)
    if way > 0:
        return _erfc_far(algebra, u)
    if way < 0:
        return algebra.subtract(algebra.constant(TWO), _erfc_far(algebra, algebra.negative(u)))
    _, c, small = algebra.split(u)
    return algebra.taylor("erfc", c, small)


def _atan_far(algebra: Germs, u: Expansion) -> Expansion:
    quarter = algebra.constant(constants.pi_times(HALF))
    return algebra.subtract(quarter, algebra.taylor("atan", ZERO, algebra.inverse(u)))


def _asinh_far(algebra: Germs, u: Expansion) -> Expansion:
    root = algebra.power(algebra.add(algebra.multiply(u, u), algebra.constant(ONE)), HALF)
    return algebra.log(algebra.add(u, root))


def _acosh(algebra: Germs, u: Expansion) -> Expansion:
    root = algebra.power(algebra.subtract(algebra.multiply(u, u), algebra.constant(ONE)), HALF)
    return algebra.log(algebra.add(u, root))


def _atanh(algebra: Germs, u: Expansion) -> Expansion:
    one = algebra.constant(ONE)
    above, below = algebra.log(algebra.add(one, u)), algebra.log(algebra.subtract(one, u))
    return algebra.scaled(algebra.subtract(above, below), HALF)


def _asin(algebra: Germs, u: Expansion) -> Expansion:
    large, c, small = algebra.split(u)
    if large:
        raise Undecided("the arc sine of what grows")
    if (constants.sign(c) or 0) < 0:
        return algebra.negative(_asin(algebra, algebra.negative(u)))
    if c != ONE:
        return algebra.taylor("asin", c, small)
    # near 1: π/2 − 2 asin(√((1−u)/2))
    root = algebra.power(algebra.scaled(algebra.negative(small), HALF), HALF)
    return algebra.subtract(
        algebra.constant(constants.pi_times(HALF)), algebra.scaled(algebra.taylor("asin", ZERO, root), TWO)
    )


def _acos(algebra: Germs, u: Expansion) -> Expansion:
    return algebra.subtract(algebra.constant(constants.pi_times(HALF)), _asin(algebra, u))


def _hyperbolic(side: int) -> Callable[[Germs, Expansion], Expansion]:
    name = "cosh" if side > 0 else "sinh"

    def apply(algebra: Germs, u: Expansion) -> Expansion:
        if algebra.limit_sign(u):
            other = algebra.scaled(algebra.exp(algebra.negative(u)), fmpq(side))
            return algebra.scaled(algebra.add(algebra.exp(u), other), HALF)
        _, c, small = algebra.split(u)
        return algebra.taylor(name, c, small)

    return apply


def _tan(algebra: Germs, u: Expansion) -> Expansion:
    if algebra.limit_sign(u):
        raise Undecided("the tangent of what grows")
    _, c, small = algebra.split(u)
    if constants.is_zero(constant_value("cos", c)):
        return algebra.negative(algebra.inverse(algebra.taylor("tan", ZERO, small)))
    return algebra.taylor("tan", c, small)


def _cbrt(algebra: Germs, u: Expansion) -> Expansion:
    if not u.is_zero and algebra.sign(u) < 0:
        return algebra.negative(algebra.power(algebra.negative(u), fmpq(1, 3)))
    return algebra.power(u, fmpq(1, 3))


_FUNCTIONS: Mapping[str, Callable[[Germs, Expansion], Expansion]] = MappingProxyType(
    {
        "acos": _acos,
        "acosh": _acosh,
        "asin": _asin,
        "asinh": _mirrored("asinh", _asinh_far),
        "atan": _mirrored("atan", _atan_far),
        "atanh": _atanh,
        "cbrt": _cbrt,
        "cos": _wave("cos"),
        "cosh": _hyperbolic(1),
        "erf": _mirrored("erf", _erf_far),
        "erfc": _erfc,
        "exp": Germs.exp,
        "log": Germs.log,
        "sigmoid": _sigmoid,
        "sin": _wave("sin"),
        "sinh": _hyperbolic(-1),
        "softplus": _softplus,
        "sqrt": lambda algebra, u: algebra.power(u, HALF),
        "tan": _tan,
        "tanh": _mirrored("tanh", _tanh),
    }
)
