from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from far_out import FINE
from flint import arb, fmpq
from random_expansions import assert_allowed, drawn
from written import constant

from grader.maths.analysis.constants import HALF, ONE, ZERO, Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import SMALL_POWER, Germs, series
from grader.maths.analysis.scales import Scale, TooNear

pytestmark = pytest.mark.usefixtures("precise")

MP = FINE.context
STARTS = (64, 1024, 2**20)
KINDS = ("grows", "constant", "vanishes")


def germs(start: int = 1024, most: int = 4) -> Germs:
    return Germs(Scale(start), most)


def inverse_of_y(e: Germs, power: int = 1) -> Expansion:
    return e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-power)))


def remainder(e: Germs, radius: float = 1, power: int = 1) -> Expansion:
    return Expansion((), (e.scale.power(e.scale.y, fmpq(-power)), arb(radius)))


def positive(e: Germs, u: Expansion) -> Expansion:
    return e.negative(u) if e.sign(u) < 0 else u


def rational(p: int, q: int = 1) -> tuple[str, Callable[[Any], Any]]:
    return f"{p}/{q}", lambda x: x**p if q == 1 else MP.exp(MP.log(x) * p / q)


POWERS = [
    pytest.param(*rational(2), id="a square"),
    pytest.param(*rational(3), id="a cube"),
    pytest.param(*rational(9), id="the ninth power"),
    pytest.param(*rational(0), id="the power 0"),
    pytest.param(*rational(1), id="the power 1"),
    pytest.param(*rational(-1), id="an inverse"),
    pytest.param(*rational(-2), id="the inverse of a square"),
    pytest.param(*rational(1, 2), id="a root"),
    pytest.param(*rational(-1, 2), id="the inverse of a root"),
    pytest.param(*rational(1, 3), id="a cube root"),
    pytest.param(*rational(5, 2), id="a power with a fraction"),
    pytest.param(*rational(-7, 3), id="a negative one"),
    pytest.param("sqrt(2)", lambda x: MP.exp(MP.log(x) * MP.sqrt(2)), id="an irrational power"),
    pytest.param("-pi", lambda x: MP.exp(-MP.log(x) * MP.pi), id="a negative irrational power"),
]


@pytest.mark.parametrize(("exponent", "truth"), POWERS)
def test_a_power_of_an_expansion_allows_the_power_of_the_function(exponent: str, truth: Callable[[Any], Any]) -> None:
    p, random, tried = constant(exponent), Random(7), 0
    for _ in range(16):
        e = germs(random.choice(STARTS), random.choice((1, 2, 4, 6)))
        u = drawn(random, e, random.choice(KINDS))
        try:
            u = positive(e, u)
            found = e.power(u, p)
        except Undecided:
            continue
        tried += assert_allowed(random, e.scale, u, found, truth)
    assert tried > 20


NEAR_0 = [
    pytest.param(lambda e, u: e.exp(u), MP.exp, id="exp"),
    pytest.param(lambda e, u: e.log(e.add(e.constant(ONE), u)), MP.log1p, id="log(1 + u)"),
    pytest.param(lambda e, u: e.inverse(e.add(e.constant(ONE), u)), lambda x: 1 / (1 + x), id="1/(1 + u)"),
    pytest.param(lambda e, u: e.taylor("sin", ZERO, u), MP.sin, id="sin"),
    pytest.param(lambda e, u: e.taylor("cos", constant("1/3"), u), lambda x: MP.cos(x + MP.mpf(1) / 3), id="cos"),
    pytest.param(lambda e, u: e.taylor("erfc", constant("2"), u), lambda x: MP.erfc(x + 2), id="erfc"),
    pytest.param(lambda e, u: e.taylor("tan", arb(1), u), lambda x: MP.tan(x + 1), id="tan around a ball"),
    pytest.param(lambda e, u: e.power(u, fmpq(SMALL_POWER)), lambda x: x**SMALL_POWER, id="a power of any sign"),
]


@pytest.mark.parametrize(("work", "truth"), NEAR_0)
def test_a_series_around_a_constant_allows_the_function(
    work: Callable[[Germs, Expansion], Expansion], truth: Callable[[Any], Any]
) -> None:
    random, tried = Random(3), 0
    for _ in range(12):
        e = germs(random.choice(STARTS), random.choice((1, 2, 4, 6)))
        u = random.choice((drawn(random, e, "vanishes"), remainder(e), remainder(e, 3, 2)))
        try:
            found = work(e, u)
        except TooNear:
            continue
        tried += assert_allowed(random, e.scale, u, found, truth)
    assert tried > 20


GROWING = [
    pytest.param(lambda e, u: e.exp(u), MP.exp, id="exp"),
    pytest.param(lambda e, u: e.log(u), MP.log, id="log"),
    pytest.param(lambda e, u: e.log(e.exp(u)), lambda x: x, id="log of exp"),
]


@pytest.mark.parametrize(("work", "truth"), GROWING)
def test_exponentials_and_logarithms_of_what_grows(
    work: Callable[[Germs, Expansion], Expansion], truth: Callable[[Any], Any]
) -> None:
    random, tried = Random(4), 0
    for _ in range(16):
        e = germs(random.choice(STARTS), random.choice((2, 4, 6)))
        try:
            u = positive(e, drawn(random, e, "grows"))
            found = work(e, u)
        except Undecided:
            continue
        tried += assert_allowed(random, e.scale, u, found, truth)
    assert tried > 20


NOT_TOLD = [
    pytest.param(lambda e: e.inverse(e.zero), "division by 0", id="1/0"),
    pytest.param(lambda e: e.power(remainder(e), HALF), "base", id="the root of what may be negative"),
    pytest.param(lambda e: e.power(remainder(e), fmpq(-1)), "base", id="the inverse of what may be 0"),
    pytest.param(lambda e: e.power(remainder(e), fmpq(SMALL_POWER + 1)), "base", id="a high power of what may be 0"),
    pytest.param(lambda e: e.power(e.zero, fmpq(-1, 2)), "division by 0", id="0 to a negative power"),
    pytest.param(lambda e: e.log(remainder(e)), "logarithm", id="the logarithm of what may be 0"),
    pytest.param(lambda e: e.log(e.zero), "logarithm", id="the logarithm of 0"),
    pytest.param(lambda e: e.log(e.negative(e.y())), "not positive", id="the logarithm of what is negative"),
    pytest.param(lambda e: e.exp(remainder(e, 1, 0)), "does not tend to 0", id="exp of what does not settle"),
    pytest.param(lambda e: e.log(e.log(e.log(e.y()))), "logarithms of", id="logarithms of logarithms"),
    pytest.param(lambda e: e.power(e.constant(-ONE), HALF), "negative number", id="√−1"),
]


@pytest.mark.parametrize(("ask", "why"), NOT_TOLD)
def test_what_can_not_be_told_is_not(ask: Callable[[Germs], object], why: str) -> None:
    with pytest.raises(Undecided, match=why):
        ask(germs())


TOO_NEAR = [
    pytest.param(lambda e: e.exp(e.scaled(inverse_of_y(e), fmpq(100))), id="exp(100/y)"),
    pytest.param(lambda e: e.log(e.add(e.constant(ONE), e.scaled(inverse_of_y(e), fmpq(100)))), id="log(1 + 100/y)"),
    pytest.param(lambda e: e.power(e.add(e.y(), e.constant(fmpq(50))), HALF), id="√(y + 50)"),
    pytest.param(lambda e: e.taylor("log", constant("1/1000"), e.negative(inverse_of_y(e))), id="log(1/1000 − 1/y)"),
]


@pytest.mark.parametrize("ask", TOO_NEAR)
def test_some_expansions_hold_only_farther_out(ask: Callable[[Germs], Expansion]) -> None:
    with pytest.raises(TooNear):
        ask(germs(16))
    assert ask(germs(2**20)).terms


EXACT = [
    pytest.param(lambda e: e.power(e.y(), fmpq(-3, 2)), id="a power of y"),
    pytest.param(lambda e: e.exp(e.y()), id="exp of y"),
    pytest.param(lambda e: e.exp(e.constant(ONE)), id="exp of a constant"),
    pytest.param(lambda e: e.log(e.y()), id="log of y"),
    pytest.param(lambda e: e.log(e.log(e.y())), id="log of log of y"),
    pytest.param(lambda e: e.log(e.exp(e.negative(e.y()))), id="log of exp(−y)"),
    pytest.param(lambda e: e.taylor("sin", ONE, e.zero), id="sin of a constant"),
    pytest.param(lambda e: e.power(e.zero, fmpq(3)), id="0³"),
    pytest.param(lambda e: e.power(e.zero, ZERO), id="0^0"),
]


@pytest.mark.parametrize("ask", EXACT)
def test_what_is_a_monomial_has_no_remainder(ask: Callable[[Germs], Expansion]) -> None:
    assert ask(germs()).remainder is None


WAYS = [
    pytest.param(lambda e: e.y(), 1, id="to ∞"),
    pytest.param(lambda e: e.negative(e.exp(e.y())), -1, id="to −∞"),
    pytest.param(inverse_of_y, 0, id="to 0"),
    pytest.param(lambda e: e.constant(ONE), 0, id="to a constant"),
    pytest.param(remainder, 0, id="somewhere"),
]


@pytest.mark.parametrize(("u", "expected"), WAYS)
def test_which_way_an_expansion_grows(u: Callable[[Germs], Expansion], expected: int) -> None:
    e = germs()
    assert e.limit_sign(u(e)) == expected


SERIES = [
    pytest.param("exp", ["1", "1", "1/2", "1/6", "1/24"], id="exp"),
    pytest.param("log", ["0", "1", "-1/2", "1/3", "-1/4"], id="log(1 + x)"),
    pytest.param("ratio", ["1", "-2", "2", "-2", "2"], id="(1 − x)/(1 + x)"),
    pytest.param("share", ["0", "1", "-1", "1", "-1"], id="x/(1 + x)"),
    pytest.param("erf", ["0", "2/sqrt(pi)", "0", "-2/(3*sqrt(pi))", "0"], id="erf"),
    pytest.param("atan", ["0", "1", "0", "-1/3", "0"], id="atan"),
]


@pytest.mark.parametrize(("name", "expected"), SERIES)
def test_coefficients_at_0_are_exact(name: str, expected: list[str]) -> None:
    found: list[Constant] = list(series(name, 5))
    assert found == [constant(one) for one in expected]


LONG = [
    pytest.param("sin", lambda n: (0, 1, 0, -1)[n % 4] / MP.factorial(n), id="sin"),
    pytest.param("exp", lambda n: 1 / MP.factorial(n), id="exp"),
    pytest.param("ratio", lambda n: 2 * (-1) ** n, id="(1 − x)/(1 + x)"),
    pytest.param("share", lambda n: (-1) ** (n + 1), id="x/(1 + x)"),
]


@pytest.mark.parametrize(("name", "expected"), LONG)
def test_a_series_is_as_long_as_asked_for(name: str, expected: Callable[[int], Any]) -> None:
    found = series(name, 24)
    assert all(abs(MP.mpf(int(c.p)) / int(c.q) - expected(n)) < 1e-30 for n, c in enumerate(found) if n > 0)  # type: ignore[union-attr]
