from typing import Any

import pytest
from written import answer

NEARLY = "x-2*exp(-1000*(x-1)^2)+sin(x^2)/10^9"  # falls between 1/2 and 1 alone, and waves without end far out
WAVING = "x+sin(x^2)/10^9"

HAS: list[Any] = [
    pytest.param("monotone", "tanh(x)", "increasing", id="tanh rises"),
    pytest.param("monotone", "x^3", "increasing", id="a cubic rises, though it is level at 0"),
    pytest.param("monotone", "-exp(x)", "decreasing", id="−exp falls"),
    pytest.param("monotone", "max(0, x)", "nondecreasing", id="relu does not fall"),
    pytest.param("monotone", "min(0, -x)", "nonincreasing", id="its mirror image does not rise"),
    pytest.param("monotone", "floor(x)", "nondecreasing", id="a staircase does not fall"),
    pytest.param("monotone", "x+floor(x)", "increasing", id="a staircase on a slope rises"),
    pytest.param("monotone", "x-floor(x)", "no", id="a saw does both"),
    pytest.param("monotone", "x*sigmoid(x)", "no", id="silu does both"),
    pytest.param("monotone", "x+sin(x)", "increasing", id="a line with waves rises"),
    pytest.param("monotone", "1/x", "no", id="a hyperbola falls, and jumps up"),
    pytest.param("monotone", "-1/x", "no", id="its mirror image rises, and jumps down"),
    pytest.param("monotone", "piecewise(x<0: 1/x)", "decreasing", id="half of it falls"),
    pytest.param("monotone", "3", "constant", id="a constant"),
    pytest.param("monotone", "x/x", "constant", id="a constant with a hole"),
    pytest.param("monotone", "sign(x)", "nondecreasing", id="a jump up"),
    pytest.param("monotone", "piecewise(x<0: x, x>1: x-5)", "no", id="a jump down over a gap"),
    pytest.param("monotone", "log(x)", "increasing", id="a logarithm"),
    pytest.param("monotone", NEARLY, "no", id="what falls between plain numbers alone"),
    pytest.param("affine", "2*x+1", True, id="a line"),
    pytest.param("affine", "(x^2-1)/(x-1)", True, id="a line with a hole"),
    pytest.param("affine", "piecewise(x<=0: pi*x, x>=1: pi*x)", True, id="a line with a gap"),
    pytest.param("affine", "max(x, 2*x-x)", True, id="a line in disguise"),
    pytest.param("affine", "abs(x)", False, id="a corner"),
    pytest.param("affine", "piecewise(x==1: 5, x)", False, id="a line but for a point"),
    pytest.param("affine", "x+floor(x)", False, id="a staircase on a slope"),
    pytest.param("affine", "sin(x)^2+cos(x)^2", True, id="a level line in disguise"),
    pytest.param("convex", "x^2", "convex", id="a parabola"),
    pytest.param("convex", "-abs(x)", "concave", id="a corner downwards"),
    pytest.param("convex", "max(0, x, 2*x-1)", "convex", id="corners upwards"),
    pytest.param("convex", "2*x", "affine", id="a line"),
    pytest.param("convex", "tanh(x)", "no", id="tanh bends both ways"),
    pytest.param("convex", "sign(x)", "no", id="a jump"),
    pytest.param("convex", "1/x", "no", id="a hyperbola"),
    pytest.param("convex", "sqrt(abs(x))", "no", id="a cusp"),
    pytest.param("convex", "-cbrt(abs(x))", "no", id="a cusp downwards"),
    pytest.param("convex", "piecewise(x>0: 1/x)", "convex", id="half a hyperbola"),
    pytest.param("convex", "sqrt(x)", "concave", id="a root"),
    pytest.param("convex", "cbrt(x)", "no", id="a vertical tangent"),
    pytest.param("convex", "piecewise(x>=0: x^2)", "convex", id="half a parabola with its end"),
    pytest.param("dead_region", "max(0, x)", [["-inf", 0.0]], id="relu is dead on the left"),
    pytest.param("dead_region", "hardtanh(x)", [["-inf", -1.0], [1.0, "inf"]], id="hardtanh on both sides"),
    pytest.param("dead_region", "sign(x)", [["-inf", 0.0], [0.0, "inf"]], id="two levels"),
    pytest.param("dead_region", "tanh(x)", [], id="tanh nowhere"),
    pytest.param("dead_region", "3", [["-inf", "inf"]], id="a constant everywhere"),
    pytest.param("dead_region", "x/x", [["-inf", "inf"]], id="over a hole it runs on"),
    pytest.param("dead_region", "abs(x)-abs(x)", [["-inf", "inf"]], id="pieces of one level are one"),
    pytest.param("dead_region", "piecewise(x==0: 1, 0)", [["-inf", 0.0], [0.0, "inf"]], id="a single point parts them"),
    pytest.param("dead_region", "floor(x)", "infinitely many", id="steps without end"),
    pytest.param("dead_region", "ceil(x)-ceil(x)", [["-inf", "inf"]], id="steps that cancel"),
    pytest.param("dead_region", "max(x-cos(x), 0)", [["-inf", 0.739085133215]], id="to a point where no name is"),
    pytest.param("injective", "x^3", True, id="a cubic takes no value twice"),
    pytest.param("injective", "1/x", True, id="nor does a hyperbola"),
    pytest.param("injective", "x^2", False, id="a parabola does"),
    pytest.param("injective", "max(0, x)", False, id="so does relu"),
    pytest.param("injective", "sin(x)", False, id="so does a wave"),
    pytest.param("injective", "x*sigmoid(x)", False, id="so does silu"),
    pytest.param("injective", "abs(x-cos(x))", False, id="a corner where no name is"),
    pytest.param("injective", "piecewise(x<0: x, x==1: 10, x==2: 5)", True, id="points apart from a half line"),
    pytest.param("injective", "piecewise(x<=0: x, 1/x-2)", False, id="a jump down to values taken"),
    pytest.param("injective", "piecewise(x<2: x^3, 10-x)", False, id="a turn where two pieces meet"),
    pytest.param("injective", "piecewise(x<0: -1/x, x>0: -x, 0)", True, id="pieces apart, and a point between"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), HAS)
def test_how_a_function_rises_and_bends(name: str, text: str, expected: Any) -> None:
    found = answer(text, name)
    assert found.value == expected
    assert found.status == ("refuted" if expected is False or expected == "no" else "proved")


NOT_TOLD = [
    pytest.param("monotone", "x+sin(x)*(1+1/10^20*1/10^20)", id="a fall too short to be shown"),
    pytest.param("monotone", WAVING, id="waves too small to matter near 0"),
    pytest.param("monotone", "piecewise(x<=0: x+sqrt(3+2*sqrt(2)), x>=1: x+sqrt(2))", id="ends of a gap that may be level"),
    pytest.param("monotone", "piecewise(x>0: x+sin(x)*(1+1/10^20*1/10^20), x)", id="a fall too short, on half a line"),
    pytest.param("affine", "piecewise(x<0: x, x>1: x-1)", id="two lines apart without a chord to show"),
    pytest.param("affine", "sqrt(-x^2)", id="a single value"),
    pytest.param("convex", "piecewise(x==0: 9, x>0: x^2)", id="an end out of line"),
    pytest.param("convex", "piecewise(x<0: -sqrt(-x), x==1: 2)", id="a single point beyond a gap"),
    pytest.param("injective", f"piecewise(x<0: {WAVING}-10, exp(-x)+5)", id="pieces of which one may turn"),
    pytest.param("injective", WAVING, id="what may turn"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), NOT_TOLD)
def test_what_can_not_be_told_is_undecided(name: str, text: str) -> None:
    assert answer(text, name).status == "undecided"


LEVEL_OVER_A_GAP = [
    pytest.param("piecewise(0<=x<=1: x, 2<=x<=3: x-1)", id="two pieces"),
    pytest.param("piecewise(x<=0: x, x==1: 0)", id="a half line and a point"),
    pytest.param("piecewise(x==0: 0, x==1: 0)", id="two points"),
]


@pytest.mark.parametrize("name", ["monotone", "injective"])
@pytest.mark.parametrize("text", LEVEL_OVER_A_GAP)
def test_the_same_value_on_both_sides_of_a_gap_is_taken_twice(text: str, name: str) -> None:
    assert answer(text, name).value in {"nondecreasing", "constant", False, None}


def test_pieces_far_apart_may_take_the_same_value() -> None:
    saw = "2*floor(x)+piecewise(x-floor(x)<1/2: 2*(x-floor(x)), 99+2*(x-floor(x)))"  # at 3/4 and at 201/4
    assert answer(saw, "injective").value is not True


@pytest.mark.parametrize("text", ["sqrt(-x^2)", "sqrt(x)*sqrt(-x)", "piecewise(x==1: 5)"])
def test_a_single_value_is_a_constant(text: str) -> None:
    assert answer(text, "monotone").value in {"constant", None}
