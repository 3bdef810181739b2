"""From tree to the source of an expression of numpy or torch: a formula as a function that others compute with.

numpy's names np and scipy's special; what is undefined becomes nan or inf, with numpy's warnings.
torch's names torch and `piecewise(x, pieces, otherwise)`, pairs of a condition and a value as functions of x, since a
gradient would visit also the pieces that are not taken.  What has no x in it is worked out beforehand: Python would
raise for 1/0, and go on in complex numbers for (−8)^(1/3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, isnan
from typing import assert_never

from grader.maths.floats import evaluate
from grader.maths.names import expand
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
    walk,
)


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How a library writes functions.

    calls: where it has another name than `library`.name, or a whole expression with a place for the argument.
    """

    library: str
    calls: Mapping[str, str]

    def call(self, name: str, arguments: list[str]) -> str:
        """Return a call."""
        written = self.calls.get(name, f"{self.library}.{name}")
        return written.format(*arguments) if "{0}" in written else f"{written}({', '.join(arguments)})"


NUMPY = Dialect(
    library="np",
    calls={
        "acos": "np.arccos",
        "acosh": "np.arccosh",
        "asin": "np.arcsin",
        "asinh": "np.arcsinh",
        "atan": "np.arctan",
        "atanh": "np.arctanh",
        "erf": "special.erf",
        "erfc": "special.erfc",
        "max": "np.maximum",
        "min": "np.minimum",
        "sigmoid": "special.expit",
        "softplus": "np.logaddexp(0.0, {0})",
        "step": "np.heaviside({0}, 0.0)",
    },
)
TORCH = Dialect(
    library="torch",
    calls={
        "cbrt": "(torch.sign({0}) * torch.abs({0}) ** (1.0 / 3.0))",
        "max": "torch.maximum",
        "min": "torch.minimum",
        "softplus": "torch.logaddexp({0}, torch.zeros_like({0}))",
        "step": "(torch.sign({0}).clamp(min=0.0) + 0.0 * {0})",
    },
)


def code(node: Node, dialect: Dialect = NUMPY) -> str:
    """Return the source of an expression in the tree's variables; for torch, of one variable x."""
    return _code(expand(node), dialect)


def _code(node: Node, dialect: Dialect) -> str:
    if dialect is TORCH and not _varies(node):
        return _worked_out(node)
    match node:
        case Number(value) if value.denominator == 1:
            return f"{value.numerator}.0"
        case Number(value):
            return f"({value.numerator} / {value.denominator})"
        case Constant(name):
            return f"{dialect.library}.{name}"
        case Variable(name):
            return name
        case Negative(operand):
            return f"(-{_code(operand, dialect)})"
        case Operation(operator, left, right):
            return f"({_code(left, dialect)} {'**' if operator == '^' else operator} {_code(right, dialect)})"
        case Call(name, arguments):
            return _call(name, [_argument(argument, dialect) for argument in arguments], dialect)
        case Piecewise(pieces, otherwise):
            seen = [(_condition(when, dialect), _code(then, dialect)) for when, then in pieces]
            rest = f"{dialect.library}.nan" if otherwise is None else _code(otherwise, dialect)
            return _chosen(seen, rest) if dialect is NUMPY else _visited(seen, rest)
        case _:
            assert_never(node)


def _argument(node: Node, dialect: Dialect) -> str:
    """Return an argument; torch's functions take no plain numbers."""
    text = _code(node, dialect)
    return text if dialect is NUMPY or _varies(node) else f"torch.tensor({text}, dtype=torch.float64)"


def _varies(node: Node) -> bool:
    return any(isinstance(part, Variable) for part in walk(node))


def _worked_out(node: Node) -> str:
    """Return the value of a constant as it is written for torch."""
    value = float(evaluate(node, {}))
    if isfinite(value):
        return f"({value!r})"
    return "torch.nan" if isnan(value) else f"({'-' if value < 0 else ''}torch.inf)"


def _chosen(pieces: list[tuple[str, str]], otherwise: str) -> str:
    for when, then in reversed(pieces):
        otherwise = f"np.where({when}, {then}, {otherwise})"
    return otherwise


def _visited(pieces: list[tuple[str, str]], otherwise: str) -> str:
    written = "".join(f"(lambda x: {when}, lambda x: {then}), " for when, then in pieces)
    return f"piecewise(x, ({written}), lambda x: {otherwise})"


def _call(name: str, arguments: list[str], dialect: Dialect) -> str:
    if len(arguments) == 1:
        return dialect.call(name, arguments)
    text = arguments[0]
    for argument in arguments[1:]:
        text = dialect.call(name, [text, argument])
    return text


def _condition(condition: Condition, dialect: Dialect) -> str:
    match condition:
        case Comparison(operands, relations):
            seen = [_argument(operand, dialect) for operand in operands]
            pairs = zip(relations, seen, seen[1:], strict=False)
            return " & ".join(f"({a} {relation} {b})" for relation, a, b in pairs)
        case Logic("not", (inner,)):
            return f"~({_condition(inner, dialect)})"
        case Logic(word, conditions):
            return (" & " if word == "and" else " | ").join(f"({_condition(part, dialect)})" for part in conditions)
        case _:
            assert_never(condition)
