from collections.abc import Callable

import pytest
from flint import arb
from written import constant, facts

from grader.maths.analysis import boxed
from grader.maths.analysis.constants import Constant

pytestmark = pytest.mark.usefixtures("precise")

BOXES = [
    pytest.param("x", 1, [("-inf", "inf", "f′ > 0")], id="a line rises"),
    pytest.param("-x^3", 1, [("-inf", "0", "f′ < 0"), ("0", "inf", "f′ < 0")], id="a cubic falls, and is level at 0"),
    pytest.param("max(0, x)", 1, [("-inf", "0", "f′ = 0"), ("0", "inf", "f′ > 0")], id="relu is level, then rises"),
    pytest.param("x^2", 2, [("-inf", "inf", "f″ > 0")], id="a parabola bends up"),
    pytest.param("abs(x^2-2)", 2, [("-inf", "-1.414213562373095048801689", "f″ > 0"), ("-1.414213562373095048801689", "1.414213562373095048801689", "f″ < 0"), ("1.414213562373095048801689", "inf", "f″ > 0")], id="irrational borders in digits"),
    pytest.param("sin(x^2)", 1, [], id="nothing is said where nothing is known"),
    pytest.param("log(-1-x^2)", 1, [], id="nor where there are no values"),
    pytest.param("exp(x)", 2, [("-inf", "inf", "f″ > 0")], id="exp bends up"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "order", "expected"), BOXES)
def test_intervals_on_which_a_sign_is_certain(text: str, order: int, expected: list[tuple[str, str, str]]) -> None:
    assert boxed.boxes(facts(text), order) == expected


def test_stretches_without_a_sign_are_left_out() -> None:
    found = boxed.boxes(facts("piecewise(x>0: (x-pi)^4*exp(-x), 0)"), 1)
    assert [claim for _, _, claim in found] == ["f′ = 0", "f′ < 0", "f′ > 0", "f′ < 0"]
    assert found[1][1] != found[2][0]


TEXTS = [
    pytest.param(lambda: constant("-3/7"), "-3/7", id="a fraction"),
    pytest.param(lambda: constant("pi"), "3.141592653589793238462643", id="an irrational"),
    pytest.param(lambda: arb(2).sqrt(), "1.414213562373095048801689", id="a ball"),
]


@pytest.mark.parametrize(("c", "expected"), TEXTS)
def test_places_as_texts(c: Callable[[], Constant], expected: str) -> None:
    assert boxed.text(c()) == expected
