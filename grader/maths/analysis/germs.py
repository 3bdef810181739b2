"""The primitive functions of expansions: what exp, log, erf and the others become as y → ∞.

Each splits its argument into what grows, a constant and what tends to 0.  Around a constant Taylor's formula holds
with Lagrange's remainder on a ball; where the argument grows, an identity leads back to a small one.
"""

from collections.abc import Mapping, Sequence
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
        size = self.small(small)
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
        size = self.small(small)
        tail = size.exp() / arb(self.most).fac()
        return self.multiply(self.compose(series("exp", self.most), tail, small), front)

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
        size = self.small(small)
        tail = 1 / (self.most * (1 - size) ** self.most)
        return self.add(front, self.compose(series("log", self.most), tail, small))

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

    def small(self, small: Expansion) -> arb:
        """Return a bound below 1/2 of what tends to 0.

        TooNear: it is larger yet.
        """
        size = self.size(small).abs_upper()
        if not size < HALF:
            raise TooNear
        return size

    def taylor(self, name: str, c: Constant, small: Expansion) -> Expansion:
        """Return a function analytic around the constant c, of c + small."""
        value = constant_value(name, c)
        if small.is_zero:
            return self.constant(value)
        size = self.small(small)
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
def series(name: str, length: int) -> Sequence[Constant]:
    """Return Taylor's coefficients at 0; of log, those of log(1 + x); of ratio, those of (1 − x)/(1 + x)."""
    x = fmpq_series([0, 1], prec=length)
    if name == "log":
        return [ZERO, *(fmpq((-1) ** (n + 1), n) for n in range(1, length))]
    if name == "erf":
        return [
            ZERO if n % 2 == 0 else constants.multiply(taylor.BELL, fmpq((-1) ** (n // 2), factorial(n // 2) * n))
            for n in range(length)
        ]
    with boxes.length(length):  # the library keeps ten terms unless told otherwise
        made = (1 - x) / (1 + x) if name == "ratio" else x / (1 + x) if name == "share" else getattr(x, name)()
        return [fmpq(made[n]) for n in range(length)]


@lru_cache(maxsize=512)
def _binomial(exponent: fmpq, length: int) -> Sequence[fmpq]:
    found = [ONE]
    for n in range(1, length):
        found.append(found[-1] * (exponent - n + 1) / n)
    return found


def _exactly(name: str, c: Constant, value: Constant, length: int) -> Sequence[Constant] | None:
    """Return exact coefficients around c, None if they are not known to be."""
    if constants.is_zero(c) and name in _EXACT:
        return series(name, length)
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
