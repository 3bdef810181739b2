"""What learners have handed in, newest first, with the reports; and the verdicts that seem wrong to them."""

from datetime import UTC, datetime

import streamlit as st

from grader.attempt import Attempt
from grader.catalog import Course
from grader.exercise import Exercise
from ui import here, pages
from ui.widgets import outcome, press, words

EVERY = "all exercises"
SHOWN = 30  # submissions on one page


def page() -> None:
    """Draw the page."""
    here.person()
    st.title("Submissions", anchor=False)
    course = pages.course()
    if course is None:
        st.markdown("There is no course that can be read.")
        return
    pages.choose_course(course)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = {EVERY: EVERY} | {exercise.id: exercise.title for exercise in course}
        chosen = st.selectbox("Exercise", list(titles), format_func=titles.__getitem__, key="exercise")
        doubted = st.toggle("Only verdicts that seem wrong to a learner", key="doubted")
    found = here.service().teaching.submissions(course.id, "" if chosen == EVERY else chosen, only_doubted=doubted)
    if not found:
        st.markdown("Nothing has been handed in here yet.")
        return
    names = here.service().people.names()
    st.caption(f"The newest {min(len(found), SHOWN)}" + (f" of {len(found)}" if len(found) > SHOWN else ""))
    for attempt in found[:SHOWN]:
        _submission(course, attempt, names)


def _submission(course: Course, attempt: Attempt, names: dict[str, str]) -> None:
    exercise = course.exercises.get(attempt.submission.exercise)
    title = exercise.title if exercise else attempt.submission.exercise
    points = f"{attempt.report.points} of {attempt.report.out_of}" if attempt.report else "being graded"
    flag = " · seems wrong" if attempt.doubt is not None else ""
    who = words.literal(names.get(attempt.submission.learner, "somebody"))
    title = f"{who} · {title} · {points}{flag}"
    with st.expander(title, key=f"submission-{attempt.number}", on_change="rerun") as unfolded:
        if unfolded.open:
            _report(attempt, exercise)


def _report(attempt: Attempt, exercise: Exercise | None) -> None:
    when = datetime.fromtimestamp(attempt.at, UTC)
    st.caption(f"Number {attempt.number}, {when:%d %B %Y %H:%M} UTC, variant {attempt.submission.variant}")
    if attempt.doubt is not None:
        st.markdown(f"**The learner says:** {words.literal(attempt.doubt) or 'nothing more.'}")
        if press.button("I have seen to it", f"settle-{attempt.number}"):
            here.service().teaching.settle(attempt.number)
            st.rerun()
    for name, text in attempt.submission.answers.items():
        st.caption(name)
        st.code(text, language=None, wrap_lines=True)
    outcome.show(attempt, exercise)
