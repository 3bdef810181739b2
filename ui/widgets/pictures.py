"""Pictures of a trial: a chart for each, two side by side where there is room, and all of them as tables.

Each name keeps its colour from picture to picture, and lines differ by their dashes too.
"""

from collections.abc import Sequence
from html import escape
from itertools import zip_longest
from math import isfinite
from typing import Any

import pyarrow as pa
import streamlit as st

from grader.pictures import Picture, described, seen, unseen, window
from ui import look
from ui.widgets import words
from ui.widgets.table import scrolling, table

BESIDE = 2  # pictures in a row
HEIGHT = 260  # pixels, the names of the lines included
ROWS = 13  # of a table
FEW = 12  # points of a line, up to which each of them is marked
REMOTE = 10.0  # windows: nobody sees where a line goes so far away


def show(pictures: Sequence[Picture], *, key: str) -> None:
    """Draw pictures, and offer them as tables."""
    for first in range(0, len(pictures), BESIDE):
        row = pictures[first : first + BESIDE]
        for i, (place, picture) in enumerate(zip(st.columns(BESIDE), row, strict=False), first):
            with place:
                draw(picture, f"{key}/{i}")
    with st.expander("The pictures as tables", key=f"{key}/tables"):
        st.html("".join(map(tabulated, pictures)))


def draw(picture: Picture, key: str) -> None:
    """Draw one picture, and say what it can't show."""
    st.markdown(f"**{words.literal(picture.title)}**  \n{words.literal(picture.up)}")
    st.vega_lite_chart(_points(picture), _spec(picture), alt=described(picture), key=key, height=HEIGHT)
    if told := unseen(picture):
        st.caption(words.literal(" ".join(told)))


def tabulated(picture: Picture) -> str:
    """Return a picture's lines as a table."""
    step = -(-len(picture.x) // ROWS)
    rows = [
        [f"{x:.3g}", *(escape(_shown(one.y[i])) for one in picture.series)]
        for i, x in list(enumerate(picture.x))[::step]
    ]
    caption = f"{picture.title}: {picture.up}"
    return scrolling(table(caption, [picture.across, *(one.name for one in picture.series)], rows), caption)


def _shown(value: float) -> str:
    return f"{value:.3g}" if isfinite(value) else "–"


def _points(picture: Picture) -> pa.Table:
    """Return a row for each point of each line; where there is no value, a gap."""
    low, high = window(picture)
    most = high + REMOTE * (high - low)

    def place(y: float | None) -> float | None:
        at = seen(picture, y) if y is not None else y
        if at is None or not isfinite(at):
            return None
        return y if picture.logarithmic else min(at, most)

    rows = [
        (x, place(y), place(below), place(above), one.name)
        for one in picture.series
        for x, y, below, above in zip_longest(picture.x, one.y, one.low, one.high)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 5
    numbers = {name: pa.array(row, pa.float64()) for name, row in zip(("x", "y", "low", "high"), columns, strict=False)}
    return pa.table(numbers | {"line": pa.array(columns[4], pa.string())})


def _spec(picture: Picture) -> dict[str, Any]:
    names = [one.name for one in picture.series]
    x, y, cut = _across(picture), _up(picture), _is_cut(picture)
    legend = {"title": None, "orient": "top", "columns": 2 if len(names) > 3 else 3, "symbolSize": 300}
    scale = {"domain": names, "range": colours(names)}
    dashes = {"domain": names, "range": [look.STROKES[i % len(look.STROKES)] for i in range(len(names))]}
    line = {"field": "line", "type": "nominal", "legend": legend}
    encoding = {"x": x, "y": y, "color": {**line, "scale": scale}, "strokeDash": {**line, "scale": dashes}}
    lines = {"mark": {"type": "line", "clip": cut, "strokeWidth": 2.5}, "encoding": encoding}
    band = {"type": "area", "clip": cut, "opacity": look.BAND, "aria": False}
    between = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    dot = {"type": "point", "clip": cut, "filled": True, "size": 40, "opacity": 1, "aria": False}
    painted = dict(zip(names, colours(names), strict=True))
    banded = [one.name for one in picture.series if one.low]
    dotted = names if len(picture.x) <= FEW else []
    layers = [
        *(_alone(name, {**band, "color": painted[name]}, between) for name in banded),
        lines,
        *(_alone(name, {**dot, "color": painted[name]}, {"x": x, "y": y}) for name in dotted),
    ]
    return {"layer": layers, "padding": {"left": 4, "right": 14, "top": 4, "bottom": 4}}


def _is_cut(picture: Picture) -> bool:
    """Whether a line or a band leaves the picture."""
    high = window(picture)[1]
    return any(seen(picture, y) > high for one in picture.series for y in (*one.y, *one.high))


def _alone(name: str, mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    """Return a layer for one line; its colour is its own, so that the legend shows nothing but the line."""
    return {"transform": [{"filter": {"field": "line", "equal": name}}], "mark": mark, "encoding": encoding}


def colours(names: Sequence[str]) -> list[str]:
    """Return a colour for each name; what stands before a colon says whose line it is."""
    whose = list(dict.fromkeys(name.partition(":")[0] for name in names))
    free = iter([*look.BESIDE, *look.BESIDE])
    chosen = {one: look.WHOSE.get(one) or next(free, look.AXIS) for one in whose}
    return [chosen[name.partition(":")[0]] for name in names]


def _across(picture: Picture) -> dict[str, Any]:
    whole = len(picture.x) <= FEW and all(x == round(x) for x in picture.x)
    axis = {"values": list(picture.x), "format": "d"} if whole else {"format": "~r", "tickCount": 5}
    scale = {"domain": [min(picture.x, default=0), max(picture.x, default=1)], "nice": False}
    return {"field": "x", "type": "quantitative", "title": picture.across, "axis": axis, "scale": scale}


def _up(picture: Picture) -> dict[str, Any]:
    low, high = window(picture)
    if picture.logarithmic:
        axis, scale = {"format": "~e", "tickCount": 5}, {"type": "log", "domain": [10**low, 10**high], "nice": True}
    else:
        axis, scale = {"format": "~r", "tickCount": 5}, {"domain": [low, high], "nice": True, "zero": False}
    return {"field": "y", "type": "quantitative", "title": None, "axis": axis, "scale": scale}
