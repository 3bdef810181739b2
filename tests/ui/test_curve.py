"""The picture of a function, in words and in numbers."""

from typing import Any

import numpy as np
import pytest

from grader.service.sketch import Curve, sketch
from grader.service.witness import Mark, Trace
from ui.widgets import curve


def drawn(text: str) -> Curve:
    found = sketch(text).curve
    assert found is not None
    return found


def layer(spec: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one for one in spec["layer"] if one["mark"]["type"] == kind)


def domain(text: str, *marks: Mark) -> list[float]:
    found: list[float] = layer(curve._spec(curve._lines(drawn(text)), marks), "line")["encoding"]["y"]["scale"][
        "domain"
    ]
    return found


def test_it_is_described() -> None:
    words = curve.described(drawn("x^2"))
    assert words == "The curve of f, and its slope, for x from -6 to 6. Lowest 0 at 0, highest 36 at -6."


def test_gaps_and_marks_are_told() -> None:
    words = curve.described(drawn("sqrt(x)"), [Mark(x=-1.0, y=float("nan"), label="at x = -1: no value")])
    assert "It has no value in places." in words
    assert words.endswith("Marked: at x = -1: no value.")


def test_nothing_at_all_is_told() -> None:
    assert curve.described(drawn("sqrt(-1-x^2)")) == "There is no value between -6 and 6."
    assert domain("sqrt(-1-x^2)") == [-curve.LEAST, curve.LEAST]


def test_the_table_has_a_row_for_every_step() -> None:
    rows = curve.table(drawn("sqrt(x)"))
    assert len(rows) == 13
    assert rows[0] == {"x": "-6", "f": "–", "f′": "–"}
    assert rows[-1] == {"x": "6", "f": "2.449", "f′": "0.2041"}


WINDOWS = [
    pytest.param("tanh(x)/9", -1.25, 1.25, id="much room about what is small"),
    pytest.param("x^3", -8.96, 8.96, id="no further than the limit"),
    pytest.param("x^2+100", 97.84, 138.16, id="all of it, if it is far from 0"),
]


@pytest.mark.parametrize(("text", "low", "high"), WINDOWS)
def test_the_window(text: str, low: float, high: float) -> None:
    found = domain(text)
    assert found[0] <= low + 1e-6
    assert found[1] >= high - 1e-6


def test_a_mark_is_in_the_window() -> None:
    mark = Mark(x=7.0, y=20.0, label="here")
    assert domain("tanh(x)", mark)[1] > 20
    spec = curve._spec(curve._lines(drawn("tanh(x)")), [mark])
    assert layer(spec, "line")["encoding"]["x"]["scale"]["domain"] == [-6.0, 7.0]
    assert layer(spec, "point")["data"]["values"] == [{"x": 7.0, "y": 20.0, "label": "here"}]


def test_no_line_is_drawn_over_a_jump_or_where_there_is_no_value() -> None:
    points = curve._points(curve._lines(drawn("sign(x-1/3)*2")))
    f = [(x, y) for x, y, name in zip(*points.to_pydict().values(), strict=True) if name == "f"]
    assert len(f) == 242
    assert sum(y is None for _, y in f) == 1
    lost = curve._points(curve._lines(drawn("sqrt(x)"))).to_pydict()["y"]
    assert lost[0] is None
    assert not any(y is not None and np.isnan(y) for y in lost)


def test_a_ghost_is_a_line_more() -> None:
    points = curve._points(curve._lines(drawn("x"), drawn("x^2"))).to_pydict()
    assert set(points["line"]) == {"f", "f′", "before"}


def test_no_number_is_too_large_for_a_browser() -> None:
    y = curve._points(curve._lines(drawn("exp(exp(x))"))).to_pydict()["y"]
    assert max(abs(one) for one in y if one is not None) < 1e9
    assert max(curve._points(curve._lines(drawn("1e300+x"))).to_pydict()["y"]) == 1e300


def trace(*expected: float) -> Trace:
    x = tuple(i / 20 for i in range(-20, 21))
    ours = Curve(variable="x", x=x, y=tuple(one * one for one in x), slope=(), jumps=frozenset({20}))
    return Trace(name="f", curve=ours, expected=expected, marks=(Mark(x=0.35, y=0.1225, label="at x = 0.35: bad"),))


def test_a_program_is_drawn_beside_what_is_right() -> None:
    one = trace(*(i / 20 for i in range(-20, 21)))
    words = curve.compared(one)
    assert words.startswith("What f gives, and what was expected, for x from -1 to 1. Lowest 0 at 0")
    assert words.endswith("Marked: at x = 0.35: bad.")
    rows = curve.rows(one)
    assert rows[0] == {"x": "-1", "f": "1", "expected": "-1"}
    assert {"x": "0.35", "f": "0.1225", "expected": "0.35"} in rows


def test_a_program_is_drawn_alone_where_several_are_right() -> None:
    one = trace()
    assert curve.compared(one).startswith("What f gives for x from -1 to 1.")
    assert curve.rows(one)[0] == {"x": "-1", "f": "1"}
