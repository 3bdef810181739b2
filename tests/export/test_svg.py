"""Pictures as SVG: well-formed, a line for each series, bands, gaps, round ticks, and no name on another."""

import math
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from grader.export import svg
from grader.pictures import Picture, Series

NAN = math.nan
SPACE = "{http://www.w3.org/2000/svg}"


def picture(*lines: Series, logarithmic: bool = False, title: str = "Learning") -> Picture:
    x = tuple(float(i) for i in range(len(lines[0].y))) if lines else ()
    return Picture(title=title, across="steps", up="loss", x=x, series=lines, logarithmic=logarithmic)


def line(*y: float, name: str = "yours", low: tuple[float, ...] = (), high: tuple[float, ...] = ()) -> Series:
    return Series(name=name, y=y, low=low, high=high)


def drawn(*pictures: Picture) -> ET.Element:
    return ET.fromstring(svg.drawn(pictures))  # noqa: S314  our own text


def shapes(root: ET.Element, name: str) -> list[ET.Element]:
    return list(root.iter(SPACE + name))


def words(root: ET.Element) -> list[str]:
    return [str(one.text) for one in shapes(root, "text")]


def places(shape: ET.Element) -> list[tuple[float, ...]]:
    return [tuple(map(float, pair.split(","))) for pair in shape.attrib["points"].split()]


def test_each_series_is_a_line_with_its_name_colour_and_dashes() -> None:
    names = ["yours", "none", "ReLU", "mish", "gelu", "yours: flat"]
    root = drawn(picture(*(line(i, i + 1.0, name=name) for i, name in enumerate(names))))
    lines = shapes(root, "polyline")
    assert len(lines) == len(names)
    colours = dict(zip(names, (one.attrib["stroke"] for one in lines), strict=True))
    assert colours["yours"] == colours["yours: flat"] == svg.WHOSE["yours"]
    assert len(set(colours.values())) == len(names) - 1
    looks = {(one.attrib["stroke"], one.attrib.get("stroke-dasharray")) for one in lines}
    assert len(looks) == len(names)
    assert set(names) <= set(words(root))


def test_a_gap_parts_a_line_and_its_band() -> None:
    one = line(1, 2, NAN, 4, low=(0, 1, NAN, 3), high=(2, 3, NAN, 5))
    root = drawn(picture(one))
    assert [len(places(shape)) for shape in shapes(root, "polyline")] == [2, 1]
    assert [len(places(shape)) for shape in shapes(root, "polygon")] == [4, 2]


def test_all_lines_are_inside_the_picture_but_for_what_is_cut() -> None:
    root = drawn(picture(line(1, 1e300), line(1, 2, name="none")), picture(line(-3, 5)))
    cut, *others = shapes(root, "polyline")
    assert places(cut)[1][1] < 0, "on its way up, clipped"
    assert places(cut)[1][1] > -1e4, "no number is too large for whoever draws it"
    for number, one in zip((0, 1), others, strict=True):
        for x, y in places(one):
            assert svg.LEFT <= x <= svg.WIDE - svg.RIGHT
            assert number * svg.HIGH + svg.TOP <= y <= (number + 1) * svg.HIGH - svg.BOTTOM
    assert "Cut: yours goes up to 1e+300." in words(root)


TICKS = [
    pytest.param(picture(line(0.0009, 1.48)), ["0", "0.5", "1", "1.5"], id="round numbers"),
    pytest.param(picture(line(0.474, 0.984)), ["0.4", "0.6", "0.8", "1"], id="tenths"),
    pytest.param(picture(line(-3, 40)), ["-20", "0", "20", "40"], id="tens"),
    pytest.param(picture(line(2.7e-5, 1), logarithmic=True), ["1e-6", "1e-4", "1e-2", "1e0"], id="powers of ten"),
    pytest.param(picture(line(0.83, 0.9), logarithmic=True), ["1e-1", "1e0"], id="whole powers of ten alone"),
    pytest.param(picture(line(7, 7)), ["6.5", "7", "7.5"], id="a level line"),
]


@pytest.mark.parametrize(("one", "labels"), TICKS)
def test_ticks(one: Picture, labels: list[str]) -> None:
    ends = [shape for shape in shapes(drawn(one), "text") if shape.attrib.get("text-anchor") == "end"]
    assert [shape.text for shape in ends] == labels
    heights = [float(shape.attrib["y"]) for shape in ends]
    assert heights == sorted(heights, reverse=True)


def test_layers_are_counted_and_steps_are_not() -> None:
    few, many = drawn(picture(line(*range(12)))), drawn(picture(line(*range(20))))
    assert set(map(str, range(12))) <= set(words(few))
    assert "7" not in words(many)


@pytest.mark.parametrize("ends", [(1, 1, 1, 1), (0, 9, 9.1, 9.2), (0, 0.1, 0.2, 9)])
def test_names_have_room(ends: tuple[float, ...]) -> None:
    root = drawn(picture(*(line(5, y, name=f"line {i}") for i, y in enumerate(ends))))
    heights = sorted(float(one.attrib["y"]) for one in shapes(root, "text") if str(one.text).startswith("line"))
    assert all(b - a >= svg.APART - 0.2 for a, b in pairwise(heights))
    assert heights[0] >= svg.TOP
    assert heights[-1] <= svg.HIGH - svg.BOTTOM + 4.1


NOTHING = [
    pytest.param([], id="no picture"),
    pytest.param([picture()], id="no lines"),
    pytest.param([picture(line())], id="no points"),
    pytest.param([picture(line(NAN, NAN))], id="no numbers"),
    pytest.param([picture(line(0, 0), logarithmic=True)], id="no logarithms"),
]


@pytest.mark.parametrize("pictures", NOTHING)
def test_nothing_is_drawn_of_nothing(pictures: list[Picture]) -> None:
    root = drawn(*pictures)
    assert not shapes(root, "polyline")
    assert "nan" not in " ".join(value for one in root.iter() for value in one.attrib.values())


def test_what_can_not_be_drawn_is_told() -> None:
    assert "Not drawn: yours is 0 everywhere." in words(drawn(picture(line(0, 0), logarithmic=True)))


def test_words_are_words_whatever_they_hold() -> None:
    hostile = "a<b> & \"c\" 'd'"
    root = drawn(picture(line(1, 2, name=hostile), title=hostile))
    assert words(root).count(hostile) == 2
    (group,) = [one for one in shapes(root, "g") if "aria-label" in one.attrib]
    assert group.attrib["aria-label"] == f"{hostile}, loss: {hostile} rises from 1 to 2."
