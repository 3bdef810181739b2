"""The Lab: any formula, its curve and slope, and what the checks say of it; the address keeps the formula."""

import streamlit as st

from grader.export.findings import mark
from grader.service.examination import examine
from grader.service.sketch import WIDE, sketch
from ui import here
from ui.widgets import answer, curve, words

START = "x*sigmoid(x)"
WIDTHS = {"near 0": 1.5, "as usual": WIDE, "far": 30.0, "very far": 1000.0}


def page() -> None:
    """Draw the page."""
    here.person()
    st.title("Lab", anchor=False)
    st.markdown("Try any activation: see its curve and its slope, and what can be said of it.")
    _bench()


@st.fragment
def _bench() -> None:
    text = st.text_input(
        "A formula in x", START, key="f", live="50ms", bind="query-params", max_chars=2000, autocomplete="off"
    )
    zoom = st.segmented_control("How far to look", list(WIDTHS), default="as usual", key="zoom", required=True)
    if not text.strip():
        st.markdown("Write a formula, such as `max(0, x)`, `tanh(x)` or `x*sigmoid(x)`.")
        return
    seen = sketch(text, wide=WIDTHS[zoom or "as usual"])
    answer.understood(seen, text)
    if seen.fault:
        return
    if seen.curve:
        curve.draw(seen.curve, key="lab")
    _said(text)


def _said(text: str) -> None:
    st.header("What can be said of it", anchor=False)
    with st.container(gap="xxsmall"):
        for said in examine(text):  # one by one: a further key interrupts between two
            st.markdown(f"{mark(said.verdict)} **{said.call}** {words.with_formulas(said.finding.evidence.sentence)}")
    st.caption("The address of this page keeps the formula: copy it to show it to others.")
