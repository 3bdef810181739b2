import numpy as np
import pytest
from scipy import special

from grader.maths.coding import code
from grader.maths.names import arities
from grader.maths.reading import parse

X = np.array([-7.5, -3.0, -1.0, -0.5, 0.25, 0.5, 1.0, 2.0, 3.0, 6.5])
CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 1/3)", "max": "max(0, x, x^2-4)", "min": "min(1/7, x)"}


def agrees(text: str) -> None:
    formula = parse(text)
    with np.errstate(all="ignore"):
        found = np.broadcast_to(eval(code(formula.tree), {"np": np, "special": special, "x": X}), X.shape)  # noqa: S307
    right = formula(X)
    kept = np.isfinite(right)
    np.testing.assert_allclose(found[kept], right[kept], rtol=1e-14)


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_becomes_code(name: str) -> None:
    agrees(CALLS.get(name, f"{name}(x)"))


FORMULAS = [
    pytest.param("x/2 - 3*x^2 + 1e-3", id="arithmetic"),
    pytest.param("-x^2", id="a sign before a power"),
    pytest.param("2^-abs(x)", id="a sign in an exponent"),
    pytest.param("pi*e^(-x^2)", id="constants"),
    pytest.param("piecewise(x < -1: 0, -1 <= x < 1: x, x > 5 or not (x > 2): 1, 2)", id="pieces"),
    pytest.param("piecewise(x > 0 and x < 1: x, x > 2: 3)", id="pieces with nothing otherwise"),
    pytest.param("7", id="a constant"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_code(text: str) -> None:
    agrees(text)


def test_where_no_piece_holds_is_nan() -> None:
    assert eval(code(parse("piecewise(x > 0: 1)").tree), {"np": np, "x": X})[0] != 1  # noqa: S307


def test_code_is_an_expression_in_numpy() -> None:
    assert code(parse("relu(x) + 1/3").tree) == "(np.maximum(0.0, x) + (1.0 / 3.0))"
