"""Training from the Lab: the button, and what networks with the formula as their activation come to."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from grader.service import trial
from grader.service.trial import Level, Outcome
from ui.widgets import pictures, words
from ui.widgets.table import scrolling, table

ASKED = "lab/trained"  # the formula that was to be trained last
TICK = 0.4  # s between two looks
TITLE = "Share of digits told odd or even rightly"


def offer(text: str) -> None:
    """Offer to train with a formula, one at a time, and show what came of the last."""
    asked: str = st.session_state.get(ASKED, "")
    found = trial.known(asked) if asked else None
    busy = bool(asked) and found is None
    st.header("In training", anchor=False)
    st.button("Train it", key="train", disabled=busy, on_click=_ask, args=(text,))
    if not asked:
        st.caption("Small networks, 2 and 6 hidden layers deep, learn to tell odd digits from even ones with it.")
    elif found is None:
        _follow(asked)
    else:
        _show(asked, found)


def _ask(text: str) -> None:
    st.session_state[ASKED] = text
    trial.begin(text)


@st.fragment(run_every=TICK)
def _follow(text: str) -> None:
    """Draw the page again once the networks are trained."""
    if trial.known(text) is not None:
        st.rerun()
    trial.begin(text)  # if it was forgotten meanwhile
    st.info(f"Training with {words.code(text)}, depths 2 and 6, 4 to 16 seeds…")


def _show(text: str, found: Outcome) -> None:
    if found.error:
        st.error(words.literal(found.error))
        return
    st.markdown(f"With {words.code(text)}:")
    head = ("with", *(f"{one.depth} hidden layers" for one in found.levels))
    st.html(scrolling(table(TITLE, head, _rows(found.levels)), TITLE))
    if found.reasons:
        st.markdown("\n".join(f"- {words.literal(one)}" for one in found.reasons))
    pictures.show(found.pictures, key="trial")


def _rows(levels: Sequence[Level]) -> Iterator[list[str]]:
    for name in levels[0].accuracy:
        yield [escape(name), *(f"{one.accuracy[name]:.1%}" for one in levels)]
    yield ["learns", *(one.learns for one in levels)]
    yield ["better than none", *(one.helps for one in levels)]
    if any(one.lost for one in levels):
        yield ["lost: no finite numbers", *(f"{one.lost} of {one.seeds}" for one in levels)]
