from math import factorial

import pytest
from flint import arb, fmpq
from written import facts, program

from grader.maths.analysis import joins
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Joint
from grader.maths.analysis.points import Point

pytestmark = pytest.mark.usefixtures("precise")

SINE = "x-x^3/6+x^5/120-x^7/5040"


def first(text: str) -> Joint:
    return facts(text).joints[0]


ORDERS = [
    pytest.param("abs(x)", 0, id="a corner"),
    pytest.param("x*abs(x)", 1, id="two parabolas"),
    pytest.param("abs(x)^3", 2, id="two cubics"),
    *(pytest.param(f"piecewise(x<0: x^{n}, 0)", n - 1, id=f"x^{n} beside 0") for n in (1, 2, 5, 12, 24, 47, 60)),
    pytest.param("piecewise(x<1: tanh(x), tanh(x)+1e-6*(x-1)^9)", 8, id="an order of 8 at 1"),
    pytest.param("piecewise(x<1/3: exp(x), exp(x)-(3*x-1)^7)", 6, id="an order of 6 at 1/3"),
    pytest.param("abs(x)^(3/2)", 1, id="t^(3/2)"),
    pytest.param("abs(x)^(1/2)", 0, id="t^(1/2)"),
    pytest.param("piecewise(x<0: x^3, x^(5/2))", 2, id="t^(5/2) beside a cube"),
    pytest.param("cbrt(x)", 0, id="a cube root, which is vertical"),
    pytest.param("cbrt(x)^5", 1, id="t^(5/3)"),
    pytest.param("piecewise(x==0: 0, x*log(abs(x)))", 0, id="x·log x"),
    pytest.param("piecewise(x==0: 0, x^2*log(abs(x)))", 1, id="x²·log x"),
    pytest.param("piecewise(x==0: 0, x^3*log(abs(x))^2)", 2, id="x³·log² x"),
    pytest.param("piecewise(x==0: 0, abs(x)^(3/2)*log(abs(x)))", 1, id="t^(3/2)·log t"),
    pytest.param("piecewise(x<=0: 0, x^2*log(x))", 1, id="x²·log x beside 0"),
    pytest.param("piecewise(x<0: sin(x), x-x^3/6+x^5/120)", 6, id="a sine and its series to the fifth"),
    pytest.param(f"piecewise(x<0: sin(x), {SINE})", 8, id="a sine and its series to the seventh"),
    pytest.param("piecewise(x<0: exp(x), 1+x+x^2/2)", 2, id="exp and its series"),
    pytest.param("piecewise(x<0: erf(x), 2/sqrt(pi)*x)", 2, id="erf and its line"),
    pytest.param("piecewise(x<0: asinh(x), x-x^3/6)", 4, id="asinh and its series"),
    pytest.param("piecewise(x<0: sigmoid(x), 1/2+x/4-x^3/48)", 4, id="sigmoid and its series"),
    pytest.param("piecewise(x<0: softplus(x), log(2)+x/2+x^2/8)", 3, id="softplus and its series"),
    pytest.param("piecewise(x<0: x, tanh(x))", 2, id="tanh and its line"),
    pytest.param("piecewise(x<1: exp(x), e+e*(x-1)+e/2*(x-1)^2)", 2, id="exp at 1"),
    pytest.param("piecewise(x<1: tanh(x), tanh(1)+(1-tanh(1)^2)*(x-1))", 1, id="tanh at 1"),
    pytest.param("piecewise(x<1: atan(x), pi/4+(x-1)/2)", 1, id="atan at 1"),
    pytest.param("piecewise(x<pi: sin(x), pi-x)", 2, id="a sine at π"),
    pytest.param("piecewise(x<pi/2: sin(x), 1)", 1, id="a sine at π/2"),
    pytest.param("piecewise(x<sqrt(2): x^2, 2*sqrt(2)*x-2)", 1, id="a tangent at √2"),
    pytest.param("max(x, cos(x))", 0, id="two curves that meet where no name is"),
    pytest.param("abs(x-cos(x))*(x-cos(x))", 1, id="two parabolas where no name is"),
    pytest.param("abs(exp(x)-2)^3", 2, id="two cubics at log 2"),
    pytest.param("piecewise(x==0: 0, x^2*sin(1/x))", 0, id="a slope that swings"),
    pytest.param("piecewise(x==0: 0, x*sin(1/x))", 0, id="slopes that swing ever more"),
    pytest.param("piecewise(x<=0: 0, x^2*cos(1/x))", 0, id="a slope that swings to one side"),
    pytest.param("sqrt(x^6)", 2, id="the root of a sixth power"),
]


@pytest.mark.parametrize(("text", "expected"), ORDERS)
def test_a_join_is_as_smooth_as_the_derivatives_that_agree(text: str, expected: int) -> None:
    assert joins.smoothness(first(text)) == expected


ENDLESS = [
    pytest.param("piecewise(x<0: x^2, x^2)", id="one tree on both sides"),
    pytest.param("piecewise(x<0: x^2+2*x+1, (x+1)^2)", id="one polynomial in two forms"),
    pytest.param("piecewise(x<0: sin(2*x), 2*sin(x)*cos(x))", id="one function in two forms"),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", id="a removable hole"),
    pytest.param("sqrt(x^4)", id="the root of a fourth power"),
    pytest.param("cbrt(x)^3", id="a cube of a cube root"),
    pytest.param("piecewise(x<=0: 0, exp(-1/x))", id="a flat join"),
    pytest.param("piecewise(x<0: exp(1/x), exp(-1/x))", id="flat on both sides"),
    pytest.param("piecewise(x<=0: 0, exp(-1/x)*sin(x))", id="flat times a wave"),
    pytest.param("piecewise(x<=0: x, x+exp(-1/x^2))", id="a line and one that is flat to it"),
    pytest.param("piecewise(x<=0: 0, exp(-1/x)/x^9)", id="flat over a power"),
    pytest.param("abs(x)^3*abs(x)^3", id="two cubics that make a power"),
    pytest.param("piecewise(x<=0: x, x+sin(exp(-1/x))-exp(-1/x)+exp(-3/x)/6)", id="flat terms that cancel"),
]


@pytest.mark.parametrize("text", ENDLESS)
def test_a_join_may_be_smooth_without_end(text: str) -> None:
    assert joins.smoothness(first(text)) is None


def series(name: str, last: int) -> str:
    """Return a series at 0, up to a power."""
    sign = {"sin": (0, 1, 0, -1), "cos": (1, 0, -1, 0), "exp": (1, 1, 1, 1)}[name]
    return "+".join(f"({sign[n % 4]})*x^{n}/{factorial(n)}" for n in range(last + 1) if sign[n % 4])


HIGH = [
    pytest.param("sin", 9, "0", 10, id="a sine and its series to the ninth"),
    pytest.param("sin", 9, "x^13", 10, id="and something of the thirteenth"),
    pytest.param("cos", 8, "0", 9, id="a cosine and its series to the eighth"),
    pytest.param("cos", 8, "-x^11", 9, id="a cosine, and something of the eleventh"),
    pytest.param("exp", 11, "x^15", 11, id="exp and its series to the eleventh"),
]


@pytest.mark.parametrize(("name", "last", "more", "expected"), HIGH)
def test_a_join_of_a_series_that_is_long(name: str, last: int, more: str, expected: int) -> None:
    assert joins.smoothness(first(f"piecewise(x<0: {name}(x), {series(name, last)}+{more})")) == expected


NOT_TOLD = [
    pytest.param("piecewise(x==0: 0, x^3*sin(1/x))", id="a second slope that swings"),
    pytest.param("piecewise(x==0: 0, 1/log(abs(x)/9))", id="the inverse of a logarithm"),
    pytest.param("abs(x)^pi", id="an irrational power"),
    pytest.param("piecewise(x<=0: 0, x<1/2: sin(1/log(x))-1/log(x)+log(x)^(-3)/6, 9)", id="inverses that cancel"),
    pytest.param("piecewise(x<1: x*(sqrt(3+2*sqrt(2))-1-sqrt(2)), 0)", id="slopes that may be equal"),
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_an_order_that_can_not_be_told_is_not(text: str) -> None:
    with pytest.raises(Undecided):  # noqa: PT012
        joints = facts(text).joints
        joins.smoothness(next(joint for joint in joints if abs(joint.point.ball) < 2))


ANALYTIC = [
    pytest.param("sin(x)/x", 0, True, id="a removable hole"),
    pytest.param("(exp(x)-1)/x*tanh(x)", 0, True, id="a product with one"),
    pytest.param("(1-cos(x))^2/x^4+x", 0, True, id="a hole of higher order"),
    pytest.param("(sin(x)/x)^2", 0, True, id="its square"),
    pytest.param("tanh(x)", 0, True, id="what is analytic anyway"),
    pytest.param("exp(-1/x^2)", 0, False, id="what is flat"),
    pytest.param("sqrt(x)", 0, False, id="a root"),
    pytest.param("x*log(x)", 0, False, id="a logarithm"),
    pytest.param("sqrt(x)*x", 0, False, id="a product with a root"),
    pytest.param("(sin(x)/x)^(1/2)", 0, False, id="a broken power of what has a hole"),
    pytest.param("exp(sin(x)/x)", 0, False, id="a function of what has a hole"),
    pytest.param("sqrt(x)", 1, True, id="a root elsewhere"),
]


@pytest.mark.parametrize(("text", "at", "expected"), ANALYTIC)
def test_what_is_certainly_analytic_at_a_point(text: str, at: int, *, expected: bool) -> None:
    assert joins.is_analytic(program(text), Point(at=fmpq(at))) is expected
    assert joins.is_analytic(program(text), Point(at=arb(at, 1e-30))) is expected


LOGARITHMS = [
    pytest.param("sin(x*log(x))-x*log(x)+(x*log(x))^3/6", 4, id="as (x·log x)⁵"),
    pytest.param("sin(x^2*log(x))-x^2*log(x)+(x^2*log(x))^3/6", 9, id="as (x²·log x)⁵"),
]


@pytest.mark.parametrize(("text", "expected"), LOGARITHMS)
def test_a_join_whose_first_terms_with_logarithms_cancel(text: str, expected: int) -> None:
    assert joins.smoothness(first(f"piecewise(x<=0: 0, {text})")) == expected
