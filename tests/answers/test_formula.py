import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.formula import Formula
from grader.errors import AnswerError, FormulaError
from grader.fields import Line
from grader.kinds import Mistake
from grader.maths.equality import Different, Same
from grader.maths.tokens import CHARACTERS
from grader.typesetting import blemishes

SLOPE = Formula(answer="1-tanh(x)^2")
ONLY_POSITIVE = Formula(answer="x", where="x > 0")
SEVERAL = Formula(answer="a*t", variables=("t", "a"))

READ = [
    pytest.param(SLOPE, "1 - tanh(x)**2", "1 - tanh(x)^2", id="plain notation"),
    pytest.param(SLOPE, r"$1-\tanh^2(x)$", "1 - tanh(x)^2", id="LaTeX between dollars"),
    pytest.param(SEVERAL, "a t", "a*t", id="other letters"),
]

REFUSED = [
    pytest.param(SLOPE, "", "There is nothing here yet", 0, id="nothing"),
    pytest.param(SLOPE, "1-tahn(x)^2", "did you mean tanh?", 2, id="a function misspelled"),
    pytest.param(SLOPE, "1-t", "“t” is not a name I know", 2, id="a letter it may not use"),
    pytest.param(SLOPE, "x > 0", "This is a condition", 0, id="a condition"),
    pytest.param(SLOPE, "y = x", "Write the formula alone, without “y =”.", 0, id="an equation"),
    pytest.param(SEVERAL, "x", "“x” is not a name I know", 0, id="x, where it is not among the letters"),
    pytest.param(SLOPE, "x + 9^9^9^9", "too large to work out; write it more simply", 0, id="hidden behind a giant"),
    pytest.param(SLOPE, "x" * 100_000, f"may have up to {CHARACTERS} characters", CHARACTERS, id="too long"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), READ)
def test_reads(kind: Formula, text: str, shown: str) -> None:
    assert kind.show(kind.parse(text)) == shown


@pytest.mark.parametrize(("kind", "text", "message", "at"), REFUSED)
def test_refuses(kind: Formula, text: str, message: str, at: int) -> None:
    with pytest.raises(FormulaError) as caught:
        kind.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def fault(text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        SLOPE.parse(text)
    except AnswerError as error:
        return error.at
    return None


BITS = [
    "x",
    "1",
    ".5",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    ",",
    "<",
    "=",
    ":",
    "tanh",
    "piecewise",
]


@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from([*BITS, "$", "\\frac", "\\left|", "\\begin{cases}", "²", "√", "and", " "])).map("".join)
)
def test_every_text_is_read_or_refused_as_an_answer(text: str) -> None:
    assert fault(text) in {None, *range(len(text) + 1)}


SAME = [
    pytest.param(SLOPE, "sech(x)^2", True, id="another way to write it"),
    pytest.param(SLOPE, "1+tanh(x)^2", False, id="the wrong sign"),
    pytest.param(ONLY_POSITIVE, "abs(x)", True, id="the same where it matters"),
    pytest.param(ONLY_POSITIVE, "x^2", False, id="another one where it matters"),
]


@pytest.mark.parametrize(("kind", "text", "same"), SAME)
def test_compares_as_functions(kind: Formula, text: str, same: bool) -> None:  # noqa: FBT001  a column
    assert isinstance(kind.same(kind.parse(text), kind.parse(kind.reference())), Same if same else Different)


def test_the_reference_is_as_the_teacher_wrote_it() -> None:
    assert SLOPE.reference() == "1-tanh(x)^2"


def test_brings_no_checks_of_its_own() -> None:
    assert SLOPE.questions() == ()


SHOWS = [
    pytest.param("log(exp(x)+1)", Mistake(answer="log(1+exp(x))"), True, id="the same function"),
    pytest.param("log(exp(x)+2)", Mistake(answer="log(1+exp(x))"), False, id="another function"),
    pytest.param("x*(x-1)/(x-1)", Mistake(answer="x"), False, id="the same but for a hole"),
    pytest.param("log(1+exp(x))", Mistake(answer="log(1+exp(x))", as_written=True), True, id="as it is written"),
    pytest.param("log(exp(x)+1)", Mistake(answer="log(1+exp(x))", as_written=True), False, id="written otherwise"),
]


@pytest.mark.parametrize(("text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(text: str, mistake: Mistake, made: bool) -> None:  # noqa: FBT001  a column
    assert SLOPE.shows(SLOPE.parse(text), mistake) is made


GIVES_AWAY = [
    pytest.param(r"Then $s'=1-\tanh(x)^2$ follows.", True, id="one side of an equation"),
    pytest.param("Write `1 - tanh(x)**2`.", True, id="code"),
    pytest.param(r"Here $\tanh x$ is the output.", False, id="a piece of it"),
    pytest.param("Use $u'v$.", False, id="a formula in other letters"),
]


@pytest.mark.parametrize(("text", "given_away"), GIVES_AWAY)
def test_a_hint_gives_the_answer_away_if_a_formula_in_it_is_the_same(text: str, given_away: bool) -> None:  # noqa: FBT001  a column
    assert SLOPE.gives_away(text) is given_away


def test_is_written_in_a_line_that_names_its_letters() -> None:
    rng = np.random.default_rng(0)
    line = SEVERAL.field(rng)
    assert isinstance(line, Line)
    assert line.variables == ("t", "a")
    assert rng.random() == np.random.default_rng(0).random()


def test_is_echoed_as_a_page_can_show_it() -> None:
    latex = SLOPE.latex(SLOPE.parse("1 - tanh(x)**2/3"))
    assert latex == r"1 - \frac{\tanh^{2}(x)}{3}"
    assert blemishes(f"${latex}$") == ()
