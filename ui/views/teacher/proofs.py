"""The exercises as their teacher sees them: what is wrong with a file, and the marks table of every answer it knows."""

from urllib.parse import urlencode

import streamlit as st

from grader.report import Verdict
from grader.service.teacher import Proven
from grader.verification import Row
from ui import here, pages
from ui.widgets import words


def page() -> None:
    """Draw the page."""
    here.person()
    st.title("Exercises and their proofs", anchor=False)
    shelf = here.service().library.shelf()
    if shelf.faults:
        st.error(f"{len(shelf.faults)} fault(s) in files; what is wrong can't be used until it is mended.")
        st.code("\n".join(str(fault) for fault in shelf.faults), language=None, wrap_lines=True)
    course = pages.course()
    if course is None:
        return
    pages.choose_course(course)
    found = here.service().teaching.exercises(course.id)
    waiting = sum(one.faults is None for one in found)
    if waiting:
        st.markdown(f"{waiting} of {len(found)} are still being verified; look again in a moment.")
    st.markdown(
        "Each exercise proves itself: its right answers earn full marks, each wrong answer fails exactly the checks "
        "that its file foretells, in every variant."
    )
    for unit, title in course.units.items():
        st.header(words.literal(title), anchor=False)
        for one in found:
            if one.exercise.unit == unit:
                _exercise(course.id, one)


def _exercise(course: str, one: Proven) -> None:
    title = f"{_state(one)} {one.exercise.title}"
    with st.expander(title, key=f"proof-{one.exercise.id}", on_change="rerun") as unfolded:
        if unfolded.open:
            _proof(course, one)


def _proof(course: str, one: Proven) -> None:
    for fault in one.faults or ():
        st.markdown(words.literal(fault))
    for advice in one.advice:
        st.caption(words.literal(advice))
    if one.rows:
        st.table([_row(row) for row in one.rows], hide_index=True, alt=f"Marks of {one.exercise.title}")
    tries = (_try(course, one.exercise.id, number) for number in range(len(one.exercise.variants)))
    st.markdown(f"Try it, variant by variant: {' '.join(tries)}")


def _try(course: str, exercise: str, number: int) -> str:
    query = urlencode({"course": course, "id": exercise, "variant": number})
    return f"[{number}](/{pages.EXERCISE.url_path}?{query})"


def _state(one: Proven) -> str:
    if one.faults is None:
        return "…"
    return "✗" if one.faults else "✓"


def _row(row: Row) -> dict[str, str]:
    failed = [call for call, verdict in row.verdicts if verdict is not Verdict.PASSED]
    return {
        "part": row.part,
        "answer": words.code(row.answer),
        "is": "right" if row.right else "wrong",
        "fails": ", ".join(map(words.with_formulas, failed)),
        "points": f"{row.points} of {row.out_of}",
    }
