"""What is known of a formula: tables to read, beside those of named activations, and what a computer makes of it."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from grader.service.profile import Behaviour, Group, Portrait, Row
from ui.widgets import words
from ui.widgets.table import table


def draw(portrait: Portrait, beside: Mapping[str, Portrait]) -> None:
    """Draw the properties under their headings.  beside: by the names of what to compare with."""
    st.html("".join(_group(group, beside) for group in portrait.groups))


def _group(group: Group, beside: Mapping[str, Portrait]) -> str:
    if not beside:
        rows = [[escape(row.title), escape(row.value), _how(row)] for row in group.rows]
        return table(group.heading, ["property", "value", "how known"], rows, look="account three")
    rows = [
        [escape(row.title), _beside(row, _more(row))] + [_beside(other.row(row.name)) for other in beside.values()]
        for row in group.rows
    ]
    return table(group.heading, ["property", "f", *beside], rows, look="account compared")


def _how(row: Row) -> str:
    """Return how a value is known: the mark, and the word or what refutes it."""
    if row.how == row.status:
        return f'<span class="{row.status}"><span aria-hidden="true">{row.mark}</span> {row.status}</span>'
    return f'<span class="{row.status}">{_mark(row)} {escape(row.how)}</span>'


def _beside(row: Row, more: str = "") -> str:
    return f"{_mark(row)} {escape(row.value)}{more}"


def _more(row: Row) -> str:
    return f'<br><span class="{row.status}">{escape(row.how)}</span>' if row.how != row.status else ""


def _mark(row: Row) -> str:
    """Return the one character, as a word for those who hear it."""
    return f'<span class="{row.status}" role="img" aria-label="{row.status}">{row.mark}</span>'


def computed(portrait: Portrait) -> None:
    """Draw what a computer makes of the formula, as it is written."""
    st.header("On a computer", anchor=False)
    rows = [[one.dtype, _happens(one)] for one in portrait.behaviours]
    caption = "As it is written, step by step in floating point"
    st.html(table(caption, ["numbers", "what happens"], rows, look="account"))
    if portrait.advice:
        st.markdown(words.literal(portrait.advice))


def _happens(one: Behaviour) -> str:
    """Return what happens in one dtype, a line for each fault."""
    if not one.faults and not one.excesses:
        return f"{_sign(fine=True)} {escape(one.sentence)}"
    faults = [f"{_sign(fine=False)} {escape(fault)}" for fault in one.faults]
    return "<br>".join([*faults, *map(escape, one.excesses)])


def _sign(*, fine: bool) -> str:
    status, mark = ("proved", "✓") if fine else ("refuted", "✗")
    return f'<span class="{status}" role="img" aria-label="{"fine" if fine else "fault"}">{mark}</span>'
