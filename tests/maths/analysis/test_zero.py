from typing import Any

import pytest
from flint import fmpq
from written import program, span, tree

from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.zero import is_zero

pytestmark = pytest.mark.usefixtures("precise")


def ask(text: str, within: Span, order: int = 0) -> bool:
    return is_zero(tree(text), program(text), within, order)


ZEROS = [
    pytest.param("x-x", span(), 0, id="x − x"),
    pytest.param("sin(x)^2+cos(x)^2-1", span(), 0, id="Pythagoras"),
    pytest.param("tanh(x)-(exp(x)-exp(-x))/(exp(x)+exp(-x))", span(), 0, id="tanh written out"),
    pytest.param("log(x^2)-2*log(x)", span(0), 0, id="twice a logarithm, for x > 0"),
    pytest.param("sqrt(x^2)+x", span(None, 0), 0, id="the root of a square, for x < 0"),
    pytest.param("atan(x)+atan(1/x)-pi/2", span(0), 0, id="two arcs, for x > 0"),
    pytest.param("3", span(), 1, id="the slope of a number"),
    pytest.param("2*x+1", span(0, 1), 2, id="the second slope of a line"),
    pytest.param("(x+1)^2-x^2", span(), 2, id="a line in disguise"),
]


@pytest.mark.parametrize(("text", "within", "order"), ZEROS)
def test_what_is_0_throughout_is_proved_to_be(text: str, within: Span, order: int) -> None:
    assert ask(text, within, order)


OTHERS = [
    pytest.param("x", span(), 0, id="x"),
    pytest.param("sqrt(x^2)+x", span(0, 1), 0, id="the root of a square, for x > 0"),
    pytest.param("x^2", span(None, 0), 2, id="the second slope of a square"),
    pytest.param("exp(-x)/1000000", span(5), 1, id="a small slope"),
    pytest.param("(x-1/2)*(x-1/3)", span(0, 1), 0, id="what has roots inside"),
]


@pytest.mark.parametrize(("text", "within", "order"), OTHERS)
def test_what_is_not_0_somewhere_is_not_0_throughout(text: str, within: Span, order: int) -> None:
    assert not ask(text, within, order)


def test_what_may_be_0_throughout_is_not_told() -> None:
    with pytest.raises(Undecided, match="throughout"):
        ask("x*(sqrt(3+2*sqrt(2))-1-sqrt(2))*tanh(erf(x))", span())


@pytest.mark.parametrize(("low", "high"), [(None, None), (0, None), (None, 0), (0, 1)])
def test_an_interval_may_end_or_not(low: Any, high: Any) -> None:
    within = Span(low=None if low is None else Point(at=fmpq(low)), high=None if high is None else Point(at=fmpq(high)))
    assert not ask("x+1/7", within)
    assert ask("x-x", within)
