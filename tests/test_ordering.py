from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerError
from grader.ordering import latex_order, order_of, read_order, show_order

NAMES = ("A", "B", "C")

READ = [
    pytest.param("A = B < C", "A = B < C", id="spaces"),
    pytest.param("A=B<C", "A = B < C", id="no spaces"),
    pytest.param("C > A = B", "A = B < C", id="falling"),
    pytest.param("B = A < C", "A = B < C", id="what ties stands in any order"),
    pytest.param("a = b < c", "A = B < C", id="small letters"),
    pytest.param("A == B < C", "A = B < C", id="as in a program"),
    pytest.param("A ≈ B < C", "A = B < C", id="about equal"),
    pytest.param("$A = B < C$", "A = B < C", id="dollars"),
    pytest.param(r"\(\mathrm{A} \approx B\, \lt C\)", "A = B < C", id="LaTeX"),
    pytest.param("C<B<A", "C < B < A", id="no ties"),
    pytest.param("A=B=C", "A = B = C", id="all tie"),
]

REFUSED = [
    pytest.param("", "There is nothing here yet; write A, B, C with < or = between them, the least first.", 0, id="nothing"),
    pytest.param("$ $", "There is nothing here yet", 0, id="dollars alone"),
    pytest.param("A ≤ B < C", "Decide for < or =: one of them will be seen.", 2, id="at most"),
    pytest.param("A <= B < C", "Decide for < or =", 2, id="at most, in two signs"),
    pytest.param(r"A < B \geq C", "Decide for < or =", 6, id="at least, in LaTeX"),
    pytest.param("A < B > C", "Let all signs point the same way.", 6, id="to and fro"),
    pytest.param("A < B", "C is missing.", 5, id="a name is missing"),
    pytest.param("A ", "B and C are missing.", 1, id="two are"),
    pytest.param("A < B < C < A", "A stands there twice.", 12, id="a name twice"),
    pytest.param("A < B < D", "“D” is none of the runs; there are A, B, C.", 8, id="a name there is not"),
    pytest.param("A B < C", "Here < or = should stand.", 2, id="no sign between"),
    pytest.param("A, B < C", "Here < or = should stand.", 1, id="a comma between"),
    pytest.param(r"A \to B < C", "Here < or = should stand.", 2, id="an arrow"),
    pytest.param("A < B < C <", "Behind the last sign a name is missing.", 11, id="a sign at the end"),
    pytest.param("< A < B < C", "Here a name should stand.", 0, id="a sign at the beginning"),
    pytest.param("A < 2 < C", "Here a name should stand.", 4, id="a number"),
    pytest.param("A < B " * 100, "An order may have up to 400 characters", 400, id="too long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "understood"), READ)
def test_reads(text: str, understood: str) -> None:
    assert show_order(read_order(text, NAMES)) == understood


@pytest.mark.parametrize(("text", "message", "at"), REFUSED)
def test_refuses_with_the_place(text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        read_order(text, NAMES)
    assert message in caught.value.message
    assert caught.value.at == at


def test_names_that_differ_in_case_alone_are_told_apart() -> None:
    assert show_order(read_order("b < B", ("B", "b"))) == "b < B"


ORDERS = [
    pytest.param({"A": 0.668, "B": 0.671, "C": 0.98}, 0.03, "A = B < C", id="a tie"),
    pytest.param({"A": 0.668, "B": 0.671, "C": 0.98}, 0, "A < B < C", id="no room for a tie"),
    pytest.param({"A": 3, "B": 2, "C": 1}, 0, "C < B < A", id="falling"),
    pytest.param({"A": 1, "B": 1, "C": 1}, 0, "A = B = C", id="all the same"),
    pytest.param({"A": 0, "B": 0.5, "C": 1}, 0.5, "A = B = C", id="a tie by way of another"),
    pytest.param({"A": inf, "B": -inf, "C": -inf}, 0, "B = C < A", id="infinite"),
    pytest.param({"A": 0, "B": nan, "C": 1}, 0, "B < A < C", id="nan comes first"),
    pytest.param({}, 0, "", id="nothing"),
]


@pytest.mark.parametrize(("values", "tie", "order"), ORDERS)
def test_numbers_have_an_order(values: dict[str, float], tie: float, order: str) -> None:
    assert show_order(order_of(values, tie)) == order


@given(st.permutations(NAMES), st.lists(st.sampled_from("<="), min_size=2, max_size=2))
def test_what_is_shown_is_read_as_itself(names: list[str], signs: list[str]) -> None:
    order = read_order(f"{names[0]}{signs[0]}{names[1]}{signs[1]}{names[2]}", NAMES)
    assert read_order(show_order(order), NAMES) == read_order(latex_order(order), NAMES) == order
