from math import factorial
from random import Random
from typing import Any

import pytest
from far_out import around
from flint import arb, arb_series, ctx
from primitive_truths import DOMAINS, MP, TRUTHS

from grader.maths.analysis import boxes
from grader.maths.analysis.boxes import FUNCTIONS, POINTWISE, WIDE

pytestmark = pytest.mark.usefixtures("precise")

NAMES = sorted(TRUTHS)
TERMS = 4
MIDDLES = (-40, -3, -1.5, -0.9, -0.4, -0.01, 0, 0.02, 0.3, 0.7, 0.95, 1.2, 2, 5, 30)


def series(name: str, ball: arb, terms: int = TERMS) -> list[arb]:
    with boxes.length(terms):
        found = FUNCTIONS[name](arb_series([ball, 1], prec=terms))
        return [arb(found[n]) for n in range(terms)]


def truth(name: str, x: Any, n: int) -> arb:
    """Return the n-th Taylor coefficient at x."""
    value = TRUTHS[name][n](x) if n < 3 else MP.diff(TRUTHS[name][2], x)
    return around(value / factorial(n), abs(value) * MP.mpf(10) ** -60)


@pytest.mark.parametrize("name", NAMES)
def test_a_series_around_a_ball_holds_the_coefficients_at_each_of_its_points(name: str) -> None:
    random, told = Random(name), 0
    for middle in MIDDLES:
        for radius in (0.3, 1e-2, 1e-6):
            found = series(name, arb(middle, radius))
            for share in (-1, random.uniform(-1, 1), 1):
                x = MP.mpf(middle) + MP.mpf(radius) * share * (1 - MP.mpf(2) ** -50)
                if not DOMAINS.get(name, lambda _: True)(x):
                    continue
                for n in range(TERMS):
                    assert not found[n].is_finite() or found[n].overlaps(truth(name, x, n))
                told += all(one.is_finite() for one in found)
    assert told > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_ball_gives_narrow_coefficients(name: str) -> None:
    middle = 3 if name == "acosh" else 0.6
    for one in series(name, arb(middle, 1e-15)):
        assert one.rad() < 1e-12


@pytest.mark.parametrize("name", NAMES)
def test_a_value_at_a_ball_holds_the_values_at_its_points(name: str) -> None:
    for middle in MIDDLES:
        for share in (-1, 0, 1):
            x = MP.mpf(middle) + share * MP.mpf(2) ** -20 * (1 - MP.mpf(2) ** -50)
            if DOMAINS.get(name, lambda _: True)(x):
                found = POINTWISE[name](arb(middle, 2.0**-20))
                assert not found.is_finite() or found.overlaps(truth(name, x, 0))


UNKNOWN = [
    pytest.param("log", arb(0, 1), id="the logarithm around 0"),
    pytest.param("sqrt", arb(0, 1), id="the root around 0"),
    pytest.param("cbrt", arb(0, 1), id="the cube root around 0"),
    pytest.param("acosh", arb(1, 0.1), id="acosh around 1"),
    pytest.param("asin", arb(1, 0.1), id="asin around 1"),
    pytest.param("atanh", arb(1, 0.1), id="atanh around 1"),
    pytest.param("tan", arb(1.5707963, 0.1), id="tan around a pole"),
]


@pytest.mark.parametrize(("name", "ball"), UNKNOWN)
def test_nothing_is_known_around_a_singularity(name: str, ball: arb) -> None:
    assert not series(name, ball)[1].is_finite()


def test_nothing_is_known_of_a_quotient_by_what_may_be_0() -> None:
    with boxes.length(3):
        for below in (arb(0, 1), arb.nan(), arb(0)):
            found = boxes.divide(1, arb_series([below, 1], prec=3))
            assert not any(arb(found[n]).is_finite() for n in range(3))


KEPT = [
    pytest.param("tanh", 40, 1, id="the slope of tanh at 40"),
    pytest.param("tanh", -40, 1, id="the slope of tanh at −40"),
    pytest.param("sigmoid", -700, 0, id="the sigmoid at −700"),
    pytest.param("sigmoid", 300, 1, id="the slope of the sigmoid at 300"),
    pytest.param("softplus", -500, 0, id="softplus at −500"),
    pytest.param("softplus", 200, 2, id="how softplus bends at 200"),
    pytest.param("erf", 20, 1, id="the slope of erf at 20"),
    pytest.param("erfc", 30, 0, id="erfc at 30"),
    pytest.param("erfc", WIDE + 1, 0, id="erfc beyond where a width would spoil it"),
]


@pytest.mark.parametrize(("name", "x", "order"), KEPT)
def test_what_is_tiny_keeps_its_digits(name: str, x: float, order: int) -> None:
    with ctx.workprec(64):
        found = series(name, arb(x, 1e-12))[order]
        assert found.is_finite()
        assert (found > 0) or (found < 0)


def test_as_many_terms_as_wanted_and_afterwards_as_many_as_before() -> None:
    before = ctx.cap
    with boxes.length(3):
        assert ctx.cap == 3
        with boxes.length(7):
            assert ctx.cap == 7
        assert ctx.cap == 3
    assert ctx.cap == before
