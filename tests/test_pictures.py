"""What a trial's pictures are as data, and in words."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import pictures
from grader.pictures import Picture, Series, described, pictured, read_picture, unseen, window

NAN, INF = math.nan, math.inf

numbers = st.floats(width=16) | st.sampled_from([0.1, 1e-300, -1e300, 12345.0])
rows = st.lists(numbers, max_size=6).map(tuple)
texts = st.text(max_size=8)
series = st.builds(Series, name=texts, y=rows, low=rows, high=rows)
drawings = st.builds(
    Picture,
    title=texts,
    across=texts,
    up=texts,
    x=rows,
    series=st.lists(series, max_size=3).map(tuple),
    logarithmic=st.booleans(),
)


def picture(*lines: Series, logarithmic: bool = False) -> Picture:
    x = tuple(float(i) for i in range(len(lines[0].y))) if lines else ()
    return Picture(title="Learning", across="steps", up="loss", x=x, series=lines, logarithmic=logarithmic)


def line(*y: float, name: str = "yours", low: tuple[float, ...] = (), high: tuple[float, ...] = ()) -> Series:
    return Series(name=name, y=y, low=low, high=high)


@given(drawings)
def test_a_picture_that_was_kept_is_read_back(drawing: Picture) -> None:
    kept = json.loads(json.dumps(pictured(drawing), allow_nan=False))
    again = read_picture(kept)
    assert pictured(again) == kept
    assert (again.title, again.across, again.up, again.logarithmic) == (
        drawing.title,
        drawing.across,
        drawing.up,
        drawing.logarithmic,
    )
    for was, now in zip((drawing.x, *_rows(drawing)), (again.x, *_rows(again)), strict=True):
        assert now == pytest.approx(was, rel=10.0 ** (1 - pictures.DIGITS), nan_ok=True)


def _rows(drawing: Picture) -> list[tuple[float, ...]]:
    return [row for one in drawing.series for row in (one.y, one.low, one.high)]


@given(drawings)
def test_a_window_is_never_empty_and_a_picture_always_has_words(drawing: Picture) -> None:
    low, high = window(drawing)
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high or abs(low) > 1e15, "where numbers are half apart no more"
    assert described(drawing).startswith(drawing.title)
    assert len(unseen(drawing)) <= len(drawing.series)


WINDOWS = [
    pytest.param(picture(line(1, 3), line(0, 2)), (0, 3), id="all lines"),
    pytest.param(picture(line(2, 2, low=(1, 1), high=(4, 4))), (1, 4), id="bands too"),
    pytest.param(picture(line(1, NAN, INF)), (0.5, 1.5), id="around a single value"),
    pytest.param(picture(line(1e-3, 10), logarithmic=True), (-3, 1), id="powers of ten"),
    pytest.param(picture(line(0, 10, 100), logarithmic=True), (1, 2), id="0 has no logarithm"),
    pytest.param(picture(line(1, 1e6), line(1, 2)), (1, 6), id="what dwarfs all others is cut"),
    pytest.param(picture(line(1, 1e6), line(0, 0)), (0, 1e6), id="nothing is dwarfed by what is 0"),
    pytest.param(picture(), (0, 1), id="nothing"),
]


@pytest.mark.parametrize(("drawing", "expected"), WINDOWS)
def test_a_window(drawing: Picture, expected: tuple[float, float]) -> None:
    assert window(drawing) == pytest.approx(expected)


WORDS = [
    pytest.param(picture(line(2, 1, 0.5)), "yours falls from 2 to 0.5", id="falls"),
    pytest.param(picture(line(1e-5, 1), logarithmic=True), "yours rises from 1e-05 to 1", id="rises"),
    pytest.param(picture(line(1, 1.01), line(3, 0, name="b")), "yours stays near 1.01; b falls", id="stays"),
    pytest.param(picture(line(1, NAN, 2)), "yours rises from 1 to 2, with gaps", id="gaps"),
    pytest.param(picture(line(NAN, INF)), "yours has no finite numbers", id="no numbers"),
    pytest.param(picture(line(0, 0), logarithmic=True), "yours is 0 everywhere", id="zeros"),
    pytest.param(picture(), "nothing", id="no lines"),
]


@pytest.mark.parametrize(("drawing", "words"), WORDS)
def test_a_picture_in_a_sentence(drawing: Picture, words: str) -> None:
    assert described(drawing).startswith(f"Learning, loss: {words}")


UNSEEN = [
    pytest.param(picture(line(1, 2)), (), id="all is seen"),
    pytest.param(picture(line(0, 0), logarithmic=True), ("Not drawn: yours is 0 everywhere.",), id="zeros"),
    pytest.param(picture(line(NAN)), ("Not drawn: yours has no finite numbers.",), id="no numbers"),
    pytest.param(picture(line(1, 1e6), line(1, 2)), ("Cut: yours goes up to 1e+06.",), id="cut"),
]


@pytest.mark.parametrize(("drawing", "told"), UNSEEN)
def test_what_is_not_seen_is_told(drawing: Picture, told: tuple[str, ...]) -> None:
    assert unseen(drawing) == told
