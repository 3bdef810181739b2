import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from grader.maths import floats
from grader.maths.names import PRIMITIVES
from grader.maths.reading import parse, parse_condition
from grader.maths.tree import Number

Array = NDArray[np.float64]
NAN, INF = np.nan, np.inf


def evaluate(text: str, *x: float) -> list[float]:
    values: Array = np.array(x or (0.0,))
    return floats.evaluate(parse(text).expanded, {"x": values}).tolist()


VALUES = [
    pytest.param("x^3-x", (-2.0, 0.5), (-6.0, -0.375), id="a polynomial"),
    pytest.param("2", (1.0, 5.0), (2.0, 2.0), id="a constant has the variables' shape"),
    pytest.param("pi+0*x", (0.0,), (np.pi,), id="pi"),
    pytest.param("e", (0.0,), (np.e,), id="e"),
    pytest.param("-x", (1.0, -2.0), (-1.0, 2.0), id="minus"),
    pytest.param("x-1", (1.0,), (0.0,), id="a difference"),
    pytest.param("x/3", (1.0,), (1 / 3,), id="a quotient"),
    pytest.param("1e308*10", (0.0,), (INF,), id="too large"),
    pytest.param("10^400", (0.0,), (INF,), id="a power too large"),
    pytest.param("1e400*x", (2.0, 0.0), (INF, NAN), id="a literal too large"),
    pytest.param("1e-400*x", (2.0,), (0.0,), id="a literal too small"),
    pytest.param("x^2", (1e200,), (INF,), id="overflow"),
    pytest.param("exp(x)", (1000.0, -1000.0), (INF, 0.0), id="overflow and underflow of exp"),
    pytest.param("sigmoid(x)", (-1000.0, 1000.0), (0.0, 1.0), id="a sigmoid far out"),
    pytest.param("softplus(x)", (-1000.0, 1000.0), (0.0, 1000.0), id="a softplus far out"),
    pytest.param("abs(x)", (-1.5,), (1.5,), id="abs"),
    pytest.param("sign(x)+step(x)", (-2.0, 0.0, 2.0), (-1.0, 0.0, 2.0), id="sign and step"),
    pytest.param("floor(x)+ceil(x)", (-1.5, 2.0), (-3.0, 4.0), id="floor and ceil"),
    pytest.param("max(x, 1, 2)-min(x, 1, 2)", (-3.0, 5.0), (5.0, 4.0), id="max and min of three"),
    pytest.param("cbrt(x)", (-8.0,), (-2.0,), id="the cube root of a negative number"),
    pytest.param("0^x", (0.0, 1.0), (1.0, 0.0), id="powers of 0"),
    pytest.param("(-8)^x", (2.0, -1.0), (64.0, -0.125), id="whole powers of a negative number"),
    pytest.param("piecewise(x<0: 1, x<2: 2, 3)", (-1.0, 1.0, 2.0), (1.0, 2.0, 3.0), id="the first piece that holds"),
    pytest.param("piecewise(0<x<=1: 5, 6)", (0.0, 1.0, 2.0), (6.0, 5.0, 6.0), id="a chain"),
    pytest.param("piecewise(x<0 or x>=1: 5, 6)", (-1.0, 0.0, 1.0), (5.0, 6.0, 5.0), id="or"),
    pytest.param("piecewise(x!=0 and x!=1: 5, 6)", (-1.0, 0.0, 1.0), (5.0, 6.0, 6.0), id="and"),
    pytest.param("piecewise(not x==1: 5, 6)", (0.0, 1.0), (5.0, 6.0), id="not"),
    pytest.param(
        "piecewise(x>0: log(x), 7)", (1.0, -1.0), (0.0, 7.0), id="a piece is not asked where it does not hold"
    ),
]

UNDEFINED = [
    pytest.param("1/x", 0.0, id="division by 0"),
    pytest.param("1/-x", 0.0, id="division by -0"),
    pytest.param("0/x", 0.0, id="0 divided by 0"),
    pytest.param("x/x", 0.0, id="a hole"),
    pytest.param("sqrt(x)", -1.0, id="the root of a negative number"),
    pytest.param("log(x)", 0.0, id="the logarithm of 0"),
    pytest.param("log(x)", -1.0, id="the logarithm of a negative number"),
    pytest.param("asin(x)", 2.0, id="asin"),
    pytest.param("acos(x)", -2.0, id="acos"),
    pytest.param("acosh(x)", 0.0, id="acosh"),
    pytest.param("atanh(x)", 1.0, id="atanh of 1"),
    pytest.param("atanh(x)", -1.0, id="atanh of -1"),
    pytest.param("x^-1", 0.0, id="a negative power of 0"),
    pytest.param("x^0.5", -1.0, id="a broken power of a negative number"),
    pytest.param("log(x)^0", -1.0, id="the power 0 of no value"),
    pytest.param("1^log(x)", -1.0, id="1 to the power of no value"),
    pytest.param("0*log(x)", -1.0, id="0 times no value"),
    pytest.param("max(1, log(x))", -1.0, id="the larger of 1 and no value"),
    pytest.param("min(1, log(x))", -1.0, id="the smaller of 1 and no value"),
    pytest.param("step(log(x))", -1.0, id="the step at no value"),
    pytest.param("sign(log(x))", -1.0, id="the sign of no value"),
    pytest.param("piecewise(x<0: 1)", 1.0, id="no piece holds"),
    pytest.param("piecewise(log(x)<0: 1, 2)", -1.0, id="a condition about no value"),
    pytest.param("piecewise(x<0 or log(x)<0: 1, 2)", -1.0, id="one of two conditions about no value"),
    pytest.param("piecewise(not log(x)<0: 1, 2)", -1.0, id="a denied condition about no value"),
]


@pytest.mark.parametrize(("text", "x", "expected"), VALUES)
def test_values(text: str, x: tuple[float, ...], expected: tuple[float, ...]) -> None:
    assert evaluate(text, *x) == pytest.approx(list(expected), rel=1e-15, nan_ok=True)


@pytest.mark.parametrize(("text", "x"), UNDEFINED)
def test_is_nan_where_undefined(text: str, x: float) -> None:
    assert np.isnan(evaluate(text, x)).all()


def test_a_condition_behind_the_piece_that_holds_is_not_asked() -> None:
    assert evaluate("piecewise(x<5: 1, log(x)<0: 2, 3)", -1.0) == [1.0]


HOLDS = [
    pytest.param("x < 1", [True, False, False], id="below"),
    pytest.param("x <= 1", [True, True, False], id="at most"),
    pytest.param("x > 1", [False, False, True], id="above"),
    pytest.param("x >= 1", [False, True, True], id="at least"),
    pytest.param("x == 1", [False, True, False], id="equal"),
    pytest.param("x != 1", [True, False, True], id="unequal"),
    pytest.param("0 < x < 2", [False, True, False], id="a chain"),
    pytest.param("1 < 2", [True, True, True], id="a condition about no variable"),
    pytest.param("log(x) < 5", [False, True, True], id="not where an operand is undefined"),
]


@pytest.mark.parametrize(("condition", "expected"), HOLDS)
def test_holds(condition: str, expected: list[bool]) -> None:
    assert floats.holds(parse_condition(condition), {"x": np.array([-1.0, 1.0, 2.0])}).tolist() == expected


def test_values_have_the_shape_of_the_variables() -> None:
    x, y = np.zeros((2, 3)), np.ones((2, 3))
    tree = parse("x+y", ("x", "y")).expanded
    assert floats.evaluate(tree, {"x": x, "y": y}).tolist() == [[1.0] * 3] * 2
    assert floats.evaluate(parse("2").expanded, {"x": x}).shape == (2, 3)
    assert floats.evaluate(parse("x").expanded, {"x": np.zeros(0)}).shape == (0,)


def test_without_variables_there_is_one_value() -> None:
    assert floats.evaluate(parse("2^3", ()).expanded, {}).tolist() == 8.0
    assert floats.holds(parse_condition("1 < 2", ()), {}).tolist() is True


def test_values_are_float64_and_may_be_written_to() -> None:
    x = np.array([1, 2], dtype=np.float64)
    for text in ("x", "2", "piecewise(x>0: 1, 0)", "step(x)"):
        values = floats.evaluate(parse(text).expanded, {"x": x})
        assert values.dtype == np.float64
        values[0] = 7
    assert x.tolist() == [1.0, 2.0]


@given(st.fractions(min_value=0))
def test_a_literal_is_the_nearest_float(value: Fraction) -> None:
    assert floats.evaluate(Number(value), {}).item() == float(value)


ONE_ARGUMENT = sorted(name for name, arity in PRIMITIVES.items() if arity.most == 1)


@pytest.mark.parametrize("name", ONE_ARGUMENT)
def test_no_function_warns_of_what_it_is_given(name: str) -> None:
    x = (0.0, -0.0, 1.0, -1.0, 1e300, -1e300, 1e-300, INF, -INF, NAN)
    with warnings.catch_warnings(action="error"):
        assert np.isnan(evaluate(f"{name}(x)", *x)[-1])


@pytest.mark.parametrize("name", ONE_ARGUMENT)
def test_float64_agrees_with_many_digits(name: str) -> None:
    f = parse(f"{name}(x)")
    points = [Fraction(n, 8) for n in (-37, -9, -8, -5, -1, 0, 1, 3, 8, 13, 61)]
    exact = [f.digits((x,), 30) for x in points]
    expected = [NAN if value is None else float(value) for value in exact]
    assert evaluate(f"{name}(x)", *map(float, points)) == pytest.approx(expected, rel=1e-13, abs=1e-300, nan_ok=True)
