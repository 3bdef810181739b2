"""Which pages there are, and what their addresses say."""

from collections.abc import Callable
from copy import copy
from importlib import import_module

import streamlit as st

from grader.catalog import Course
from grader.person import Person
from ui import here
from ui.widgets import words


def _draws(module: str) -> Callable[[], None]:
    """Return what draws a page; its module is imported when it is first looked at."""

    def draw() -> None:
        import_module(f"ui.views.{module}").page()

    return draw


COURSE = st.Page(_draws("learner.course"), title="Exercises", icon=":material/school:", url_path="course", default=True)
EXERCISE = st.Page(_draws("learner.exercise"), title="Exercise", url_path="exercise", visibility="hidden")
QUIZ = st.Page(_draws("learner.quiz"), title="Quiz", url_path="quiz", visibility="hidden")
LAB = st.Page(_draws("learner.lab"), title="Lab", icon=":material/experiment:", url_path="lab")
PROOFS = st.Page(_draws("teacher.proofs"), title="Proofs", icon=":material/fact_check:", url_path="proofs")
SUBMISSIONS = st.Page(
    _draws("teacher.submissions"), title="Submissions", icon=":material/inbox:", url_path="submissions"
)


def seen_by(person: Person) -> list[st.Page]:
    """Return the pages that are there for someone.

    Copies: Streamlit notes on a page that it may be drawn now, and others' pages are being drawn at the same time.
    """
    learning = [COURSE, EXERCISE, QUIZ, LAB]
    return [copy(page) for page in ([*learning, PROOFS, SUBMISSIONS] if person.teaches else learning)]


def parameter(name: str) -> str:
    """Return what the page's address says under a name; nothing if it says nothing."""
    return st.query_params.get(name, "")


def whole(name: str) -> int | None:
    """Return a whole number that the page's address says, or None."""
    text = parameter(name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def keep_address() -> None:
    """Let the browser say where it is: by itself it doesn't where a link leads to another query of the same page."""
    st.query_params.from_dict(st.query_params.to_dict())


def course() -> Course | None:
    """Return the course that the address names, else the first; None if there is none."""
    courses = here.service().library.shelf().courses
    return courses.get(parameter("course")) or next(iter(courses.values()), None)


def choose_course(current: Course) -> None:
    """Offer the other courses, if there are any."""
    for name, other in here.service().library.shelf().courses.items():
        if name != current.id:
            st.page_link(COURSE, label=other.title, icon=":material/menu_book:", query_params={"course": name})


def back_to(course: Course) -> None:
    """Offer the way to all exercises of a course."""
    st.page_link(COURSE, label="All exercises", icon=":material/list:", query_params={"course": course.id})


def missing(reason: str) -> None:
    """Say that what the address names isn't there, and where to go instead."""
    st.title("Not here", anchor=False)
    stop = "" if reason.endswith(("?", ".")) else "."
    st.markdown(words.literal(f"{reason[:1].upper()}{reason[1:]}{stop}"))
    st.page_link(COURSE, label="All exercises", icon=":material/list:")
