"""Pictures of a trial as SVG, one below the other: lines, bands, and a name at the end of each line."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from grader.pictures import Picture, Series, described, seen, unseen, window

WIDE, HIGH = 760, 310  # pixels of one picture
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 44, 54  # of its margins: names stand on the right
WHOSE = {"yours": "#0072b2", "ReLU": "#d55e00", "none": "#6b6b6b"}  # Okabe & Ito 2008: told apart by all
OTHERS = ("#009e73", "#cc79a7", "#8a6d00")
STROKES = ("", "7 4", "2 3", "8 3 2 3")
TICKS = 5
APART = 15  # pixels from name to name
REMOTE = 10.0  # pictures: how far outside a line still goes

Scale = Callable[[float], float]  # a value to its place in pixels


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Where a picture is drawn.  top: of it.  across, up: the scales, of values as they are seen."""

    picture: Picture
    top: int
    across: Scale
    up: Scale

    def points(self, row: Sequence[float]) -> list[list[tuple[float, float]]]:
        """Return the places of a row's values, in stretches without gaps."""
        low, high = window(self.picture)
        most = high + REMOTE * (high - low)
        drawn = [(x, min(seen(self.picture, y), most)) for x, y in zip(self.picture.x, row, strict=False)]
        found = groupby(drawn, key=lambda at: math.isfinite(at[1]))
        return [[(self.across(x), self.up(y)) for x, y in stretch] for is_there, stretch in found if is_there]


def drawn(pictures: Sequence[Picture]) -> str:
    """Return an SVG document with all pictures."""
    high = HIGH * max(1, len(pictures))
    rows = [line for i, picture in enumerate(pictures) for line in _picture(picture, i)]
    box = f'viewBox="0 0 {WIDE} {high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDE}" height="{high}" fill="white"/>', *rows, "</svg>", ""])


def _picture(picture: Picture, number: int) -> Iterator[str]:
    top, ticks = number * HIGH, _ticks(*window(picture), whole=picture.logarithmic)
    low, high = ticks[0], ticks[-1]
    begin, end = min(picture.x, default=0.0), max(picture.x, default=1.0)
    across, up = _scale(begin, end, LEFT, WIDE - RIGHT), _scale(low, high, top + HIGH - BOTTOM, top + TOP)
    frame = Frame(picture=picture, top=top, across=across, up=up)
    yield f'<g role="img" aria-label="{escape(described(picture))}">'
    yield f'<text x="{LEFT}" y="{top + 18}" font-weight="bold">{escape(picture.title)}</text>'
    yield f'<text x="{LEFT}" y="{top + 34}" fill="#555">{escape(picture.up)}</text>'
    yield from _axes(frame, ticks, (begin, end))
    box = f'x="{LEFT}" y="{top + TOP - 2}" width="{WIDE - LEFT - RIGHT}" height="{HIGH - TOP - BOTTOM + 4}"'
    yield f'<clipPath id="frame-{number}"><rect {box}/></clipPath>'
    yield f'<g clip-path="url(#frame-{number})">'
    for i, one in enumerate(picture.series):
        yield from _line(frame, one, i)
    yield "</g>"
    yield from _names(frame)
    if told := " ".join(unseen(picture)):
        yield f'<text x="{LEFT}" y="{top + HIGH - 4}" fill="#555">{escape(told)}</text>'
    yield "</g>"


def _axes(frame: Frame, ticks: Sequence[float], ends: tuple[float, float]) -> Iterator[str]:
    for value in ticks:
        label = f"1e{value:.0f}" if frame.picture.logarithmic else f"{value:.6g}"
        y = frame.up(value)
        yield f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    bottom = frame.top + HIGH - BOTTOM
    for x in sorted({*frame.picture.x} if len(frame.picture.x) <= 12 else _ticks(*ends)):
        if ends[0] <= x <= ends[1]:
            yield f'<text x="{frame.across(x):.1f}" y="{bottom + 16}" text-anchor="middle">{x:.6g}</text>'
    middle = (LEFT + WIDE - RIGHT) // 2
    yield f'<text x="{middle}" y="{bottom + 34}" text-anchor="middle">{escape(frame.picture.across)}</text>'


def _line(frame: Frame, one: Series, i: int) -> Iterator[str]:
    colour = _colour(frame.picture, i)
    for below, above in zip(frame.points(one.low), frame.points(one.high), strict=False):
        yield f'<polygon points="{_written([*above, *below[::-1]])}" fill="{colour}" opacity="0.13"/>'
    dashes = f' stroke-dasharray="{STROKES[i % len(STROKES)]}"' if i % len(STROKES) else ""
    for stretch in frame.points(one.y):
        yield f'<polyline points="{_written(stretch)}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


def _names(frame: Frame) -> Iterator[str]:
    """Yield each line's name where the line ends, but for room between them; with a piece of the line."""
    picture = frame.picture
    ends = {i: found[-1][-1][1] + 4 for i, one in enumerate(picture.series) if (found := frame.points(one.y))}
    for i, y in _apart(ends, frame.top + TOP + 4.0, frame.top + HIGH - BOTTOM + 4.0).items():
        colour, dashes = _colour(picture, i), STROKES[i % len(STROKES)]
        piece = f'x1="{WIDE - RIGHT + 6}" x2="{WIDE - RIGHT + 30}" y1="{y - 4:.1f}" y2="{y - 4:.1f}"'
        yield f'<line {piece} stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        yield f'<text x="{WIDE - RIGHT + 35}" y="{y:.1f}" fill="{colour}">{escape(picture.series[i].name)}</text>'


def _apart(ends: Mapping[int, float], least: float, most: float) -> dict[int, float]:
    """Return where names go: down until there is room, then up until they end in the picture."""
    order, placed = sorted(ends, key=ends.__getitem__), dict[int, float]()
    for i in order:
        placed[i] = max(least, ends[i])
        least = placed[i] + APART
    for i in reversed(order):
        placed[i] = min(most, placed[i])
        most = placed[i] - APART
    return placed


def _colour(picture: Picture, i: int) -> str:
    """Return a line's colour; what stands before a colon says whose line it is."""
    whose = [one.name.partition(":")[0] for one in picture.series]
    others = [name for name in dict.fromkeys(whose) if name not in WHOSE]
    return WHOSE.get(whose[i]) or OTHERS[others.index(whose[i]) % len(OTHERS)]


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Return round numbers, some of them, that hold an interval between them.  whole: none but whole ones."""
    rough = (high - low) / (TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * round_ for round_ in (1, 2, 5, 10) if power * round_ >= rough * 0.999)
    step = max(1.0, math.ceil(step)) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [i * step for i in range(first, max(last, first + 1) + 1)]


def _scale(low: float, high: float, begin: float, end: float) -> Scale:
    wide = high - low or 1.0
    return lambda value: begin + (value - low) / wide * (end - begin)
