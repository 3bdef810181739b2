from collections.abc import Callable

import numpy as np
import pytest

from grader.maths.names import arities
from grader.maths.reading import parse
from grader.maths.total import analytic, flat, nonnegative, positive, rational, steady, total
from grader.maths.tree import Node


def _tree(text: str) -> Node:
    return parse(text, ("x", "a")).tree


KNOWN = [
    pytest.param(total, "exp(-x^2)/(1+abs(x))", id="a quotient by something positive"),
    pytest.param(total, "log(1+x^2) + sqrt(x^2)", id="logarithms and roots of the right sign"),
    pytest.param(total, "x^2 + x^0 + 2^x + x/-3 + 2^-1", id="powers that always exist"),
    pytest.param(total, "abs(x)^0.5", id="a root written as a power"),
    pytest.param(total, "piecewise(x<0: 0, floor(x))", id="a piecewise with a rest"),
    pytest.param(total, "mish(x) + hardswish(a*x)", id="named activations"),
    pytest.param(positive, "1 + abs(x)", id="one and something not negative"),
    pytest.param(positive, "exp(x)*sqrt(2)/pi + max(x, 1)", id="products, quotients and maxima of positive things"),
    pytest.param(positive, "(1+x^2)^x", id="a power of something positive"),
    pytest.param(nonnegative, "x*x + sqrt(x) + min(abs(x), 1) + x^2*(-x)^4", id="squares, roots and minima"),
    pytest.param(steady, "log(x)/x + tan(x) + cbrt(x)^-2", id="continuous on open pieces"),
    pytest.param(steady, "sqrt(x^2) + (1+x^2)^x + max(x, relu(x))", id="kinks are no jumps"),
    pytest.param(analytic, "exp(x)*log(x) - sqrt(1+x^2)/-x", id="no kinks anywhere"),
    pytest.param(lambda node: flat(node, "x"), "-floor(x)^2 + exp(sign(x))*a", id="stairs"),
]


@pytest.mark.parametrize(("question", "text"), KNOWN)
def test_knows(question: Callable[[Node], bool], text: str) -> None:
    assert question(_tree(text))


UNKNOWN = [
    pytest.param(total, "1/x", id="a pole"),
    pytest.param(total, "log(x^2)", id="a logarithm that reaches 0"),
    pytest.param(total, "x^-1 + x^2", id="a negative power"),
    pytest.param(total, "x^0.5", id="a fractional power"),
    pytest.param(total, "asin(x)", id="an inverse"),
    pytest.param(total, "tan(x)", id="the tangent"),
    pytest.param(total, "piecewise(x<0: 0)", id="a piecewise without a rest"),
    pytest.param(total, "piecewise(1/x<0: 0, 1)", id="a condition with a pole"),
    pytest.param(total, "celu(x, a)", id="a parameter that may be 0"),
    pytest.param(positive, "0", id="zero is not positive"),
    pytest.param(positive, "abs(x) + x^2", id="a sum that can be 0"),
    pytest.param(positive, "exp(x) - 1", id="a difference"),
    pytest.param(positive, "min(x, 1)", id="a minimum with anything"),
    pytest.param(positive, "piecewise(x<0: 1, 2)", id="a piecewise is not looked into"),
    pytest.param(nonnegative, "x*abs(x)", id="a product with anything"),
    pytest.param(nonnegative, "x^3", id="an odd power"),
    pytest.param(steady, "sqrt(x)", id="a root that ends at 0"),
    pytest.param(steady, "x^1.5", id="a power that ends at 0"),
    pytest.param(steady, "exp(floor(x))", id="stairs jump"),
    pytest.param(steady, "asin(x)", id="an inverse ends"),
    pytest.param(steady, "piecewise(x<0: 0, 1)", id="a piecewise may jump"),
    pytest.param(analytic, "exp(-abs(x))", id="a kink inside"),
    pytest.param(analytic, "relu(x)", id="a kink by name"),
    pytest.param(analytic, "sqrt(x^2)", id="a kink in disguise"),
    pytest.param(lambda node: flat(node, "x"), "floor(x) + x", id="a slope between stairs"),
    pytest.param(lambda node: flat(node, "x"), "piecewise(x<0: 0, 1)", id="a piecewise is no stairs"),
]


@pytest.mark.parametrize(("question", "text"), UNKNOWN)
def test_does_not_claim(question: Callable[[Node], bool], text: str) -> None:
    assert not question(_tree(text))


@pytest.mark.parametrize("name", sorted(arities()))
def test_what_is_called_total_has_values_everywhere(name: str) -> None:
    arguments = ["x", "-0.3", "0.7"][: arities()[name].most]
    formula = parse(f"{name}({', '.join(arguments)})")
    x = np.array([-3e2, -2.5, -1, -0.3, 0, 0.3, 0.7, 1, 2.5, 3e2])
    assert not total(formula.tree) or not np.isnan(formula(x)).any()


VALUES = [
    pytest.param("0.5", "1/2", id="a decimal"),
    pytest.param("-3", "-3", id="a negative number"),
    pytest.param("-(2/-3)", "2/3", id="a quotient"),
    pytest.param("1/0", "None", id="a division by zero"),
    pytest.param("1+1", "None", id="a sum is not worked out"),
    pytest.param("x/2", "None", id="a variable"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_tells_the_value_of_numbers(text: str, value: str) -> None:
    assert str(rational(_tree(text))) == value
