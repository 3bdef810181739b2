from collections.abc import Callable
from fractions import Fraction
from math import inf, pi

import numpy as np
import pytest

from grader.maths import tending
from grader.maths.ends import End
from grader.maths.reading import parse
from grader.maths.tending import Fate

Function = Callable[..., np.ndarray]

RIGHT, LEFT, ZERO = End(side=1), End(side=-1), End(side=1, at=Fraction(0))

VALUES = [
    pytest.param("tanh(x)", RIGHT, 1, Fate.YES, id="there at once"),
    pytest.param("1/x", RIGHT, 0, Fate.YES, id="closer and closer"),
    pytest.param("1/log(x)", RIGHT, 0, Fate.YES, id="slowly"),
    pytest.param("1/log(log(x+9))", RIGHT, 0, Fate.SLOW, id="more slowly"),
    pytest.param("atan(x)", RIGHT, 1.57, Fate.SLOW, id="closer, and past it"),
    pytest.param("sin(x)", RIGHT, 0, Fate.NO, id="a wave"),
    pytest.param("cot(x)*sec(x)", LEFT, 0, Fate.SLOW, id="a wave with poles, by chance lower and lower"),
    pytest.param("exp(x)", RIGHT, inf, Fate.YES, id="up"),
    pytest.param("exp(x)", RIGHT, -inf, Fate.NO, id="the other way"),
    pytest.param("log(x)", RIGHT, inf, Fate.SLOW, id="up slowly"),
    pytest.param("atan(x)", RIGHT, inf, Fate.NO, id="up to a limit"),
    pytest.param("log(x)", LEFT, 0, Fate.MISSING, id="no values"),
    pytest.param("sin(x)/x", ZERO, 1, Fate.YES, id="close to a point"),
    pytest.param("1/x", ZERO, inf, Fate.YES, id="up a pole"),
    pytest.param("exp(10^8)*x", RIGHT, 1, Fate.SLOW, id="too large to say"),
    pytest.param("exp(10^8)*tanh(x)", RIGHT, inf, Fate.SLOW, id="too large to say how far it grows"),
    pytest.param(np.arctan, RIGHT, pi / 2, Fate.YES, id="code"),
    pytest.param(np.exp, RIGHT, inf, Fate.YES, id="code that overflows"),
]

SLOPES = [
    pytest.param("relu(x)", RIGHT, 1, Fate.YES, id="a line"),
    pytest.param("relu(x)", RIGHT, 0, Fate.NO, id="another slope"),
    pytest.param("sqrt(x)", RIGHT, 0, Fate.YES, id="fading"),
    pytest.param("sin(2*pi*x)", RIGHT, 0, Fate.NO, id="a wave of a simple length"),
    pytest.param("x^2", LEFT, -inf, Fate.YES, id="steeper and steeper"),
    pytest.param(np.tanh, LEFT, 0, Fate.YES, id="code"),
]


@pytest.mark.parametrize(("f", "end", "number", "fate"), VALUES)
def test_where_values_tend(f: Function | str, end: End, number: float, fate: Fate) -> None:
    assert tending.value(parse(f) if isinstance(f, str) else f, end, number).fate is fate


@pytest.mark.parametrize(("f", "end", "number", "fate"), SLOPES)
def test_where_slopes_tend(f: Function | str, end: End, number: float, fate: Fate) -> None:
    assert tending.slope(parse(f) if isinstance(f, str) else f, end, number).fate is fate


def test_a_point_far_out_is_shown() -> None:
    seen = tending.value(parse("x/(1+x)"), RIGHT, 0)
    assert (seen.at, seen.value) == (10**6, pytest.approx(1, abs=1e-5))
