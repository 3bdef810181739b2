"""The script that Streamlit runs for every page: who you are, and which pages you see."""

import streamlit as st

from ui import door, here, pages, shell

st.set_page_config(page_title="grader", page_icon=str(shell.ICON), layout="centered")
person = here.visitor()
if person is None:
    st.title("Please sign in")
    st.link_button("Sign in", door.SIGN_IN)
    st.stop()
chosen = st.navigation(pages.seen_by(person), position="hidden")
shell.frame(person)
chosen.run()
