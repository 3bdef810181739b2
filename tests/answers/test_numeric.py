import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.numeric import Numeric
from grader.errors import AnswerError
from grader.fields import Line, Lines
from grader.kinds import Mistake
from grader.maths.equality import Different, Same
from grader.report import Verdict

ONE = Numeric(answer="-2")
PAIR = Numeric(answer="2, 3")
COLUMN = Numeric(answer="2; 3")
MATRIX = Numeric(answer="1, 2; 3, 4", tolerance=0)
NAMED = Numeric(answer="alpha=2, a=-1", also=("alpha=0, a=0",), points=2)

READ = [
    pytest.param(ONE, "-2", "-2", id="a number"),
    pytest.param(ONE, "x = -2", "-2", id="a label nobody asked for, on a single number"),
    pytest.param(ONE, "[-2]", "-2", id="brackets around"),
    pytest.param(ONE, "1/4", "1/4", id="a formula stays as written"),
    pytest.param(PAIR, "(2, 3)", "2, 3", id="a vector"),
    pytest.param(MATRIX, "[[1,2],[3,4]]", "1, 2; 3, 4", id="a matrix"),
    pytest.param(NAMED, "a=-1, alpha=2", "alpha=2, a=-1", id="labels in any order"),
    pytest.param(NAMED, "a=5", "a=5", id="a label left out"),
]

REFUSED = [
    pytest.param(ONE, "", "There is nothing here yet; write a number.", 0, id="nothing"),
    pytest.param(ONE, "1/0", "This has no value", 0, id="division by zero"),
    pytest.param(ONE, "1e999", "exponent of a number may be", 0, id="an exponent too large"),
    pytest.param(ONE, "x=1=2", "This is a condition", 2, id="two equals signs"),
    pytest.param(ONE, "x", "“x” is not a name I know", 0, id="a letter"),
    pytest.param(PAIR, "1, y", "“y” is not a name I know", 3, id="a letter further on"),
    pytest.param(PAIR, "a=1, b=2", "“a” is not asked for.", 0, id="labels nobody asked for"),
    pytest.param(NAMED, "2, -1", "Say which number is which: alpha=…, a=….", 0, id="labels left out"),
    pytest.param(NAMED, "alpha=2, b=-1", "“b” is not asked for; the labels are alpha, a.", 9, id="an unknown label"),
    pytest.param(NAMED, "alhpa=2, a=-1", "“alhpa” is not asked for; did you mean alpha?", 0, id="letters swapped"),
    pytest.param(NAMED, "ab=1, b=2", "“ab” is not asked for", 0, id="the first unknown label"),
    pytest.param(NAMED, "alpha=1, lph=2", "“lph” is not asked for", 9, id="a label that stands in another one too"),
    pytest.param(NAMED, "alpha=, a=2", "Say what alpha is: nothing stands there yet.", 6, id="nothing after a label"),
    pytest.param(NAMED, "a=1, a=2", "A label stands there twice.", 0, id="a label twice"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), READ)
def test_reads(kind: Numeric, text: str, shown: str) -> None:
    assert kind.show(kind.parse(text)) == shown


@pytest.mark.parametrize(("kind", "text", "message", "at"), REFUSED)
def test_refuses(kind: Numeric, text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        kind.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def fault(kind: Numeric, text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        kind.parse(text)
    except AnswerError as error:
        return error.at
    return None


BITS = [
    "1",
    "0",
    "2.5",
    "1e9",
    "/",
    "-",
    "^",
    ",",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "==",
    "a",
    "alpha",
    "pi",
    " ",
]


@pytest.mark.parametrize("kind", [pytest.param(ONE, id="one number"), pytest.param(NAMED, id="labelled numbers")])
@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from([*BITS, "|", "<", "sqrt", "log", "9^9^9", "$", "\\", ":", "\n"])).map("".join)
)
def test_every_text_is_read_or_refused_as_an_answer(kind: Numeric, text: str) -> None:
    assert fault(kind, text) in {None, *range(len(text) + 1)}


@pytest.mark.parametrize("kind", [ONE, PAIR, COLUMN, MATRIX, NAMED], ids=lambda kind: kind.answer)
def test_what_is_shown_of_the_reference_reads_the_same(kind: Numeric) -> None:
    parsed = kind.parse(kind.reference())
    assert kind.parse(kind.show(parsed)) == parsed


GOOD, BAD = Verdict.PASSED, Verdict.FAILED
JUDGED = [
    pytest.param(ONE, "-2", GOOD, "This is right.", id="the number"),
    pytest.param(ONE, "-2.001", GOOD, "This is right.", id="within the tolerance"),
    pytest.param(ONE, "-2.01", BAD, "-2.01 is not right.", id="beyond the tolerance"),
    pytest.param(ONE, "2", BAD, "2 is not right.", id="the wrong sign"),
    pytest.param(
        ONE,
        "-2, -2",
        BAD,
        "Here one number should stand; you wrote 2 numbers. Write decimals with a point, as in 0.5.",
        id="two for one",
    ),
    pytest.param(PAIR, "4/2, sqrt(9)", GOOD, "All numbers are right.", id="constant formulas"),
    pytest.param(PAIR, "2, 4", BAD, "Not right: number 2.", id="the second number"),
    pytest.param(PAIR, "3, 2", BAD, "Not right: number 1, number 2.", id="swapped"),
    pytest.param(PAIR, "2", BAD, "Here 2 numbers should stand; you wrote one number.", id="one for two"),
    pytest.param(
        PAIR, "2; 3", BAD, "Here 2 numbers should stand; you wrote 2 rows of one number.", id="a column for a row"
    ),
    pytest.param(
        COLUMN, "2, 3", BAD, "Here 2 rows of one number should stand; you wrote 2 numbers.", id="a row for a column"
    ),
    pytest.param(MATRIX, "1,2;3,4", GOOD, "All numbers are right.", id="a matrix"),
    pytest.param(MATRIX, "1,2;3,4.0001", BAD, "Not right: row 2, column 2.", id="exactly means exactly"),
    pytest.param(
        MATRIX,
        "1,2;3",
        BAD,
        "Here 2 rows of 2 numbers should stand; you wrote 2 rows of 1 and 2 numbers.",
        id="a row too short",
    ),
    pytest.param(NAMED, "a=-1, alpha=2", GOOD, "All numbers are right.", id="labelled numbers"),
    pytest.param(NAMED, "a=0, alpha=0", GOOD, "All numbers are right.", id="other numbers that are right as well"),
    pytest.param(NAMED, "a=0, alpha=2", BAD, "Not right: a.", id="half of the one, half of the other"),
    pytest.param(NAMED, "a=-1", BAD, "Here 2 numbers should stand; you wrote one number.", id="a label left out"),
]


@pytest.mark.parametrize(("kind", "text", "verdict", "sentence"), JUDGED)
def test_judges(kind: Numeric, text: str, verdict: Verdict, sentence: str) -> None:
    (question,) = kind.questions()
    finding = question.check.judge(kind.parse(text), np.random.default_rng(0))
    assert (finding.verdict, finding.evidence.sentence) == (verdict, sentence)


def test_the_question_is_worth_the_points() -> None:
    assert [(one.call, one.points) for one in NAMED.questions()] == [("equals(answer)", 2)]


def test_answers_are_the_same_within_the_tolerance() -> None:
    assert ONE.same(ONE.parse("2"), ONE.parse("2.0001")) == Same(how="agreed")
    assert MATRIX.same(MATRIX.parse("2"), MATRIX.parse("2.0001")) == Different()


SHOWS = [
    pytest.param(ONE, "2", Mistake(answer="4/2"), True, id="the wrong number, however written"),
    pytest.param(ONE, "3", Mistake(answer="2"), False, id="another wrong number"),
    pytest.param(ONE, "-3", Mistake(answer="-3", when="value < -2"), True, id="a condition that holds"),
    pytest.param(ONE, "x=-30", Mistake(answer="-3", when="value < -2"), True, id="a condition, and a label too many"),
    pytest.param(ONE, "-1", Mistake(answer="-3", when="value < -2"), False, id="a condition that does not hold"),
    pytest.param(ONE, "-3, -3", Mistake(answer="-3", when="value < -2"), False, id="a condition about one of two"),
    pytest.param(NAMED, "a=1, alpha=2", Mistake(answer="a=1, alpha=2", when="a > 0"), True, id="a labelled one"),
    pytest.param(NAMED, "alpha=2", Mistake(answer="a=1, alpha=2", when="a > 0"), False, id="a label that is missing"),
    pytest.param(NAMED, "a=-1, alpha=2", Mistake(answer="a=1, alpha=2"), False, id="other labelled numbers"),
]


@pytest.mark.parametrize(("kind", "text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(kind: Numeric, text: str, mistake: Mistake, made: bool) -> None:  # noqa: FBT001  a column
    assert kind.shows(kind.parse(text), mistake) is made


def test_an_example_of_a_mistake_is_its_number() -> None:
    assert ONE.examples(Mistake(answer="2")) == ("2",)
    assert ONE.examples(Mistake(answer="-3", when="value < -2")) == ("-3",)


UNREADABLE_CONDITIONS = [
    pytest.param(ONE, "vaule < -2", "did you mean value?", id="a letter there is not"),
    pytest.param(NAMED, "value < -2", "“value” is not a name I know", id="value, where numbers are labelled"),
    pytest.param(ONE, "value", "This is a formula", id="no condition"),
]


@pytest.mark.parametrize(("kind", "when", "message"), UNREADABLE_CONDITIONS)
def test_a_mistakes_condition_must_be_about_the_numbers(kind: Numeric, when: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        kind.examples(Mistake(answer=kind.reference(), when=when))
    assert message in caught.value.message


GIVES_AWAY = [
    pytest.param("So $b = -2$.", True, id="one side of an equation"),
    pytest.param("Run `-4/2`.", True, id="code that is the number"),
    pytest.param("The largest of $2, 3$.", False, id="other numbers"),
    pytest.param("It is minus two.", False, id="in words"),
]


@pytest.mark.parametrize(("text", "given_away"), GIVES_AWAY)
def test_a_hint_gives_the_answer_away_if_its_number_stands_there(text: str, given_away: bool) -> None:  # noqa: FBT001  a column
    assert ONE.gives_away(text) is given_away


@pytest.mark.parametrize("tolerance", [-0.1, 1, float("nan")])
def test_refuses_a_tolerance_that_makes_no_sense(tolerance: float) -> None:
    with pytest.raises(ValueError, match="tolerance is a number from 0, below 1"):
        Numeric(answer="1", tolerance=tolerance)


def test_labelled_numbers_have_a_line_each() -> None:
    field = NAMED.field(np.random.default_rng(0))
    assert isinstance(field, Lines)
    assert field.names == ("alpha", "a")


def test_one_line_for_other_numbers_does_not_tell_their_shape() -> None:
    lines = {kind.field(np.random.default_rng(0)) for kind in (ONE, PAIR, COLUMN, MATRIX)}
    assert len(lines) == 1
    assert all(isinstance(line, Line) for line in lines)


def test_is_echoed_as_it_was_understood() -> None:
    assert NAMED.latex(NAMED.parse("a=1/2, alpha=2")) == r"\alpha = 2,\; a = \frac{1}{2}"
    assert ONE.latex(ONE.parse("x = -2")) == "-2"
