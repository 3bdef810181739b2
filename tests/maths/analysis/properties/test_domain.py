from fractions import Fraction
from typing import Any

import pytest
from written import answer

NOWHERE = "1/(sin(x+1)^2+cos(x+1)^2-1)"  # has no value, though no ball can tell

HAS: list[Any] = [
    pytest.param("defined", "x/(1+x^2)", True, id="a quotient by what is positive is defined"),
    pytest.param("defined", "sqrt(x)", False, id="a root is not"),
    pytest.param("defined", "x/x", False, id="nor is x/x"),
    pytest.param("defined", "0*log(abs(x-cos(x)))", False, id="nor what has a hole where no name is"),
    pytest.param("defined", "piecewise(x<17: 1, x>17: 2)", False, id="nor pieces that leave out a point"),
    pytest.param("defined", "tan(x)", False, id="nor a tangent"),
    pytest.param("continuous", "abs(x)", True, id="a corner is continuous"),
    pytest.param("continuous", "sign(x)", False, id="a jump is not"),
    pytest.param("continuous", "1/x", False, id="nor is a pole"),
    pytest.param("continuous", "sign(x-cos(x))", False, id="nor is a jump where no name is"),
    pytest.param("continuous", "piecewise(x==17: 5, tanh(x))", False, id="nor is a single point"),
    pytest.param("smoothness", "tanh(x)", "C^inf", id="tanh is smooth without end"),
    pytest.param("smoothness", "abs(x)", "C^0", id="a corner is of order 0"),
    pytest.param("smoothness", "x*abs(x)+abs(x-1)^3", "C^1", id="the least order counts"),
    pytest.param("smoothness", "abs(x-1)^3+abs(x)^5", "C^2", id="in any order"),
    pytest.param("smoothness", "x/x", "C^-1", id="a hole is of order −1"),
    pytest.param("smoothness", "piecewise(x<=0: 0, exp(-1/x))", "C^inf", id="a flat join is smooth without end"),
    pytest.param("kinks", "abs(x)+abs(x-1)", [0.0, 1.0], id="corners"),
    pytest.param("kinks", "x*abs(x)", [], id="a join that is smooth is none"),
    pytest.param("kinks", "cbrt(x)", [0.0], id="a vertical tangent is one"),
    pytest.param("kinks", "sqrt(x)", [0.0], id="also at the end of a domain"),
    pytest.param("kinks", "piecewise(x>=0: x)", [], id="the end of a domain is none"),
    pytest.param("kinks", "sign(x)", [], id="a jump is none"),
    pytest.param("kinks", "abs(sin(x))", "infinitely many", id="corners without end"),
    pytest.param("kinks", "max(x, cos(x))", [0.739085133215], id="a corner where no name is"),
    pytest.param("jumps", "sign(x)+floor(tanh(x-1))", [0.0, 1.0], id="jumps"),
    pytest.param("jumps", "1/x", [0.0], id="a pole is one"),
    pytest.param("jumps", "x/x", [], id="a hole is none"),
    pytest.param("jumps", "sqrt(x)/sqrt(x)", [], id="the end of a domain is none"),
    pytest.param("jumps", "floor(x)", "infinitely many", id="jumps without end"),
    pytest.param("jumps", "piecewise(x==1: 5, x)", [1.0], id="a single point is one"),
    pytest.param("jumps", "tanh(x)", [], id="none"),
]


@pytest.mark.parametrize(("name", "text", "expected"), HAS)
def test_where_there_are_values_and_how_they_join(name: str, text: str, expected: Any) -> None:
    found = answer(text, name)
    assert found.value == expected
    assert found.status == ("refuted" if expected is False else "proved")


@pytest.mark.parametrize("text", ["0*log(abs(x-cos(x)))", "1/(x-cos(x))"])
def test_a_point_where_no_name_is_is_shown_by_one_next_to_it(text: str) -> None:
    (witness,) = answer(text, "defined").witnesses
    assert witness.kind == "no value near"
    assert float(witness.x[0]) == pytest.approx(0.7390851332151607)


def test_a_jump_shows_the_value_there() -> None:
    (witness,) = answer("piecewise(x==17: 5, tanh(x))", "continuous").witnesses
    assert (witness.kind, witness.x, witness.y) == ("jump", (Fraction(17),), (5.0,))
    (witness,) = answer("sign(x-cos(x))", "continuous").witnesses
    assert (witness.kind, witness.y) == ("jump near", (0.0,))


UNSEEN = [
    pytest.param("defined", NOWHERE, id="nowhere at all"),
    pytest.param("smoothness", NOWHERE, id="so it is not smooth"),
    pytest.param("defined", f"piecewise(x>0: {NOWHERE}, x)", id="on one side"),
    pytest.param("continuous", f"piecewise(x>0: {NOWHERE}, x)", id="so it is not continuous"),
]


@pytest.mark.parametrize(("name", "text"), UNSEEN)
def test_what_has_no_values_on_a_stretch_is_not_called_defined(name: str, text: str) -> None:
    found = answer(text, name)
    assert found.status == "undecided" or found.value in (False, "C^-1")


UNKNOWN = [
    pytest.param("kinks", "piecewise(x==0: 0, x^2*sin(1/x))", id="slopes that swing"),
    pytest.param("smoothness", "abs(x)^pi", id="an irrational order"),
    pytest.param("jumps", "piecewise(x<0: sqrt(3+2*sqrt(2)), 1+sqrt(2))", id="limits that may be equal"),
]


@pytest.mark.parametrize(("name", "text"), UNKNOWN)
def test_what_can_not_be_told_is_undecided(name: str, text: str) -> None:
    assert answer(text, name).status == "undecided"
