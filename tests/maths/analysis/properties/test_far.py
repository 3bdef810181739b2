from typing import Any

import pytest
from written import answer

UNKNOWN = "(sqrt(3+2*sqrt(2))-1-sqrt(2))"  # 0 in disguise
BESIDE = f"piecewise(x>0: {UNKNOWN}*sin(x)+x*sin(1/x), 0)"

HAS: list[Any] = [
    pytest.param("limits", "tanh(x)", [-1.0, 1.0], id="tanh settles"),
    pytest.param("limits", "x*sigmoid(x)", [0.0, "inf"], id="silu settles on one side"),
    pytest.param("limits", "sin(x)", [None, None], id="a wave does not"),
    pytest.param("limits", "x*sin(x)", [None, None], id="nor a wave that grows"),
    pytest.param("limits", "sin(x)/x", [0.0, 0.0], id="a wave that dies does"),
    pytest.param("limits", "log(x)", [None, "inf"], id="there is none where the domain ends"),
    pytest.param("limits", "-x+sin(x)", ["inf", "-inf"], id="a line with waves"),
    pytest.param("limits", "cos(x)^2+sin(x)^2", [1.0, 1.0], id="waves that cancel"),
    pytest.param("limits", "relu(x)+sin(x)", [None, "inf"], id="waves on one side"),
    pytest.param("limits", "exp(x)*sin(x)", [0.0, None], id="waves that grow on one side"),
    pytest.param("slope_limits", "x*sigmoid(x)", [0.0, 1.0], id="slopes of silu"),
    pytest.param("slope_limits", "x+sin(x)", [None, None], id="slopes of a line with waves"),
    pytest.param("slope_limits", "floor(x)", [0.0, 0.0], id="slopes of a staircase"),
    pytest.param("slope_limits", "x^2", ["-inf", "inf"], id="slopes of a parabola"),
    pytest.param("growth", "x^2*log(2+x^2)", [2.0, 2.0], id="logarithms don't count"),
    pytest.param("growth", "sqrt(1+x^2)", [1.0, 1.0], id="as a line"),
    pytest.param("growth", "exp(x)", ["-inf", "inf"], id="an exponential"),
    pytest.param("growth", "tanh(x)", [0.0, 0.0], id="a constant"),
    pytest.param("growth", "1/(1+x^2)", [-2.0, -2.0], id="a fall"),
    pytest.param("growth", "log(2+x^2)", [0.0, 0.0], id="a logarithm"),
    pytest.param("growth", "abs(x)^pi", [3.14159265359, 3.14159265359], id="an irrational power"),
    pytest.param("growth", "log(x)", [None, 0.0], id="none where the domain ends"),
    pytest.param("growth", "sin(x)", [None, None], id="none of a wave"),
    pytest.param("growth", "x*sin(x)", [None, None], id="none of a wave that grows"),
    pytest.param("growth", "x+floor(x)", [1.0, 1.0], id="a line with steps"),
    pytest.param("growth", "exp(-x^2)*sin(x)", ["-inf", "-inf"], id="a wave that dies"),
    pytest.param("growth", "max(0, x)", [None, 1.0], id="none of 0"),
    pytest.param("growth", "exp(sqrt(log(1+x^2)))", [0.0, 0.0], id="less than any power"),
    pytest.param("saturates", "tanh(x)", True, id="tanh saturates"),
    pytest.param("saturates", "log(1+x^2)", True, id="a logarithm does, though it grows"),
    pytest.param("saturates", "max(0, x)", False, id="relu does not"),
    pytest.param("saturates", "sin(x)", False, id="a wave does not"),
    pytest.param("saturates", "x^2", False, id="a parabola does not"),
]


@pytest.mark.parametrize(("name", "text", "expected"), HAS)
def test_what_becomes_of_values_and_slopes_far_out(name: str, text: str, expected: Any) -> None:
    found = answer(text, name)
    assert found.value == expected
    assert found.status == ("refuted" if expected is False else "proved")


NOT_TOLD = [
    pytest.param("limits", "sin(x)+sin(sqrt(2)*x)", id="waves without a common period"),
    pytest.param("limits", BESIDE, id="waves that may not be there"),
    pytest.param("growth", "sin(x^2)*x+sin(x)", id="waves of two kinds"),
    pytest.param("saturates", "sin(x)+sin(sqrt(2)*x)", id="whether such waves saturate"),
]


@pytest.mark.parametrize(("name", "text"), NOT_TOLD)
def test_what_can_not_be_told_is_undecided(name: str, text: str) -> None:
    assert answer(text, name).status == "undecided"


WRONG: list[Any] = [
    pytest.param("limits", "floor(x)-ceil(x)", id="floor less ceil, which is 0 at whole numbers"),
    pytest.param("limits", "sign(sin(x))^2", id="a square wave squared, which is 0 again and again"),
    pytest.param("growth", "floor(x)-ceil(x)", id="and how it grows"),
]


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_values_at_single_points_count_if_they_come_again_and_again(name: str, text: str) -> None:
    found = answer(text, name)
    assert found.status == "undecided" or found.value == [None, None]


def test_0_has_no_growth_however_it_is_written() -> None:
    assert answer("0*sin(x)", "growth").value == answer("0*x", "growth").value


def test_a_slope_that_does_not_vanish_shows_a_chord() -> None:
    (witness,) = answer("max(0, x)", "saturates").witnesses
    assert witness.kind == "steep"
    assert witness.y[1] - witness.y[0] == 1


SMALL_WAVES = [
    pytest.param("limits", "max(0, x)+sin(x)/10^40", [None, "inf"], id="on one side of relu"),
    pytest.param("slope_limits", "tanh(x)+sin(x)/10^40", [None, None], id="in the slope of tanh"),
    pytest.param("slope_limits", "exp(-x^2)+sin(x)/10^35", [None, None], id="in that of a bell"),
]


@pytest.mark.parametrize(("name", "text", "expected"), SMALL_WAVES)
def test_a_wave_settles_nowhere_however_small_it_is(name: str, text: str, expected: list[Any]) -> None:
    found = answer(text, name)
    assert found.status == "undecided" or found.value == expected
