"""The Lab: any formula, its curve and slopes, and all that is certain about it; the address keeps what is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from grader.service.features import Features
from grader.service.profile import NAMED, Portrait, call, frame
from grader.service.sketch import WIDE, Curve, bend, sketch
from grader.service.witness import Mark
from ui import here
from ui.widgets import account, answer, plot, training, waiting, words
from ui.widgets.plot import View

START = "x*sigmoid(x)"
WIDTHS = {"near 0": 1.5, "as usual": WIDE, "far": 30.0, "very far": 1000.0}
LINES = ("f", "f′", "f″")
COMPARED = 3  # activations at once
NOTHING = "nothing"
LAST = "lab/known"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to look at.  lines: of f, f′ and f″.  beside: names of activations to compare with."""

    text: str
    wide: float
    lines: Sequence[str]
    beside: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a formula, and of what it is compared with."""

    text: str
    portrait: Portrait
    beside: Mapping[str, Portrait]


def page() -> None:
    """Draw the page."""
    here.person()
    st.title("Lab", anchor=False)
    st.markdown("Try any activation: see its curve and its slope, and what is certain about it.")
    _bench()


@st.fragment
def _bench() -> None:
    text = st.text_input(
        "A formula in x", START, key="f", live="50ms", bind="query-params", max_chars=2000, autocomplete="off"
    )
    echo, picture = st.container(), st.container()
    wish = _wish(text)
    if not text.strip():
        echo.markdown("Write a formula, such as `max(0, x)`, `tanh(x)` or `x*sigmoid(x)`.")
        return
    with echo:
        seen = sketch(text)
        answer.understood(seen, text)
        if seen.fault:
            return
        found = waiting.portraits([wish.text, *map(call, wish.beside)])  # here, so that what is below keeps its place
    _study(wish, found, picture)


def _study(wish: Wish, found: Sequence[Portrait] | None, picture: DeltaGenerator) -> None:
    """Draw the picture at once, and what is certain as soon as that is known; till then, what was known last."""
    if found is not None:
        st.session_state[LAST] = Known(
            text=wish.text, portrait=found[0], beside=dict(zip(wish.beside, found[1:], strict=True))
        )
    last: Known | None = st.session_state.get(LAST)
    table = st.container()
    training.offer(wish.text)
    spots = _certain(last) if last else ()
    view = _view(wish, found[0], spots) if found else _view(wish)
    with picture:
        plot.draw(view, key="lab")
        sentences = plot.legend(found[0].features) if found else ["Looking for what is certain…"]
        if sentences:
            st.caption("  \n".join(sentences))
    with table:
        plot.tabulate(view)


def _certain(known: Known) -> Sequence[Mark]:
    """Draw all that is certain about a formula, and return the points that are to be marked."""
    st.header("What is certain", anchor=False)
    st.markdown(f"About {words.code(known.text)}:")
    spots = _witness(known.portrait)
    account.draw(known.portrait, known.beside)
    account.computed(known.portrait)
    st.caption("The address of this page keeps all of this: copy it to show it to others.")
    return spots


def _wish(text: str) -> Wish:
    """Draw the controls, and return what they say."""
    with st.container(horizontal=True):
        zoom = st.segmented_control(
            "How far to look", list(WIDTHS), default="as usual", key="zoom", required=True, bind="query-params"
        )
        lines = st.pills("Lines", LINES, default=plot.SHOWN, selection_mode="multi", key="lines", bind="query-params")
    beside = st.multiselect(
        f"Compare with up to {COMPARED} activations", NAMED, max_selections=COMPARED, key="with", bind="query-params"
    )
    return Wish(text=text, wide=WIDTHS[zoom or "as usual"], lines=lines, beside=beside)


def _view(wish: Wish, portrait: Portrait | None = None, spots: Sequence[Mark] = ()) -> View:
    """Return what to draw, in a window that holds the spots."""
    middle, wide = frame(spots, wish.wide)
    ours = _curve(wish.text, middle, wide)
    return View(
        curve=ours,
        shown=wish.lines,
        bend=bend(wish.text, middle=middle, wide=wide) if LINES[2] in wish.lines else (),
        beside={name: _curve(call(name), middle, wide) for name in wish.beside},
        features=portrait.features if portrait else Features(),
        spots=spots,
    )


def _curve(text: str, middle: float, wide: float) -> Curve:
    found = sketch(text, middle=middle, wide=wide).curve
    assert found is not None  # noqa: S101  a formula in x, as was seen before
    return found


def _witness(portrait: Portrait) -> Sequence[Mark]:
    """Offer the witnesses, and return the points of the chosen one."""
    rows = {row.name: row for group in portrait.groups for row in group.rows if row.spots}
    if not rows:
        return ()
    titles = {NOTHING: NOTHING} | {name: f"{row.title}: {row.value}" for name, row in rows.items()}
    chosen = st.selectbox("Mark a witness on the picture", list(titles), key="witness", format_func=titles.__getitem__)
    if chosen == NOTHING:
        return ()
    st.markdown(f"{rows[chosen].mark} {words.literal(rows[chosen].how)}")
    return rows[chosen].spots
