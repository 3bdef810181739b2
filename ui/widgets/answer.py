"""The control of an answer: what the learner sets turns into the text that is handed in, and is kept as a draft.

Controls belong into a fragment, so that typing redraws them alone, and into the same one as the button that hands
them in: of widgets in different fragments that change at once, the browser forgets all but one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import assert_never

import streamlit as st

from grader.exercise import Part
from grader.export.excerpt import fault_line, pointed
from grader.fields import Field, Grid, Line, Lines, Options, Program, Ticks
from grader.report import PartResult
from grader.service import running, witness
from grader.service.learner import Sheet
from grader.service.running import Tried
from grader.service.sketch import WIDE, Sketch, echo
from ui.widgets import curve, words

LIVE = "50ms"  # after the last key, before the picture is drawn again
ROOM = 36  # columns of an excerpt that fit on a phone
CODE = 280  # pixels of an editor
NONE = "none of these"

_FORMULA = re.compile(r"\$[^$]*\$")

Keep = Callable[[str, str], None]  # keeps a part's text as a draft


@dataclass(frozen=True, kw_only=True)
class Control:
    """What one part's answer is written in.

    key: of its widgets.  label: what screen readers say.  text: what stands in it at first.  keep: keeps drafts.
    before: what was handed in last, with what became of it.
    """

    part: Part
    field: Field
    key: str
    label: str
    text: str
    keep: Keep
    before: PartResult | None = None


def ask(sheet: Sheet, part: Part, keep: Keep) -> Control:
    """Draw a part's question and the control of its answer; return the control."""
    if part.ask:
        st.markdown(words.shown(f"**{part.name}**. {part.ask}"))
    this = control(sheet, part, keep)
    with st.container():  # what follows keeps its place, however much is said of the answer: a button is not remade
        draw(this)
    return this


def control(sheet: Sheet, part: Part, keep: Keep) -> Control:
    """Return the control of a part, filled with the draft, else with what was handed in last."""
    work = sheet.work
    alone = len(sheet.variant.parts) == 1
    last = sheet.attempts[-1] if sheet.attempts else None
    if last and last.submission.variant != sheet.number:
        last = None
    handed = last.submission.answers.get(part.name, "") if last else ""
    results = last.report.parts if last and last.report else ()
    return Control(
        part=part,
        field=sheet.fields[part.name],
        key=f"{work.course}/{work.exercise}/{work.take}/{sheet.number}/{part.name}",
        label="Your answer" if alone else f"Your answer to {part.name}",
        text=sheet.drafts.get(part.name, handed),
        keep=keep,
        before=next((result for result in results if result.name == part.name), None),
    )


def draw(this: Control) -> None:
    """Draw the control, with what is understood of what stands in it."""
    field = this.field
    match field:
        case Options():
            _first(this.key, field.state(this.text))
            st.radio(this.label, field.options, key=this.key, format_func=_lettered(field.options))
        case Ticks():
            _ticks(this, field)
        case Line():
            _line(this, field)
        case Lines():
            _lines(this, field)
        case Grid():
            _grid(this, field)
        case Program():
            _program(this, field)
        case _:
            assert_never(field)
    _kept(this)


def text(this: Control) -> str:
    """Return the answer that stands in the control now."""
    field, state = this.field, st.session_state
    match field:
        case Options():
            return field.text(state.get(this.key))
        case Ticks():
            ticked = [option for i, option in enumerate(field.options) if state.get(f"{this.key}/{i}")]
            return field.text(ticked)
        case Line():
            return field.text(state.get(this.key, ""))
        case Lines():
            return field.text({name: state.get(f"{this.key}/{name}", "") for name in field.names})
        case Grid():
            return field.text(_sorted(this, field))
        case Program():
            return field.text(state.get(this.key, ""))
        case _:
            assert_never(field)


def _kept(this: Control) -> None:
    """Keep what stands in the control, if it has changed since it was kept."""
    now, last = text(this), f"{this.key}/kept"
    if now != st.session_state.setdefault(last, this.text or now):
        this.keep(this.part.name, now)
        st.session_state[last] = now


def _first(key: str, value: object) -> None:
    """Give a widget its first value."""
    if key not in st.session_state:
        st.session_state[key] = value


def _ticks(this: Control, field: Ticks) -> None:
    ticked = field.state(this.text)
    st.markdown(f"**{this.label}**: tick all that hold.")
    for i, option in enumerate(field.options):
        _first(f"{this.key}/{i}", option in ticked)
        st.checkbox(option, key=f"{this.key}/{i}")


def _line(this: Control, field: Line) -> None:
    _first(this.key, field.state(this.text))
    typed = st.text_input(this.label, key=this.key, live=LIVE, autocomplete="off")
    st.caption(field.advice)
    if typed.strip():
        _echo(this, typed)


def _lines(this: Control, field: Lines) -> None:
    state = field.state(this.text)
    for name in field.names:
        _first(f"{this.key}/{name}", state[name])
        label = f"{this.label}: {name}"
        st.text_input(label, key=f"{this.key}/{name}", live=LIVE, autocomplete="off")
    st.caption(field.advice)
    typed = text(this)
    if typed and all(st.session_state[f"{this.key}/{name}"].strip() for name in field.names):
        _echo(this, typed)


def _program(this: Control, field: Program) -> None:
    """Draw a text area, of which ui/assets/editor.js makes an editor; it marks the line that is at fault."""
    if reason := running.obstacle():
        st.warning(reason)
    with st.container(key=f"program-{this.key}", gap=None):
        _first(this.key, field.state(this.text))
        st.text_area(this.label, key=this.key, height=CODE)
        if line := _fault(this):
            st.html(f'<span data-fault="{line}"></span>')


def _fault(this: Control) -> int | None:
    """Return the line at which the program fails as it stands there: when it was run, else when it was handed in."""
    now = written(this)
    if (last := tried(this)) is not None and last[0] == now:
        return last[1].line
    if this.before is None or this.before.answer != now:
        return None
    if this.before.message:
        return fault_line(this.before) + 1
    return next((line for check in this.before.checks if (line := check.finding.evidence.line)), None)


def written(this: Control) -> str:
    """Return what stands in the editor of a program, the starter included."""
    return str(st.session_state.get(this.key, ""))


def remember(this: Control, text: str, found: Tried | None) -> None:
    """Keep what came of running a program, or None to forget it."""
    st.session_state[f"{this.key}/tried"] = found and (text, found)


def tried(this: Control) -> tuple[str, Tried] | None:
    """Return which program was run last, and what came of it."""
    kept: tuple[str, Tried] | None = st.session_state.get(f"{this.key}/tried")
    return kept


def _echo(this: Control, typed: str) -> None:
    """Show how an answer is understood, or where it can't be read.

    What was handed in last keeps its marks; behind a new answer it is the ghost.
    """
    before = witness.picture(this.before, this.part) if this.before else None
    same = this.before is not None and this.before.answer == typed
    window = {"middle": before.middle, "wide": before.wide} if before and same else {}
    seen = echo(this.part, typed, **window)
    understood(seen, typed)
    if seen.curve:
        ghost = before.curve if before and not same and (before.middle, before.wide) == (0, WIDE) else None
        marks = before.marks if before and (same or ghost) else ()
        curve.draw(seen.curve, marks, key=f"{this.key}/curve", ghost=ghost)


def understood(seen: Sketch, typed: str) -> None:
    """Show how a text is understood, or where it can't be read."""
    if seen.fault:
        unreadable(PartResult(name="answer", answer=typed, message=seen.fault, at=seen.at, checks=()))
    elif seen.latex:
        st.markdown(f"Understood as $\\displaystyle {seen.latex}$")


def unreadable(part: PartResult) -> None:
    """Show where an answer can't be read, and why."""
    if excerpt := pointed(part, ROOM):
        st.code("\n".join(excerpt), language=None)
    st.markdown(words.with_formulas(part.message))


def _grid(this: Control, field: Grid) -> None:
    state = field.state(this.text)
    labels = [*field.classes, NONE] if field.several else list(field.classes)
    for letter, row in field.rows:
        key = f"{this.key}/{letter}"
        given = list(state[letter]) or [NONE] if letter in state else []
        if field.several:
            _first(key, given)
            st.pills(f"{letter}) {row}", labels, key=key, selection_mode="multi", format_func=_lettered(labels))
        else:
            _first(key, given[0] if given else None)
            st.radio(f"{letter}) {row}", labels, key=key, horizontal=True, format_func=_lettered(labels))


def _lettered(options: Sequence[str]) -> Callable[[str], str]:
    """Return how options are shown: with letters if one is a mere formula, which screen readers can't name."""
    if all(_FORMULA.sub("", option).strip() for option in options):
        return str
    return lambda option: f"{ascii_lowercase[list(options).index(option) % len(ascii_lowercase)]}. {option}"


def _sorted(this: Control, field: Grid) -> dict[str, tuple[str, ...]]:
    found = dict[str, tuple[str, ...]]()
    for letter, _ in field.rows:
        given = st.session_state.get(f"{this.key}/{letter}")
        if given:
            picked = given if field.several else [given]
            found[letter] = tuple(label for label in picked if label != NONE)
    return found
