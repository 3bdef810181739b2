"""Formulas that repeat themselves for ever: f(x + T) = f(x) + s·T, seen from the form alone.

sin(ax), tan(ax) and ax − floor(ax) repeat, and so does what is made of them; one window then stands for the whole line.
"""

from dataclasses import dataclass
from functools import reduce
from math import lcm
from typing import TypeAlias

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE, ZERO, Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.program import Program
from grader.maths.total import operands
from grader.maths.tree import Call, Negative, Node, Number, Operation, Piecewise, Variable
from grader.maths.tree import Constant as Letter

LONGEST = 1000  # of a period
ROOM = fmpq(9, 8)  # of a period to each side of 0, uneven

# slope of the line, whether there is nothing but the line, and the periods of what repeats
Form: TypeAlias = tuple[Constant, bool, tuple[Constant, ...]]


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """f(x + period) = f(x) + slope·period."""

    slope: Constant
    period: Constant

    @property
    def reach(self) -> fmpq:
        """How far to look to both sides of 0."""
        size = constants.ball(self.period).upper() * 128
        return fmpq(constants.integer(size.ceil()), 128) * ROOM + fmpq(1, 97)


def repeats(node: Node, variable: str) -> Repeats | None:
    """Return how a tree repeats itself, or None if its form does not show it."""
    try:
        found = _form(node, variable)
        if found is None or not found[2] or constants.sign(found[0]) is None:
            return None
        period = _common(found[2])
    except Undecided:
        return None
    if period is None or not constants.ball(period) < LONGEST:
        return None
    return Repeats(slope=found[0], period=period)


def _common(periods: tuple[Constant, ...]) -> Constant | None:
    """Return the smallest common multiple."""
    ratios = [constants.divide(period, periods[0]) for period in periods]
    if not all(isinstance(ratio, fmpq) for ratio in ratios):
        return None
    scale = lcm(*(int(ratio.q) for ratio in ratios))  # type: ignore[union-attr]
    multiple = lcm(*(abs(int((ratio * scale).p)) for ratio in ratios))  # type: ignore[operator, union-attr]
    found = constants.multiply(periods[0], fmpq(multiple, scale))
    return constants.negative(found) if (constants.sign(found) or 0) < 0 else found


def _form(node: Node, x: str) -> Form | None:
    match node:
        case Number() | Letter():
            return ZERO, True, ()
        case Variable():
            return ONE, True, ()
        case Negative(operand):
            inner = _form(operand, x)
            return None if inner is None else (constants.negative(inner[0]), *inner[1:])
        case Operation("+" | "-" as operator, left, right):
            a, b = _form(left, x), _form(right, x)
            if a is None or b is None:
                return None
            combine = constants.add if operator == "+" else constants.subtract
            return combine(a[0], b[0]), a[1] and b[1], a[2] + b[2]
        case Operation("*" | "/" as operator, left, right):
            return _scaled(operator, left, right, x)
        case Operation(_, left, right):
            return _level([_form(left, x), _form(right, x)])
        case Call(name, arguments):
            return _of_call(name, [_form(argument, x) for argument in arguments])
        case Piecewise(pieces, otherwise):
            return _of_pieces(pieces, otherwise, x)


def _scaled(operator: str, left: Node, right: Node, x: str) -> Form | None:
    a, b = _form(left, x), _form(right, x)
    for line, factor, node in ((a, b, right), (b, a, left)):
        if line is None or factor is None or (operator == "/" and node is left):
            continue
        if not constants.is_zero(line[0]) and constants.is_zero(factor[0]) and factor[1] and not factor[2]:
            c = Program(node, x)
            if c.is_constant() and constants.sign(c.value()):
                combine = constants.multiply if operator == "*" else constants.divide
                return combine(line[0], c.value()), line[1], line[2]
    return _level([a, b])


def _level(forms: list[Form | None]) -> Form | None:
    """Return the form of what is made of parts without a slope."""
    if any(form is None or not constants.is_zero(form[0]) for form in forms):
        return None
    known = [form for form in forms if form is not None]
    return ZERO, all(form[1] for form in known), tuple(period for form in known for period in form[2])


def _of_call(name: str, forms: list[Form | None]) -> Form | None:
    first = forms[0]
    if first is not None and first[1] and constants.sign(first[0]) and len(forms) == 1:
        wave = {"sin": fmpq(2), "cos": fmpq(2), "tan": fmpq(1)}.get(name)
        if wave is not None:
            return ZERO, False, (constants.divide(constants.pi_times(wave), first[0]),)
        if name in {"floor", "ceil"}:
            return first[0], False, (constants.divide(ONE, first[0]),)
    if name in {"max", "min"}:
        return _together(forms)
    if name in {"floor", "ceil"} and first is not None and not constants.is_zero(first[0]):
        return None
    return _level(forms)


def _together(forms: list[Form | None]) -> Form | None:
    """Return the form of what is one or the other of parts with the same slope."""
    known = [form for form in forms if form is not None]
    if len(known) < len(forms) or any(constants.same(form[0], known[0][0]) is not True for form in known):
        return None
    periods = reduce(lambda a, b: a + b, (form[2] for form in known))
    return (known[0][0], False, periods) if periods else None


def _of_pieces(pieces: tuple[tuple[object, Node], ...], otherwise: Node | None, x: str) -> Form | None:
    branches = [_form(then, x) for _, then in pieces] + ([] if otherwise is None else [_form(otherwise, x)])
    compared = [_form(operand, x) for when, _ in pieces for operand in operands(when)]  # type: ignore[arg-type]
    whole, conditions = _together(branches) or _level(branches), _together(compared) or _level(compared)
    if whole is None or conditions is None:
        return None
    return whole[0], False, whole[2] + conditions[2]
