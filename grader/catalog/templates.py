"""Filling in variables: `{{k}}` is a bracketed value in a formula, and computed in a text."""

import re
from collections.abc import Mapping
from fractions import Fraction

from grader.errors import FormulaError, nearest
from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.numbers import exact
from grader.maths.reading import parse
from grader.maths.tree import number, substitute

Values = Mapping[str, Fraction | str]

APART = "where LaTeX needs two braces, put a space between them"

_WORD = re.compile(r"[^\W\d]\w*")
_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
DIGITS = 6  # of a value that is not a short decimal
LONGEST = 10**300  # a number written out in a text stays below, as float64 does


class UnfilledError(Exception):
    """A place in a text that can't be filled in.  at: its position in the text."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


def fill(text: str, values: Values, *, formula: bool) -> str:
    """Return a text with its places filled in, or raise UnfilledError."""
    return _PLACE.sub(lambda place: _filled(place, values, formula=formula), text)


def compute(expression: str, values: Values) -> Formula:
    """Return a formula in the variables as a constant one, or raise FormulaError."""
    numbers = {name: value for name, value in values.items() if isinstance(value, Fraction)}
    tree = parse(expression, tuple(numbers)).tree
    return Formula(tree=substitute(tree, {name: number(value) for name, value in numbers.items()}), variables=())


def _filled(place: re.Match[str], values: Values, *, formula: bool) -> str:
    expression = place.group(1).strip()
    value = values.get(expression)
    if isinstance(value, str):
        return f"({value})" if formula else value
    try:
        filled = f"({compute(expression, values).show()})" if formula else _computed(expression, values)
    except FormulaError as error:
        raise UnfilledError(f"{{{{{expression}}}}}: {_said(expression, values, error)}", place.start()) from None
    if not set(_WORD.findall(expression)).intersection(values):
        raise UnfilledError(f"{{{{{expression}}}}}: there is no variable in it; {APART}", place.start())
    return filled


def _said(expression: str, values: Values, error: FormulaError) -> str:
    """Return what is wrong with an expression: most often it is a name misspelt."""
    if not _WORD.fullmatch(expression):
        return error.message
    if not values:
        return f"“{expression}” is not a variable, for there are none; {APART}"
    hint = nearest(expression, values) or f"; the variables are {', '.join(values)}"
    return f"“{expression}” is not one of the variables{hint}"


def _computed(expression: str, values: Values) -> str:
    constant = compute(expression, values)
    rational = exact(constant)
    if rational is not None:
        return _short(rational)
    found = constant.ball((), balls.LADDER[0])
    if isinstance(found, balls.Gap):
        raise FormulaError("this has no value that can be said")
    return f"{balls.approximate(found):.{DIGITS}g}"


def _short(value: Fraction) -> str:
    if max(abs(value.numerator), value.denominator) > LONGEST:
        raise FormulaError("this number is too long to write out", reason="limit")
    if value.denominator == 1:
        return str(value.numerator)
    decimal = f"{float(value):.{DIGITS}g}"
    return decimal if "e" not in decimal and Fraction(decimal) == value else str(value)
