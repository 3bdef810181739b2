import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sympy

import grader
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.maths.symbols import to_sympy

ROUNDING = 1e-11  # sympy writes some activations in another order

x = sympy.Symbol("x", real=True)

EXPRESSIONS = [
    pytest.param("0.1*x", x / 10, id="decimals are exact"),
    pytest.param("x/3 - 2", x / 3 - 2, id="a fraction"),
    pytest.param("pi*e^x", sympy.pi * sympy.exp(x), id="constants"),
    pytest.param("sqrt(x^2)", sympy.Abs(x), id="symbols are real"),
    pytest.param("x*sigmoid(x)", x / (1 + sympy.exp(-x)), id="sigmoid written out"),
    pytest.param("relu(x)", sympy.Max(0, x), id="ReLU"),
    pytest.param("step(x)", sympy.Piecewise((1, x > 0), (0, True)), id="a step is a piecewise"),
    pytest.param(
        "piecewise(0<x<=1 or not x<5: 1)",
        sympy.Piecewise((1, ((x > 0) & (x <= 1)) | (x >= 5)), (sympy.nan, True)),
        id="no value elsewhere",
    ),
    pytest.param(
        "piecewise(x==17.3: 5, x!=2 and x>=1: x, 0)",
        sympy.Piecewise((5, sympy.Eq(x, sympy.Rational(173, 10))), (x, sympy.Ne(x, 2) & (x >= 1)), (0, True)),
        id="conditions",
    ),
    pytest.param("log(-1)*x", sympy.nan, id="a number that does not exist"),
    pytest.param("x/0", sympy.nan, id="a division by zero"),
]


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS)
def test_becomes_a_sympy_expression(text: str, expected: sympy.Expr) -> None:
    assert to_sympy(parse(text).tree) == expected


@pytest.mark.parametrize("name", sorted(arities()))
def test_has_the_same_values_as_the_formula(name: str) -> None:
    formula = parse(f"{name}({', '.join(['x', '-0.3', '0.7'][: arities()[name].least])})")
    expression = to_sympy(formula.tree)
    for point in (-1.7, -0.6, 0.4, 0.9, 1.3):
        value = complex(expression.subs(x, sympy.Rational(str(point))).evalf(30))
        known = formula(np.array([point]))[0]
        if not np.isnan(known):
            assert value.real == pytest.approx(known, rel=ROUNDING)
            assert value.imag == 0


SLOPES = ["silu(x)", "mish(x)", "gelu(x)", "gelu_tanh(x)", "softsign(x)", "x^x", "log(x)/x", "sech(x)", "exp(-x^2/2)"]


@pytest.mark.parametrize("text", SLOPES)
def test_sympy_has_the_same_derivative(text: str) -> None:
    formula = parse(text)
    slope = sympy.diff(to_sympy(formula.tree), x)
    for point in (0.4, 0.9, 1.3):
        known = formula.derivative()(np.array([point]))[0]
        assert float(slope.subs(x, sympy.Rational(str(point))).evalf(30)) == pytest.approx(known, rel=ROUNDING)


HOSTILE = [
    pytest.param("9^9^9", "9**(9**9)", id="a tower stays a tower"),
    pytest.param("9^9^9*x", "9**(9**9)*x", id="also as a factor"),
    pytest.param("9^9^9^9 - x", "9^9^9^9 - x", id="a taller one becomes a symbol"),
    pytest.param("max(floor(exp(10^9)), x)", "Max(floor(exp(10^9)), x)", id="a floor with 400 million digits"),
    pytest.param("((2x)^9999)^9999", "((2*x)**9999)**9999", id="powers of powers"),
    pytest.param("(2x)^(10^400)", "(2*x)**(10**400)", id="a long exponent"),
]
SCRIPT = """
import sys
from grader.maths.reading import parse
from grader.maths.symbols import to_sympy
print(to_sympy(parse(sys.argv[1]).tree))
"""
ROOT = Path(grader.__file__).parents[1]
PATIENCE = 60  # seconds: starting takes one or two, hanging for ever


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_never_hangs(text: str, expected: str) -> None:
    command = [sys.executable, "-c", SCRIPT, text]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True, cwd=ROOT)
    assert run.stdout.strip() == expected


def test_a_number_too_large_to_say_is_any_real_number() -> None:
    (symbol,) = to_sympy(parse("9^9^9^9").tree).free_symbols
    assert symbol.is_real
    assert not symbol.is_positive
