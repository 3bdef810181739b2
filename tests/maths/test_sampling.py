from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from grader.maths.reading import parse
from grader.maths.sampling import NEAR, TUPLES, around, at, line, pool, sample, special

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


def test_the_pool_is_sorted_and_as_wide_on_both_sides() -> None:
    points = pool()
    assert all(a < b for a, b in pairwise(points))
    assert {0, 1, -1, Fraction(1, 10**9), Fraction(-1, 10**9), 10**6, -(10**6)} <= set(points)


def test_formulas_without_edges_are_compared_on_the_pool() -> None:
    points = sample([parse("tanh(x)"), parse("x")]).points
    assert [x for (x,) in points] == list(pool())


def test_the_edges_of_either_formula_are_added() -> None:
    points = {x for (x,) in sample([parse("abs(x-17.3)"), parse("x+1/7")]).points}
    assert set(pool()) < points
    for mark in (Fraction(173, 10), Fraction(-173, 10), Fraction(7), Fraction(-7)):
        assert set(around(mark)) <= points


@pytest.mark.parametrize("text", ["x", "abs(x-17.3)", "floor(x)"])
def test_no_point_of_a_sample_is_rounded_but_in_its_array(text: str) -> None:
    looked = sample([parse(text)])
    assert looked.arrays[0].tolist() == [float(x) for (x,) in looked.points]


def test_around_a_mark_both_sides_are_as_near() -> None:
    assert sorted(x - 5 for x in around(Fraction(5))) == sorted([0, *NEAR, *(-distance for distance in NEAR)])


def test_special_points_are_those_around_landmarks_and_literals() -> None:
    assert special(parse("x")) == set()
    assert special(parse("abs(x)")) == set(around(Fraction(0)))
    assert special(parse("x*3")) == {*around(Fraction(3)), *around(Fraction(-3))}


def test_in_several_variables_points_are_drawn_always_the_same() -> None:
    formulas = [parse("x*y+17.3", ("x", "y")), parse("x", ("x", "y"))]
    looked = sample(formulas)
    assert looked.points == sample(formulas).points
    assert len(looked.points) > TUPLES
    assert {len(point) for point in looked.points} == {2}
    assert any(x == y for x, y in looked.points)
    assert any(abs(x) > 40 for x, _ in looked.points)
    assert any(Fraction(173, 10) in map(abs, point) for point in looked.points)


def test_points_are_kept_with_their_arrays() -> None:
    looked = at([(Fraction(1, 2), Fraction(1)), (Fraction(2), Fraction(3))])
    assert [array.tolist() for array in looked.arrays] == [[0.5, 2.0], [1.0, 3.0]]
    kept = looked.only(np.array([False, True]))
    assert kept.points == ((2, 3),)
    assert [array.tolist() for array in kept.arrays] == [[2.0], [3.0]]


def test_code_is_looked_at_where_every_formula_is() -> None:
    points = {x for (x,) in line(np.tanh, np.random.default_rng(6), reach=100).points}
    assert {x for x in pool() if abs(x) <= 100} <= points
