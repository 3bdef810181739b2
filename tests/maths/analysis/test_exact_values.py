from fractions import Fraction

import pytest
from far_out import around
from flint import arb, fmpq
from primitive_truths import DOMAINS, MP, TRUTHS
from written import constant

from grader.maths.analysis import constants
from grader.maths.analysis.constants import HALF, ONE, ZERO, Constant, Sum, pi_times
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.exact_values import constant_value, cosine, sine

pytestmark = pytest.mark.usefixtures("precise")

NAMED = [
    pytest.param("sin", "pi/6", "1/2", id="sin π/6"),
    pytest.param("sin", "-pi/6", "-1/2", id="sin −π/6"),
    pytest.param("sin", "7*pi/6", "-1/2", id="sin 7π/6"),
    pytest.param("sin", "pi/4", "sqrt(2)/2", id="sin π/4"),
    pytest.param("sin", "2*pi/3", "sqrt(3)/2", id="sin 2π/3"),
    pytest.param("sin", "1000000*pi", "0", id="sin of many turns"),
    pytest.param("sin", "5*pi/2", "1", id="sin 5π/2"),
    pytest.param("cos", "pi", "-1", id="cos π"),
    pytest.param("cos", "pi/2", "0", id="cos π/2"),
    pytest.param("cos", "-pi/2", "0", id="cos −π/2"),
    pytest.param("cos", "-pi/3", "1/2", id="cos −π/3"),
    pytest.param("cos", "3*pi/4", "-sqrt(2)/2", id="cos 3π/4"),
    pytest.param("tan", "pi/4", "1", id="tan π/4"),
    pytest.param("tan", "2*pi/3", "-sqrt(3)", id="tan 2π/3"),
    pytest.param("tan", "pi", "0", id="tan π"),
    pytest.param("atan", "1", "pi/4", id="atan 1"),
    pytest.param("atan", "-sqrt(3)", "-pi/3", id="atan −√3"),
    pytest.param("atan", "1/sqrt(3)", "pi/6", id="atan 1/√3"),
    pytest.param("asin", "1", "pi/2", id="asin 1"),
    pytest.param("asin", "-1/2", "-pi/6", id="asin −1/2"),
    pytest.param("asin", "sqrt(3)/2", "pi/3", id="asin √3/2"),
    pytest.param("asin", "-sqrt(2)/2", "-pi/4", id="asin −√2/2"),
    pytest.param("acos", "-1", "pi", id="acos −1"),
    pytest.param("acos", "1", "0", id="acos 1"),
    pytest.param("acos", "1/2", "pi/3", id="acos 1/2"),
    pytest.param("acos", "0", "pi/2", id="acos 0"),
    pytest.param("acosh", "1", "0", id="acosh 1"),
    pytest.param("sqrt", "9/4", "3/2", id="√(9/4)"),
    pytest.param("sqrt", "2*pi", "sqrt(2)*sqrt(pi)", id="√2π"),
    pytest.param("exp", "log(3)", "3", id="exp log 3"),
    pytest.param("log", "e", "1", id="log e"),
    *(pytest.param(name, "0", "0", id=f"{name} 0") for name in "sin tan atan asin sinh tanh asinh atanh erf cbrt sqrt".split()),
    *(pytest.param(name, "0", "1", id=f"{name} 0") for name in "exp cos cosh erfc".split()),
    pytest.param("abs", "-6", "6", id="|−6|"),
    pytest.param("abs", "3-pi", "pi-3", id="|3 − π|"),
    pytest.param("abs", "0", "0", id="|0|"),
    pytest.param("sign", "-1/7", "-1", id="the sign of −1/7"),
    pytest.param("step", "pi", "1", id="the step at π"),
    pytest.param("step", "0", "0", id="the step at 0"),
    pytest.param("step", "-2", "0", id="the step at −2"),
    pytest.param("floor", "-5/2", "-3", id="−5/2, down"),
    pytest.param("ceil", "-5/2", "-2", id="−5/2, up"),
    pytest.param("sigmoid", "0", "1/2", id="sigmoid 0"),
    pytest.param("softplus", "0", "log(2)", id="softplus 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "at", "expected"), NAMED)
def test_a_value_has_a_name(name: str, at: str, expected: str) -> None:
    assert constant_value(name, constant(at)) == constant(expected)


NAMELESS = [
    pytest.param("sin", "pi/12", id="sin π/12"),
    pytest.param("sin", "13*pi/12", id="sin 13π/12"),
    pytest.param("cos", "1", id="cos 1"),
    pytest.param("tan", "pi/5", id="tan π/5"),
    pytest.param("atan", "2", id="atan 2"),
    pytest.param("asin", "1/3", id="asin 1/3"),
    pytest.param("acosh", "2", id="acosh 2"),
    pytest.param("tanh", "-1/2", id="tanh −1/2"),
    pytest.param("erf", "sqrt(2)", id="erf √2"),
    pytest.param("sin", "1+pi", id="sin of more than turns"),
]


@pytest.mark.parametrize(("name", "at"), NAMELESS)
def test_a_value_without_a_name_is_an_atom(name: str, at: str) -> None:
    found = constant_value(name, constant(at))
    assert isinstance(found, Sum)
    assert len(found.terms) == 1


@pytest.mark.parametrize("at", ["1/3", "-1/2", "2", "-3", "7/5", "1/100"])
@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_a_value_is_what_it_is(name: str, at: str) -> None:
    c = Fraction(at)
    if not DOMAINS.get(name, lambda _: True)(c):
        return
    expected = TRUTHS[name][0](MP.mpf(c.numerator) / c.denominator)
    for argument in (fmpq(c.numerator, c.denominator), arb(fmpq(c.numerator, c.denominator))):
        found = constants.ball(constant_value(name, argument))
        assert found.overlaps(around(expected, MP.mpf(10) ** -200))
        assert found.rad() < 1e-30


OUTSIDE = [
    pytest.param("tan", lambda: pi_times(HALF), id="tan π/2"),
    pytest.param("asin", lambda: fmpq(2), id="asin 2"),
    pytest.param("acosh", lambda: ZERO, id="acosh 0"),
    pytest.param("atanh", lambda: ONE, id="atanh 1"),
    pytest.param("sqrt", lambda: arb(-1), id="√ of a negative ball"),
]


@pytest.mark.parametrize(("name", "at"), OUTSIDE)
def test_what_may_lie_outside_a_domain_is_not_told(name: str, at: object) -> None:
    with pytest.raises(Undecided, match="outside"):
        constant_value(name, at())  # type: ignore[operator]


@pytest.mark.parametrize("n", range(-12, 13))
def test_the_square_of_the_sine_and_that_of_the_cosine_are_1_together(n: int) -> None:
    for denominator in (1, 2, 3, 4, 6):
        angle: Constant = pi_times(fmpq(n, denominator))
        up, along = sine(angle), cosine(angle)
        if n == 0:
            continue
        assert up is not None
        assert along is not None
        assert constants.add(constants.multiply(up, up), constants.multiply(along, along)) == 1


def test_what_is_no_plain_multiple_of_a_turn_has_no_simple_sine() -> None:
    assert sine(ONE) is None
    assert cosine(ONE) is None
    assert sine(pi_times(fmpq(1, 7))) is None
