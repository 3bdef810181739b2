from collections.abc import Callable

import numpy as np
import pytest

from grader.maths import chords, sampling
from grader.maths.formula import values
from grader.maths.reading import parse

Function = Callable[..., np.ndarray]


def x_and_y(f: Function) -> tuple[sampling.Sample, np.ndarray, np.ndarray]:
    sample = sampling.line(f, np.random.default_rng(0))
    return sample, sample.arrays[0], values(f, *sample.arrays)


@pytest.mark.parametrize(
    ("f", "x"),
    [
        pytest.param("silu(x)", 2.39936, id="a formula"),
        pytest.param(lambda x: x / (1 + np.exp(-x)), 2.39936, id="code"),
        pytest.param("erf(x-1/3)", 1 / 3, id="moved"),
    ],
)
def test_the_steepest_point_is_found(f: Function | str, x: float) -> None:
    function = parse(f) if isinstance(f, str) else f
    assert chords.steepest(function, x_and_y(function)[1]) == pytest.approx(x, abs=1e-4)


def test_chords_narrow_down_to_a_jump() -> None:
    _, x, y = x_and_y(np.floor)
    a, b, slope = chords.narrowed(np.floor, x, y)[0]
    assert a < round(b) <= b
    assert slope > 1e8


def test_neighbours_near_0_come_first() -> None:
    sample, x, y = x_and_y(np.square)
    points = tuple(x for (x,) in sample.points)
    found = list(chords.neighbours(points, x, y, 10))
    assert all(abs(a) <= 10 for a, _ in found[: chords.KEPT])
    assert abs(found[-1][0]) > 1000
    assert not list(chords.neighbours(points, x, y, 1e9))


def test_rounding_is_no_slope() -> None:
    x = np.array([1.0, 1.0 + 1e-15])
    y = np.array([1.0, 1.0 + 4e-16])
    assert chords.slopes(x[:1], x[1:], y[:1], y[1:])[0] == 0
    assert chords.slopes(x[:1], x[1:], y[:1], np.array([np.nan]))[0] == 0
