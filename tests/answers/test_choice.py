import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.choice import Choice
from grader.errors import AnswerError
from grader.kinds import Mistake, luck
from grader.maths.equality import Different, Same
from grader.report import Grade, Verdict

RIGHT = "Swap $\\sigma$ for ReLU: [0, 1], not 'a'"
NOTHING, CLIP, LETTER, QUOTED = "Swap nothing", "Clip gradients, to norm 1", "$x$", '"quoted" {b}'
CHOICE = Choice(right=RIGHT, wrong=(NOTHING, CLIP, LETTER, QUOTED), points=3)

READ = [
    pytest.param(RIGHT, RIGHT, id="the whole text"),
    pytest.param("  swap \\sigma   for relu: [0, 1], NOT 'a' ", RIGHT, id="case, dollars and spaces do not matter"),
    pytest.param("swap \\s", RIGHT, id="an unambiguous beginning"),
    pytest.param("clip gradients,", CLIP, id="a beginning that ends at a comma"),
    pytest.param("x", LETTER, id="a formula without its dollars"),
    pytest.param('"QUOTED" {', QUOTED, id="a beginning with quotes and a bracket"),
    pytest.param("swap\nnothing", NOTHING, id="a line end is a space"),
]

REFUSED = [
    pytest.param("", "Nothing is chosen yet.", id="nothing"),
    pytest.param(" \n\t", "Nothing is chosen yet.", id="only spaces"),
    pytest.param("swap", f"This could be “{RIGHT}” or “{NOTHING}”; write a little more of it.", id="two begin so"),
    pytest.param("Clap gradients to norm 1", f"did you mean {CLIP}?", id="the nearest option is named"),
    pytest.param("a", f"“a” is not one of the options: {RIGHT}; {NOTHING}", id="a letter is no option"),
    pytest.param("$", "“$” is not one of the options", id="dollars alone begin no option"),
    pytest.param("\0", "is not one of the options", id="a null character"),
    pytest.param("\ud800", "is not one of the options", id="half a surrogate pair"),
    pytest.param("[[[[", "is not one of the options", id="brackets"),
    pytest.param("x" * 100_000, "“" + "x" * 60 + "…” is not", id="a long answer is shortened in the message"),
]


@pytest.mark.parametrize(("text", "option"), READ)
def test_reads(text: str, option: str) -> None:
    assert CHOICE.parse(text) == option


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        CHOICE.parse(text)
    assert message in caught.value.message
    assert caught.value.at == 0


def fault(text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        CHOICE.parse(text)
    except AnswerError as error:
        return error.at
    return None


@given(st.text(st.characters(exclude_categories=())) | st.text("swap\\sig$ xc[]'\""))
def test_every_text_is_read_or_refused_as_an_answer(text: str) -> None:
    assert fault(text) in {None, *range(len(text) + 1)}


@pytest.mark.parametrize("option", CHOICE.options)
def test_what_is_shown_reads_as_the_same_option(option: str) -> None:
    assert CHOICE.parse(CHOICE.show(option)) == option


def test_the_right_option_earns_the_points() -> None:
    (question,) = CHOICE.questions()
    finding = question.check.judge(CHOICE.parse(CHOICE.reference()), np.random.default_rng(0))
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.PROVED)
    assert (question.call, question.points) == ("right", 3)


@pytest.mark.parametrize("option", CHOICE.wrong)
def test_a_wrong_option_fails_and_is_named(option: str) -> None:
    (question,) = CHOICE.questions()
    finding = question.check.judge(option, np.random.default_rng(0))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == f"“{option}” is not the right choice."


def test_options_are_the_same_if_nobody_could_tell_them_apart() -> None:
    assert CHOICE.same("$X$", "x") == Same()
    assert CHOICE.same(RIGHT, NOTHING) == Different()


def test_an_answer_shows_the_mistake_whose_option_it_is() -> None:
    assert CHOICE.shows(CLIP, Mistake(answer="clip"))
    assert not CHOICE.shows(CLIP, Mistake(answer=LETTER))


def test_options_are_shown_in_an_order_drawn_by_luck() -> None:
    orders = {CHOICE.field(luck(seed, "answer", "order")).options for seed in range(8)}
    assert len(orders) > 1
    assert all(sorted(order) == sorted(CHOICE.options) for order in orders)
    assert CHOICE.field(luck(3, "answer", "order")) == CHOICE.field(luck(3, "answer", "order"))


def test_a_fixed_order_is_the_files() -> None:
    fixed = Choice(right="a", wrong=("b", "c", "d"), order="fixed")
    assert all(fixed.field(luck(seed, "answer", "order")).options == ("a", "b", "c", "d") for seed in range(8))


def test_an_option_says_itself_without_an_echo() -> None:
    assert CHOICE.latex(LETTER) == ""


GIVES_AWAY = [
    pytest.param(f"It helps to {RIGHT.lower()}", True, id="the right option in other case"),
    pytest.param("It helps to swap nothing", False, id="a wrong option"),
    pytest.param("Which factor is at most $1/4$?", False, id="neither"),
]


@pytest.mark.parametrize(("text", "given_away"), GIVES_AWAY)
def test_a_hint_gives_the_answer_away_if_the_right_option_stands_in_it(text: str, given_away: bool) -> None:  # noqa: FBT001  a column
    assert CHOICE.gives_away(text) is given_away


def test_a_letter_inside_a_word_gives_nothing_away() -> None:
    letter = Choice(right="$x$", wrong=("$y$",))
    assert not letter.gives_away("Expand the next expression.")
    assert letter.gives_away("What about $x$?")


DOUBTS = [
    pytest.param(Choice(right="a", wrong=("b", "c")), (), id="options that differ"),
    pytest.param(
        Choice(right="a", wrong=("b", "$A$")), ("“a” stands there twice", "“$A$” stands there twice"), id="twins"
    ),
    pytest.param(
        Choice(right="a", wrong=("All of the  above.",)), ("speaks of the other options",), id="all of the above"
    ),
    pytest.param(Choice(right="None of these", wrong=("b",)), ("name what holds instead",), id="none of these"),
]


@pytest.mark.parametrize(("choice", "expected"), DOUBTS)
def test_doubts(choice: Choice, expected: tuple[str, ...]) -> None:
    doubts = choice.doubts()
    assert len(doubts) == len(expected)
    assert all(part in doubt for part, doubt in zip(expected, doubts, strict=True))
