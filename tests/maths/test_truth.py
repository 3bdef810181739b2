from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import FormulaError
from grader.maths.formula import Formula
from grader.maths.reading import parse, parse_condition
from grader.maths.truth import holds

VANISHING = "sin(1)^2+cos(1)^2-1"  # 0, which no precision can tell from what is nearly 0


def numbers(**written: str) -> Mapping[str, Formula]:
    return {name: parse(text, variables=()) for name, text in written.items()}


HOLDS = [
    pytest.param("x == 1/3", {"x": "1/3"}, id="equal fractions"),
    pytest.param("x == 0.3", {"x": "0.1+0.2"}, id="decimals are exact"),
    pytest.param("x^2 == y^2 and x != y", {"x": "-2", "y": "2"}, id="both clauses"),
    pytest.param("0 < x < y", {"x": "1e-300", "y": "2e-300"}, id="a chain of tiny numbers"),
    pytest.param("x < y", {"x": "355/113 - 1e-6", "y": "pi"}, id="a rational and an irrational number"),
    pytest.param("relu(x) == 0", {"x": "-1"}, id="a named activation in the condition"),
    pytest.param("x > 1/4", {"x": "sigmoid(0)"}, id="a named activation as the number"),
    pytest.param("not x == y", {"x": "1", "y": "2"}, id="not"),
    pytest.param("x < 0 or x > 1", {"x": "2"}, id="one of two"),
    pytest.param("1 < 2", {}, id="a condition about no number"),
]

DOES_NOT_HOLD = [
    pytest.param("x != y", {"x": "1/2", "y": "0.5"}, id="equal after all"),
    pytest.param("x^2 == y^2 and x != y", {"x": "2", "y": "2"}, id="one clause fails"),
    pytest.param("0 < x < 1", {"x": "1"}, id="the end of a chain"),
    pytest.param("x == pi", {"x": "3.14159265358979"}, id="many digits are not all"),
    pytest.param("1/x > 0", {"x": "0"}, id="an operand without a value"),
    pytest.param("not 1/x > 0", {"x": "0"}, id="nor does its opposite hold"),
    pytest.param("sqrt(x) != 5", {"x": "-1"}, id="even an unequal needs values"),
]

UNTOLD = [
    pytest.param("x == 0", {"x": VANISHING}, id="what can't be told from 0"),
    pytest.param("x > 0", {"x": VANISHING}, id="nor from a little more"),
    pytest.param("x > 0", {"x": "9^9^9^9"}, id="too large to work out"),
]


@pytest.mark.parametrize(("condition", "written"), HOLDS)
def test_holds(condition: str, written: dict[str, str]) -> None:
    assert holds(condition, numbers(**written)) is True


@pytest.mark.parametrize(("condition", "written"), DOES_NOT_HOLD)
def test_does_not_hold(condition: str, written: dict[str, str]) -> None:
    assert holds(condition, numbers(**written)) is False


@pytest.mark.parametrize(("condition", "written"), UNTOLD)
def test_cannot_be_told(condition: str, written: dict[str, str]) -> None:
    assert holds(condition, numbers(**written)) is None


def test_takes_a_condition_that_was_read_before() -> None:
    assert holds(parse_condition("a < b", ("a", "b")), numbers(a="1", b="2")) is True


UNREADABLE = [
    pytest.param("x", "This is a formula", id="a formula"),
    pytest.param("y > 0", "“y” is not a name I know", id="a letter that has no number"),
    pytest.param("", "There is nothing here yet", id="nothing"),
]


@pytest.mark.parametrize(("condition", "message"), UNREADABLE)
def test_refuses(condition: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        holds(condition, numbers(x="1"))


RATIONALS = st.fractions(-5, 5, max_denominator=7)


@given(RATIONALS, RATIONALS, st.sampled_from(["<", "<=", "==", "!=", ">", ">="]))
def test_rationals_are_ordered_as_they_are(a: object, b: object, relation: str) -> None:
    expected = {"<": a < b, "<=": a <= b, "==": a == b, "!=": a != b, ">": a > b, ">=": a >= b}[relation]  # type: ignore[operator]
    assert holds(f"a {relation} b", numbers(a=str(a), b=str(b))) is expected
