from collections.abc import Callable

import numpy as np
import pytest

from grader.maths import levels, sampling
from grader.maths.formula import values

Function = Callable[..., np.ndarray]


def seen(f: Function) -> tuple[levels.Points, np.ndarray, np.ndarray]:
    sample = sampling.line(f, np.random.default_rng(0))
    y = values(f, *sample.arrays)
    kept = sample.only(np.isfinite(y))
    return tuple(x for (x,) in kept.points), kept.arrays[0], y[np.isfinite(y)]


FLAT = [
    pytest.param(np.tanh, [], id="saturation is none"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), [], id="rounding to 0 is none"),
    pytest.param(lambda x: x**3, [], id="a level tangent is none"),
    pytest.param(lambda x: np.maximum(x, 0), [(-1e4, 0)], id="half a line"),
    pytest.param(lambda x: np.clip(x, -1, 1), [(-1e4, -1), (1, 1e4)], id="both sides"),
    pytest.param(lambda x: 0 * x + 3, [(-1e4, 1e4)], id="all of it"),
]


@pytest.mark.parametrize(("f", "ends"), FLAT)
def test_flat_stretches_are_found_with_their_ends(f: Function, ends: list[tuple[float, float]]) -> None:
    _, x, y = seen(f)
    assert [(x[i], x[j]) for i, j in levels.flat(x, y)] == ends


AGAIN = [
    pytest.param(np.square, id="even"),
    pytest.param(np.sin, id="a wave"),
    pytest.param(np.tan, id="branches that overlap"),
    pytest.param(lambda x: x / (1 + np.exp(-x)), id="a dip"),
    pytest.param(lambda x: x + 1.1 * np.sin(x), id="narrow dips"),
    pytest.param(lambda x: np.where(x < 0, x, -1 - x), id="two lines that overlap"),
    pytest.param(lambda x: np.where(np.abs(x - 3) < 1, np.abs(x - 3), x), id="a turn away from plain points"),
]
ONCE = [
    pytest.param(np.tanh, id="saturation"),
    pytest.param(np.exp, id="what overflows"),
    pytest.param(lambda x: 1 / x, id="branches apart"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)) - 0.5, id="what cancels"),
    pytest.param(lambda x: np.where(x < 0, x, x + 1), id="a jump"),
    pytest.param(lambda x: np.where(x < 0, x, 1 / (1 + np.abs(x))), id="a turn at a jump"),
]


@pytest.mark.parametrize("f", AGAIN)
def test_a_value_comes_again(f: Function) -> None:
    found = levels.again(f, *seen(f))
    assert found is not None
    a, b = found
    assert a < b
    left, right = values(f, np.array([float(a), float(b)]))
    assert left == pytest.approx(right, rel=1e-9)


@pytest.mark.parametrize("f", ONCE)
def test_no_value_comes_again(f: Function) -> None:
    assert levels.again(f, *seen(f)) is None
