import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.multi import Multi
from grader.choosing import LONGEST
from grader.errors import AnswerError
from grader.fields import LIST
from grader.kinds import Mistake, luck
from grader.maths.equality import Different, Same
from grader.report import Verdict

TANH, CALL, QUOTE, SQUARE = "$\\tanh x$", "a, b: [c]", "it's", "$x^2$"
MULTI = Multi(right=(TANH, CALL), wrong=(QUOTE, SQUARE), points=8)
NONE = Multi(right=(), wrong=(QUOTE, SQUARE))

READ = [
    pytest.param("[]", (), id="none"),
    pytest.param("[ ]", (), id="none, with a space"),
    pytest.param("[x^2]", (SQUARE,), id="one"),
    pytest.param("[x^2, \\tanh x]", (TANH, SQUARE), id="they come in the order of the options"),
    pytest.param("[x^2, x^2, $X^2$]", (SQUARE,), id="ticked twice is ticked"),
    pytest.param("['a, b: [c]', 'it''s']", (CALL, QUOTE), id="quotes keep commas, colons and brackets together"),
    pytest.param('["it\'s"]', (QUOTE,), id="double quotes"),
    pytest.param("[it's]", (QUOTE,), id="an apostrophe inside a word"),
    pytest.param("- x^2\n- it's", (QUOTE, SQUARE), id="one on each line"),
    pytest.param("[\\ta]", (TANH,), id="a beginning"),
    pytest.param("[x^2] # I am sure", (SQUARE,), id="a comment"),
    pytest.param("x^2", (SQUARE,), id="a single option without brackets"),
    pytest.param("'it''s'", (QUOTE,), id="a single option in quotes"),
    pytest.param("it's", (QUOTE,), id="a single option with an apostrophe"),
]

REFUSED = [
    pytest.param("", "Nothing is ticked yet; write [] if nothing holds.", 0, id="nothing"),
    pytest.param(" \n", "Nothing is ticked yet; write [] if nothing holds.", 0, id="only spaces"),
    pytest.param("[x^2, cosh]", "“cosh” is not one of the options", 6, id="an unknown option, with its place"),
    pytest.param("[x^2, [it's]]", "Here an option should stand.", 6, id="a list in the list"),
    pytest.param("[x^2, ~]", "Here an option should stand.", 6, id="nothing as an option"),
    pytest.param("[x^2, '']", "Here an option should stand.", 6, id="an empty text as an option"),
    pytest.param("[a, b: [c]]", "“a” is not one of the options", 1, id="an option with a comma needs quotes"),
    pytest.param("{x^2: 1}", LIST, 0, id="braces"),
    pytest.param("[x^2", LIST, 4, id="a bracket never closed"),
    pytest.param("[[[[", LIST, 4, id="only opening brackets"),
    pytest.param("[&a x^2, *a]", LIST, 1, id="an anchor"),
    pytest.param("*a", LIST, 0, id="an alias of nothing"),
    pytest.param("[x^2]\n--- [it's]", LIST, 6, id="two documents"),
    pytest.param('["\\x78^2"]', LIST, 1, id="an escape"),
    pytest.param('["\\UFFFFFFFF"]', LIST, 0, id="an escape beyond all characters"),
    pytest.param("%YAML 1.9\n--- []", LIST, 0, id="a version of YAML that is none"),
    pytest.param("[\0]", LIST, 1, id="a null character"),
    pytest.param("[\ud800]", LIST, 1, id="half a surrogate pair"),
    pytest.param("[" * 3000, LIST, 40, id="3,000 brackets"),
    pytest.param("- " * 1500, LIST, 80, id="1,500 lists in lists"),
    pytest.param("? " * 1500, LIST, 80, id="1,500 keys of keys"),
    pytest.param("[x^2" + " " * LONGEST + "]", f"up to {LONGEST} characters", LONGEST, id="too long"),
    pytest.param("a" * 100_000, f"up to {LONGEST} characters", LONGEST, id="100,000 letters"),
]


@pytest.mark.parametrize(("text", "options"), READ)
def test_reads(text: str, options: tuple[str, ...]) -> None:
    assert MULTI.parse(text) == options


@pytest.mark.parametrize(("text", "message", "at"), REFUSED)
def test_refuses(text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        MULTI.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def fault(text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        MULTI.parse(text)
    except AnswerError as error:
        return error.at
    return None


BITS = ["[", "]", "{", "}", ",", ": ", "- ", "? ", "&a ", "*a", "!!int ", "|", ">", "'", '"', "%", "#", "\n", "\\", "~"]


@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from([*BITS, "x^2", "it's", "\\t", " ", "\t", "\ufeff", "\0", "<<"])).map("".join)
)
def test_every_text_is_read_or_refused_as_an_answer(text: str) -> None:
    assert fault(text) in {None, *range(len(text) + 1)}


@given(st.sets(st.sampled_from(MULTI.options)))
def test_what_is_shown_reads_as_the_same_options(ticked: set[str]) -> None:
    parsed = tuple(option for option in MULTI.options if option in ticked)
    assert MULTI.parse(MULTI.show(parsed)) == parsed


def verdicts(multi: Multi, text: str) -> dict[str, Verdict]:
    parsed = multi.parse(text)
    return {one.call: one.check.judge(parsed, np.random.default_rng(0)).verdict for one in multi.questions()}


GOOD, BAD = Verdict.PASSED, Verdict.FAILED
JUDGED = [
    pytest.param(MULTI, MULTI.reference(), [GOOD, GOOD, GOOD, GOOD], id="the reference"),
    pytest.param(MULTI, "[]", [BAD, BAD, BAD, BAD], id="nothing ticked judges nothing"),
    pytest.param(MULTI, "[\\tanh x]", [GOOD, BAD, GOOD, GOOD], id="one is missing"),
    pytest.param(MULTI, "[\\tanh x, 'a, b: [c]', x^2]", [GOOD, GOOD, GOOD, BAD], id="one too many"),
    pytest.param(NONE, "[]", [GOOD, GOOD], id="nothing ticked where nothing holds"),
    pytest.param(NONE, "[x^2]", [GOOD, BAD], id="something ticked where nothing holds"),
]


@pytest.mark.parametrize(("multi", "text", "expected"), JUDGED)
def test_judges_each_option_by_itself(multi: Multi, text: str, expected: list[Verdict]) -> None:
    assert list(verdicts(multi, text).values()) == expected


SENTENCES = [
    pytest.param("[]", 0, "Nothing is ticked.", id="nothing"),
    pytest.param("[x^2]", 0, "“$\\tanh x$” holds, but is not ticked.", id="missing"),
    pytest.param("[x^2]", 3, "“$x^2$” is ticked, but does not hold.", id="too many"),
    pytest.param("[x^2]", 2, "Rightly left alone.", id="left alone"),
    pytest.param("[\\tanh x]", 0, "Rightly ticked.", id="ticked"),
]


@pytest.mark.parametrize(("text", "number", "sentence"), SENTENCES)
def test_says(text: str, number: int, sentence: str) -> None:
    question = MULTI.questions()[number]
    assert question.check.judge(MULTI.parse(text), np.random.default_rng(0)).evidence.sentence == sentence


def test_points_are_shared_out_evenly() -> None:
    assert [one.points for one in MULTI.questions()] == [2, 2, 2, 2]
    assert [one.points for one in NONE.questions()] == [1, 1]


UNBUILT = [
    pytest.param({"right": ("a",), "wrong": ("b", "c"), "points": 4}, "multiple of the 3 options", id="4 points for 3"),
    pytest.param({"right": (), "wrong": ()}, "there are no options", id="no options"),
]


@pytest.mark.parametrize(("fields", "message"), UNBUILT)
def test_refuses_to_be_built(fields: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Multi(**fields)  # type: ignore[arg-type]


def test_a_right_option_may_stand_under_wrong_too() -> None:
    assert Multi(right=("$a$", "b"), wrong=("A", "c")).options == ("$a$", "b", "c")


def test_lists_are_the_same_if_they_tick_the_same() -> None:
    assert MULTI.same((TANH, SQUARE), (SQUARE, TANH)) == Same()
    assert MULTI.same((TANH,), ()) == Different()


SHOWS = [
    pytest.param(MULTI, "[x^2, \\tanh x]", "x^2", True, id="a wrong option is ticked"),
    pytest.param(MULTI, "[\\tanh x]", "x^2", False, id="a wrong option is left alone"),
    pytest.param(MULTI, "[x^2]", TANH, True, id="a right option is missing"),
    pytest.param(MULTI, "[\\tanh x]", TANH, False, id="a right option is ticked"),
    pytest.param(MULTI, "[]", TANH, False, id="an untouched list makes no mistake"),
    pytest.param(NONE, "[x^2]", "x^2", True, id="ticked where nothing holds"),
    pytest.param(NONE, "[]", "x^2", False, id="rightly nothing"),
]


@pytest.mark.parametrize(("multi", "text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(multi: Multi, text: str, mistake: str, made: bool) -> None:  # noqa: FBT001  a column
    assert multi.shows(multi.parse(text), Mistake(answer=mistake)) is made


@pytest.mark.parametrize("option", [TANH, CALL, QUOTE, SQUARE])
def test_an_example_makes_its_mistake_and_fails_its_check_alone(option: str) -> None:
    mistake = Mistake(answer=option)
    (example,) = MULTI.examples(mistake)
    assert MULTI.shows(MULTI.parse(example), mistake)
    assert [call for call, verdict in verdicts(MULTI, example).items() if verdict is BAD] == [option]
    assert MULTI.explains(mistake) == (option,)
    assert MULTI.subject(mistake) == option


def test_no_example_where_it_would_leave_nothing_ticked() -> None:
    single = Multi(right=("a",), wrong=("b",))
    assert single.examples(Mistake(answer="a")) == ()
    assert single.examples(Mistake(answer="b")) == ("['a', 'b']",)


def test_a_mistake_about_no_option_is_refused() -> None:
    with pytest.raises(AnswerError, match="is not one of the options"):
        MULTI.explains(Mistake(answer="cosh"))


def test_only_all_right_options_together_give_the_answer_away() -> None:
    assert MULTI.gives_away(f"Both {TANH} and {CALL}.")
    assert not MULTI.gives_away(f"Only {TANH}.")
    assert not NONE.gives_away("Nothing.")


def test_options_are_shown_in_an_order_drawn_by_luck() -> None:
    orders = {MULTI.field(luck(seed, "answer", "order")).options for seed in range(8)}
    assert len(orders) > 1
    assert all(sorted(order) == sorted(MULTI.options) for order in orders)


def test_a_fixed_order_is_the_files() -> None:
    fixed = Multi(right=("a", "b"), wrong=("c", "d"), order="fixed")
    assert all(fixed.field(luck(seed, "answer", "order")).options == ("a", "b", "c", "d") for seed in range(8))


DOUBTS = [
    pytest.param(MULTI, 0, id="options that differ"),
    pytest.param(Multi(right=("a",), wrong=("A", "b")), 0, id="a right option under wrong too"),
    pytest.param(Multi(right=("a", "$A$"), wrong=("b",)), 2, id="twins among the right ones"),
    pytest.param(Multi(right=("a",), wrong=("None of the above",)), 1, id="none of the above"),
]


@pytest.mark.parametrize(("multi", "count"), DOUBTS)
def test_doubts(multi: Multi, count: int) -> None:
    assert len(multi.doubts()) == count
