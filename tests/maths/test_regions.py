import pytest

from grader.maths.reading import parse
from grader.maths.regions import contact, regions
from grader.maths.show import show, show_condition
from grader.maths.tree import Call, Piecewise


def _choice(text: str) -> Call | Piecewise:
    tree = parse(text).tree
    assert isinstance(tree, Call | Piecewise)
    return tree


REGIONS = [
    pytest.param("max(0, x)", ["x < 0: 0", "x > 0: x"], id="a maximum"),
    pytest.param("min(x, 3)", ["x < 3: x", "x > 3: 3"], id="a minimum"),
    pytest.param("min(max(x, -1), 1)", ["x < -1: 0", "-1 < x < 1: x", "x > 1: 0"], id="clipped"),
    pytest.param("max(0, min(x, 1))", ["x < 0: 0", "0 < x < 1: x", "x > 1: 0"], id="clipped from below last"),
    pytest.param("min(max(x, 1), 1)", ["max(x, 1) < 1: max(x, 1)", "max(x, 1) > 1: 1"], id="no room to clip"),
    pytest.param("max(floor(x), 1)", ["floor(x) <= 1: 1", "floor(x) > 1: floor(x)"], id="stairs"),
    pytest.param("min(x, 2, -x)", ["x < min(2, -x): x", "2 < min(x, -x): 2", "-x < min(x, 2): -x"], id="three"),
    pytest.param("piecewise(x<=0: 1, x<2: 5, 3)", ["x < 0: 1", "0 < x < 2: 5", "x > 2: 3"], id="a piecewise"),
    pytest.param("piecewise(x!=0: 1, 5)", ["x != 0: 1"], id="no room for the rest"),
]


@pytest.mark.parametrize(("text", "expected"), REGIONS)
def test_regions_are_open_and_do_not_meet(text: str, expected: list[str]) -> None:
    found = [f"{show_condition(region.condition)}: {show(region.node)}" for region in regions(_choice(text), "x")]
    assert found == expected


HIDDEN = [
    pytest.param("max(0, x)", [], id="nothing"),
    pytest.param("max(0, log(x))", [], id="a logarithm shows where it ends"),
    pytest.param("max(1, sqrt(x))", ["sqrt(x)"], id="a root ends at a point it has a value at"),
    pytest.param("max(x, floor(x))", ["floor(x)"], id="stairs jump"),
    pytest.param("piecewise(log(x)==1: 0, x<5: 1)", [], id="a point is shown by what is left of it"),
    pytest.param("piecewise(0<x!=1/x: 0, 1)", ["1/x"], id="a comparison that is gone from the rest"),
]


@pytest.mark.parametrize(("text", "expected"), HIDDEN)
def test_knows_what_a_condition_hides(text: str, expected: list[str]) -> None:
    found = {show(node) for region in regions(_choice(text), "x") for node in region.hidden}
    assert sorted(found) == expected


CONTACTS = [
    pytest.param("max(x, abs(x))", True, id="a line and its absolute value"),
    pytest.param("max(relu(x), x)", True, id="a line and its positive part"),
    pytest.param("max(x, x^2)", False, id="analytic sides meet at points"),
    pytest.param("min(max(x, 0), 6)", False, id="clipping is told apart already"),
    pytest.param("max(x, abs(x), 1)", False, id="three are not compared"),
    pytest.param("piecewise(x<0: x, abs(x))", False, id="a piecewise has joins, not ties"),
]


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_tells_ties_that_may_last(text: str, *, expected: bool) -> None:
    assert (contact(_choice(text)) is not None) is expected
