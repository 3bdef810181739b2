from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from grader.maths.kinks import kink
from grader.maths.reading import parse

Function = Callable[..., np.ndarray]

X = np.unique(np.concatenate([np.arange(-320, 321) / 16, np.geomspace(20, 1e4, 30), -np.geomspace(20, 1e4, 30)]))

KINKS = [
    pytest.param(np.abs, 0, -1, 1, id="a bar"),
    pytest.param(lambda x: np.maximum(x, 0.9 * x), 0, 0.9, 1, id="a small angle"),
    pytest.param(lambda x: x + 1e-3 * np.abs(x - 2.2), 2.2, 0.999, 1.001, id="a very small angle"),
    pytest.param(lambda x: np.abs(x - np.pi), np.pi, -1, 1, id="between two points"),
    pytest.param(lambda x: np.maximum(x, 500.5), 500.5, 0, 1, id="far out"),
    pytest.param(lambda x: np.minimum(np.abs(x - 1), 4 - np.abs(x)), 1, -1, 1, id="the kink nearest 0 of several"),
    pytest.param(parse("asin(sin(x))"), np.pi / 2, 1, -1, id="a formula that shows no kink"),
]


@pytest.mark.parametrize(("f", "at", "left", "right"), KINKS)
def test_kinks_are_found(f: Function, at: float, left: float, right: float) -> None:
    found = kink(f, X)
    assert found is not None
    assert abs(found.at) == pytest.approx(abs(at), abs=1e-4)
    assert {round(found.left, 4), round(found.right, 4)} == {left, right}
    assert not found.endless


def test_an_infinite_slope_is_told_from_a_kink() -> None:
    found = kink(np.cbrt, X)
    assert found is not None
    assert found.endless


SMOOTH = [
    pytest.param(np.tanh, id="tanh"),
    pytest.param(lambda x: np.tanh(1e4 * x), id="steep"),
    pytest.param(lambda x: np.sin(100 * x) / 100, id="fast waves"),
    pytest.param(lambda x: x**3, id="large far out"),
    pytest.param(special.erf, id="erf"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), id="rounding"),
    pytest.param(lambda x: 0 * x + 5, id="level"),
    pytest.param(lambda x: 3 * x + 1, id="a line"),
    pytest.param(np.log, id="the end of a domain"),
    pytest.param(parse("softplus(1e7*x)/1e7"), id="a formula that is smooth only at the second look"),
    pytest.param(parse("sqrt(x^2+1e-18)"), id="a corner that is rounded off"),
    pytest.param(parse("abs(x)^1.01"), id="a slope that shrinks slowly"),
]


@pytest.mark.parametrize("f", SMOOTH)
def test_what_is_smooth_has_none(f: Function) -> None:
    assert kink(f, X) is None
