"""Roots, bars and powers of expressions: what is a square comes out of a root, if its sign is known or barred."""

from collections.abc import Iterator

from flint import fmpq, fmpz

from grader.maths.algebra.expressions import ONE, ZERO, Atom, Expressions, Opaque
from grader.maths.algebra.signs import nonnegative

DEGREES = 24  # roots of a degree that divides it are made of square and cube roots
SHORT = 64  # bits of whole numbers that are taken apart completely
SMALL = tuple(map(fmpz, "2 3 5 7 11 13 17 19 23 29 31 37".split()))


def primes(e: Expressions, value: fmpq) -> Iterator[tuple[int, int]]:
    """Yield a positive number as powers of primes, and of what is too long to be taken apart."""
    for whole, sign in ((value.p, 1), (value.q, -1)):
        for prime, n in _taken_apart(whole):
            yield e.number(fmpq(prime)), sign * n


def _taken_apart(whole: fmpz) -> Iterator[tuple[fmpz, int]]:
    if whole.bit_length() <= SHORT:
        yield from ((prime, int(n)) for prime, n in whole.factor())
        return
    for prime in SMALL:
        n = 0
        while whole % prime == 0:
            whole, n = whole // prime, n + 1
        yield from ((prime, n),) if n else ()
    yield from ((whole, 1),) if whole != 1 else ()


def root(e: Expressions, u: int) -> int:
    """Return the square root."""
    c, rest = e.scale(u)
    if u == ZERO:
        return ZERO
    outside, inside = [_number(e, abs(c), 2)], [(e.number(1 if c > 0 else -1), 1)]
    for base, n in e.factors(rest):
        half, single = divmod(n, 2)
        outside.append((absolute(e, base), half) if half else (ONE, 1))
        if single and nonnegative(e, base):
            outside.append((_simple(e, "root", base, rest), 1))
        elif single:
            inside.append((base, 1))
    under = e.product(*inside)
    if (value := e.value(under)) is not None and value < 0:
        raise Opaque
    return e.product(*outside, (ONE if under == ONE else e.atom("root", under), 1))


def third(e: Expressions, u: int) -> int:
    """Return the cube root, which is negative for a negative u."""
    c, rest = e.scale(u)
    if u == ZERO:
        return ZERO
    outside = [_number(e, abs(c), 3), (e.number(1 if c > 0 else -1), 1)]
    for base, n in e.factors(rest):
        whole, left = divmod(n, 3)
        outside.append((base, whole))
        outside.append((_simple(e, "third", base, rest), left) if left else (ONE, 1))
    return e.product(*outside)


def _number(e: Expressions, c: fmpq, degree: int) -> tuple[int, int]:
    """Return the root of a positive number, with a whole denominator."""
    name = "root" if degree == 2 else "third"
    factors = list[tuple[int, int]]()
    for prime, n in primes(e, c):
        whole, left = divmod(n, degree)
        factors += [(prime, whole), (e.atom(name, prime), left)] if left else [(prime, whole)]
    return e.product(*factors), 1


def _simple(e: Expressions, name: str, base: int, whole: int) -> int:
    """Return the root of one factor of something."""
    from grader.maths.algebra.functions import exp  # noqa: PLC0415  which needs roots

    match e.parts[base]:
        case Atom("exp", (v,)):
            return exp(e, e.times(fmpq(1, 2 if name == "root" else 3), v))
        case Atom("root", (v,)) if name == "third":
            return root(e, third(e, v))
        case _ if base == whole or e.scale(base)[0] == 1:
            return e.atom(name, base)
        case _:
            return root(e, base) if name == "root" else third(e, base)


def fractional(e: Expressions, base: int, n: int, degree: int) -> int:
    """Return the n-th power of the root of some degree that divides 24, of what is not negative."""
    if degree % 3 == 0:
        base, degree = third(e, base), degree // 3
    while degree > 1:
        base, degree = root(e, base), degree // 2
    return e.product((base, n))


def absolute(e: Expressions, u: int) -> int:
    """Return |u|: bars around the factors whose sign is not known, those of even powers left out."""
    c, rest = e.scale(u)
    if u == ZERO:
        return ZERO
    return e.product((e.number(abs(c)), 1), *((_barred(e, base, n), n) for base, n in e.factors(rest)))


def _barred(e: Expressions, base: int, n: int) -> int:
    if base == ONE or n % 2 == 0 or nonnegative(e, base):
        return base
    mirrored = e.times(-1, base)
    if nonnegative(e, mirrored):
        return mirrored
    c, rest = e.scale(base)
    return e.product((e.number(abs(c)), 1), (e.atom("abs", rest), 1))


def note(e: Expressions, u: int, *, strict: bool) -> None:
    """Take note that an expression is positive, or not negative, wherever all parts have values."""
    if not e.taken:
        return
    c, rest = e.scale(u)
    factors = e.factors(rest)
    alone = factors[0][0] if len(factors) == 1 and factors[0][1] % 2 else rest
    for known in (u, *(e.times(1 if c > 0 else -1, one) for one in (rest, alone))):
        (e.positive if strict else e.nonnegative).add(known)
    e.signs.clear()
