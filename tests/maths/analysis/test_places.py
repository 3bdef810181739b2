from typing import Any

import pytest
from flint import arb, fmpq
from written import constant, pieces, tree

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.places import value
from grader.maths.analysis.points import Point

pytestmark = pytest.mark.usefixtures("precise")


def at(text: str, x: str) -> Any:
    return value(tree(text), "x", Point(at=constant(x)))


EXACT = [
    pytest.param("x^2-1/4", "1/2", "0", id="a polynomial"),
    pytest.param("max(x, 1-x, 0)", "1/2", "1/2", id="a tie"),
    pytest.param("abs(x)", "-3", "3", id="a modulus"),
    pytest.param("sign(x)", "0", "0", id="the sign of 0"),
    pytest.param("step(x)", "0", "0", id="the step at 0"),
    pytest.param("floor(x)", "-1/2", "-1", id="floor"),
    pytest.param("ceil(x)", "-1/2", "0", id="ceil"),
    pytest.param("piecewise(x==1: 5, x)", "1", "5", id="a single point"),
    pytest.param("piecewise(x<1: 1, x>1: 2, 3)", "1", "3", id="what is left"),
    pytest.param("cbrt(x)", "-8", "-2", id="a cube root"),
    pytest.param("0^x", "1/2", "0", id="a power of 0"),
    pytest.param("x^0", "0", "1", id="0^0"),
    pytest.param("sin(x)", "pi/6", "1/2", id="a sine at π/6"),
    pytest.param("cos(x)^2+sin(x)^2", "pi/4", "1", id="squares of waves at π/4"),
    pytest.param("x^2", "sqrt(2)", "2", id="a square at √2"),
    pytest.param("x^2-2", "sqrt(2)", "0", id="what is 0 at √2"),
    pytest.param("1/(x+1)", "sqrt(2)", "1/(1+sqrt(2))", id="an inverse at √2"),
    pytest.param("exp(x)", "log(3)", "3", id="exp at log 3"),
    pytest.param("log(x)", "e", "1", id="log at e"),
    pytest.param("-x", "pi", "-pi", id="a negative"),
    pytest.param("x-pi+e", "pi", "e", id="letters"),
    pytest.param("max(x, 1)", "sqrt(2)", "sqrt(2)", id="the larger at √2"),
    pytest.param("min(x, 1)", "sqrt(2)", "1", id="the smaller at √2"),
    pytest.param("abs(x)", "-sqrt(2)", "sqrt(2)", id="a modulus at −√2"),
    pytest.param("sign(x)+step(x)", "-sqrt(2)", "-1", id="a sign at −√2"),
    pytest.param("step(x)", "sqrt(2)", "1", id="a step at √2"),
    pytest.param("floor(x)", "pi", "3", id="floor at π"),
    pytest.param("ceil(x)", "pi", "4", id="ceil at π"),
    pytest.param("floor(x^2)", "sqrt(2)", "2", id="floor of what turns out whole"),
    pytest.param("x^3", "-sqrt(2)", "-2*sqrt(2)", id="a cube at −√2"),
    pytest.param("x^(-2)", "sqrt(2)", "1/2", id="a negative power at √2"),
    pytest.param("x^(1/2)", "pi^2", "pi", id="a root at π²"),
    pytest.param("x^0", "pi", "1", id="the power 0 at π"),
    pytest.param("x^pi", "e", "exp(pi)", id="e^π"),
    pytest.param("(x^2-2)^(1/2)", "sqrt(2)", "0", id="a root of 0"),
    pytest.param("(x^2-2)^pi", "sqrt(2)", "0", id="an irrational power of 0"),
    pytest.param("piecewise(x<3: 1, 2)", "pi", "2", id="pieces at π"),
    pytest.param("piecewise(3<x<=pi: 1, 2)", "pi", "1", id="a chain at its end"),
    pytest.param("piecewise(x>4 or x<=pi: 1, 2)", "pi", "1", id="or"),
    pytest.param("piecewise(x>3 and x>4: 1, 2)", "pi", "2", id="and"),
    pytest.param("piecewise(not x>3: 1, 2)", "pi", "2", id="not"),
    pytest.param("sqrt(x^2-2)", "sqrt(2)", "0", id="a root at the end of its domain"),
    pytest.param("asin(x*sqrt(2)/2)", "sqrt(2)", "pi/2", id="asin at the end of its domain"),
    pytest.param("acos(x)", "-sqrt(3)/2", "5*pi/6", id="acos at −√3/2"),
    pytest.param("acosh(x^2/2)", "sqrt(2)", "0", id="acosh at the end of its domain"),
    pytest.param("tan(x)", "pi/3", "sqrt(3)", id="tan at π/3"),
    pytest.param("tanh(x-pi)", "pi", "0", id="tanh of 0"),
]


@pytest.mark.parametrize(("text", "x", "expected"), EXACT)
def test_a_value_is_known_exactly_where_it_has_a_name(text: str, x: str, expected: str) -> None:
    assert at(text, x) == constant(expected)


NONE = [
    pytest.param("x/x", "0", id="0/0"),
    pytest.param("0*log(x)", "0", id="0·log 0"),
    pytest.param("log(x)", "-1", id="the logarithm of −1"),
    pytest.param("piecewise(x<0: 1)", "0", id="beyond the pieces"),
    pytest.param("1/(x^2-2)", "sqrt(2)", id="1/0 at √2"),
    pytest.param("log(x^2-2)", "sqrt(2)", id="log 0 at √2"),
    pytest.param("log(-x)", "sqrt(2)", id="the logarithm of −√2"),
    pytest.param("sqrt(-x)", "sqrt(2)", id="the root of −√2"),
    pytest.param("(x^2-2)^(-1)", "sqrt(2)", id="0^−1"),
    pytest.param("(x^2-2)^(-1/2)", "sqrt(2)", id="0^(−1/2)"),
    pytest.param("(-x)^(1/3)", "sqrt(2)", id="a broken power of what is negative"),
    pytest.param("asin(x)", "sqrt(2)", id="asin √2"),
    pytest.param("acos(-x)", "sqrt(2)", id="acos −√2"),
    pytest.param("acosh(x/2)", "sqrt(2)", id="acosh √2/2"),
    pytest.param("atanh(x*sqrt(2)/2)", "sqrt(2)", id="atanh 1"),
    pytest.param("tan(x)", "pi/2", id="tan π/2"),
    pytest.param("piecewise(x<3: 1)", "pi", id="beyond the pieces at π"),
    pytest.param("max(1, log(-x))", "pi", id="a choice with one side missing"),
]


@pytest.mark.parametrize(("text", "x"), NONE)
def test_where_there_is_certainly_no_value_there_is_none(text: str, x: str) -> None:
    assert at(text, x) is None


def joint(text: str) -> Point:
    """Return the first cut of a formula, with what is 0 there."""
    point = pieces(text)[0].high
    assert point is not None
    return point


AT_BALLS = [
    pytest.param("max(x, cos(x))", 0.7390851332151607, id="the larger of two that meet"),
    pytest.param("min(cos(x), x)", 0.7390851332151607, id="the smaller of two that meet"),
    pytest.param("abs(x-cos(x))", 0, id="the modulus of what is 0"),
    pytest.param("sign(x-cos(x))", 0, id="the sign of what is 0"),
    pytest.param("step(x-cos(x))", 0, id="the step of what is 0"),
    pytest.param("step(cos(x)-x)+x", 0.7390851332151607, id="beside it"),
    pytest.param("piecewise(x<=cos(x): 1, 2)", 1, id="a comparison of two that meet"),
    pytest.param("piecewise(cos(x)>x: 1, 2)", 2, id="the other way round"),
    pytest.param("sqrt(x-cos(x))", 0, id="the root of what is 0"),
    pytest.param("abs(x-cos(x))^pi", 0, id="a power of what is 0"),
]


def test_floor_is_known_where_its_argument_is_0() -> None:
    assert value(tree("floor(x-cos(x))"), "x", joint("abs(x-cos(x))")) == 0


@pytest.mark.parametrize(("text", "expected"), AT_BALLS)
def test_a_value_at_a_point_that_is_a_ball(text: str, expected: float) -> None:
    found = value(tree(text), "x", joint(text))
    assert found is not None
    assert float(constants.ball(found).mid()) == pytest.approx(expected, abs=1e-15)


NONE_AT_BALLS = [
    pytest.param("1/(x-cos(x))", id="1/0"),
    pytest.param("log(x-cos(x))", id="log 0"),
    pytest.param("(x-cos(x))^(-2)", id="0^−2"),
]


@pytest.mark.parametrize("text", NONE_AT_BALLS)
def test_a_point_that_is_a_ball_has_no_value(text: str) -> None:
    assert value(tree(text), "x", joint(text)) is None


BALL = arb(1, 1e-20)
NOT_TOLD = [
    pytest.param("1/(x-1)", BALL, id="a divisor that may be 0"),
    pytest.param("log(x-1)", BALL, id="the logarithm of what may be 0"),
    pytest.param("sqrt(x-1)", BALL, id="the root of what may be negative"),
    pytest.param("asin(x)", BALL, id="asin of what may be more than 1"),
    pytest.param("acosh(x)", BALL, id="acosh of what may be less than 1"),
    pytest.param("floor(x)", BALL, id="a step of a staircase"),
    pytest.param("ceil(x)", BALL, id="a step of another"),
    pytest.param("sign(x-1)", BALL, id="a sign that may be 0"),
    pytest.param("piecewise(x<1: 1, 2)", BALL, id="a comparison that may hold"),
    pytest.param("(-2)^x", BALL, id="an exponent that may be whole"),
]


@pytest.mark.parametrize(("text", "x"), NOT_TOLD)
def test_whether_there_is_a_value_can_not_be_told(text: str, x: arb) -> None:
    with pytest.raises(Undecided):
        value(tree(text), "x", Point(at=x))


LOOSE = [
    pytest.param("abs(x-1)", 0, id="the modulus of what may be 0"),
    pytest.param("max(x, 1)", 1, id="the larger of what may be equal"),
    pytest.param("min(x, 1)", 1, id="the smaller of what may be equal"),
]


@pytest.mark.parametrize(("text", "expected"), LOOSE)
def test_what_does_not_matter_stays_a_ball(text: str, expected: int) -> None:
    found = value(tree(text), "x", Point(at=BALL))
    assert found is not None
    assert constants.ball(found).overlaps(arb(expected))


def test_a_power_of_a_ball_by_a_ball() -> None:
    found = value(tree("x^x"), "x", Point(at=arb(2.5, 1e-20)))
    assert found is not None
    assert float(constants.ball(found).mid()) == pytest.approx(2.5**2.5)


def test_a_number_at_the_same_place_is_the_same_by_all_roads() -> None:
    assert at("x", "1/3") == fmpq(1, 3)
