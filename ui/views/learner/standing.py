"""Where the entries of a contest stand: ranks as far as scores can tell, and who wants to be named."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from math import ceil, floor

import streamlit as st

from grader.errors import CallError
from grader.export.findings import measured
from grader.person import Person
from grader.score import Reference
from grader.service.contests import Ranked, Standing
from grader.service.learner import Sheet
from ui import here, look
from ui.widgets import words
from ui.widgets.table import scrolling, table

CAPTION = "The entries, and what others reach with the same seeds"
SHOWN = 50  # entries; the person's own besides
WIDE, HIGH, DOT = 170, 18, 4.5  # pixels of an interval's picture
GRID = 20  # parts of 1 that the scale of the pictures begins and ends at


def show(sheet: Sheet, person: Person) -> None:
    """Show the board of a contest; of another exercise nothing."""
    if not any(part.contest for part in sheet.variant.parts):
        return
    st.header("Standing", anchor=False)
    try:
        board = here.service().contests.standing(person, sheet.work.course, sheet.work.exercise)
    except CallError as error:
        st.caption(str(error))
        return
    mine = next((one for one in board.ranked if one.is_mine), None)
    if mine:
        st.markdown(f"Your best entry is {words.code(mine.formula)}, {_place(mine)}.")
        _naming(sheet, person, board)
    if not board.ranked:
        st.caption("No entry has a score yet.")
        return
    head, rows = _head(teaches=person.teaches), _rows(board, teaches=person.teaches)
    st.html(scrolling(table(CAPTION, head, rows), CAPTION))
    st.caption(_explained(board))


def _place(mine: Ranked) -> str:
    return f"rank {mine.rank}" + (", in a tie" if mine.is_tied else "")


def _naming(sheet: Sheet, person: Person, board: Standing) -> None:
    key = f"named/{sheet.work.course}/{sheet.work.exercise}"

    def keep() -> None:
        named = bool(st.session_state[key])
        here.service().contests.show_name(person, sheet.work.course, sheet.work.exercise, named=named)

    told = "Others see your name, not your formula. Teachers see both in any case."
    st.checkbox("Show my name on this board", help=told, value=board.is_named, key=key, on_change=keep)


def _explained(board: Standing) -> str:
    side = "above" if board.best == "highest" else "below"
    low, high = _scale(board)
    return (
        f"A score is the mean of {board.seeds} networks ({board.design}) on hidden seeds, the same for everybody, "
        f"± its standard error; the {board.best} wins. The lines go from {low:.2f} to {high:.2f}. "
        f"An entry ranks behind those whose interval lies wholly {side} its own. "
        "Other differences may be luck: entries of one rank are a tie, and stand in no order."
    )


def _scale(board: Standing) -> tuple[float, float]:
    """Return round numbers that hold all intervals between them."""
    shown: tuple[Ranked | Reference, ...] = (*board.ranked, *board.references)
    ends = [one.mean + side * one.standard_error for one in shown for side in (-1, 1)]
    low, high = floor(min(ends) * GRID) / GRID, ceil(max(ends) * GRID) / GRID
    return low, max(high, low + 1 / GRID)


def _head(*, teaches: bool) -> list[str]:
    return ["Rank", "Entry", "Score", *["Formula"] * teaches]


def _rows(board: Standing, *, teaches: bool) -> Iterator[list[str]]:
    """Yield a row for each entry, then for each reference; teachers see the formulas."""
    scale = _scale(board)
    for one in [one for i, one in enumerate(board.ranked) if i < SHOWN or one.is_mine]:
        colour = look.WHOSE["yours"] if one.is_mine else look.AXIS
        formula = [f"<code>{escape(one.formula)}</code>"] * teaches
        yield [f"{one.rank}{', tie' * one.is_tied}", _name(one, board), _seen(one, scale, colour), *formula]
    for other in board.references:
        name = "no activation" if other.name == "none" else other.name
        colour = look.WHOSE.get(other.name, look.AXIS)
        yield ["–", f"<i>{escape(name)}</i>", _seen(other, scale, colour), *["–"] * teaches]


def _name(one: Ranked, board: Standing) -> str:
    name = escape(one.name) or "anonymous"
    if one.is_mine:
        name = f"<b>{name} (you{'' if board.is_named else '; others read “anonymous”'})</b>"
    return f'<span class="whose">{name}</span>'


def _seen(one: Ranked | Reference, scale: tuple[float, float], colour: str) -> str:
    """Return a score in words, and its interval as a picture: an image, for st.html drops drawings."""
    low, high = scale
    ends = (one.mean - one.standard_error, one.mean, one.mean + one.standard_error)
    left, middle, right = (DOT + (WIDE - 2 * DOT) * (end - low) / (high - low) for end in ends)
    across = f'y1="{HIGH / 2}" y2="{HIGH / 2}"'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}">'
        f'<line x1="0" x2="{WIDE}" {across} stroke="{look.AXIS}" stroke-opacity="0.5"/>'
        f'<line x1="{left:.1f}" x2="{right:.1f}" {across} stroke="{colour}" stroke-width="4"/>'
        f'<circle cx="{middle:.1f}" cy="{HIGH / 2}" r="{DOT}" fill="{colour}"/></svg>'
    )
    told = f"from {ends[0]:.3f} to {ends[2]:.3f}"
    source = b64encode(drawing.encode()).decode()
    image = f'<img alt="{told}" width="{WIDE}" height="{HIGH}" src="data:image/svg+xml;base64,{source}">'
    return f'<span class="scored">{measured(one.mean, one.standard_error)} {image}</span>'
