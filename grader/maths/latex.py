r"""From tree to LaTeX as a mathematician would write it, within what KaTeX knows.

The page echoes every formula this way while it is typed, so nothing is simplified here: a learner must recognise
the own formula.  Products lose their sign where that leaves one reading; fractions in exponents stay on the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import assert_never

from grader.maths.show import ATOM, POWER, PRODUCT, SIGNED, SUM, literal
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
    Relation,
    Variable,
    number,
    size,
    terminates,
    walk,
)

SHORT = 9  # nodes that an exponent of e may have; a longer one is written exp(…)
NEW_LINE = r" \\ "
OPEN = SUM - 1  # cases run on to the right, so that anything beside them needs brackets

_RAISED = frozenset({"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "coth"})  # sin²(x), not sin(x)²
_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {name: rf"\{name}" for name in (*_RAISED, "exp", "max", "min")}
    | {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "log": r"\ln"}
    | {"log2": r"\log_{2}", "log10": r"\log_{10}", "sigmoid": r"\sigma", "Phi": r"\Phi", "phi": r"\varphi"}
    | {"gelu_tanh": r"\operatorname{GELU}_{\tanh}"}
)
_OPERATORS: Mapping[str, str] = MappingProxyType(
    {"asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "relu": "ReLU", "leaky_relu": "LeakyReLU"}
    | {"prelu": "PReLU", "elu": "ELU", "selu": "SELU", "celu": "CELU", "gelu": "GELU", "silu": "SiLU"}
    | {"mish": "Mish", "relu6": "ReLU6"}
)
_FENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "abs": (r"\left|", r"\right|"),
        "floor": (r"\left\lfloor ", r"\right\rfloor"),
        "ceil": (r"\left\lceil ", r"\right\rceil"),
        "sqrt": (r"\sqrt{", "}"),
        "cbrt": (r"\sqrt[3]{", "}"),
    }
)
_SYMBOLS = frozenset({"sigmoid", "Phi", "phi"})  # letters, which get no space of their own as \sin does
_CLOSED = frozenset({"call", "symbol", "bracket", "fence"})  # what can follow any factor without a dot
_GREEK = frozenset({"alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "omega"})
_RELATIONS: Mapping[Relation, str] = MappingProxyType(
    {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "=", "!=": r"\ne"}
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A piece of LaTeX: how tightly it holds (as in show.py), and what stands at its two ends in a product."""

    text: str
    level: int
    first: str
    last: str


def latex(node: Node) -> str:
    """Return LaTeX for a tree."""
    return _write(node).text


def latex_condition(condition: Condition) -> str:
    """Return LaTeX for a condition."""
    match condition:
        case Comparison(operands, relations):
            rest = zip(relations, operands[1:], strict=True)
            first = _held(operands[0], SUM).text
            return first + "".join(f" {_RELATIONS[relation]} {_held(operand, SUM).text}" for relation, operand in rest)
        case Logic("not", (inner,)):
            return rf"\text{{not }}{_fenced(latex_condition(inner))}"
        case Logic(word, conditions):
            return rf" \text{{ {word} }} ".join(map(_joined, conditions))
        case _:
            assert_never(condition)


def _joined(part: Condition) -> str:
    text = latex_condition(part)
    return _fenced(text) if isinstance(part, Logic) and part.word != "not" else text


def _write(node: Node, *, raised: bool = False) -> _Written:
    match node:
        case Number(value):
            return _number(value)
        case Constant() | Variable():
            return _letter(node)
        case Negative(operand):
            return _negative(_write(operand, raised=raised))
        case Operation():
            return _operation(node, raised=raised)
        case Call():
            return _call(node, raised=raised)
        case Piecewise():
            return _cases(node)
        case _:
            assert_never(node)


def _number(value: Fraction) -> _Written:
    if value < 0 or not terminates(value):
        return _write(number(value))
    mantissa, _, power = literal(value).partition("e")
    if not power:
        return _Written(mantissa, ATOM, "digit", "digit")
    if mantissa == "1":
        return _Written(f"10^{{{power}}}", POWER, "digit", "digit")
    return _Written(rf"{mantissa} \cdot 10^{{{power}}}", PRODUCT, "digit", "digit")


def _letter(node: Constant | Variable) -> _Written:
    stem = node.name.rstrip("0123456789")
    digits = node.name[len(stem) :]
    name = _escaped(stem.rstrip("_"))
    if isinstance(node, Constant):
        name = r"\pi" if node.name == "pi" else "e"
    elif stem in _GREEK:
        name = rf"\{stem}"
    elif len(name) > 1:
        name = rf"\mathrm{{{name}}}"
    end = f"letter {node.name}"
    return _Written(f"{name}_{{{digits}}}" if digits else name, ATOM, end, end)


def _negative(inner: _Written) -> _Written:
    if inner.level < PRODUCT or inner.text.startswith("-"):
        inner = _bracketed(inner)
    return _Written(f"-{inner.text}", SIGNED, "minus", inner.last)


def _operation(node: Operation, *, raised: bool) -> _Written:
    match node.operator:
        case "+" | "-":
            left, right = _held(node.left, SUM, raised=raised), _held(node.right, PRODUCT, raised=raised)
            return _Written(f"{left.text} {node.operator} {_unsigned(right).text}", SUM, "sum", "sum")
        case "*":
            return _product(_held(node.left, PRODUCT), _unsigned(_held(node.right, PRODUCT)))
        case "/" if raised:
            left, right = _held(node.left, PRODUCT, raised=True), _held(node.right, POWER)
            return _Written(f"{left.text}/{right.text}", PRODUCT, left.first, "fraction")
        case "/":
            text = rf"\frac{{{latex(node.left)}}}{{{latex(node.right)}}}"
            return _Written(text, POWER, "fraction", "fraction")
        case "^":
            return _power(node.left, node.right)
        case _:
            assert_never(node.operator)


def _product(left: _Written, right: _Written) -> _Written:
    return _Written(f"{left.text}{_gap(left, right)}{right.text}", PRODUCT, left.first, right.last)


def _gap(left: _Written, right: _Written) -> str:
    """Return what stands between two factors: a dot where they could be misread side by side."""
    misread = right.first in {left.first, left.last, "digit", "fraction"} or left.last == "call"
    if right.text.startswith("(-") or (misread and right.first not in _CLOSED):
        return r" \cdot "
    if right.first == "symbol" or (left.last == "call" and right.first != "bracket"):
        return r"\,"
    return " " if left.text[-1].isalpha() and right.text[0].isalpha() else ""


def _power(base: Node, exponent: Node) -> _Written:
    raised = _write(exponent, raised=True).text
    written = _write(base)
    match base:
        case Call(name, (argument,)) if name in _RAISED and _is_plain(exponent):
            return _Written(f"{_FUNCTIONS[name]}^{{{raised}}}{_fenced(latex(argument))}", POWER, "call", "call")
        case Call("sqrt" | "cbrt"):
            written = _bracketed(written)
        case _ if written.level < ATOM:
            written = _bracketed(written)
    return replace(written, text=f"{written.text}^{{{raised}}}", level=POWER)


def _is_plain(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0


def _call(node: Call, *, raised: bool) -> _Written:
    if node.name in _FENCES and len(node.arguments) == 1:
        opening, closing = _FENCES[node.name]
        return _Written(f"{opening}{latex(node.arguments[0])}{closing}", ATOM, "fence", "fence")
    if node.name == "exp" and len(node.arguments) == 1 and _is_short(node.arguments[0]):
        return _Written(f"e^{{{_write(node.arguments[0], raised=True).text}}}", POWER, "letter e", "letter e")
    inside = ", ".join(_write(argument, raised=raised).text for argument in node.arguments)
    return _Written(f"{_name(node.name)}{_fenced(inside)}", ATOM, "symbol" if node.name in _SYMBOLS else "call", "call")


def _name(name: str) -> str:
    if name in _FUNCTIONS:
        return _FUNCTIONS[name]
    return rf"\operatorname{{{_escaped(_OPERATORS.get(name, name))}}}"


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def _is_short(node: Node) -> bool:
    return size(node) <= SHORT and not any(isinstance(part, Piecewise) for part in walk(node))


def _cases(node: Piecewise) -> _Written:
    lines = [rf"{latex(then)} & \text{{if }} {latex_condition(when)}" for when, then in node.pieces]
    if node.otherwise is not None:
        lines.append(rf"{latex(node.otherwise)} & \text{{otherwise}}")
    return _Written(rf"\begin{{cases}} {NEW_LINE.join(lines)} \end{{cases}}", OPEN, "cases", "cases")


def _held(node: Node, least: int, *, raised: bool = False) -> _Written:
    written = _write(node, raised=raised)
    return written if written.level >= least else _bracketed(written)


def _unsigned(right: _Written) -> _Written:
    return _bracketed(right) if right.text.startswith("-") else right


def _bracketed(inner: _Written) -> _Written:
    return replace(inner, text=_fenced(inner.text), level=ATOM, first="bracket", last="bracket")


def _fenced(inside: str) -> str:
    tall = any(mark in inside for mark in (r"\frac", r"\begin", r"\sqrt"))
    return rf"\left({inside}\right)" if tall else f"({inside})"
