"""From tree to the source of a numpy expression: a formula as a function that a learner's program can be given.

It names np and scipy's special.  What is undefined becomes nan or inf, with numpy's warnings.
"""

from typing import assert_never

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
)

_CALLS = {
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
}


def code(node: Node) -> str:
    """Return the source of a numpy expression in the tree's variables."""
    return _code(expand(node))


def _code(node: Node) -> str:
    match node:
        case Number(value) if value.denominator == 1:
            return f"{value.numerator}.0"
        case Number(value):
            return f"({value.numerator} / {value.denominator})"
        case Constant(name):
            return f"np.{name}"
        case Variable(name):
            return name
        case Negative(operand):
            return f"(-{_code(operand)})"
        case Operation(operator, left, right):
            return f"({_code(left)} {'**' if operator == '^' else operator} {_code(right)})"
        case Call(name, arguments):
            return _call(name, [_code(argument) for argument in arguments])
        case Piecewise(pieces, otherwise):
            text = "np.nan" if otherwise is None else _code(otherwise)
            for when, then in reversed(pieces):
                text = f"np.where({_condition(when)}, {_code(then)}, {text})"
            return text
        case _:
            assert_never(node)


def _call(name: str, arguments: list[str]) -> str:
    match name:
        case "max" | "min":
            text = arguments[0]
            for argument in arguments[1:]:
                text = f"{_CALLS[name]}({text}, {argument})"
            return text
        case "softplus":
            return f"np.logaddexp(0.0, {arguments[0]})"
        case "step":
            return f"np.heaviside({arguments[0]}, 0.0)"
        case _:
            return f"{_CALLS.get(name, f'np.{name}')}({arguments[0]})"


def _condition(condition: Condition) -> str:
    match condition:
        case Comparison(operands, relations):
            seen = [_code(operand) for operand in operands]
            pairs = zip(relations, seen, seen[1:], strict=False)
            return " & ".join(f"({a} {relation} {b})" for relation, a, b in pairs)
        case Logic("not", (inner,)):
            return f"~({_condition(inner)})"
        case Logic(word, conditions):
            return (" & " if word == "and" else " | ").join(f"({_condition(part)})" for part in conditions)
        case _:
            assert_never(condition)
