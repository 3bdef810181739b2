from fractions import Fraction

import numpy as np
import pytest

from grader.maths.formula import Formula
from grader.maths.monotonicity import Ascent, Pair, fall, level
from grader.maths.reading import parse
from grader.maths.sampling import line


def seen(f: Formula) -> Ascent:
    sample = line(f, np.random.default_rng(0))
    y = f(*sample.arrays)
    kept = sample.only(np.isfinite(y))
    return Ascent(points=tuple(x for (x,) in kept.points), x=kept.arrays[0], y=y[np.isfinite(y)])


def exact(f: Formula, x: Fraction) -> float:
    value = f.digits((x,), 40)
    return float(value)


FALLING = ["-x", "abs(x)", "silu(x)", "gelu(x)", "mish(x)", "hardswish(x)", "sin(x)", "-1/x", "x^9-x/100", "cosh(x)"]


@pytest.mark.parametrize("text", FALLING)
def test_a_fall_is_one_in_forty_digits(text: str) -> None:
    f = parse(text)
    pair = fall(f, seen(f))
    assert pair is not None
    assert pair.left < pair.right
    assert exact(f, pair.left) > exact(f, pair.right)


@pytest.mark.parametrize("text", FALLING)
def test_where_a_function_falls_its_negative_rises(text: str) -> None:
    f, negative = parse(text), parse(f"-({text})")
    pair = fall(f, seen(f))
    assert pair is not None
    assert exact(negative, pair.left) < exact(negative, pair.right)


LEVEL = [
    pytest.param("relu(x)", None, 0, id="on the left"),
    pytest.param("relu6(x)", None, None, id="at both ends"),
    pytest.param("softshrink(x)", Fraction(-1, 2), Fraction(1, 2), id="in the middle"),
    pytest.param("piecewise(x < 0: x, x < 0.001: 0, x-0.001)", 0, Fraction(1, 1000), id="for a short while"),
    pytest.param("piecewise(x < 1: e, e+x-1)", None, 1, id="at an irrational height"),
]


@pytest.mark.parametrize(("text", "low", "high"), LEVEL)
def test_a_level_stretch_is_one(text: str, low: Fraction | None, high: Fraction | None) -> None:
    f = parse(text)
    pair = level(f, seen(f))
    assert pair is not None
    assert low is None or low <= pair.left
    assert high is None or pair.right <= high
    assert exact(f, pair.left) == exact(f, pair.right)


@pytest.mark.parametrize("text", ["tanh(x)", "sigmoid(100*x)", "tanh(10^6*(x-1))", "x^3", "x^99", "erf(3*x)", "exp(x)"])
def test_saturated_is_not_level(text: str) -> None:
    f = parse(text)
    assert level(f, seen(f)) is None


def test_what_one_sees_best_is_shown_first() -> None:
    f = parse("silu(x)")
    assert fall(f, seen(f)) == Pair(left=Fraction(-2), right=Fraction(-1))
