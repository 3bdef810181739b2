"""Random expansions, and one of the functions that each of them allows."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

from far_out import FINE, Reading, around, distances, middle
from flint import arb, ctx, fmpq
from written import constant

from grader.maths.analysis.expansions import Algebra, Expansion
from grader.maths.analysis.scales import Monomial, Scale

Allowed: TypeAlias = tuple[Reading, Fraction]  # a place, and which part of the remainder the function has there

LARGE = 10**6  # arguments beyond which an exponential would need more digits
RATIONAL = ("1", "-1", "2", "-2", "1/2", "-1/3", "3", "-5/7")
CONSTANTS = (*RATIONAL, "pi", "-pi/2", "sqrt(2)", "-1/sqrt(3)", "log(2)", "tanh(1)", "e")
ROUNDED = FINE.context.mpf(10) ** -60  # where irrational coefficients are known to 77 digits
EXACT = FINE.context.mpf(10) ** -260


def monomials(scale: Scale) -> Sequence[Monomial]:
    """Return monomials of each kind, what grows first."""
    y, log, exp = scale.y, scale.log, scale.exp
    one, minus = fmpq(1), fmpq(-1)
    growing = [exp([(y, one)]), scale.power(y, fmpq(2)), scale.times(y, log), y, scale.power(y, fmpq(1, 2)), log]
    return [*growing, scale.one, *(scale.power(m, minus) for m in growing), exp([(scale.power(y, fmpq(2)), minus)])]


def drawn(random: Random, algebra: Algebra, kind: str) -> Expansion:
    """Return an expansion that grows, tends to a constant, or to 0."""
    row = monomials(algebra.scale)
    first = {"grows": random.randint(0, 5), "constant": 6, "vanishes": random.randint(7, 11)}[kind]
    # no logarithms in what is near a constant: it is small too late
    places = [first, *(i for i in range(first + 1, len(row)) if random.random() < 0.3 and i != 12)]
    names = random.choice((RATIONAL, CONSTANTS))
    parts = [algebra.scaled(Expansion(((row[i], fmpq(1)),)), constant(random.choice(names))) for i in places]
    total = algebra.zero
    for part in parts:
        total = algebra.add(total, part)
    if random.random() < 0.7:
        m = row[min(len(row) - 1, places[-1] + random.choice((0, 1, 3)))]
        if algebra.scale.grows(m) < 0:
            total = algebra.add(total, Expansion((), (m, arb(random.choice((0.001, 0.5, 2))))))
    return total


def allowed(random: Random, scale: Scale, count: int = 2) -> Iterator[Allowed]:
    """Yield places, and which part of their remainders functions have there."""
    for y in distances(random, scale.start, count):
        yield Reading(scale, y), Fraction(random.choice((-1, 1, random.randint(-10, 10) / 10)))


def value(u: Expansion, where: Allowed) -> arb:
    """Return the value of the function that an expansion allows at a place, all but exactly."""
    reading, share = where
    with ctx.workprec(1200):
        rest = arb(0) if u.remainder is None else u.remainder[1] * reading.monomial(u.remainder[0])
        known = reading.expansion(Expansion(u.terms))
        return known + rest * arb(fmpq(share.numerator, share.denominator)) * (1 - arb(2) ** -200)


def assert_allowed(
    random: Random,
    scale: Scale,
    u: Expansion,
    found: Expansion,
    truth: Callable[[Any], Any],
    *,
    domain: Callable[[Any], bool] | None = None,
) -> int:
    """Check at some places that an expansion allows a function of what u allows; return at how many."""
    tried, rounded = 0, not all(isinstance(c, fmpq) for _, c in u.terms)
    for where in allowed(random, scale):
        x = middle(value(u, where))
        if abs(x) > LARGE or not (domain is None or domain(x)):
            continue
        expected = truth(x)
        tried += 1
        error = ROUNDED * (1 + abs(expected)) if rounded else EXACT * abs(expected)
        assert where[0].expansion(found).overlaps(around(expected, error)), f"at {float(x)}"
    return tried
