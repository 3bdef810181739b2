"""From tree to text that reads back as the same tree, with no bracket more than that takes.

What a learner is shown can be typed again: the page, a report and a stored answer speak one language.
"""

from fractions import Fraction
from typing import assert_never

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
    Operator,
    Piecewise,
    Variable,
    number,
    terminates,
)

PLAIN = 8  # characters of a number that need no power of ten to be read at a glance

# How tightly a form holds together; the left and right side of an operator must hold at least as the table says.
SUM, PRODUCT, SIGNED, POWER, ATOM = range(5)
_SIDES: dict[Operator, tuple[int, int]] = {
    "+": (SUM, PRODUCT),
    "-": (SUM, PRODUCT),
    "*": (PRODUCT, SIGNED),
    "/": (PRODUCT, SIGNED),
    "^": (ATOM, SIGNED),
}
_LEVELS: dict[Operator, int] = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
_LOGIC = {"or": 0, "and": 1, "not": 2}


def show(node: Node) -> str:
    """Return text that reads back as the same tree."""
    match node:
        case Number(value):
            return literal(value) if _is_literal(value) else show(number(value))
        case Constant(name) | Variable(name):
            return name
        case Negative(operand):
            return f"-{_held(operand, SIGNED)}"
        case Operation(operator, left, right):
            space = " " if operator in "+-" else ""
            first, second = _SIDES[operator]
            return f"{_held(left, first)}{space}{operator}{space}{_held(right, second)}"
        case Call(name, arguments):
            return f"{name}({', '.join(map(show, arguments))})"
        case Piecewise(pieces, otherwise):
            lines = [f"{show_condition(when)}: {show(then)}" for when, then in pieces]
            return f"piecewise({', '.join(lines if otherwise is None else [*lines, show(otherwise)])})"
        case _:
            assert_never(node)


def show_condition(condition: Condition) -> str:
    """Return text that reads back as the same condition."""
    match condition:
        case Comparison(operands, relations):
            rest = zip(relations, operands[1:], strict=True)
            return show(operands[0]) + "".join(f" {relation} {show(operand)}" for relation, operand in rest)
        case Logic("not", (inner,)):
            return f"not ({show_condition(inner)})"
        case Logic(word, conditions):
            return f" {word} ".join(_joined(part, word) for part in conditions)
        case _:
            assert_never(condition)


def level(node: Node) -> int:
    """Return how tightly a tree holds together once it is written."""
    match node:
        case Negative():
            return SIGNED
        case Operation(operator):
            return _LEVELS[operator]
        case Number(value) if not _is_literal(value):
            return level(number(value))
        case _:
            return ATOM


def literal(value: Fraction) -> str:
    """Return a terminating number exactly: plain where that is short, else with a power of ten."""
    digits, exponent = _digits(value)
    plain, power = _plain(digits, exponent), _with_power(digits, exponent)
    return plain if len(plain) <= max(PLAIN, len(power)) else power


def _is_literal(value: Fraction) -> bool:
    return value >= 0 and terminates(value)


def _digits(value: Fraction) -> tuple[str, int]:
    """Return the significant digits and the power of ten that the last of them stands for."""
    if value == 0:
        return "0", 0
    exponent = 0
    while (value * 10**-exponent).denominator > 1:
        exponent -= 1
    whole = str((value * 10**-exponent).numerator)
    digits = whole.rstrip("0")
    return digits, exponent + len(whole) - len(digits)


def _plain(digits: str, exponent: int) -> str:
    if exponent >= 0:
        return digits + "0" * exponent
    padded = digits.rjust(1 - exponent, "0")
    return f"{padded[:exponent]}.{padded[exponent:]}"


def _with_power(digits: str, exponent: int) -> str:
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{mantissa}e{exponent + len(digits) - 1}"


def _held(node: Node, least: int) -> str:
    return show(node) if level(node) >= least else f"({show(node)})"


def _joined(part: Condition, word: str) -> str:
    """Return a part of an “and” or “or”: “and” in “or” needs no brackets, all other mixtures do."""
    text = show_condition(part)
    return f"({text})" if isinstance(part, Logic) and _LOGIC[part.word] <= _LOGIC[word] else text
