from typing import Any

import pytest
from written import answer

HAS: list[Any] = [
    pytest.param("zero_at_origin", "sin(x)", True, id="a sine is 0 at 0"),
    pytest.param("zero_at_origin", "exp(x)-1", True, id="by exact arithmetic"),
    pytest.param("zero_at_origin", "sqrt(2)*sqrt(2)-2+x", True, id="also of irrationals"),
    pytest.param("zero_at_origin", "cos(x)", False, id="a cosine is not"),
    pytest.param("zero_at_origin", "sin(x)/x", False, id="nor what has no value there"),
    pytest.param("zero_at_origin", "piecewise(x==0: 0, cos(x))", True, id="a single point counts"),
    pytest.param("derivative_at_0", "sin(x)", 1.0, id="the slope of a sine"),
    pytest.param("derivative_at_0", "x*abs(x)", 0.0, id="of two parabolas"),
    pytest.param("derivative_at_0", "max(0, x)", None, id="none at a corner"),
    pytest.param("derivative_at_0", "cbrt(x)", "inf", id="infinite where the graph is vertical"),
    pytest.param("derivative_at_0", "-cbrt(x)", "-inf", id="also downwards"),
    pytest.param("derivative_at_0", "sign(x)", None, id="none at a jump"),
    pytest.param("derivative_at_0", "sqrt(abs(x))", None, id="none at a cusp"),
    pytest.param("derivative_at_0", "1/x", None, id="none without a value"),
    pytest.param("derivative_at_0", "sqrt(x)", None, id="none where values are on one side alone"),
    pytest.param("derivative_at_0", "sqrt(-x^2)", None, id="none where there is nothing beside"),
    pytest.param("derivative_at_0", "piecewise(x==0: 5, x)", None, id="none at a single point"),
    pytest.param("derivative_at_0", "piecewise(x==0: 1, sin(x)/x)", 0.0, id="where a hole is filled"),
    pytest.param("derivative_at_0", "piecewise(x==0: 0, x^2*sin(1/x))", 0.0, id="where slopes swing beside it"),
    pytest.param("derivative_at_0", "piecewise(x==0: 0, x^3*log(abs(x)))", 0.0, id="beside a logarithm"),
    pytest.param("derivative_at_0", "piecewise(x==0: 0, x*log(abs(x)))", "-inf", id="infinite beside a logarithm"),
    pytest.param("derivative_at_0", "gelu(x)", 0.5, id="of gelu"),
    pytest.param("derivative_at_0", "tan(x)", 1.0, id="of a tangent"),
]


@pytest.mark.parametrize(("name", "text", "expected"), HAS)
def test_what_a_function_is_and_does_at_0(name: str, text: str, expected: Any) -> None:
    found = answer(text, name)
    assert found.value == expected
    assert found.status == ("refuted" if expected is False else "proved")


NOT_TOLD = [
    pytest.param("zero_at_origin", "sqrt(3+2*sqrt(2))-1-sqrt(2)+x", id="a value that may be 0"),
    pytest.param("derivative_at_0", "piecewise(x==0: 0, x*sin(1/x))", id="quotients that swing"),
    pytest.param("derivative_at_0", "piecewise(x<0: x*sin(1/x), x>0: 1, 0)", id="quotients that swing beside a jump"),
]


@pytest.mark.parametrize(("name", "text"), NOT_TOLD)
def test_what_can_not_be_told_is_undecided(name: str, text: str) -> None:
    assert answer(text, name).status == "undecided"
