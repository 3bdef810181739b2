from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from far_out import Reading
from flint import arb, ctx, fmpq
from random_expansions import allowed, drawn, value
from written import constant

from grader.maths.analysis.constants import ONE, Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.expansions import Algebra, Expansion
from grader.maths.analysis.scales import Scale, TooNear

pytestmark = pytest.mark.usefixtures("precise")

KINDS = ("grows", "constant", "vanishes")
STARTS = (16, 1024, 2**20)


def algebra(start: int = 1024, most: int = 4) -> Algebra:
    return Algebra(Scale(start), most)


Work = Callable[[Algebra, Expansion, Expansion], Expansion]
Expected = Callable[[arb, arb], arb]

LAWS = [
    pytest.param(Algebra.add, lambda a, b: a + b, id="a sum"),
    pytest.param(Algebra.subtract, lambda a, b: a - b, id="a difference"),
    pytest.param(Algebra.multiply, lambda a, b: a * b, id="a product"),
    pytest.param(lambda e, a, _: e.negative(a), lambda a, _: -a, id="a negative"),
    pytest.param(lambda e, a, _: e.multiply(a, a), lambda a, _: a * a, id="a square"),
    pytest.param(lambda e, a, _: e.scaled(a, fmpq(-3, 7)), lambda a, _: a * -3 / 7, id="a rational multiple"),
    pytest.param(lambda e, a, _: e.scaled(a, arb(2)), lambda a, _: a * 2, id="a multiple by a ball"),
    pytest.param(lambda e, a, _: e.add(a, e.constant(arb(1))), lambda a, _: a + 1, id="a shift by a ball"),
]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("work", "expected"), LAWS)
def test_what_is_made_of_expansions_allows_what_is_made_of_functions(work: Work, expected: Expected, seed: int) -> None:
    random = Random(seed)
    for most in (1, 2, 4, 6):
        e = algebra(random.choice(STARTS), most)
        a, b = (drawn(random, e, random.choice(KINDS)) for _ in range(2))
        found = work(e, a, b)
        assert len(found.terms) <= most
        for where in allowed(random, e.scale):
            with ctx.workprec(1200):
                assert where[0].expansion(found).overlaps(expected(value(a, where), value(b, where)))


@pytest.mark.parametrize("seed", range(10))
def test_bounds_hold_for_all_that_an_expansion_allows(seed: int) -> None:
    random = Random(seed)
    for kind in KINDS:
        e = algebra(random.choice(STARTS))
        a = drawn(random, e, kind)
        for where in allowed(random, e.scale):
            with ctx.workprec(1200):
                size, leader = abs(value(a, where)), where[0].monomial(e.leader(a))
                assert not size > e.weight(a) * leader
                assert kind == "grows" or not size > e.size(a)


@pytest.mark.parametrize("seed", range(10))
def test_a_sign_holds_for_all_that_an_expansion_allows(seed: int) -> None:
    random = Random(seed)
    for kind in KINDS:
        e = algebra(random.choice(STARTS))
        a = drawn(random, e, kind)
        try:
            sign = e.sign(a)
        except Undecided:
            continue
        for where in allowed(random, e.scale):
            assert value(a, where) * sign > 0


@pytest.mark.parametrize("seed", range(10))
def test_a_series_of_what_is_small_allows_the_sum(seed: int) -> None:
    random = Random(seed)
    e = algebra(random.choice(STARTS), random.choice((2, 4)))
    small, coefficients = drawn(random, e, "vanishes"), [fmpq(random.randint(-3, 3)) for _ in range(3)]
    found = e.compose(coefficients, arb(5), small)
    for where in allowed(random, e.scale):
        x = value(small, where)
        with ctx.workprec(1200):
            expected = (
                sum((arb(c) * x**n for n, c in enumerate(coefficients)), arb(0)) + random.choice((-5, 0, 5)) * x**3
            )
            assert where[0].expansion(found).overlaps(expected)


def test_without_a_tail_a_series_is_exact() -> None:
    e = algebra()
    step = e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-1)))
    found = e.compose([ONE, ONE, ONE], arb(0), step)
    assert found.remainder is None
    assert [c for _, c in found.terms] == [1, 1, 1]
    assert e.compose([ONE, ONE], arb(3), e.zero).terms == e.constant(ONE).terms


def test_terms_fall() -> None:
    e = algebra(most=20)
    for seed in range(20):
        random = Random(seed)
        terms = [m for m, _ in e.multiply(drawn(random, e, "grows"), drawn(random, e, "constant")).terms]
        assert all(e.scale.order(a, b) > 0 for a, b in pairwise(terms))


def test_what_cancels_is_0() -> None:
    e = algebra()
    y = e.y()
    assert e.subtract(y, y).is_zero
    assert e.multiply(e.zero, y).is_zero
    assert e.scaled(y, fmpq(0)).is_zero
    assert e.constant(fmpq(0)).is_zero
    assert e.add(e.zero, y) is y
    assert e.add(y, e.zero) is y
    assert e.sign(e.zero) == 0
    assert e.size(e.zero) == 0


UNCERTAIN = [
    pytest.param(lambda: constant("sqrt(3+2*sqrt(2))-1-sqrt(2)"), id="0 in disguise"),
    pytest.param(lambda: arb(0, 1e-20), id="a ball around 0"),
]


@pytest.mark.parametrize("c", UNCERTAIN)
def test_a_coefficient_that_may_be_0_is_in_the_remainder(c: Callable[[], Constant]) -> None:
    e = algebra()
    found = e.constant(c())
    assert found.terms == ()
    assert found.remainder is not None
    assert 0 < found.remainder[1] < 1e-19


def test_a_term_below_a_remainder_is_in_it() -> None:
    e = algebra()
    found = e.add(e.constant(ONE), Expansion((), (e.scale.y, arb(1))))
    assert found.terms == ()
    assert found.remainder is not None
    assert 1.0009 < found.remainder[1] < 1.001


def test_what_is_too_long_is_cut_off_and_bounded() -> None:
    e = algebra(most=2)
    parts = [e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-n))) for n in range(5)]
    total = e.zero
    for part in parts:
        total = e.add(total, part)
    assert len(total.terms) == 2
    assert total.remainder is not None
    assert total.remainder[0] is e.scale.power(e.scale.y, fmpq(-2))
    assert 1 < total.remainder[1] < 1.01


def far(e: Algebra) -> Expansion:
    """y² less a thousand y: positive from 1000 on."""
    return e.subtract(e.shifted(e.y(), e.scale.y), e.scaled(e.y(), fmpq(1000)))


def test_a_sign_may_hold_only_farther_out() -> None:
    near, there = algebra(512), algebra(1024)
    u = far(near)
    with pytest.raises(TooNear):
        near.sign(u)
    assert there.sign(far(there)) == 1


def test_a_remainder_alone_has_no_sign() -> None:
    e = algebra()
    with pytest.raises(Undecided, match="certain sign"):
        e.sign(Expansion((), (e.scale.one, arb(1))))


def test_nothing_leads_0() -> None:
    with pytest.raises(Undecided, match="nothing leads"):
        algebra().leader(Expansion(()))


def test_a_remainder_leads_where_there_are_no_terms() -> None:
    e = algebra()
    assert e.leader(Expansion((), (e.scale.y, arb(1)))) is e.scale.y


def test_an_expansion_splits_into_what_grows_a_constant_and_what_vanishes() -> None:
    e = algebra()
    whole = e.add(e.add(e.y(), e.constant(fmpq(3))), e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-1))))
    large, c, small = e.split(whole)
    assert [m for m, _ in large] == [e.scale.y]
    assert c == 3
    assert e.leader(small) is e.scale.power(e.scale.y, fmpq(-1))


def test_what_a_remainder_may_hide_is_not_split() -> None:
    e = algebra()
    with pytest.raises(Undecided, match="does not tend to 0"):
        e.split(Expansion((), (e.scale.one, arb(1))))


def test_an_expansion_shows_its_terms_and_its_remainder() -> None:
    e = algebra()
    assert repr(e.constant(ONE)) == "[(1, 1)] ± None"


def test_a_reading_of_the_variable_is_the_variable() -> None:
    e = algebra()
    assert Reading(e.scale, Fraction(2**12)).expansion(e.y()) == 2**12
