"""Monomials in a variable y that grows without bound: products of powers of y, its logarithms and exponentials.

A monomial is exp(c1·m1 + c2·m2 + …), its m growing monomials, the fastest first: y^2·exp(-y) is exp(-1·y + 2·log y).
That gives an order (who grows faster), and a bound, valid for *all* y ≥ start, on how far one exceeds another.
"""

from collections.abc import Iterable
from typing import TypeAlias

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided

Exponents: TypeAlias = tuple[tuple["Monomial", Constant], ...]

LEAST = 4
DEEP = 16  # log(log(log(y))) is positive from here on
DEPTH = 6  # exponentials in exponentials


class Monomial:
    """exp of a sum of growing monomials with coefficients; made by a Scale alone, so that equal ones are identical."""

    __slots__ = ("depth", "exponents")

    def __init__(self, exponents: Exponents) -> None:
        self.exponents = exponents
        self.depth: int = 1 + max((m.depth for m, _ in exponents), default=0)

    def __repr__(self) -> str:
        return f"exp({' + '.join(f'{c}*{m!r}' for m, c in self.exponents)})" if self.exponents else "1"


class Scale:
    """All monomials of one analysis, for y ≥ start."""

    def __init__(self, start: int) -> None:
        if start < LEAST:
            raise ValueError(f"start is at least {LEAST}")
        self.start = start
        self._known: dict[tuple[object, ...], Monomial] = {}
        self._products: dict[tuple[int, int], Monomial] = {}
        self._orders: dict[tuple[int, int], int] = {}
        self._bounds: dict[tuple[int, int], arb] = {}
        self._logs = (arb(start), arb(start).log(), arb(start).log().log())
        self.one = self._made(())
        self.lowest = Monomial(())  # log(log(log(y))), an atom
        self.log_log = self._made(((self.lowest, constants.ONE),))
        self.log = self._made(((self.log_log, constants.ONE),))
        self.y = self._made(((self.log, constants.ONE),))

    def _made(self, exponents: Exponents) -> Monomial:
        # two balls that look alike may be different numbers
        key = tuple(part for m, c in exponents for part in (id(m), id(c) if isinstance(c, arb) else c))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Monomial(exponents)
            if found.depth > DEPTH + 4:
                raise Undecided("exponentials in exponentials")
        return found

    def exp(self, parts: Iterable[tuple[Monomial, Constant]]) -> Monomial:
        """Return exp of a sum of growing monomials, given in falling order."""
        return self._made(tuple(parts))

    def power(self, m: Monomial, exponent: Constant) -> Monomial:
        """Return m^exponent."""
        if constants.is_zero(exponent):
            return self.one
        return self._made(tuple((part, constants.multiply(c, exponent)) for part, c in m.exponents))

    def times(self, a: Monomial, b: Monomial) -> Monomial:
        """Return a·b."""
        if a is self.one:
            return b
        if b is self.one:
            return a
        key = (id(a), id(b))
        found = self._products.get(key)
        if found is None:
            found = self._products[key] = self._made(self._merged(a, b, 1))
        return found

    def over(self, a: Monomial, b: Monomial) -> Monomial:
        """Return a/b."""
        return self.one if a is b else self.times(a, self.power(b, fmpq(-1)))

    def order(self, a: Monomial, b: Monomial) -> int:
        """Return 1 if a grows faster than b (or shrinks more slowly), −1 if more slowly, 0 if they are the same."""
        if a is b:
            return 0
        key = (id(a), id(b))
        found = self._orders.get(key)
        if found is None:
            found = self._orders[key] = self._ordered(a, b)
            self._orders[key[::-1]] = -found
        return found

    def _ordered(self, a: Monomial, b: Monomial) -> int:
        if a is self.lowest or b is self.lowest:
            other, side = (b, 1) if a is self.lowest else (a, -1)
            return -side if other.exponents and self.grows(other) > 0 else side
        difference = self._merged(a, b, -1)
        if not difference:
            return 0
        found = constants.sign(difference[0][1])
        if not found:
            raise Undecided("two rates of growth can't be told apart")
        return found

    def grows(self, m: Monomial) -> int:
        """Return 1 if m tends to infinity, −1 if it tends to 0, 0 if it is 1."""
        if m is self.lowest:
            return 1
        if not m.exponents:
            return 0
        found = constants.sign(m.exponents[0][1])
        if not found:
            raise Undecided("a rate of growth can't be told")
        return found

    def bound(self, a: Monomial, b: Monomial) -> arb:
        """Return a number that a/b never exceeds for y ≥ start; a grows no faster than b."""
        if a is b:
            return arb(1)
        key = (id(a), id(b))
        found = self._bounds.get(key)
        if found is None:
            found = self._bounds[key] = self._exponent_bound(self._merged(a, b, -1)).exp()
        return found

    def _exponent_bound(self, parts: Exponents) -> arb:
        """Return an upper bound of a sum of growing monomials whose first coefficient is negative."""
        if not parts:
            return arb(0)
        leader, coefficient = parts[0]
        if (constants.sign(coefficient) or 0) >= 0:
            raise Undecided("no bound")
        total = constants.ball(coefficient)
        rest = arb(0)
        for m, c in parts[1:]:
            way = constants.sign(c)
            if way is None or way > 0:
                total += constants.ball(c).abs_upper() * self._ratio(m, leader)
            else:
                rest += constants.ball(c) * self._least(m)
        if not total < 0:
            raise TooNear
        return (total * self._least(leader) + rest).upper()

    def _ratio(self, low: Monomial, high: Monomial) -> arb:
        """Return a bound on low/high, high the faster."""
        if low is self.log and high is self.y:
            return self._logs[1] / self._logs[0]  # falls from e on
        if low is self.log_log and high is self.log:
            return self._peak(self._logs[1])
        if low is not self.lowest:
            return self.bound(low, high)
        peak = self._peak(self._logs[2])
        return peak if high is self.log_log else peak * self.bound(self.log_log, high)

    @staticmethod
    def _peak(least: arb) -> arb:
        """Return a bound of log(z)/z for z ≥ least > 0: it falls from e on."""
        return least.log() / least if least >= arb.const_e() else 1 / arb.const_e()

    def _least(self, m: Monomial) -> arb:
        """Return a lower bound of a growing monomial."""
        for known, value in zip((self.y, self.log, self.log_log), self._logs, strict=True):
            if m is known:
                return value.lower()
        if m is self.lowest:
            if self.start < DEEP:
                raise TooNear
            return self._logs[2].log().lower()
        opposite = tuple((part, constants.negative(c)) for part, c in m.exponents)
        return (-self._exponent_bound(opposite)).exp().lower()

    def _merged(self, a: Monomial, b: Monomial, side: int) -> Exponents:
        """Return the exponents of a·b or, for side −1, of a/b, the fastest first."""
        left, right, found = list(a.exponents), list(b.exponents), list[tuple[Monomial, Constant]]()
        while left and right:
            (m, c), (n, d) = left[0], right[0]
            way = self.order(m, n)
            if way > 0:
                found.append(left.pop(0))
            elif way < 0:
                found.append((n, d if side > 0 else constants.negative(d)))
                right.pop(0)
            else:
                both = constants.add(c, d) if side > 0 else constants.subtract(c, d)
                if not constants.is_zero(both):
                    found.append((m, both))
                left.pop(0)
                right.pop(0)
        found += left
        found += [(n, d if side > 0 else constants.negative(d)) for n, d in right]
        return tuple(found)


class TooNear(Undecided):
    """A bound fails for y ≥ start; it may hold farther out."""

    def __init__(self) -> None:
        super().__init__("no expansion holds near enough")
