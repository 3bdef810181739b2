from collections.abc import Mapping
from typing import assert_never

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.choice import Choice
from grader.answers.classify import Classify
from grader.answers.formula import Formula
from grader.answers.multi import Multi
from grader.answers.numeric import Numeric
from grader.answers.predict import Plan, Predict
from grader.answers.witness import Witness
from grader.errors import AnswerError
from grader.fields import Field, Grid, Line, Lines, Options, Ticks
from grader.kinds import AnswerKind, luck

HARD = (
    "$\\tanh x$",
    'it\'s, "so": {x}, [y] # z',
    "  spaces around ",
    "line\n--- end",
    "* star",
    "~",
    "-",
    "0.10",
    "odd",
)
PAGE = luck(7, "answer", "order")

CHOICE = Choice(right=HARD[0], wrong=HARD[1:])
MULTI = Multi(right=HARD[:2], wrong=HARD[2:])
ROWS = Classify(classes=HARD, answer=dict.fromkeys(HARD, (HARD[0],)))
GRID = Classify(classes=HARD, answer=dict.fromkeys(HARD, HARD[:2]), several=True)
FORMULA = Formula(answer="x")
NAMED = Numeric(answer="alpha=2, a=-1")
PREDICTED = Predict(trial=Plan(experiment="dead_units", runs={"a": "0", "b": "-4"}), right="a=0, b=0.2", within=0.1)
RANKED = Predict(trial=PREDICTED.trial, right="a < b")
TWO = Witness(find="x, y", such_that="x != y", answer="x=-2, y=2")

OPTIONS = CHOICE.field(PAGE)
TICKS = MULTI.field(PAGE)
TABLE = ROWS.field(PAGE)
BOXES = GRID.field(PAGE)
LINE = Line(advice="Write a formula.", variables=("x",))
LINES = Lines(names=("alpha", "a"), advice="Write numbers.")
LETTERS = "abcdefghi"

SMALL = Grid(rows=(("b", "$|x|$"), ("a", "$2x$")), classes=("affine", "it's not"))
SMALL_BOXES = Grid(rows=SMALL.rows, classes=SMALL.classes, several=True)


def empty(field: Field) -> str | tuple[str, ...] | Mapping[str, str] | Mapping[str, tuple[str, ...]] | None:
    """Return the state of an untouched control."""
    match field:
        case Options():
            return None
        case Ticks():
            return ()
        case Line():
            return ""
        case Lines():
            return dict.fromkeys(field.names, "")
        case Grid():
            return {}
        case _:
            assert_never(field)


FIELDS = [
    pytest.param(OPTIONS, id="options"),
    pytest.param(TICKS, id="ticks"),
    pytest.param(LINE, id="a line"),
    pytest.param(LINES, id="lines"),
    pytest.param(TABLE, id="a class for each row"),
    pytest.param(BOXES, id="boxes for each row"),
]


@pytest.mark.parametrize("field", FIELDS)
def test_the_blank_text_is_an_untouched_control(field: Field) -> None:
    assert field.state("") == empty(field)


TEXTS = [
    pytest.param(OPTIONS.text(None), "", id="no option"),
    pytest.param(OPTIONS.text(HARD[1]), HARD[1], id="an option is its own text"),
    pytest.param(TICKS.text(()), "[]", id="nothing ticked is an answer"),
    pytest.param(Ticks(options=("b", "a, c", "$x$")).text(("$x$", "a, c")), "['a, c', '$x$']", id="order of options"),
    pytest.param(LINE.text(""), "", id="an empty line"),
    pytest.param(LINE.text(" x^2 "), " x^2 ", id="a line as it is typed"),
    pytest.param(LINES.text({}), "", id="no line"),
    pytest.param(LINES.text({"alpha": " ", "a": ""}), "", id="lines with nothing but spaces"),
    pytest.param(LINES.text({"a": " 1/2 ", "alpha": "sqrt(2)"}), "alpha=sqrt(2), a=1/2", id="lines in their order"),
    pytest.param(LINES.text({"a": "2"}), "alpha=, a=2", id="one of two lines"),
    pytest.param(LINES.text({"alpha": "alpha = 2", "a": "=3"}), "alpha=2, a=3", id="a name typed again"),
    pytest.param(LINES.text({"alpha": "alpha=", "a": " a ="}), "", id="nothing but names"),
    pytest.param(LINES.text({"alpha": "a=2", "a": "1"}), "alpha=a=2, a=1", id="another name typed stays"),
    pytest.param(SMALL.text({}), "", id="no row"),
    pytest.param(SMALL.text({"b": ("it's not",), "a": ("affine",)}), "{a: affine, b: 'it''s not'}", id="by letter"),
    pytest.param(SMALL.text({"b": ("affine",), "a": ()}), "{b: affine}", id="the rows that are filled"),
    pytest.param(SMALL.text({"a": ()}), "", id="no row is filled"),
    pytest.param(SMALL_BOXES.text({}), "", id="no row of boxes"),
    pytest.param(SMALL_BOXES.text({"a": ()}), "{a: []}", id="a row of which no class holds"),
    pytest.param(
        SMALL_BOXES.text({"a": ("affine", "it's not"), "b": ("affine",)}),
        "{a: [affine, 'it''s not'], b: [affine]}",
        id="boxes",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_state_is_an_answer(text: str, expected: str) -> None:
    assert text == expected


STATES = [
    pytest.param(OPTIONS, "\\tanh", HARD[0], id="a beginning of an option"),
    pytest.param(OPTIONS, "cosh", None, id="an option of another variant"),
    pytest.param(TICKS, "[]", (), id="none holds"),
    pytest.param(TICKS, "[odd", (), id="a bracket never closed"),
    pytest.param(TICKS, "[odd, cosh]", (), id="an option there is not"),
    pytest.param(LINE, "tahn(", "tahn(", id="a line that can't be read stays"),
    pytest.param(LINES, "a = 2,alpha=-1", {"alpha": "-1", "a": "2"}, id="names in any order, with spaces"),
    pytest.param(LINES, "alpha=tahn(1, a=1,5", {"alpha": "tahn(1", "a": "1,5"}, id="lines that can't be read stay"),
    pytest.param(LINES, "alpha=, a=2", {"alpha": "", "a": "2"}, id="a line still empty"),
    pytest.param(LINES, "alpha=max(1, 2), b=3", {"alpha": "max(1, 2), b=3", "a": ""}, id="a name there is not"),
    pytest.param(LINES, "a=1, a=2", {"alpha": "", "a": "2"}, id="of a name twice the last"),
    pytest.param(LINES, "1, a=2", {"alpha": "", "a": ""}, id="a number without name"),
    pytest.param(LINES, "a==2", {"alpha": "", "a": ""}, id="a condition"),
    pytest.param(SMALL, "{b: aff}", {"b": ("affine",)}, id="a row by its letter, with a beginning"),
    pytest.param(SMALL, "{'|x|': affine}", {"b": ("affine",)}, id="a row by its text"),
    pytest.param(SMALL, "{a: [affine, it's not]}", {}, id="two classes where one is chosen"),
    pytest.param(SMALL, "affine", {}, id="a class alone"),
    pytest.param(SMALL_BOXES, "{a: [], b: affine}", {"a": (), "b": ("affine",)}, id="boxes, none and one"),
]


@pytest.mark.parametrize(("field", "text", "state"), STATES)
def test_an_answer_is_a_state(field: Field, text: str, state: object) -> None:
    assert field.state(text) == state


@pytest.mark.parametrize("field", FIELDS)
@given(
    text=st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from([*HARD, *"ab[]{},:='\" \n\0", "alpha", "==", "- "])).map("".join)
)
def test_every_text_is_a_state(field: Field, text: str) -> None:
    assert isinstance(field.state(text), str | tuple | dict | None)


@pytest.mark.parametrize("option", HARD)
def test_a_chosen_option_is_read_as_itself(option: str) -> None:
    text = OPTIONS.text(option)
    assert CHOICE.parse(text) == OPTIONS.state(text) == option


@given(st.sets(st.sampled_from(HARD)))
def test_ticked_options_are_read_as_themselves(ticked: set[str]) -> None:
    text = TICKS.text(tuple(ticked))
    assert set(MULTI.parse(text)) == set(TICKS.state(text)) == ticked


@given(st.dictionaries(st.sampled_from(LETTERS), st.sampled_from(HARD), min_size=1))
def test_filled_rows_are_read_as_themselves(filled: dict[str, str]) -> None:
    state = {letter: (label,) for letter, label in filled.items()}
    text = TABLE.text(state)
    assert ROWS.parse(text) == TABLE.state(text) == state


@given(st.dictionaries(st.sampled_from(LETTERS), st.sets(st.sampled_from(HARD)), min_size=1))
def test_ticked_boxes_are_read_as_themselves(ticked: dict[str, set[str]]) -> None:
    state = {letter: tuple(label for label in HARD if label in classes) for letter, classes in ticked.items()}
    text = BOXES.text(state)
    assert GRID.parse(text) == BOXES.state(text) == state


@given(st.text("alph12,()+-*/^;. ").map(str.strip), st.text("alph12,()+-*/^;. ").map(str.strip))
def test_lines_come_back_as_they_were_left(alpha: str, a: str) -> None:
    state = {"alpha": alpha, "a": a}
    assert LINES.state(LINES.text(state)) == state


NUMBERS = st.sampled_from(["2", "-1/2", "sqrt(2)", "max(1, 2)", "1e-9"])


@given(NUMBERS, NUMBERS)
def test_numbers_in_lines_are_read_as_themselves(first: str, second: str) -> None:
    labelled = NAMED.parse(LINES.text({"a": second, "alpha": f"alpha = {first}"}))
    assert labelled == NAMED.parse(f"alpha={first}, a={second}")
    field = TWO.field(np.random.default_rng(0))
    assert isinstance(field, Lines)
    assert TWO.parse(field.text({"x": first, "y": second})) == TWO.parse(f"x={first}, y={second}")
    field = PREDICTED.field(np.random.default_rng(0))
    assert isinstance(field, Lines)
    assert PREDICTED.parse(field.text({"b": second, "a": first})) == PREDICTED.parse(f"a={first}, b={second}")


@pytest.mark.parametrize(("state", "missing"), [({"alpha": "1"}, "a"), ({"a": "1", "alpha": " "}, "alpha")])
def test_a_line_left_empty_is_asked_for_by_name(state: dict[str, str], missing: str) -> None:
    with pytest.raises(AnswerError, match=f"Say what {missing} is"):
        NAMED.parse(LINES.text(state))


UNTOUCHED = [
    pytest.param(CHOICE, OPTIONS.text(None), id="choice"),
    pytest.param(ROWS, TABLE.text({}), id="rows"),
    pytest.param(GRID, BOXES.text({}), id="grid"),
    pytest.param(FORMULA, LINE.text(""), id="formula"),
    pytest.param(NAMED, LINES.text({}), id="numbers"),
    pytest.param(PREDICTED, LINES.text({}), id="predicted numbers"),
    pytest.param(RANKED, LINE.text(""), id="an order"),
    pytest.param(MULTI, "", id="a list that nobody handed in"),
]


@pytest.mark.parametrize(("kind", "text"), UNTOUCHED)
def test_an_untouched_control_is_no_answer(kind: AnswerKind[object], text: str) -> None:
    assert text in kind.blanks()
    with pytest.raises(AnswerError, match="yet"):
        kind.parse(text)


def test_nothing_ticked_is_an_answer_that_earns_nothing_unless_none_holds() -> None:
    assert TICKS.text(()) in MULTI.blanks()
    assert MULTI.parse(TICKS.text(())) == ()
    (question, *_) = MULTI.questions()
    assert question.check.judge((), PAGE).evidence.sentence == "Nothing is ticked."
