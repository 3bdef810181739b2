import pytest

from grader.maths.interior import all_of, any_of, inside, outside
from grader.maths.reading import parse_condition
from grader.maths.show import show_condition
from grader.maths.tree import Condition

VARIABLES = ("x", "y", "a")


def _read(text: str) -> Condition:
    return parse_condition(text, VARIABLES)


def _shown(condition: Condition | None) -> str:
    return "nowhere" if condition is None else show_condition(condition)


SIDES = [
    pytest.param("x <= 0", "x < 0", "x > 0", id="a closed end opens"),
    pytest.param("0 > x", "x < 0", "x > 0", id="the variable comes first"),
    pytest.param("0 <= x < 1", "0 < x < 1", "x < 0 or x > 1", id="an interval"),
    pytest.param("x == 1", "nowhere", "x != 1", id="a point has no inside"),
    pytest.param("x != 1", "x != 1", "nowhere", id="all but a point"),
    pytest.param("a <= 0", "a <= 0", "a > 0", id="a condition on something else stays as it is"),
    pytest.param("x <= a", "x < a", "x > a", id="a bound with a name"),
    pytest.param("floor(x) <= 0", "floor(x) <= 0", "floor(x) > 0", id="stairs stay as they are"),
    pytest.param("not x > 2", "x < 2", "x > 2", id="not"),
    pytest.param("x > 0 and x > 1", "x > 1", "x < 0 or x < 1", id="the sharper bound counts"),
    pytest.param("x >= 0 or y >= 0", "x > 0 or y >= 0", "x < 0 and y < 0", id="or, seen along x"),
    pytest.param("x == 0 or x > 1", "x > 1", "x < 1 and x != 0", id="a point beside an interval"),
    pytest.param("x > 1 and x < 0", "nowhere", "x < 1 or x > 0", id="a contradiction"),
    pytest.param("x^2 <= 4 and x < 1", "x^2 < 4 and x < 1", "x^2 > 4 or x > 1", id="bounds on two things"),
]


@pytest.mark.parametrize(("text", "within", "beyond"), SIDES)
def test_opens_both_sides_of_a_condition(text: str, within: str, beyond: str) -> None:
    assert _shown(inside(_read(text), "x")) == within
    assert _shown(outside(_read(text), "x")) == beyond


JOINED = [
    pytest.param(["x > 0", "x < 1"], "0 < x < 1", id="an interval"),
    pytest.param(["x < -1 or x > 1", "x > 0"], "x > 1", id="an alternative that is ruled out"),
    pytest.param(["x < 1 or x > 2", "x > 0"], "0 < x < 1 or x > 2", id="all of two ways"),
    pytest.param(["x != 1.5", "x < 1"], "x < 1", id="a point that is outside anyway"),
    pytest.param(["x > y", "x > y", "y > x"], "x > y and y > x", id="what is not about numbers is only not repeated"),
    pytest.param(["x > 0", "x < 0"], "nowhere", id="a contradiction"),
]


@pytest.mark.parametrize(("texts", "expected"), JOINED)
def test_joins_bounds(texts: list[str], expected: str) -> None:
    assert _shown(all_of(map(_read, texts))) == expected


def test_nowhere_wins_among_all_and_loses_among_any() -> None:
    assert all_of([_read("x > 0"), None]) is None
    assert any_of([_read("x > 0"), None]) == _read("x > 0")
    assert any_of([None]) is None


def test_too_many_alternatives_are_left_as_they_are() -> None:
    ways = [f"x < {n} or y > {n}" for n in range(4)]
    assert _shown(all_of(map(_read, ways))) == " and ".join(f"({way})" for way in ways)
