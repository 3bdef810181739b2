"""Between which numbers the values of a tree lie, by its form: 1 - sigmoid(x) is positive, cosh(x) at least 1."""

from dataclasses import dataclass
from fractions import Fraction

from grader.maths.total import nonnegative, positive, rational
from grader.maths.tree import Call, Negative, Node, Operation, Operator

# Odd functions that rise: they have the sign of their argument.
ODD = frozenset({"asin", "asinh", "atan", "atanh", "cbrt", "erf", "sign", "sinh", "tanh"})


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from low to high; None is no end.  open_low, open_high: that end itself is left out."""

    low: Fraction | None = None
    high: Fraction | None = None
    open_low: bool = False
    open_high: bool = False

    def __contains__(self, x: Fraction | int) -> bool:
        above = self.low is None or self.low < x or (self.low == x and not self.open_low)
        below = self.high is None or x < self.high or (self.high == x and not self.open_high)
        return above and below

    @property
    def is_nonnegative(self) -> bool:
        """Whether no number in it is negative."""
        return self.low is not None and self.low >= 0

    @property
    def is_positive(self) -> bool:
        """Whether all numbers in it are positive."""
        return self.is_nonnegative and 0 not in self

    def __neg__(self) -> "Range":
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Range(low, high, self.open_high, self.open_low)

    def __add__(self, other: "Range") -> "Range":
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.open_low or other.open_low, self.open_high or other.open_high)

    def times(self, factor: Fraction) -> "Range":
        """Return the range of a multiple."""
        if factor < 0:
            return -self.times(-factor)
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Range(low, high, self.open_low, self.open_high)


_ONE = Fraction(1)
_BETWEEN_ONES = Range(-_ONE, _ONE, open_low=True, open_high=True)
_KNOWN = {
    "cos": Range(-_ONE, _ONE),
    "cosh": Range(_ONE),
    "erf": _BETWEEN_ONES,
    "erfc": Range(Fraction(0), Fraction(2), open_low=True, open_high=True),
    "sigmoid": Range(Fraction(0), _ONE, open_low=True, open_high=True),
    "sin": Range(-_ONE, _ONE),
    "tanh": _BETWEEN_ONES,
}


def within(node: Node) -> Range:
    """Return a range in which all values of a tree lie."""
    found = _within(node)
    if found.is_nonnegative:
        return found
    if positive(node):
        return Range(Fraction(0), found.high, open_low=True, open_high=found.open_high)
    return Range(Fraction(0), found.high, open_high=found.open_high) if nonnegative(node) else found


def _within(node: Node) -> Range:
    value = rational(node)
    if value is not None:
        return Range(value, value)
    match node:
        case Call(name):
            return _KNOWN.get(name, Range())
        case Negative(operand):
            return -within(operand)
        case Operation(operator, left, right):
            return _of_operation(operator, left, right)
        case _:
            return Range()


def _of_operation(operator: Operator, left: Node, right: Node) -> Range:
    above, below = rational(left), rational(right)
    match operator:
        case "+":
            return within(left) + within(right)
        case "-":
            return within(left) + -within(right)
        case "*" if above or below:
            return within(right).times(above) if above else within(left).times(below or Fraction(1))
        case "/" if below:
            return within(left).times(1 / below)
        case "^" if below == 2:
            return _square(within(left))
        case _:
            return Range()


def _square(base: Range) -> Range:
    if base.low is None or base.high is None:
        return Range(Fraction(0))
    largest = max(-base.low, base.high)
    return Range(Fraction(0), largest**2, open_high=base.open_low and base.open_high)
