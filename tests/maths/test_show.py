from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import FormulaError
from grader.maths.reading import parse
from grader.maths.show import literal, show
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
)

VARIABLES = ("x", "y")
X = Variable("x")
TWO = Number(Fraction(2))

TEXTS = [
    pytest.param("x*sigmoid(x)", id="a product has no spaces"),
    pytest.param("x + y - 2", id="a sum has spaces"),
    pytest.param("x - (y - 2)", id="brackets right of minus stay"),
    pytest.param("x + (y + 2)", id="even brackets that change no value stay"),
    pytest.param("x*(y*2)", id="brackets in a product stay"),
    pytest.param("x/(y*2)", id="a product below a fraction line"),
    pytest.param("x/y*2", id="division goes from left to right"),
    pytest.param("-x^2", id="minus a square"),
    pytest.param("(-x)^2", id="the square of minus x"),
    pytest.param("-x*y", id="the minus belongs to the first factor"),
    pytest.param("-(x*y)", id="minus a product"),
    pytest.param("x*-y", id="the second factor has a minus"),
    pytest.param("x - -y", id="minus minus y"),
    pytest.param("--x", id="minus twice"),
    pytest.param("2^-x", id="a negative exponent"),
    pytest.param("2^3^4", id="powers go from right to left"),
    pytest.param("(2^3)^4", id="the power of a power"),
    pytest.param("x^(y/2)", id="a fraction as exponent"),
    pytest.param("9^9^9", id="nothing is folded"),
    pytest.param("e^x + pi", id="constants by name"),
    pytest.param("max(0, x, y)", id="arguments have a space after the comma"),
    pytest.param("leaky_relu(x, 0.2)", id="a named activation keeps its name"),
    pytest.param("piecewise(x < 0: 0, x == 17.3: 5, x)", id="pieces and the rest"),
    pytest.param("piecewise(0 < x <= 1: x)", id="a chain, and no value elsewhere"),
    pytest.param("piecewise(x < 0 and y < 0 or x != y: 1, 0)", id="and binds tighter than or"),
    pytest.param("piecewise(x < 0 and (y < 0 or x > 1): 1, 0)", id="or inside and"),
    pytest.param("piecewise(not (x < 0 and y >= 0): 1, 0)", id="not always has brackets"),
    pytest.param("piecewise(x < 0 and (x > 1 and y > 1): 1, 0)", id="and inside and stays inside"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_our_own_hand_comes_back_as_it_was(text: str) -> None:
    assert show(parse(text, VARIABLES).tree) == text


NUMBERS = [
    pytest.param(Fraction(0), "0", id="zero"),
    pytest.param(Fraction(1, 10), "0.1", id="one tenth"),
    pytest.param(Fraction(1200), "1200", id="zeros at the end"),
    pytest.param(Fraction(44715, 10**6), "0.044715", id="short enough to stay plain"),
    pytest.param(Fraction(1, 10**12), "1e-12", id="small"),
    pytest.param(Fraction(10**40), "1e40", id="large"),
    pytest.param(Fraction(15, 10**13), "1.5e-12", id="small, of two digits"),
    pytest.param(
        Fraction("1.0507009873554804934193349852946"), "1.0507009873554804934193349852946", id="every digit is kept"
    ),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_numbers_are_exact(value: Fraction, text: str) -> None:
    assert literal(value) == text
    assert parse(text).tree == Number(value)


UNWRITABLE = [
    pytest.param(Operation("^", Number(Fraction(-2)), X), "(-2)^x", id="a negative number"),
    pytest.param(Operation("/", X, Number(Fraction(1, 3))), "x/(1/3)", id="a third"),
]


@pytest.mark.parametrize(("node", "text"), UNWRITABLE)
def test_numbers_that_no_literal_can_say_become_operations(node: Node, text: str) -> None:
    assert show(node) == text


def _conditions(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Condition]:
    relations = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    chain = st.integers(1, 2).flatmap(
        lambda n: st.builds(Comparison, st.tuples(*[nodes] * (n + 1)), st.tuples(*[relations] * n))
    )
    return st.recursive(
        chain,
        lambda inner: (
            st.builds(Logic, st.just("not"), st.tuples(inner))
            | st.builds(Logic, st.sampled_from(["and", "or"]), st.tuples(inner, inner))
        ),
        max_leaves=4,
    )


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return (
        st.builds(Negative, nodes)
        | st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "^"]), nodes, nodes)
        | st.builds(Call, st.sampled_from(["sin", "relu", "exp", "abs"]), st.tuples(nodes))
        | st.builds(Call, st.just("max"), st.tuples(nodes, nodes))
        | st.builds(Piecewise, st.tuples(st.tuples(_conditions(nodes), nodes)), st.none() | nodes)
    )


LITERALS = st.builds(
    lambda digits, power: Number(digits * Fraction(10) ** power), st.integers(0, 999), st.integers(-9, 9)
)
LEAVES = LITERALS | st.sampled_from([X, Variable("y"), Constant("pi"), Constant("e")])
TREES = st.recursive(LEAVES, _larger, max_leaves=10)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_what_is_shown_reads_back_as_the_same_tree(tree: Node) -> None:
    assert parse(show(tree), VARIABLES).tree == tree


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_no_bracket_can_be_left_out(tree: Node) -> None:
    text = show(tree)
    for shorter in _without_one_pair(text):
        assert _read(shorter) != tree, shorter


def _without_one_pair(text: str) -> list[str]:
    """The text with one pair of brackets blanked that holds neither arguments nor what “not” denies."""
    found, opened = list[str](), list[int]()
    for i, sign in enumerate(text):
        if sign == "(":
            opened.append(i)
        elif sign == ")":
            start = opened.pop()
            if not text[:start].endswith("not ") and not text[start - 1 : start].isalpha():
                found.append(f"{text[:start]} {text[start + 1 : i]} {text[i + 1 :]}")
    return found


def _read(text: str) -> Node | None:
    try:
        return parse(text, VARIABLES).tree
    except FormulaError:
        return None
