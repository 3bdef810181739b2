from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.maths.reading import parse
from grader.programs import slopes

Array = NDArray[np.float64]
X = np.array([-3.0, -2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0, 3.0, 10.0])

SMOOTH = ["tanh(x)", "gelu(x)", "softplus(x)", "sin(20*x)", "x^3-x", "exp(x)", "atan(x)"]
KINKED = ["relu(x)", "abs(x)", "hardswish(x)", "leaky_relu(x, 0.1)", "abs(x-0.3)+abs(x)", "elu(x, 2)", "hardtanh(x)"]


@pytest.mark.parametrize("text", [*SMOOTH, *KINKED])
def test_differences_measure_the_exact_slopes(text: str) -> None:
    formula = parse(text)
    exact, measured = slopes.exact(formula, X), slopes.measured(formula, X)
    assert exact.known.all()
    assert measured.known.all()
    for one, other in ((exact.low, measured.low), (exact.high, measured.high)):
        np.testing.assert_allclose(one, other, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("text", SMOOTH)
def test_a_smooth_function_has_one_slope(text: str) -> None:
    exact = slopes.exact(parse(text), X)
    np.testing.assert_array_equal(exact.low, exact.high)


@pytest.mark.parametrize("text", ["sign(x)", "sign(x)*sqrt(abs(x))", "cbrt(x)", "piecewise(x<0: x, x+1)"])
def test_nothing_is_said_beside_a_jump_or_at_a_vertical_tangent(text: str) -> None:
    found = slopes.measured(parse(text), np.array([0.0, 1.0]))
    assert (found.known.tolist(), found.finite.tolist()) == ([False, True], [True, True])


def test_nothing_exact_is_said_at_a_vertical_tangent() -> None:
    found = slopes.exact(parse("cbrt(x)"), np.array([0.0, 1.0]))
    assert found.known.tolist() == [False, True]


def test_a_kink_at_a_decimal_number_is_at_the_float_beside_it() -> None:
    found = slopes.exact(parse("max(x, 0.1) + max(x, 0.3)"), np.array([0.1, 0.3]))
    assert (found.low.tolist(), found.high.tolist()) == ([0, 1], [1, 2])


def test_nothing_is_said_where_there_is_no_value() -> None:
    for found in (slopes.exact(parse("log(x)"), X), slopes.measured(parse("log(x)"), X)):
        np.testing.assert_array_equal(found.finite, X > 0)
        np.testing.assert_array_equal(found.known, X > 0)


def made(low: float, high: float) -> slopes.Slopes:
    one = np.ones(1)
    return slopes.Slopes(x=one, low=low * one, high=high * one, finite=one > 0, tolerance=slopes.EXACT)


RIGHT = [
    pytest.param(0.5, 0.5, 1.0, 0.5, id="the slope"),
    pytest.param(0.5, 0.5, -3.0, -1.5, id="times what comes from above"),
    pytest.param(0.0, 1.0, 1.0, 0.7, id="any slope at a kink"),
    pytest.param(0.0, 1.0, -2.0, -2.0, id="its end, times what comes from above"),
    pytest.param(np.nan, np.nan, 1.0, np.inf, id="anything where nothing is known"),
]
WRONG = [
    pytest.param(0.5, 0.5, 1.0, 0.6, id="another slope"),
    pytest.param(0.5, 0.5, 3.0, 0.5, id="without what comes from above"),
    pytest.param(0.0, 1.0, 1.0, 1.1, id="beyond a kink's"),
    pytest.param(0.0, 1.0, -2.0, 0.5, id="of the wrong sign"),
    pytest.param(0.5, 0.5, 1.0, np.nan, id="nan"),
    pytest.param(np.nan, np.nan, 1.0, np.nan, id="nan, though nothing else is known"),
]


@pytest.mark.parametrize(("low", "high", "upstream", "gradient"), RIGHT)
def test_is_right(low: float, high: float, upstream: float, gradient: float) -> None:
    assert not made(low, high).wrong(np.array([gradient]), np.array([upstream])).any()


@pytest.mark.parametrize(("low", "high", "upstream", "gradient"), WRONG)
def test_is_wrong(low: float, high: float, upstream: float, gradient: float) -> None:
    assert made(low, high).wrong(np.array([gradient]), np.array([upstream])).all()


def found(gradient: Callable[[Array, Array], Array]) -> slopes.Fault | None:
    return slopes.fault(slopes.exact(parse("relu(x)"), X), gradient, np.random.default_rng(0))


def test_no_fault_is_found_in_a_right_gradient() -> None:
    assert found(lambda x, g: g * (x > 0)) is None


def test_the_plainest_fault_is_found() -> None:
    fault = found(lambda x, g: g * np.abs(np.sign(x)))
    assert fault == slopes.Fault(x=-1.0, upstream=1.0, actual=1.0, low=0.0, high=0.0, alone=True)
    assert (fault.expected, fault.times, fault.is_kink) == ("a slope of 0", "a slope of 0", False)


def test_a_fault_that_shows_among_others_alone_says_so() -> None:
    fault = found(lambda x, g: g * (x > 0) * (1 if len(x) == 1 else 2))
    assert fault == slopes.Fault(x=1.0, upstream=1.0, actual=2.0, low=1.0, high=1.0, alone=False)


def test_faults_at_a_kink_are_told_by_both_slopes() -> None:
    fault = found(lambda x, g: g * (x > 0) - g * (x == 0))
    assert fault is not None
    assert (fault.x, fault.expected) == (0.0, "a slope from 0 to 1")


def test_faults_from_above_come_after_those_of_the_slope() -> None:
    fault = found(lambda x, g: (x > 0) * np.ones_like(g))
    assert fault is not None
    assert (fault.upstream, fault.times) == (3.0, "a slope of 1 times 3")
