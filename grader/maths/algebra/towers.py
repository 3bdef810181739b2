"""Finite fields in which exponentials have images: three primes, each of which divides the next one less 1.

exp turns sums into products, so what is in an exponent is worked out modulo the smaller prime q, and the power
taken modulo p, where elements of order q exist: exp(u) becomes g^(u mod q).  The third prime serves exponents
in exponents.  The primes are drawn, so that no formula can be made to vanish modulo all of them.
"""

from dataclasses import dataclass
from functools import cached_property
from secrets import randbelow
from threading import Lock

from flint import fmpz

from grader.maths.algebra.expressions import Opaque

LEAST = 120  # bits of the smallest prime over the order, which has 5 or 6 of its own
SPREAD = 2**12  # multiples of a prime that are tried for the next one
WIDE = 2**16  # of the largest, which is to have square roots of small primes
MOST = 24  # towers kept; more than one are drawn if some number has no square root in the first
ROOTS = (7, 11, 13)  # primes with square roots in the largest field, beside 2, 3 and 5
TURN = 120  # the order of the root of unity: 3 degrees; 40 where cube roots are unique


@dataclass(frozen=True)
class Field:
    """The integers modulo a prime p, which is 1 more than a multiple of 8 and 5, and of 3 unless cube roots are unique.

    unit: of the order given.  generator: of the order of the next smaller prime of the tower, 0 if there is none.
    """

    p: fmpz
    order: int
    unit: fmpz
    generator: fmpz

    def draw(self) -> fmpz:
        """Return a random element that is not 0."""
        return fmpz(randbelow(int(self.p) - 1) + 1)

    def root(self, a: fmpz) -> fmpz | None:
        """Return a square root, or None: by Tonelli and Shanks, where 8 is the largest power of 2 in p - 1."""
        part = (self.p - 1) // 8
        half = pow(a, (part - 1) // 2, self.p)
        root = half * a % self.p
        correction = self._corrections.get(int(half * root % self.p))
        return None if correction is None else root * correction % self.p

    @cached_property
    def _corrections(self) -> dict[int, fmpz]:
        eighth = pow(self.unit, self.order // 8, self.p)
        return {int(pow(eighth, 2 * i, self.p)): pow(eighth, 8 - i, self.p) for i in range(4)}

    def third(self, a: fmpz) -> fmpz:
        """Return the cube root, where p is 2 more than a multiple of 3."""
        root: fmpz = pow(a, (2 * self.p - 1) // 3, self.p)
        return root

    def small_root(self, prime: int) -> fmpz:
        """Return the square root of 2, 3 or 5 that is positive if the unit is exp(2πi/order)."""
        match prime:
            case 2:
                return self._wave(8)
            case 5:
                return (1 + 2 * self._wave(5)) % self.p
            case _ if self.order % 12 == 0:
                return self._wave(12)
            case _:
                raise Opaque  # 3 has no square root where cube roots are unique

    def _wave(self, part: int) -> fmpz:
        turn = pow(self.unit, self.order // part, self.p)
        return (turn + pow(turn, -1, self.p)) % self.p


Tower = tuple[Field, ...]

_LOCK = Lock()
_DRAWN: dict[int, list[Tower]] = {}


def tower(order: int, i: int) -> Tower:
    """Return the i-th tower of this process, the largest field first."""
    with _LOCK:
        drawn = _DRAWN.setdefault(order, [])
        while len(drawn) <= i:
            drawn.append(_draw(order))
        return drawn[i]


def _draw(order: int) -> Tower:
    smallest = _prime(order)
    middle = _next(order, smallest, SPREAD)
    largest = _next(order, middle, WIDE, ROOTS)
    return _field(largest, middle, order), _field(middle, smallest, order), _field(smallest, fmpz(0), order)


def _prime(order: int) -> fmpz:
    while True:
        p: fmpz = order * (2**LEAST + fmpz(randbelow(2**LEAST))) + 1
        if _is_suitable(p, order) and p.is_probable_prime() and p.is_prime():
            return p


def _next(order: int, q: fmpz, spread: int, roots: tuple[int, ...] = ()) -> fmpz:
    """Return a prime p so that q divides p - 1.

    It is proved to be one: by Pocklington's criterion it is enough that q is a prime larger than the root of p.
    """
    squares = {prime: {i * i % prime for i in range(1, prime)} for prime in roots}
    while True:
        p = order * q * (randbelow(spread) + 1) + 1
        if not _is_suitable(p, order) or any(int(p % prime) not in residues for prime, residues in squares.items()):
            continue
        part = pow(fmpz(2), (p - 1) // q, p) if p.is_probable_prime() else fmpz(1)
        if pow(part, q, p) == 1 and (part - 1).gcd(p) == 1:
            return p


def _is_suitable(p: fmpz, order: int) -> bool:
    return p % 16 == 9 and (order % 3 == 0 or p % 3 == 2)


def _field(p: fmpz, q: fmpz, order: int) -> Field:
    generator = _of_order(p, q, (q,)) if q != 0 else fmpz(0)
    prime_factors = tuple(fmpz(prime) for prime in (2, 3, 5) if order % prime == 0)
    return Field(p=p, order=order, unit=_of_order(p, fmpz(order), prime_factors), generator=generator)


def _of_order(p: fmpz, order: fmpz, prime_factors: tuple[fmpz, ...]) -> fmpz:
    while True:
        found: fmpz = pow(fmpz(randbelow(int(p) - 2) + 2), (p - 1) // order, p)
        if all(pow(found, order // prime, p) != 1 for prime in prime_factors):
            return found
