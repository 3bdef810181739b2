"""Trying a program: the button beside “Hand in”, and what the program prints or where it fails.  It costs nothing."""

from collections.abc import Sequence

import streamlit as st

from grader.fields import Program
from grader.service import running
from grader.service.running import Tried
from ui.widgets import answer, words
from ui.widgets.answer import Control

SHORTCUT = "ctrl+shift+enter"  # in the editor, editor.js presses the button


def programs(controls: Sequence[Control]) -> list[Control]:
    """Return the controls whose answers can be run here."""
    found = [this for this in controls if isinstance(this.field, Program)]
    return found if found and not running.obstacle() else []


def buttons(controls: Sequence[Control]) -> None:
    """Offer to run what is written."""
    found = programs(controls)
    for this in found:
        first = this is found[0]
        st.button(
            "Run" if len(found) == 1 else f"Run {this.part.name}",
            key="run" if first else f"run-{this.key}",
            shortcut=SHORTCUT if first else None,
            on_click=_press,
            args=(this,),
        )


def show(controls: Sequence[Control]) -> None:
    """Run what was asked to be run, and show what came of it."""
    for this in programs(controls):
        if st.session_state.get(_pressed(this)):
            written = answer.written(this)
            with st.spinner("Running…"):
                found = running.tried(this.part, written)
            st.session_state.pop(_pressed(this), None)  # not before: a key that comes late may have begun anew
            answer.remember(this, written, found)
            st.rerun()  # the editor marks the line
        if (kept := answer.tried(this)) is not None:
            _show(*kept, changed=kept[0] != answer.written(this))


def forget(controls: Sequence[Control]) -> None:
    """Show no more what came of trying: now there is a verdict."""
    for this in controls:
        answer.remember(this, "", None)


def _press(this: Control) -> None:
    st.session_state[_pressed(this)] = True


def _pressed(this: Control) -> str:
    return f"{this.key}/run"


def _show(text: str, found: Tried, *, changed: bool) -> None:
    if not text.strip():
        st.info("There is nothing to run yet.")
        return
    if found.error:
        where = f"Line {found.line}: " if found.line and not found.error.startswith("Line ") else ""
        st.error(words.literal(f"{where}{found.error}"))
        if len(found.trace) > 1:
            st.caption(words.literal(f"The way there: {'; '.join(found.trace)}."))
    if found.output:
        st.caption("It printed, before your last change" if changed else "It printed")
        st.code(found.output, language=None, wrap_lines=True)
    elif not found.error:
        st.info(f"It runs, and prints nothing. To see what it gives, add a line such as {words.code(found.example)}")
