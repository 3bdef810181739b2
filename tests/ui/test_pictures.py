"""A trial's pictures as charts: their layers, scales, gaps, colours and tables."""

import math
from typing import Any

import pytest

from grader.pictures import Picture, Series
from ui import look
from ui.widgets import pictures

NAN = math.nan


def picture(*lines: Series, logarithmic: bool = False, x: tuple[float, ...] = (1.0, 2.0)) -> Picture:
    return Picture(title="Learning", across="layer", up="loss", x=x, series=lines, logarithmic=logarithmic)


def line(*y: float, name: str = "yours", low: tuple[float, ...] = (), high: tuple[float, ...] = ()) -> Series:
    return Series(name=name, y=y, low=low, high=high)


def kinds(one: Picture) -> list[str]:
    return [layer["mark"]["type"] for layer in pictures._spec(one)["layer"]]


def encoding(one: Picture) -> dict[str, Any]:
    (found,) = [layer["encoding"] for layer in pictures._spec(one)["layer"] if layer["mark"]["type"] == "line"]
    return dict(found)


def scale(one: Picture) -> dict[str, Any]:
    return dict(encoding(one)["y"]["scale"])


def test_a_band_lies_behind_its_line_and_few_points_are_marked() -> None:
    band = line(1, 2, low=(0, 1), high=(2, 3))
    many = tuple(float(i) for i in range(20))
    assert kinds(picture(band)) == ["area", "line", "point"]
    assert kinds(picture(line(1, 2))) == ["line", "point"]
    assert kinds(picture(line(*many), x=many)) == ["line"]


def test_bands_and_points_have_their_lines_colour() -> None:
    one = picture(line(1, 2), line(1, 2, name="ReLU", low=(0, 1), high=(2, 3)))
    area, _, mine, relu = pictures._spec(one)["layer"]
    assert mine["mark"]["color"] == look.WHOSE["yours"]
    assert area["mark"]["color"] == relu["mark"]["color"] == look.WHOSE["ReLU"]
    assert area["transform"] == relu["transform"] == [{"filter": {"field": "line", "equal": "ReLU"}}]


def test_where_there_is_no_value_there_is_a_gap() -> None:
    assert pictures._points(picture(line(1, NAN))).to_pydict() == {
        "x": [1.0, 2.0],
        "y": [1.0, None],
        "low": [None, None],
        "high": [None, None],
        "line": ["yours", "yours"],
    }


def test_a_logarithmic_scale_has_no_zero() -> None:
    one = picture(line(0, 1e-3), line(10, 1, name="ReLU"), logarithmic=True)
    assert pictures._points(one).to_pydict()["y"] == [None, 1e-3, 10, 1]
    assert scale(one) == {"type": "log", "domain": pytest.approx([1e-3, 10]), "nice": True}


def test_no_number_is_too_large_for_a_browser() -> None:
    one = picture(line(1, 1e300), line(1, 2, name="none"))
    assert scale(one)["domain"] == [1, 6]
    assert max(pictures._points(one).to_pydict()["y"]) < 100
    assert all(layer["mark"]["clip"] for layer in pictures._spec(one)["layer"])


COLOURS = [
    pytest.param(["yours", "none", "ReLU"], [look.COLOURS[i] for i in (0, 2, 1)], id="each has its own"),
    pytest.param(["yours: dead", "ReLU: dead", "yours: flat"], [look.COLOURS[i] for i in (0, 1, 0)], id="by whose it is"),
    pytest.param(["mish", "yours", "gelu"], [look.BESIDE[0], look.COLOURS[0], look.BESIDE[1]], id="others"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), COLOURS)
def test_colours(names: list[str], expected: list[str]) -> None:
    assert pictures.colours(names) == expected


def test_lines_of_one_colour_differ_by_their_dashes() -> None:
    one = picture(*(line(1, 2, name=name) for name in ("yours: dead", "ReLU: dead", "yours: flat", "ReLU: flat")))
    dashes = encoding(one)["strokeDash"]["scale"]["range"]
    assert len(set(map(tuple, dashes))) == 4


def test_layers_are_counted_and_shares_are_not() -> None:
    layers = encoding(picture(line(1, 2)))["x"]["axis"]
    assert layers == {"values": [1.0, 2.0], "format": "d"}
    shares = encoding(picture(line(1, 2), x=(0.0, 0.5)))["x"]["axis"]
    assert "values" not in shares


def test_a_table_has_some_of_the_points() -> None:
    x = tuple(float(i) for i in range(20))
    html = pictures.tabulated(picture(line(*x[:-2], NAN, math.inf, name="a<b"), x=x))
    assert html.count('<tr role="row">') == 11
    assert "a&lt;b" in html
    assert '<td role="cell" data-label="a&lt;b">–</td>' in html
    assert "<caption>Learning: loss</caption>" in html


def test_nothing_can_be_drawn() -> None:
    assert pictures._points(picture(x=())).num_rows == 0
    assert kinds(picture(x=())) == ["line"]
