import pytest

from grader.maths.reading import parse
from grader.maths.steps import steps
from grader.maths.symbols import steps as exported

DERIVATIONS = [
    pytest.param("7", ["Constant"], id="a constant"),
    pytest.param("x", ["The variable itself"], id="the variable"),
    pytest.param("3x", ["Constant factor"], id="a multiple"),
    pytest.param("x^2 + 3x + 1", ["Power rule", "Sum rule"], id="what is plain to see has no step"),
    pytest.param("x*sigmoid(x)", ["Known derivative", "Product rule"], id="SiLU"),
    pytest.param(
        "silu(x)", ["Definition", "Known derivative", "Product rule", "By its definition"], id="SiLU by its name"
    ),
    pytest.param("exp(-x^2/2)", ["Power rule", "Constant factor", "Chain rule"], id="from the inside out"),
    pytest.param("1/(1+exp(-x))", ["Chain rule", "Sum rule", "Quotient rule"], id="a constant over something"),
    pytest.param("sin(x)/x", ["Known derivative", "Quotient rule"], id="a quotient"),
    pytest.param("(1+x^2)^3", ["Power rule", "Sum rule", "Power and chain rule"], id="a power of something"),
    pytest.param("2^x", ["Exponential and chain rule"], id="an exponential"),
    pytest.param("x^x", ["Power with a variable exponent"], id="x to the x"),
    pytest.param("-tanh(x)", ["Known derivative", "Constant factor"], id="a minus"),
    pytest.param("max(0, x)", ["Piece by piece, with no slope where they meet"], id="a maximum"),
    pytest.param(
        "piecewise(x<0: x^2, sin(x))",
        ["Power rule", "Known derivative", "Piece by piece, with no slope where they meet"],
        id="pieces",
    ),
    pytest.param("sin(x) + sin(x)*x", ["Known derivative", "Product rule", "Sum rule"], id="the same only once"),
    pytest.param("+".join(["sin(x)^2"] * 20), ["Sum rule"], id="only the end of a long one"),
]


def _name(line: str) -> str:
    return line.removeprefix(r"\text{").partition("}")[0].rstrip(",: ")


@pytest.mark.parametrize(("text", "expected"), DERIVATIONS)
def test_names_each_rule_as_it_is_applied(text: str, expected: list[str]) -> None:
    assert [_name(line) for line in steps(parse(text).tree, "x")] == expected


def test_a_line_says_the_rule_and_what_it_gives() -> None:
    chain, product = steps(parse("t*tanh(2t)", ("t",)).tree, "t")
    assert chain == (r"\text{Chain rule, } (f(u))' = f'(u)\,u'\text{: } \frac{d}{dt} \tanh(2t) = 2(1 - \tanh^{2}(2t))")
    assert product == (
        r"\text{Product rule, } (u\,v)' = u'v + u\,v'\text{: } "
        r"\frac{d}{dt} \left(t\tanh(2t)\right) = \tanh(2t) + 2t(1 - \tanh^{2}(2t))"
    )


def test_symbols_hands_out_steps_too() -> None:
    assert exported is steps
