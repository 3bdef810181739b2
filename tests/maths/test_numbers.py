import math
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerError, FormulaError, Reason
from grader.maths.formula import Formula
from grader.maths.numbers import (
    LONGEST,
    Numbers,
    alike,
    exact,
    label_at,
    near,
    parse_number,
    parse_numbers,
    to_float,
)
from grader.typesetting import blemishes

PATIENCE = 3.0  # seconds for a hostile text; the slowest takes 0.2 on a quiet machine
VANISHING = "(sin(1)^2+cos(1)^2-1)"  # 0, which no precision can tell from what is nearly 0

READ = [
    pytest.param("4", ((4,),), (), id="a number"),
    pytest.param(" -2.5e-3 ", ((Fraction(-1, 400),),), (), id="a decimal with spaces"),
    pytest.param("1, 2", ((1, 2),), (), id="a row"),
    pytest.param("1; 2", ((1,), (2,)), (), id="a column"),
    pytest.param("1, 2; 3, 4", ((1, 2), (3, 4)), (), id="a matrix"),
    pytest.param("1, 2; 3", ((1, 2), (3,)), (), id="rows of different lengths"),
    pytest.param("(1, 2)", ((1, 2),), (), id="round brackets around a row"),
    pytest.param("[1, 2]", ((1, 2),), (), id="square brackets around a row"),
    pytest.param("[1, 2; 3, 4]", ((1, 2), (3, 4)), (), id="brackets around a matrix"),
    pytest.param("[[1, 2], [3, 4]]", ((1, 2), (3, 4)), (), id="a matrix as Python writes it"),
    pytest.param(" [ [1,2] ,\n [3,4] ] ", ((1, 2), (3, 4)), (), id="with spaces and a line end"),
    pytest.param("[[1, 2]]", ((1, 2),), (), id="a matrix of one row"),
    pytest.param("[[1], [2]]", ((1,), (2,)), (), id="a matrix of one column"),
    pytest.param("[4]", ((4,),), (), id="brackets around a number"),
    pytest.param("(1+2)*3", ((9,),), (), id="brackets that belong to a formula"),
    pytest.param("(1)+(2)", ((3,),), (), id="brackets at both ends"),
    pytest.param("[1+2]*[3+4]", ((21,),), (), id="square brackets at both ends"),
    pytest.param("[[1+2]*[3+4]]", ((21,),), (), id="square brackets in square brackets"),
    pytest.param("[1], [2]", ((1, 2),), (), id="brackets around each number of a row"),
    pytest.param("max(1, 2), 3", ((2, 3),), (), id="a comma inside a function"),
    pytest.param("piecewise(1 < 2: 5, 6), 7", ((5, 7),), (), id="a piecewise constant"),
    pytest.param("[2 > 1], [1 > 2]", ((1, 0),), (), id="conditions as numbers"),
    pytest.param("$\\frac{1}{2}$", ((Fraction(1, 2),),), (), id="LaTeX"),
    pytest.param("a=2, b=-1", ((2, -1),), ("a", "b"), id="labels"),
    pytest.param("(a = 2, b = -1)", ((2, -1),), ("a", "b"), id="labels in brackets"),
    pytest.param("{'a': 2, b: -1}", ((2, -1),), ("a", "b"), id="labels as keys in braces"),
    pytest.param("w_1=2,W2=3, größe=4", ((2, 3, 4),), ("w_1", "W2", "größe"), id="longer labels"),
    pytest.param("e=3", ((3,),), ("e",), id="a label that is a constant's name"),
]


@pytest.mark.parametrize(("text", "rows", "labels"), READ)
def test_reads(text: str, rows: tuple[tuple[Fraction | int, ...], ...], labels: tuple[str, ...]) -> None:
    numbers = parse_numbers(text)
    assert tuple(tuple(map(exact, row)) for row in numbers.rows) == rows
    assert numbers.labels == labels


EMPTY = "There is nothing here yet"
CONDITION = "This is a condition"
REFUSED = [
    pytest.param("", EMPTY, 0, id="nothing"),
    pytest.param(" \n", EMPTY, 0, id="only spaces"),
    pytest.param("[]", EMPTY, 0, id="empty brackets"),
    pytest.param("( )", EMPTY, 0, id="brackets around a space"),
    pytest.param("[[]]", EMPTY, 0, id="empty brackets in brackets"),
    pytest.param(",", EMPTY, 0, id="a comma alone"),
    pytest.param("1,,2", EMPTY, 2, id="two commas"),
    pytest.param("1, 2,", EMPTY, 5, id="a comma at the end"),
    pytest.param("1; ", EMPTY, 2, id="a semicolon at the end"),
    pytest.param("[[1,2],[]]", EMPTY, 7, id="an empty row"),
    pytest.param("x", "“x” is not a name I know", 0, id="a letter"),
    pytest.param("1, y", "“y” is not a name I know", 3, id="a letter further on"),
    pytest.param("[1; [2, y]]", "I did not expect “,” here", 6, id="a row in brackets after a semicolon"),
    pytest.param("[[1, y]]", "“y” is not a name I know", 5, id="a letter in a matrix"),
    pytest.param("(1, 2", "“)” should come first", 2, id="a row's bracket never closed"),
    pytest.param("((1)", "This “(” is never closed.", 0, id="a number's bracket never closed"),
    pytest.param("1), (2", "closes nothing", 1, id="brackets the wrong way round"),
    pytest.param("[1, 2)", "“]” should come first", 2, id="brackets that do not match"),
    pytest.param("((1, 2))", "I did not expect “,” here", 3, id="two pairs of round brackets"),
    pytest.param("[[[[", "The formula stops too early", 4, id="only opening brackets"),
    pytest.param("1/0", "This has no value", 0, id="division by zero"),
    pytest.param("2, sqrt(-1)", "This has no value", 2, id="the root of a negative number"),
    pytest.param("log(0)", "This has no value", 0, id="the logarithm of 0"),
    pytest.param("1/(0.1+0.2-0.3)", "This has no value", 0, id="division by what is exactly 0"),
    pytest.param("1e999", "The exponent of a number may be", 0, id="an exponent too large"),
    pytest.param("9^9^9^9", "it is too large", 0, id="too large to work out"),
    pytest.param("1, 1/" + VANISHING, "too close to having no value", 2, id="perhaps a division by 0"),
    pytest.param("nan", "“nan” is not a name I know", 0, id="not a number"),
    pytest.param("inf", "“inf” is not a name I know", 0, id="infinity"),
    pytest.param("1 2", "Two numbers in a row", 2, id="two numbers in a row"),
    pytest.param("x==1", "“x” is not a name I know", 0, id="two equals signs are no label"),
    pytest.param("x=1=2", CONDITION, 2, id="a chain of equations"),
    pytest.param("x=", "Say what x is: nothing stands there yet.", 2, id="a label without a number"),
    pytest.param("=1", "A condition stands where a value is needed", 0, id="no label"),
    pytest.param("1 > 2", CONDITION, 0, id="a condition"),
    pytest.param("a=1, 2", "Label all the numbers", 0, id="half of the labels"),
    pytest.param("a=1; b=2", "Label all the numbers, in one row", 0, id="labels in rows"),
    pytest.param("a=1, a=2", "A label stands there twice.", 0, id="a label twice"),
    pytest.param("\0", "has no meaning in a formula", 0, id="a null character"),
    pytest.param("1, \ud800", "has no meaning in a formula", 3, id="half a surrogate pair"),
    pytest.param("1," * (LONGEST // 2) + "1", f"up to {LONGEST} characters", LONGEST, id="too long"),
    pytest.param("[" * 100_000, f"up to {LONGEST} characters", LONGEST, id="100,000 brackets"),
]


@pytest.mark.parametrize(("text", "message", "at"), REFUSED)
def test_refuses(text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_numbers(text)
    assert message in caught.value.message
    assert caught.value.at == at


REASONS = [
    pytest.param("1/0", "syntax", id="no value"),
    pytest.param("9^9^9^9", "limit", id="too large"),
    pytest.param("2, q", "name", id="a letter"),
    pytest.param("1" * (LONGEST + 1), "limit", id="too long"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_says_in_what_way_it_is_no_number(text: str, reason: Reason) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_numbers(text)
    assert caught.value.reason == reason


HOSTILE = [
    pytest.param("sin(10^300),", id="sines of large numbers"),
    pytest.param("gelu_tanh(gelu_tanh(gelu_tanh(1))),", id="nested activations"),
    pytest.param("floor(sin(1)^2+cos(1)^2),", id="what no precision settles"),
    pytest.param("(1+1e-300)^(1e300),", id="powers near a limit"),
    pytest.param("[[", id="brackets"),
    pytest.param("],[", id="rows without end"),
    pytest.param("a=", id="labels"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_or_refused_at_once(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST].rstrip(",")
    begun = time.perf_counter()
    assert fault(text) in {None, *range(len(text) + 1)}
    assert time.perf_counter() - begun < PATIENCE


def fault(text: str) -> int | None:
    """Return where an answer can't be read; None if it can."""
    try:
        parse_numbers(text)
    except AnswerError as error:
        return error.at
    return None


BITS = ["1", "2.5", "/", "-", ",", ";", "(", ")", "[", "]", "{", "}", "=", "a", "a=", "pi", " ", "\n", "|", "0", "^"]


@given(st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(BITS)).map("".join))
def test_every_text_is_read_or_refused(text: str) -> None:
    assert fault(text) in {None, *range(len(text) + 1)}


NUMBERS = st.fractions(-1000, 1000, max_denominator=999).map(str)
ROWS = st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1, max_size=3))


@given(ROWS)
def test_a_matrix_reads_the_same_with_semicolons_and_with_brackets(rows: list[list[str]]) -> None:
    semicolons = "; ".join(", ".join(row) for row in rows)
    brackets = "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
    assert parse_numbers(brackets) == parse_numbers(semicolons)
    assert [[exact(entry) for entry in row] for row in parse_numbers(semicolons).rows] == [
        [Fraction(entry) for entry in row] for row in rows
    ]


@given(ROWS)
def test_what_is_shown_reads_the_same(rows: list[list[str]]) -> None:
    numbers = parse_numbers("; ".join(", ".join(row) for row in rows))
    assert parse_numbers(numbers.show()) == numbers


def test_labelled_numbers_are_shown_with_their_labels() -> None:
    assert parse_numbers("a = 2.50, b = -1/3").show() == "a=2.5, b=-1/3"


def test_a_shape_is_the_length_of_each_row() -> None:
    assert parse_numbers("1, 2; 3").shape == (2, 1)
    assert [entry.show() for entry in parse_numbers("1, 2; 3").entries] == ["1", "2", "3"]


PLACES = [
    pytest.param("b=1, ab=2, a=3", "a", 11, id="behind one that ends in it"),
    pytest.param("[ a=3 ]", "a", 2, id="in brackets"),
    pytest.param("ab=1, abc=2", "abc", 6, id="behind its own beginning"),
]


@pytest.mark.parametrize(("text", "label", "at"), PLACES)
def test_finds_a_label_that_was_read(text: str, label: str, at: int) -> None:
    assert label_at(text, label) == at


EXACT = [
    pytest.param("1/3", Fraction(1, 3), id="a fraction"),
    pytest.param("0.1+0.2", Fraction(3, 10), id="decimals"),
    pytest.param("sqrt(4)", Fraction(2), id="a root that is a whole number"),
    pytest.param("pi", None, id="an irrational number"),
    pytest.param("1/0", None, id="no number"),
]


def constant(text: str) -> Formula:
    from grader.maths.reading import parse

    return parse(text, variables=())


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_knows_rational_numbers_exactly(text: str, value: Fraction | None) -> None:
    assert exact(constant(text)) == value


FLOATS = [
    pytest.param("1/3", 1 / 3, id="a fraction"),
    pytest.param("pi", math.pi, id="an irrational number"),
    pytest.param("-10^400", -math.inf, id="beyond all floats"),
]


@pytest.mark.parametrize(("text", "value"), FLOATS)
def test_rounds_to_the_nearest_float(text: str, value: float) -> None:
    assert to_float(constant(text)) == value


@pytest.mark.parametrize("text", ["1/0", "9^9^9^9"])
def test_no_number_rounds_to_nan(text: str) -> None:
    assert math.isnan(to_float(constant(text)))


NEAR = [
    pytest.param("2", "2", 0, id="equal"),
    pytest.param("sqrt(2)^2", "2", 0, id="equal, by another way"),
    pytest.param("sin(pi)", "0", 0, id="equal, as far as can be seen"),
    pytest.param("0.333", "1/3", 1e-3, id="a thousandth off, that is just allowed"),
    pytest.param("3.1415", "pi", 1e-3, id="an irrational number, rounded"),
    pytest.param("-2.001", "-2", 1e-3, id="negative numbers"),
    pytest.param("9.09e-13", "0.25^20", 1e-3, id="a tiny number"),
    pytest.param("1e-10", "0", 1e-3, id="nearly nothing where nothing is expected"),
    pytest.param("-1e-9", "0", 1e-3, id="the most that is nearly nothing"),
    pytest.param("10^400+1", "10^400", 1e-3, id="beyond all floats"),
]

NOT_NEAR = [
    pytest.param("2.0000000001", "2", 0, id="exactly means exactly"),
    pytest.param("0.332", "1/3", 1e-3, id="more than a thousandth off"),
    pytest.param("3.138", "pi", 1e-3, id="an irrational number, rounded too far"),
    pytest.param("2", "-2", 1e-3, id="the wrong sign"),
    pytest.param("0", "0.25^20", 1e-3, id="nothing for a tiny number"),
    pytest.param("-(0.25^20)", "0.25^20", 1e-3, id="a tiny number with the wrong sign"),
    pytest.param("1e-10", "0.25^20", 1e-3, id="another tiny number"),
    pytest.param("0", "tanh(100)-1", 1e-3, id="nothing for what is very near to it"),
    pytest.param("2e-9", "0", 1e-3, id="a little where nothing is expected"),
    pytest.param("1/0", "0", 1e-3, id="no number"),
    pytest.param("1", "1/0", 1e-3, id="no number expected"),
]


@pytest.mark.parametrize(("number", "expected", "tolerance"), NEAR)
def test_is_near(number: str, expected: str, tolerance: float) -> None:
    assert near(constant(number), constant(expected), tolerance)


@pytest.mark.parametrize(("number", "expected", "tolerance"), NOT_NEAR)
def test_is_not_near(number: str, expected: str, tolerance: float) -> None:
    assert not near(constant(number), constant(expected), tolerance)


ALIKE = [
    pytest.param("1, 2", "1, 2.001", True, id="near in each entry"),
    pytest.param("1, 2", "1, 2.1", False, id="one entry is off"),
    pytest.param("1, 2", "1; 2", False, id="a row and a column"),
    pytest.param("1, 2; 3", "1; 2, 3", False, id="rows cut elsewhere"),
    pytest.param("a=1, b=2", "a=1, b=2", True, id="the same labels"),
    pytest.param("a=1, b=2", "b=1, a=2", False, id="other labels"),
    pytest.param("a=1, b=2", "1, 2", False, id="labels on one side"),
]


@pytest.mark.parametrize(("a", "b", "are_alike"), ALIKE)
def test_answers_are_alike(a: str, b: str, are_alike: bool) -> None:  # noqa: FBT001  a column
    assert alike(parse_numbers(a), parse_numbers(b), 1e-3) is are_alike


def test_a_single_number_is_read_alone() -> None:
    assert parse_number("1/4").show() == "1/4"
    with pytest.raises(FormulaError, match="Write decimals with a point"):
        parse_number("1, 4")


LATEX = [
    pytest.param("1/2", r"\frac{1}{2}", id="a number"),
    pytest.param("0,5", r"\left(0,\; 5\right)", id="a row has brackets, so a decimal comma is seen"),
    pytest.param("1; 2", r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", id="a column"),
    pytest.param("1, -2; pi, 4", r"\begin{pmatrix} 1 & -2 \\ \pi & 4 \end{pmatrix}", id="a matrix"),
    pytest.param("1, 2; 3", r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", id="rows of different lengths"),
    pytest.param("a=2, b=-1", r"a = 2,\; b = -1", id="labels"),
    pytest.param(
        "alpha=1, w_1=2, big_step=3", r"\alpha = 1,\; w_{1} = 2,\; \mathrm{big\_step} = 3", id="longer labels"
    ),
    pytest.param(
        "piecewise(1 < 2: 5, 6); 7",
        r"\begin{pmatrix} \begin{cases} 5 & \text{if } 1 < 2 \\ 6 & \text{otherwise} \end{cases} \\ 7 \end{pmatrix}",
        id="cases in a column",
    ),
]


@pytest.mark.parametrize(("text", "latex"), LATEX)
def test_is_shown_as_latex_that_a_page_knows(text: str, latex: str) -> None:
    assert parse_numbers(text).latex() == latex
    assert blemishes(f"${latex}$") == ()


def test_numbers_without_labels_have_none() -> None:
    assert Numbers(rows=((constant("1"),),)).labels == ()
