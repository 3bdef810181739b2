from fractions import Fraction
from random import Random

import pytest
from far_out import FINE
from flint import arb
from written import constant, tree

from grader.maths.analysis import constants
from grader.maths.analysis.repeats import LONGEST, repeats
from grader.maths.digits import exactly

pytestmark = pytest.mark.usefixtures("precise")

FORMS = [
    pytest.param("sin(x)", "0", "2*pi", id="a sine"),
    pytest.param("2*sin(3*x)+1", "0", "2*pi/3", id="a sine, scaled and shifted"),
    pytest.param("cos(-x/2)", "0", "4*pi", id="a cosine of a negative multiple"),
    pytest.param("sin(pi*x)", "0", "2", id="a whole period"),
    pytest.param("tan(2*x)", "0", "pi/2", id="a tangent"),
    pytest.param("sin(2*x)+cos(3*x)", "0", "2*pi", id="a common period"),
    pytest.param("sin(x)*cos(x/3)", "0", "6*pi", id="the period of a product"),
    pytest.param("x-floor(x)", "0", "1", id="a saw"),
    pytest.param("x-2*ceil(x/2)", "0", "2", id="a saw of period 2"),
    pytest.param("floor(x)", "1", "1", id="a staircase"),
    pytest.param("floor(2*x)/2+x", "2", "1/2", id="a staircase on a slope"),
    pytest.param("-floor(-3*x)", "3", "1/3", id="a staircase upwards"),
    pytest.param("x+sin(x)", "1", "2*pi", id="a line with waves"),
    pytest.param("pi*(x+sin(x))/2", "pi/2", "2*pi", id="an irrational slope"),
    pytest.param("exp(sin(x))", "0", "2*pi", id="a function of a wave"),
    pytest.param("sin(sin(x))^3", "0", "2*pi", id="a wave of a wave"),
    pytest.param("abs(x-floor(x)-1/2)", "0", "1", id="triangles"),
    pytest.param("max(sin(x), cos(x))", "0", "2*pi", id="the larger of two waves"),
    pytest.param("max(x, x+sin(x))", "1", "2*pi", id="the larger of two lines with waves"),
    pytest.param("piecewise(sin(x)>0: 1, -1)", "0", "2*pi", id="a condition that repeats"),
    pytest.param("piecewise(x-floor(x)<1/2: floor(x), ceil(x))", "1", "1", id="pieces with one slope"),
    pytest.param("piecewise(sin(x)>0: 1)", "0", "2*pi", id="pieces that leave gaps"),
    pytest.param("piecewise(x<floor(x)+1/2: cos(2*pi*x), 0)", "0", "1", id="a condition between lines of one slope"),
    pytest.param("abs(-6)*(x+sin(x))", "6", "2*pi", id="a line with waves, times the size of a number"),
    pytest.param("sin(x)^sin(x)", "0", "2*pi", id="a power of waves"),
]


@pytest.mark.parametrize(("text", "slope", "period"), FORMS)
def test_how_a_form_repeats_itself(text: str, slope: str, period: str) -> None:
    found = repeats(tree(text), "x")
    assert found is not None
    assert (found.slope, found.period) == (constant(slope), constant(period))


OTHERS = [
    pytest.param("3", id="a constant"),
    pytest.param("3*x+1", id="a line"),
    pytest.param("x^2", id="a square"),
    pytest.param("abs(-6)*x", id="a line, times the size of a number"),
    pytest.param("max(2, 3)*x+sin(x)", id="a slope that a choice of numbers gives"),
    pytest.param("x*sin(x)", id="a wave that grows"),
    pytest.param("sin(x^2)", id="waves ever shorter"),
    pytest.param("sin(x)/x", id="a wave that dies"),
    pytest.param("sin(x)+sin(pi*x)", id="periods without a common one"),
    pytest.param("sin(x+sin(x))", id="a wave of a line with waves"),
    pytest.param("floor(x+sin(x))", id="a staircase of such a line"),
    pytest.param("exp(x)+sin(x)", id="an exponential and a wave"),
    pytest.param("sin(x)+tanh(x)", id="a wave and what settles"),
    pytest.param("max(sin(x), x)", id="the larger of a wave and a line"),
    pytest.param("max(sin(x), x^2)", id="the larger of a wave and something else"),
    pytest.param("piecewise(x>0: sin(x), 0)", id="a condition that does not repeat"),
    pytest.param("piecewise(sin(x)>0: x, 0)", id="pieces with different slopes"),
    pytest.param("piecewise(sin(x)>x^2: 1, 0)", id="a condition without a form"),
    pytest.param("piecewise(sin(x)>0: x^2, 0)", id="a piece without a form"),
    pytest.param("piecewise(sin(x)>0: x, x+1)", id="pieces of which none repeats"),
    pytest.param("sin(x)/(x+1)", id="a wave over a line"),
    pytest.param("1/(x+sin(x))", id="the inverse of a line with waves"),
    pytest.param(f"sin(x/{LONGEST})", id="too long a period"),
    pytest.param("sin((sqrt(3+2*sqrt(2))-1-sqrt(2))*x)", id="a wave that may be none"),
    pytest.param("sin(x)+(sqrt(3+2*sqrt(2))-1-sqrt(2))*x", id="a slope that may be 0"),
    pytest.param("-x^2+sin(x)", id="a negative square"),
    pytest.param("sin(x)+(-2)^(1/2)*x", id="a factor without a value"),
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_does_not_repeat_in_its_form(text: str) -> None:
    assert repeats(tree(text), "x") is None


@pytest.mark.parametrize(("text", "slope", "period"), FORMS)
def test_after_a_period_a_function_has_risen_by_its_slope(text: str, slope: str, period: str) -> None:
    found, random = repeats(tree(text), "x"), Random(text + slope + period)
    assert found is not None
    step, rise = FINE.context.mpf(0), constants.multiply(found.slope, found.period)
    mantissa, exponent = arb(constants.ball(found.period).mid()).man_exp()
    step = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    for _ in range(6):
        x = Fraction(random.randint(-(10**6), 10**6), 99991)
        here, there = (exactly(tree(text), {"x": one}, FINE) for one in (x, x + step))
        assert (here is None) == (there is None)
        if here is not None and there is not None:
            assert float(there - here) == pytest.approx(float(constants.ball(rise).mid()), abs=1e-12)


@pytest.mark.parametrize("text", ["sin(x)", "x-floor(x)", "sin(100*x)", "tan(x/20)"])
def test_a_window_holds_more_than_two_periods(text: str) -> None:
    found = repeats(tree(text), "x")
    assert found is not None
    assert arb(found.reach) > constants.ball(found.period)
    assert arb(found.reach) < 2 * constants.ball(found.period) + 1
