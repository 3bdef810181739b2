"""Pictures as data: lines over the same x, which a page draws and a report keeps."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = tuple[float, ...]
DIGITS = 5  # of each number that is kept
STEADY = 0.08  # of a picture's height: a line that moves less stays where it is
DWARFED, ROOM = 100.0, 3.0  # how often higher than all others a line is cut, and at how many times their height


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


def seen(picture: Picture, value: float) -> float:
    """Return a value as it is drawn: its logarithm where the picture is logarithmic; nan where there is nothing."""
    if not picture.logarithmic:
        return value if math.isfinite(value) else math.nan
    return math.log10(value) if 0 < value < math.inf else math.nan


def window(picture: Picture) -> tuple[float, float]:
    """Return the least and the greatest that is drawn, as `seen` gives it.

    A line that goes so far up that all others would lie on the floor is cut.
    """
    known = [_known(picture, (*one.y, *one.low, *one.high)) for one in picture.series]
    values = [y for row in known for y in row]
    low, high = min(values, default=0.0), max(values, default=1.0)
    tops = sorted(max(row) for row in known if row)
    if not picture.logarithmic and len(tops) > 1 and tops[-1] > DWARFED * tops[-2] > 0:
        high = ROOM * tops[-2]
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def described(picture: Picture) -> str:
    """Return a picture in a sentence: what falls, what rises, what stays."""
    moves = "; ".join(f"{one.name} {_move(picture, one)}" for one in picture.series)
    return f"{picture.title}, {picture.up}: {moves or 'nothing'}."


def unseen(picture: Picture) -> tuple[str, ...]:
    """Return what a picture can't show, a sentence for each line."""
    high = window(picture)[1]
    told = list[str]()
    for one in picture.series:
        values = _known(picture, one.y)
        if not values:
            told.append(f"Not drawn: {one.name} {_move(picture, one)}.")
        elif max(values) > high:
            told.append(f"Cut: {one.name} goes up to {max(one.y):.3g}.")
    return tuple(told)


def _known(picture: Picture, row: Row) -> Row:
    return tuple(at for y in row if math.isfinite(at := seen(picture, y)))


def _move(picture: Picture, one: Series) -> str:
    low, high = window(picture)
    known = [y for y in one.y if math.isfinite(seen(picture, y))]
    if not known:
        return "is 0 everywhere" if one.y and not any(one.y) else "has no finite numbers"
    first, last = known[0], known[-1]
    gaps = "" if len(known) == len(one.y) else ", with gaps"
    change = seen(picture, last) - seen(picture, first)
    if abs(change) <= STEADY * (high - low):
        return f"stays near {last:.3g}{gaps}"
    return f"{'rises' if change > 0 else 'falls'} from {first:.3g} to {last:.3g}{gaps}"
