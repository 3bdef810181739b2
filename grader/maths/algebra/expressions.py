"""Expressions that share their parts: sums, products and atoms, each kept once and known by its number.

Two trees that differ in the order of terms, in brackets around a factor or in how a number is written become
the same expression.  Nothing is multiplied out: what that would show, an image in a field shows faster.
What holds here holds at every point where all parts of the tree have values; holes are not this module's business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpq

__all__ = ["ONE", "ZERO", "Atom", "Expressions", "Opaque", "Part", "Product", "Sum"]

LONGEST = 2_000  # bits of a number that is worked out: 9^9^9 stays a power
MOST = 4_000  # parts of one comparison; more than any formula of 500 nodes has

_NOTHING = fmpq(0)
_UNIT = fmpq(1)


class Opaque(Exception):  # noqa: N818  not a fault: the comparison stays open
    """Nothing can be said of an expression here."""


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """Numbers times expressions, none of which is a sum: (expression, number), sorted."""

    terms: tuple[tuple[int, fmpq], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Whole powers of expressions, none of which is a product: (expression, power), sorted."""

    factors: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A letter, a constant or a function of other expressions.

    unit: a root of unity, exp(2πi/order).  exp(u).  cis(u) is exp(iu).  log(u) is log|u|.  root(u), third(u): √u, ∛u.
    abs(u).  odd functions atan(u), asin(u), erf(u).  Whatever else there is, is an unknown function of its arguments.
    """

    name: str
    of: tuple[int, ...] = ()


Part = Sum | Product | Atom

ZERO, ONE = 0, 1  # the numbers of the empty sum and the empty product


@dataclass(kw_only=True)
class Expressions:
    """All expressions of one comparison.

    order: of the root of unity: a multiple of 8 and 5.  letter, low and high: a variable known to be between two ends.
    """

    order: int = 120
    letter: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    parts: list[Part] = field(default_factory=list)
    taken: bool = True  # whether what is read now needs a value: a branch may not be taken
    positive: set[int] = field(default_factory=set)  # what is known to be so where all parts have values
    nonnegative: set[int] = field(default_factory=set)
    useful: set[int] = field(
        default_factory=set
    )  # what is real, and the square root of something else may turn out to be
    signs: dict[tuple[int, object], bool] = field(default_factory=dict)  # what is known of signs by form
    _numbers: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.total(())
        self._keep((), Product(()))

    def _keep(self, key: object, part: Part) -> int:
        known = self._numbers.get(key)
        if known is not None:
            return known
        if len(self.parts) >= MOST:
            raise Opaque
        self.parts.append(part)
        self._numbers[key] = len(self.parts) - 1
        return len(self.parts) - 1

    def atom(self, name: str, *of: int) -> int:
        """Return an atom."""
        return self._keep((name, *of), Atom(name, of))

    def number(self, value: fmpq | int) -> int:
        """Return a number."""
        return self.total(((ONE, fmpq(value)),))

    def value(self, i: int) -> fmpq | None:
        """Return the number that an expression is, or None."""
        match self.parts[i]:
            case Sum(()):
                return _NOTHING
            case Sum(((j, c),)) if j == ONE:
                return c
            case _:
                return _UNIT if i == ONE else None

    def terms(self, i: int) -> tuple[tuple[int, fmpq], ...]:
        """Return an expression as numbers times expressions that are no sums."""
        part = self.parts[i]
        return part.terms if isinstance(part, Sum) else ((i, _UNIT),)

    def factors(self, i: int) -> tuple[tuple[int, int], ...]:
        """Return an expression without its number as powers of expressions that are no products."""
        part = self.parts[i]
        return part.factors if isinstance(part, Product) else ((i, 1),)

    def scale(self, i: int) -> tuple[fmpq, int]:
        """Return a number and what it is multiplied by: of 6x - 4y it is 2 and 3x - 2y."""
        part = self.parts[i]
        if not isinstance(part, Sum) or not part.terms:
            return _UNIT, i
        (j, c), *more = part.terms
        if not more:
            return c, j
        above, below = c.p, c.q
        for _, d in more:
            above, below = above.gcd(d.p), below.lcm(d.q)
        common = fmpq(above if c > 0 else -above, below)
        return common, i if common == 1 else self.times(1 / common, i)

    def total(self, pairs: Iterable[tuple[int, fmpq]]) -> int:
        """Return the sum of expressions, each times a number."""
        gathered = dict[int, fmpq]()
        for i, c in pairs:
            part = self.parts[i]
            for j, d in part.terms if isinstance(part, Sum) else ((i, _UNIT),):
                gathered[j] = gathered.get(j, _NOTHING) + c * d
        terms = tuple(sorted((pair for pair in gathered.items() if pair[1] != 0), key=lambda pair: pair[0]))
        if len(terms) == 1 and terms[0][1] == 1:
            return terms[0][0]
        return self._keep(("+", *((j, c.p, c.q) for j, c in terms)), Sum(terms))

    def add(self, *i: int) -> int:
        """Return a sum."""
        return self.total((j, _UNIT) for j in i)

    def times(self, c: fmpq | int, i: int) -> int:
        """Return a number times an expression."""
        return i if c == 1 else self.total(((i, fmpq(c)),))

    def product(self, *pairs: tuple[int, int]) -> int:
        """Return the product of powers: (expression, power)."""
        c, powers = self._gathered(pairs)
        if c == 0:
            return ZERO
        factors = tuple(sorted((i, n) for i, n in powers.items() if n))
        if len(factors) == 1 and factors[0][1] == 1:
            return self.times(c, factors[0][0])
        return self.times(c, self._keep(("*", *factors), Product(factors)) if factors else ONE)

    def _gathered(self, pairs: Iterable[tuple[int, int]]) -> tuple[fmpq, dict[int, int]]:
        c, powers, rest = _UNIT, dict[int, int](), list(pairs)
        while rest:
            i, n = rest.pop()
            d, simpler = self._opened(i, n)
            c *= d
            if simpler != [(i, n)]:
                rest.extend(simpler)
                continue
            whole = powers.pop(i, 0) + n
            for j, m in self._reduced(i, whole):
                if j == i:
                    powers[i] = m
                else:
                    rest.append((j, m))
        return c, powers

    def _opened(self, i: int, n: int) -> tuple[fmpq, list[tuple[int, int]]]:
        """Return a power as a number and powers of something simpler, if there is something simpler."""
        part = self.parts[i]
        match part:
            case Product(factors):
                return _UNIT, [(j, m * n) for j, m in factors]
            case Sum(()) if n:
                return _NOTHING if n > 0 else _inverse_of_nothing(), []
            case Sum(((j, c),)) if c.height_bits() * abs(n) <= LONGEST:
                return c**n, [(j, n)]
            case _:
                return _UNIT, [(i, n)] if n else []

    def _reduced(self, i: int, n: int) -> Iterator[tuple[int, int]]:
        """Yield powers of the same value: of a root at most as many as make no power of what is under it."""
        part = self.parts[i]
        match part:
            case Atom("root" | "third" as name, (u,)):
                whole, left = divmod(n, 2 if name == "root" else 3)
                yield from ((u, whole), (i, left))
            case Atom("abs", (u,)):
                yield from ((u, n - n % 2), (i, n % 2))
            case Atom("unit"):
                turns, left = divmod(n, self.order // 2)
                yield from ((self.number(-1), turns % 2), (i, left))
            case _:
                yield i, n


def _inverse_of_nothing() -> fmpq:
    raise ZeroDivisionError
