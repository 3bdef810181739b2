from math import pi
from typing import Any

import pytest
from written import answer

TINY = "exp(-1000)"  # an irrational that no witness comes near
INSIDE = f"0<x<{TINY}"

HAS: list[Any] = [
    pytest.param("parity", "x^3-sin(x)", "odd", id="odd"),
    pytest.param("parity", "cos(x)*x^2", "even", id="even"),
    pytest.param("parity", "3", "even", id="a constant is even"),
    pytest.param("parity", "0*x", "even", id="also 0"),
    pytest.param("parity", "x*sigmoid(x)", "neither", id="silu"),
    pytest.param("parity", "sqrt(x)", "neither", id="half a line"),
    pytest.param("parity", "1/x", "odd", id="a hole in the middle"),
    pytest.param("parity", "log(abs(x))", "even", id="an even domain"),
    pytest.param("parity", "floor(x)", "neither", id="a staircase"),
    pytest.param("parity", "tan(x)", "odd", id="poles without end"),
    pytest.param("parity", "sign(x)", "odd", id="a jump"),
    pytest.param("parity", "step(x)-1/2", "neither", id="a jump with an end out of line"),
    pytest.param("parity", "abs(x^2-cos(x))", "even", id="corners where no name is"),
    pytest.param("parity", "abs(x^3-2*x)", "even", id="corners at roots"),
    pytest.param("parity", "max(x, 1)+min(x, -1)", "odd", id="corners of different trees"),
    pytest.param("parity", "piecewise(x==1: 5, x)", "neither", id="a single point"),
    pytest.param("parity", "piecewise(x==1: 5, x==-1: 5, x^2)", "even", id="two points"),
    pytest.param("homogeneous", "max(0, x)", True, id="relu scales"),
    pytest.param("homogeneous", "2*x-abs(x)/3", True, id="two lines"),
    pytest.param("homogeneous", "x+1", False, id="a line beside 0"),
    pytest.param("homogeneous", "x^2", False, id="a parabola"),
    pytest.param("homogeneous", "piecewise(x>0: x)", True, id="half a line"),
    pytest.param("homogeneous", "piecewise(x<1: x)", False, id="a line that ends"),
    pytest.param("homogeneous", "piecewise(x==0: 1, x)", False, id="another value at 0"),
    pytest.param("homogeneous", "max(x, 2*x-x, -x)", True, id="a line in disguise"),
    pytest.param("homogeneous", "x^2/x", True, id="a line with a hole at 0"),
    pytest.param("idempotent", "max(0, x)", True, id="relu twice is relu"),
    pytest.param("idempotent", "abs(x)", True, id="a modulus"),
    pytest.param("idempotent", "sign(x)", True, id="a sign"),
    pytest.param("idempotent", "floor(x)", True, id="a staircase"),
    pytest.param("idempotent", "hardtanh(x)", True, id="hardtanh"),
    pytest.param("idempotent", "x", True, id="x"),
    pytest.param("idempotent", "3", True, id="a constant"),
    pytest.param("idempotent", "pi", True, id="an irrational one"),
    pytest.param("idempotent", "relu6(x)", True, id="relu6"),
    pytest.param("idempotent", "tanh(x)", False, id="tanh changes again"),
    pytest.param("idempotent", "x^2", False, id="a parabola does"),
    pytest.param("idempotent", "-x", False, id="so does a mirror image"),
    pytest.param("idempotent", "step(x)", True, id="a step"),
    pytest.param("idempotent", "log(x)", False, id="what leaves its domain"),
    pytest.param("idempotent", "max(x, pi)", True, id="a border that is irrational"),
    pytest.param("idempotent", "min(max(x, sqrt(2)), 2)", True, id="between two borders"),
    pytest.param("idempotent", "piecewise(x>0: x, 1+x^2/(1+x^2))", True, id="values that are left alone"),
    pytest.param("idempotent", "piecewise(x>0: x, 1+(x+1)^2/(2+(x+1)^2))", True, id="also those where it turns"),
    pytest.param("idempotent", "piecewise(x>0: x, -sqrt(2))", True, id="an irrational value beside x"),
    pytest.param("periodic", "sin(x)", 2 * pi, id="a sine"),
    pytest.param("periodic", "x-floor(x)", 1.0, id="a saw"),
    pytest.param("periodic", "tanh(x)", False, id="tanh settles"),
    pytest.param("periodic", "x+sin(x)", False, id="a line with waves rises"),
    pytest.param("periodic", "x*sin(x)", False, id="a wave that grows"),
    pytest.param("periodic", "sin(x)+abs(x)/(1+x^2)", False, id="what happens once"),
    pytest.param("periodic", "3", None, id="a constant has no smallest period"),
    pytest.param("periodic", "log(x)", False, id="half a line"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), HAS)
def test_whether_a_function_is_its_own_image(name: str, text: str, expected: Any) -> None:
    found = answer(text, name)
    assert found.status == ("refuted" if expected is False or expected == "neither" else "proved")
    assert found.value == (pytest.approx(expected) if isinstance(expected, float) else expected)


NOT_TOLD = [
    pytest.param("parity", f"abs(x-{TINY})", id="a corner next to 0"),
    pytest.param("parity", f"piecewise({INSIDE}: log(-1), -{TINY}<x<0: x, x)", id="values missing next to 0"),
    pytest.param("parity", f"piecewise({INSIDE}: x+1, -{TINY}<x<0: x, x)", id="other values next to 0"),
    pytest.param("parity", "abs(x-cos(x))+abs(x+cos(x))", id="corners of different trees where no name is"),
    pytest.param("parity", "abs(x^2*exp(x)-cos(x)*exp(x))*exp(-x)", id="corners of a tree that has no parity"),
    pytest.param("homogeneous", "x*(1+exp(-1000-x^2))", id="a line but for next to nothing"),
    pytest.param("homogeneous", f"x*(x-{TINY})/(x-{TINY})", id="a line with a hole next to 0"),
    pytest.param("homogeneous", f"piecewise(x>={TINY}: x)", id="half a line that begins next to 0"),
    pytest.param("idempotent", "piecewise(x==6: sign(sqrt(3+2*sqrt(2))-1-sqrt(2)), 6)", id="a value that can't be told"),
    pytest.param("idempotent", "x*(1+exp(-1000-x^2))", id="x but for next to nothing"),
    pytest.param("idempotent", "max(x, sqrt(3+2*sqrt(2)))+0*max(x, 1+sqrt(2))", id="borders that may be equal"),
    pytest.param("periodic", "sin(x)+sin(sqrt(2)*x)", id="waves without a common period"),
    pytest.param("periodic", "sin(x^2)", id="waves ever shorter"),
    pytest.param("periodic", "sqrt(-x^2)", id="a single value"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), NOT_TOLD)
def test_what_can_not_be_told_is_undecided(name: str, text: str) -> None:
    assert answer(text, name).status == "undecided"
