from math import inf
from typing import Any

import pytest
from flint import arb, fmpq
from written import constant, facts

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.parts import Part
from grader.maths.analysis.sweep import Stretch

pytestmark = pytest.mark.usefixtures("precise")


def part(text: str, i: int = 0) -> Part:
    return facts(text).parts[i]


LIMITS = [
    pytest.param("tanh(x)", 0, ["-1", "1"], ["0", "0"], id="tanh"),
    pytest.param("max(0, x)", 1, ["0", inf], ["1", "1"], id="the right half of relu"),
    pytest.param("log(x)", 0, [-inf, inf], [inf, "0"], id="a logarithm"),
    pytest.param("piecewise(x>0: 1/x)", 0, [inf, "0"], [-inf, "0"], id="half an hyperbola"),
]


@pytest.mark.parametrize(("text", "i", "values", "slopes"), LIMITS)
def test_limits_at_both_ends(text: str, i: int, values: list[Any], slopes: list[Any]) -> None:
    found = part(text, i)
    for order, expected in ((0, values), (1, slopes)):
        wanted = [constant(one) if isinstance(one, str) else one for one in expected]
        assert [found.limit(side, order) for side in (-1, 1)] == wanted


def test_limits_are_the_same_before_and_after_the_sweep() -> None:
    found = part("x*sigmoid(x)")
    before = [found.limit(side) for side in (-1, 1)]
    assert found.swept.left.limit() == before[0]
    assert found.germ(1) is found.swept.right


SIGNS = [
    pytest.param("x^3+x", 1, {1}, id="a cubic rises"),
    pytest.param("x^2", 1, {-1, 1}, id="a parabola does both"),
    pytest.param("3", 1, {0}, id="a constant does neither"),
    pytest.param("2*x", 2, {0}, id="a line does not bend"),
    pytest.param("2*x", 1, {1}, id="a line rises"),
    pytest.param("-x/pi", 1, {-1}, id="an irrational line falls"),
    pytest.param("x+sin(x)", 1, {1}, id="a line with waves that are not steep rises"),
    pytest.param("sin(x)", 1, {1, -1}, id="a sine does both"),
    pytest.param("x*sin(x)", 1, {None, 1, -1}, id="a wave that grows does both, and perhaps neither"),
    pytest.param("sin(x^2)", 1, {None, 1, -1}, id="what is beyond cells is seen at points"),
    pytest.param("piecewise(x>0: sin(x)+2*x, 0)", 1, {1}, id="a half line with waves"),
]


@pytest.mark.parametrize(("text", "order", "expected"), SIGNS)
def test_all_signs_on_a_piece(text: str, order: int, expected: set[int | None]) -> None:
    assert facts(text).parts[-1].signs(order) == expected


VANISHING = [
    pytest.param("3", [True, True], id="a constant"),
    pytest.param("2*x+1", [False, True], id="a line"),
    pytest.param("(x+1)^2-x^2", [False, True], id="a line in disguise"),
    pytest.param("x^2", [False, False], id="a parabola"),
    pytest.param("sin(x)^2+cos(x)^2", [True, True], id="a constant in disguise"),
]


@pytest.mark.parametrize(("text", "expected"), VANISHING)
def test_whether_derivatives_vanish(text: str, expected: list[bool]) -> None:
    assert [part(text).vanishes(order) for order in (1, 2)] == expected


def test_a_line_has_one_stretch() -> None:
    assert part("-3*x").pattern(1) == [Stretch(low=None, high=None, sign=-1)]


EXTREMES = [
    pytest.param("x^2-2*x", 0, [inf, inf, -1.0], id="a parabola: both ends, and where it turns"),
    pytest.param("tanh(x)", 0, [-1.0, 1.0], id="tanh: both ends"),
    pytest.param("tanh(x)", 1, [0.0, 0.0, 1.0], id="the slope of tanh: both ends, and 0"),
    pytest.param("x*sigmoid(x)", 0, [0.0, inf, -0.2784645427610738], id="silu"),
    pytest.param("x*sigmoid(x)", 1, [0.0, 1.0, -0.0998393201288636, 1.0998393201288637], id="the slope of silu"),
    pytest.param("3*x", 1, [3.0, 3.0], id="the slope of a line"),
]


@pytest.mark.parametrize(("text", "order", "expected"), EXTREMES)
def test_where_a_piece_is_largest_or_smallest(text: str, order: int, expected: list[float]) -> None:
    found = [one.value for one in part(text).extremes(order)]
    assert [one if isinstance(one, float) else float(constants.ball(one).mid()) for one in found] == pytest.approx(
        expected
    )


def test_an_end_is_taken_only_where_nothing_changes() -> None:
    assert [one.attained for one in part("tanh(x)").extremes(0)] == [False, False]
    assert all(one.attained for one in part("3").extremes(0))
    assert [one.attained for one in part("x^2").extremes(0)] == [False, False, True]


def test_where_the_slope_is_unknown_all_values_are_in_balls() -> None:
    loose = [one.value for one in part("sin(x)/x", 1).extremes(0) if one.loose]
    assert loose
    assert all(abs(constants.ball(value)).upper() < 1 for value in loose if not isinstance(value, float))


LOOSE = [
    pytest.param("sin(x)*exp(-x^2)", 0, 1.1, id="a wave that dies"),
    pytest.param("sin(x^2)", 0, 1.1, id="waves ever shorter"),
    pytest.param("4*x", 1, 4.0, id="the slope of a line"),
]


@pytest.mark.parametrize(("text", "order", "bound"), LOOSE)
def test_balls_around_all_values(text: str, order: int, bound: float) -> None:
    found = [one.value for one in part(text).around(order)]
    assert all(abs(constants.ball(value)).upper() <= bound + 5 for value in found if not isinstance(value, float))


RUNNING = [
    pytest.param("sin(x)*x", 1, True, id="a wave that grows"),
    pytest.param("tanh(x)", 1, False, id="tanh"),
    pytest.param("3*x", 1, False, id="a line"),
    pytest.param("sin(x^2)", 2, True, id="what is beyond cells"),
    pytest.param("piecewise(0<x<1: sin(1/x))", 1, False, id="waves that gather, between two ends"),
]


@pytest.mark.parametrize(("text", "order", "expected"), RUNNING)
def test_whether_signs_are_unknown_far_out(text: str, order: int, *, expected: bool) -> None:
    assert part(text).runs_on(order) is expected


VALUES = [
    pytest.param("x^2", fmpq(3), 0, "9", id="a value"),
    pytest.param("x^3", fmpq(2), 1, "12", id="a slope"),
    pytest.param("sin(x)", fmpq(0), 1, "1", id="the slope of a sine at 0"),
    pytest.param("exp(x)", fmpq(1), 0, "e", id="a value with a name"),
]


@pytest.mark.parametrize(("text", "x", "order", "expected"), VALUES)
def test_values_and_slopes_inside_are_exact(text: str, x: fmpq, order: int, expected: str) -> None:
    assert part(text).value(x, order) == constant(expected)


@pytest.mark.parametrize(("order", "expected"), [(0, 8), (1, 12), (2, 12)])
def test_values_and_slopes_at_a_ball_are_balls(order: int, expected: int) -> None:
    found = part("x^3").value(arb(2, 1e-30), order)
    assert isinstance(found, arb)
    assert found.overlaps(arb(expected))


def test_there_are_no_values_outside_and_no_slopes_where_the_graph_is_vertical() -> None:
    with pytest.raises(Undecided, match="no value"):
        part("log(x)").value(fmpq(-1))
    with pytest.raises(Undecided, match="infinite slope"):
        part("sqrt(x)").value(fmpq(0), 1)


def test_samples_lie_inside() -> None:
    for text in ("x", "max(0, x)", "abs(x-cos(x))", "piecewise(0<x<1/1000: x)"):
        for one in facts(text).parts:
            samples = one.samples()
            assert samples == sorted(set(samples))
            assert all(one.holds(x) for x in samples)
            assert len(samples) > 10


def test_what_came_of_work_is_kept_also_if_nothing_came() -> None:
    found, kept = part("sin(x^2)"), list[Undecided]()
    for _ in range(2):
        with pytest.raises(Undecided) as caught:
            found.pattern(1)
        kept.append(caught.value)
    assert kept[0] is kept[1]
    assert found.samples() is not None
    assert part("x^2").swept is not part("x^2").swept
