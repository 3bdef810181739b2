"""Is a formula 0 everywhere?  Proved by images in finite fields, or left open.

Why a yes can be trusted.  The tree becomes an expression by laws that hold at every point where all its parts have
values (algebra/).  An image in a field keeps the laws of arithmetic, exp(u + v) = exp(u)exp(v), i² = −1 and
(√u)² = u, and gives random values to letters and to whatever else it meets: so an expression that does not vanish by
these laws has an image that is not 0, but for a chance of at most its degree in the size of the field; two images,
in fields that are drawn, leave less than 2^-60.  A root has both signs in turn unless its own is known, so that √x² is
not taken for x.  An expression without laws of its own, such as an arc, may still have a derivative that vanishes off
single points: as it is continuous, it is constant on an interval where all parts have values, and 0 if it is so at one
point.  Its derivative has no such corners only if every root and arc keeps away from its end, and so for the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from grader.maths import balls
from grader.maths.algebra.expressions import ONE, Atom, Expressions, Opaque
from grader.maths.algebra.functions import cis, exp
from grader.maths.algebra.lowering import Lowering
from grader.maths.algebra.points import Point
from grader.maths.algebra.signs import positive
from grader.maths.algebra.slopes import Slopes
from grader.maths.algebra.zeros import is_zero, support
from grader.maths.total import rational, total
from grader.maths.tree import Call, Node, Operation, Variable, number, walk

TURN, THIRDS_TURN = 120, 40  # orders of the root of unity; where cube roots are unique there is none of order 3
DERIVATIVES = 2  # taken one after the other
SIMPLE = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2")))  # where many functions have simple values
INTEGRALS = frozenset({"log", "atan", "asin", "erf"})  # what disappears in a derivative


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An open interval on which all parts of a tree have values; None is no end."""

    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def inside(self) -> Fraction:
        """A point of the interval, and not the simplest one: functions like to do something special at those."""
        match self.low, self.high:
            case None, None:
                return Fraction(3, 7)
            case None, Fraction() as high:
                return high - Fraction(3, 7)
            case Fraction() as low, None:
                return low + Fraction(3, 7)
            case low, high:
                return (3 * Fraction(low or 0) + 4 * Fraction(high or 0)) / 7

    def __contains__(self, x: Fraction) -> bool:
        return (self.low is None or self.low < x) and (self.high is None or x < self.high)


def vanishes(node: Node, variable: str, within: Interval | None = None) -> bool:
    """Whether a tree in primitives is proved to be 0 wherever all its parts have values.

    within: look there alone; all parts of the tree have values there.
    """
    everywhere = Interval() if total(node) else None
    try:
        return _vanishes(node, variable, within or everywhere, within or Interval(), TURN)
    except (Opaque, ZeroDivisionError):
        return False


def _vanishes(node: Node, variable: str, connected: Interval | None, looked: Interval, order: int) -> bool:
    e = Expressions(order=order, letter=variable, low=looked.low, high=looked.high)
    i = Lowering(e).lower(node)
    if order == TURN and any(isinstance(part, Atom) and part.name == "third" for part in e.parts):
        return _vanishes(node, variable, connected, looked, THIRDS_TURN)
    if is_zero(e, i):
        return True
    if not any(isinstance(part, Variable) for part in walk(node)):
        return _is_small_whole(e, i, node)
    return connected is not None and _is_regular(node, connected) and _is_flat(e, i, variable, connected)


def _is_flat(e: Expressions, i: int, variable: str, within: Interval, left: int = DERIVATIVES) -> bool:
    """Whether a function is constant, and 0 at one point."""
    names = {part.name for j in support(e, i) if isinstance(part := e.parts[j], Atom)}
    if left == 0 or INTEGRALS.isdisjoint(names) or not _has_few_corners(e, i, none=left < DERIVATIVES):
        return False
    slope = Slopes(e, variable).of(i)
    if not is_zero(e, slope) and not _is_flat(e, slope, variable, within, left - 1):
        return False
    return any(_is_nothing(e, value) for value in _values(e, i, variable, within))


def _has_few_corners(e: Expressions, i: int, *, none: bool) -> bool:
    """Whether a function is analytic but at single points: what may have a corner is taken of analytic functions."""
    corners = _may_end(e, i)
    return not corners if none else not any(_may_end(e, u) for u in corners)


def _may_end(e: Expressions, i: int) -> list[int]:
    """Return the arguments of roots, logarithms and arcs that may reach the end of what these are analytic on."""
    found = list[int]()
    for j in support(e, i):
        match e.parts[j]:
            case Atom("root" | "third" | "log", (u,)) if not positive(e, u) and not positive(e, e.times(-1, u)):
                found.append(u)
            case Atom("asin", (u,)):
                found.append(u)
            case _:
                pass
    return found


def _values(e: Expressions, i: int, variable: str, within: Interval) -> Iterator[int]:
    for x in (*SIMPLE, within.inside):
        if x in within:
            point = Point(e, variable, x)
            try:
                e.useful.update([point.of(j) for j in tuple(e.useful)])
                yield point.of(i)
            except (Opaque, ZeroDivisionError):
                continue


def _is_nothing(e: Expressions, value: int) -> bool:
    """Whether a real number is 0: itself, or because exp of a multiple of it is 1; an even one needs no signs."""
    if is_zero(e, value):
        return True
    multiple = exp(e, e.times(2 * _denominator(e, value), value))
    return is_zero(e, e.add(multiple, e.times(-1, ONE)))


def _denominator(e: Expressions, i: int) -> int:
    common = fmpq(1)
    for _, c in e.terms(i):
        common *= (c * common).q
    return int(common.p)


def _is_small_whole(e: Expressions, i: int, node: Node) -> bool:
    """Whether a number is 0 because it is a multiple of 2π, or exp of it is 1, and it is near 0."""
    if _is_nothing(e, i):
        return True
    value, one = balls.evaluate(node, {}, balls.LADDER[0]), balls.rational(Fraction(1))
    if balls.order(value, one) != -1 or balls.order(value, -one) != 1:
        return False
    return is_zero(e, e.add(cis(e, i), e.times(-1, ONE)))


def _is_regular(node: Node, within: Interval) -> bool:
    """Whether no root and no arc is at its end all along: it is not at a point inside, where nothing is special."""
    letters = {part.name for part in walk(node) if isinstance(part, Variable)}
    point, zero = dict.fromkeys(letters, within.inside), balls.rational(Fraction(0))
    values = (balls.evaluate(end, point, balls.LADDER[0]) for end in _ends(node))
    return all(balls.order(value, zero) in {-1, 1} for value in values)


def _ends(node: Node) -> Iterator[Node]:
    for part in walk(node):
        match part:
            case Call("sqrt" | "cbrt", (u,)):
                yield u
            case Call("asin" | "acos" | "acosh", (u,)):
                yield Operation("-", Operation("*", u, u), number(1))
            case Operation("^", u, exponent) if (value := rational(exponent)) is not None and value.denominator > 1:
                yield u
            case _:
                pass
