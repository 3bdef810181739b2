"""Whether f repeats itself, so that a window stands for the whole line."""

from collections.abc import Iterator
from fractions import Fraction

from grader.maths.analysis.checking.sight import FINE, PLAIN, Sight, Truth
from grader.maths.tree import Constant, Node, Operation, Variable, number, substitute

LONGEST = 8  # windows, in periods
PARTS = 12  # of a period, in units or in π
PLACES = tuple(Fraction(n, 19) for n in (-55, -9, 31, 77, 140))


def moved(sight: Sight, period: Node) -> Sight:
    """Return the sight of f(x + period) − f(x)."""
    shifted = Operation("+", Variable(sight.variable), period)
    return sight.of(Operation("-", substitute(sight.node, {sight.variable: shifted}), sight.node))


def repeats(sight: Sight, low: Fraction, high: Fraction) -> Truth:
    """Whether f repeats itself, but for a rise of its own, after a period that fits into a window."""
    width = sight.real(high - low, FINE[0])
    for period in _periods():
        length = sight.of(period).value(low, FINE[0])
        if length is not None and width / LONGEST <= length <= width and _is_period(sight, period):
            return True
    return None


def _periods() -> Iterator[Node]:
    for p in range(1, PARTS + 1):
        for q in range(1, PARTS + 1):
            share = number(Fraction(p, q))
            yield from (share, Operation("*", share, Constant("pi")))


def _is_period(sight: Sight, period: Node) -> bool:
    rise = moved(sight, period)
    return all(rise.sign((Fraction(5, 19), x), lambda a, b: b - a, PLAIN, looks=2) == 0 for x in PLACES)
