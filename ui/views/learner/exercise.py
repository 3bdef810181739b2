"""One exercise: the question, the answer's controls, what became of each attempt, hints, the solution once solved."""

from functools import partial
from time import monotonic, sleep, time

import streamlit as st

from grader.attempt import Attempt
from grader.errors import CallError
from grader.exercise import Part
from grader.person import Person
from grader.report import Report, Verdict
from grader.service.learner import Sheet
from ui import here, pages
from ui.views.learner import standing
from ui.widgets import answer, outcome, press, trying, words
from ui.widgets.answer import Control

AT_ONCE = 1.5  # s that a click waits for its verdict; most are there in a fifth of that
LOOK, SLOWER = 0.02, 1.4  # s between the first two looks, and how much longer it is to each next one
ONCE = 2.0  # s in which the same answer is handed in but once
LATER = 0.5  # s between two looks once it takes longer


def page() -> None:
    """Draw the page."""
    person = here.person()
    pages.keep_address()
    try:
        sheet = here.service().learning.sheet(
            person, pages.parameter("course"), pages.parameter("id"), variant=pages.whole("variant")
        )
    except CallError as error:
        pages.missing(str(error))
        return
    exercise = sheet.exercise
    st.set_page_config(page_title=exercise.title)
    st.title(exercise.title, anchor=False)
    st.markdown(words.shown(sheet.variant.ask))
    _work(sheet, person)
    _latest(sheet)
    _hints(sheet)
    if sheet.is_solved:
        _solution(sheet)
    standing.show(sheet, person)
    _history(sheet)
    _onward(sheet)


@st.fragment
def _work(sheet: Sheet, person: Person) -> None:
    """Draw what typing redraws: the controls, and the button that hands them in."""
    keep = partial(here.service().learning.keep, sheet.work)
    controls = [answer.ask(sheet, part, keep) for part in sheet.variant.parts]
    _submit(sheet, controls, person)
    for part in sheet.later:
        st.caption(words.shown(f"Part {part.name} opens once part {part.opens_after} has been graded."))


def _submit(sheet: Sheet, controls: list[Control], person: Person) -> None:
    handed = f"handed/{sheet.work.course}/{sheet.work.exercise}"
    newest = sheet.attempts[-1].number if sheet.attempts else 0
    if st.session_state.get(handed, newest) > newest:
        press.taken("hand-in")  # it was pressed twice for one answer
        st.rerun()  # a late key interrupted the run that would have shown the verdict
    if sheet.left == 0:
        st.info("All attempts at this exercise are used up.")
        return
    if sheet.left is not None:
        st.caption(f"{sheet.left} attempt{'' if sheet.left == 1 else 's'} left.")
    with st.container(horizontal=True):
        press.offer("Hand in", "hand-in", type="primary", shortcut="ctrl+enter")
        trying.buttons(controls)
    trying.show(controls)
    if not press.taken("hand-in"):
        return
    answers = {this.part.name: text for this in controls if (text := answer.text(this)).strip()}
    if not answers:
        st.warning("There is nothing to hand in yet.")
        return
    if sheet.attempts and _is_again(sheet.attempts[-1], answers, sheet.number):
        return
    token = f"after {newest}"  # pressed twice, or in two tabs, it is the same submission
    try:
        number = here.service().learning.submit(sheet.work, answers, token=token, variant=sheet.number)
    except CallError as error:
        st.error(str(error))
        return
    st.session_state[handed] = number
    trying.forget(controls)
    with st.spinner("Grading…"):
        _await(person, number)
    st.rerun()


def _is_again(last: Attempt, answers: dict[str, str], variant: int) -> bool:
    """Whether this is what was handed in a moment ago, by a hand that pressed once too often."""
    same = dict(last.submission.answers) == answers and last.submission.variant == variant
    return same and time() - last.at < ONCE


def _await(person: Person, number: int) -> None:
    """Wait a little for the verdict; one that takes longer shows its progress instead."""
    until, pause = monotonic() + AT_ONCE, LOOK
    while here.service().learning.attempt(person, number).report is None and monotonic() < until:
        sleep(pause)
        pause *= SLOWER


def _latest(sheet: Sheet) -> None:
    attempt = sheet.attempts[-1] if sheet.attempts else None
    with st.container(key="outcome"):
        if attempt is None:
            outcome.announce(None)
        elif attempt.report is None:
            _follow(attempt)
        else:
            outcome.show(attempt, sheet.exercise, pictured=False)
            _doubt(attempt)


@st.fragment(run_every=LATER)
def _follow(attempt: Attempt) -> None:
    """Show how far a grading is, until there is a report to show."""
    now = here.service().learning.attempt(here.person(), attempt.number)
    if now.report is not None:
        st.rerun()
    outcome.announce(now)


def _doubt(attempt: Attempt) -> None:
    if attempt.doubt is not None:
        st.caption("Your teacher has been told that this verdict seems wrong.")
        return
    with st.expander("This verdict seems wrong", key=f"seems-wrong-{attempt.number}"):
        said = st.text_area(
            "What is wrong with it? Your teacher sees it together with this report.", key=f"doubt-{attempt.number}"
        )
        if press.button("Tell the teacher", f"tell-{attempt.number}"):
            here.service().learning.doubt(here.person(), attempt.number, said)
            st.rerun()


def _hints(sheet: Sheet) -> None:
    if not sheet.hints and not sheet.more:
        return
    st.header("Hints", anchor=False)
    for hint in sheet.hints:
        st.markdown(words.shown(hint))
    if not sheet.more:
        return
    if press.button("Show a hint" if not sheet.hints else "Show the next hint", "hint"):
        if refusal := here.service().learning.hint(sheet):
            st.info(refusal)
        else:
            st.rerun()


def _solution(sheet: Sheet) -> None:
    any_will_do = any(part.contest for part in sheet.variant.parts)
    with st.expander("An entry that passes" if any_will_do else "A right answer", key="solution"):
        for part in sheet.variant.parts:
            _right(part, alone=len(sheet.variant.parts) == 1)


def _right(part: Part, *, alone: bool) -> None:
    reference = part.answers[0]
    latex = part.kind.latex(part.kind.parse(reference))
    shown = f"$\\displaystyle {latex}$" if latex else "" if part.kind.programs else reference
    if shown or not alone:
        st.markdown(shown if alone else f"**{part.name}**: {shown}")
    if part.kind.programs:
        st.code(reference, language=None, wrap_lines=True)


def _history(sheet: Sheet) -> None:
    earlier = sheet.attempts[:-1]
    if not earlier:
        return
    st.header("Earlier attempts", anchor=False)
    for i, attempt in reversed(list(enumerate(earlier, 1))):
        points = _score(attempt.report)
        with st.expander(f"Attempt {i}: {points}", key=f"attempt-{attempt.number}", on_change="rerun") as unfolded:
            if unfolded.open:
                _attempt(sheet, attempt)


def _score(report: Report | None) -> str:
    if report is None:
        return "being graded"
    return "can't be read" if report.verdict is Verdict.UNREADABLE else f"{report.points} of {report.out_of}"


def _attempt(sheet: Sheet, attempt: Attempt) -> None:
    for name, text in attempt.submission.answers.items():
        st.caption(name if len(sheet.variant.parts) > 1 else "You wrote")
        st.code(text, language=None, wrap_lines=True)
    outcome.show(attempt, sheet.exercise)


def _onward(sheet: Sheet) -> None:
    course = here.service().library.course(sheet.work.course)
    order = list(course.exercises)
    place = order.index(sheet.exercise.id) + 1
    with st.container(horizontal=True):
        pages.back_to(course)
        if place < len(order):
            following = course.exercises[order[place]]
            st.page_link(
                pages.EXERCISE,
                label=f"Next: {following.title}",
                icon=":material/arrow_forward:",
                query_params={"course": course.id, "id": following.id},
            )
