"""Constants as exactly as they are known: rationals, sums of products of named irrationals, else balls.

Whether a leading coefficient is 0 decides a limit, and no ball can tell.  A `Sum` is a polynomial with rational
coefficients in atoms: roots of primes, pi, e, and what has no simpler name, such as tanh(1).  Atoms may be related
in ways nobody sees, so a Sum that is 0 may not look it: then its ball contains 0, and the sign is unknown, never wrong.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import product
from typing import Any, TypeAlias

from flint import arb, ctx, fmpq, fmpz

from grader.maths.analysis.deadline import Undecided

Powers: TypeAlias = tuple[tuple[str, fmpq], ...]

BITS = 256  # of the balls of irrationals
TERMS = 12  # of a sum that is carried along exactly
LARGEST = fmpz(10) ** 12  # numbers factored into primes
LONGEST = 4096  # bits of an exact rational

ZERO, ONE, HALF = fmpq(0), fmpq(1), fmpq(1, 2)


class Sum:
    """A sum of rational multiples of products of powers of atoms; at least one of them irrational."""

    __slots__ = ("_ball", "key", "terms")

    def __init__(self, terms: dict[Powers, fmpq]) -> None:
        self.terms = terms
        self.key = tuple(sorted(terms.items(), key=lambda term: str(term[0])))
        self._ball: arb | None = None

    @property
    def ball(self) -> arb:
        """A ball around the value."""
        if self._ball is None:
            with ctx.workprec(BITS):
                self._ball = sum((arb(factor) * _product(powers) for powers, factor in self.terms.items()), arb(0))
        return self._ball

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and self.key == other.key

    def __hash__(self) -> int:
        return hash(str(self.key))

    def __repr__(self) -> str:
        return str(self.key)


Constant: TypeAlias = fmpq | Sum | arb

MANY = 5000  # names that are kept

_ATOMS: dict[str, arb] = {}  # a few hundred bytes each; emptied when many have come


def rational(value: Any) -> fmpq:
    """Return an exact rational from a fraction."""
    return fmpq(value.numerator, value.denominator)


def ball(c: Constant) -> arb:
    """Return a ball around a constant."""
    if isinstance(c, arb):
        return c
    return c.ball if isinstance(c, Sum) else arb(c)


def sign(c: Constant) -> int | None:
    """Return the sign, or None if it can't be told."""
    if isinstance(c, fmpq):
        return (c > 0) - (c < 0)
    value = ball(c)
    if value > 0:
        return 1
    if value < 0:
        return -1
    return 0 if value == 0 else None


def is_zero(c: Constant) -> bool:
    """Whether a constant is certainly 0."""
    return bool(c == 0) if isinstance(c, fmpq | arb) else False


def same(a: Constant, b: Constant) -> bool | None:
    """Whether two constants are equal, or None if it can't be told."""
    order = sign(subtract(a, b))
    return None if order is None else order == 0


def add(a: Constant, b: Constant) -> Constant:
    """Return a + b."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a + b
    if isinstance(a, arb) or isinstance(b, arb):
        return ball(a) + ball(b)
    terms = dict(_terms(a))
    for powers, factor in _terms(b).items():
        terms[powers] = terms.get(powers, ZERO) + factor
    return _gathered(terms)


def negative(a: Constant) -> Constant:
    """Return −a."""
    return Sum({powers: -factor for powers, factor in a.terms.items()}) if isinstance(a, Sum) else -a


def subtract(a: Constant, b: Constant) -> Constant:
    """Return a − b."""
    return add(a, negative(b))


def multiply(a: Constant, b: Constant) -> Constant:
    """Return a b."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a * b
    if is_zero(a) or is_zero(b):
        return ZERO
    if isinstance(a, arb) or isinstance(b, arb):
        return ball(a) * ball(b)
    terms = dict[Powers, fmpq]()
    for (left, p), (right, q) in product(_terms(a).items(), _terms(b).items()):
        factor, powers = _merged(left, right)
        terms[powers] = terms.get(powers, ZERO) + factor * p * q
    return _gathered(terms)


def divide(a: Constant, b: Constant) -> Constant:
    """Return a / b, b not 0."""
    return multiply(a, power(b, fmpq(-1)))


def power(a: Constant, exponent: fmpq) -> Constant:
    """Return a^exponent; a > 0 unless the exponent is an integer."""
    whole = exponent.q == 1
    if isinstance(a, fmpq):
        if whole and a.height_bits() * abs(exponent.p) <= LONGEST:
            return a**exponent.p
        if a < 0 and whole:
            result = _root(-a, exponent)
            return negative(result) if exponent.p % 2 == 1 else result
        return _root(a, exponent)
    if isinstance(a, Sum) and len(a.terms) == 1:
        ((powers, factor),) = a.terms.items()
        if whole or factor > 0:
            extra, lifted = _merged(tuple((atom, p * exponent) for atom, p in powers), ())
            return multiply(power(factor, exponent), Sum({lifted: extra}) if lifted else extra)
    if whole and exponent > 0 and isinstance(a, Sum) and exponent.p <= 4:
        factors: list[Constant] = [a] * int(exponent.p)
        return reduce(multiply, factors)
    if isinstance(a, arb):
        return a ** arb(exponent)
    return _named(f"({a!r})^{exponent}", ball(a) ** arb(exponent))


def pi_times(factor: fmpq) -> Constant:
    """Return a multiple of pi."""
    return multiply(factor, Sum({(("pi", ONE),): ONE}))


def exp(c: Constant) -> Constant:
    """Return e^c."""
    if is_zero(c):
        return ONE
    if isinstance(c, arb):
        return c.exp()
    if len(_terms(c)) > 1:
        result: Constant = ONE
        for powers, factor in _terms(c).items():
            result = multiply(result, exp(_gathered({powers: factor})))
        return result
    ((powers, factor),) = _terms(c).items()
    if not powers:
        return Sum({(("e", factor),): ONE})
    if len(powers) == 1 and powers[0][0].startswith("log ") and powers[0][1] == 1:
        return power(fmpq(int(powers[0][0][4:])), factor)
    return _named(f"exp({c!r})", ball(c).exp())


def log(c: Constant) -> Constant:
    """Return the natural logarithm of c > 0."""
    if isinstance(c, arb):
        return c.log()
    if isinstance(c, fmpq):
        factors = _factored(c)
        if factors is None:
            return arb(c).log()
        logs = (multiply(n, _named(f"log {p}", arb(p).log())) for p, n in factors)
        return total(logs)
    if len(c.terms) == 1:
        ((powers, factor),) = c.terms.items()
        if factor > 0:
            return total([log(factor), *(multiply(n, _log_of_atom(atom)) for atom, n in powers)])
    return _named(f"log({c!r})", c.ball.log())


def integer(ball: arb) -> int:
    """Return the one integer in a ball.

    Undecided: there is not just one.
    """
    found = ball.unique_fmpz()
    if found is None:
        raise Undecided("an integer that can't be told")
    return int(found)


def total(parts: Iterable[Constant]) -> Constant:
    """Return the sum of constants."""
    result: Constant = ZERO
    for part in parts:
        result = add(result, part)
    return result


def apply(name: str, compute: Callable[[arb], arb], c: Constant, *, odd: bool = False) -> Constant:
    """Return what a function gives for a constant: an atom, as it has no simpler name."""
    if isinstance(c, arb):
        return compute(c)
    if odd and (sign(c) or 0) < 0:
        return negative(apply(name, compute, negative(c), odd=odd))
    with ctx.workprec(BITS):
        value = compute(ball(c))
    return _named(f"{name}({c!r})", value)


def _terms(c: fmpq | Sum) -> dict[Powers, fmpq]:
    return c.terms if isinstance(c, Sum) else {(): c} if c != 0 else {}


def _gathered(terms: dict[Powers, fmpq]) -> Constant:
    kept = {powers: factor for powers, factor in terms.items() if factor != 0}
    if not kept:
        return ZERO
    if len(kept) == 1 and () in kept:
        return kept[()]
    return Sum(kept) if len(kept) <= TERMS else Sum(kept).ball


def _merged(left: Powers, right: Powers) -> tuple[fmpq, Powers]:
    """Return the product of two products: a rational factor and what is irrational."""
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, ZERO) + exponent
    factor = ONE
    for atom, exponent in list(powers.items()):
        if atom.isdigit():
            whole = exponent.floor()
            if whole != 0 and abs(whole) * len(atom) * 4 <= LONGEST:
                factor *= fmpq(int(atom)) ** int(whole)
                powers[atom] = exponent - whole
        if powers[atom] == 0:
            del powers[atom]
    return factor, tuple(sorted(powers.items(), key=lambda power: power[0]))


def _product(powers: Powers) -> arb:
    value = arb(1)
    for atom, exponent in powers:
        value *= _atom(atom) ** arb(exponent)
    return value


def _atom(name: str) -> arb:
    if name.isdigit():
        return arb(int(name))
    if name == "pi":
        return arb.pi()
    if name.startswith("log "):  # tables hold some of these names
        return arb(int(name[4:])).log()
    return arb.const_e() if name == "e" else _ATOMS[name]


def _log_of_atom(name: str) -> Constant:
    if name == "e":
        return ONE
    if name.isdigit():
        return _named(f"log {name}", arb(int(name)).log())
    return _named(f"log({name})", _atom(name).log())


def _root(a: fmpq, exponent: fmpq) -> Constant:
    """Return a rational power of a rational > 0."""
    if not a > 0:
        raise Undecided("a power of a negative number")
    factors = _factored(a)
    if factors is None or exponent.height_bits() > 64:
        return arb(a) ** arb(exponent)
    factor, powers = _merged(tuple((str(p), n * exponent) for p, n in factors), ())
    return Sum({powers: factor}) if powers else factor


def _factored(a: fmpq) -> tuple[tuple[int, fmpq], ...] | None:
    if max(a.p, a.q) > LARGEST:
        return None
    found = {int(p): fmpq(int(n)) for p, n in a.p.factor()}
    found |= {int(p): fmpq(-int(n)) for p, n in a.q.factor()}
    return tuple(sorted(found.items()))


def forget() -> None:
    """Empty the names once there are many; nothing made of them may be in use."""
    if len(_ATOMS) > MANY:
        _ATOMS.clear()


def _named(name: str, value: arb) -> Constant:
    """Return an irrational by its name; one too long, or whose sign can't be told, is but a ball."""
    if name.startswith("log ") and name not in _ATOMS:
        with ctx.workprec(BITS):
            value = arb(int(name[4:])).log()
    if not value.is_finite() or len(name) > 400 or value.contains(0):
        return value
    negative_value = value < 0
    _ATOMS.setdefault(name, -value if negative_value else value)
    return Sum({((name, ONE),): -ONE if negative_value else ONE})
