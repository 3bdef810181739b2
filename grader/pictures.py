"""Pictures as data: lines over the same x, which a page draws and a report keeps."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = tuple[float, ...]
DIGITS = 5  # of each number that is kept


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line of a picture.  low, high: the band in which the values of single runs lie; empty where there is none."""

    name: str
    y: Row
    low: Row = ()
    high: Row = ()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a trial shows, as lines over the same x; nan where there is no value.

    across, up: what the axes show, in words.  logarithmic: whether y is.
    """

    title: str
    across: str
    up: str
    x: Row
    series: tuple[Series, ...]
    logarithmic: bool = False


def pictured(picture: Picture) -> dict[str, Any]:
    """Return a picture as plain data: what is not finite as a word."""
    return {
        "title": picture.title,
        "across": picture.across,
        "up": picture.up,
        "logarithmic": picture.logarithmic,
        "x": _written(picture.x),
        "series": [
            {"name": one.name, "y": _written(one.y), "low": _written(one.low), "high": _written(one.high)}
            for one in picture.series
        ],
    }


def read_picture(content: Mapping[str, Any]) -> Picture:
    """Return the picture of which `pictured` gives this content."""
    return Picture(
        title=content["title"],
        across=content["across"],
        up=content["up"],
        logarithmic=content["logarithmic"],
        x=_read(content["x"]),
        series=tuple(
            Series(name=one["name"], y=_read(one["y"]), low=_read(one["low"]), high=_read(one["high"]))
            for one in content["series"]
        ),
    )


def _written(row: Row) -> list[float | str]:
    return [float(f"{x:.{DIGITS}g}") if math.isfinite(x) else str(x) for x in row]


def _read(row: Sequence[float | str]) -> Row:
    return tuple(map(float, row))
