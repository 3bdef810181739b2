"""Whether a condition holds for given numbers, with certainty."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.names import expand
from grader.maths.reading import parse_condition
from grader.maths.tree import Comparison, Condition, Logic, Number, Piecewise, Relation, Variable, rebuild_condition

_ORDERS: Mapping[Relation, tuple[int, ...]] = {
    "<": (-1,),
    "<=": (-1, 0),
    "==": (0,),
    "!=": (-1, 1),
    ">=": (0, 1),
    ">": (1,),
}
_INVERTED: Mapping[bool | None, bool | None] = {True: False, False: True, None: None}
_ONE, _ZERO = Number(Fraction(1)), Number(Fraction(0))


def holds(condition: Condition | str, numbers: Mapping[str, Formula]) -> bool | None:
    """Return whether a condition holds for these numbers, or None if it can't be told.

    Where one of its operands has no value, it does not hold.

    FormulaError: a condition given as text can't be read.
    """
    if isinstance(condition, str):
        condition = parse_condition(condition, tuple(numbers))
    truth = expand(Piecewise(((_filled(condition, numbers), _ONE),), _ZERO))

    def decided(bits: int) -> bool | None:
        found = balls.evaluate(truth, {}, bits)
        return None if found is balls.Gap.UNSURE else found == 1

    return balls.settle(decided)


def holds_in_all_digits(condition: Condition, numbers: Mapping[str, Formula]) -> bool | None:
    """Return whether a condition holds if numbers that agree in 130 digits are taken to be equal, as √2² and 2 are."""
    return _holds(_filled(condition, numbers))


def _filled(condition: Condition, numbers: Mapping[str, Formula]) -> Condition:
    return rebuild_condition(condition, lambda node: numbers[node.name].tree if isinstance(node, Variable) else node)


def _holds(condition: Condition) -> bool | None:
    match condition:
        case Comparison(operands, relations):
            sides = [balls.evaluate(expand(operand), {}, balls.LADDER[-1]) for operand in operands]
            return _all(_related(*three) for three in zip(relations, sides, sides[1:], strict=False))
        case Logic("and", conditions):
            return _all(map(_holds, conditions))
        case Logic("or", conditions):
            return _INVERTED[_all(_INVERTED[_holds(part)] for part in conditions)]
        case Logic(_, (inner, *_)):
            return _INVERTED[_holds(inner)]
        case _:
            return None


def _related(relation: Relation, a: balls.Value, b: balls.Value) -> bool | None:
    if balls.Gap.UNDEFINED in (a, b):
        return False
    order = balls.order(a, b)
    if order is None and balls.close(a, b, balls.LADDER[-1]):
        order = 0
    return None if order is None else order in _ORDERS[relation]


def _all(truths: Iterable[bool | None]) -> bool | None:
    known = list(truths)
    return False if False in known else None if None in known else True
