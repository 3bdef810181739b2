import re
from fractions import Fraction

import numpy as np
import pytest

from grader.maths.latex import latex, latex_condition
from grader.maths.names import arities
from grader.maths.reading import parse, parse_condition
from grader.maths.tree import Call, Negative, Number, Operation, Variable

VARIABLES = ("x", "y", "x1", "alpha", "rate")

FORMULAS = [
    pytest.param("2x", "2x", id="a number goes before a letter"),
    pytest.param("x*2*3", r"x \cdot 2 \cdot 3", id="a number behind anything needs a dot"),
    pytest.param("2*(1/3)", r"2 \cdot \frac{1}{3}", id="a dot keeps two thirds from two and a third"),
    pytest.param("x*x", r"x \cdot x", id="twice the same letter"),
    pytest.param("x y", "x y", id="two letters"),
    pytest.param("x*sigmoid(x)", r"x\,\sigma(x)", id="a little space before a symbol"),
    pytest.param("sigmoid(x)*x", r"\sigma(x) \cdot x", id="a dot after a call"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", r"\sigma(x)(1 - \sigma(x))", id="brackets speak for themselves"),
    pytest.param("3sin(x)*cos(x)", r"3\sin(x)\,\cos(x)", id="calls side by side"),
    pytest.param("x*-y", r"x \cdot (-y)", id="a minus behind a dot stands in brackets"),
    pytest.param("x - -y", "x - (-y)", id="and behind a minus"),
    pytest.param("x-(y-1)", "x - (y - 1)", id="a difference taken away"),
    pytest.param("-(x*y)", "-x y", id="minus a product"),
    pytest.param("-(x+y)", "-(x + y)", id="minus a sum"),
    pytest.param("--x", "-(-x)", id="minus twice"),
    pytest.param("-x^2", "-x^{2}", id="minus a square"),
    pytest.param("(-x)^2", "(-x)^{2}", id="the square of minus x"),
    pytest.param("x^-y", "x^{-y}", id="a negative exponent"),
    pytest.param("x^(1/2)", "x^{1/2}", id="a fraction in an exponent stays on the line"),
    pytest.param("x^(1/(2y))", "x^{1/(2y)}", id="with brackets below"),
    pytest.param("x/(1+abs(x))", r"\frac{x}{1 + \left|x\right|}", id="softsign"),
    pytest.param("(x/y)^3", r"\left(\frac{x}{y}\right)^{3}", id="brackets grow with a fraction"),
    pytest.param("sqrt(x)^2", r"\left(\sqrt{x}\right)^{2}", id="the square of a root"),
    pytest.param("cbrt(x)", r"\sqrt[3]{x}", id="a cube root"),
    pytest.param("tanh(x)^2", r"\tanh^{2}(x)", id="powers of tanh stand at its name"),
    pytest.param("tanh(x)^-1", r"\tanh(x)^{-1}", id="but not where they would mean the inverse"),
    pytest.param("sigmoid(x)^2", r"\sigma(x)^{2}", id="a power of sigma stands behind"),
    pytest.param("exp(-x^2/2)/sqrt(2pi)", r"\frac{e^{-x^{2}/2}}{\sqrt{2\pi}}", id="the bell curve"),
    pytest.param("exp(x)^2", "(e^{x})^{2}", id="a power of e^x"),
    pytest.param("exp((1+x)(2+x)(3+x))", r"\exp((1 + x)(2 + x)(3 + x))", id="a long exponent comes down"),
    pytest.param("ln(1+exp(x))", r"\ln(1 + e^{x})", id="softplus"),
    pytest.param("max(0, x)", r"\max(0, x)", id="max"),
    pytest.param("relu(x)", r"\operatorname{ReLU}(x)", id="ReLU"),
    pytest.param("floor(x)", r"\left\lfloor x\right\rfloor", id="floor"),
    pytest.param("asin(x)", r"\arcsin(x)", id="arcsine"),
    pytest.param("log10(x)", r"\log_{10}(x)", id="a logarithm with a base"),
    pytest.param("Phi(x)+x*phi(x)", r"\Phi(x) + x\,\varphi(x)", id="the derivative of GELU"),
    pytest.param("1e-12x", "10^{-12}x", id="a power of ten"),
    pytest.param("3e-12x", r"3 \cdot 10^{-12}x", id="a number with a power of ten"),
    pytest.param("(3e-12)^x", r"(3 \cdot 10^{-12})^{x}", id="raised to a power"),
    pytest.param("x1*alpha*rate", r"x_{1}\alpha\mathrm{rate}", id="longer names"),
    pytest.param(
        "piecewise(x<0: 0, x==17.3: 5, x)",
        r"\begin{cases} 0 & \text{if } x < 0 \\ 5 & \text{if } x = 17.3 \\ x & \text{otherwise} \end{cases}",
        id="cases",
    ),
    pytest.param(
        "2*piecewise(x>=0: 1)",
        r"2\left(\begin{cases} 1 & \text{if } x \ge 0 \end{cases}\right)",
        id="cases inside something larger stand in brackets",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_writes_as_mathematicians_do(text: str, expected: str) -> None:
    assert latex(parse(text, VARIABLES).tree) == expected


CONDITIONS = [
    pytest.param("0 < x <= 1", r"0 < x \le 1", id="a chain"),
    pytest.param("x != y and x >= 0", r"x \ne y \text{ and } x \ge 0", id="and"),
    pytest.param(
        "x < 0 or (x > 1 and not y > 1)",
        r"x < 0 \text{ or } (x > 1 \text{ and } \text{not }(y > 1))",
        id="mixtures have brackets",
    ),
    pytest.param(
        "not [x > 0] > 1/2",
        r"\text{not }\left(\left(\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}\right)"
        r" > \frac{1}{2}\right)",
        id="cases inside a comparison",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_writes_conditions(text: str, expected: str) -> None:
    assert latex_condition(parse_condition(text, VARIABLES)) == expected


TREES = [
    pytest.param(Number(Fraction(-1, 3)), r"-\frac{1}{3}", id="a negative third"),
    pytest.param(Operation("-", Variable("x"), Number(Fraction(-2))), "x - (-2)", id="minus a negative number"),
    pytest.param(Call("swirl_2", (Variable("x"),)), r"\operatorname{swirl\_2}(x)", id="a function nobody knows"),
    pytest.param(Negative(Number(Fraction(2))), "-2", id="minus two"),
]


@pytest.mark.parametrize(("tree", "expected"), TREES)
def test_writes_what_no_text_reads_as(tree: Operation, expected: str) -> None:
    assert latex(tree) == expected


def _call(name: str) -> str:
    arguments = ["x", "0.3", "0.7"][: arities()[name].least]
    return f"{name}({', '.join(arguments)})"


KATEX = set(
    re.findall(
        r"\\[A-Za-z]+",
        r"\sin \cos \tan \sec \csc \cot \sinh \cosh \tanh \coth \arcsin \arccos \arctan \ln \log \exp \max \min \sigma"
        r"\Phi \varphi \operatorname \left \right \lfloor \rfloor \lceil \rceil \sqrt",
    )
)


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_function_is_written_with_commands_that_katex_knows(name: str) -> None:
    text = latex(parse(_call(name)).tree)
    assert set(re.findall(r"\\[A-Za-z]+", text)) <= KATEX
    assert text.count("{") == text.count("}")


ROUNDING = 1e-12  # e^x and exp(x) differ in the last bit, and a pole of the second text makes more of it
READABLE = sorted(set(arities()) - {"gelu_tanh", "log2", "log10"})  # a subscript is nothing the reader reads


@pytest.mark.parametrize("name", READABLE)
def test_what_is_written_reads_back_as_the_same_function(name: str) -> None:
    x = np.linspace(-1.9, 1.9, 39)
    for text in (_call(name), f"2x*{_call(name)}^2/(3-{_call(name)})", f"exp(-{_call(name)}/2)*x*{_call(name)}*x"):
        formula = parse(text)
        np.testing.assert_allclose(parse(latex(formula.tree))(x), formula(x), rtol=ROUNDING)
