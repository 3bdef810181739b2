from fractions import Fraction
from typing import Literal

import pytest

from grader.maths.corners import Corner, corner
from grader.maths.reading import parse

CORNERS = [
    pytest.param("max(0, x)", 1, 0, 1, "jumps", 0, 1, id="a kink"),
    pytest.param("abs(x-2)/4", 1, 2, 1, "jumps", -0.25, 0.25, id="a kink elsewhere"),
    pytest.param("elu(x)", 4, 0, 2, "jumps", 1, 0, id="the lowest order is told"),
    pytest.param("cbrt(x)", 2, 0, 1, "grows", None, None, id="an infinite slope"),
    pytest.param("piecewise(x==0: 0, x*log(abs(x)))", 1, 0, 1, "grows", None, None, id="a slow one"),
    pytest.param("piecewise(x==0: 0, x^4*sin(1/x))", 2, 0, 2, "swings", None, None, id="a curvature that swings"),
]


@pytest.mark.parametrize(("text", "asked", "at", "order", "how", "left", "right"), CORNERS)
def test_corners_are_found(
    *,
    text: str,
    asked: int,
    at: int,
    order: int,
    how: Literal["jumps", "grows", "swings"],
    left: float | None,
    right: float | None,
) -> None:
    found = corner(parse(text), asked)
    assert found is not None
    assert (found.at, found.order, found.exact) == (at, order, True)
    if how == "jumps":
        assert found.how == how
        assert (found.left, found.right) == pytest.approx((left, right))
    else:
        assert found.how != "jumps"


NONE = [
    pytest.param("elu(x)", 1, id="a slope that meets"),
    pytest.param("abs(x)^5", 4, id="a bar without a kink"),
    pytest.param("piecewise(x==0: 0, x^4*sin(1/x))", 1, id="waves that come to rest"),
    pytest.param("piecewise(x==0: 0, x^2/log(x^2/9)*(x^2-9))", 1, id="slower than every power"),
    pytest.param("piecewise(x<1: tanh(1e9*(x-1)), 1e9*(x-1))", 2, id="as steep as you like"),
    pytest.param("sin(x)", 4, id="no landmark"),
    pytest.param("abs(x)^1.01", 1, id="a slope that shrinks slowly"),
]


@pytest.mark.parametrize(("text", "order"), NONE)
def test_what_is_smooth_has_none(text: str, order: int) -> None:
    assert corner(parse(text), order) is None


def test_an_irrational_landmark_is_sharpened_first() -> None:
    found = corner(parse("abs(x^3-2)"), 1)
    assert isinstance(found, Corner)
    assert not found.exact
    assert abs(found.at**3 - 2) < Fraction(1, 10**200)
    assert (found.left, found.right) == pytest.approx((-3 * 4 ** (1 / 3), 3 * 4 ** (1 / 3)))
