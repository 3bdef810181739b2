"""Training from the Lab: the button, and what networks with the formula as their activation come to."""

from collections.abc import Iterator, Sequence
from html import escape
from math import isnan
from uuid import uuid4

import streamlit as st

from grader.service import trial
from grader.service.trial import Level, Outcome
from ui.widgets import pictures, words
from ui.widgets.table import scrolling, table

ASKED = "lab/trained"  # the formula that was to be trained last
WHO = "lab/who"  # a name for whoever looks at this page
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


def _who() -> str:
    return str(st.session_state.setdefault(WHO, uuid4().hex))


def _ask(text: str) -> None:
    st.session_state[ASKED] = text
    trial.begin(text, _who())


def _stop(text: str) -> None:
    st.session_state[ASKED] = ""
    trial.stop(text, _who())


@st.fragment(run_every=TICK)
def _follow(text: str) -> None:
    """Show how the networks learn; draw the page again once they have."""
    if trial.known(text) is not None or not st.session_state[ASKED]:
        st.rerun()
    glimpses = trial.begin(text, _who()).glimpses  # if it was forgotten meanwhile
    done = glimpses[-1].done if glimpses else 0.0
    doing = "Training" if glimpses else "Getting ready to train"
    st.progress(done, f"{doing} with {words.code(text)}, depths 2 and 6, 4 to 16 seeds…")
    st.button("Stop", key="stop", on_click=_stop, args=(text,))
    if len(glimpses) > 1:
        pictures.draw(trial.live(glimpses), "live")


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


def _share(share: float) -> str:
    return "–" if isnan(share) else f"{share:.1%}"


def _rows(levels: Sequence[Level]) -> Iterator[list[str]]:
    for name in levels[0].accuracy:
        yield [escape(name), *(_share(one.accuracy[name]) for one in levels)]
    yield ["learns", *(one.learns for one in levels)]
    yield ["better than none", *(one.helps for one in levels)]
    if any(one.lost for one in levels):
        yield ["lost: no finite numbers", *(f"{one.lost} of {one.seeds}" for one in levels)]
