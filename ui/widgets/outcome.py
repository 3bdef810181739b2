"""What became of an attempt: points, words, each check with its evidence, the witness on the learner's own curve."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import assert_never

import numpy as np
import streamlit as st

from grader.attempt import Attempt, State
from grader.errors import AnswerError
from grader.exercise import Exercise, Part
from grader.export.findings import correction, has_news, mark, observed
from grader.maths.formula import Formula, values
from grader.report import CheckResult, PartResult, Report, Verdict
from grader.service.sketch import WIDE
from grader.service.sketch import curve as curve_of
from ui.widgets import answer, curve, words
from ui.widgets.curve import Mark

MOST = 6  # marks on one picture


def show(attempt: Attempt, exercise: Exercise | None) -> None:
    """Show an attempt's report, or how far it is.  exercise: as it is now, None if it has been taken away."""
    if attempt.report is None:
        _on_its_way(attempt)
        return
    st.markdown(headline(attempt.report))
    variants = exercise.variants if exercise else ()
    asked = variants[attempt.report.variant].parts if attempt.report.variant < len(variants) else ()
    parts = {part.name: part for part in asked}
    for result in attempt.report.parts:
        if len(attempt.report.parts) > 1:
            st.markdown(f"**{words.literal(result.name)}**: {result.points} of {result.out_of}")
        _part(result, parts.get(result.name), key=f"outcome/{attempt.number}/{result.name}")


def _on_its_way(attempt: Attempt) -> None:
    if attempt.progress is None:
        waits = attempt.state is State.WAITING
        st.markdown("Handed in. Waiting to be graded…" if waits else "Handed in. Being graded…")
        return
    progress = attempt.progress
    told = f"Being graded: step {progress.step} of {progress.of}" + (f", {progress.best}" if progress.best else "")
    st.progress(progress.step / max(progress.of, 1), told)


def headline(report: Report) -> str:
    """Return the verdict and the points on one line of Markdown."""
    points = f"{report.points} of {report.out_of} point{'' if report.out_of == 1 else 's'}"
    match report.verdict:
        case Verdict.PASSED:
            return f":green[**✓ Right.**] {points}."
        case Verdict.UNDECIDED:
            return f":green[**✓ Accepted.**] {points}. Part of it could not be decided; your teacher can see it."
        case Verdict.FAILED:
            return f":red[**✗ Not yet.**] {points}."
        case Verdict.SKIPPED:
            return f":orange[**– Something is missing.**] {points}."
        case Verdict.UNREADABLE:
            return ":orange[**✎ This can't be read.**] It costs no attempt."
        case Verdict.JUDGE_ERROR:
            return ":violet[**! Grading broke down.**] It is not your fault, and costs no attempt."
        case _:
            assert_never(report.verdict)


def _part(result: PartResult, part: Part | None, key: str) -> None:
    if result.message:
        answer.unreadable(result)
        return
    sentences = {check.finding.evidence.sentence for check in result.checks}
    for said in result.feedback:  # the judge's own sentence may hold the learner's words
        st.markdown(f"> {words.with_formulas(said)}" if said in sentences else f"> {said}")
    st.markdown("\n".join(_checks(result)))
    if told := correction(result):
        st.markdown(words.literal(told))
    _picture(result, part, key)


def _checks(result: PartResult) -> Iterator[str]:
    for check in result.checks:
        line = f"- {mark(check.verdict)} {_named(check)}"
        if check.worth:
            line += f", {check.points} of {check.worth}"
        sentence = check.finding.evidence.sentence
        if sentence not in result.feedback:
            line += f": {words.with_formulas(sentence)}"
        yield line
        if has_news(check):
            yield from (f"    - {words.literal(observed(seen))}" for seen in check.finding.evidence.observations)


def _named(check: CheckResult) -> str:
    """Return what a check is called: as its teacher wrote it."""
    return words.with_formulas(check.call) if "$" in check.call else words.code(check.call)


def _picture(result: PartResult, part: Part | None, key: str) -> None:
    """Draw the learner's curve with the points at which a check failed."""
    drawn = _drawn(result, part)
    if drawn is None or all(check.verdict is Verdict.PASSED for check in result.checks):
        return
    marks = _marks(result, drawn)
    st.caption("Your curve" + (", with the places that were found." if marks else "."))
    found = curve_of(drawn, *_window(marks))
    curve.draw(found, marks, key=key)
    with st.expander("The curve as a table"):
        st.table(curve.table(found), hide_index=True)


def _drawn(result: PartResult, part: Part | None) -> Formula | None:
    if part is None:
        return None
    try:
        parsed = part.kind.parse(result.answer)
    except AnswerError:  # the exercise has changed since
        return None
    return parsed if isinstance(parsed, Formula) and len(parsed.variables) == 1 else None


def _marks(result: PartResult, formula: Formula) -> tuple[Mark, ...]:
    seen = [
        (check, one)
        for check in result.checks
        if check.verdict is Verdict.FAILED
        for one in check.finding.evidence.observations
        if len(one.x) == 1 and isfinite(one.x[0])
    ]
    found = list[Mark]()
    for _, one in seen[:MOST]:
        y = float(values(formula, np.array([one.x[0]]))[0])
        found.append(Mark(x=one.x[0], y=y, label=observed(one)))
    return tuple(found)


def _window(marks: Sequence[Mark]) -> tuple[float, float]:
    """Return the middle and half the width of a window that holds every mark, or the first where they are far apart."""
    if not marks or all(abs(mark.x) <= WIDE for mark in marks):
        return 0.0, WIDE
    far = max(abs(mark.x) for mark in marks)
    return (0.0, far * 1.1) if far < 100 * WIDE else (marks[0].x, WIDE)
