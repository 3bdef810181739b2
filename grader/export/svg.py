"""Pictures of a trial as SVG, one below the other: lines, bands, and a name for each."""

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape

from grader.pictures import Picture, Series

WIDE, HIGH, LEFT, TOP, BOTTOM = 640, 300, 70, 40, 50  # pixels of one picture, and of its margins
COLOURS = ("#0072b2", "#777777", "#d55e00", "#009e73", "#cc79a7", "#e69f00")  # Okabe & Ito 2008: told apart by all
TICKS = 5

Scale = Callable[[float], float]  # a value to its place in pixels


def drawn(pictures: Sequence[Picture]) -> str:
    """Return an SVG document with all pictures."""
    high = HIGH * max(1, len(pictures))
    rows = [line for i, picture in enumerate(pictures) for line in _picture(picture, i * HIGH)]
    box = f'viewBox="0 0 {WIDE} {high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDE}" height="{high}" fill="white"/>', *rows, "</svg>", ""])


def _picture(picture: Picture, top: int) -> Iterator[str]:
    low, high = _range(picture)
    across = _scale(min(picture.x), max(picture.x), LEFT, WIDE - 20)
    up = _scale(low, high, top + HIGH - BOTTOM, top + TOP)
    yield f'<g role="img" aria-label="{escape(picture.title)}">'
    yield f'<text x="{LEFT}" y="{top + 18}" font-weight="bold">{escape(picture.title)}</text>'
    for i in range(TICKS):
        value = low + (high - low) * i / (TICKS - 1)
        label = f"{10**value:.0e}" if picture.logarithmic else f"{value:.3g}"
        y = up(value)
        yield f'<line x1="{LEFT}" x2="{WIDE - 20}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    for x in (min(picture.x), max(picture.x)):
        yield f'<text x="{across(x):.1f}" y="{top + HIGH - BOTTOM + 16}" text-anchor="middle">{x:g}</text>'
    middle = (LEFT + WIDE) // 2
    yield f'<text x="{middle}" y="{top + HIGH - 14}" text-anchor="middle">{escape(picture.across)}</text>'
    yield f'<text x="{WIDE - 20}" y="{top + 18}" text-anchor="end" fill="#555">{escape(picture.up)}</text>'
    for i, series in enumerate(picture.series):
        colour, y = COLOURS[i % len(COLOURS)], top + TOP + 12 + 15 * i
        yield from _series(picture, series, colour, (across, up))
        yield f'<text x="{LEFT + 8}" y="{y}" fill="{colour}">{escape(series.name)}</text>'
    yield "</g>"


def _series(picture: Picture, series: Series, colour: str, scales: tuple[Scale, Scale]) -> Iterator[str]:
    across, up = scales
    points = [(across(x), up(_seen(picture, y))) for x, y in zip(picture.x, series.y, strict=False)]
    if series.low:
        below, above = (
            [(across(x), up(_seen(picture, y))) for x, y in zip(picture.x, row, strict=False)]
            for row in (series.low, series.high)
        )
        yield f'<polygon points="{_points([*above, *below[::-1]])}" fill="{colour}" opacity="0.15"/>'
    yield f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points if math.isfinite(y))


def _seen(picture: Picture, y: float) -> float:
    """Return a value as it is drawn: its logarithm where the picture is logarithmic; nan where there is nothing."""
    if not picture.logarithmic:
        return y
    return math.log10(y) if 0 < y < math.inf else math.nan


def _range(picture: Picture) -> tuple[float, float]:
    rows = (row for series in picture.series for row in (series.y, series.low, series.high))
    values = [seen for row in rows for y in row if math.isfinite(seen := _seen(picture, y))]
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _scale(low: float, high: float, begin: float, end: float) -> Scale:
    wide = high - low or 1.0
    return lambda value: begin + (value - low) / wide * (end - begin)
