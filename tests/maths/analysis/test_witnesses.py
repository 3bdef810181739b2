from fractions import Fraction
from itertools import pairwise
from math import inf, isnan

import pytest
from flint import fmpq
from written import facts, tree

from grader.maths import balls
from grader.maths.analysis import witnesses
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.findings import Witness
from grader.maths.analysis.witnesses import Values

pytestmark = pytest.mark.usefixtures("precise")


def values(text: str) -> Values:
    return Values(tree(text), "x")


def f(text: str, x: Fraction) -> float:
    found = balls.evaluate(tree(text), {"x": x}, 300)
    assert not isinstance(found, balls.Gap)
    return balls.approximate(found)


DEFINED = [
    pytest.param("log(x)", Fraction(1), True, id="a value"),
    pytest.param("log(x)", Fraction(-1), False, id="none"),
    pytest.param("1/(sqrt(3+2*sqrt(2))-1-sqrt(2))", Fraction(0), None, id="a divisor that may be 0"),
]


@pytest.mark.parametrize(("text", "x", "expected"), DEFINED)
def test_whether_there_is_a_value(text: str, x: Fraction, *, expected: bool | None) -> None:
    assert values(text).is_defined(x) is expected


def test_the_sign_of_a_claim_is_certain_or_unknown() -> None:
    found = values("x^3")
    assert found.sign((Fraction(1), Fraction(2)), lambda a, b: b - a) == 1
    assert found.sign((Fraction(2), Fraction(2)), lambda a, b: b - a) == 0
    assert values("log(x)").sign((Fraction(-1), Fraction(2)), lambda a, b: b - a) is None
    assert values("sin(x)").sign((Fraction(1), Fraction(1)), lambda a, b: a - b) is None


def test_a_witness_shows_its_values() -> None:
    found = values("1/x").shown("some", Fraction(2), Fraction(0))
    assert (found.kind, found.x, found.y[0]) == ("some", (Fraction(2), Fraction(0)), 0.5)
    assert isnan(found.y[1])


MOVES = [
    pytest.param("x^2", id="a parabola"),
    pytest.param("x*sigmoid(x)", id="silu"),
    pytest.param("sin(100*x)/1000", id="short waves"),
    pytest.param("piecewise(abs(x-17)<1/100: 100-(100*(x-17))^2, 0)", id="a narrow bump"),
    pytest.param("exp(-x^2)+x/10^9", id="what falls only far from here"),
    pytest.param("sign(x)-x/1000", id="a jump up and a slope down"),
    pytest.param("x-10*floor(x/10)", id="a saw"),
    pytest.param("abs(x-cos(x))", id="a corner where no name is"),
    pytest.param("piecewise(x==17/16: 1, 0)", id="a single point"),
]


@pytest.mark.parametrize("text", MOVES)
def test_points_between_which_it_rises_and_falls(text: str) -> None:
    for way, kind in ((1, "rises"), (-1, "falls")):
        found = witnesses.movement(facts(text), values(text), way)
        assert found is not None
        a, b = found.x
        assert found.kind == kind
        assert a < b
        assert (f(text, b) - f(text, a)) * way > 0


@pytest.mark.parametrize("text", ["x^3", "exp(x)", "max(0, x)", "floor(x)", "3"])
def test_what_does_not_fall_has_no_such_points(text: str) -> None:
    assert witnesses.movement(facts(text), values(text), -1) is None


BENDS = [
    pytest.param("x^3", id="a cubic"),
    pytest.param("x*sigmoid(x)", id="silu"),
    pytest.param("tanh(x)", id="tanh"),
    pytest.param("sin(100*x)/1000", id="short waves"),
    pytest.param("sign(x)", id="a jump"),
    pytest.param("hardtanh(x)", id="two corners"),
    pytest.param("piecewise(abs(x-17)<1/100: 100-(100*(x-17))^2, 0)", id="a narrow bump"),
    pytest.param("piecewise(x==1: 3, x)", id="a single point"),
    pytest.param("exp(x)-exp(2*x)/10^9", id="what bends the other way only far from here"),
]


@pytest.mark.parametrize("text", BENDS)
def test_points_that_lie_below_and_above_their_chords(text: str) -> None:
    for way, kind in ((1, "below chord"), (-1, "above chord")):
        found = witnesses.bending(facts(text), values(text), way)
        assert found is not None
        a, m, b = found.x
        assert found.kind == kind
        assert a + b == 2 * m
        assert (f(text, a) + f(text, b) - 2 * f(text, m)) * way > 0


@pytest.mark.parametrize("text", ["x^2", "abs(x)", "exp(x)", "2*x+1", "softplus(x)"])
def test_what_is_convex_has_no_point_above_a_chord(text: str) -> None:
    assert witnesses.bending(facts(text), values(text), -1) is None


def test_steps_and_bends_close_to_a_point() -> None:
    found = values("piecewise(x>5: (x-5)^9, 0)")
    rise, bend = found.step(fmpq(5), 1), found.bend(fmpq(5), 1)
    assert rise is not None
    assert rise.x[0] == 5
    assert bend is not None
    assert bend.x[1] == 5
    assert values("3").step(fmpq(0), 1) is None
    assert values("3").bend(fmpq(0), 1) is None


def test_a_step_to_the_left_of_a_point() -> None:
    found = values("min(x, 0)").step(fmpq(0), 1)
    assert found is not None
    assert found.x[1] == 0


def grown(text: str, side: int) -> Witness:
    (found,) = witnesses.far(facts(text), values(text), side)
    return found


GROWING = [
    pytest.param("x", 1, id="a line upwards"),
    pytest.param("-exp(x)", -1, id="an exponential downwards"),
    pytest.param("x*sin(x)", 1, id="a wave that grows"),
    pytest.param("1/x", -1, id="a pole"),
    pytest.param("-1/(x-1/3)^2", -1, id="a pole at 1/3"),
    pytest.param("tan(x)", 1, id="a tangent"),
    pytest.param("log(abs(x-cos(x)))", -1, id="a pole where no name is"),
]


@pytest.mark.parametrize(("text", "side"), GROWING)
def test_points_with_ever_larger_values(text: str, side: int) -> None:
    found = grown(text, side)
    assert len(found.x) >= 2
    assert all((b - a) * side > 0 for a, b in zip(found.y, found.y[1:], strict=False) if abs(b) < inf)


def test_without_two_values_nothing_is_shown_to_grow() -> None:
    with pytest.raises(Undecided, match="grows"):
        grown("piecewise(x==0: 1)", 1)


CHORDS = [
    pytest.param("x", 1, id="a line"),
    pytest.param("x*sigmoid(x)", 1, id="silu to the right"),
    pytest.param("sin(x)", -1, id="a wave to the left"),
    pytest.param("floor(x)", 1, id="a staircase"),
]


@pytest.mark.parametrize(("text", "side"), CHORDS)
def test_a_chord_far_out_that_is_not_level(text: str, side: int) -> None:
    found = witnesses.chord(values(text), side)
    assert found.kind == "steep"
    assert found.x[0] * side > 0
    assert found.y[0] != found.y[1]


def test_where_no_chord_is_steep_none_is_shown() -> None:
    with pytest.raises(Undecided):
        witnesses.chord(values("3"), -1)


def test_points_around_a_joint_come_close_to_it() -> None:
    (joint,) = facts("abs(x-cos(x))").joints
    row = witnesses.around(joint)
    assert row == sorted(row)
    assert abs(witnesses.nearby(joint) - Fraction(7390851332151606, 10**16)) < Fraction(1, 10**15)
    assert min(b - a for a, b in pairwise(row)) < Fraction(1, 10**30)


def test_of_points_in_order_two_show_a_rise() -> None:
    found = values("x^2").pair(1, [Fraction(-1), Fraction(0), Fraction(2)])
    assert found is not None
    assert found.x == (Fraction(0), Fraction(2))
    assert values("x^2").pair(1, [Fraction(-1), Fraction(0)]) is None
    assert values("log(x)").pair(1, [Fraction(-1), Fraction(1), Fraction(0), Fraction(2)]) is not None
