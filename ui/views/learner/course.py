"""A course: its units and exercises, and how far the learner has come."""

from collections.abc import Mapping

import streamlit as st

from grader.catalog import Course
from grader.exercise import Exercise
from ui import here, pages
from ui.widgets import words

Scores = Mapping[str, tuple[int, int]]


def page() -> None:
    """Draw the page."""
    person = here.person()
    course = pages.course()
    if course is None:
        st.title("No course yet", anchor=False)
        st.markdown("There is no course that can be read. Whoever runs this service sees why on the teacher's page.")
        return
    scores = here.service().learning.scores(person, course.id)
    st.title(course.title, anchor=False)
    pages.choose_course(course)
    solved = sum(_is_solved(exercise, scores) for exercise in course)
    if len(course):
        st.progress(solved / len(course), f"{solved} of {len(course)} exercises solved")
    for unit, title in course.units.items():
        _unit(course, unit, title, scores)
    _quizzes(course)


def _unit(course: Course, unit: str, title: str, scores: Scores) -> None:
    exercises = [exercise for exercise in course if exercise.unit == unit]
    solved = sum(_is_solved(exercise, scores) for exercise in exercises)
    st.header(words.literal(title), anchor=False)
    st.caption(f"{solved} of {len(exercises)} solved")
    for exercise in exercises:
        _exercise(course, exercise, scores)


def _exercise(course: Course, exercise: Exercise, scores: Scores) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"row-{exercise.id}"):
        st.page_link(
            pages.EXERCISE,
            label=exercise.title,
            icon=_icon(exercise, scores),
            query_params={"course": course.id, "id": exercise.id},
        )
        about = f"{exercise.minutes} min, difficulty {exercise.difficulty} of 5"
        if exercise.id in scores:
            points, out_of = scores[exercise.id]
            about += f", best {points} of {out_of}"
        st.caption(about)


def _icon(exercise: Exercise, scores: Scores) -> str:
    if _is_solved(exercise, scores):
        return ":material/check_circle:"
    return ":material/pending:" if exercise.id in scores else ":material/circle:"


def _is_solved(exercise: Exercise, scores: Scores) -> bool:
    points, out_of = scores.get(exercise.id, (0, 1))
    return points >= out_of > 0


def _quizzes(course: Course) -> None:
    if not course.quizzes:
        return
    st.header("Quizzes", anchor=False)
    for quiz in course.quizzes.values():
        st.page_link(
            pages.QUIZ,
            label=quiz.title,
            icon=":material/timer:",
            query_params={"course": course.id, "id": quiz.id},
        )
