"""What is around every page: the ways to the other pages, who is signed in, whether this is a demo."""

from pathlib import Path

import streamlit as st

from grader.person import Person
from ui import door, here, pages
from ui.widgets import words

STYLE = Path(__file__).parent / "look.css"
ICON = Path(__file__).parent / "icon.svg"


def frame(person: Person) -> None:
    """Draw it."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        for one in pages.seen_by(person):
            if one.visibility == "visible":
                st.page_link(one)
        st.link_button(f"Sign out {words.literal(person.name)}", door.SIGN_OUT, type="tertiary")
        if here.service().people.is_demo:
            st.badge("Demo: nothing here is private", color="orange")
