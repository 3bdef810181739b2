"""The least that Streamlit can do: a line to type in with its text below, and a button that counts its clicks.

Run: python tests/benchmarks/bare.py --port N
Streamlit runs the same file as its page.
"""

import gc
import sys
from pathlib import Path

import streamlit as st


@st.fragment
def line() -> None:
    st.text(st.text_input("Your answer", key="line", live="50ms"))


def page() -> None:
    line()
    if st.button("Again", key="again"):
        st.session_state.clicks = st.session_state.get("clicks", 0) + 1
    st.text(st.session_state.get("clicks", 0))


def main() -> None:
    from ui import look, server

    gc.collect()
    gc.freeze()
    port = int(sys.argv[sys.argv.index("--port") + 1])
    server.send_at_once()
    st.App(Path(__file__)).run(config=look.CONFIG | {"server.address": "127.0.0.1", "server.port": port})


if st.runtime.exists():
    page()
elif __name__ == "__main__":
    main()
