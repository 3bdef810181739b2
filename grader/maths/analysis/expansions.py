"""Expansions for y → ∞ with a remainder that holds for all y ≥ start.

f(y) = c1·m1 + c2·m2 + … + R(y), monomials falling, |R| ≤ radius·m.  Coefficients have a certain sign: what may be 0 is
in the remainder.  So the first term gives the limit, and where it outweighs the rest, the sign for all y ≥ start.
"""

from collections.abc import Sequence
from functools import cmp_to_key
from typing import TypeAlias

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.scales import Monomial, Scale, TooNear

Term: TypeAlias = tuple[Monomial, Constant]
Remainder: TypeAlias = tuple[Monomial, arb] | None


class Expansion:
    """terms: falling, with coefficients of certain sign; remainder: None where the terms are all there is."""

    __slots__ = ("remainder", "terms")

    def __init__(self, terms: Sequence[Term], remainder: Remainder = None) -> None:
        self.terms = terms
        self.remainder = remainder

    @property
    def is_zero(self) -> bool:
        """Whether it is exactly 0."""
        return not self.terms and self.remainder is None

    def __repr__(self) -> str:
        return f"{list(self.terms)} ± {self.remainder}"


class Algebra:
    """Arithmetic of expansions on one scale, with up to `most` terms each."""

    def __init__(self, scale: Scale, most: int = 4) -> None:
        self.scale = scale
        self.most = most
        self.zero = Expansion(())
        self.waves = False  # whether a remainder may be a wave that never settles, however small
        self._key = cmp_to_key(scale.order)

    def constant(self, c: Constant) -> Expansion:
        """Return a constant as an expansion."""
        if constants.is_zero(c):
            return self.zero
        return self._gathered([(self.scale.one, c)], [])

    def y(self) -> Expansion:
        """Return the variable."""
        return Expansion(((self.scale.y, constants.ONE),))

    def add(self, a: Expansion, b: Expansion) -> Expansion:
        """Return a + b."""
        if a.is_zero or b.is_zero:
            return b if a.is_zero else a
        return self._gathered([*a.terms, *b.terms], [r for r in (a.remainder, b.remainder) if r])

    def negative(self, a: Expansion) -> Expansion:
        """Return −a."""
        return Expansion(tuple((m, constants.negative(c)) for m, c in a.terms), a.remainder)

    def subtract(self, a: Expansion, b: Expansion) -> Expansion:
        """Return a − b."""
        return self.add(a, self.negative(b))

    def scaled(self, a: Expansion, factor: Constant) -> Expansion:
        """Return a constant multiple."""
        if constants.is_zero(factor):
            return self.zero
        if isinstance(factor, arb):
            return self.multiply(a, self.constant(factor))
        remainder = a.remainder and (a.remainder[0], a.remainder[1] * abs(constants.ball(factor)).abs_upper())
        return Expansion(tuple((m, constants.multiply(c, factor)) for m, c in a.terms), remainder)

    def shifted(self, a: Expansion, by: Monomial) -> Expansion:
        """Return a times a monomial."""
        times = self.scale.times
        remainder = a.remainder and (times(a.remainder[0], by), a.remainder[1])
        return Expansion(tuple((times(m, by), c) for m, c in a.terms), remainder)

    def multiply(self, a: Expansion, b: Expansion) -> Expansion:
        """Return a b."""
        if a.is_zero or b.is_zero:
            return self.zero
        for one, other in ((a, b), (b, a)):
            if len(one.terms) == 1 and one.remainder is None and not isinstance(one.terms[0][1], arb):
                ((m, c),) = one.terms
                return self.scaled(other if m is self.scale.one else self.shifted(other, m), c)
        times = self.scale.times
        terms = [(times(m, n), constants.multiply(c, d)) for m, c in a.terms for n, d in b.terms]
        rests = list[tuple[Monomial, arb]]()
        for one, other in ((a, b), (b, a)):
            if one.remainder:
                m, radius = one.remainder
                rests.append((times(m, self.leader(other)), radius * self.weight(other)))
        return self._gathered(terms, rests)

    def leader(self, a: Expansion) -> Monomial:
        """Return the monomial that outgrows all else in a, which is not exactly 0."""
        if a.terms:
            return a.terms[0][0]
        if a.remainder is None:
            raise Undecided("nothing leads an expansion that is 0")
        return a.remainder[0]

    def weight(self, a: Expansion) -> arb:
        """Return a bound of |a|/leader for y ≥ start."""
        leader, bound = self.leader(a), self.scale.bound
        total = sum((constants.ball(c).abs_upper() * bound(m, leader) for m, c in a.terms), arb(0))
        return total + (a.remainder[1] * bound(a.remainder[0], leader) if a.remainder else 0)

    def rest(self, a: Expansion) -> Expansion:
        """Return a without its first term."""
        return Expansion(a.terms[1:], a.remainder)

    def sign(self, a: Expansion) -> int:
        """Return the sign that a has for all y ≥ start.

        TooNear: it has one far enough out.  Undecided: who knows.
        """
        if a.is_zero:
            return 0
        if not a.terms:
            raise Undecided("no term of the expansion has a certain sign")
        m, c = a.terms[0]
        rest = self.rest(a)
        if not rest.is_zero:
            less = self.weight(rest) * self.scale.bound(self.leader(rest), m)
            if not less < constants.ball(c).abs_lower():
                raise TooNear
        return constants.sign(c) or 0

    def size(self, a: Expansion) -> arb:
        """Return a bound of |a| for y ≥ start, a not growing."""
        return arb(0) if a.is_zero else self.weight(a) * self.scale.bound(self.leader(a), self.scale.one)

    def compose(self, coefficients: Sequence[Constant], tail: arb, small: Expansion) -> Expansion:
        """Return the sum of coefficients[n]·small^n, with |rest| ≤ tail·|small|^len(coefficients)."""
        if small.is_zero:
            return self.constant(coefficients[0])
        result = self.zero
        for c in reversed(coefficients):
            result = self.add(self.multiply(result, small), self.constant(c))
        if tail == 0:
            return result
        n = fmpq(len(coefficients))
        rest = (self.scale.power(self.leader(small), n), tail * self.weight(small) ** int(n.p))
        return self.add(result, Expansion((), rest))

    def split(self, a: Expansion) -> tuple[list[Term], Constant, Expansion]:
        """Return what grows, the constant, and what tends to 0."""
        large, constant, small = list[Term](), constants.ZERO, list[Term]()
        middle: Constant = constant
        for m, c in a.terms:
            way = self.scale.grows(m)
            if way > 0:
                large.append((m, c))
            elif way == 0:
                middle = c
            else:
                small.append((m, c))
        if a.remainder and self.scale.grows(a.remainder[0]) >= 0:
            raise Undecided("the remainder does not tend to 0")
        return large, middle, Expansion(tuple(small), a.remainder)

    def _gathered(self, terms: list[Term], rests: list[tuple[Monomial, arb]]) -> Expansion:
        """Return the expansion of terms in any order, as long as it may be."""
        sums = dict[int, tuple[Monomial, Constant]]()
        for m, c in terms:
            known = sums.get(id(m))
            sums[id(m)] = (m, c) if known is None else (m, constants.add(known[1], c))
        kept = list[Term]()
        for m, c in sums.values():
            if constants.is_zero(c):
                continue
            if constants.sign(c) is None:
                rests.append((m, constants.ball(c).abs_upper()))
            else:
                kept.append((m, c))
        kept.sort(key=lambda term: self._key(term[0]), reverse=True)
        return self._with_remainder(kept, rests)

    def _with_remainder(self, kept: list[Term], rests: list[tuple[Monomial, arb]]) -> Expansion:
        if not rests and len(kept) <= self.most:
            return Expansion(tuple(kept))
        order, bound = self.scale.order, self.scale.bound
        top = kept[self.most][0] if len(kept) > self.most else None
        for m, _ in rests:
            if top is None or order(m, top) > 0:
                top = m
        if top is None:
            return Expansion(tuple(kept))
        radius, terms = arb(0), list[Term]()
        for m, c in kept:
            if order(m, top) > 0:
                terms.append((m, c))
            else:
                radius += constants.ball(c).abs_upper() * bound(m, top)
        for m, r in rests:
            radius += r * bound(m, top)
        return Expansion(tuple(terms), (top, radius.abs_upper()))
