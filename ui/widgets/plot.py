"""The Lab's picture: f and its slopes, other activations beside it, and what there is to see of the profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from math import isfinite, isnan
from typing import Any

import pyarrow as pa
import streamlit as st

from grader.service.features import Features
from grader.service.sketch import Curve
from grader.service.witness import Mark
from ui import look
from ui.widgets import curve, layers
from ui.widgets.table import scrolling, table

SHOWN = ("f", "f′")
ROWS = 13
HEIGHT = 360  # pixels, the names of the lines included
MOST = 6  # places that a sentence names


@dataclass(frozen=True, kw_only=True)
class View:
    """What to draw.

    shown: which of f, f′ and f″.  bend: f″ at the curve's points, if it is shown.
    beside: other curves in the same window, by name.  spots: the points of a witness.
    """

    curve: Curve
    shown: Sequence[str] = SHOWN
    bend: Sequence[float] = ()
    beside: Mapping[str, Curve] = field(default_factory=dict)
    features: Features = field(default_factory=Features)
    spots: Sequence[Mark] = ()

    @property
    def lines(self) -> dict[str, tuple[Curve, Sequence[float]]]:
        """The lines by their names, each on the curve whose points it has."""
        ours = {"f": self.curve.y, "f′": self.curve.slope, "f″": self.bend}
        own = {name: (self.curve, values) for name, values in ours.items() if name in self.shown}
        return own | {name: (other, other.y) for name, other in self.beside.items()}

    @property
    def drawable(self) -> list[Mark]:
        """The spots as they are drawn: on the axis where there is no value, and none that is beyond all pictures."""
        on_axis = [replace(spot, y=0.0) if isnan(spot.y) else spot for spot in self.spots]
        return [spot for spot in on_axis if abs(spot.y) < curve.FAR]


def draw(view: View, *, key: str) -> None:
    """Draw the picture."""
    st.vega_lite_chart(_points(view), _spec(view), alt=described(view), key=key, height=HEIGHT)


def tabulate(view: View) -> None:
    """Offer the picture's lines as a table, for those who read rather than look."""
    with st.expander("The curve as a table"):
        name, step = view.curve.variable, len(view.curve.x) // (ROWS - 1)
        rows = [
            [f"{x:.4g}", *(escape(curve.shown(values[i])) for _, values in view.lines.values())]
            for i, x in list(enumerate(view.curve.x))[::step]
        ]
        caption = f"Some points for {name} from {view.curve.x[0]:g} to {view.curve.x[-1]:g}"
        st.html(scrolling(table(caption, [name, *view.lines], rows), caption))


def described(view: View) -> str:
    """Return the picture in a few sentences."""
    x = view.curve.x
    names = ", ".join(view.lines) or "Nothing"
    words = [f"{names} for {view.curve.variable} from {x[0]:g} to {x[-1]:g}.", curve.extent(view.curve)]
    points = [mark.label for mark in (*view.features.kinks, *view.features.jumps, *view.spots) if _is_seen(view, mark)]
    return " ".join([*words, *([f"Marked: {', '.join(points)}."] if points else [])])


def _is_seen(view: View, mark: Mark) -> bool:
    return view.curve.x[0] <= mark.x <= view.curve.x[-1]


def legend(features: Features) -> list[str]:
    """Return what the marks in the picture are, one sentence for each sort."""
    dead = _listed([zone.label for zone in features.zones if zone.is_dead])
    flat = _listed([zone.label for zone in features.zones if not zone.is_dead])
    lines = [line.label for line in features.lines] + [line.label for line in features.uprights]
    told = {
        "Circle": _listed([mark.label for mark in features.kinks]),
        "Square": _listed([mark.label for mark in features.jumps]),
        "Dashed": lines and f"asymptote{'s' if len(lines) > 1 else ''} {_listed(lines)}",
        "Dark band": dead and f"dead for {dead}: the slope is 0, so nothing is learnt there",
        "Band": flat
        and f"saturated for {flat}: the slope is below 1 % of the steepest, so learning all but stops there",
        "Dotted": features.steepest and f"{features.steepest.label}, as steep as it gets",
    }
    return [f"**{name}**: {words}." for name, words in told.items() if words]


def _listed(words: Sequence[str]) -> str:
    some = list(words[:MOST]) + ([f"{len(words) - MOST} more"] if len(words) > MOST else [])
    return " and ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def _points(view: View) -> pa.Table:
    return curve.points([(name, *line) for name, line in view.lines.items()], _height(view))


def _spec(view: View) -> dict[str, Any]:
    at = layers.Window(x=(view.curve.x[0], view.curve.x[-1]), y=_height(view), variable=view.curve.variable)
    features = view.features
    layered = [
        *layers.bands(at, features.zones),
        *layers.asymptotes(at, features.lines, features.uprights),
        *layers.axes(at),
        *layers.lines(at, list(view.lines)),
    ]
    if "f" in view.shown:
        layered += layers.tangent(at, features.steepest)
        layered += layers.points(at, features.kinks, look.KINK) + layers.points(at, features.jumps, look.JUMP)
    layered += layers.points(at, view.drawable, look.MARK)
    return {"layer": layered, "padding": {"left": 4, "right": 14, "top": 4, "bottom": 4}}


def _height(view: View) -> tuple[float, float]:
    """Return how far down and up to look."""
    first, *others = [values for _, values in view.lines.values()] or [()]
    level = [line.height for line in view.features.lines if not line.slope and abs(line.height) <= curve.CLIP]
    held = [*level, *(spot.y for spot in view.drawable)]
    return curve.window(first, [y for values in others for y in values if isfinite(y)], held)
