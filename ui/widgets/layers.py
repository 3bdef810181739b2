"""The layers of the Lab's picture, from behind to the front, as Vega-Lite takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.service.flats import Zone
from grader.service.straight import Line, Upright
from grader.service.witness import Mark
from ui import look

Layer = dict[str, Any]

TANGENT = 0.16  # of the window: how far the line through the steepest point goes to each side
THICK, THIN = 2.5, 1.5  # pixels
WIDE = 3  # names side by side in the legend


@dataclass(frozen=True, kw_only=True)
class Window:
    """What is seen."""

    x: tuple[float, float]
    y: tuple[float, float]
    variable: str

    @property
    def across(self) -> Layer:
        """The horizontal axis."""
        axis = {"format": "~r", "tickCount": 7}
        return {"field": "x", "title": self.variable, "axis": axis, **_scale(self.x)}

    @property
    def up(self) -> Layer:
        """The vertical axis."""
        return {"field": "y", "title": None, "axis": {"format": "~r"}, **_scale(self.y)}


def _scale(ends: tuple[float, float]) -> Layer:
    return {"type": "quantitative", "scale": {"domain": list(ends), "nice": False}}


def axes(at: Window) -> list[Layer]:
    """Return the lines through 0."""
    zero = {"mark": {"type": "rule", "color": look.AXIS, "aria": False, "clip": True}, "data": {"values": [{}]}}
    return [
        {**zero, "encoding": {"y": {"datum": 0, **_scale(at.y)}}},
        {**zero, "encoding": {"x": {"datum": 0, **_scale(at.x)}}},
    ]


def lines(at: Window, names: Sequence[str]) -> list[Layer]:
    """Return the lines, each in the colour and the dashes that its name always has: ours thick, others thin."""
    beside = [name for name in names if name not in look.LINES]
    colours = look.LINES | dict(zip(beside, look.BESIDE, strict=False))
    dashes = dict(zip(look.LINES, look.DASHES, strict=True)) | dict(zip(beside, look.BESIDE_DASHES, strict=False))
    legend = {"title": None, "orient": "top", "columns": WIDE, "symbolSize": 300}
    line = {"field": "line", "type": "nominal", "legend": legend}
    encoding = {
        "x": at.across,
        "y": at.up,
        "color": {**line, "scale": {"domain": list(names), "range": [colours[name] for name in names]}},
        "strokeDash": {**line, "scale": {"domain": list(names), "range": [dashes[name] for name in names]}},
    }
    ours = [name for name in names if name in look.LINES]
    return [_some(beside, THIN, encoding), _some(ours, THICK, encoding)]


def _some(names: Sequence[str], width: float, encoding: Layer) -> Layer:
    """Return some of the lines; the data are named even where there is none, for they come in any case."""
    return {
        "transform": [{"filter": {"field": "line", "oneOf": list(names)}}],
        "mark": {"type": "line", "clip": True, "strokeWidth": width},
        "encoding": encoding,
    }


def bands(at: Window, zones: Sequence[Zone]) -> list[Layer]:
    """Return the stretches where hardly anything is learnt."""
    found = list[Layer]()
    for kind in ("saturated", "dead"):
        inside = [
            {"x": max(zone.low, at.x[0]), "end": min(zone.high, at.x[1]), "label": f"{kind}: {zone.label}"}
            for zone in zones
            if zone.is_dead == (kind == "dead") and zone.low < at.x[1] and zone.high > at.x[0]
        ]
        mark = {"type": "rect", "color": look.AXIS, "opacity": look.FAINT[kind], "aria": False}
        encoding = {"x": at.across, "x2": {"field": "end"}, "tooltip": {"field": "label", "type": "nominal"}}
        found += [{"data": {"values": inside}, "mark": mark, "encoding": encoding}] if inside else []
    return found


def asymptotes(at: Window, straight: Sequence[Line], uprights: Sequence[Upright]) -> list[Layer]:
    """Return the lines that the curve tends to."""
    found = [_segment(at, line, max(line.low, at.x[0]), min(line.high, at.x[1]), look.ASYMPTOTE) for line in straight]
    inside = [{"x": one.x, "label": one.label} for one in uprights if at.x[0] <= one.x <= at.x[1]]
    if inside:
        encoding = {"x": at.across, "tooltip": {"field": "label", "type": "nominal"}}
        mark = {"type": "rule", "aria": False, **look.ASYMPTOTE}
        found.append({"data": {"values": inside}, "mark": mark, "encoding": encoding})
    return found


def tangent(at: Window, steepest: Line | None) -> list[Layer]:
    """Return the line through the steepest point, and the point; nothing where it is out of sight."""
    if steepest is None or steepest.x is None or not at.x[0] <= steepest.x <= at.x[1]:
        return []
    reach = TANGENT * (at.x[1] - at.x[0])
    touch = Mark(x=steepest.x, y=steepest.at(steepest.x), label=steepest.label)
    return [
        _segment(at, steepest, steepest.x - reach, steepest.x + reach, look.TANGENT),
        *points(at, [touch], look.TOUCH),
    ]


def _segment(at: Window, line: Line, low: float, high: float, mark: Layer) -> Layer:
    ends = [{"x": x, "y": line.at(x)} for x in (low, high)] if low < high else []
    return {
        "data": {"values": ends},
        "mark": {"type": "line", "clip": True, "aria": False, **mark},
        "encoding": {"x": at.across, "y": at.up},
    }


def points(at: Window, marks: Sequence[Mark], mark: Layer) -> list[Layer]:
    """Return points that can be asked what they are."""
    inside = [
        {"x": one.x, "y": one.y, "label": one.label} for one in marks if at.x[0] <= one.x <= at.x[1] and one.y == one.y
    ]
    if not inside:
        return []
    encoding = {
        "x": at.across,
        "y": at.up,
        "tooltip": {"field": "label", "type": "nominal"},
        "description": {"field": "label", "type": "nominal"},
    }
    return [{"data": {"values": inside}, "mark": {"type": "point", "clip": True, **mark}, "encoding": encoding}]
