import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.witness import Witness
from grader.errors import AnswerError
from grader.fields import Line, Lines
from grader.kinds import Mistake
from grader.maths.equality import Different, Same
from grader.report import Grade, Verdict

TWO = Witness(find="x, y", such_that="x != y and x^2 == y^2", answer="x=-2, y=2", points=2)
SINGLE = Witness(find="x", such_that="x^2 < x", answer="1/2")

READ = [
    pytest.param(TWO, "x=-2, y=2", "x=-2, y=2", id="named numbers"),
    pytest.param(TWO, "y = 2 , x = -2", "x=-2, y=2", id="in any order"),
    pytest.param(TWO, "(x=sqrt(2), y=-sqrt(2))", "x=sqrt(2), y=-sqrt(2)", id="formulas in brackets"),
    pytest.param(SINGLE, "1/2", "x=1/2", id="a single number needs no name"),
    pytest.param(SINGLE, "x=0.5", "x=0.5", id="but may have it"),
]

REFUSED = [
    pytest.param(TWO, "", "There is nothing here yet", 0, id="nothing"),
    pytest.param(TWO, "1, 2", "Say what x is, as in x=1, y=1.", 0, id="names left out"),
    pytest.param(TWO, "x=1", "Say what y is, as in x=1, y=1.", 0, id="a number left out"),
    pytest.param(TWO, "x=1, y=", "Say what y is: nothing stands there yet.", 7, id="a name alone"),
    pytest.param(TWO, "x=1, z=2", "“z” is not asked for; find x, y.", 5, id="an unknown name"),
    pytest.param(TWO, "x=1, xx=1, x1=2", "“xx” is not asked for", 5, id="a name that looks alike"),
    pytest.param(TWO, "x=1, x=2", "A label stands there twice.", 0, id="a name twice"),
    pytest.param(TWO, "x=1, 2", "Label all the numbers", 0, id="half of the names"),
    pytest.param(TWO, "x=1; y=2", "Label all the numbers, in one row", 0, id="a semicolon between"),
    pytest.param(TWO, "x=y, y=1", "“y” is not a name I know", 2, id="a name for a number"),
    pytest.param(SINGLE, "1, 2", "Say what x is, as in x=1.", 0, id="two numbers for one"),
    pytest.param(SINGLE, "X=1", "“X” is not asked for; did you mean x?", 0, id="the other case"),
    pytest.param(SINGLE, "log(0)", "This has no value", 0, id="no number"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), READ)
def test_reads(kind: Witness, text: str, shown: str) -> None:
    assert kind.show(kind.parse(text)) == shown


@pytest.mark.parametrize(("kind", "text", "message", "at"), REFUSED)
def test_refuses(kind: Witness, text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        kind.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def fault(kind: Witness, text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        kind.parse(text)
    except AnswerError as error:
        return error.at
    return None


BITS = [
    "x=",
    "y=",
    "z=",
    "1",
    "0",
    "1e-9",
    "/",
    "-",
    "^",
    ",",
    ";",
    "(",
    ")",
    "[",
    "]",
    "=",
    "x",
    "y",
    "sqrt",
    " ",
    "\n",
]


@pytest.mark.parametrize("kind", [pytest.param(TWO, id="two numbers"), pytest.param(SINGLE, id="one number")])
@given(st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(BITS)).map("".join))
def test_every_text_is_read_or_refused_as_an_answer(kind: Witness, text: str) -> None:
    assert fault(kind, text) in {None, *range(len(text) + 1)}


@pytest.mark.parametrize("kind", [TWO, SINGLE], ids=lambda kind: kind.answer)
def test_what_is_shown_of_the_reference_reads_the_same(kind: Witness) -> None:
    parsed = kind.parse(kind.reference())
    assert kind.parse(kind.show(parsed)) == parsed


TOWER = Witness(find="x", such_that="exp(exp(exp(exp(x)))) > 1 and (x != 3 or x > 4 and not x <= 5)", answer="1")
VANISHING = "(sin(1)^2 + cos(1)^2 - 1)"  # 0, which no precision can tell from what is nearly 0
JUDGED = [
    pytest.param(TWO, "x=-2, y=2", Verdict.PASSED, "It holds for x = -2, y = 2.", id="a witness"),
    pytest.param(TWO, "x=1e-9, y=-1e-9", Verdict.PASSED, "It holds for x = 1e-9, y = -1e-9.", id="a tiny witness"),
    pytest.param(
        TWO, "x=2, y=2", Verdict.FAILED, "x != y does not hold for x = 2, y = 2.", id="the first clause fails"
    ),
    pytest.param(
        TWO, "x=1, y=2", Verdict.FAILED, "x^2 == y^2 does not hold for x = 1, y = 2.", id="the second clause fails"
    ),
    pytest.param(SINGLE, "1/2", Verdict.PASSED, "It holds for x = 1/2.", id="a single clause holds"),
    pytest.param(SINGLE, "1", Verdict.FAILED, "x^2 < x does not hold for x = 1.", id="a single clause fails"),
    pytest.param(
        TWO,
        f"x=0, y={VANISHING}",
        Verdict.FAILED,
        "x != y does not hold for x = 0, y = sin(1)^2 + cos(1)^2 - 1.",
        id="what agrees in all digits is equal",
    ),
    pytest.param(
        TWO, "x=sqrt(2), y=-sqrt(2)", Verdict.PASSED, "It holds for x = sqrt(2), y = -sqrt(2).", id="irrational numbers"
    ),
    pytest.param(
        TOWER,
        "9",
        Verdict.UNDECIDED,
        "Whether exp(exp(exp(exp(x)))) > 1 holds for x = 9 could not be told.",
        id="too large to say",
    ),
    pytest.param(
        TOWER,
        "sqrt(9)",
        Verdict.FAILED,
        "x != 3 or x > 4 and not (x <= 5) does not hold for x = sqrt(9).",
        id="an or of what agrees",
    ),
]


@pytest.mark.parametrize(("kind", "text", "verdict", "sentence"), JUDGED)
def test_judges(kind: Witness, text: str, verdict: Verdict, sentence: str) -> None:
    (question,) = kind.questions()
    finding = question.check.judge(kind.parse(text), np.random.default_rng(0))
    assert (finding.verdict, finding.evidence.sentence) == (verdict, sentence)


def test_a_clause_that_fails_counts_more_than_one_that_cannot_be_told() -> None:
    kind = Witness(find="x", such_that="exp(exp(exp(exp(x)))) > 1 and x < 1", answer="1/2")
    (question,) = kind.questions()
    finding = question.check.judge(kind.parse("9"), np.random.default_rng(0))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.observations[0].expected == "x < 1"


def test_what_holds_is_proved_and_what_fails_is_shown() -> None:
    (question,) = TWO.questions()
    assert (question.call, question.points) == ("such that", 2)
    good, bad = (question.check.judge(TWO.parse(text), np.random.default_rng(0)) for text in ("x=1,y=-1", "x=1,y=1"))
    assert good.evidence.grade is Grade.PROVED
    (seen,) = bad.evidence.observations
    assert (seen.x, seen.expected, seen.actual) == ((), "x != y", "x = 1, y = 1")


def test_an_or_is_one_clause() -> None:
    kind = Witness(find="x", such_that="x < 0 or x > 1", answer="2")
    (question,) = kind.questions()
    finding = question.check.judge(kind.parse("1/2"), np.random.default_rng(0))
    assert finding.evidence.sentence == "x < 0 or x > 1 does not hold for x = 1/2."


def test_witnesses_are_the_same_if_all_their_numbers_are() -> None:
    assert TWO.same(TWO.parse("x=1, y=2"), TWO.parse("y=4/2, x=1")) == Same(how="agreed")
    assert TWO.same(TWO.parse("x=1, y=2"), TWO.parse("x=1, y=2.0000001")) == Different()


SHOWS = [
    pytest.param("x=2, y=2", Mistake(answer="x=2, y=2"), True, id="this very wrong answer"),
    pytest.param("x=3, y=3", Mistake(answer="x=2, y=2"), False, id="another wrong answer"),
    pytest.param("x=3, y=3", Mistake(answer="x=2, y=2", when="x == y"), True, id="a condition that holds"),
    pytest.param("x=3, y=4", Mistake(answer="x=2, y=2", when="x == y"), False, id="a condition that does not hold"),
]


@pytest.mark.parametrize(("text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(text: str, mistake: Mistake, made: bool) -> None:  # noqa: FBT001  a column
    assert TWO.shows(TWO.parse(text), mistake) is made


def test_an_example_of_a_mistake_is_its_answer() -> None:
    assert TWO.examples(Mistake(answer="x=2, y=2")) == ("x=2, y=2",)
    assert TWO.examples(Mistake(answer="x=2, y=2", when="x == y")) == ("x=2, y=2",)


def test_a_mistakes_condition_must_be_about_what_is_to_be_found() -> None:
    with pytest.raises(AnswerError, match="“z” is not a name I know"):
        TWO.examples(Mistake(answer="x=2, y=2", when="z == 1"))


def test_no_hint_gives_a_witness_away() -> None:
    assert not TWO.gives_away("Try $x=-2, y=2$.")


def test_every_name_has_a_line() -> None:
    lines = TWO.field(np.random.default_rng(0))
    assert isinstance(lines, Lines)
    assert lines.names == ("x", "y")


@pytest.mark.parametrize("text", ["1/2", "x=1/2"])
def test_a_single_name_has_one_line_and_may_be_left_out(text: str) -> None:
    line = SINGLE.field(np.random.default_rng(0))
    assert isinstance(line, Line)
    assert SINGLE.show(SINGLE.parse(line.text(text))) == "x=1/2"


def test_is_echoed_with_its_names() -> None:
    assert TWO.latex(TWO.parse("y=2, x=-2")) == r"x = -2,\; y = 2"
    assert SINGLE.latex(SINGLE.parse("sqrt(2)")) == r"x = \sqrt{2}"
