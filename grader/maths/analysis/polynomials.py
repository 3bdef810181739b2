"""Trees that are polynomials with rational coefficients, whose real roots are known exactly and completely."""

from functools import lru_cache
from typing import Any

from flint import acb, fmpq, fmpq_poly

from grader.maths.analysis import constants
from grader.maths.tree import Negative, Node, Number, Operation, Variable

DEGREE = 24


@lru_cache(maxsize=2048)
def polynomial(node: Node) -> fmpq_poly | None:
    """Return a tree in one variable as a polynomial, or None if it is none, or too long a one."""
    match node:
        case Number(value):
            return fmpq_poly([constants.rational(value)])
        case Variable():
            return fmpq_poly([0, 1])
        case Negative(operand):
            inner = polynomial(operand)
            return None if inner is None else -inner
        case Operation(operator, left, right):
            a, b = polynomial(left), polynomial(right)
            return None if a is None or b is None else _combined(operator, a, b)
        case _:
            return None


def _combined(operator: str, a: fmpq_poly, b: fmpq_poly) -> fmpq_poly | None:
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b if a.degree() + b.degree() <= DEGREE else None
        case "/":
            return a / b[0] if b.degree() == 0 and b[0] != 0 else None
        case _:
            whole = b.degree() <= 0 and b[0].q == 1 and b[0] >= 0 and b[0] * max(a.degree(), 1) <= DEGREE
            return a ** int(b[0].p) if whole and _height(a) < 500 else None


def _height(a: fmpq_poly) -> int:
    return max((c.height_bits() for c in a.coeffs()), default=0)


def squarefree(a: fmpq_poly) -> fmpq_poly:
    """Return the polynomial with the same roots, each once."""
    return a / a.gcd(a.derivative())


def share_a_root(a: fmpq_poly, b: fmpq_poly) -> bool:
    """Whether two squarefree polynomials are the same up to a factor."""
    return a.degree() == b.degree() and a * b.coeffs()[-1] == b * a.coeffs()[-1]


def complex_roots(a: fmpq_poly) -> list[tuple[acb, int]]:
    """Return balls around the complex roots with their multiplicities; real ones have no imaginary part."""
    numerator: Any = a.numer()  # the stub of its roots forgets their multiplicities
    found: list[tuple[acb, int]] = numerator.complex_roots()
    return found


def rational_roots(a: fmpq_poly) -> tuple[tuple[fmpq, ...], fmpq_poly]:
    """Return the rational roots of a squarefree polynomial, and what is left of it without them."""
    found, rest = list[fmpq](), a
    for factor, _ in a.numer().factor()[1]:
        if factor.degree() == 1:
            found.append(fmpq(-factor[0], factor[1]))
            rest = rest / fmpq_poly(factor)
    return tuple(found), rest
