from fractions import Fraction
from random import Random

import pytest
from flint import fmpq, fmpq_poly
from written import tree

from grader.maths.analysis.polynomials import (
    DEGREE,
    complex_roots,
    polynomial,
    rational_roots,
    share_a_root,
    squarefree,
)

POLYNOMIALS = [
    pytest.param("3", [3], id="a number"),
    pytest.param("0", [], id="0"),
    pytest.param("x", [0, 1], id="the variable"),
    pytest.param("-x", [0, -1], id="its negative"),
    pytest.param("x^2-1/3", [Fraction(-1, 3), 0, 1], id="a square less a fraction"),
    pytest.param("(x+1)*(x-1)", [-1, 0, 1], id="a product"),
    pytest.param("(2*x+1)^3", [1, 6, 12, 8], id="a cube of a sum"),
    pytest.param("x/2+x/(3-1)", [0, 1], id="quotients by numbers"),
    pytest.param("0.044715*x^3+x", [0, 1, 0, Fraction("0.044715")], id="decimals"),
    pytest.param("x^0", [1], id="the power 0"),
    pytest.param(f"x^{DEGREE}", [0] * DEGREE + [1], id="the highest power"),
]


@pytest.mark.parametrize(("text", "coefficients"), POLYNOMIALS)
def test_a_polynomial_is_its_coefficients(text: str, coefficients: list[Fraction]) -> None:
    expected = [fmpq(Fraction(c).numerator, Fraction(c).denominator) for c in coefficients]
    assert polynomial(tree(text)) == fmpq_poly(expected)


NO_POLYNOMIALS = [
    "sin(x)", "pi*x", "1/x", "x^(1/2)", "x^(-1)", "2^x", "x^x", "x/0", f"x^{DEGREE + 1}", f"x^{DEGREE}*x", "sin(x)+x",
    "x-sin(x)", "-exp(x)", "max(x, 1)", "(10^1000*x)^20", "2^3^4^5*x",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_POLYNOMIALS)
def test_other_trees_are_none(text: str) -> None:
    assert polynomial(tree(text)) is None


def poly(*roots: fmpq) -> fmpq_poly:
    result = fmpq_poly([1])
    for root in roots:
        result *= fmpq_poly([-root, 1])
    return result


@pytest.mark.parametrize("seed", range(10))
def test_rational_roots_are_found_each_once(seed: int) -> None:
    random = Random(seed)
    roots = sorted({fmpq(random.randint(-20, 20), random.randint(1, 9)) for _ in range(4)})
    rest = fmpq_poly([-2, 0, 1]) * fmpq_poly([1, 0, 1])
    found, left = rational_roots(squarefree(poly(*roots, roots[0], roots[0]) * rest))
    assert sorted(found) == roots
    assert share_a_root(left, rest)


def test_irrational_roots_are_in_balls_that_are_real_where_they_are() -> None:
    real = [root.real for root, _ in complex_roots(fmpq_poly([-2, 0, 1]) * fmpq_poly([1, 0, 1])) if root.imag == 0]
    assert sorted(float(one.mid()) for one in real) == pytest.approx([-(2**0.5), 2**0.5])


def test_polynomials_with_the_same_roots_differ_by_a_factor() -> None:
    a = fmpq_poly([-2, 0, 1])
    assert share_a_root(a, -3 * a)
    assert not share_a_root(a, fmpq_poly([-3, 0, 1]))
    assert not share_a_root(a, fmpq_poly([-2, 1]))
