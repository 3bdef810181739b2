"""Buttons whose press is not lost: a run that a later key interrupts forgets it, the next one must not."""

from time import monotonic
from typing import Any

import streamlit as st

LASTS = 30.0  # s a press waits to be taken up; a page that comes later than that has been given up

Place = tuple[tuple[str, str], ...]


def button(label: str, key: str, **look: Any) -> bool:
    """Show a button; say whether it was pressed, once for each press."""
    offer(label, key, **look)
    return taken(key)


def offer(label: str, key: str, **look: Any) -> None:
    """Show a button.  look: what Streamlit is told of it as well."""
    st.button(label, key=key, on_click=_note, args=(key,), **look)


def taken(key: str) -> bool:
    """Say whether a button was pressed on this page; a press is told once."""
    noted: tuple[Place, float] | None = st.session_state.pop(_name(key), None)
    return noted is not None and noted[0] == _place() and monotonic() - noted[1] < LASTS


def _note(key: str) -> None:
    st.session_state[_name(key)] = (_place(), monotonic())


def _name(key: str) -> str:
    return f"pressed/{key}"


def _place() -> Place:
    """Return what tells this page from others that have buttons of the same name."""
    return tuple(sorted(st.query_params.to_dict().items()))
