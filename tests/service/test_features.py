"""What a picture shows beside the curve: where it is, and that nothing is shown that is not there."""

from math import inf, pi, sqrt

import pytest

from grader.maths.analysis import Profile, profile
from grader.service.asymptotes import lines, uprights
from grader.service.features import features
from grader.service.flats import zones
from grader.service.slopes import steepest


def of(text: str) -> Profile:
    return profile(text)


LINES = [
    pytest.param("tanh(x)", ["y = −1 to the left", "y = 1 to the right"], id="two levels"),
    pytest.param("exp(-x^2)", ["y = 0 at both ends"], id="one level"),
    pytest.param("x*sigmoid(x)", ["y = 0 to the left", "y = x to the right"], id="level and slanted"),
    pytest.param("x^2/(1+abs(x))", ["y = −x − 1 to the left", "y = x − 1 to the right"], id="slanted, with a height"),
    pytest.param("x/2+3+1/x", ["y = 0.5·x + 3 at both ends"], id="slanted at both ends"),
    pytest.param("sqrt(2)*x+1/x", [], id="a slope that twelve digits don't tell"),
    pytest.param("relu(x)", [], id="a line of its own is no asymptote"),
    pytest.param("sign(x)", [], id="nor is a dead stretch"),
    pytest.param("x^2", [], id="too steep"),
    pytest.param("x+sin(x)", [], id="no limit"),
    pytest.param("x+log(1+x^2)", [], id="a slope, but no line"),
    pytest.param("sqrt(-1-x^2)", [], id="nothing at all"),
]


@pytest.mark.parametrize(("text", "labels"), LINES)
def test_lines_that_a_curve_tends_to(text: str, labels: list[str]) -> None:
    assert [line.label for line in lines(of(text))] == labels


def test_a_line_goes_to_its_side_alone() -> None:
    left, right = lines(of("tanh(x)"))
    assert (left.low, left.high, right.low, right.high) == (-inf, 0, 0, inf)
    assert (left.at(-5), right.at(5)) == (-1, 1)


POLES = [
    pytest.param("1/x", [0.0], id="a pole"),
    pytest.param("log(x)", [0.0], id="on one side"),
    pytest.param("log(abs(x-3))", [3.0], id="a slow one"),
    pytest.param("1/(x-sqrt(2))", [sqrt(2)], id="an irrational one"),
    pytest.param("1/(x^2-1)", [-1.0, 1.0], id="two of them"),
    pytest.param("sign(x)", [], id="a jump is none"),
    pytest.param("sqrt(x)", [], id="nor is a vertical slope"),
    pytest.param("sin(x)/x", [], id="nor is a hole"),
    pytest.param("sin(x)", [], id="none that repeats"),
]


@pytest.mark.parametrize(("text", "places"), POLES)
def test_poles(text: str, places: list[float]) -> None:
    assert sorted(one.x for one in uprights(of(text))) == pytest.approx(places, abs=1e-6)


def test_poles_repeat_with_their_period_the_nearest_first() -> None:
    found = [one.x for one in uprights(of("tan(x)"))]
    assert [abs(x) for x in found[:4]] == pytest.approx([pi / 2, pi / 2, 3 * pi / 2, 3 * pi / 2], abs=1e-6)
    assert len(found) == 26


SHELF = ["dead 0.5493 < x < 9.549", "flat x < −2.993", "flat x > 11.99"]
ZONES = [
    pytest.param("relu(x)", ["dead x < 0"], id="dead on one side"),
    pytest.param("tanh(x)", ["flat x < −2.993", "flat x > 2.993"], id="saturated on both"),
    pytest.param(
        "(exp(x)-exp(-x))/(exp(x)+exp(-x))", ["flat x < −2.993", "flat x > 2.993"], id="where floats fail, too"
    ),
    pytest.param("relu6(x)", ["dead x < 0", "dead x > 6"], id="dead on both"),
    pytest.param("softshrink(x)", ["dead −0.5 < x < 0.5"], id="dead in the middle"),
    pytest.param("max(tanh(x), 0)", ["dead x < 0", "flat x > 2.993"], id="dead and saturated"),
    pytest.param("piecewise(x<-9: -1, tanh(x))", ["dead x < −9"], id="a jump leaves no slope to measure by"),
    pytest.param("max(min(tanh(x), 1/2), tanh(x-9))", SHELF, id="between saturated stretches"),
    pytest.param("7", ["dead all x"], id="a constant"),
    pytest.param("sin(x)", [], id="a turning point is too narrow"),
    pytest.param("x^2", [], id="no constant"),
    pytest.param("floor(x)", [], id="no end of dead stretches"),
]


@pytest.mark.parametrize(("text", "labels"), ZONES)
def test_stretches_where_hardly_anything_is_learnt(text: str, labels: list[str]) -> None:
    assert [f"{'dead' if zone.is_dead else 'flat'} {zone.label}" for zone in zones(of(text))] == labels


STEEP = [
    pytest.param("x*sigmoid(x)", 1.09983932013, 2.39935728, id="silu"),
    pytest.param("gelu(x)", 1.1289041, sqrt(2), id="gelu"),
    pytest.param("relu(x)", 1.0, 1.0, id="anywhere on a straight piece: at 1"),
    pytest.param("exp(-x^2)", -0.857763885, 1 / sqrt(2), id="falling"),
    pytest.param("sin(x)", 1.0, 0.0, id="of many, the nearest to 0"),
    pytest.param("selu(x)", 1.75809934, 0.0, id="on one side of a kink"),
]


@pytest.mark.parametrize(("text", "slope", "x"), STEEP)
def test_where_it_is_steepest(text: str, slope: float, x: float) -> None:
    found = steepest(of(text))
    assert found is not None
    assert abs(found.slope) == pytest.approx(abs(slope), rel=1e-6)
    assert abs(found.x or 0.0) == pytest.approx(abs(x), abs=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("softplus(x)", id="the slope only tends to it"),
        pytest.param("x^2/(1+abs(x))", id="slowly, too"),
        pytest.param("x^3", id="no bound"),
        pytest.param("2*x+1", id="a straight line is as steep everywhere"),
        pytest.param("7", id="a constant is steep nowhere"),
        pytest.param("sqrt(-1-x^2)", id="nothing is known"),
    ],
)
def test_it_is_steepest_nowhere(text: str) -> None:
    assert steepest(of(text)) is None


def test_kinks_and_jumps_are_marked_where_they_are() -> None:
    assert [(mark.x, mark.y, mark.label) for mark in features(of("relu(x)")).kinks] == [(0, 0, "kink at 0")]
    assert [mark.label for mark in features(of("sign(x)+relu(x-1)")).jumps] == ["jump at 0"]
    found = features(of("1/x+sign(x-2)"))
    assert [mark.label for mark in found.jumps] == ["jump at 2"], "a pole is no jump"
    assert features(of("floor(x)")).jumps == ()
