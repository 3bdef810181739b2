from collections.abc import Callable

import numpy as np
import pytest

from grader.maths import bending, sampling
from grader.maths.certainty import Sign
from grader.maths.formula import values
from grader.maths.reading import parse

Function = Callable[..., np.ndarray]


def bent(f: Function | str, *ways: Sign) -> bool:
    function = parse(f) if isinstance(f, str) else f
    sample = sampling.line(function, np.random.default_rng(0))
    y = values(function, *sample.arrays)
    kept = sample.only(np.isfinite(y))
    points = tuple(x for (x,) in kept.points)
    return bending.bend(function, points, kept.arrays[0], y[np.isfinite(y)], ways) is not None


@pytest.mark.parametrize(
    ("f", "up", "down"),
    [
        pytest.param("x^2", True, False, id="a square"),
        pytest.param("-x^2", False, True, id="a square, turned over"),
        pytest.param("x^3", True, True, id="a cube"),
        pytest.param("3*x-1", False, False, id="a line"),
        pytest.param("log(exp(2*x))", False, False, id="a line with rounding"),
        pytest.param("x+10^-20*abs(x-1)", True, False, id="a corner float64 does not see"),
        pytest.param("softsign(x)+expm1(x)", True, True, id="a short bend in a long one"),
        pytest.param(np.abs, True, False, id="code"),
    ],
)
def test_bends_are_told_apart(*, f: Function | str, up: bool, down: bool) -> None:
    assert (bent(f, 1), bent(f, -1)) == (up, down)
    assert bent(f, -1, 1) == (up or down)
