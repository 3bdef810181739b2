from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from far_out import COARSE, fraction
from flint import arb
from sympy import Poly, Symbol
from written import constant, program, span, tree, unhurried

from grader.maths.analysis import constants, scan
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.polynomials import polynomial
from grader.maths.analysis.roots import Everywhere, line, roots
from grader.maths.digits import exactly

pytestmark = pytest.mark.usefixtures("precise")


TINY = Fraction(1, 10**9)


def found(text: str, within: Span | None = None) -> list[Point]:
    within = within or Span()
    return roots(tree(text), "x", within.low, within.high, unhurried())


LISTS = [
    pytest.param("x^3-x", None, ["-1", "0", "1"], id="a cubic"),
    pytest.param("x^2-2", None, ["-sqrt(2)", "sqrt(2)"], id="square roots, by name"),
    pytest.param("x^2-x^4-1/4", None, ["-1/sqrt(2)", "1/sqrt(2)"], id="square roots of multiplicity two"),
    pytest.param("x^2+1", None, [], id="no real root"),
    pytest.param("(x-1)^2*(x+2)", None, ["-2", "1"], id="a double root"),
    pytest.param("(x-3)^30", None, ["3"], id="a root thirty times"),
    pytest.param("3", None, [], id="a number"),
    pytest.param("-x+3", None, ["3"], id="a straight line"),
    pytest.param("pi*x-1", None, ["1/pi"], id="a straight line that is irrational"),
    pytest.param("sqrt(2)*x-2", None, ["sqrt(2)"], id="another one"),
    pytest.param("0*x+pi", None, [], id="a level line"),
    pytest.param("pi-3", None, [], id="an irrational number"),
    pytest.param("(x-sqrt(2))*(x+1)", None, ["-1", "sqrt(2)"], id="a product with an irrational root"),
    pytest.param("x*(x-1)*(x-2)*(x-pi)", None, ["0", "1", "2", "pi"], id="a product of many"),
    pytest.param("exp(x)-x-1", None, ["0"], id="a double root of a mixed function"),
    pytest.param("cos(x)-1", (-1, 1), ["0"], id="a double root of a wave"),
    pytest.param("exp(x)-1-x-x^2/2", None, ["0"], id="a triple root"),
    pytest.param("tanh(x)-x", None, ["0"], id="a triple root where nothing else is"),
    pytest.param("(x-1)^2*exp(x)-(x-1)^2", None, ["0", "1"], id="a double root at 1"),
    pytest.param("(exp(x)-1)^2", None, ["0"], id="a square"),
    pytest.param("exp(x-7/3)-x+4/3", None, ["7/3"], id="a double root at a place that nothing points to"),
    pytest.param("exp(x-45/16)-x+29/16", None, ["45/16"], id="a double root on the border of cells"),
    pytest.param("(x^2-2)^(1+1)", None, ["-sqrt(2)", "sqrt(2)"], id="a power with an exponent in disguise"),
    pytest.param("(exp(x)-2)^exp(1)-0", (1, None), [], id="an exponent with a name"),
    pytest.param("(x^2-2)^sinh(1)", (1, None), ["sqrt(2)"], id="an exponent that is a function of a number"),
    pytest.param("(x^2+2)^(x/x)*(x-3)", (1, None), ["3"], id="an exponent that varies"),
    pytest.param("(x^2-2)^(-(1/2+1))", (2, None), [], id="a negative exponent"),
    pytest.param("tanh(x^3-x)", None, ["-1", "0", "1"], id="a function that is 0 at 0 alone"),
    pytest.param("exp(x)*(x-3)", None, ["3"], id="a factor that is never 0"),
    pytest.param("exp(x)*sigmoid(x)", None, [], id="nothing but such factors"),
    pytest.param("(x^2-1)/(x^2+5)", None, ["-1", "1"], id="a quotient"),
    pytest.param("-(x^2-1)^3", None, ["-1", "1"], id="a negative power"),
    pytest.param("(x^2-4)^pi", (1, None), ["2"], id="an irrational power"),
    pytest.param("log(x)", (0, None), ["1"], id="a logarithm"),
    pytest.param("log(x^2-3)", (2, None), [], id="a logarithm without a root here"),
    pytest.param("sqrt(x)-2", (0, None), ["4"], id="a root of x"),
    pytest.param("atan(x)-pi/4", None, ["1"], id="an arc"),
    pytest.param("1-tanh(x)", None, [], id="what tends to 0 without reaching it"),
    pytest.param("sin(x)", (-7, 7), ["-2*pi", "-pi", "0", "pi", "2*pi"], id="a sine"),
    pytest.param("cos(2*x+1)", (-2, 2), ["-pi/4-1/2", "pi/4-1/2", "3*pi/4-1/2"], id="a cosine, shifted"),
    pytest.param("sin(-pi*x)", (-3, 3), ["-2", "-1", "0", "1", "2"], id="a sine with whole roots"),
    pytest.param("sin(x)/x", (1, 7), ["pi", "2*pi"], id="a sine over x"),
    pytest.param("x*sin(x)", (-4, 4), ["-pi", "0", "pi"], id="x times a sine: 0 once"),
    pytest.param("sin(x)-sin(1)", (0, 2), ["1"], id="a root that has a name"),
    pytest.param("x^2-2", (0, None), ["sqrt(2)"], id="the roots inside alone"),
    pytest.param("x^2-4", (-2, 2), [], id="the ends are not inside"),
    pytest.param("x-0", None, ["0"], id="x compared with 0"),
    pytest.param("0-x", None, ["0"], id="0 compared with x"),
    pytest.param("(x-1/2)*(x-1/2-1/10^20)", None, ["1/2", "1/2+1/10^20"], id="two roots next to each other"),
    pytest.param("x^25-x^24", None, ["0", "1"], id="a power that is no polynomial here"),
]


@pytest.mark.parametrize(("text", "within", "expected"), LISTS)
def test_all_roots_are_found_and_named(text: str, within: tuple[Any, Any] | None, expected: list[str]) -> None:
    assert [point.at for point in found(text, within and span(*within))] == [constant(one) for one in expected]


BALLS = [
    pytest.param("x^3-x-1", ["1.32471795724474602596"], id="the plastic number"),
    pytest.param("x^5-4*x+2", ["-1.51851215278491", "0.50849948465733", "1.24359639057354"], id="three of a quintic"),
    pytest.param("exp(x)-2", ["0.69314718055994530942"], id="log 2"),
    pytest.param("cos(x)-x", ["0.73908513321516064166"], id="the fixed point of the cosine"),
    pytest.param("x*exp(x)-1", ["0.56714329040978387300"], id="Lambert's W of 1"),
    pytest.param("exp(x)-x-2", ["-1.84140566043696", "1.14619322062058"], id="two of a mixed function"),
    pytest.param("x^2-pi", ["-1.77245385090551602730", "1.77245385090551602730"], id="±√π"),
    pytest.param("erf(x)-1/2", ["0.47693627620446987338"], id="the quartile of erf"),
    pytest.param(
        "(x-1/3)^2*(exp(x)+x)", ["-0.56714329040978387300", "0.33333333333333333333"], id="one of them double"
    ),
    pytest.param("x^24-3", ["-1.04683938172732", "1.04683938172732"], id="a high power"),
    pytest.param("x+sigmoid(x)-1", ["0.401058137541547"], id="a sigmoid and a line"),
]


@pytest.mark.parametrize(("text", "expected"), BALLS)
def test_roots_without_names_are_in_narrow_balls(text: str, expected: list[str]) -> None:
    balls = [point.ball for point in found(text)]
    assert [float(ball.mid()) for ball in balls] == pytest.approx([float(one) for one in expected], abs=1e-14)
    assert all(ball.rad() < 1e-25 for ball in balls)


@pytest.mark.parametrize("text", ["0", "x-x", "exp(x)-exp(x)", "sin(x)^2+cos(x)^2-1", "x*pi-x*pi", "2*x-(x+x)"])
def test_what_is_0_throughout_has_roots_everywhere(text: str) -> None:
    with pytest.raises(Everywhere):
        found(text)


NOT_TOLD = [
    pytest.param("sin(x)", None, "far out", id="infinitely many roots"),
    pytest.param("sin(x)", (0, None), "far out", id="infinitely many to one side"),
    pytest.param("sin(1/x)", (0, 1), "far out", id="infinitely many that gather"),
    pytest.param("sin(1000*x)", (-4, 4), "too many", id="too many roots"),
    pytest.param("sin(x)-1", (0, 3), "higher order", id="a double root without a name"),
    pytest.param("exp(2*x)-4*exp(x)+4", None, "higher order", id="a hidden square"),
    pytest.param("sqrt(3+2*sqrt(2))-1-sqrt(2)", None, "constant is 0", id="a number that may be 0"),
    pytest.param("(x-sqrt(2))*(x^2-2)*(exp(x)-exp(sqrt(2)))", None, "apart", id="roots that may be one"),
]


@pytest.mark.parametrize(("text", "within", "why"), NOT_TOLD)
def test_a_list_that_can_not_be_certified_is_none(text: str, within: tuple[Any, Any] | None, why: str) -> None:
    with pytest.raises(Undecided, match=why):
        found(text, within and span(*within))


@pytest.mark.parametrize("seed", range(12))
def test_a_polynomial_has_as_many_roots_as_sturm_counts(seed: int) -> None:
    random, x = Random(seed), Symbol("x")
    for _ in range(4):
        coefficients = [random.randint(-9, 9) for _ in range(random.randint(2, 7))]
        text = "+".join(f"({c})*x^{n}" for n, c in enumerate(coefficients))
        if random.random() < 0.4:
            text = f"({text})*(x-{random.randint(1, 4)}/3)^{random.randint(1, 3)}"
        if polynomial(tree(text)).degree() < 1:  # type: ignore[union-attr]
            continue
        points = found(text)
        assert len(points) == Poly(text.replace("^", "**"), x).count_roots(), text
        for point in points:
            assert _changes_or_touches(text, point)


def _changes_or_touches(text: str, point: Point) -> bool:
    return scan.at(program(text), constants.ball(point.at), 0).contains(0)


MIXED = """
exp(x)-3*x  x^3-2*tanh(x)  sin(x)+x/4  atan(x)-x/3  x*exp(-x)-1/5  log(1+x^2)-1  erf(x)-x^3/2  cosh(x)-2-x
softplus(x)-1-x^2/9  x^2*exp(-x)-1/3  asinh(x)^2-1  x*sigmoid(x)+1/5  x/(1+x^2)-2/5  exp(-x^2)-x^2  cbrt(x^2+1)-2
x^4-exp(x)  sqrt(x^2+1)-x-1/3  sin(2*x)-x/3  x^7-x-sinh(x)/9  2^x-x^2  (x^2-3)*exp(x)+1  x*tanh(softplus(x))+1/4
""".split()


@pytest.mark.parametrize("text", MIXED)
def test_between_two_roots_there_is_one_sign_only(text: str) -> None:
    node, places = tree(text), [fraction(point.at) for point in found(text)]
    grid = sorted(
        {*(Fraction(n, 16) + TINY for n in range(-200, 201)), *(x + h for x in places for h in (-TINY, 2 * TINY))}
    )
    signs = [(value > 0) - (value < 0) for x in grid if (value := exactly(node, {"x": x}, COARSE)) is not None]
    changes = sum(a != b for a, b in pairwise(signs))
    assert changes == len(places)
    assert all(any(a < x < b for x in places) for a, b, change in _steps(grid, signs) if change)


def _steps(grid: list[Fraction], signs: list[int]) -> Iterator[tuple[Fraction, Fraction, bool]]:
    for (a, b), (first, second) in zip(pairwise(grid), pairwise(signs), strict=True):
        yield a, b, first != second


def point(at: Any, *zeros: str) -> Point:
    return Point(at=at, zeros=frozenset(map(tree, zeros)))


def plastic(*zeros: str) -> Point:
    """Return a ball around the plastic number, and what is 0 there."""
    return point(arb(1.324717957244746, 1e-12), *zeros)


ENDS = [
    pytest.param("x^3-x-1", lambda: plastic("x^3-x-1"), None, 0, id="the left end itself"),
    pytest.param("2*x^3-2*x-2", lambda: plastic("x^3-x-1"), None, 0, id="by another polynomial"),
    pytest.param("x-1", lambda: plastic("x^3-x-1"), None, 0, id="to the left of the left end"),
    pytest.param("x-2", lambda: plastic("x^3-x-1"), None, 1, id="to the right of the left end"),
    pytest.param("x-1", None, lambda: plastic("x^3-x-1"), 1, id="to the left of the right end"),
    pytest.param("x^2-2", lambda: point(constant("sqrt(2)")), None, 0, id="an end with a name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high", "count"), ENDS)
def test_only_what_is_certainly_inside_is_a_root(text: str, low: Any, high: Any, count: int) -> None:
    within = Span(low=low and low(), high=high and high())
    assert len(found(text, within)) == count


CLOSE = [
    pytest.param("x^3-x-1", plastic, id="a ball of which nothing is known"),
    pytest.param("x^3-x-1", lambda: plastic("cos(x)"), id="a ball of another tree"),
    pytest.param("x^3-x-1", lambda: plastic("x^2-2"), id="a ball of another polynomial"),
    pytest.param("x^2-2", lambda: point(arb(1.4142135623, 1e-8)), id="a named root in a ball"),
]


@pytest.mark.parametrize(("text", "low"), CLOSE)
def test_a_root_that_may_be_an_end_is_not_told(text: str, low: Callable[[], Point]) -> None:
    with pytest.raises(Undecided, match="too close"):
        found(text, Span(low=low()))


LINES = [
    pytest.param("3", ("0", "3"), id="a number"),
    pytest.param("x", ("1", "0"), id="the variable"),
    pytest.param("2*x-1/3", ("2", "-1/3"), id="a line"),
    pytest.param("pi*(x+1)-x", ("pi-1", "pi"), id="an irrational line"),
    pytest.param("(2*x)*(1+2)", ("6", "0"), id="a product with a number"),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_is_its_slope_and_its_height(text: str, expected: tuple[str, str]) -> None:
    assert line(program(text)) == tuple(map(constant, expected))


@pytest.mark.parametrize(
    "text", ["x^2", "x*(x+1)", "sin(x)", "x+sin(x)", "x/(1+x)", "(sqrt(3+2*sqrt(2))-1-sqrt(2))*x+exp(1)"]
)
def test_other_functions_are_none(text: str) -> None:
    assert line(program(text)) is None
