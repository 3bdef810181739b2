"""A quiz: what to expect, one question at a time, a review, and the result."""

from time import time

import streamlit as st

from grader.catalog import Course
from grader.errors import CallError
from grader.person import Person
from grader.quiz import Quiz
from grader.service.learner import Sheet
from grader.take import Take
from ui import here, pages
from ui.widgets import answer, outcome, press, trying, words

TICK = 5.0  # s between two looks at the clock


def page() -> None:
    """Draw the page."""
    person, service = here.person(), here.service()
    pages.keep_address()
    try:
        course = service.library.course(pages.parameter("course"))
        quiz = service.quizzes.quiz(course.id, pages.parameter("id"))
        st.set_page_config(page_title=quiz.title)
        number = pages.whole("take")
        if number is None:
            _door(person, course, quiz)
        else:
            _taken(person, course, quiz, service.quizzes.take(person, number))
    except CallError as error:  # an exercise may be taken away while a quiz runs
        pages.missing(str(error))


def _taken(person: Person, course: Course, quiz: Quiz, take: Take) -> None:
    if take.handed is not None:
        _result(course, quiz, take)
    elif pages.parameter("q") == "review":
        _review(course, quiz, take)
    else:
        _question(person, course, quiz, take)


def _go(**query: str | int) -> None:
    """Go on to another view of this page."""
    kept = {name: pages.parameter(name) for name in ("course", "id", "take")}
    st.query_params.from_dict({name: str(value) for name, value in (kept | query).items() if value})
    st.rerun()


def _door(person: Person, course: Course, quiz: Quiz) -> None:
    service = here.service()
    takes = service.quizzes.takes(person, course.id, quiz.id)
    st.title(quiz.title, anchor=False)
    st.markdown("\n".join(f"- {line}" for line in _expectations(quiz)))
    running = bool(takes) and takes[-1].handed is None
    if running or not (reason := service.quizzes.closed(quiz)):
        if press.button("Go on" if running else "Start the quiz", "start", type="primary"):
            try:
                _go(take=service.quizzes.start(person, course.id, quiz.id).number)
            except CallError as error:
                st.info(str(error))
    else:
        st.info(reason)
    for i, take in enumerate(takes, 1):
        if take.handed is not None:
            query = {"course": course.id, "id": quiz.id, "take": str(take.number)}
            st.page_link(pages.QUIZ, label=f"Result of try {i}", icon=":material/grading:", query_params=query)
    pages.back_to(course)


def _expectations(quiz: Quiz) -> list[str]:
    count = sum(draw.count for draw in quiz.draws)
    told = [f"{count} question{'' if count == 1 else 's'}, in any order you like."]
    told += [f"{quiz.minutes} minutes from the start; at the bell, what you have written is handed in."] * bool(
        quiz.minutes
    )
    told += [f"It may be taken {quiz.attempts} time{'' if quiz.attempts == 1 else 's'}."] * bool(quiz.attempts)
    later = "You see what was right when you have handed in."
    return [*told, later if quiz.feedback == "now" else "You see what was right when the quiz has closed."]


@st.fragment(run_every=TICK)
def _clock(take: Take) -> None:
    """Show the time left; at the bell, show the result."""
    if take.bell is None:
        return
    left = take.bell - time()
    if left <= 0:
        st.rerun()
    minutes = int(left // 60)
    st.caption(f"{minutes} minute{'' if minutes == 1 else 's'} left" if minutes else "Less than a minute left")


def _question(person: Person, course: Course, quiz: Quiz, take: Take) -> None:
    service, n = here.service(), len(take.exercises)
    at = min(max(pages.whole("q") or 1, 1), n)
    name = take.exercises[at - 1]
    sheet = service.learning.sheet(person, course.id, name, take=take.number)
    st.caption(f"{quiz.title}: question {at} of {n}")
    _clock(take)
    st.title(sheet.exercise.title, anchor=False)
    st.markdown(words.shown(sheet.variant.ask))
    _work(sheet, take, at)


@st.fragment
def _work(sheet: Sheet, take: Take, at: int) -> None:
    """Draw what typing redraws: the controls, and the buttons that lead away."""
    service, name, n = here.service(), sheet.exercise.id, len(take.exercises)

    def keep(part: str, text: str) -> None:
        try:
            service.quizzes.keep(take, name, part, text)
        except CallError as error:
            st.warning(str(error))

    controls = [answer.ask(sheet, part, keep) for part in sheet.variant.parts]
    flagged = name in take.flags
    with st.container(horizontal=True):
        trying.buttons(controls)
        if at > 1 and press.button("Back", "back"):
            _go(q=at - 1)
        if press.button("Next" if at < n else "Review", "next", type="primary"):
            _go(q=at + 1 if at < n else "review")
        if press.button("Take the flag away" if flagged else "Flag to come back", "flag", icon=":material/flag:"):
            service.quizzes.flag(take, name)
            st.rerun()
        if at < n and press.button("Review", "review"):
            _go(q="review")
    trying.show(controls)


def _review(course: Course, quiz: Quiz, take: Take) -> None:
    service = here.service()
    done = service.quizzes.answered(take)
    st.caption(quiz.title)
    _clock(take)
    st.title("Before you hand in", anchor=False)
    for i, name in enumerate(take.exercises, 1):
        state = "answered" if name in done else "not answered completely"
        flag = ", flagged" if name in take.flags else ""
        if press.button(f"{i}. {course[name].title}: {state}{flag}", f"to-{i}", type="tertiary"):
            _go(q=i)
    with st.container(horizontal=True):
        if press.button("Hand in the quiz", "hand-in", type="primary"):
            service.quizzes.hand_in(take)
            _go()
        if press.button("Back to the questions", "back"):
            _go(q=len(take.exercises))


def _result(course: Course, quiz: Quiz, take: Take) -> None:
    st.title(quiz.title, anchor=False)
    results = here.service().quizzes.results(take)
    if not results:
        st.info("Handed in. You see what was right when the quiz has closed.")
        return
    if any(attempt.report is None for attempt in results):
        _grading(take)
        return
    reports = [attempt.report for attempt in results if attempt.report]
    points, out_of = sum(one.points for one in reports), sum(one.out_of for one in reports)
    st.markdown(f"**{points} of {out_of} points.**")
    for i, attempt in enumerate(results, 1):
        exercise = course.exercises.get(attempt.submission.exercise)
        title = exercise.title if exercise else attempt.submission.exercise
        score = f"{attempt.report.points} of {attempt.report.out_of}" if attempt.report else ""
        with st.expander(f"{i}. {title}: {score}", key=f"result-{i}", on_change="rerun") as unfolded:
            if unfolded.open:
                outcome.show(attempt, exercise)
    query = {"course": course.id, "id": quiz.id}
    st.page_link(pages.QUIZ, label="Back to the quiz", icon=":material/timer:", query_params=query)
    pages.back_to(course)


@st.fragment(run_every=0.5)
def _grading(take: Take) -> None:
    """Show how many answers have been graded, until all are."""
    results = here.service().quizzes.results(take)
    graded = sum(attempt.report is not None for attempt in results)
    if graded == len(results):
        st.rerun()
    st.progress(graded / len(results), f"Handed in. {graded} of {len(results)} answers graded…")
