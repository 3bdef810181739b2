"""Two spellings of one activation: the same function with the same domain, and nearly always proved to be."""

import pytest

from grader.maths.equality import Same, equal
from grader.maths.reading import parse

PROVED = 0.95  # of the pairs, at least

SLOPE = "sigmoid(x)*(1-sigmoid(x))"
SILU = "sigmoid(x)*(1+x*(1-sigmoid(x)))"
GELU = "(1+erf(x/sqrt(2)))/2+x*exp(-x^2/2)/sqrt(2*pi)"
EXP_SELU = "1.0507009873554804934193349852946*1.6732632423543772848170429916717"

PAIRS = [
    # nine ways to write the slope of the sigmoid
    pytest.param(SLOPE, "exp(-x)/(1+exp(-x))^2", id="sigmoid's slope: the quotient rule"),
    pytest.param(SLOPE, "exp(x)/(exp(x)+1)^2", id="sigmoid's slope: expanded by e^2x"),
    pytest.param(SLOPE, "sigmoid(x)*sigmoid(-x)", id="sigmoid's slope: a mirrored product"),
    pytest.param(SLOPE, "1/(exp(x/2)+exp(-x/2))^2", id="sigmoid's slope: a square below"),
    pytest.param(SLOPE, "sech(x/2)^2/4", id="sigmoid's slope: through sech"),
    pytest.param(SLOPE, "(1-tanh(x/2)^2)/4", id="sigmoid's slope: through tanh"),
    pytest.param(SLOPE, "1/(2+2*cosh(x))", id="sigmoid's slope: through cosh"),
    pytest.param(SLOPE, "exp(-|x|)/(1+exp(-|x|))^2", id="sigmoid's slope: it is even"),
    pytest.param(SLOPE, "exp(-softplus(x)-softplus(-x))", id="sigmoid's slope: through softplus"),
    # the sigmoid and tanh
    pytest.param("sigmoid(x)", "(tanh(x/2)+1)/2", id="sigmoid through tanh"),
    pytest.param("sigmoid(x)", "1-1/(1+exp(x))", id="sigmoid as a distance from 1"),
    pytest.param("sigmoid(x)", "exp(x-softplus(x))", id="sigmoid through softplus"),
    pytest.param("sigmoid(x)", "exp(min(x, 0))/(1+exp(-|x|))", id="sigmoid without overflow, by min"),
    pytest.param("sigmoid(x)", "piecewise(x<0: exp(x)/(1+exp(x)), 1/(1+exp(-x)))", id="sigmoid without overflow"),
    pytest.param("tanh(x)", "2*sigmoid(2*x)-1", id="tanh through the sigmoid"),
    pytest.param("tanh(x)", "1-2*sigmoid(-2*x)", id="tanh through the mirrored sigmoid"),
    pytest.param("tanh(x)", "(1-exp(-2*x))/(1+exp(-2*x))", id="tanh by decaying exponentials"),
    pytest.param("tanh(x)", "sinh(2*x)/(1+cosh(2*x))", id="tanh by the half argument"),
    pytest.param("tanh(x)", "sign(x)*(1-2/(exp(2*|x|)+1))", id="tanh is odd"),
    pytest.param("1-tanh(x)^2", "4*sigmoid(2*x)*sigmoid(-2*x)", id="tanh's slope through the sigmoid"),
    pytest.param("1-tanh(x)^2", "2/(1+cosh(2*x))", id="tanh's slope through cosh"),
    pytest.param("tanhshrink(x)", "x-(exp(2*x)-1)/(exp(2*x)+1)", id="tanhshrink by exponentials"),
    pytest.param("tanhshrink(x)", "x+1-2*sigmoid(2*x)", id="tanhshrink through the sigmoid"),
    pytest.param("1-(1-tanh(x)^2)", "tanh(x)^2", id="tanhshrink's slope"),
    pytest.param("1.7159*tanh(2*x/3)", "1.7159*(2*sigmoid(4*x/3)-1)", id="LeCun's tanh"),
    # softplus, logsigmoid
    pytest.param("softplus(x)", "x+softplus(-x)", id="softplus and its mirror image"),
    pytest.param("softplus(x)", "log(1+exp(x))", id="softplus by its definition"),
    pytest.param("softplus(x)", "max(0, x)+log(1+exp(-|x|))", id="softplus without overflow"),
    pytest.param("softplus(x)", "relu(x)+softplus(-|x|)", id="softplus is relu and a bump"),
    pytest.param("softplus(x)", "x/2+log(2*cosh(x/2))", id="softplus, odd and even part"),
    pytest.param("softplus(x)", "-log(sigmoid(-x))", id="softplus through the sigmoid"),
    pytest.param("softplus(2*x)/2", "log(1+exp(2*x))/2", id="softplus with a parameter"),
    pytest.param("logsigmoid(x)", "log(sigmoid(x))", id="logsigmoid by its name"),
    pytest.param("logsigmoid(x)", "x-softplus(x)", id="logsigmoid by a difference"),
    pytest.param("logsigmoid(x)", "min(x, 0)-log(1+exp(-|x|))", id="logsigmoid without overflow"),
    pytest.param("logsigmoid(x)-logsigmoid(-x)", "x", id="logsigmoid less its mirror image"),
    # relu and straight lines
    pytest.param("(x+|x|)/2", "relu(x)", id="relu by bars"),
    pytest.param("relu(x)", "x*step(x)", id="relu gated"),
    pytest.param("relu(x)", "x*(1+sign(x))/2", id="relu by a sign"),
    pytest.param("relu(x)", "sqrt(x*relu(x))", id="relu under a root"),
    pytest.param("relu(x)^2", "(x^2+x*|x|)/2", id="squared relu by bars"),
    pytest.param("relu6(x)", "max(0, min(x, 6))", id="relu6, max outside"),
    pytest.param("relu6(x)", "min(6, max(x, 0))", id="relu6, min outside"),
    pytest.param("relu6(x)", "relu(x)-relu(x-6)", id="relu6 from two relus"),
    pytest.param("relu6(x)", "piecewise(x<=0: 0, x<6: x, 6)", id="relu6 in pieces"),
    pytest.param("leaky_relu(x, 0.1)", "max(x, x/10)", id="leaky relu by max"),
    pytest.param("leaky_relu(x, 0.1)", "relu(x)-relu(-x)/10", id="leaky relu from two relus"),
    pytest.param("leaky_relu(x, 0.1)", "11*x/20+9*|x|/20", id="leaky relu by bars"),
    pytest.param("hardtanh(x)", "(|x+1|-|x-1|)/2", id="hardtanh by bars"),
    pytest.param("hardtanh(x)", "relu(x+1)-relu(x-1)-1", id="hardtanh from two relus"),
    pytest.param("hardtanh(x)", "piecewise(|x|<1: x, sign(x))", id="hardtanh by a sign"),
    pytest.param("hardsigmoid(x)", "relu6(x+3)/6", id="hardsigmoid through relu6"),
    pytest.param("hardsigmoid(x)", "clip(x/6+1/2, 0, 1)", id="hardsigmoid as a clip"),
    pytest.param("hardsigmoid(x)", "(hardtanh(x/3)+1)/2", id="hardsigmoid through hardtanh"),
    pytest.param("hardswish(x)", "x*hardsigmoid(x)", id="hardswish through hardsigmoid"),
    pytest.param("hardswish(x)", "x*min(max(0, x+3), 6)/6", id="hardswish by its definition"),
    pytest.param("hardswish(x)", "piecewise(x<-3: 0, x>3: x, (x^2+3*x)/6)", id="hardswish in pieces"),
    pytest.param("hardswish(x)", "x*clip(1/2+x/6, 0, 1)", id="hardswish as a clip"),
    pytest.param("softshrink(x)", "relu(x-1/2)-relu(-x-1/2)", id="softshrink from two relus"),
    pytest.param("softshrink(x)", "sign(x)*relu(|x|-1/2)", id="softshrink by a sign"),
    pytest.param("hardshrink(x)", "piecewise(|x|<=1/2: 0, x)", id="hardshrink by bars"),
    pytest.param("max(x, -x)", "|x|", id="bars by max"),
    pytest.param("max(x, x^2)", "(x+x^2+|x-x^2|)/2", id="max of a line and a parabola"),
    # exponential units
    pytest.param("elu(x)", "max(0, x)+min(0, exp(x)-1)", id="elu by max and min"),
    pytest.param("elu(x)", "max(x, 0)+exp(min(x, 0))-1", id="elu, the exponent cut off"),
    pytest.param("elu(x)", "piecewise(x<=0: exp(x)-1, x)", id="elu with the curve first"),
    pytest.param("elu(x, 2)", "relu(x)+2*(exp(-relu(-x))-1)", id="elu from relus"),
    pytest.param("celu(x, 2)", "piecewise(x>0: x, 2*(exp(x/2)-1))", id="celu in pieces"),
    pytest.param("selu(x)", f"1.0507009873554804934193349852946*relu(x)+{EXP_SELU}*(exp(min(x, 0))-1)", id="selu"),
    # silu, mish
    pytest.param("silu(x)", "x/(1+exp(-x))", id="silu by its definition"),
    pytest.param("silu(x)", "x*exp(x)/(exp(x)+1)", id="silu, expanded by e^x"),
    pytest.param("silu(x)", "(x+x*tanh(x/2))/2", id="silu through tanh"),
    pytest.param("silu(x)", "x-x*sigmoid(-x)", id="silu through the mirrored sigmoid"),
    pytest.param(SILU, "silu(x)+sigmoid(x)*(1-silu(x))", id="silu's slope through silu"),
    pytest.param(SILU, "(1+exp(-x)+x*exp(-x))/(1+exp(-x))^2", id="silu's slope as one fraction"),
    pytest.param("mish(x)", "x*tanh(log(1+exp(x)))", id="mish by its definition"),
    pytest.param("mish(x)", "x-2*x/((1+exp(x))^2+1)", id="mish as a distance from x"),
    pytest.param("mish(x)", "x*exp(x)*(exp(x)+2)/(exp(x)*(exp(x)+2)+2)", id="mish with one exponential"),
    pytest.param("mish(x)", "x*(1-2*sigmoid(-2*softplus(x)))", id="mish through the sigmoid"),
    # gelu
    pytest.param("gelu(x)", "x*(1+erf(x/sqrt(2)))/2", id="gelu by erf"),
    pytest.param("gelu(x)", "x*erfc(-x/sqrt(2))/2", id="gelu by erfc"),
    pytest.param("gelu(x)", "x-x*erfc(x/sqrt(2))/2", id="gelu by the other tail"),
    pytest.param("gelu(x)", "x*Phi(x)", id="gelu by the normal distribution"),
    pytest.param("gelu(x)", "x/2+|x|*erf(|x|/sqrt(2))/2", id="gelu, odd and even part"),
    pytest.param(GELU, "Phi(x)+x*phi(x)", id="gelu's slope by the normal distribution"),
    pytest.param(GELU, "erfc(-x/sqrt(2))/2+x*exp(-(x/sqrt(2))^2)/(sqrt(2)*sqrt(pi))", id="gelu's slope by erfc"),
    pytest.param("gelu_tanh(x)", "x*sigmoid(sqrt(8/pi)*(x+0.044715*x^3))", id="gelu's approximation by the sigmoid"),
    # algebraic curves
    pytest.param("softsign(x)", "piecewise(x>0: x/(1+x), x/(1-x))", id="softsign in pieces"),
    pytest.param("softsign(x)", "sign(x)-sign(x)/(1+|x|)", id="softsign as a distance from its limits"),
    pytest.param("1/(1+|x|)^2", "(1-|softsign(x)|)^2", id="softsign's slope through its value"),
    pytest.param("x/sqrt(1+x^2)", "x*(1+x^2)^(-1/2)", id="a symmetric root by a power"),
    pytest.param("x/sqrt(1+x^2)", "sin(atan(x))", id="a symmetric root by an arctangent"),
    pytest.param("x/sqrt(1+x^2)", "tanh(asinh(x))", id="a symmetric root through tanh"),
    pytest.param("(1+x^2)^(-3/2)", "1/sqrt(1+x^2)^3", id="its slope"),
    pytest.param("(x+sqrt(x^2+4))/2", "2/(sqrt(x^2+4)-x)", id="squareplus, cancelling and not"),
    pytest.param("sign(x)*log(1+|x|)", "piecewise(x<0: -log(1-x), log(1+x))", id="a logarithm on both sides"),
    pytest.param("asinh(x)", "sign(x)*log(|x|+sqrt(1+x^2))", id="asinh without cancelling"),
    pytest.param("sign(x)*sqrt(|x|)", "piecewise(x<0: -sqrt(-x), sqrt(x))", id="a signed root in pieces"),
    pytest.param("x*exp(-x^2)", "x/exp(x^2)", id="a bump"),
    pytest.param("x-floor(x)", "x+ceil(-x)", id="a sawtooth"),
    pytest.param("sin(x)^2/x", "(1-cos(2*x))/(2*x)", id="a hole on both sides"),
    pytest.param("x+sin(x)^2", "x+(1-cos(2*x))/2", id="snake"),
]


def _how(left: str, right: str) -> str:
    for a, b in ((left, right), (right, left)):
        outcome = equal(parse(a), parse(b))
        assert isinstance(outcome, Same), outcome
        assert outcome.domain == "same", outcome
    return outcome.how


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_two_spellings_of_an_activation_are_the_same(left: str, right: str) -> None:
    _how(left, right)


def test_nearly_all_of_them_are_proved() -> None:
    assert len(PAIRS) >= 70
    left_open = [row.id for row in PAIRS if _how(*row.values) != "proved"]
    assert len(left_open) <= (1 - PROVED) * len(PAIRS), left_open
