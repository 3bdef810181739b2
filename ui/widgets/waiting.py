"""Portraits of formulas, made beside the page while somebody types.

A key must not wait: Streamlit runs one thing of a page at a time, and a profile takes longer than a curve.  So a page
that lacks one is drawn without it, and looks again by itself; it is begun once the typing pauses.
"""

from collections.abc import Sequence
from concurrent.futures import wait
from time import monotonic

import streamlit as st

from grader.service import profile
from grader.service.profile import Portrait

PAUSE = 0.2  # s without a change
TICK = 0.25  # s between two looks
AT_ONCE = 0.1  # s that a look waits: most portraits are made in half of that
SINCE = "lab/since"


def portraits(texts: Sequence[str]) -> list[Portrait] | None:
    """Return the portraits; None if they are still to be made, and then the page is drawn again when they are."""
    found = [one for text in texts if (one := profile.known(text)) is not None]
    if len(found) == len(texts):
        return found
    last, _ = st.session_state.get(SINCE, ((), 0.0))
    if last != tuple(texts):
        st.session_state[SINCE] = (tuple(texts), monotonic())
    _follow(tuple(texts))
    return None


@st.fragment(run_every=TICK)
def _follow(texts: tuple[str, ...]) -> None:
    """Begin after a pause, and draw the page again when all is there."""
    _, since = st.session_state[SINCE]
    if monotonic() - since < PAUSE:
        return
    if not wait([profile.begin(text) for text in texts], AT_ONCE).not_done:
        st.rerun()
