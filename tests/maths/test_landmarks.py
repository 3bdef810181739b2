import math
from fractions import Fraction

import pytest

from grader.maths.landmarks import MOST, Landmarks, landmarks, literals, may_have_hole
from grader.maths.reading import parse

POINTS = [
    pytest.param("relu(x)", [0], id="a corner"),
    pytest.param("hardtanh(x)", [-1, 1], id="two corners"),
    pytest.param("abs(3*x-1)", [Fraction(1, 3)], id="a simple fraction"),
    pytest.param("max(0, x, -1-x)", [-1, Fraction(-1, 2), 0], id="each of three with each"),
    pytest.param("piecewise(x < -2: 0, x <= 17.3: 1, 2)", [-2, Fraction(173, 10)], id="conditions"),
    pytest.param("floor(2*x)", [Fraction(i, 2) for i in range(-10, 11)], id="stairs"),
    pytest.param("ceil(x)", range(-10, 11), id="stairs from above"),
    pytest.param("1/(x^2-9)", [-3, 3], id="roots of a denominator"),
    pytest.param("x^(-2)", [0], id="a negative power"),
    pytest.param("log(x-5)", [5], id="where a logarithm begins"),
]


def found(text: str) -> Landmarks:
    return landmarks(parse(text).expanded, "x")


@pytest.mark.parametrize(("text", "points"), POINTS)
def test_finds_where_something_switches(text: str, points: list[Fraction]) -> None:
    assert set(points) <= set(found(text).points)


@pytest.mark.parametrize("text", ["tanh(x)", "x*sigmoid(x)", "gelu(x)", "x^3", "abs(3)"])
def test_finds_nothing_in_one_analytic_expression(text: str) -> None:
    assert found(text).points == ()


@pytest.mark.parametrize("text", ["tan(x)", "1/sin(x)", "floor(x)"])
def test_of_too_many_those_nearest_0_are_kept(text: str) -> None:
    points = found(text).points
    assert len(points) == MOST
    assert sum(abs(x) < 10 for x in points) >= 6


HOLES = [
    pytest.param("1/(x^2-2)", [-(2**0.5), 2**0.5], id="two roots"),
    pytest.param("1/(x^2-11)", [-(11**0.5), 11**0.5], id="roots that rounding puts on floats"),
    pytest.param("1/(x*(x^3-2)^2)", [0, 2 ** (1 / 3)], id="a factor and the base of a power"),
    pytest.param("log(abs(x^2-2))", [-(2**0.5), 2**0.5], id="a logarithm of 0"),
    pytest.param("1/sqrt(abs(x^3-2))", [2 ** (1 / 3)], id="a root of a root"),
    pytest.param("piecewise(x < 0: x/(1-x-x^2), x)", [-(5**0.5 + 1) / 2], id="in the piece in use"),
    pytest.param("1/piecewise(x < 5: x^3-2, 1)", [2 ** (1 / 3)], id="a piece below the line"),
    pytest.param("1/(1-x-x^2)^0", [], id="the power 0"),
    pytest.param("1/(x^2+1)", [], id="never 0"),
    pytest.param("1/sign(x^3-2)", [], id="a jump over 0"),
    pytest.param("piecewise(x^3==2: 0, 1/(x^3-2))", [], id="perhaps mended"),
    pytest.param("1/(x^4-4*x^2+4)", [-(2**0.5), 2**0.5], id="double roots"),
    pytest.param("log(x^2-2*sqrt(2)*x+2)", [2**0.5], id="the logarithm of a double root"),
    pytest.param("1/(-x^4+4*x^2-4)", [-(2**0.5), 2**0.5], id="double roots touched from below"),
    pytest.param("1/(x^8-8*x^6+24*x^4-32*x^2+16)", [-(2**0.5), 2**0.5], id="fourfold roots"),
    pytest.param("1/(1+cos(x)+1e-20)", [], id="nearly a double root"),
    pytest.param("1/(x^2+1e-12)", [], id="nearly a double root at 0"),
    pytest.param("1/(cosh(x)-1+1e-9)", [], id="nearly a double root under rounding"),
    pytest.param("1/exp(10^6*(x-pi)^2-500)", [], id="tiny and never 0"),
    pytest.param("piecewise(cos(x)==-1: 0, 1/(1+cos(x)))", [], id="a double root that is mended"),
]


@pytest.mark.parametrize(("text", "roots"), HOLES)
def test_finds_where_a_denominator_vanishes(text: str, roots: list[float]) -> None:
    middles = sorted((low + high) / 2 for low, high in found(text).holes)
    assert middles == pytest.approx(roots, rel=1e-14)


DOUBLE = [
    pytest.param("1/(1+cos(x))", math.pi, 2 * math.pi, id="a wave that touches at π"),
    pytest.param("1/(1+sin(x))", -math.pi / 2, 2 * math.pi, id="a wave that touches at −π/2"),
    pytest.param("1/(2+2*sin(3*x+1))", -(math.pi / 2 + 1) / 3, 2 * math.pi / 3, id="a faster wave"),
    pytest.param("log(1+cos(x))", math.pi, 2 * math.pi, id="the logarithm of a wave"),
]


@pytest.mark.parametrize(("text", "root", "period"), DOUBLE)
def test_finds_where_a_wave_touches_0(text: str, root: float, period: float) -> None:
    middles = [(low + high) / 2 for low, high in found(text).holes]
    assert min(abs(x - root) for x in middles) < 1e-14
    assert [(x - root) / period for x in middles] == pytest.approx([round((x - root) / period) for x in middles])


def test_a_double_root_at_a_fraction_is_exact() -> None:
    assert Fraction(1, 3) in found("1/(9*x^2-6*x+1)").points


LITERALS = [
    pytest.param("x", [], id="no number"),
    pytest.param("3*x + 0.5 - 3", [Fraction(1, 2), 3], id="each once, sorted"),
    pytest.param("piecewise(x < 17.3: 1e9, 1e10)", [Fraction(173, 10), 10**9], id="none far beyond all points"),
]


@pytest.mark.parametrize(("text", "values"), LITERALS)
def test_literals(text: str, values: list[Fraction]) -> None:
    assert list(literals(parse(text).expanded)) == values


MAY_HAVE_HOLE = [
    pytest.param("1/(x^2-2)", True, id="the same root"),
    pytest.param("1/(x-1.4142135623730951)", True, id="a root next to it"),
    pytest.param("1/(x^2-3)", False, id="another root"),
    pytest.param("x^2-2", False, id="no denominator"),
    pytest.param("1/piecewise(x < 0: 1, 0)", True, id="a denominator that is 0 all around"),
]


@pytest.mark.parametrize(("text", "may"), MAY_HAVE_HOLE)
def test_may_have_a_hole_at_a_root(text: str, may: bool) -> None:  # noqa: FBT001  a column
    (hole,) = (hole for hole in found("1/(x^2-2)").holes if hole[0] > 0)
    assert may_have_hole(parse(text).expanded, "x", *hole) is may


def test_an_edge_nearer_to_0_than_bisection_goes_is_seen_at_0() -> None:
    assert any(abs(x) < Fraction(1, 10**25) for x in found("abs(x^3-1e-300)").points)
