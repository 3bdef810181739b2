"""A derivation rule by rule, from the inside out, as LaTeX for a learner to follow."""

from collections.abc import Iterator
from typing import assert_never

from grader.maths.derivative import OUTER, derivative, written_out
from grader.maths.interior import depends
from grader.maths.latex import latex
from grader.maths.total import rational
from grader.maths.tree import Call, Constant, Negative, Node, Number, Operation, Piecewise, Variable, size, walk

LONG = 60  # nodes of a formula whose derivation still fits a page

_PIECES = ("Piece by piece, with no slope where they meet", "")


def steps(node: Node, variable: str) -> tuple[str, ...]:
    """Return a line for each rule as it is applied, the last of them the derivative; that alone for a long formula."""
    last = _line(node, variable)
    if size(node) > LONG:
        return (last,)
    return tuple(dict.fromkeys([*_before(node, variable), last]))


def _before(node: Node, x: str) -> Iterator[str]:
    """Yield the steps for what a tree is made of, and its definition if it has one."""
    if isinstance(node, Call) and not _is_known(node):
        yield rf"\text{{Definition: }} {latex(node)} = {latex(written_out(node))}"
    for part in _parts(node):
        yield from _before(part, x)
        if not _is_plain(part, x):
            yield _line(part, x)


def _line(node: Node, x: str) -> str:
    words, formula = _rule(node, x)
    rule = rf"\text{{{words}, }} {formula}\text{{: }}" if formula else rf"\text{{{words}: }}"
    inside = latex(node)
    brackets = rf"\left({inside}\right)" if isinstance(node, Operation | Negative | Piecewise) else inside
    return rf"{rule} \frac{{d}}{{d{latex(Variable(x))}}} {brackets} = {latex(derivative(node, x))}"


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Operation("+" | "-", left, right):
            return (*_terms(left), *_terms(right))
        case Operation(_, left, right):
            return (left, right)
        case Negative(operand):
            return (operand,)
        case Call():
            return node.arguments if _is_known(node) else (written_out(node),)
        case Piecewise(pieces, otherwise):
            return tuple(then for _, then in pieces) + (() if otherwise is None else (otherwise,))
        case Number() | Constant() | Variable():
            return ()
        case _:
            assert_never(node)


def _terms(node: Node) -> tuple[Node, ...]:
    """Return the terms of a sum: one rule serves them all."""
    if isinstance(node, Operation) and node.operator in {"+", "-"}:
        return (*_terms(node.left), *_terms(node.right))
    return (node,)


def _is_plain(node: Node, x: str) -> bool:
    """Whether a part needs no step: what is linear, and a minus before what has one."""
    if isinstance(node, Negative) or not depends(node, x):
        return True
    simple = not any(isinstance(part, Call | Piecewise) for part in walk(node))
    return simple and rational(derivative(node, x)) is not None


def _is_known(node: Call) -> bool:
    return node.name in OUTER or node.name in {"max", "min"}


def _rule(node: Node, x: str) -> tuple[str, str]:
    """Return a rule in words and as a formula."""
    match node:
        case _ if not depends(node, x):
            return "Constant", "c' = 0"
        case Operation("+" | "-"):
            return "Sum rule", "(u + v)' = u' + v'"
        case Operation("*" | "/"):
            return _of_factors(node, x)
        case Operation():
            return _of_power(node, x)
        case Call():
            return _of_call(node)
        case Piecewise():
            return _PIECES
        case Variable():
            return "The variable itself", "x' = 1"
        case _:
            return "Constant factor", r"(c\,u)' = c\,u'"


def _of_factors(node: Operation, x: str) -> tuple[str, str]:
    product = node.operator == "*"
    match depends(node.left, x), depends(node.right, x):
        case True, True:
            quotient = r"\left(\frac{u}{v}\right)' = \frac{u'v - u\,v'}{v^{2}}"
            return ("Product rule", r"(u\,v)' = u'v + u\,v'") if product else ("Quotient rule", quotient)
        case False, True if not product:
            return "Quotient rule", r"\left(\frac{c}{v}\right)' = -\frac{c\,v'}{v^{2}}"
        case _:
            return "Constant factor", r"(c\,u)' = c\,u'"


def _of_power(node: Operation, x: str) -> tuple[str, str]:
    match depends(node.left, x), depends(node.right, x):
        case True, True:
            return "Power with a variable exponent", r"(u^{v})' = u^{v}\,(v \ln(u))'"
        case False, True:
            return "Exponential and chain rule", r"(a^{u})' = a^{u} \ln(a)\,u'"
        case _ if isinstance(node.left, Variable):
            return "Power rule", r"(x^{n})' = n\,x^{n - 1}"
        case _:
            return "Power and chain rule", r"(u^{n})' = n\,u^{n - 1}\,u'"


def _of_call(node: Call) -> tuple[str, str]:
    if node.name in {"max", "min"}:
        return _PIECES
    if not _is_known(node):
        return "By its definition", ""
    if isinstance(node.arguments[0], Variable):
        return "Known derivative", ""
    return "Chain rule", r"(f(u))' = f'(u)\,u'"
