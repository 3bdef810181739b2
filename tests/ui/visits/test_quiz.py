"""A quiz from its door to its result, by the button and by the bell."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from time import time

from playwright.sync_api import expect
from visiting import Served, Setting, Visit

Come = Callable[..., Visit]
SOON = 8.0  # s to the bell: time enough to open the page again


def begin(come: Come, name: str, setting: Setting) -> Visit:
    visit = come(name, setting=setting)
    visit.open("/quiz?course=controls&id=short", "Three questions")
    expect(visit.page.get_by_text("45 minutes from the start")).to_be_visible()
    visit.press("Start the quiz")
    visit.heading("The slope of the sigmoid")
    return visit


def test_by_the_button(come: Come, name: str, setting: Setting) -> None:
    visit = begin(come, name, setting)
    page = visit.page
    expect(page.get_by_text("Three questions: question 1 of 3")).to_be_visible()
    expect(page.get_by_text("44 minutes left")).to_be_visible()
    visit.type("sigmoid(x)*(1-sigmoid(x))")
    visit.press("Next")
    visit.heading("Spot the lines")
    expect(page.get_by_text("question 2 of 3")).to_be_visible()
    visit.press("Flag to come back")
    expect(visit.button("Take the flag away")).to_be_visible()
    visit.press("Back")
    visit.heading("The slope of the sigmoid")
    expect(visit.box()).to_have_value("sigmoid(x)*(1-sigmoid(x))")
    visit.press("Next")
    visit.heading("Spot the lines")
    visit.press("Next")
    visit.heading("A kink")
    visit.press(page.get_by_role("radiogroup").locator("label").filter(has_text="tanh"))
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    visit.settled()
    page.reload()
    visit.heading("A kink")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    visit.press("Review")
    visit.heading("Before you hand in")
    expect(visit.button("1. The slope of the sigmoid: answered")).to_be_visible()
    expect(visit.button("2. Spot the lines: not answered completely, flagged")).to_be_visible()
    expect(visit.button("3. A kink: answered")).to_be_visible()
    visit.press("2. Spot the lines")
    visit.heading("Spot the lines")
    visit.open("/quiz?course=controls&id=short", "Three questions")
    visit.press("Go on")
    visit.heading("The slope of the sigmoid")
    expect(visit.box()).to_have_value("sigmoid(x)*(1-sigmoid(x))")
    visit.press("Review")
    visit.heading("Before you hand in")
    visit.press("Hand in the quiz")
    expect(page.get_by_text("1 of 4 points.")).to_be_visible()
    visit.unfold("1. The slope of the sigmoid: 1 of 1")
    expect(page.get_by_text("Right. 1 of 1 point.")).to_be_visible()
    visit.unfold("3. A kink: 0 of 1")
    expect(page.get_by_text("It is smooth everywhere.")).to_be_visible()
    assert visit.overflow() <= 0
    visit.press(page.get_by_role("link", name="Back to the quiz"))
    expect(page.get_by_role("link", name="Result of try 1")).to_be_visible()
    expect(visit.button("Start the quiz")).to_be_visible()  # it may be taken twice


def test_by_the_bell(come: Come, name: str, served: Served) -> None:
    visit = begin(come, name, Setting("dark", 390))
    visit.type("sigmoid(x)*(1-sigmoid(x))")
    taken = visit.page.url.partition("take=")[2].partition("&")[0]
    with closing(sqlite3.connect(served.folder / ".grader" / "grader.db", timeout=15)) as store, store:
        store.execute("UPDATE takes SET bell = ? WHERE number = ?", (time() + SOON, int(taken)))
    visit.page.reload()
    expect(visit.page.get_by_text("1 of 4 points.")).to_be_visible()  # by itself
    expect(visit.expander("1. The slope of the sigmoid: 1 of 1")).to_be_visible()


def test_a_quiz_of_somebody_else_is_not_shown(come: Come, name: str) -> None:
    visit = begin(come, name, Setting("light", 1280))
    other = come(f"not {name}")
    other.open(visit.path(), "Not here")
