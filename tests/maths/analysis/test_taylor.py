from math import factorial

import pytest
from far_out import FINE, around
from flint import arb, fmpq
from primitive_truths import MP, TRUTHS
from written import constant

from grader.maths.analysis import constants, taylor
from grader.maths.analysis.constants import ONE, ZERO, Constant
from grader.maths.analysis.exact_values import constant_value

pytestmark = pytest.mark.usefixtures("precise")

SLOPES = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh"}
NAMES = ("asinh", "atan", "cos", "cosh", "erf", "sigmoid", "sin", "sinh", "tanh")
PLACES = ("1", "-2", "1/3", "sqrt(2)", "pi/3", "-log(2)")


def row(name: str, at: Constant, length: int) -> list[Constant] | None:
    slope = constant_value(SLOPES[name], at) if name in SLOPES else None
    if slope is not None and name == "cos":
        slope = constants.negative(slope)
    return taylor.coefficients(name, at, constant_value(name, at), slope, length)


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize("name", NAMES)
def test_coefficients_are_derivatives_over_factorials(name: str, at: str) -> None:
    c = constant(at)
    found = row(name, c, 8)
    assert found is not None
    value = FINE.context.mpf(int(c.p)) / int(c.q) if isinstance(c, fmpq) else _middle(c)
    for n, one in enumerate(found):
        expected = MP.diff(TRUTHS[name][0], value, n) / factorial(n)
        assert constants.ball(one).overlaps(around(expected, MP.mpf(10) ** -30)), n


def _middle(c: Constant) -> object:
    mantissa, exponent = arb(constants.ball(c).mid()).man_exp()
    return MP.mpf(int(mantissa)) * MP.mpf(2) ** int(exponent)


EXACT = [
    pytest.param("sin", "pi/6", ["1/2", "sqrt(3)/2", "-1/4", "-sqrt(3)/12"], id="sin at π/6"),
    pytest.param("cos", "pi", ["-1", "0", "1/2", "0", "-1/24"], id="cos at π"),
    pytest.param("atan", "1", ["pi/4", "1/2", "-1/4", "1/12", "0"], id="atan at 1"),
    pytest.param("sinh", "0", ["0", "1", "0", "1/6"], id="sinh at 0"),
    pytest.param("cosh", "0", ["1", "0", "1/2", "0"], id="cosh at 0"),
    pytest.param("erf", "0", ["0", "2/sqrt(pi)", "0", "-2/(3*sqrt(pi))"], id="erf at 0"),
    pytest.param("erf", "1", ["erf(1)", "2/(sqrt(pi)*e)", "-2/(sqrt(pi)*e)"], id="erf at 1"),
    pytest.param("asinh", "3/4", ["asinh(3/4)", "4/5", "-24/125"], id="asinh at 3/4"),
    pytest.param("tanh", "0", ["0", "1", "0", "-1/3", "0", "2/15"], id="tanh at 0"),
    pytest.param("sigmoid", "0", ["1/2", "1/4", "0", "-1/48"], id="sigmoid at 0"),
    pytest.param("tanh", "1", ["tanh(1)", "1-tanh(1)^2", "tanh(1)^3-tanh(1)"], id="tanh at 1"),
]


@pytest.mark.parametrize(("name", "at", "expected"), EXACT)
def test_coefficients_have_names_where_there_are_some(name: str, at: str, expected: list[str]) -> None:
    assert row(name, constant(at), len(expected)) == [constant(one) for one in expected]


NOT_EXACT = [
    pytest.param("exp", ONE, ONE, None, id="no rule of its own"),
    pytest.param("tanh", arb(1), ONE, None, id="a place that is a ball"),
    pytest.param("tanh", ONE, arb(1), None, id="a value that is a ball"),
    pytest.param("sin", ONE, ONE, arb(1), id="a slope that is a ball"),
]


@pytest.mark.parametrize(("name", "at", "value", "slope"), NOT_EXACT)
def test_there_is_no_exact_row(name: str, at: Constant, value: Constant, slope: Constant | None) -> None:
    assert taylor.coefficients(name, at, value, slope, 3) is None


def test_without_a_slope_a_wave_starts_level() -> None:
    assert taylor.coefficients("sin", ZERO, ZERO, None, 4) == [ZERO] * 4


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_as_long_as_asked_for(name: str) -> None:
    for length in (2, 3, 7):
        found = row(name, ONE, length)
        assert found is not None
        assert len(found) == length
