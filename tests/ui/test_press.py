"""A press is told once, even if the run that it began was interrupted; on another page, or much later, it is not."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.widgets import press


def page() -> None:
    import streamlit as st

    from ui.widgets import press

    if st.checkbox("a key comes late"):
        st.stop()  # as a run does that is interrupted
    told = press.button("Press me", "me")
    st.caption("pressed" if told else "not pressed")


def told(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(page).run()
    assert told(app) == "not pressed"
    return app


@pytest.fixture
def interrupted(app: AppTest) -> AppTest:
    app.checkbox[0].check()
    app.button[0].click()
    assert told(app.run()) == ""
    app.checkbox[0].uncheck()
    return app


def test_a_press_is_told_once(app: AppTest) -> None:
    assert told(app.button[0].click().run()) == "pressed"
    assert told(app.run()) == "not pressed"


def test_the_run_after_an_interrupted_one_tells_of_it(interrupted: AppTest) -> None:
    assert told(interrupted.run()) == "pressed"
    assert told(interrupted.run()) == "not pressed"


def test_another_page_does_not(interrupted: AppTest) -> None:
    interrupted.query_params["id"] = "other"
    assert told(interrupted.run()) == "not pressed"


def test_nor_does_one_that_comes_too_late(interrupted: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "LASTS", 0.0)
    assert told(interrupted.run()) == "not pressed"
