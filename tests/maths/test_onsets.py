import numpy as np
import pytest

from grader.maths.faults import Label, Truth, View
from grader.maths.onsets import LEAST, REACH, narrowed, onsets
from grader.maths.precision import Dtype
from grader.maths.reading import parse
from grader.maths.rounding import program, runner, written


def view(text: str, dtype: Dtype) -> View:
    formula = parse(text)
    steps = program(written(formula.tree))
    return View(dtype=dtype, truth=Truth(formula, steps), run=runner(steps, dtype))


NARROWED = [
    pytest.param("exp(x)/exp(x)", "float64", 1.0, 1e4, Label.NAN, 709.782712893384, 1e-15, id="to a float"),
    pytest.param("exp(x)/exp(x)", "float32", 1.0, 1e4, Label.NAN, 88.722839, 1e-7, id="to a float of float32"),
    pytest.param("1+x-1", "float32", 1.0, 1e-12, Label.UNDERFLOW, 5.96e-8, 1e-3, id="towards 0"),
    pytest.param("1+x-1", "bfloat16", 1.0, 1e-12, Label.UNDERFLOW, 0.00390625, 0, id="to a float of bfloat16"),
    pytest.param("exp(2*x)/exp(x)", "float64", 360.0, 800.0, Label.BEYOND, 709.7827, 1e-5, id="inf on both sides"),
    pytest.param("1+tanh(x)-1", "float32", 0.1, 1e-7, Label.CANCELLATION, 1e-4, 1, id="a ragged rim"),
    pytest.param("x", "float32", 1.0, 2.0, Label.NAN, 2.0, 0, id="where it was met, if not before"),
]


@pytest.mark.parametrize(("text", "dtype", "good", "bad", "label", "x", "tolerance"), NARROWED)
def test_an_onset_is_narrowed(
    *, text: str, dtype: Dtype, good: float, bad: float, label: Label, x: float, tolerance: float
) -> None:
    f = view(text, dtype)
    low, high = f.precision.numbers(np.array([good, bad])).tolist()
    found = f.floats(np.array([narrowed(f, low, high, label)]))[0]
    assert found == pytest.approx(x, rel=tolerance, abs=0)


FOUND = [
    pytest.param("piecewise(abs(x-17.3)<0.01: exp(1000*x)/exp(1000*x), x)", Label.NAN, 17.29, id="a short stretch"),
    pytest.param("x^20/x^19", Label.OVERFLOW, 84.45, id="between a power and the next"),
    pytest.param("(x^30)^(1/30)", Label.OVERFLOW, 19.25, id="a power undone"),
]


@pytest.mark.parametrize(("text", "label", "x"), FOUND)
def test_what_lies_beside_the_grid_is_found(text: str, label: Label, x: float) -> None:
    marks = np.array([17.29, 17.3, 17.31])
    found = [one.witness for one in onsets(view(text, "float32"), marks)]
    assert [one.x for one in found if one.label == label and one.x > 0] == pytest.approx([x], rel=1e-3)


@pytest.mark.parametrize("mark", [0.0, LEAST / 2, REACH * 2, 1e300])
def test_marks_beyond_what_is_of_interest_are_passed_over(mark: float) -> None:
    f = view("1/(exp(x)^2*exp(-x))", "float64")
    assert repr(list(onsets(f, np.array([mark, -mark])))) == repr(list(onsets(f, np.array([]))))


def test_a_fault_that_fills_one_side_begins_nearest_to_0() -> None:
    (found,) = [one for one in onsets(view("max(0, (x+1e30)-1e30+x)", "bfloat16"), np.array([])) if one.witness.x > 0]
    assert (found.witness.label, found.inward) == (Label.CANCELLATION, False)
    assert found.witness.x < 2 * LEAST
