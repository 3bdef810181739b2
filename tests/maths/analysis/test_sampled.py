import pytest
from written import tree

from grader.maths.analysis.findings import Property
from grader.maths.analysis.sampled import refutations
from grader.maths.analysis.witnesses import Values

pytestmark = pytest.mark.usefixtures("precise")


def found(text: str) -> dict[str, Property]:
    return dict(refutations(Values(tree(text), "x")))


REFUTED = [
    pytest.param(
        "x^x", {"defined": False, "continuous": False, "smoothness": "C^-1"}, id="a power of what is negative"
    ),
    pytest.param("floor(exp(x))-x^2", {"monotone": "no", "convex": "no", "affine": False}, id="steps without end"),
    pytest.param("tan(x)*exp(x)", {"parity": "neither", "monotone": "no"}, id="poles without end"),
    pytest.param("1+sin(1/x)^2", {"defined": False, "zero_at_origin": False}, id="no value at 0"),
    pytest.param("exp(floor(exp(x)))", {"zero_at_origin": False, "parity": "neither"}, id="another value at 0"),
    pytest.param("sqrt(x)*floor(exp(x))", {"parity": "neither"}, id="values on one side alone"),
]


@pytest.mark.parametrize(("text", "expected"), REFUTED)
def test_single_points_refute(text: str, expected: dict[str, object]) -> None:
    seen = found(text)
    assert {name: seen[name].value for name in expected} == expected
    assert all(one.witnesses for one in seen.values())
    assert all(one.status == ("proved" if name == "smoothness" else "refuted") for name, one in seen.items())


NOTHING = [
    pytest.param("x^2+floor(exp(x))*0", "parity", id="what is even everywhere"),
    pytest.param("x+floor(exp(x))", "monotone", id="what rises everywhere"),
    pytest.param("x+0*floor(exp(x))", "affine", id="a straight line"),
    pytest.param("x+0*floor(exp(x))", "zero_at_origin", id="0 at 0"),
    pytest.param("x+0*floor(exp(x))", "defined", id="values everywhere"),
    pytest.param("exp(x)+0*floor(exp(x))", "convex", id="what bends one way"),
    pytest.param("x*(sqrt(3+2*sqrt(2))-1-sqrt(2))", "affine", id="what may be 0"),
]


@pytest.mark.parametrize(("text", "name"), NOTHING)
def test_what_holds_at_all_points_is_not_refuted(text: str, name: str) -> None:
    assert name not in found(text)
