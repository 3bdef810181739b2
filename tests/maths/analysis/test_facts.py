from typing import Any

import pytest
from flint import fmpq
from written import constant, facts

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Joint
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import Point

pytestmark = pytest.mark.usefixtures("precise")


def test_pieces_and_the_points_between_them() -> None:
    found = facts("piecewise(x<0: x, x>1: 2*x)")
    assert [part.low and part.low.at for part in found.parts] == [None, 1]
    assert [joint.point.at for joint in found.joints] == [0, 1]
    assert [(joint.left is None, joint.right is None) for joint in found.joints] == [(False, True), (True, False)]
    assert [found.part(piece) is None for piece in found.pieces] == [False, True, False]


CONTINUOUS = [
    pytest.param("abs(x)", True, id="a corner"),
    pytest.param("sign(x)", False, id="a jump"),
    pytest.param("1/x", False, id="a pole"),
    pytest.param("x/x", True, id="a hole"),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", True, id="a hole that is filled"),
    pytest.param("piecewise(x==0: 2, sin(x)/x)", False, id="a hole that is filled wrongly"),
    pytest.param("sqrt(x)", True, id="the end of a domain"),
    pytest.param("piecewise(x==0: 1, x>0: x)", False, id="a jump at the end of a domain"),
    pytest.param("log(x)", False, id="an infinite end of a domain"),
    pytest.param("abs(x-cos(x))", True, id="a point that is a ball"),
    pytest.param("max(x, cos(x))", True, id="two that meet at such a point"),
    pytest.param("sign(x-cos(x))", False, id="a jump at such a point"),
    pytest.param("cbrt(x)", True, id="a vertical tangent"),
]


@pytest.mark.parametrize(("text", "expected"), CONTINUOUS)
def test_values_and_limits_agree_or_not(text: str, *, expected: bool) -> None:
    (joint,) = facts(text).joints
    assert joint.is_continuous is expected


def test_a_joint_has_limits_from_the_sides_where_there_are_values() -> None:
    (joint,) = facts("piecewise(x>0: exp(x))").joints
    assert (joint.limit(-1), joint.limit(1), joint.slope(1)) == (None, 1, 1)
    assert joint.value is None


VALUES = [
    pytest.param("abs(x)", fmpq(-2), "2", id="inside a piece"),
    pytest.param("abs(x)", fmpq(0), "0", id="between two"),
    pytest.param("piecewise(x==1: 5, x)", fmpq(1), "5", id="at a single point"),
    pytest.param("exp(x)", fmpq(1), "e", id="a value with a name"),
    pytest.param("log(x)", fmpq(-1), None, id="outside"),
]


@pytest.mark.parametrize(("text", "x", "expected"), VALUES)
def test_a_value_at_any_rational(text: str, x: fmpq, expected: str | None) -> None:
    assert facts(text).exactly(x) == (None if expected is None else constant(expected))


def test_where_a_rational_lies() -> None:
    found = facts("piecewise(x<0: x, x>1: 2*x)")
    assert isinstance(found.at(fmpq(0)), Joint)
    assert isinstance(found.at(fmpq(-1)), Part)
    assert found.at(fmpq(1, 2)) is None
    assert isinstance(facts("abs(x-cos(x))").at(fmpq(0)), Part)


def test_a_rational_too_close_to_a_point_that_is_a_ball_lies_nowhere() -> None:
    found = facts("abs(x-cos(x))")
    (joint,) = found.joints
    near = constants.ball(joint.point.at).mid().man_exp()
    with pytest.raises(Undecided, match="too close"):
        found.at(fmpq(near[0]) * fmpq(2) ** int(near[1]))


def test_a_value_that_can_not_be_told_is_asked_for_once() -> None:
    found = facts("floor(2*tanh(x)+1/2)")
    (joint, *_) = found.joints
    errors = list[Any]()
    for _ in range(2):
        with pytest.raises(Undecided) as caught:
            found.value(joint.point)
        errors.append(caught.value)
    assert errors[0] is errors[1]


def test_what_repeats_is_looked_at_in_a_window() -> None:
    found = facts("x-floor(x)")
    assert found.repeats is not None
    assert found.edges == (-found.repeats.reach, found.repeats.reach)
    assert [joint.point.at for joint in found.joints] == [-1, 0, 1]
    assert facts("x").edges == ()


def test_a_point_is_its_own_key() -> None:
    found = facts("x")
    assert found.value(Point(at=fmpq(2))) == found.value(Point(at=fmpq(2))) == 2
