"""Proofs that two formulas are one function: of the values, of the domains, and at the points between stretches."""

import pytest

from grader.maths.equality import aligned
from grader.maths.proof import is_proved
from grader.maths.reading import parse, parse_condition
from grader.maths.stretches import Unclear, stretches

PROVED = [
    # one stretch
    pytest.param("1/(x-1)-1/(x+1)", "2/(x^2-1)", None, id="the same two holes"),
    pytest.param("1/(1+cos(x))", "-1/(-1-cos(x))", None, id="the same poles, the sign turned"),
    pytest.param("tan(x)", "sin(x)/cos(x)", None, id="the poles of the tangent"),
    pytest.param("log(x)/2", "log(sqrt(x))", None, id="the same half-line"),
    pytest.param("log(1-sigmoid(x))", "-softplus(x)", None, id="what is positive for its range"),
    pytest.param("atanh(x)", "log((1+x)/(1-x))/2", None, id="between two ends"),
    pytest.param("asin(tanh(x))", "atan(sinh(x))", None, id="an arc that never ends"),
    pytest.param("sqrt(x+1)-sqrt(x)", "1/(sqrt(x)+sqrt(x+1))", None, id="a sum of roots is no hole"),
    pytest.param("x^-2", "1/(x*x)", None, id="a negative power"),
    pytest.param("x^-0.5", "1/sqrt(x)", None, id="a negative power of a root"),
    pytest.param("2^(x^2)", "4^(x^2/2)", None, id="a power that varies"),
    # several
    pytest.param("|x^2-1|", "piecewise(-1<x<1: 1-x^2, x^2-1)", None, id="a parabola turned up"),
    pytest.param("max(x, x^2, 1)", "piecewise(x>1: x^2, x<-1: x^2, 1)", None, id="the largest of three"),
    pytest.param("sign(x^3-x)", "sign(x)*sign(x-1)*sign(x+1)", None, id="a product of signs"),
    pytest.param("|exp(x)-1|", "sign(x)*(exp(x)-1)", None, id="a switch that rises"),
    pytest.param("|tanh(x)|", "tanh(|x|)", None, id="an odd switch"),
    pytest.param("|log(x)|", "piecewise(x<1: -log(x), log(x))", None, id="a switch on a half-line"),
    pytest.param("step(1-x)*x", "piecewise(x<1: x, 0)", None, id="a step that falls"),
    pytest.param("max(0, -erfc(x)+1)", "erf(relu(x))", None, id="a switch that falls in a function that does"),
    pytest.param("piecewise(x<0 or x>1: 0, 1)", "piecewise(not (x<0 or x>1): 1, 0)", None, id="conditions"),
    pytest.param("piecewise(x==0: 1, x/x)", "1+0*x", None, id="a hole filled"),
    pytest.param("piecewise(x<0: 1/x)", "piecewise(x<0: -1/|x|)", None, id="half a function"),
    pytest.param("floor(x+1)", "1-ceil(-x)+[x>0]-[x>0]", None, id="steps without end"),
    pytest.param("max(|x|, x^2)", "|x|*max(1, |x|)", None, id="switches in switches"),
    pytest.param("|x|/x", "sign(x)*(x/x)", None, id="a sign with a hole"),
    # with a condition
    pytest.param("sqrt(x^2)", "x", "x >= 0", id="the root of a square"),
    pytest.param("atan(x)+atan(1/x)", "pi/2", "x > 0", id="complementary angles"),
    pytest.param("floor(x)", "2", "2 <= x < 3", id="floor on a step"),
    pytest.param("ceil(2*x)", "piecewise(x==0: 0, x<=1/2: 1, 2)", "0 <= x <= 1", id="ceil on two steps"),
    pytest.param("x/x", "1", "x != 0", id="all but a hole"),
    # numbers
    pytest.param("max(e^pi, pi^e)", "e^pi", None, id="the larger of two"),
    pytest.param("floor(pi)+ceil(e)", "6", None, id="roundings"),
    pytest.param("max(sqrt(6), sqrt(2)*sqrt(3))", "sqrt(2)*sqrt(3)", None, id="the larger of two that are equal"),
    pytest.param("|1-sqrt(2)|", "sqrt(2)-1", None, id="bars"),
]


def _is_proved(left: str, right: str, where: str | None, letters: tuple[str, ...]) -> bool:
    f, g = aligned(parse(left, letters), parse(right, letters))
    return is_proved(f, g, parse_condition(where, letters) if where else None)


@pytest.mark.parametrize(("left", "right", "where"), PROVED)
def test_one_function_is_proved_to_be_one(left: str, right: str, where: str | None) -> None:
    letters = ("x",) if "x" in (left + right).replace("max", "").replace("exp", "") else ()
    assert _is_proved(left, right, where, letters)
    assert _is_proved(right, left, where, letters)


IN_TWO = [
    pytest.param("prelu(x, y)", "max(0, x)+y*min(0, x)", id="a slope that is a parameter"),
    pytest.param("piecewise(x<0: y, x*y)", "y*piecewise(x<0: 1, x)", id="a factor that is a parameter"),
    pytest.param("max(x, y)", "x+relu(y-x)", id="a switch of both"),
    pytest.param("exp(x*y)/(1+exp(x*y))", "sigmoid(y*x)", id="no switch at all"),
]


@pytest.mark.parametrize(("left", "right"), IN_TWO)
def test_one_function_of_two_variables_is_proved_to_be_one(left: str, right: str) -> None:
    assert _is_proved(left, right, None, ("x", "y"))


OPEN = [
    # the same values on another domain
    pytest.param("x/x", "1", id="a hole"),
    pytest.param("log(x^2)", "2*log(x)", id="a half-line"),
    pytest.param("exp(log(x))", "x", id="a logarithm undone"),
    pytest.param("sqrt(x)^2", "x", id="a root undone"),
    pytest.param("sqrt(x)*sqrt(x-1)", "sqrt(x*(x-1))", id="roots of a product"),
    pytest.param("x^(1/3)", "cbrt(x)", id="a cube root of negative numbers"),
    pytest.param("tan(x)*cos(x)", "sin(x)", id="infinitely many holes"),
    pytest.param("cot(x)", "1/tan(x)", id="one over a tangent"),
    pytest.param("sin(asin(x))", "x", id="an arc that ends"),
    pytest.param("(x^2-2)/(x-sqrt(2))", "x+sqrt(2)", id="an irrational hole"),
    pytest.param("x^2+0*log(1+cos(x))", "x^2", id="a logarithm that touches"),
    pytest.param("piecewise(x>0: x)", "relu(x)", id="a piece missing"),
    pytest.param("piecewise(log(x)>0: x, x)", "x", id="a condition without a value"),
    pytest.param("max(x, x+0*log(x))", "x", id="an argument without a value"),
    pytest.param("sign(1/x)", "sign(x)", id="a sign without a value"),
    pytest.param("0*(1/(x^3-2))", "0", id="a hole at a cube root"),
    pytest.param("x^(sin(x)^2+cos(x)^2+2)", "x^3", id="an exponent in disguise"),
    pytest.param("log(-1-x^2)", "sqrt(-1-x^2)", id="no value anywhere"),
    pytest.param("log(x)", "log(-x)", id="no common value"),
    # other values
    pytest.param("x", "piecewise(x==2: 2+1e-30, x)", id="at one point"),
    pytest.param("x", "piecewise(x>1e9: x+1, x)", id="far out"),
    pytest.param("x", "x+max(0, x-123456789)", id="far out, by a corner"),
    pytest.param("relu(x)", "max(0, x-1e-20)", id="next to nothing"),
    pytest.param("|x|", "x*sign(x)+[x==0]", id="at 0"),
    pytest.param("step(x)", "[x>=0]", id="the end of a step"),
    pytest.param("floor(x)", "ceil(x)-1", id="at whole numbers"),
    pytest.param("(-x)^2", "asin(sin(x))^2", id="a zigzag, squared"),
    pytest.param("sqrt(cos(2*atan(x))^2)", "cos(2*atan(x))", id="a cosine of two signs"),
    pytest.param("sqrt((x*exp(x)-x)^2)", "|x|*(exp(x)-1)", id="a product of two negative factors"),
    # more than is looked into
    pytest.param("|x^2-2|", "piecewise(x^2<2: 2-x^2, x^2-2)+0*x", id="irrational ends"),
    pytest.param("floor(x)", "floor(x)*[x>=1]+floor(x)*[x<1]", id="steps without end"),
]


@pytest.mark.parametrize(("left", "right"), OPEN)
def test_what_is_not_proved_to_be_one_function_stays_open(left: str, right: str) -> None:
    assert not _is_proved(left, right, None, ("x",))
    assert not _is_proved(right, left, None, ("x",))


def test_stretches_come_from_left_to_right_and_leave_no_gap() -> None:
    found = stretches(parse("relu6(x)").expanded, parse("|x-1|/x").expanded, "x")
    ends = [(one.interval.low, one.interval.high) for one in found]
    assert ends == [(None, 0), (0, 1), (1, 6), (6, None)]


def test_no_stretches_are_told_of_what_oscillates() -> None:
    with pytest.raises(Unclear):
        stretches(parse("|sin(x)|").expanded, parse("x").expanded, "x")
