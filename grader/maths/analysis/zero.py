"""Whether an analytic function is 0 on a whole interval: balls say no, a proof says yes."""

from fractions import Fraction

from flint import fmpq

from grader.maths.analysis import scan
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.points import Point, Span, above, below
from grader.maths.analysis.program import Program
from grader.maths.derivative import slope
from grader.maths.guards import lifted
from grader.maths.identity import Interval, vanishes
from grader.maths.tree import Node

PLACES = tuple(fmpq(n, 23) for n in (5, 11, 16))


def is_zero(node: Node, program: Program, span: Span, order: int = 0) -> bool:
    """Whether a tree, or a derivative of it, is 0 on an interval.

    Undecided: it looks like it, but no proof was found.
    """
    for x in _inside(span.low, span.high):
        value = scan.at(program, x, order)
        if value > 0 or value < 0:
            return False
    for _ in range(order):
        node = lifted(slope(node, program.variable))[0]
    if vanishes(node, program.variable, _interval(span.low, span.high)):
        return True
    raise Undecided("whether a part is 0 throughout can't be told")


def _interval(low: Point | None, high: Point | None) -> Interval:
    """Return a rational interval inside: what vanishes there, vanishes on all of it."""
    return Interval(
        low=None if low is None else _fraction(above(low)), high=None if high is None else _fraction(below(high))
    )


def _fraction(x: fmpq) -> Fraction:
    return Fraction(int(x.p), int(x.q))


def _inside(low: Point | None, high: Point | None) -> list[fmpq]:
    if low is None and high is None:
        return [2 * place - 1 for place in PLACES]
    if low is None and high is not None:
        return [below(high) - 4 * place for place in PLACES]
    if low is not None and high is None:
        return [above(low) + 4 * place for place in PLACES]
    assert low is not None  # noqa: S101  for the type checker
    assert high is not None  # noqa: S101
    width = below(high) - above(low)
    return [above(low) + width * place for place in PLACES]
