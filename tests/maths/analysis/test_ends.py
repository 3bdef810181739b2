from math import inf
from typing import Any

import pytest
from flint import arb, fmpq
from written import constant, program, unhurried

from grader.maths.analysis import constants, ends
from grader.maths.analysis.deadline import Deadline, OutOfTime, Undecided
from grader.maths.analysis.ends import Approach, Germ
from grader.maths.analysis.points import Point
from grader.maths.analysis.scales import Scale

pytestmark = pytest.mark.usefixtures("precise")


def germ(text: str, side: int, at: Any = None, within: Any = None, orders: tuple[int, ...] = (0, 1, 2)) -> Germ:
    """Return what is said close to a point, 1 to the right of it; without one, close to ∞ (−1) or −∞ (1)."""
    point = None if at is None else Point(at=at)
    other = None if within is None else Point(at=within)
    approach = Approach(point=point, side=side, within=other)
    return ends.germ(program(text), approach, unhurried(), orders=orders)


ZERO = fmpq(0)
LIMITS = [
    pytest.param("tanh(x)", -1, None, ["1", "0", "0"], id="tanh at ∞"),
    pytest.param("tanh(x)", 1, None, ["-1", "0", "0"], id="tanh at −∞"),
    pytest.param("x*sigmoid(x)", -1, None, [inf, "1", "0"], id="silu at ∞"),
    pytest.param("x*sigmoid(x)", 1, None, ["0", "0", "0"], id="silu at −∞"),
    pytest.param("-exp(x)", -1, None, [-inf, -inf, -inf], id="−exp at ∞"),
    pytest.param("x*erfc(-x/sqrt(2))/2", 1, None, ["0", "0", "0"], id="gelu at −∞"),
    pytest.param("atan(x)", -1, None, ["pi/2", "0", "0"], id="atan at ∞"),
    pytest.param("(1+1/x)^x", -1, None, ["e", "0", "0"], id="Euler's limit"),
    pytest.param("x-sqrt(x^2+x)", -1, None, ["-1/2", "0", "0"], id="a difference that settles"),
    pytest.param("log(x)/x", -1, None, ["0", "0", "0"], id="a logarithm over x"),
    pytest.param("2", -1, None, ["2", "0", "0"], id="a constant"),
    pytest.param("x*sin(1/x)", -1, None, ["1", "0", "0"], id="a wave that comes to rest"),
    pytest.param("exp(-x)*sin(x)", -1, None, ["0", "0", "0"], id="a wave that dies"),
    pytest.param("sin(x)/x", 1, ZERO, ["1", "0", "-1/3"], id="sin(x)/x at 0"),
    pytest.param("(1-cos(x))/x^2", -1, ZERO, ["1/2", "0"], id="(1 − cos x)/x² at 0"),
    pytest.param("1/x", 1, ZERO, [inf, -inf, inf], id="1/x to the right of 0"),
    pytest.param("1/x", -1, ZERO, [-inf, -inf, -inf], id="1/x to the left of 0"),
    pytest.param("exp(-1/x)", 1, ZERO, ["0", "0", "0"], id="a flat beginning"),
    pytest.param("sqrt(x)", 1, ZERO, ["0", inf, -inf], id="√x at 0"),
    pytest.param("x*log(x)", 1, ZERO, ["0", -inf, inf], id="x·log x at 0"),
    pytest.param("x^x", 1, ZERO, ["1", -inf, inf], id="xˣ at 0"),
    pytest.param("tan(x)", -1, "pi/2", [inf, inf, inf], id="tan at π/2"),
    pytest.param("cos(x)", 1, "pi/3", ["1/2", "-sqrt(3)/2", "-1/2"], id="cos at π/3"),
    pytest.param("x^3", 1, "sqrt(2)", ["2*sqrt(2)", "6", "6*sqrt(2)"], id="a cube at √2"),
]


@pytest.mark.parametrize(("text", "side", "at", "expected"), LIMITS)
def test_limits_are_exact(text: str, side: int, at: Any, expected: list[Any]) -> None:
    found = germ(text, side, constant(at) if isinstance(at, str) else at)
    wanted = [constant(one) if isinstance(one, str) else one for one in expected]
    assert [found.limit(order) for order in range(len(wanted))] == wanted


LOOSE = [
    pytest.param("tanh(x)", arb(1, 1e-60), 0.761594155955765, id="a place that is a ball"),
    pytest.param("exp(x)+1/(x+5)", arb(2, 1e-50), 7.531913241787793, id="another"),
]


@pytest.mark.parametrize(("text", "at", "expected"), LOOSE)
def test_a_limit_may_be_a_narrow_ball(text: str, at: arb, expected: float) -> None:
    found = germ(text, 1, at, orders=()).limit()
    assert isinstance(found, arb)
    assert float(found.mid()) == pytest.approx(expected, abs=1e-14)
    assert found.rad() < 1e-25


NO_LIMIT = [
    pytest.param("sin(x)", -1, None, 0, id="a wave"),
    pytest.param("x*sin(x)", -1, None, 0, id="a wave that grows"),
    pytest.param("x+sin(x)*x", -1, None, 0, id="a wave as large as the line"),
    pytest.param("x+sin(x)", -1, None, 1, id="the slope of a line with waves"),
    pytest.param("sin(1/x)", 1, ZERO, 0, id="waves ever shorter"),
    pytest.param("x-1", 1, arb(1, 1e-60), 0, id="what may be 0 at a place that is a ball"),
    pytest.param("1/(x-1)", 1, arb(1, 1e-60), 0, id="a quotient by it"),
]


@pytest.mark.parametrize(("text", "side", "at", "order"), NO_LIMIT)
def test_where_there_may_be_no_limit_none_is_told(text: str, side: int, at: Any, order: int) -> None:
    with pytest.raises(Undecided):
        germ(text, side, at, orders=()).limit(order)


SIGNS = [
    pytest.param("x*sigmoid(x)", 1, None, [-1, -1, -1], id="silu at −∞ falls and bends down"),
    pytest.param("x*sigmoid(x)", -1, None, [1, 1, -1], id="silu at ∞ rises and bends down"),
    pytest.param("tanh(x)", -1, None, [1, 1, -1], id="tanh at ∞"),
    pytest.param("x", -1, None, [1, 1, 0], id="a line"),
    pytest.param("exp(-1/x)", 1, ZERO, [1, 1, 1], id="a flat beginning"),
    pytest.param("x+sin(x)", -1, None, [1, None, None], id="a line with waves has a sign, its slope none"),
    pytest.param("3*x+sin(x)", 1, None, [-1, None, None], id="and so has a steeper line"),
    pytest.param("sin(x)", 1, ZERO, [1, 1, -1], id="a sine to the right of 0"),
]


@pytest.mark.parametrize(("text", "side", "at", "expected"), SIGNS)
def test_signs_hold_all_the_way_to_the_end(text: str, side: int, at: Any, expected: list[int | None]) -> None:
    assert list(germ(text, side, at).signs) == expected


def test_a_sign_that_is_unknown_is_not_told() -> None:
    with pytest.raises(Undecided, match="sign"):
        germ("sin(x)", -1).sign(0)
    assert germ("exp(x)", -1).sign(0) == 1


def test_only_signs_asked_for_are_told() -> None:
    assert germ("exp(x)", -1, orders=(1,)).signs == (None, 1, None)


BORDERS = [
    pytest.param(None, -1, None, id="∞"),
    pytest.param(None, 1, None, id="−∞"),
    pytest.param(None, -1, fmpq(100), id="∞, from 100"),
    pytest.param(None, 1, fmpq(-100), id="−∞, from −100"),
    pytest.param(fmpq(1, 3), 1, None, id="the right of a rational"),
    pytest.param(fmpq(1, 3), -1, fmpq(1, 4), id="the left of one, from close by"),
    pytest.param("sqrt(2)", 1, fmpq(3, 2), id="the right of an irrational"),
    pytest.param("sqrt(2)", -1, "7/5", id="the left of one"),
    pytest.param(arb(1, 1e-40), 1, arb(1.0001, 1e-40), id="between two balls"),
    pytest.param(arb(1, 1e-40), -1, None, id="the left of a ball"),
]


@pytest.mark.parametrize(("at", "side", "within"), BORDERS)
def test_a_border_lies_between_the_end_and_the_other_one(at: Any, side: int, within: Any) -> None:
    place, other = (constant(one) if isinstance(one, str) else one for one in (at, within))
    found = germ("exp(x)/3+x^5", side, place, other, orders=(0,))
    way = [side * (constants.ball(found.border) - constants.ball(place))] if place is not None else []
    way += [side * (constants.ball(other) - constants.ball(found.border))] if other is not None else []
    assert all(step > 0 for step in way)
    assert place is not None or other is not None or found.border * side < 0


def test_nothing_is_said_where_no_expansion_holds() -> None:
    with pytest.raises(Undecided):
        germ("tan(x)", -1)


def test_nothing_is_said_between_points_too_close_to_each_other() -> None:
    with pytest.raises(Undecided, match="near"):
        germ("x", 1, fmpq(0), fmpq(1, 2**90))


def test_time_runs_out_between_scales() -> None:
    with pytest.raises(OutOfTime):
        ends.germ(program("x"), Approach(point=None, side=1), Deadline(seconds=-1))


def test_a_constant_whose_sign_is_unknown_is_calm() -> None:
    found = germ("sqrt(3+2*sqrt(2))-1-sqrt(2)", -1)
    assert found.signs == (None, 0, 0)
    assert found.border == 4


def test_an_approach_is_an_end_of_expansions() -> None:
    assert Approach(point=None, side=-1).end.side == 1
    found = Approach(point=Point(at=fmpq(2)), side=1).end
    assert found.side == 1
    assert found.at == fmpq(2)


SIMPLE = [
    pytest.param(arb(0, 1e-20), fmpq(0), id="0"),
    pytest.param(arb("0.3333333333333333333333333333") + arb(0, 1e-20), fmpq(1, 3), id="1/3"),
    pytest.param(arb(-2, 1e-20), fmpq(-2), id="−2"),
    pytest.param(arb(0.7, 1e-10), fmpq(7, 10), id="7/10"),
    pytest.param(arb(2).sqrt() + arb(0, 1e-25), None, id="√2 has no short name"),
    pytest.param(arb(fmpq(1234, 4093)) + arb(0, 1e-20), fmpq(1234, 4093), id="a long name"),
]


@pytest.mark.parametrize(("ball", "expected"), SIMPLE)
def test_the_simplest_rational_in_a_ball(ball: arb, expected: fmpq | None) -> None:
    assert ends.simplest(ball) == expected


VANISHING = [
    pytest.param("x^2-1", fmpq(1), 0, True, id="a root"),
    pytest.param("x^2-1", fmpq(1), 1, False, id="no double root"),
    pytest.param("(exp(x)-1-x)", fmpq(0), 1, True, id="a double root"),
    pytest.param("x^3", fmpq(0), 2, True, id="a triple root"),
    pytest.param("1/x", fmpq(0), 0, False, id="a pole"),
    pytest.param("sin(1/x)", fmpq(0), 0, False, id="waves"),
    pytest.param("exp(-10^6/(x-1)^2)", fmpq(1), 0, True, id="what is flat"),
    pytest.param("x*(sqrt(3+2*sqrt(2))-1-sqrt(2))+1", fmpq(0), 1, False, id="a slope that may be 0"),
]


@pytest.mark.parametrize(("text", "at", "order", "expected"), VANISHING)
def test_what_is_exactly_0_at_a_rational(text: str, at: fmpq, order: int, *, expected: bool) -> None:
    assert ends.vanishes(program(text), at, order) is expected


def test_nothing_is_said_of_what_is_known_only_too_close() -> None:
    assert not ends.vanishes(program("exp(2^100*x)-1"), fmpq(0))


def test_a_germ_knows_its_scale() -> None:
    assert isinstance(germ("x", 1).run.algebra.scale, Scale)
