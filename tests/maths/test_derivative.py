from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F  # noqa: N812  its own documentation calls it so

from grader.maths import balls
from grader.maths.derivative import derivative
from grader.maths.names import expand
from grader.maths.reading import parse
from grader.maths.show import show
from grader.maths.tree import Call, Comparison, Negative, Node, Operation, Piecewise, Variable, number, size

ROUNDING = 1e-12  # torch and our formula differ in the order of a handful of operations

SHOWN = [
    pytest.param("7", "0", id="a constant"),
    pytest.param("x^2", "2*x", id="a square"),
    pytest.param("x^3", "3*x^2", id="a cube"),
    pytest.param("x^-2", "-2*x^-3", id="a negative power"),
    pytest.param("1/x", "-1/x^2", id="a reciprocal"),
    pytest.param("x^(1/3)", "x^(-2/3)/3", id="a fractional power"),
    pytest.param("x^1.5", "piecewise(x > 0: 1.5*x^0.5)", id="a power whose derivative would reach 0"),
    pytest.param("x^x", "x^x*(log(x) + 1)", id="x to the x"),
    pytest.param("x^k", "piecewise(x > 0: k*x^(k - 1))", id="an exponent with a name"),
    pytest.param("2^x", "2^x*log(2)", id="a power of two"),
    pytest.param("e^(-x)", "-e^-x", id="a power of e"),
    pytest.param("k*x^2 + x", "2*k*x + 1", id="a parameter stays as it is"),
    pytest.param("sin(3x)", "3*cos(3*x)", id="the chain rule brings down a number"),
    pytest.param("sin(x^2)", "2*x*cos(x^2)", id="and what is short, in front"),
    pytest.param("exp(-x^2/2)", "-x*exp(-x^2/2)", id="twos cancel"),
    pytest.param("x*sigmoid(x)", "sigmoid(x) + x*sigmoid(x)*(1 - sigmoid(x))", id="SiLU"),
    pytest.param("x/(1+exp(-x))", "(1 + exp(-x) + x*exp(-x))/(1 + exp(-x))^2", id="SiLU as a quotient"),
    pytest.param("gelu(x)", "Phi(x) + x*phi(x)", id="GELU keeps the names it is taught with"),
    pytest.param("tanhshrink(x)", "tanh(x)^2", id="ones cancel"),
    pytest.param("log(1+exp(x))", "exp(x)/(1 + exp(x))", id="a logarithm of what is always positive"),
    pytest.param("x*log(x)", "log(x) + 1", id="the domain of a logarithm said by a logarithm"),
    pytest.param("log(3-x)", "piecewise(3 - x > 0: -1/(3 - x))", id="and by a condition where none is left"),
    pytest.param("x + log(x)*3", "piecewise(x > 0: 1 + 3/x)", id="around the whole"),
    pytest.param("0*log(x)", "piecewise(x > 0: 0)", id="zero, where there is a logarithm"),
    pytest.param("x/x", "0/x^2", id="zero with a hole"),
    pytest.param("relu(x)", "piecewise(x < 0: 0, x > 0: 1)", id="ReLU, from left to right"),
    pytest.param("min(x, 2)", "piecewise(x < 2: 1, x > 2: 0)", id="a minimum"),
    pytest.param("max(x^2, x)", "piecewise(x^2 < x: 1, x^2 > x: 2*x)", id="two functions"),
    pytest.param("max(x, x)", "1", id="no kink between equals"),
    pytest.param("relu(relu(x))", "piecewise(x < 0: 0, x > 0: 1)", id="no kink where one side always wins"),
    pytest.param("max(-x, 1, x)", "piecewise(-x > max(1, x): -1, max(-x, x) < 1: 0, x > max(-x, 1): 1)", id="three"),
    pytest.param("hardtanh(x)", "piecewise(x < -1: 0, -1 < x < 1: 1, x > 1: 0)", id="a clipped line in three pieces"),
    pytest.param("max(min(6, x), 0)", "piecewise(x < 0: 0, 0 < x < 6: 1, x > 6: 0)", id="clipped the other way round"),
    pytest.param("max(0, log(x))", "piecewise(log(x) < 0: 0, log(x) > 0: 1/x)", id="a kink of a logarithm"),
    pytest.param("softshrink(x)", "piecewise(x > 0.5: 1, x < -0.5: 1, -0.5 < x < 0.5: 0)", id="what is left over"),
    pytest.param(
        "piecewise(-1<=x<=1: x^2, x>1: 2x, 0)", "piecewise(-1 < x < 1: 2*x, x > 1: 2, x < -1: 0)", id="closed ends open"
    ),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", "piecewise(x != 17.3: 1 - tanh(x)^2)", id="a single point goes"),
    pytest.param(
        "piecewise(k>=0: x^2, x)", "piecewise(k >= 0: 2*x, k < 0: 1)", id="a condition without x stays closed"
    ),
    pytest.param("piecewise(x==0: 1)", "piecewise(0 != 0: 0)", id="defined at one point alone"),
    pytest.param(
        "max(x, abs(x))",
        "piecewise(x < abs(x): x/abs(x), x > abs(x): 1, x == abs(x) and 1 == x/abs(x): 1)",
        id="sides that are the same for long",
    ),
    pytest.param(
        "piecewise(floor(x) > 0: x, 0)",
        "piecewise(floor(x) > 0 and x != floor(x): 1, floor(x) <= 0 and x != floor(x): 0)",
        id="stairs stay closed",
    ),
    pytest.param("floor(2x)", "piecewise(2*x != floor(2*x): 0)", id="steps"),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_reads_well(text: str, expected: str) -> None:
    assert show(derivative(parse(text, ("x", "k")).tree, "x")) == expected


Torch = Callable[[torch.Tensor], torch.Tensor]

ORACLES: list[tuple[str, Torch]] = [
    ("sigmoid(x)", torch.sigmoid),
    ("tanh(x)", torch.tanh),
    ("softplus(x)", lambda x: F.softplus(x, threshold=1000)),
    ("silu(x)", F.silu),
    ("silu(x, 1.7)", lambda x: x * torch.sigmoid(1.7 * x)),
    ("mish(x)", F.mish),
    ("gelu(x)", F.gelu),
    ("gelu_tanh(x)", lambda x: F.gelu(x, approximate="tanh")),
    ("relu(x)", F.relu),
    ("leaky_relu(x, 0.2)", lambda x: F.leaky_relu(x, 0.2)),
    ("prelu(x, 0.3)", lambda x: F.prelu(x, torch.tensor([0.3], dtype=x.dtype))),
    ("elu(x, 1.3)", lambda x: F.elu(x, 1.3)),
    ("celu(x, 0.7)", lambda x: torch.where(x > 0, x, 0.7 * torch.expm1(x / 0.7))),  # its own rounds 0.7 to float32
    ("selu(x)", F.selu),
    ("softsign(x)", F.softsign),
    ("hardtanh(x)", F.hardtanh),
    ("relu6(x)", F.relu6),
    ("hardsigmoid(x)", lambda x: F.relu6(x + 3) / 6),  # its own rounds 1/6 to float32
    ("hardswish(x)", lambda x: x * F.relu6(x + 3) / 6),
    ("logsigmoid(x)", F.logsigmoid),
    ("tanhshrink(x)", F.tanhshrink),
    ("softshrink(x)", F.softshrink),
    ("hardshrink(x)", F.hardshrink),
    ("abs(x)", torch.abs),
    ("asinh(x)", torch.asinh),
    ("atan(x)", torch.atan),
    ("erf(x)", torch.erf),
    ("erfc(x)", torch.erfc),
    ("sin(x)*cos(2x)", lambda x: torch.sin(x) * torch.cos(2 * x)),
    ("tan(x)", torch.tan),
    ("sinh(x/3)/cosh(x)", lambda x: torch.sinh(x / 3) / torch.cosh(x)),
    ("acosh(9+x)", lambda x: torch.acosh(9 + x)),
    ("atanh(x/9)", lambda x: torch.atanh(x / 9)),
    ("asin(x/9)*acos(x/9)", lambda x: torch.asin(x / 9) * torch.acos(x / 9)),
    ("cbrt(x)", lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3)),
    ("sqrt(x^2+1)", lambda x: torch.sqrt(x**2 + 1)),
    ("log(x+9)", lambda x: torch.log(x + 9)),
    ("(x^2+1)^x", lambda x: (x**2 + 1) ** x),
    ("exp(-x^2)", lambda x: torch.exp(-(x**2))),
    ("Phi(x)", torch.special.ndtr),
    ("phi(x)", lambda x: torch.exp(-(x**2) / 2) / (2 * torch.pi) ** 0.5),
    ("floor(x) + ceil(x) + sign(x) + step(x)", lambda x: torch.floor(x) + torch.ceil(x) + torch.sign(x)),
]


@pytest.mark.parametrize(("text", "oracle"), [pytest.param(*row, id=row[0]) for row in ORACLES])
def test_agrees_with_torch_away_from_kinks(text: str, oracle: Torch) -> None:
    x = np.linspace(-7.93, 7.91, 160)
    argument = torch.tensor(x, requires_grad=True)
    (gradient,) = torch.autograd.grad(oracle(argument).sum(), argument)
    np.testing.assert_allclose(parse(text).derivative()(x), gradient.numpy(), rtol=ROUNDING, atol=ROUNDING)


HOLES = [
    pytest.param("abs(x)", [0], id="the kink of |x|"),
    pytest.param("relu(x)", [0], id="the kink of ReLU"),
    pytest.param("max(x, 1)", [1], id="a kink elsewhere"),
    pytest.param("min(x, -x, -1)", [-1, 1], id="two kinks"),
    pytest.param("hardtanh(x)", [-1, 1], id="both ends of hardtanh"),
    pytest.param("softshrink(x)", [-0.5, 0.5], id="both jumps of softshrink"),
    pytest.param("sign(x) + 0*x", [0], id="the jump of sign"),
    pytest.param("step(x-1)", [1], id="the jump of step"),
    pytest.param("floor(x) + ceil(2x)", [-1, 0, 0.5, 3], id="stairs"),
    pytest.param("x - floor(x)", [-1, 0, 2], id="a sawtooth"),
    pytest.param("sqrt(x)", [0], id="the end of the root"),
    pytest.param("cbrt(x)", [0], id="an infinite slope"),
    pytest.param("x^1.5", [0], id="the end of a domain where the formula still has a slope"),
    pytest.param("asin(x)", [-1, 1], id="the ends of arcsine"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", [17.3], id="a point that jumped"),
    pytest.param("piecewise(x<=0: 0, x<2: x^2, 4)", [0, 2], id="joins"),
    pytest.param("piecewise(floor(x)>0: 5, 0)", [1], id="a join hidden in a step"),
    pytest.param("max(0, 1-2*floor(x))", [0, 1], id="a jump hidden in a maximum"),
    pytest.param("max(-1, sqrt(x))", [0], id="the end of the loser's domain"),
    pytest.param("x/x", [0], id="a hole stays a hole"),
]


@pytest.mark.parametrize(("text", "points"), HOLES)
def test_there_is_no_slope_at_kinks_jumps_and_ends(text: str, points: list[float]) -> None:
    slope = parse(text).derivative()
    assert np.isnan(slope(np.array(points, dtype=float))).all()
    assert np.isfinite(slope(np.array([0.3, 0.7]))).all()


OUTSIDE = [
    pytest.param("log(x)", [-1, 0], id="left of a logarithm, where 1/x has values"),
    pytest.param("log(x) - log(x)", [-1, 0], id="a logarithm that cancels"),
    pytest.param("0*log(x)", [-1, 0], id="nothing times a logarithm"),
    pytest.param("x + 0*sqrt(x)", [-1], id="nothing times a root"),
    pytest.param("log2(x^3)", [-1, 0], id="a named logarithm"),
    pytest.param("log(-1)*x", [-1, 1], id="a factor that has no value"),
    pytest.param("x + log(0)", [-1, 1], id="a term that has no value"),
    pytest.param("(-2)^x", [-1, 1], id="a negative base"),
    pytest.param("acosh(x)", [-2, 0.5, 1], id="left of acosh, where the root has values"),
    pytest.param("atanh(x)", [-2, -1, 1, 2], id="beside atanh, where 1/(1-x^2) has values"),
    pytest.param("x^-1*x", [0], id="a hole that cancels"),
    pytest.param("max(3, log(x))", [-1], id="a loser without a value"),
    pytest.param("piecewise(x>1: x)", [0, 1], id="no value elsewhere"),
    pytest.param("piecewise(log(x)!=0: x, 1)", [-1, 1], id="a condition without a value"),
    pytest.param("piecewise(log(x)>5: x, x<9: 2x, 3)", [-1], id="nor an earlier one"),
]


@pytest.mark.parametrize(("text", "points"), OUTSIDE)
def test_there_is_no_slope_where_there_is_no_value(text: str, points: list[float]) -> None:
    assert np.isnan(parse(text).derivative()(np.array(points, dtype=float))).all()


NESTED = [
    pytest.param("max(1, " * 30 + "floor(x)" + ")" * 30, id="a jump below many choices"),
    pytest.param("max(-1, x*" * 20 + "sqrt(x)" + ")" * 20, id="an end below many choices"),
    pytest.param("[" * 20 + "floor(x)" + ">0]" * 20, id="conditions about conditions"),
    pytest.param("relu6(" * 40 + "abs(x)" + ")" * 40, id="clipped again and again"),
    pytest.param("abs(" * 40 + "x" + ")" * 40, id="kinks in kinks"),
    pytest.param("max(" + ", ".join(f"{n}*x" for n in range(60)) + ")", id="many sides"),
    pytest.param("piecewise(" + ", ".join(f"x<{n}: x^{n}" for n in range(40)) + ", 0)", id="many pieces"),
]
MANY = 20_000  # nodes; each slope written twice would make a million of 20 levels


@pytest.mark.parametrize("text", NESTED)
def test_does_not_double_with_each_level(text: str) -> None:
    assert size(derivative(parse(text).tree, "x")) < MANY


EVEN = ["abs(x)", "cosh(x)", "x^2*tanh(x)^4", "exp(-x^2)", "max(x, -x, 1)", "log(x^2)", "floor(abs(x))", "cos(x)/x^2"]


@pytest.mark.parametrize("text", EVEN)
def test_the_derivative_of_an_even_function_is_odd(text: str) -> None:
    slope, x = parse(text).derivative(), np.linspace(0.0, 3.0, 61)
    np.testing.assert_allclose(slope(-x), -slope(x), rtol=ROUNDING)


def test_the_derivative_in_another_variable() -> None:
    formula = parse("max(0, k*x)", ("x", "k"))
    assert formula.derivative("k").show() == "piecewise(k*x < 0: 0, k*x > 0: x)"
    assert formula.derivative("y").show() == "0"


X = Variable("x")
NUMBERS = st.sampled_from([-2, -1, 0, 1, 2, Fraction(1, 2)]).map(number)
RELATIONS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
STEPPED = ["abs", "ceil", "floor", "relu", "sign", "softshrink", "step"]
SMOOTH = ["acosh", "asin", "atanh", "cbrt", "exp", "log", "sin", "softplus", "sqrt", "tanh"]


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    comparisons = st.builds(lambda a, relation, b: Comparison((a, b), (relation,)), nodes, RELATIONS, nodes)
    return (
        st.builds(Negative, nodes)
        | st.builds(Operation, st.sampled_from(["+", "-", "*", "/"]), nodes, nodes)
        | st.builds(lambda u, n: Operation("^", u, n), nodes, NUMBERS)
        | st.builds(Call, st.sampled_from(STEPPED + SMOOTH), st.tuples(nodes))
        | st.builds(Call, st.sampled_from(["max", "min"]), st.tuples(nodes, nodes))
        | st.builds(Piecewise, st.tuples(st.tuples(comparisons, nodes)), st.none() | nodes)
    )


STEP = Fraction(1, 10**40)
BITS = 600
NEAR = 1e-15  # what a difference over STEP may miss: a curvature below 1e25
STEEP = 1e8  # beyond it the curvature may be larger


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.just(X) | NUMBERS, _larger, max_leaves=6), st.sampled_from([0, 1, -1, 2, Fraction(1, 2), 3]))
def test_where_there_is_a_slope_both_sides_have_it(tree: Node, at: int | Fraction) -> None:
    f, x = expand(tree), Fraction(at)
    slope = balls.evaluate(expand(derivative(tree, "x")), {"x": x}, BITS)
    if isinstance(slope, balls.Gap) or abs(float(slope)) > STEEP:
        return
    for step in (STEP, -STEP):
        here, there = (balls.evaluate(f, {"x": point}, BITS) for point in (x, x + step))
        assert here is not balls.Gap.UNDEFINED, show(tree)
        assert there is not balls.Gap.UNDEFINED, show(tree)
        if isinstance(here, balls.Gap) or isinstance(there, balls.Gap):
            continue
        with balls.precision(BITS):
            quotient = (there - here) / balls.rational(step)
        assert abs(float(quotient) - float(slope)) <= NEAR * (1 + abs(float(slope))), show(tree)
