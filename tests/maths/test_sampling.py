from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from grader.maths.reading import parse
from grader.maths.sampling import line

TEXTS = ["x", "relu(x)", "piecewise(x==17.3: 5, tanh(x))", "abs(x-9999)", "floor(3*x)", "1/(x^2-2)"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reach", [1.0, 1e4, 1e6])
def test_points_of_a_line_are_sorted_and_each_is_there_once(text: str, reach: float) -> None:
    points = [x for (x,) in line(parse(text), np.random.default_rng(1), reach=reach).points]
    assert all(a < b for a, b in pairwise(points))
    assert max(map(abs, points)) <= reach


@pytest.mark.parametrize("text", TEXTS)
def test_arrays_are_the_points_rounded(text: str) -> None:
    sample = line(parse(text), np.random.default_rng(2))
    assert sample.arrays[0].tolist() == [float(x) for (x,) in sample.points]


def test_both_sides_of_literals_and_landmarks_are_looked_at() -> None:
    points = {x for (x,) in line(parse("max(17.3, 3*x)"), np.random.default_rng(3)).points}
    for mark in (Fraction(173, 10), Fraction(-173, 10), Fraction(173, 30)):
        assert {mark, mark - Fraction(1, 10**12), mark + Fraction(1, 10**12)} <= points


def test_the_same_luck_finds_the_same_points() -> None:
    f = parse("tanh(x)")
    first, again, other = (line(f, np.random.default_rng(seed)) for seed in (4, 4, 5))
    assert first.points == again.points != other.points
