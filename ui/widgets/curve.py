"""A curve with its slope, and points to look at: the picture, words for those who can't see it, and a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

import pyarrow as pa
import streamlit as st

from grader.service.sketch import Curve
from grader.service.witness import Mark, Trace
from ui import look

Line = tuple[str, Curve, Sequence[float]]  # its name, the curve whose points it has, its values

GHOST = "before"
CLIP = 8.0  # how far up and down the picture goes for functions that grow
LEAST = 1.25
FAR = 1e15  # beyond, a mark would leave nothing else to see
REMOTE = 1e6  # windows: nobody sees where a line goes so far away
HEIGHT = 320  # pixels


def draw(curve: Curve, marks: Sequence[Mark] = (), *, key: str, ghost: Curve | None = None) -> None:
    """Draw f and f′ with marks on them.  ghost: what was handed in before, faintly behind."""
    _chart(_lines(curve, ghost), marks, described(curve, marks), key)
    with st.expander("The curve as a table", key=f"{key}/table"):
        st.table(pa.Table.from_pylist(table(curve)), hide_index=True)  # rows alone would go through pandas


def beside(trace: Trace, *, key: str) -> None:
    """Draw a program's function beside the right one, marked where checks failed."""
    right = replace(trace.curve, jumps=frozenset())
    lines = [
        (trace.name, trace.curve, trace.curve.y),
        *([("expected", right, trace.expected)] if trace.expected else []),
    ]
    _chart(lines, trace.marks, compared(trace), key)
    with st.expander("The curve as a table", key=f"{key}/table"):
        st.table(pa.Table.from_pylist(rows(trace)), hide_index=True)


def compared(trace: Trace) -> str:
    """Return that picture in a few sentences."""
    x, right = trace.curve.x, ", and what was expected," if trace.expected else ""
    words = f"What {trace.name} gives{right} for x from {x[0]:g} to {x[-1]:g}. {extent(trace.curve)}"
    return words + "".join(f" Marked: {mark.label}." for mark in trace.marks)


def rows(trace: Trace) -> list[dict[str, str]]:
    """Return some of that picture's points as rows, those that are marked among them."""
    marked, step = {mark.x for mark in trace.marks}, len(trace.curve.x) // 12
    return [
        {"x": f"{x:.4g}", trace.name: shown(trace.curve.y[i])}
        | ({"expected": shown(trace.expected[i])} if trace.expected else {})
        for i, x in enumerate(trace.curve.x)
        if not i % step or x in marked
    ]


def _chart(lines: Sequence[Line], marks: Sequence[Mark], words: str, key: str) -> None:
    spec = _spec(lines, [mark for mark in marks if abs(mark.y) < FAR])
    st.vega_lite_chart(_points(lines), spec, alt=words, key=key, height=HEIGHT)


def described(curve: Curve, marks: Sequence[Mark] = ()) -> str:
    """Return the picture in a sentence or two."""
    extremes = extent(curve)
    if not any(map(isfinite, curve.y)):
        return extremes
    words = f"The curve of f, and its slope, for {curve.variable} from {curve.x[0]:g} to {curve.x[-1]:g}."
    return f"{words} {extremes}" + "".join(f" Marked: {mark.label}." for mark in marks)


def extent(curve: Curve) -> str:
    """Return where a curve is lowest and highest, and whether it has values everywhere."""
    known = [(x, y) for x, y in zip(curve.x, curve.y, strict=True) if isfinite(y)]
    if not known:
        return f"There is no value between {curve.x[0]:g} and {curve.x[-1]:g}."
    low, high = min(known, key=lambda p: p[1]), max(known, key=lambda p: p[1])
    words = f"Lowest {low[1]:.3g} at {low[0]:.3g}, highest {high[1]:.3g} at {high[0]:.3g}."
    return words + (" It has no value in places." if len(known) < len(curve.x) else "")


def table(curve: Curve) -> list[dict[str, str]]:
    """Return some of the curve's points as rows, for those who read rather than look."""
    step = len(curve.x) // 12
    points = list(zip(curve.x, curve.y, curve.slope, strict=True))[::step]
    return [{curve.variable: f"{x:.4g}", "f": shown(y), "f′": shown(slope)} for x, y, slope in points]


def shown(value: float) -> str:
    """Return a value as a table shows it."""
    return f"{value + 0.0:.4g}" if isfinite(value) else "–"  # no minus before a 0


def _lines(curve: Curve, ghost: Curve | None = None) -> list[Line]:
    return [("f", curve, curve.y), ("f′", curve, curve.slope), *([(GHOST, ghost, ghost.y)] if ghost else [])]


def _points(lines: Sequence[Line]) -> pa.Table:
    """Return the points of the lines; where there is no value, or a jump, a gap."""
    return points(lines, _window(lines, ()))


def points(lines: Sequence[Line], window: tuple[float, float]) -> pa.Table:
    """Return the points of lines by name; what is far outside a window comes nearer, as browsers can't draw 1e300."""
    low, high = window
    most = REMOTE * (high - low)
    rows = [
        (x, y if y is None else min(max(y, low - most), high + most), name)
        for name, one, values in lines
        for x, y in _broken(one, values)
    ]
    x, y, name = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"x": pa.array(x, pa.float64()), "y": pa.array(y, pa.float64()), "line": pa.array(name, pa.string())}
    return pa.table(columns)


def _broken(curve: Curve, values: Sequence[float]) -> Iterator[tuple[float, float | None]]:
    """Yield a line's points, with a gap wherever it may not be drawn on."""
    for i, (x, y) in enumerate(zip(curve.x, values, strict=True)):
        yield x, y if isfinite(y) else None
        if i in curve.jumps:
            yield (x + curve.x[i + 1]) / 2, None


def _spec(drawn: Sequence[Line], marks: Sequence[Mark]) -> dict[str, Any]:
    names, curve = [name for name, _, _ in drawn], drawn[0][1]
    low, high = _window(drawn, marks)
    scale = {"domain": [low, high], "nice": False}
    ends = [min([curve.x[0], *(mark.x for mark in marks)]), max([curve.x[-1], *(mark.x for mark in marks)])]
    x = {
        "field": "x",
        "type": "quantitative",
        "title": curve.variable,
        "axis": {"format": "~r", "tickCount": 7},
        "scale": {"domain": ends, "nice": False},
    }
    y = {"field": "y", "type": "quantitative", "title": None, "axis": {"format": "~r"}, "scale": scale}
    zero = {"mark": {"type": "rule", "color": look.AXIS, "aria": False}, "data": {"values": [{}]}}
    line = {"field": "line", "type": "nominal", "legend": {"title": None, "orient": "top"}}
    lines = {
        "mark": {"type": "line", "clip": True, "strokeWidth": 2.5},
        "encoding": {
            "x": x,
            "y": y,
            "color": {**line, "scale": {"domain": names, "range": look.COLOURS}},
            "strokeDash": {**line, "scale": {"domain": names, "range": look.DASHES}},
        },
    }
    layers = [
        {**zero, "encoding": {"y": {"datum": 0, "type": "quantitative", "scale": scale}}},
        {**zero, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
        lines,
    ]
    if marks:
        points = [{"x": mark.x, "y": mark.y, "label": mark.label} for mark in marks]
        layers.append(
            {
                "data": {"values": points},
                "mark": {"type": "point", "clip": True, "filled": True, "size": 140, **look.MARK},
                "encoding": {"x": x, "y": y, "tooltip": {"field": "label", "type": "nominal"}},
            }
        )
    return {"layer": layers, "padding": {"left": 4, "right": 14, "top": 4, "bottom": 4}}


def _window(drawn: Sequence[Line], marks: Sequence[Mark]) -> tuple[float, float]:
    main, *others = [values for name, _, values in drawn if name != GHOST]
    return window(main, [y for values in others for y in values], [mark.y for mark in marks])


def window(main: Sequence[float], others: Sequence[float], held: Sequence[float]) -> tuple[float, float]:
    """Return how far down and up to look: all of a line and of others, up to a limit, and what must be held."""
    seen = [y for y in main if isfinite(y)]
    if not seen:
        return -LEAST, LEAST
    low, high = min(everything := [*seen, *(y for y in others if isfinite(y))]), max(everything)
    if min(seen) > CLIP or max(seen) < -CLIP:  # all of it is far from 0: look there
        low, high = min(seen), max(seen)
    else:
        low, high = max(low, -CLIP), min(high, CLIP)
    low, high = min([low, *held]), max([high, *held])
    room = max((high - low) * 0.06, LEAST - (high - low) / 2 if high - low < 2 * LEAST else 0)
    return low - room, high + room
