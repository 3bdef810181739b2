"""Where signs change, between which numbers values lie, and what has to hold for a value."""

from fractions import Fraction

import pytest

from grader.maths.crossings import crossings
from grader.maths.ranges import Range, within
from grader.maths.reading import parse
from grader.maths.requirements import requirements
from grader.maths.show import show

CROSSINGS = [
    pytest.param("2", (), id="a number"),
    pytest.param("3*x-1", ("1/3",), id="a line"),
    pytest.param("x-x", (), id="nothing"),
    pytest.param("(x^2-1)*(2*x+3)", ("-3/2", "-1", "1"), id="a product of lines"),
    pytest.param("x^4-1", ("-1", "1"), id="a polynomial with other roots"),
    pytest.param("x^2+x+1", (), id="a definite one"),
    pytest.param("-x^3/8", ("0",), id="a power"),
    pytest.param("(x-1)/(x+1)", ("-1", "1"), id="a fraction"),
    pytest.param("sqrt(x-1)", ("1",), id="a root"),
    pytest.param("tanh(x-2)", ("2",), id="an odd function"),
    pytest.param("exp(x)-1", ("0",), id="a function that rises"),
    pytest.param("1-log(x)-x", ("1",), id="one that falls on a half-line"),
    pytest.param("erfc(2*x)-1", ("0",), id="one that falls"),
    pytest.param("x/2+sqrt(x)", ("0",), id="a sum of two that rise"),
    pytest.param("sqrt(x)+sqrt(x-1)", ("0", "1"), id="a sum of two that are nowhere negative"),
    pytest.param("1+exp(x)", (), id="one that is positive"),
    pytest.param("sin(x)-2", (), id="one that is far from 0"),
    pytest.param("sqrt(x^2+1)-x", (), id="one that only comes near 0"),
    pytest.param("x+sqrt(x^2-1)", ("-1", "1"), id="one that has a gap instead of a root"),
]


@pytest.mark.parametrize(("text", "expected"), CROSSINGS)
def test_signs_change_at_these_points_alone(text: str, expected: tuple[str, ...]) -> None:
    assert crossings(parse(text).expanded, "x") == tuple(map(Fraction, expected))


NOT_TOLD = [
    pytest.param("x^2-2", id="irrational roots"),
    pytest.param("x^3-2", id="one irrational root"),
    pytest.param("sin(x)", id="infinitely many roots"),
    pytest.param("exp(x)-2", id="an irrational root of a function that rises"),
    pytest.param("exp(x)-x-1", id="one that rises and falls"),
    pytest.param("x^30-x", id="too high a degree"),
    pytest.param("x^x-1", id="a power that varies"),
    pytest.param("x*exp(x)-x", id="a difference of products"),
    pytest.param("sqrt(x^2+1)+x^2*sin(x)", id="a root beside a wave"),
    pytest.param("x-sqrt(x^2-3)+sqrt(x)", id="two roots"),
    pytest.param("0*x+sqrt((x-1)^2)-sin(x)", id="a wave beside nothing"),
    pytest.param("x^2+x*sqrt(x^2-3)", id="a root with a factor"),
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_nothing_is_told_where_a_root_may_be_missed(text: str) -> None:
    assert crossings(parse(text).expanded, "x") is None


def test_of_another_variable_nothing_is_told() -> None:
    assert crossings(parse("x*y", ("x", "y")).expanded, "x") is None


RANGES = [
    pytest.param("1-sigmoid(x)", "0 < v < 1", id="a sigmoid turned round"),
    pytest.param("2+3*tanh(x)", "-1 < v < 5", id="a tanh moved and stretched"),
    pytest.param("tanh(x)*(-2)", "-2 < v < 2", id="a factor behind"),
    pytest.param("1-tanh(x)^2", "0 < v <= 1", id="a square taken away"),
    pytest.param("sin(x)^2/4", "0 <= v <= 1/4", id="a square of a wave"),
    pytest.param("cosh(x)-1", "0 <= v", id="no upper end"),
    pytest.param("-exp(x)", "v < 0", id="negative"),
    pytest.param("x^2", "0 <= v", id="a square"),
    pytest.param("x*sin(x)", "", id="no ends"),
]


def _shown(found: Range) -> str:
    low = "" if found.low is None else f"{found.low} {'<' if found.open_low else '<='} "
    high = "" if found.high is None else f" {'<' if found.open_high else '<='} {found.high}"
    return f"{low}v{high}" if low or high else ""


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_values_lie_between_these_numbers(text: str, expected: str) -> None:
    assert _shown(within(parse(text).expanded)) == expected


REQUIREMENTS = [
    pytest.param("exp(x)/(1+exp(x))", "", id="nothing"),
    pytest.param("1/(x*(x+1)^2)", "nonzero x, nonzero x + 1", id="each factor below"),
    pytest.param("1/tanh(-|x-1|)", "nonzero x - 1", id="what has the zeros of another"),
    pytest.param("log(sqrt(x))", "positive x", id="a root and more"),
    pytest.param("log(2*x^3)", "positive x", id="an odd power with a factor"),
    pytest.param("log(x^2)", "nonzero x", id="an even power"),
    pytest.param("log(|x|)", "nonzero x", id="bars"),
    pytest.param("sqrt(x*exp(x))", "nonnegative x", id="a positive factor"),
    pytest.param("sqrt(atan(x))", "nonnegative x", id="an odd function"),
    pytest.param("x^-0.5", "positive x", id="a negative power of a root"),
    pytest.param("x^(1/3)", "nonnegative x", id="a third root"),
    pytest.param("1/(x-1)^-2", "nonzero x - 1", id="one over a negative power"),
    pytest.param("1/(x-1)^0", "", id="a power of 0 is 1"),
    pytest.param("tan(x)", "nonzero cos(x)", id="a tangent"),
    pytest.param("1/tan(x)", "nonzero cos(x), nonzero sin(x)", id="one over a tangent"),
    pytest.param("tan(atan(x))", "", id="a tangent of an arc"),
    pytest.param("asin(tanh(x))", "", id="an arc between its ends"),
    pytest.param("acosh(x)", "nonnegative x - 1", id="an acosh"),
    pytest.param("atanh(x)", "positive 1 + x, positive 1 - x", id="an atanh"),
    pytest.param("x^x", "unclear x^x", id="a power that varies"),
    pytest.param("piecewise(x>0: x)", "unclear piecewise(x > 0: x)", id="pieces"),
]


@pytest.mark.parametrize(("text", "expected"), REQUIREMENTS)
def test_a_value_asks_for_this(text: str, expected: str) -> None:
    found = sorted(f"{one.kind} {show(one.node)}" for one in requirements(parse(text).expanded))
    assert ", ".join(found) == expected
