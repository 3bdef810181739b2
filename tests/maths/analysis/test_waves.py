from collections.abc import Iterable
from math import inf, pi
from typing import Any

import pytest
from flint import fmpq
from written import constant, facts, tree, unhurried

from grader.maths.analysis import constants, waves
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.parts import Part
from grader.maths.analysis.pieces import Piece
from grader.maths.analysis.witnesses import Values

pytestmark = pytest.mark.usefixtures("precise")


def part(text: str, i: int = 0) -> Part:
    return facts(text).parts[i]


def whole(text: str) -> Part:
    """Return a tree on the whole line, whether it repeats or not."""
    return Part(piece=Piece(low=None, high=None, tree=tree(text)), variable="x", deadline=unhurried(), hints=())


def shown(limits: Iterable[Limit]) -> list[float]:
    """Return different limits as floats, in order."""
    return sorted({round(x if isinstance(x, float) else float(constants.ball(x).mid()), 9) for x in limits})


ALL = [-1, -(3**0.5) / 2, -(0.5**0.5), -0.5, 0, 0.5, 0.5**0.5, 3**0.5 / 2, 1]
SEQUENCES = [
    pytest.param("sin(x)", 1, 0, ALL, id="a sine takes its values"),
    pytest.param("sin(x)", 1, 1, ALL, id="and so does its slope"),
    pytest.param("cos(x)+1/x", -1, 0, ALL, id="something that settles beside it"),
    pytest.param("x*sin(x)", 1, 0, [-inf, 0, inf], id="a wave that grows"),
    pytest.param("x+2*sin(x)", -1, 1, [1 + 2 * one for one in ALL], id="a line with waves"),
    pytest.param("sin(2*x)*cos(3*x)", 1, 0, [a * b for a in ALL for b in ALL], id="two frequencies"),
    pytest.param("tanh(x)*cos(x)", -1, 0, ALL, id="what settles times a wave"),
    pytest.param("sin(x)*exp(1000/x)", 1, 0, ALL, id="an expansion that holds only farther out"),
    pytest.param("cos(x)^2+exp(-x)", 1, 0, [one**2 for one in ALL], id="a square"),
]


@pytest.mark.parametrize(("text", "side", "order", "expected"), SEQUENCES)
def test_along_sequences_of_points_waves_stand_still(text: str, side: int, order: int, expected: list[float]) -> None:
    found = shown(waves.limits(whole(text), side, order))
    assert len(found) >= 3
    assert set(found) <= {round(one, 9) for one in expected}


GATHERING = [
    pytest.param("piecewise(x>0: sin(1/x), 0)", 1, -1, 0, id="waves that gather"),
    pytest.param("piecewise(x>0: x*sin(1/x), 0)", 1, -1, 1, id="slopes that grow"),
    pytest.param("piecewise(x==0: 0, x^2*sin(1/x))", 0, 1, 1, id="slopes that swing"),
]


@pytest.mark.parametrize(("text", "i", "side", "order"), GATHERING)
def test_waves_may_gather_at_a_point(text: str, i: int, side: int, order: int) -> None:
    assert len(shown(waves.limits(part(text, i), side, order))) >= 2


NO_SEQUENCES = [
    pytest.param("tanh(x)", id="no waves"),
    pytest.param("sin(x)+sin(sqrt(2)*x)", id="waves without a common period"),
    pytest.param("sin(x^2)+sin(x)", id="waves of different kinds"),
    pytest.param("sin(x+1/x)", id="a wave of what is no plain multiple"),
    pytest.param("sin(1/x)", id="a wave that comes to rest"),
    pytest.param("sin(x)*exp(2^60/x)", id="an expansion that holds too far out"),
    pytest.param("sin(sin(x))", id="a wave of a wave"),
    pytest.param("exp(exp(x))*sin(tanh(x))", id="a wave of what settles"),
]


@pytest.mark.parametrize("text", NO_SEQUENCES)
def test_without_plain_waves_there_are_no_sequences(text: str) -> None:
    assert waves.limits(whole(text), 1, 0) == []


def test_a_sequence_whose_limit_can_not_be_told_is_passed_over() -> None:
    unknown = "(sqrt(3+2*sqrt(2))-1-sqrt(2))*x"
    assert waves.limits(whole(f"sin(x)+{unknown}"), 1, 0) == []
    assert inf in waves.limits(whole(f"x*sin(x)+{unknown}*cos(x)^2"), 1, 0)


REPEATED = [
    pytest.param("sin(x)", "0", "2*pi", id="a sine"),
    pytest.param("x/3+exp(sin(2*x))", "1/3", "pi", id="a line and what is made of waves"),
    pytest.param("sin(-x/2)", "0", "4*pi", id="a negative frequency"),
    pytest.param("sin(2*x)+sin(3*x)", "0", "2*pi", id="a common period"),
]


@pytest.mark.parametrize(("text", "slope", "period"), REPEATED)
def test_a_piece_repeats_itself(text: str, slope: str, period: str) -> None:
    found = waves.repeated(whole(text))
    assert found is not None
    assert (found.slope, found.period) == (constant(slope), constant(period))


@pytest.mark.parametrize("text", ["x", "x*sin(x)", "sin(x)+sin(sqrt(2)*x)"])
def test_or_it_does_not(text: str) -> None:
    assert waves.repeated(whole(text)) is None


HALF = [
    pytest.param("piecewise(x>0: sin(x)+2, 0)", 1, 0, [1, 2, 3], id="a half line to the right"),
    pytest.param("piecewise(x<1: exp(sin(x)), 9)", 0, 0, [0.367879441, 2.319776825, 2.718281828], id="one to the left"),
    pytest.param("piecewise(x>0: sin(x)+2*x, 0)", 1, 1, [1, 3], id="slopes of a line with waves"),
    pytest.param("piecewise(x>1/3: cos(2*x)+cos(x)/3, 0)", 1, 0, None, id="a wave that turns more often"),
]


@pytest.mark.parametrize(("text", "i", "order", "expected"), HALF)
def test_one_period_stands_for_all_of_a_piece(text: str, i: int, order: int, expected: list[float] | None) -> None:
    found = waves.extremes(part(text, i), order)
    assert found is not None
    if expected is not None:
        assert shown(one.value for one in found) == pytest.approx(expected, abs=1e-8)


def test_one_period_stands_for_the_whole_line() -> None:
    found = waves.extremes(whole("sin(x)+1"), 0)
    assert found is not None
    assert shown(one.value for one in found) == [0, 2]


def test_what_rises_has_no_period_of_its_own() -> None:
    assert waves.extremes(whole("x+sin(x)"), 0) is None
    assert waves.extremes(whole("x*sin(x)"), 0) is None


NOT_TOLD = [
    pytest.param("piecewise(x>0: sin(x)^3, 0)", 1, id="a slope that touches 0 again and again"),
    pytest.param("piecewise(0<x<1: sin(x), 5)", 1, id="a short piece"),
]


@pytest.mark.parametrize(("text", "i"), NOT_TOLD)
def test_extremes_that_can_not_be_told_are_not(text: str, i: int) -> None:
    with pytest.raises(Undecided):
        waves.extremes(part(text, i), 0)


PERIODS = [
    pytest.param("sin(x)", 2 * pi, id="a sine"),
    pytest.param("sin(x)*cos(x)", pi, id="half a period, by frequencies"),
    pytest.param("abs(sin(x))", pi, id="half a period, by pieces"),
    pytest.param("abs(sin(x))+abs(cos(x))", pi / 2, id="a quarter"),
    pytest.param("x-floor(x)", 1, id="a saw"),
    pytest.param("tan(x)", pi, id="a tangent"),
    pytest.param("sin(2*pi*x)+x-floor(x)", 1, id="a saw with waves"),
    pytest.param("sign(sin(x))", 2 * pi, id="a square wave"),
    pytest.param("max(sin(x), cos(x))", 2 * pi, id="the larger of two"),
    pytest.param("log(2+sin(x))", 2 * pi, id="a logarithm of a wave"),
    pytest.param("1/sin(x)", 2 * pi, id="poles"),
    pytest.param("piecewise(sin(x)>0: 1)", 2 * pi, id="gaps"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_the_smallest_period(text: str, expected: float) -> None:
    found = waves.period(facts(text), Values(tree(text), "x"))
    assert (found.value, found.status) == (pytest.approx(expected), "proved")


HARD = [
    pytest.param("sign(x-floor(x))", id="single points"),
    pytest.param("sqrt(2)*abs(sin(x/sqrt(2)))", id="half a period that can't be written"),
    pytest.param("exp(cos(x)^4)", id="turns of high order"),
    pytest.param("sin(x)/cos(x)", id="poles that may be of two kinds"),
]


@pytest.mark.parametrize("text", HARD)
def test_a_period_that_can_not_be_told_is_not(text: str) -> None:
    with pytest.raises(Undecided):
        waves.period(facts(text), Values(tree(text), "x"))


WRONG: list[Any] = [
    pytest.param("exp(sin(x)^4/4-sin(x)^6/6)", pi, id="turns of high order alone, which nobody counts"),
    pytest.param("tanh(3*sin(2*x)^4-2*sin(2*x)^6)", pi / 2, id="and again"),
    pytest.param("sin(x)^2*sin(x/2)/sin(x/2)", 2 * pi, id="holes at every second place alone"),
]
SHIFTED = "(x-floor(x))*(x-floor(x)-1/2)*(x-floor(x)-49/100)*(1-x+floor(x))"
HALVES = (
    f"piecewise(x-2*floor(x/2)<1/2: 0, x-2*floor(x/2)<1: {SHIFTED}, x-2*floor(x/2)<149/100: 0, {SHIFTED})",
    2,
)


@pytest.mark.parametrize(
    ("text", "expected"), [*WRONG, pytest.param(*HALVES, id="halves that differ close to a border alone")]
)
def test_no_smaller_or_larger_period_is_told(text: str, expected: float) -> None:
    try:
        found = waves.period(facts(text), Values(tree(text), "x"))
    except Undecided:
        return
    assert found.value == pytest.approx(expected)


def test_a_window_has_room_for_a_period() -> None:
    found = waves.repeated(whole("sin(x)"))
    assert found is not None
    assert constants.ball(found.period) > fmpq(6)
