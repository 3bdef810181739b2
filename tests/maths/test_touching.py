from fractions import Fraction

import pytest

from grader.maths import floats
from grader.maths.landmarks import GRID
from grader.maths.reading import parse
from grader.maths.touching import touches, turns

TOUCHES = [
    pytest.param("(x-1/3)^2", [(1 / 3, True)], id="a fraction is exact"),
    pytest.param("-(x-1/3)^2", [(1 / 3, True)], id="from below too"),
    pytest.param("x^2-2*sqrt(3)*x+3", [(3**0.5, False)], id="an irrational point"),
    pytest.param("x^2-2", [], id="a crossing is none"),
    pytest.param("(x-1/3)^2+10^-12", [], id="nor is what stays above"),
    pytest.param("exp(x)", [], id="nor what underflows"),
    pytest.param("exp(10^12*(x-pi)^2-10^12)", [], id="nor what does at one point"),
]


@pytest.mark.parametrize(("text", "expected"), TOUCHES)
def test_finds_where_0_is_touched(text: str, expected: list[tuple[float, bool]]) -> None:
    node = parse(text).expanded
    found = [(float(touch.at), touch.exact) for touch in touches(node, "x", GRID, floats.evaluate(node, {"x": GRID}))]
    assert found == expected


TURNS = [
    pytest.param("exp(-(x-1/3)^2)", Fraction(1, 3), id="a top"),
    pytest.param("(x-2/7)^2-5", Fraction(2, 7), id="a bottom below 0"),
    pytest.param("5-(x-2/7)^2", Fraction(2, 7), id="a top above 0"),
]


@pytest.mark.parametrize(("text", "at"), TURNS)
def test_finds_where_an_expression_turns(text: str, at: Fraction) -> None:
    assert at in set(turns(parse(text).expanded, "x", GRID))
