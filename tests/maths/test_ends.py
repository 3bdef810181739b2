from collections.abc import Callable
from fractions import Fraction
from math import inf

import numpy as np
import pytest

from grader.maths import ends
from grader.maths.ends import SIDES, End
from grader.maths.reading import parse

Function = Callable[..., np.ndarray]

RIGHT, LEFT = End(side=1), End(side=-1)
FROM_THE_RIGHT = End(side=1, at=Fraction(0))


def read(f: Function | str) -> Function:
    return parse(f) if isinstance(f, str) else f


GROWING = [
    pytest.param("x", RIGHT, id="a line"),
    pytest.param("-x^2", LEFT, id="downwards counts"),
    pytest.param("log(log(x^2+3))", RIGHT, id="the logarithm of a logarithm"),
    pytest.param("exp(exp(x))", RIGHT, id="too large to say soon"),
    pytest.param("exp(exp(exp(x)))", RIGHT, id="too large to say almost at once"),
    pytest.param("x*sin(x)", RIGHT, id="waves that widen"),
    pytest.param("1/x", FROM_THE_RIGHT, id="a pole"),
    pytest.param("log(x)", FROM_THE_RIGHT, id="a logarithm close to 0"),
    pytest.param("1/(x-3/7)", End(side=-1, at=Fraction(3, 7)), id="a pole at a fraction"),
    pytest.param("1/(x^2-2)", End(side=1, at=Fraction(2**0.5)), id="a pole next to a float"),
    pytest.param(np.exp, RIGHT, id="code that overflows"),
    pytest.param(lambda x: 1 / x, FROM_THE_RIGHT, id="code with a pole"),
]

SETTLED = [
    pytest.param("tanh(x)", RIGHT, id="a limit"),
    pytest.param("atan(log(x^2+2))", RIGHT, id="a limit that is approached slowly"),
    pytest.param("sin(x)", RIGHT, id="a wave"),
    pytest.param("sin(3*x+0.1)", LEFT, id="another wave"),
    pytest.param("sin(exp(x))", RIGHT, id="a wave that is soon lost"),
    pytest.param("exp(x)", LEFT, id="falling to 0"),
    pytest.param("sqrt(x)", LEFT, id="no values there"),
    pytest.param("sin(1/x)", FROM_THE_RIGHT, id="waves close to a point"),
    pytest.param("1/(1e-100+x)", FROM_THE_RIGHT, id="a pole next door"),
    pytest.param(lambda x: np.exp(x) / (1 + np.exp(x)), RIGHT, id="code that overflows"),
]


@pytest.mark.parametrize(("f", "end"), GROWING)
def test_growth_without_bound_is_seen(f: Function | str, end: End) -> None:
    seen = ends.growing(read(f), end)
    assert len(seen) >= ends.LEAST
    assert [one.x for one in seen] == sorted((one.x for one in seen), reverse=(end.side > 0) == (end.at is None))


@pytest.mark.parametrize(("f", "end"), SETTLED)
def test_other_ends_are_not_taken_for_growth(f: Function | str, end: End) -> None:
    assert ends.growing(read(f), end) == ()


EXPONENTS = [
    pytest.param("x^3", 3, 3, id="a power"),
    pytest.param("7*sqrt(abs(x))", 0.5, 0.5, id="a factor does not count"),
    pytest.param("1/(1+x^2)", -2, -2, id="a negative power"),
    pytest.param("tanh(x)", 0, 0, id="a limit"),
    pytest.param("0", -inf, -inf, id="0 itself"),
    pytest.param("exp(-x^2)", -inf, -inf, id="too small to tell from 0"),
]


@pytest.mark.parametrize(("text", "outer", "inner"), EXPONENTS)
@pytest.mark.parametrize("side", SIDES)
def test_exponents(text: str, outer: float, inner: float, side: ends.Sign) -> None:
    assert ends.exponents(parse(text), End(side=side)) == pytest.approx((outer, inner), abs=1e-3)


def test_a_logarithm_adds_half_as_much_to_the_outer_exponent() -> None:
    outer, inner = ends.exponents(parse("x*log(1+x^2)"), RIGHT) or (0, 0)
    assert inner - 1 == pytest.approx(2 * (outer - 1), rel=1e-2)


def test_an_exponential_has_no_exponent() -> None:
    outer, inner = ends.exponents(parse("exp(x)"), RIGHT) or (0, 0)
    assert outer > 1000 * inner


def test_where_there_are_no_values_there_is_no_exponent() -> None:
    assert ends.exponents(parse("sqrt(x)"), LEFT) is None


def test_slopes_are_told_the_farthest_first() -> None:
    assert ends.slopes(parse("log(x)"), RIGHT) == pytest.approx((1e-100, 1e-25, 1e-6, 1e-3), rel=0.01)


def test_an_end_can_be_named() -> None:
    assert list(map(str, (RIGHT, LEFT, FROM_THE_RIGHT))) == ["as x → +∞", "as x → −∞", "close to x = 0"]
