import math
from typing import Any

import numpy as np
import pytest

from grader.maths.faults import Label, Truth, View
from grader.maths.precision import Dtype
from grader.maths.reading import parse
from grader.maths.rounding import program, runner, written


def view(text: str, dtype: Dtype = "float32") -> View:
    formula = parse(text)
    steps = program(written(formula.tree))
    return View(dtype=dtype, truth=Truth(formula, steps), run=runner(steps, dtype))


SEEN = [
    pytest.param("x*exp(x)/(1+exp(x))", 80.0, Label.FINE, id="as it should be"),
    pytest.param("x*exp(x)/(1+exp(x))", 86.0, Label.OVERFLOW, id="infinite without need"),
    pytest.param("x*exp(x)/(1+exp(x))", 1000.0, Label.NAN, id="inf/inf"),
    pytest.param("exp(x)", 90.0, Label.BEYOND, id="too large itself"),
    pytest.param("exp(x)", 1e4, Label.BEYOND, id="too large for float64"),
    pytest.param("exp(2*x)-exp(x)", 90.0, Label.NAN, id="nan and too large"),
    pytest.param("log(1+exp(x))", -20.0, Label.UNDERFLOW, id="0 without need"),
    pytest.param("log(1+exp(x))", -14.0, Label.CANCELLATION, id="few digits left"),
    pytest.param("exp(-x^2)", 9.0, Label.TINY, id="very small"),
    pytest.param("x-x", 3.0, Label.TINY, id="exactly 0"),
    pytest.param("log(x)", -1.0, Label.FINE, id="nan where there is no value"),
    pytest.param("log(x-x)", 1.0, Label.FINE, id="infinite where there is no value"),
    pytest.param("1/(x-0.1)", 0.1, Label.FINE, id="a pole that rounding moves onto a float"),
    pytest.param("x^2-2", math.sqrt(2), Label.FINE, id="beside a root"),
    pytest.param("floor(3*x)", 1 / 3, Label.FINE, id="beside a jump"),
    pytest.param("sin(x^3)", 740.1273803710938, Label.FINE, id="waves too fast for floats"),
    pytest.param("(x+1e30)-1e30", 2.0, Label.UNDERFLOW, id="what float64 does not see either"),
    pytest.param("((x+1e30)-1e30)+x", 2.0, Label.CANCELLATION, id="a half"),
    pytest.param("9^9^9^9*x", 2.0, Label.FINE, id="what nobody can tell"),
    pytest.param("x+(cos(1)^2+sin(1)^2-1)", 0.0, Label.TINY, id="0 that can't be proved"),
]


@pytest.mark.parametrize(("text", "x", "label"), SEEN)
def test_points_are_labelled(text: str, x: float, label: Label) -> None:
    f = view(text)
    n = f.precision.numbers(np.array([x]))
    assert f.labels(f.look(n)).tolist() == [label]


@pytest.mark.parametrize(("text", "x", "label"), SEEN)
def test_balls_agree_where_it_is_bad(text: str, x: float, label: Label) -> None:
    f = view(text)
    n = int(f.precision.numbers(np.array([x]))[0])
    if label in {Label.NAN, Label.OVERFLOW, Label.UNDERFLOW, Label.CANCELLATION, Label.BEYOND}:
        assert f.certainly(n).label == label


def test_a_guess_of_float64_may_be_wrong_and_balls_know_it() -> None:
    f = view("log(1+x)", "float64")
    n = f.precision.numbers(np.array([1e-9, 2.0**-30]))
    assert f.labels(f.look(n)).tolist() == [Label.CANCELLATION, Label.CANCELLATION]
    assert f.certainly(int(n[0])).label is Label.CANCELLATION
    assert f.certainly(int(n[1])).label is Label.FINE  # 1 + 2^-30 is exact


@pytest.mark.parametrize("x", [0.7, math.nextafter(math.sqrt(2), 2), 1e4])
def test_float64_is_not_blamed_for_a_root(x: float) -> None:
    f = view("(x-0.7)*(x^2-2)*(x-9999.99999999)", "float64")
    n = f.precision.numbers(np.array([x]))
    assert f.labels(f.look(n)).tolist() == [Label.FINE]
    assert f.certainly(int(n[0])).label is Label.FINE


TRUE: list[Any] = [
    pytest.param("sqrt(1+x^2)-1", 1e-9, 5e-19, id="what float64 loses"),
    pytest.param("exp(x)^2/exp(x)", 400.0, math.exp(400), id="where float64 is infinite"),
    pytest.param("exp(x)", 1e4, math.inf, id="beyond float64"),
    pytest.param("exp(-x)", 1e4, 0.0, id="nothing to speak of"),
    pytest.param("1/x", 0.0, math.nan, id="no value"),
    pytest.param("sin(pi*x)", 3.0, math.nan, id="what can't be told from 0"),
    pytest.param("x/3", 1.0, 1 / 3, id="a rational"),
]


@pytest.mark.parametrize(("text", "x", "y"), TRUE)
def test_the_truth_is_told_by_balls(text: str, x: float, y: float) -> None:
    truth = view(text).truth
    assert truth.exactly(np.array([x])).tolist() == pytest.approx([y], rel=1e-14, abs=0, nan_ok=True)
    assert truth.exactly(np.array([x, x])).tolist() == pytest.approx([y, y], rel=1e-14, abs=0, nan_ok=True)
