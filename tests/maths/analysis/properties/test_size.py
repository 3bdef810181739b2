from math import pi
from typing import Any

import pytest
from written import answer

CRAMPED = "sin(x^2)/(x^2+1/1000)"  # too many cells, and a ball around 0 in which nothing is known
UNSETTLED = "sin(x)+sin(sqrt(2)*x)"

RANGES = [
    pytest.param("tanh(x)", [[-1.0, 1.0], [False, False]], id="tanh"),
    pytest.param("max(0, x)", [[0.0, "inf"], [True, False]], id="relu"),
    pytest.param("x*sigmoid(x)", [[-0.278464542761, "inf"], [True, False]], id="silu"),
    pytest.param("exp(-x^2)", [[0.0, 1.0], [False, True]], id="a bell"),
    pytest.param("sin(x)", [[-1.0, 1.0], [True, True]], id="a sine"),
    pytest.param("x-floor(x)", [[0.0, 1.0], [True, False]], id="a saw"),
    pytest.param("sin(x)/x", [[-0.217233628211, 1.0], [True, False]], id="a hole at the top"),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", [[-0.217233628211, 1.0], [True, True]], id="a hole that is filled"),
    pytest.param("1/x", [["-inf", "inf"], [False, False]], id="a hyperbola"),
    pytest.param("3", [[3.0, 3.0], [True, True]], id="a constant"),
    pytest.param("x*sin(x)", [["-inf", "inf"], [False, False]], id="a wave that grows"),
    pytest.param("relu(x)+sin(x)", [[-1.0, "inf"], [True, False]], id="a wave on one side"),
    pytest.param("piecewise(x>0: sin(x), x)", [["-inf", 1.0], [False, True]], id="a wave on the other"),
    pytest.param("piecewise(x==17: 5, tanh(x))", [[-1.0, 5.0], [False, True]], id="a single point above"),
    pytest.param("sqrt(-x^2)", [[0.0, 0.0], [True, True]], id="a single value"),
    pytest.param("x+floor(x)", [["-inf", "inf"], [False, False]], id="a staircase on a slope"),
    pytest.param("abs(x-cos(x))", [[0.0, "inf"], [True, False]], id="a corner where no name is"),
    pytest.param("tanh(x)*cos(x)", None, id="a wave that grows to its height"),
    pytest.param("piecewise(x>0: sin(x), cos(x))", None, id="whether a wave reaches what another one does"),
    pytest.param("-(x-pi)^4*(1+x^2)", None, id="a turn of high order where no name is"),
    pytest.param(UNSETTLED, None, id="waves without a common period"),
    pytest.param(CRAMPED, None, id="too many cells"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_the_hull_of_the_values_and_which_ends_are_taken(text: str, expected: Any) -> None:
    found = answer(text, "range")
    assert (found.value, found.status) == (expected, "undecided" if expected is None else "proved")


BOUNDED = [
    pytest.param("tanh(x)", True, True, id="tanh"),
    pytest.param("max(0, x)", True, False, id="relu"),
    pytest.param("-exp(x)", False, True, id="−exp"),
    pytest.param("x*sin(x)", False, False, id="a wave that grows"),
    pytest.param("sin(x^2)", True, True, id="waves ever shorter, by balls around all values"),
    pytest.param("tanh(x)*cos(x)", True, True, id="a wave that grows to its height"),
    pytest.param(UNSETTLED, True, True, id="waves without a common period"),
    pytest.param("1/x", False, False, id="a pole"),
    pytest.param("log(x)", False, False, id="a logarithm"),
    pytest.param(CRAMPED, None, None, id="too many cells"),
    pytest.param("x*sin(x^2)", False, False, id="waves that grow, ever shorter"),
    pytest.param("x*sin(x^2)+x*sin(x)", None, None, id="waves of two kinds that grow"),
]


@pytest.mark.parametrize(("text", "below", "above"), BOUNDED)
def test_whether_there_are_bounds(text: str, below: bool | None, above: bool | None) -> None:  # noqa: FBT001
    for name, expected in (("bounded_below", below), ("bounded_above", above)):
        found = answer(text, name)
        assert found.value is expected
        assert found.status == {True: "proved", False: "refuted", None: "undecided"}[expected]
        assert bool(found.witnesses) is (expected is False)


ATTAINED = [
    pytest.param("exp(-x^2)", True, id="a bell takes its largest value"),
    pytest.param("max(0, x)", True, id="relu its smallest"),
    pytest.param("tanh(x)", False, id="tanh neither"),
    pytest.param("x^3", False, id="nor does a cubic"),
    pytest.param(CRAMPED, None, id="too many cells"),
]


@pytest.mark.parametrize(("text", "expected"), ATTAINED)
def test_whether_an_end_of_the_range_is_taken(text: str, expected: bool | None) -> None:  # noqa: FBT001
    assert answer(text, "attains").value is expected


CONSTANTS = [
    pytest.param("tanh(x)", 1.0, id="tanh"),
    pytest.param("x*sigmoid(x)", 1.09983932013, id="silu"),
    pytest.param("erf(x)", 1.1283791671, id="erf"),
    pytest.param("exp(-x^2)", 0.857763884961, id="a bell"),
    pytest.param("abs(x)/2", 0.5, id="a corner"),
    pytest.param("x^2", "inf", id="a parabola"),
    pytest.param("sqrt(x)", "inf", id="a root, which is vertical at 0"),
    pytest.param("sign(x)", "inf", id="a jump"),
    pytest.param("3", 0.0, id="a constant"),
    pytest.param("-2*x", 2.0, id="a line downwards"),
    pytest.param("sin(2*x)/2+x", 2.0, id="a line with waves"),
    pytest.param("sin(x^2)", "inf", id="waves ever shorter"),
    pytest.param("x/x", 0.0, id="a hole does not matter"),
    pytest.param("relu(x)+sin(x)", 2.0, id="a wave on one side"),
    pytest.param("abs(x-floor(x)-1/2)", 1.0, id="triangles"),
    pytest.param("piecewise(x<0: -x^2, x>1: x)", "inf", id="a gap does not matter where it is steep anyway"),
    pytest.param("piecewise(x<0: 0, x>1: 9)", None, id="chords over a gap"),
    pytest.param(UNSETTLED, None, id="waves without a common period"),
    pytest.param("sqrt(-x^2)", None, id="a single value"),
    pytest.param(CRAMPED, None, id="too many cells"),
    pytest.param("pi*sin(x/pi)", 1.0, id="a long wave"),
    pytest.param("atan(pi*x)", pi, id="an irrational slope"),
    pytest.param("atan((exp(x)-2)^3/9)", 2.98312703573, id="a slope that is 0 where no name is"),
]


@pytest.mark.parametrize(("text", "expected"), CONSTANTS)
def test_the_smallest_number_that_no_slope_exceeds(text: str, expected: Any) -> None:
    found = answer(text, "lipschitz")
    assert found.status == ("undecided" if expected is None else "proved")
    assert found.value == (pytest.approx(expected, rel=1e-11) if isinstance(expected, float) else expected)


STEEP = [
    pytest.param("x^2", "f′ grows without bound far out", id="far out"),
    pytest.param("sign(x-1)", "f′ grows without bound near x = 1.0", id="at a jump"),
    pytest.param("sqrt(x)", "f′ grows without bound near x = 0.0", id="at a vertical end"),
]


@pytest.mark.parametrize(("text", "rule"), STEEP)
def test_where_slopes_grow_without_bound(text: str, rule: str) -> None:
    proof = answer(text, "lipschitz").proof
    assert proof is not None
    assert proof.rule == rule
