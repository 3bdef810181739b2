from typing import Any

import pytest
from flint import fmpq
from written import constant, program

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.spectra import MOST, Pair, Spectrum, form, spectrum

pytestmark = pytest.mark.usefixtures("precise")

SPECTRA = [
    pytest.param("sin(x)", "0", "1", {1: ("0", "1")}, id="a sine"),
    pytest.param("2*cos(3*x)-1", "0", "3", {0: ("-1", "0"), 1: ("2", "0")}, id="a cosine, scaled and shifted"),
    pytest.param("sin(-2*x)", "0", "2", {1: ("0", "-1")}, id="a sine of a negative multiple"),
    pytest.param("x/2+sin(x)", "1/2", "1", {1: ("0", "1")}, id="a line with waves"),
    pytest.param("sin(x)^2", "0", "1", {0: ("1/2", "0"), 2: ("-1/2", "0")}, id="a square"),
    pytest.param("sin(x)*cos(x)", "0", "1", {2: ("0", "1/2")}, id="a product"),
    pytest.param("cos(x)*sin(x)", "0", "1", {2: ("0", "1/2")}, id="the other way round"),
    pytest.param("cos(2*x)*sin(x)", "0", "1", {1: ("0", "-1/2"), 3: ("0", "1/2")}, id="a product of different waves"),
    pytest.param("sin(2*x)*sin(3*x)", "0", "1", {1: ("1/2", "0"), 5: ("-1/2", "0")}, id="a product of two sines"),
    pytest.param("sin(3*x)*cos(2*x)", "0", "1", {1: ("0", "1/2"), 5: ("0", "1/2")}, id="a product of sine and cosine"),
    pytest.param("cos(x)^2+sin(x)^2", "0", "1", {0: ("1", "0")}, id="waves that cancel"),
    pytest.param("sin(pi*x)+cos(2*pi*x)", "0", "pi", {1: ("0", "1"), 2: ("1", "0")}, id="an irrational frequency"),
    pytest.param("sin(x/2)+sin(x/3)", "0", "1/6", {3: ("0", "1"), 2: ("0", "1")}, id="a common fraction"),
    pytest.param("(1+cos(x))^3", "0", "1", {0: ("5/2", "0"), 1: ("15/4", "0"), 2: ("3/2", "0"), 3: ("1/4", "0")}, id="a cube"),
    pytest.param("sqrt(2)*sin(x)", "0", "1", {1: ("0", "sqrt(2)")}, id="an irrational height"),
    pytest.param("sin(x)*sin(pi/6)", "0", "1", {1: ("0", "1/2")}, id="a wave times a number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slope", "base", "waves"), SPECTRA)
def test_a_trigonometric_polynomial_is_its_waves(
    text: str, slope: str, base: str, waves: dict[int, tuple[str, str]]
) -> None:
    found = spectrum(program(text))
    assert found is not None
    assert (found.slope, found.base) == (constant(slope), constant(base))
    assert dict(found.waves) == {n: (constant(cosine), constant(sine)) for n, (cosine, sine) in waves.items()}


NONE = [
    pytest.param("x", id="a line"),
    pytest.param("exp(x)", id="no waves"),
    pytest.param("sin(x)+exp(x)", id="waves and something else"),
    pytest.param("exp(sin(x))", id="a function of a wave"),
    pytest.param("1/sin(x)", id="the inverse of a wave"),
    pytest.param("sin(x)^9", id="too high a power"),
    pytest.param("sin(x)^(1/2)", id="a root of a wave"),
    pytest.param("sin(x+1)", id="a shifted wave, which cells are for"),
    pytest.param("sin(sin(x))", id="a wave of a wave"),
    pytest.param("sin(x)+sin(sqrt(2)*x)", id="no common frequency"),
    pytest.param("x*sin(x)", id="a wave that grows"),
    pytest.param("sin(x)*(x+sin(x))", id="a wave times a line with waves"),
    pytest.param("sin(x^2)", id="a wave of a square"),
    pytest.param("(sqrt(3+2*sqrt(2))-1-sqrt(2))*sin(x)", id="a wave that may not be there"),
    pytest.param("sin(x)+(sqrt(3+2*sqrt(2))-1-sqrt(2))*x", id="a slope that may not be there"),
    pytest.param("(x+sin(x))^2", id="the square of a line with waves"),
    pytest.param("(sin(x)+cos(2*x)+sin(3*x)+cos(5*x))^8", id=f"more than {MOST} products"),
]


@pytest.mark.parametrize("text", NONE)
def test_other_functions_have_no_spectrum(text: str) -> None:
    assert spectrum(program(text)) is None


FORMS = [
    pytest.param("x+exp(sin(x))*cos(2*x)", ("1", ["1", "2"]), id="a line and what is made of waves"),
    pytest.param("sin(x+1)", ("0", ["1"]), id="a shifted wave"),
    pytest.param("x", ("1", []), id="a line"),
    pytest.param("x^2", None, id="a square"),
    pytest.param("sin(x)/x", None, id="a wave over x"),
    pytest.param("sin(x)^x", None, id="a power of a wave"),
    pytest.param("sin(x+sin(x))", None, id="a wave of a line with waves"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_how_x_occurs_in_a_program(text: str, expected: tuple[str, list[str]] | None) -> None:
    found = form(program(text))
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert found.slope == constant(expected[0])
    assert sorted(map(str, found.rates)) == sorted(expected[1])


def of(text: str) -> Spectrum:
    found = spectrum(program(text))
    assert found is not None
    return found


DERIVATIVES = [
    pytest.param("sin(2*x)", 0, "sin(2*x)", id="none"),
    pytest.param("sin(2*x)", 1, "2*cos(2*x)", id="of a sine"),
    pytest.param("cos(x)+sin(3*x)", 1, "3*cos(3*x)-sin(x)", id="of a sum"),
    pytest.param("x+sin(x)", 1, "1+cos(x)", id="of a line with waves"),
    pytest.param("5+x-cos(2*x)", 2, "4*cos(2*x)", id="the second"),
]


@pytest.mark.parametrize(("text", "order", "expected"), DERIVATIVES)
def test_the_derivative_of_a_spectrum_is_the_spectrum_of_the_derivative(text: str, order: int, expected: str) -> None:
    found, wanted = of(text).derivative(order), of(expected)
    assert by_frequency(found) == by_frequency(wanted)


def by_frequency(found: Spectrum) -> dict[Constant, Pair]:
    return {constants.multiply(fmpq(n), found.base): pair for n, pair in found.waves.items()}


SIGNS: list[Any] = [
    pytest.param("sin(x)", {1, -1}, id="a wave has both"),
    pytest.param("2+sin(x)", {1}, id="a wave that does not reach 0"),
    pytest.param("-2+cos(x)", {-1}, id="one below 0"),
    pytest.param("1+sin(x)", {1}, id="a wave that touches 0"),
    pytest.param("sqrt(2)+sin(x)+cos(x)", {1}, id="two of one frequency that touch 0"),
    pytest.param("7/5+sin(x)+cos(x)", {1, -1}, id="two that cross it"),
    pytest.param("sin(x)^2+cos(x)^2", {1}, id="a constant"),
    pytest.param("sin(x)+sin(2*x)", None, id="two frequencies"),
    pytest.param("x+sin(x)", None, id="a line with waves"),
    pytest.param("sqrt(3+2*sqrt(2))+(1+sqrt(2))*sin(x)", {None}, id="a wave that may touch 0"),
]


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_the_signs_of_a_wave(text: str, expected: set[int | None] | None) -> None:
    assert of(text).signs() == expected


PERIODS = [
    pytest.param("sin(x)", "2*pi", id="a sine"),
    pytest.param("sin(2*x)+cos(4*x)", "pi", id="even frequencies"),
    pytest.param("sin(x/2)+sin(x/3)", "12*pi", id="fractions"),
    pytest.param("sin(x)^4", "pi", id="a fourth power"),
    pytest.param("1+sin(pi*x)", "2", id="a whole period"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_the_smallest_period(text: str, expected: str) -> None:
    assert of(text).period() == constant(expected)


def test_a_constant_alone_has_its_sign() -> None:
    assert Spectrum(slope=fmpq(0), base=fmpq(1), waves={}).signs() == {0}
