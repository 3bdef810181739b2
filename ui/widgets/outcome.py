"""What became of an attempt: points, words, each check with its evidence, the witness on the learner's own curve."""

from collections.abc import Iterator
from html import escape
from typing import assert_never

import streamlit as st

from grader.attempt import Attempt, State
from grader.exercise import Exercise
from grader.export.findings import correction, has_news, mark, observed, placed, printed
from grader.report import CheckResult, PartResult, Report, Verdict
from grader.service import witness
from grader.service.witness import Picture
from ui.widgets import answer, curve, pictures, words
from ui.widgets.table import scrolling, table

ASTRAY = "Where it goes astray"
PICTURES = 2  # of a program's functions


def show(attempt: Attempt, exercise: Exercise | None, *, pictured: bool = True) -> None:
    """Show an attempt's report, or how far it is.

    exercise: as it is now, None if it has been taken away.
    pictured: whether to draw the learner's curve; not where it stands on the page already.
    """
    announce(attempt)
    if attempt.report is None:
        return
    variants = exercise.variants if exercise else ()
    asked = variants[attempt.report.variant].parts if 0 <= attempt.report.variant < len(variants) else ()
    parts = {part.name: part for part in asked}
    for result in attempt.report.parts:
        if (part := parts.get(result.name)) and part.opens_after and not result.answer:
            st.markdown(f"**{words.literal(result.name)}**: not answered yet.")
            continue
        if len(attempt.report.parts) > 1:
            st.markdown(f"**{words.literal(result.name)}**: {result.points} of {result.out_of}")
        key = f"outcome/{attempt.number}/{result.name}"
        if part and part.kind.programs and not result.message:
            _program(result, key)
        else:
            _part(result, witness.picture(result, part) if part else None, alone=not pictured, key=key)
    _placed(attempt.report, f"outcome/{attempt.number}/score")


def _placed(report: Report, key: str) -> None:
    """Show the score of a contest's entry, network by network, or say why it has none."""
    for said in placed(report):
        st.markdown(f"**{words.literal(said)}**")
    if report.score and report.score.pictures:
        pictures.show(report.score.pictures, key=key)


def announce(attempt: Attempt | None) -> None:
    """Say the verdict; drawn in one place from the beginning, so that screen readers say what changes there."""
    if attempt is None:
        st.info("Nothing has been handed in yet.")
    elif attempt.report is None:
        st.info(_on_its_way(attempt))
    else:
        _verdict(attempt.report)


def _on_its_way(attempt: Attempt) -> str:
    if attempt.progress is None:
        return "Handed in. " + ("Waiting to be graded…" if attempt.state is State.WAITING else "Being graded…")
    progress = attempt.progress
    return f"Being graded: step {progress.step} of {progress.of}" + (f", {progress.best}" if progress.best else "")


def _verdict(report: Report) -> None:
    points = f"{report.points} of {report.out_of} point{'' if report.out_of == 1 else 's'}"
    match report.verdict:
        case Verdict.PASSED:
            st.success(f"**✓ Right.** {points}.")
        case Verdict.UNDECIDED:
            st.success(f"**✓ Accepted.** {points}. Part of it could not be decided; your teacher can see it.")
        case Verdict.FAILED:
            st.error(f"**✗ Not yet.** {points}.")
        case Verdict.SKIPPED:
            st.warning(f"**– Something is missing.** {points}.")
        case Verdict.UNREADABLE:
            st.warning("**✎ This can't be read.** It costs no attempt.")
        case Verdict.JUDGE_ERROR:
            st.warning("**! Grading broke down.** It is not your fault, and costs no attempt.")
        case _:
            assert_never(report.verdict)


def _part(result: PartResult, found: Picture | None, *, alone: bool, key: str) -> None:
    if result.message:
        answer.unreadable(result)
        return
    _said(result, tabled=found is not None)
    _pictures(result, key)
    if found is None or not found.marks:
        return
    if alone:
        st.caption("Your curve above is marked where a check failed.")
        return
    st.caption("The curve, marked where a check failed.")
    curve.draw(found.curve, found.marks, key=key)


def _said(result: PartResult, *, tabled: bool) -> None:
    """Show what is said of an answer, and each check.  tabled: whether the points it looked at are shown elsewhere."""
    sentences = {check.finding.evidence.sentence for check in result.checks}
    for said in result.feedback:  # the judge's own sentence may hold the learner's words
        st.markdown(words.quoted(words.with_formulas(said) if said in sentences else said))
    st.markdown("\n".join(_checks(result, tabled=tabled)))
    if told := correction(result):
        st.markdown(words.literal(told))


def _program(result: PartResult, key: str) -> None:
    """Show also what a program printed, and where its functions go astray: in numbers, and on their curves."""
    _said(result, tabled=True)
    _pictures(result, key)
    rows = [
        [escape(", ".join(f"{x:.10g}" for x in seen.x) or "–"), escape(seen.actual), escape(seen.expected)]
        for check in result.checks
        if has_news(check)
        for seen in check.finding.evidence.observations
    ]
    if rows:
        st.html(scrolling(table(ASTRAY, ["x", "got", "expected"], rows), ASTRAY))
    for trace in witness.traces(result)[:PICTURES]:
        right = " and what was expected" if trace.expected else ""
        st.caption(f"What {words.code(trace.name)} gives{right}, marked where a check failed.")
        curve.beside(trace, key=f"{key}/{trace.name}")
    if output := printed(result):
        st.caption("It printed, when the first check failed")
        st.code(output, language=None, wrap_lines=True)


def _pictures(result: PartResult, key: str) -> None:
    """Show what checks saw that train: the first one's pictures at once, what others saw besides when asked for."""
    shown = set[str]()
    for i, check in enumerate(result.checks):
        fresh = {repr(one): one for one in check.finding.evidence.pictures if repr(one) not in shown}  # nan is not nan
        if not fresh:
            continue
        title, place = f"What {_named(check)} saw", f"{key}/pictures/{i}"
        if shown:
            with st.expander(title, key=place, on_change="rerun") as unfolded:
                if unfolded.open:
                    pictures.show(list(fresh.values()), key=f"{place}/open")
        else:
            st.markdown(f"{title}:")
            pictures.show(list(fresh.values()), key=place)
        shown |= set(fresh)


def _checks(result: PartResult, *, tabled: bool) -> Iterator[str]:
    """Yield a line for each check; the points it looked at too, unless they are in a table or a picture."""
    for check in result.checks:
        line = f"- {mark(check.verdict)} {_named(check)}"
        if check.worth:
            line += f", {check.points} of {check.worth}"
        sentence = check.finding.evidence.sentence
        if sentence not in result.feedback:
            line += f": {words.with_formulas(sentence)}"
        yield line
        if has_news(check) and not tabled:
            yield from (f"    - {words.literal(observed(seen))}" for seen in check.finding.evidence.observations)


def _named(check: CheckResult) -> str:
    """Return what a check is called: as its teacher wrote it."""
    return words.with_formulas(check.call) if "$" in check.call else words.code(check.call)
