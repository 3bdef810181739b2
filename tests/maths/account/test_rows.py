"""A profile as rows: each property once, with how it is known."""

import pytest

from grader.maths.account.rows import Row, groups
from grader.maths.analysis import profile
from grader.maths.analysis.questions import QUESTIONS


def rows(text: str) -> dict[str, Row]:
    return {row.name: row for group in groups(profile(text)) for row in group.rows}


def test_each_property_has_its_row() -> None:
    names = [row.name for group in groups(profile("relu(x)")) for row in group.rows]
    assert sorted(names) == sorted(QUESTIONS)


@pytest.mark.parametrize(
    ("text", "name", "mark", "value", "how"),
    [
        pytest.param("relu(x)", "smoothness", "✓", "C^0: continuous, the slope is not", "proved", id="proved"),
        pytest.param("relu(x)", "kinks", "✓", "at 0", "proved", id="a kink"),
        pytest.param("log(x)", "zero_at_origin", "✗", "no", "no value at x = 0", id="refuted"),
        pytest.param("1/x", "parity", "✓", "odd", "proved", id="a word"),
    ],
)
def test_a_row(text: str, name: str, mark: str, value: str, how: str) -> None:
    row = rows(text)[name]
    assert (row.mark, row.value, row.how) == (mark, value, how)


def test_what_refutes_both_ways_is_told_both() -> None:
    row = rows("x*sigmoid(x)")["monotone"]
    assert (row.value, row.status) == ("rises and falls", "refuted")
    assert "rises from x = " in row.how
    assert "; falls from x = " in row.how
    assert len(row.witnesses) == 2


def test_what_refutes_two_things_is_told_once() -> None:
    assert rows("log(x)")["parity"].how.count("but none at") == 1


def test_the_undecided_says_why() -> None:
    row = rows("sqrt(-1-x^2)")["range"]
    assert (row.mark, row.value) == ("?", "not known")
    assert row.how.startswith("undecided: ")
