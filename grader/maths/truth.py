"""Whether a condition holds for given numbers, with certainty."""

from collections.abc import Mapping
from fractions import Fraction

from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.names import expand
from grader.maths.reading import parse_condition
from grader.maths.tree import Condition, Number, Piecewise, Variable, rebuild_condition

_ONE, _ZERO = Number(Fraction(1)), Number(Fraction(0))


def holds(condition: Condition | str, numbers: Mapping[str, Formula]) -> bool | None:
    """Return whether a condition holds for these numbers, or None if it can't be told.

    Where one of its operands has no value, it does not hold.

    FormulaError: a condition given as text can't be read.
    """
    if isinstance(condition, str):
        condition = parse_condition(condition, tuple(numbers))
    filled = rebuild_condition(condition, lambda node: numbers[node.name].tree if isinstance(node, Variable) else node)
    truth = expand(Piecewise(((filled, _ONE),), _ZERO))

    def decided(bits: int) -> bool | None:
        found = balls.evaluate(truth, {}, bits)
        return None if found is balls.Gap.UNSURE else found == 1

    return balls.settle(decided)
