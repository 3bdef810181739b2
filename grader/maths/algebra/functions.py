"""The functions of expressions, with the laws that hold wherever all parts have values.

exp turns sums into products and undoes logarithms, log|·| turns products into sums, and sine and cosine are made
of exp(iu) and its inverse.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flint import fmpq

from grader.maths.algebra.expressions import ONE, ZERO, Atom, Expressions, Sum
from grader.maths.algebra.roots import DEGREES, absolute, fractional, primes, root
from grader.maths.algebra.signs import is_real

HALF = fmpq(1, 2)

# Arcs that are simple parts of π.
_ARCS: Mapping[tuple[str, int, int], fmpq] = MappingProxyType(
    {("atan", 1, 1): fmpq(1, 4), ("asin", 1, 1): HALF, ("asin", 1, 2): fmpq(1, 6)}
)


def exp(e: Expressions, u: int) -> int:
    """Return the exponential: powers of what is under logarithms in a sum, and one exponential of the rest."""
    rest, factors = list[tuple[int, fmpq]](), list[tuple[int, int]]()
    for i, c in e.terms(u):
        part = e.parts[i]
        if isinstance(part, Atom) and part.name == "log" and DEGREES % int(c.q) == 0:
            factors.append((fractional(e, absolute(e, part.of[0]), int(c.p), int(c.q)), 1))
        else:
            rest.append((i, c))
    return e.product(*factors, _wave(e, "exp", e.total(rest)))


def _wave(e: Expressions, name: str, u: int) -> tuple[int, int]:
    """Return exp(u) or cis(u) as a power of an atom: exp(x) and exp(-x) are powers of one."""
    terms = e.terms(u)
    if not terms:
        return ONE, 1
    return (e.atom(name, u), 1) if terms[0][1] > 0 else (e.atom(name, e.times(-1, u)), -1)


def cis(e: Expressions, u: int) -> int:
    """Return exp(iu): parts of a turn become roots of unity, and arcs become algebraic."""
    rest, factors = list[tuple[int, fmpq]](), list[tuple[int, int]]()
    for i, c in e.terms(u):
        part = e.parts[i]
        steps = c * e.order / 2
        if isinstance(part, Atom) and part.name == "pi" and steps.q == 1:
            factors.append((e.atom("unit"), int(steps.p) % e.order))
        elif isinstance(part, Atom) and part.name in {"atan", "asin"} and c.q == 1:
            factors.append((_on_circle(e, part.name, part.of[0]), int(c.p)))
        else:
            rest.append((i, c))
    return e.product(*factors, _wave(e, "cis", e.total(rest)))


def _on_circle(e: Expressions, name: str, w: int) -> int:
    """Return exp(i·arc(w)) for an arctangent or arcsine."""
    square, up = e.product((w, 2)), e.product((imaginary(e), 1), (w, 1))
    if name == "asin":
        return e.add(root(e, e.add(ONE, e.times(-1, square))), up)
    return e.product((e.add(ONE, up), 1), (root(e, e.add(ONE, square)), -1))


def imaginary(e: Expressions) -> int:
    """Return i."""
    return e.product((e.atom("unit"), e.order // 4))


def sine(e: Expressions, u: int) -> int:
    """Return sin(u)."""
    turn, i = cis(e, u), imaginary(e)
    back, forth = e.product((turn, -1), (i, 1)), e.product((turn, 1), (i, 1))
    return e.total(((back, HALF), (forth, -HALF)))


def cosine(e: Expressions, u: int) -> int:
    """Return cos(u)."""
    turn = cis(e, u)
    return e.total(((turn, HALF), (e.product((turn, -1)), HALF)))


def odd(e: Expressions, name: str, u: int) -> int:
    """Return an odd function, known to be so, of which nothing else is known but some arcs."""
    value = e.value(u)
    if value == 0:
        return ZERO
    if e.terms(u)[0][1] < 0:
        return e.times(-1, odd(e, name, e.times(-1, u)))
    turn = None if value is None else _ARCS.get((name, int(value.p), int(value.q)))
    return e.atom(name, u) if turn is None else e.times(turn, e.atom("pi"))


def log(e: Expressions, u: int) -> int:
    """Return log|u|: a sum over the factors of u."""
    if u == ZERO:
        raise ZeroDivisionError
    c, rest = e.scale(u)
    numbers = [(e.atom("log", base), fmpq(n)) for base, n in primes(e, abs(c))]
    return e.total([*numbers, *_logs(e, e.factors(rest))])


def _logs(e: Expressions, factors: Iterable[tuple[int, int]]) -> list[tuple[int, fmpq]]:
    return [(_log_of_factor(e, base), fmpq(n)) for base, n in factors]


def _log_of_factor(e: Expressions, u: int) -> int:
    match e.parts[u]:
        case Atom("exp", (v,)):
            return v
        case Atom("root", (v,)):
            return e.times(HALF, log(e, v))
        case Atom("third", (v,)):
            return e.times(fmpq(1, 3), log(e, v))
        case Atom("abs", (v,)):
            return log(e, v)
        case Sum(terms):
            return _log_of_sum(e, u, terms)
        case _:
            return e.atom("log", u)


def _log_of_sum(e: Expressions, u: int, terms: tuple[tuple[int, fmpq], ...]) -> int:
    """Return log|u|; of 1 + exp(-x) it is log(1 + exp(x)) - x."""
    common = _common(e, [dict(e.factors(i)) for i, _ in terms])
    if not common or len(terms) < 2:
        return e.atom("log", u) if e.scale(u)[0] == 1 else log(e, u)
    inverse = [(base, -n) for base, n in common]
    left = e.total([(e.product((i, 1), *inverse), c) for i, c in terms])
    return e.total([(log(e, left), fmpq(1)), *_logs(e, common)])


def _common(e: Expressions, monomials: list[dict[int, int]]) -> list[tuple[int, int]]:
    """Return the largest real monomial in all of these; a power that is not there is 0."""
    lowest = {base: min(one.get(base, 0) for one in monomials) for base in {base for one in monomials for base in one}}
    return sorted((base, n) for base, n in lowest.items() if n and base != ONE and is_real(e, base))
