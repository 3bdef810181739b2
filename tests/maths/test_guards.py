import pytest

from grader.maths.guards import gathered
from grader.maths.reading import parse
from grader.maths.show import show

GATHERED = [
    pytest.param("x + piecewise(x>0: 1/x)", "piecewise(x > 0: x + 1/x)", id="out of a sum"),
    pytest.param("exp(-piecewise(x>0: 1/x))", "piecewise(x > 0: exp(-1/x))", id="out of a function"),
    pytest.param("piecewise(x>0: x)*piecewise(x<1: x)", "piecewise(0 < x < 1: x^2)", id="two become one"),
    pytest.param("log(x) + piecewise(x>0: 1/x)", "log(x) + 1/x", id="said by a logarithm"),
    pytest.param("log(x) + x*piecewise(x>0: 1/x)", "log(x) + 1", id="x/x is 1 beside a logarithm"),
    pytest.param("piecewise(x>0: 0/x)", "piecewise(x > 0: 0)", id="0/x is 0 where x > 0"),
    pytest.param("piecewise(x>0: 1)*piecewise(x<0: 1)", "piecewise(0 != 0: 0)", id="nowhere at all"),
    pytest.param("piecewise(x>=0: piecewise(x<5: x))", "piecewise(x < 5 and x >= 0: x)", id="nested"),
    pytest.param("1*x", "x", id="and everything is tidied"),
]


@pytest.mark.parametrize(("text", "expected"), GATHERED)
def test_gathers_conditions(text: str, expected: str) -> None:
    assert show(gathered(parse(text).tree)) == expected


KEPT = [
    pytest.param("x + piecewise(x > 0: 1, 2)", id="a piecewise with a rest"),
    pytest.param("x + piecewise(x > 0: 1, x < 0: 2)", id="a piecewise of two pieces"),
    pytest.param("piecewise(x > 1: log(x), x/x)", id="a logarithm in one piece says nothing of another"),
    pytest.param("x/x", id="x/x alone"),
]


@pytest.mark.parametrize("text", KEPT)
def test_leaves_alone(text: str) -> None:
    assert show(gathered(parse(text).tree)) == text
