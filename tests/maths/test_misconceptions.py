"""The fifty misconceptions about activations: each is refuted by a witness, or by a property that is certain."""

from math import isclose
from typing import Any

import pytest

from grader.maths.comparison import to_dict
from grader.maths.equality import Different, equal
from grader.maths.reading import parse

DIGITS = 40

SIGMOID, TANH, SILU = "sigmoid(x)*(1-sigmoid(x))", "1-tanh(x)^2", "sigmoid(x)+x*sigmoid(x)*(1-sigmoid(x))"
GELU, ROOT = "Phi(x)+x*phi(x)", "sign(x)*sqrt(abs(x))"

# number, right, wrong
FORMULAS = [
    pytest.param(1, SIGMOID, "sigmoid(x)*(1+sigmoid(x))", id="sigmoid's slope with a sign slip"),
    pytest.param(2, SIGMOID, "1-sigmoid(x)^2", id="sigmoid's slope by tanh's rule"),
    pytest.param(3, SIGMOID, "x*(1-x)", id="sigmoid's rule for its output, applied to the input"),
    pytest.param(4, SIGMOID, "-exp(-x)/(1+exp(-x))^2", id="sigmoid's slope, the inner minus lost"),
    pytest.param(5, SIGMOID, "exp(-x)/(1+exp(-x))", id="sigmoid's slope, the square forgotten"),
    pytest.param(6, "1/4", "1", id="the largest slope of the sigmoid is not 1"),
    pytest.param(6, "1/4", "1/2", id="the largest slope of the sigmoid is not its value there"),
    pytest.param(7, TANH, "tanh(x)*(1-tanh(x))", id="tanh's slope by sigmoid's rule"),
    pytest.param(8, TANH, "sech(x)", id="tanh's slope without the square"),
    pytest.param(8, TANH, "1-tanh(x)", id="tanh's slope without the other square"),
    pytest.param(9, TANH, "1+tanh(x)^2", id="tanh's slope by tan's rule"),
    pytest.param(10, TANH, "1-x^2", id="tanh's rule for its output, applied to the input"),
    pytest.param(11, "tanh(x)", "2*sigmoid(x)-1", id="the inner 2 forgotten"),
    pytest.param(12, "tanh(x)", "sigmoid(2*x)-1", id="the outer 2 forgotten"),
    pytest.param(12, "tanh(x)", "sigmoid(x)-1/2", id="only moved, not stretched"),
    pytest.param(13, "1-sigmoid(x)", "-sigmoid(x)", id="the sigmoid taken for odd"),
    pytest.param(14, "piecewise(x<0: 0, x>0: 1)", "1", id="relu's slope 1 everywhere"),
    pytest.param(14, "piecewise(x<0: 0, x>0: 1)", "x", id="relu's slope as its value"),
    pytest.param(19, "piecewise(x<0: 0.01, x>0: 1)", "piecewise(x<0: 0, x>0: 1)", id="leaky relu's slope without leak"),
    pytest.param(19, "piecewise(x<0: 0.01, x>0: 1)", "piecewise(x<0: -0.01, x>0: 1)", id="leaky relu's line goes up"),
    pytest.param(20, SILU, SIGMOID, id="silu's slope without its first term"),
    pytest.param(21, SILU, "sigmoid(x)+x*sigmoid(x)", id="silu's slope without the chain rule"),
    pytest.param(22, SILU, "x*sigmoid(x)*(1-sigmoid(x))", id="silu's slope, half of the product rule"),
    pytest.param(24, "1.09984", "1", id="silu's steepest slope is not its last"),
    pytest.param(25, "sigmoid(x)", "1/(1+exp(x))", id="softplus' slope, e^x lost above"),
    pytest.param(26, "sigmoid(x)", "1/(1+exp(x))*exp(-x)", id="softplus' slope, a wrong inner slope"),
    pytest.param(27, "log(2)", "0", id="softplus does not touch 0"),
    pytest.param(28, GELU, "Phi(x)", id="gelu's slope without its second half"),
    pytest.param(29, GELU, "x*phi(x)", id="gelu's slope without its first half"),
    pytest.param(30, GELU, "Phi(x)+x*2/sqrt(pi)*exp(-x^2)", id="gelu's slope, the inner root forgotten"),
    pytest.param(31, "gelu(x)", "x*sigmoid(x)", id="gelu taken for silu"),
    pytest.param(31, "gelu(x)", "x*sigmoid(1.702*x)", id="gelu taken for its approximation"),
    pytest.param(32, "1/(2*sqrt(abs(x)))", "sign(x)/(2*sqrt(abs(x)))", id="the slope of a signed root has one sign"),
    pytest.param(38, "5*(2*x+3)+7", "2*5*x+3+7", id="stacked layers: the bias is multiplied, too"),
    pytest.param(46, "1/(1+abs(x))^2", "1-softsign(x)^2", id="softsign's slope by tanh's rule"),
    pytest.param(46, "1/(1+abs(x))^2", "1/(1+abs(x))", id="softsign's slope without the square"),
]

IN_TWO = [
    pytest.param(48, "exp(x)/(exp(x)+exp(y))", "exp(x)/(1+exp(x))", id="softmax looks at the other inputs, too"),
    pytest.param(49, "y*(1-tanh(x)^2)", "1-tanh(y)^2", id="backward: the slope is not taken at the upstream gradient"),
    pytest.param(49, "y*(1-tanh(x)^2)", "1-tanh(tanh(x))^2", id="backward: nor at the output"),
    pytest.param(49, "y*(1-tanh(x)^2)", "1-tanh(x)^2", id="backward: the upstream gradient is a factor"),
]

# number, formula, property, its right value
CLAIMS = [
    pytest.param(6, SIGMOID, "range", [[0, 0.25], [False, True]], id="the sigmoid is nowhere steeper than 1/4"),
    pytest.param(13, "sigmoid(x)", "parity", "neither", id="the sigmoid is not odd"),
    pytest.param(15, "relu(x)", "derivative_at_0", None, id="relu has no slope at 0"),
    pytest.param(16, "relu(x)", "continuous", True, id="relu is continuous"),
    pytest.param(16, "relu(x)", "smoothness", "C^0", id="relu has a kink"),
    pytest.param(16, "relu(x)", "jumps", [], id="a kink is no jump"),
    pytest.param(17, "relu(x)", "affine", False, id="relu is not linear"),
    pytest.param(18, "relu(x)", "dead_region", [["-inf", 0]], id="relu's gradient vanishes on the left"),
    pytest.param(23, "silu(x)", "monotone", "no", id="silu is not monotone"),
    pytest.param(23, "silu(x)", "range", [[-0.278464542761, "inf"], [True, False]], id="silu has a minimum"),
    pytest.param(24, "silu(x)", "lipschitz", 1.0998393201, id="silu is steeper than 1"),
    pytest.param(27, "softplus(x)", "zero_at_origin", False, id="softplus does not start at 0"),
    pytest.param(33, ROOT, "derivative_at_0", "inf", id="a signed root has a vertical tangent"),
    pytest.param(33, ROOT, "continuous", True, id="a signed root is continuous"),
    pytest.param(34, ROOT, "monotone", "increasing", id="a signed root rises"),
    pytest.param(34, ROOT, "lipschitz", "inf", id="a signed root is too steep"),
    pytest.param(35, "x^2", "smoothness", "C^inf", id="a square is as smooth as can be"),
    pytest.param(35, "x^2", "affine", False, id="a square is not linear"),
    pytest.param(35, "x^2", "injective", False, id="a square loses the sign"),
    pytest.param(35, "x^2", "lipschitz", "inf", id="a square has no largest slope"),
    pytest.param(36, "sqrt(x)", "defined", False, id="a root has no value for negative inputs"),
    pytest.param(36, "relu(x)", "range", [[0, "inf"], [True, False]], id="relu has positive outputs only, too"),
    pytest.param(37, "log(x)", "defined", False, id="a logarithm has no value at 0"),
    pytest.param(39, "5*(2*x+3)+7", "affine", True, id="two affine layers are one"),
    pytest.param(40, "2*x+3", "affine", True, id="a bias makes nothing nonlinear"),
    pytest.param(41, "relu(x)-relu(-x)", "affine", True, id="two relus can be a straight line"),
    pytest.param(41, "relu(x)+relu(-x)", "affine", False, id="or a corner"),
    pytest.param(42, "sigmoid(x)", "range", [[0, 1], [False, False]], id="the sigmoid is nowhere negative"),
    pytest.param(42, "sigmoid(x)", "zero_at_origin", False, id="the sigmoid is not centred"),
    pytest.param(43, "tanh(x)", "range", [[-1, 1], [False, False]], id="tanh comes near 1"),
    pytest.param(43, "tanh(x)", "attains", False, id="tanh never is 1"),
    pytest.param(44, "tanh(x)", "saturates", True, id="tanh saturates"),
    pytest.param(44, "tanh(x)", "dead_region", [], id="and is flat nowhere"),
    pytest.param(45, "elu(x)", "smoothness", "C^1", id="elu has a slope at 0 and no curvature"),
    pytest.param(45, "elu(x, 2)", "smoothness", "C^0", id="elu with another parameter has a kink"),
    pytest.param(47, "softsign(x)", "smoothness", "C^1", id="softsign has no kink"),
    pytest.param(50, "silu(x)", "injective", False, id="silu's output does not tell its input"),
]


def _refuted(right: str, wrong: str, variables: tuple[str, ...]) -> None:
    f, g = parse(right, variables), parse(wrong, variables)
    outcome = equal(f, g)
    assert isinstance(outcome, Different), outcome
    shown = to_dict(outcome)
    assert shown["verdict"] == "different"
    for side, formula in (("left", f), ("right", g)):
        value = formula.digits(outcome.at, DIGITS)
        assert value is not None
        assert isclose(shown[side], float(value), rel_tol=1e-12)
    assert shown["left"] != shown["right"]


@pytest.mark.parametrize(("_number", "right", "wrong"), FORMULAS)
def test_a_wrong_formula_is_refuted_at_a_point_with_both_values(_number: int, right: str, wrong: str) -> None:
    _refuted(right, wrong, ("x",) if "x" in right + wrong else ())


@pytest.mark.parametrize(("_number", "right", "wrong"), IN_TWO)
def test_a_wrong_formula_of_two_variables_is_refuted_too(_number: int, right: str, wrong: str) -> None:
    _refuted(right, wrong, ("x", "y"))


def _is_close(value: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return len(value) == len(expected) and all(map(_is_close, value, expected))
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return isclose(value, expected, rel_tol=1e-9)
    return bool(value == expected)


@pytest.mark.parametrize(("_number", "formula", "name", "expected"), CLAIMS)
def test_a_claim_about_a_property_is_settled_with_a_witness_or_a_proof(
    _number: int, formula: str, name: str, expected: Any
) -> None:
    from grader.maths.analysis import profile

    found = profile(parse(formula)).to_dict()["properties"][name]
    assert _is_close(found["value"], expected), found
    assert found["status"] in {"proved", "refuted"}
    assert found["witness"] if found["status"] == "refuted" else found["proof"]


def test_all_fifty_are_here() -> None:
    assert {row.values[0] for row in (*FORMULAS, *IN_TWO, *CLAIMS)} == set(range(1, 51))
