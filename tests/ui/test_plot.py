"""The Lab's picture: which layers it has, how it is described, and what its marks are said to be."""

from typing import Any

import pytest

from grader.service.profile import profile
from grader.service.sketch import Curve, bend, sketch
from grader.service.witness import Mark
from ui import look
from ui.widgets import plot
from ui.widgets.plot import View


def drawn(text: str) -> Curve:
    found = sketch(text).curve
    assert found is not None
    return found


def view(text: str, **more: Any) -> View:
    return View(curve=drawn(text), features=profile(text).features, **more)


def layers(one: View, kind: str) -> list[dict[str, Any]]:
    return [layer for layer in plot._spec(one)["layer"] if layer["mark"]["type"] == kind]


def places(one: View) -> list[tuple[float, float]]:
    return [(at["x"], at["y"]) for layer in layers(one, "point") for at in layer["data"]["values"]]


def test_it_is_described_with_what_is_marked() -> None:
    words = plot.described(view("relu(x)", spots=[Mark(x=2.0, y=2.0, label="f(2) = 2")]))
    assert words == "f, f′ for x from -6 to 6. Lowest 0 at -6, highest 6 at 6. Marked: kink at 0, f(2) = 2."
    assert plot.described(view("x", shown=())).startswith("Nothing for x from -6 to 6.")


def test_what_is_outside_the_window_is_not_described() -> None:
    assert "Marked" not in plot.described(view("relu(x-9)"))


LEGENDS = [
    pytest.param("relu(x)", "**Circle**: kink at 0.", id="a kink"),
    pytest.param("sign(x)", "**Square**: jump at 0.", id="a jump"),
    pytest.param("tanh(x)", "**Dashed**: asymptotes y = −1 to the left and y = 1 to the right.", id="asymptotes"),
    pytest.param("exp(-x^2)", "**Dashed**: asymptote y = 0 at both ends.", id="one asymptote"),
    pytest.param("relu(x)", "**Dark band**: dead for x < 0: the slope is 0, so nothing is learnt there.", id="dead"),
    pytest.param(
        "tanh(x)",
        "**Band**: saturated for x < −2.993 and x > 2.993: the slope is below 1 % of the steepest, so learning all but "
        "stops there.",
        id="saturated",
    ),
    pytest.param("tanh(x)", "**Dotted**: slope 1 at x = 0, as steep as it gets.", id="steepest"),
    pytest.param("tan(x)", "x = −7.854 and 20 more.", id="more than one names"),
]


@pytest.mark.parametrize(("text", "sentence"), LEGENDS)
def test_the_marks_are_explained(text: str, sentence: str) -> None:
    assert any(one.endswith(sentence) for one in plot.legend(profile(text).features))


def test_nothing_is_explained_where_nothing_is_marked() -> None:
    assert plot.legend(profile("x^2").features) == []


def test_each_line_keeps_its_colour() -> None:
    beside = {"relu": drawn("relu(x)"), "gelu": drawn("gelu(x)")}
    one = view("tanh(x)", shown=("f", "f″"), bend=bend("tanh(x)"), beside=beside)
    thin, thick = layers(one, "line")[2:4]
    colour = thick["encoding"]["color"]["scale"]
    assert dict(zip(colour["domain"], colour["range"], strict=True)) == {
        "f": look.LINES["f"],
        "f″": look.LINES["f″"],
        "relu": look.BESIDE[0],
        "gelu": look.BESIDE[1],
    }
    assert thin["transform"][0]["filter"]["oneOf"] == ["relu", "gelu"]
    assert set(plot._points(one).to_pydict()["line"]) == {"f", "f″", "relu", "gelu"}


def test_there_may_be_no_line_at_all() -> None:
    one = view("tanh(x)", shown=())
    assert plot._points(one).num_rows == 0
    assert layers(one, "line")


def test_bands_end_at_the_edge_of_the_window() -> None:
    (band,) = layers(view("relu(x)"), "rect")
    assert band["data"]["values"] == [{"x": -6.0, "end": 0.0, "label": "dead: x < 0"}]
    assert layers(view("relu(x+9)"), "rect") == []


def test_an_upright_asymptote_is_drawn_in_the_window_alone() -> None:
    rules = [layer["data"]["values"] for layer in layers(view("1/(x^2-4)+1/(x-9)"), "rule")]
    assert [[one["x"] for one in found] for found in rules if "x" in found[0]] == [[2.0, -2.0]]


def test_spots_are_marked_and_seen() -> None:
    spots = [
        Mark(x=1.0, y=30.0, label="high"),
        Mark(x=2.0, y=float("nan"), label="no value"),
        Mark(x=3, y=1e70, label=""),
    ]
    one = view("x^2", shown=("f",), spots=spots)
    assert places(one) == [(1.0, 30.0), (2.0, 0.0)], "where there is no value, on the axis; what is beyond, not at all"
    assert plot._height(one)[1] > 30


def test_kinks_jumps_and_the_steepest_point_belong_to_f() -> None:
    assert places(view("relu(x)")) == [(1.0, 1.0), (0.0, 0.0)]
    assert places(view("relu(x)", shown=("f′",))) == []
    assert places(view("sign(x)")) == [(0.0, 0.0)]


def test_a_steepest_point_out_of_sight_is_not_drawn() -> None:
    assert places(view("tanh(x-9)")) == []


def test_no_number_is_too_large_for_a_browser() -> None:
    points = plot._points(view("exp(exp(x))")).to_pydict()["y"]
    assert max(abs(y) for y in points if y is not None) < 1e9
