import numpy as np
import pytest

from grader.maths.domain import Hole
from grader.maths.jumps import Jump, jump
from grader.maths.reading import parse
from grader.maths.sampling import line

JUMPS = [
    pytest.param("step(x)", 0, 0, 1, True, id="continuous from the left"),
    pytest.param("piecewise(x < 2: 0, 1)", 2, 0, 1, True, id="continuous from the right"),
    pytest.param("piecewise(x==3: 7, 1)", 3, 1, 7, True, id="a single point"),
    pytest.param("floor(x/1000)", 0, -1, 0, True, id="wide stairs"),
    pytest.param("piecewise(x < pi: 0, 1)", np.pi, 0, 1, False, id="at an irrational point"),
    pytest.param("x+10^-9*step(x-pi)", np.pi, np.pi, np.pi + 1e-9, False, id="a tiny one there"),
]


def found(text: str) -> Jump | Hole | None:
    f = parse(text)
    (x,) = line(f, np.random.default_rng(0)).arrays
    return jump(f, x, f(x))


@pytest.mark.parametrize(("text", "at", "before", "after", "exact"), JUMPS)
def test_a_jump_has_two_sides(text: str, at: float, before: float, after: float, exact: bool) -> None:  # noqa: FBT001  a column
    seen = found(text)
    assert isinstance(seen, Jump)
    assert (float(seen.at), seen.before, seen.after) == pytest.approx((at, before, after), rel=1e-14, abs=1e-14)
    assert seen.exact is exact


STEEP = [
    pytest.param("cbrt(x)", id="a vertical tangent"),
    pytest.param("cbrt(x-sqrt(2))", id="a vertical tangent at an irrational point"),
    pytest.param("atan(10^15*(x-sqrt(2)))", id="steeper than floats can tell"),
    pytest.param("cos(sqrt(exp(x)))", id="waves shorter than floats can tell"),
    pytest.param("piecewise(x==0: 0, abs(x) < 0.1: 1/log(log(1/abs(x))), 1/log(log(10)))", id="slower than 1/log at 0"),
    pytest.param("(x+1)^2-x^2-2*x-1", id="nothing but rounding"),
]


@pytest.mark.parametrize("text", STEEP)
def test_steep_is_not_torn(text: str) -> None:
    assert found(text) is None
