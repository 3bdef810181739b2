from fractions import Fraction

import pytest

from grader.maths.ends import End
from grader.maths.reading import parse
from grader.maths.waves import steepest, widening

RIGHT = End(side=1)


@pytest.mark.parametrize("text", ["asinh(x)*sin(x)", "x*sin(x)^2", "sin(x)*log(log(x^2+3))"])
def test_waves_that_widen_are_seen(text: str) -> None:
    seen = widening(parse(text), RIGHT)
    assert seen is not None
    assert seen.certain


@pytest.mark.parametrize("text", ["sin(x)", "tanh(x)*cos(x)", "600*tanh(asinh(x)/600)*sin(x)", "0"])
def test_waves_within_bounds_are_not(text: str) -> None:
    assert widening(parse(text), RIGHT) is None


def test_the_steepest_point_of_a_scale_is_told_the_farthest_first() -> None:
    seen = steepest(parse("1/x"), RIGHT, exactly=False)
    assert seen[0].at == Fraction(1e100)
    assert seen[0].slope == pytest.approx(1e-100)
    assert [one.slope for one in seen] == sorted(one.slope for one in seen)
