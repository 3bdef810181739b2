"""The primitive functions of expansions: what exp, log, erf and the others become as y → ∞.

Each splits its argument into what grows, a constant and what tends to 0.  Around a constant Taylor's formula holds
with Lagrange's remainder on a ball; where the argument grows, an identity leads back to a small one.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from math import factorial
from types import MappingProxyType

from flint import arb, arb_series, fmpq, fmpq_series

from grader.maths.analysis import boxes, constants, taylor
from grader.maths.analysis.constants import HALF, ONE, ZERO, Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.exact_values import constant_value
from grader.maths.analysis.expansions import Algebra, Expansion
from grader.maths.analysis.scales import TooNear

TWO = fmpq(2)
SMALL_POWER = 8


class Germs(Algebra):
    """Functions of expansions."""

    def apply(self, name: str, u: Expansion) -> Expansion:
        """Return a primitive function of an expansion.

        Undecided: it oscillates, leaves the domain, or grows beyond all exponentials.
        """
        return _FUNCTIONS[name](self, u)

    def inverse(self, u: Expansion) -> Expansion:
        """Return 1/u."""
        return self.power(u, fmpq(-1))

    def power(self, u: Expansion, exponent: Constant) -> Expansion:
        """Return u^exponent; u > 0 unless the exponent is an integer."""
        if constants.is_zero(exponent):
            return self.constant(ONE)
        if u.is_zero:
            if (constants.sign(exponent) or 0) > 0:
                return u
            raise Undecided("a division by 0")
        if not u.terms and isinstance(exponent, fmpq) and exponent.q == 1 and 0 < exponent <= SMALL_POWER:
            return reduce(self.multiply, [u] * int(exponent.p))
        if not u.terms:
            raise Undecided("nothing is known of a base")
        if not isinstance(exponent, fmpq):
            return self.exp(self.scaled(self.log(u), exponent))
        m, c = u.terms[0]
        front = Expansion(((self.scale.power(m, exponent), constants.power(c, exponent)),))
        small = self._relative(u)
        if small.is_zero:
            return front
        size = self._small(small)
        coefficients = _binomial(exponent, self.most)
        worst = (1 + arb(0, size)) ** arb(exponent - self.most)
        tail = abs(arb(_binomial(exponent, self.most + 1)[-1])) * worst.abs_upper()
        return self.multiply(self.compose(coefficients, tail, small), front)

    def exp(self, u: Expansion) -> Expansion:
        """Return e^u."""
        large, c, small = self.split(u)
        front = Expansion(((self.scale.exp(large), constants.exp(c)),))
        if small.is_zero:
            return front
        size = self._small(small)
        tail = size.exp() / arb(self.most).fac()
        return self.multiply(self.compose(_series("exp", self.most), tail, small), front)

    def log(self, u: Expansion) -> Expansion:
        """Return the natural logarithm of u > 0."""
        if not u.terms:
            raise Undecided("nothing is known of the argument of a logarithm")
        m, c = u.terms[0]
        if constants.sign(c) != 1:
            raise Undecided("the logarithm of what is not positive")
        front = self.add(self._logarithm(m), self.constant(constants.log(c)))
        small = self._relative(u)
        if small.is_zero:
            return front
        size = self._small(small)
        tail = 1 / (self.most * (1 - size) ** self.most)
        return self.add(front, self.compose(_series("log", self.most), tail, small))

    def _logarithm(self, m: object) -> Expansion:
        parts = m.exponents  # type: ignore[attr-defined]
        if any(part is self.scale.lowest for part, _ in parts):
            raise Undecided("logarithms of logarithms of logarithms")
        return self._gathered([(part, c) for part, c in parts], [])

    def _relative(self, u: Expansion) -> Expansion:
        """Return u/leading term − 1."""
        m, c = u.terms[0]
        rest = self.rest(u)
        if rest.is_zero:
            return rest
        return self.scaled(self.shifted(rest, self.scale.power(m, fmpq(-1))), constants.divide(ONE, c))

    def _small(self, small: Expansion) -> arb:
        size = self.size(small).abs_upper()
        if not size < HALF:
            raise TooNear
        return size

    def taylor(self, name: str, c: Constant, small: Expansion) -> Expansion:
        """Return a function analytic around the constant c, of c + small."""
        value = constant_value(name, c)
        if small.is_zero:
            return self.constant(value)
        size = self._small(small)
        coefficients = _exactly(name, c, value, self.most)
        if coefficients is None:
            coefficients = [value, *_coefficients(name, constants.ball(c), self.most)[1:]]
        tail = _coefficients(name, constants.ball(c) + arb(0, size), self.most + 1)[-1].abs_upper()
        if not tail.is_finite():
            raise TooNear
        return self.compose(coefficients, tail, small)

    def limit_sign(self, u: Expansion) -> int:
        """Return 1 or −1 where u grows to ±∞, 0 where it tends to a constant."""
        if u.terms and self.scale.grows(u.terms[0][0]) > 0:
            return constants.sign(u.terms[0][1]) or 0
        return 0


_EXACT = frozenset({"exp", "sin", "cos", "tan", "atan", "asin", "sinh", "cosh", "tanh", "asinh", "atanh", "erf"})


@lru_cache(maxsize=512)
def _series(name: str, length: int) -> Sequence[Constant]:
    """Return Taylor's coefficients at 0; of log, those of log(1 + x); of ratio, those of (1 − x)/(1 + x)."""
    x = fmpq_series([0, 1], prec=length)
    if name == "log":
        return [ZERO, *(fmpq((-1) ** (n + 1), n) for n in range(1, length))]
    if name == "erf":
        return [
            ZERO if n % 2 == 0 else constants.multiply(taylor.BELL, fmpq((-1) ** (n // 2), factorial(n // 2) * n))
            for n in range(length)
        ]
    series = (1 - x) / (1 + x) if name == "ratio" else x / (1 + x) if name == "share" else getattr(x, name)()
    return [fmpq(series[n]) for n in range(length)]


@lru_cache(maxsize=512)
def _binomial(exponent: fmpq, length: int) -> Sequence[fmpq]:
    found = [ONE]
    for n in range(1, length):
        found.append(found[-1] * (exponent - n + 1) / n)
    return found


def _exactly(name: str, c: Constant, value: Constant, length: int) -> Sequence[Constant] | None:
    """Return exact coefficients around c, None if they are not known to be."""
    if constants.is_zero(c) and name in _EXACT:
        return _series(name, length)
    slope = constant_value(_SLOPES[name], c) if name in _SLOPES else None
    if slope is not None and name == "cos":
        slope = constants.negative(slope)
    return taylor.coefficients(name, c, value, slope, length)


_SLOPES: Mapping[str, str] = MappingProxyType({"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh"})


def _coefficients(name: str, at: arb, length: int) -> list[arb]:
    """Return Taylor's coefficients of a function around each point of a ball."""
    with boxes.length(length):
        series = boxes.FUNCTIONS[name](arb_series([at, 1], prec=length))
        return [arb(series[n]) for n in range(length)]


def _wave(name: str) -> Callable[[Germs, Expansion], Expansion]:
    def apply(algebra: Germs, u: Expansion) -> Expansion:
        if algebra.limit_sign(u):
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
    size = algebra._small(q)  # noqa: SLF001  one class, in two parts
    return algebra.compose(_series(name, algebra.most), 2 / (1 - size), q)


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
    return algebra.scaled(algebra.multiply(front, sum_), constants.divide(taylor.BELL, TWO))


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
    _, c, small = algebra.split(u)
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
