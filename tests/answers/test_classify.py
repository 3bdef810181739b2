from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.classify import Classify
from grader.checks.equals import Equals
from grader.choosing import LONGEST
from grader.errors import AnswerError
from grader.fields import BRACES
from grader.kinds import Mistake, luck
from grader.maths.equality import Different, Same
from grader.maths.reading import parse
from grader.report import Verdict

ROWS = Classify(
    classes=("affine", "not affine"),
    answer={"$2x+1$": ("affine",), "$|x|$": ("not affine",), "step $[x>0]$": ("not affine",)},
    points=6,
)
HARD = ("odd", "bounded: |f(x)| <= M, {x}", "it's", "* starred", "~", "strictly increasing")
GRID = Classify(
    classes=HARD, answer={"$\\tanh$": ("odd", HARD[1]), "$\\mathrm{ReLU}$": (), "$x$": ("odd", "~")}, several=True
)

READ = [
    pytest.param(ROWS, "{a: affine, b: not affine}", {"a": "affine", "b": "not affine"}, id="rows by letter"),
    pytest.param(ROWS, "{B: Not  Affine, a: AFFINE}", {"a": "affine", "b": "not affine"}, id="in any order and case"),
    pytest.param(ROWS, "a: aff\nb: no", {"a": "affine", "b": "not affine"}, id="on lines, with beginnings of classes"),
    pytest.param(ROWS, "{$2x+1$: affine}", {"a": "affine"}, id="a row by its text"),
    pytest.param(ROWS, "{'|x|': not affine}", {"b": "not affine"}, id="a row's text in quotes"),
    pytest.param(ROWS, "{'step [x>0]': not affine}", {"c": "not affine"}, id="a row's text with brackets"),
    pytest.param(ROWS, "{a: [affine]}", {"a": "affine"}, id="a list of one class"),
    pytest.param(ROWS, "{}", {}, id="no row"),
    pytest.param(GRID, "{a: ['~', odd]}", {"a": ("odd", "~")}, id="a tilde in quotes is a class"),
    pytest.param(GRID, "{a: []}", {"a": ()}, id="a row with no class"),
    pytest.param(GRID, "{b: odd}", {"b": ("odd",)}, id="one class needs no brackets"),
    pytest.param(GRID, "{b: [strictly increasing, odd, odd]}", {"b": ("odd", HARD[5])}, id="classes in their order"),
    pytest.param(GRID, "{b: ['bounded: |f(x)| <= M, {x}']}", {"b": (HARD[1],)}, id="a class with commas and braces"),
    pytest.param(GRID, "{b: ['it''s']}", {"b": ("it's",)}, id="a class with an apostrophe"),
]

REFUSED = [
    pytest.param("", "Nothing is chosen yet; write {a: …, b: …}.", 0, id="nothing"),
    pytest.param("\n \t", "Nothing is chosen yet; write {a: …, b: …}.", 0, id="only spaces"),
    pytest.param("affine", BRACES, 0, id="a class alone"),
    pytest.param("[affine, affine]", BRACES, 0, id="a list"),
    pytest.param("{a: affine", BRACES, 10, id="a brace never closed"),
    pytest.param("{a affine}", "“a affine” is not one of the options", 1, id="a colon left out"),
    pytest.param("{a: affine, d: affine}", "“d” is not one of the options", 12, id="a row there is not"),
    pytest.param("{a: afine}", "did you mean affine?", 4, id="a class misspelled"),
    pytest.param("{a: }", "Row a needs a class: affine, not affine.", 3, id="no class"),
    pytest.param("{a: ''}", "Row a needs a class", 4, id="an empty class"),
    pytest.param("{a: ~}", "Row a needs a class", 4, id="a tilde"),
    pytest.param("{a: {b: affine}}", "Row a needs a class", 4, id="braces in braces"),
    pytest.param("{a: []}", "Row a takes one class.", 4, id="no class in a list"),
    pytest.param("{a: [affine, not affine]}", "Row a takes one class.", 4, id="two classes"),
    pytest.param("{a: affine, a: affine}", BRACES, 12, id="the same key twice"),
    pytest.param("{a: affine, A: not}", "Row a stands there twice.", 12, id="a letter in both cases"),
    pytest.param("{a: affine, 2x+1: not}", "Row a stands there twice.", 12, id="a letter and its row"),
    pytest.param("{'': affine}", "“” is not one of the options", 1, id="an empty row"),
    pytest.param("{~: affine}", BRACES, 1, id="nothing as a row"),
    pytest.param("{[a]: affine}", BRACES, 1, id="a list as a row"),
    pytest.param("{a: &c affine, b: *c}", BRACES, 4, id="an anchor"),
    pytest.param("{a: affine}\n---\n{}", BRACES, 12, id="two documents"),
    pytest.param("{a: \0}", BRACES, 4, id="a null character"),
    pytest.param("{a: \udfff}", BRACES, 4, id="half a surrogate pair"),
    pytest.param("{a: " * 900, BRACES, 157, id="900 braces"),
    pytest.param("{" * LONGEST, BRACES, 40, id="as many braces as fit"),
    pytest.param("{a: affine}" + "\n" * LONGEST, f"up to {LONGEST} characters", LONGEST, id="too long"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), READ)
def test_reads(kind: Classify, text: str, expected: Mapping[str, str | tuple[str, ...]]) -> None:
    assert kind.parse(text) == {row: (given,) if isinstance(given, str) else given for row, given in expected.items()}


@pytest.mark.parametrize(("text", "message", "at"), REFUSED)
def test_refuses(text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        ROWS.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def fault(kind: Classify, text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        kind.parse(text)
    except AnswerError as error:
        return error.at
    return None


BITS = [
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!map ",
    "|",
    ">",
    "'",
    '"',
    "%",
    "#",
    "\n",
    "\\",
    "~",
]


@pytest.mark.parametrize("kind", [pytest.param(ROWS, id="rows"), pytest.param(GRID, id="grid")])
@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from([*BITS, "a", "b", "A", "x", "affine", "odd", " ", "\t", "\ufeff", "\0"])).map("".join)
)
def test_every_text_is_read_or_refused_as_an_answer(kind: Classify, text: str) -> None:
    assert fault(kind, text) in {None, *range(len(text) + 1)}


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(ROWS.labels)))
def test_what_is_shown_of_rows_reads_the_same(given_classes: dict[str, str]) -> None:
    parsed = {letter: (given_classes[letter],) for letter in "abc" if letter in given_classes}
    assert ROWS.parse(ROWS.show(parsed)) == parsed


@given(st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from(HARD))))
def test_what_is_shown_of_a_grid_reads_the_same(ticked: dict[str, set[str]]) -> None:
    parsed = {letter: tuple(label for label in HARD if label in ticked[letter]) for letter in "abc" if letter in ticked}
    assert GRID.parse(GRID.show(parsed)) == parsed


def test_a_plain_class_is_shown_without_quotes() -> None:
    assert ROWS.reference() == "{a: affine, b: not affine, c: not affine}"


def findings(kind: Classify, text: str) -> list[tuple[str, Verdict, str]]:
    parsed, rng = kind.parse(text), np.random.default_rng(0)
    judged = [(one.call, one.check.judge(parsed, rng)) for one in kind.questions()]
    return [(call, finding.verdict, finding.evidence.sentence) for call, finding in judged]


GOOD, BAD = Verdict.PASSED, Verdict.FAILED


def test_judges_each_row_by_itself() -> None:
    assert findings(ROWS, "{a: affine, b: affine}") == [
        ("row a", GOOD, "$2x+1$: affine."),
        ("row b", BAD, "$|x|$ is not “affine”."),
        ("row c", BAD, "step $[x>0]$: nothing is chosen."),
    ]


def test_judges_each_cell_of_a_grid_by_itself() -> None:
    small = Classify(classes=("odd", "bounded"), answer={"$x$": ("odd",), "$x^2$": ()}, several=True)
    assert findings(small, "{a: [bounded]}") == [
        ("row a, odd", BAD, "$x$: “odd” holds."),
        ("row a, bounded", BAD, "$x$: “bounded” does not hold."),
        ("row b, odd", BAD, "$x^2$: nothing is chosen."),
        ("row b, bounded", BAD, "$x^2$: nothing is chosen."),
    ]
    assert findings(small, "{a: odd, b: []}") == [
        ("row a, odd", GOOD, "$x$, odd: rightly ticked."),
        ("row a, bounded", GOOD, "$x$, bounded: rightly left alone."),
        ("row b, odd", GOOD, "$x^2$, odd: rightly left alone."),
        ("row b, bounded", GOOD, "$x^2$, bounded: rightly left alone."),
    ]


@pytest.mark.parametrize("kind", [pytest.param(ROWS, id="rows"), pytest.param(GRID, id="grid")])
def test_the_reference_passes_everything_and_a_blank_nothing(kind: Classify) -> None:
    assert {verdict for _, verdict, _ in findings(kind, kind.reference())} == {GOOD}
    assert {verdict for _, verdict, _ in findings(kind, "{}")} == {BAD}


def test_points_are_shared_out_evenly() -> None:
    assert [one.points for one in ROWS.questions()] == [2, 2, 2]
    assert [one.points for one in GRID.questions()] == [1] * 18


SQUARE = Equals(parse("x^2"))
CHECKED = Classify(
    classes={"the square": SQUARE, "another": None},
    answer={"$x^2$": ("the square",), "a dot": ("the square",), "words": ("another",), "$x$": ("another",)},
    functions={"$x^2$": "x*x", "a dot": "piecewise(x==2: 5, x^2)", "$x$": "x"},
)


def test_a_check_shows_what_is_wrong_with_a_row() -> None:
    found = {call: sentence for call, _, sentence in findings(CHECKED, "{a: another, b: another, c: the square}")}
    assert found["row a"].startswith("$x^2$ is not “another”. It is the formula asked for.")
    assert found["row b"].startswith("a dot is not “another”. At x = 2 it gives 5; the right value is 4.")
    assert found["row c"] == "words is not “the square”."


def test_points_seen_by_a_check_are_shown_with_the_row() -> None:
    question = CHECKED.questions()[1]
    finding = question.check.judge(CHECKED.parse("{b: another}"), np.random.default_rng(0))
    assert [seen.x for seen in finding.evidence.observations] == [(2.0,)]


DOUBTS = [
    pytest.param(ROWS, [], id="nothing to check with"),
    pytest.param(
        CHECKED, ["the row “a dot” and “the square”: the answer says yes, but: At x = 2 it gives 5"], id="yes but no"
    ),
    pytest.param(
        Classify(classes={"square": SQUARE, "not": None}, answer={"a": ("not",)}, functions={"a": "x^2"}),
        ["the row “a” and “square”: the answer says no, but: It"],
        id="no but yes",
    ),
    pytest.param(
        Classify(
            classes={"tower": Equals(parse("exp(exp(exp(exp(exp(x)))))")), "not": None},
            answer={"a": ("not",)},
            functions={"a": "exp(exp(exp(exp(exp(x)))))+1"},
        ),
        [],
        id="what a check can't tell is not doubted",
    ),
    pytest.param(
        Classify(classes=("odd", "Odd"), answer={"$x$": ("odd",), "X": ("Odd",)}),
        ["“$x$” stands there twice", "“X” stands", "“odd” stands", "“Odd” stands"],
        id="rows and classes nobody can tell apart",
    ),
]


@pytest.mark.parametrize(("kind", "beginnings"), DOUBTS)
def test_doubts(kind: Classify, beginnings: list[str]) -> None:
    doubts = kind.doubts()
    assert len(doubts) == len(beginnings)
    assert all(doubt.startswith(beginning) for doubt, beginning in zip(doubts, beginnings, strict=True))


AB = ("a", "b")
UNBUILT = [
    pytest.param(AB, {"x": ("c",)}, {}, "“c” of the row “x” is not one of the classes", id="an unknown class"),
    pytest.param(AB, {"x": ()}, {}, "the row “x” needs one class", id="a row without a class"),
    pytest.param(AB, {"x": AB}, {}, "for several, say several: true", id="a row with two classes"),
    pytest.param(AB, {}, {}, "there are no rows", id="no rows"),
    pytest.param((), {"x": ()}, {"several": True}, "or no classes", id="no classes"),
    pytest.param(AB, {"x": ("a",)}, {"functions": {"y": "x"}}, "“y” under functions is not one of", id="no such row"),
    pytest.param(AB, {"x": ("a",), "y": ("a",)}, {"points": 3}, "a multiple of 2", id="3 points for 2 rows"),
    pytest.param(AB, {"x": ()}, {"points": 3, "several": True}, "a multiple of 2", id="3 points for 2 cells"),
    pytest.param(AB, {str(i): ("a",) for i in range(27)}, {}, "up to 26 rows", id="more rows than letters"),
]


@pytest.mark.parametrize(("classes", "answer", "more", "message"), UNBUILT)
def test_refuses_to_be_built(
    classes: tuple[str, ...], answer: dict[str, tuple[str, ...]], more: dict[str, bool | int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Classify(classes=classes, answer=answer, **more)  # type: ignore[arg-type]  # the columns are of many types


def test_answers_are_the_same_if_they_sort_every_row_alike() -> None:
    assert ROWS.same({"a": ("affine",)}, {"a": ("affine",)}) == Same()
    assert ROWS.same({"a": ("affine",)}, {}) == Different()


SHOWS = [
    pytest.param(ROWS, "{b: affine}", "$|x|$", True, id="the row is misjudged"),
    pytest.param(ROWS, "{b: not affine}", "$|x|$", False, id="the row is judged rightly"),
    pytest.param(ROWS, "{a: not affine}", "$|x|$", False, id="another row is misjudged"),
    pytest.param(ROWS, "{b: affine}", "|x|: affine", True, id="the row has this very class"),
    pytest.param(ROWS, "{b: affine}", "|x|: not affine", False, id="the row has another class"),
    pytest.param(GRID, "{c: [odd]}", "$x$", True, id="a cell of the row is misjudged"),
    pytest.param(GRID, "{c: [odd]}", "$x$: ~", True, id="this very cell is misjudged"),
    pytest.param(GRID, "{c: [odd]}", "$x$: it's", False, id="another cell is misjudged"),
]


@pytest.mark.parametrize(("kind", "text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(kind: Classify, text: str, mistake: str, made: bool) -> None:  # noqa: FBT001  a column
    assert kind.shows(kind.parse(text), Mistake(answer=mistake)) is made


EXAMPLES = [
    pytest.param(ROWS, "$|x|$", 1, ["row b"], id="a row"),
    pytest.param(ROWS, "step [x>0]: affine", 1, ["row c"], id="a row with a class"),
    pytest.param(GRID, "$x$: it's", 1, ["row c, it's"], id="a cell"),
    pytest.param(GRID, "\\tanh", 6, [f"row a, {label}" for label in HARD], id="a row of a grid"),
]


@pytest.mark.parametrize(("kind", "text", "count", "calls"), EXAMPLES)
def test_examples_make_the_mistake_and_fail_only_what_it_explains(
    kind: Classify, text: str, count: int, calls: list[str]
) -> None:
    mistake = Mistake(answer=text)
    assert list(kind.explains(mistake)) == calls
    examples = kind.examples(mistake)
    assert len(examples) == count
    for example in examples:
        assert kind.shows(kind.parse(example), mistake)
        assert {call for call, verdict, _ in findings(kind, example) if verdict is BAD} <= set(calls)


NO_ROW = [
    pytest.param("$x^7$", "is not one of the options", id="an unknown row"),
    pytest.param("step", "“step” is not one of the rows.", id="only the beginning of a row"),
    pytest.param("|x|: concave", "“concave” is not one of the options", id="an unknown class"),
]


@pytest.mark.parametrize(("text", "message"), NO_ROW)
def test_a_mistake_about_no_row_is_refused(text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        ROWS.explains(Mistake(answer=text))
    assert message in caught.value.message


def test_rows_and_classes_in_a_hint_give_nothing_away() -> None:
    assert not ROWS.gives_away(ROWS.reference())


def test_rows_are_shown_in_an_order_drawn_by_luck_and_keep_their_letters() -> None:
    grids = [ROWS.field(luck(seed, "answer", "order")) for seed in range(8)]
    assert len({grid.rows for grid in grids}) > 1
    assert {tuple(sorted(grid.rows)) for grid in grids} == {(("a", "$2x+1$"), ("b", "$|x|$"), ("c", "step $[x>0]$"))}
    assert {(grid.classes, grid.several) for grid in grids} == {(("affine", "not affine"), False)}


def test_a_grid_says_that_a_row_may_have_several_classes() -> None:
    grid = GRID.field(luck(0, "answer", "order"))
    assert (grid.classes, grid.several) == (HARD, True)


def test_a_fixed_order_is_the_files() -> None:
    fixed = Classify(classes=AB, answer={"x": ("a",), "y": ("b",), "z": ("b",)}, order="fixed")
    orders = {fixed.field(luck(seed, "answer", "order")).rows for seed in range(8)}
    assert orders == {(("a", "x"), ("b", "y"), ("c", "z"))}
