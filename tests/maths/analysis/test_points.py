from collections.abc import Callable
from random import Random

import pytest
from flint import arb, ctx, fmpq
from written import constant

from grader.maths.analysis.constants import Constant
from grader.maths.analysis.points import Point, above, below, between

pytestmark = pytest.mark.usefixtures("precise")

PLACES = [
    pytest.param(lambda: constant("sqrt(2)"), id="an irrational with a name"),
    pytest.param(lambda: constant("-pi*10^20"), id="a large one"),
    pytest.param(lambda: arb(1.25, 1e-30), id="a ball"),
    pytest.param(lambda: arb(0, 1e-30), id="a ball around 0"),
    pytest.param(lambda: arb(-1e-40, 1e-60), id="a tiny ball"),
]


@pytest.mark.parametrize("at", PLACES)
def test_a_point_lies_between_two_rationals_close_to_it(at: Callable[[], Constant]) -> None:
    point = Point(at=at())
    low, high = below(point), above(point)
    with ctx.workprec(500):
        assert arb(low) <= point.ball.lower()
        assert point.ball.upper() <= arb(high)
        assert arb(high - low) <= 10 * point.ball.rad() + abs(point.ball) * arb(2) ** -100


def test_a_rational_point_is_where_it_is() -> None:
    point = Point(at=fmpq(5, 3))
    assert below(point) == above(point) == fmpq(5, 3)


def test_two_points_at_one_place_are_two() -> None:
    assert Point(at=fmpq(1)) != Point(at=fmpq(1))


@pytest.mark.parametrize("seed", range(20))
def test_a_rational_between_two_points_is_strictly_between(seed: int) -> None:
    random = Random(seed)
    places = sorted({fmpq(random.randint(-(10**9), 10**9), random.randint(1, 10**6)) for _ in range(2)})
    low, high = (Point(at=random.choice((place, arb(place) + arb(0, 1e-25)))) for place in places)
    middle = between(low, high)
    assert above(low) < middle < below(high)
    assert between(None, low) < below(low)
    assert between(high, None) > above(high)
    assert above(low) - 3 < between(None, Point(at=above(low)))


def test_something_plain_lies_on_the_whole_line() -> None:
    assert between(None, None) == fmpq(3, 7)
