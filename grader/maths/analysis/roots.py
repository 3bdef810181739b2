"""All real roots of a branch-free tree inside an open interval, certified complete."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from flint import arb, ctx, fmpq, fmpq_poly

from grader.maths.analysis import constants, ends, scan, sweep
from grader.maths.analysis.constants import integer
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.polynomials import complex_roots, polynomial, rational_roots, share_a_root, squarefree
from grader.maths.analysis.program import Program
from grader.maths.analysis.zero import is_zero
from grader.maths.tree import Call, Constant, Negative, Node, Number, Operation, Variable

WAVES = 100  # roots of one sine
_POSITIVE = frozenset({"exp", "cosh", "sigmoid", "softplus", "erfc"})
_THROUGH_ZERO = frozenset({"sinh", "tanh", "atan", "asinh", "erf", "cbrt", "asin", "atanh", "sqrt"})


class Everywhere(Exception):  # noqa: N818  an answer of its own
    """The tree is 0 on the whole interval."""


def roots(node: Node, variable: str, low: Point | None, high: Point | None, deadline: Deadline) -> list[Point]:
    """Return the roots inside an interval on which the tree is analytic, in order.

    Everywhere: it is 0 on all of it.  Undecided: the list can't be certified.
    """
    found, plain = list[Point](), _without_zero(node)
    for factor in _factors(plain):
        for root in _of_factor(factor, variable, low, high, deadline):
            point = Point(at=root.at, zeros=root.zeros | {node, plain}) if plain is not node else root
            if not any(_are_one(point, known) for known in found):
                found.append(point)
    found.sort(key=lambda point: point.ball.mid())
    for a, b in pairwise(found):
        if not a.ball < b.ball:
            raise Undecided("two roots can't be told apart")
    return found


def _without_zero(node: Node) -> Node:
    """Return u for u − 0 and 0 − u, which comparisons with 0 are made of."""
    match node:
        case Operation("-", left, Number(value)) if value == 0:
            return left
        case Operation("-", Number(value), right) if value == 0:
            return right
        case _:
            return node


def _are_one(a: Point, b: Point) -> bool:
    """Whether two points are the same one for certain."""
    if isinstance(a.at, arb) or isinstance(b.at, arb):
        return bool(a.zeros & b.zeros) and a.ball.overlaps(b.ball)
    return a.at == b.at


def _factors(node: Node) -> Iterator[Node]:
    """Yield trees whose roots are those of the whole, where it is analytic."""
    match node:
        case Operation("*", left, right):
            yield from _factors(left)
            yield from _factors(right)
        case Operation("/", left, _) | Operation("^", left, Number()):
            yield from _factors(left)
        case Operation("^", left, exponent) if not _depends(exponent):
            yield from _factors(left)
        case Negative(operand):
            yield from _factors(operand)
        case Call(name, (inner,)) if name in _THROUGH_ZERO:
            yield from _factors(inner)
        case Call("log", (inner,)):
            yield Operation("-", inner, Number(Fraction(1)))
        case Call(name) if name in _POSITIVE:
            pass
        case _:
            yield node


def _depends(node: Node) -> bool:
    match node:
        case Variable():
            return True
        case Number() | Constant():
            return False
        case Negative(operand):
            return _depends(operand)
        case Operation(_, left, right):
            return _depends(left) or _depends(right)
        case Call(_, arguments):
            return any(map(_depends, arguments))
        case _:
            return True


def _of_factor(node: Node, variable: str, low: Point | None, high: Point | None, deadline: Deadline) -> list[Point]:
    poly = polynomial(node)
    if poly is not None:
        return _of_polynomial(node, poly, low, high)
    program = Program(node, variable)
    if program.is_constant():
        if constants.is_zero(program.value()):
            raise Everywhere
        if constants.sign(program.value()) is None:
            raise Undecided("whether a constant is 0 can't be told")
        return []
    straight = line(program)
    if straight is not None:
        a, b = straight
        if constants.is_zero(a):
            return []
        return _inside([Point(at=constants.divide(constants.negative(b), a), zeros=frozenset({node}))], low, high)
    if is_zero(node, program, Span(low=low, high=high)):
        raise Everywhere
    if isinstance(node, Call) and node.name in {"sin", "cos"}:
        wave = line(Program(node.arguments[0], variable))
        if wave is not None and low is not None and high is not None:
            return _inside(list(_of_wave(node, wave, low, high)), low, high)
    return _found(node, program, low, high, deadline)


def _of_wave(
    node: Call, wave: tuple[constants.Constant, constants.Constant], low: Point, high: Point
) -> Iterator[Point]:
    """Yield the roots of sin(ax + b) or cos(ax + b) around an interval: ax + b a multiple of π, or half of one."""
    a, b = wave
    shift = constants.HALF if node.name == "cos" else constants.ZERO
    ends = [(constants.ball(a) * end.ball + constants.ball(b)) / arb.pi() for end in (low, high)]
    first, last = (integer(k) for k in (ends[0].min(ends[1]).lower().floor(), ends[0].max(ends[1]).upper().ceil()))
    if last - first > WAVES:
        raise Undecided("too many roots")
    for n in range(first - 1, last + 1):
        angle = constants.subtract(constants.pi_times(n + shift), b)
        yield Point(at=constants.divide(angle, a), zeros=frozenset({node}))


def line(program: Program) -> tuple[constants.Constant, constants.Constant] | None:
    """Return a and b where the program is a·x + b."""
    forms = list[tuple[constants.Constant, constants.Constant] | None]()
    for step in program.steps:
        left = forms[step.left] if step.left >= 0 else None
        right = forms[step.right] if step.right >= 0 else None
        form: tuple[constants.Constant, constants.Constant] | None = None
        match step.operation:
            case "constant":
                form = (constants.ZERO, step.constant)
            case "x":
                form = (constants.ONE, constants.ZERO)
            case "add" if left and right:
                form = (constants.add(left[0], right[0]), constants.add(left[1], right[1]))
            case "multiply" if left and right:
                for one, other in ((left, right), (right, left)):
                    if constants.is_zero(one[0]):
                        form = (constants.multiply(one[1], other[0]), constants.multiply(one[1], other[1]))
            case _:
                pass
        forms.append(form)
    found = forms[program.result]
    return None if found is None or constants.sign(found[0]) is None else found


def _of_polynomial(node: Node, poly: fmpq_poly, low: Point | None, high: Point | None) -> list[Point]:
    if poly.degree() < 0:
        raise Everywhere
    if poly.degree() == 0:
        return []
    once = squarefree(poly)
    exact, rest = rational_roots(once)
    points = [Point(at=root, zeros=frozenset({node})) for root in exact]
    if rest.degree() > 0:
        with ctx.workprec(scan.FINE):
            balls = [root.real for root, _ in complex_roots(rest) if root.imag == 0]
        points += [Point(at=_named(rest, ball), zeros=frozenset({node})) for ball in balls]
    return _inside(points, low, high)


def _named(poly: fmpq_poly, ball: arb) -> constants.Constant:
    """Return ±√c exactly where the polynomial is x² − c up to a factor, else the ball."""
    a, b, c = (poly.coeffs() + [fmpq(0)] * 3)[2::-1]
    if poly.degree() == 2 and b == 0:
        root = constants.power(-c / a, constants.HALF)
        return root if ball > 0 else constants.negative(root)
    return ball


def _inside(points: list[Point], low: Point | None, high: Point | None) -> list[Point]:
    """Return the points that are certainly inside; one that may be an end must be known to be it."""
    kept = list[Point]()
    for point in points:
        sides = [_compared(point, end) * way for end, way in ((low, 1), (high, -1)) if end is not None]
        if all(side > 0 for side in sides):
            kept.append(point)
    return kept


def _compared(a: Point, b: Point) -> int:
    """Return the order of two points, 0 where they are known to be one."""
    if _are_one(a, b):
        return 0
    if not isinstance(a.at, arb) and not isinstance(b.at, arb):
        order = constants.sign(constants.subtract(a.at, b.at))
    else:
        order = 1 if a.ball > b.ball else -1 if a.ball < b.ball else None
        if order is None and _same_polynomial(a, b):
            order = 0
    if order is None:
        raise Undecided("a root too close to another point")
    return order


def _same_polynomial(a: Point, b: Point) -> bool:
    """Whether two overlapping balls hold the one root there of polynomials that are the same up to a factor."""
    for first in a.zeros:
        for second in b.zeros:
            p, q = polynomial(first), polynomial(second)
            if p is not None and q is not None and share_a_root(squarefree(p), squarefree(q)):
                return True
    return False


def _found(node: Node, program: Program, low: Point | None, high: Point | None, deadline: Deadline) -> list[Point]:
    """Look on both ends, then in between."""
    swept = sweep.sweep(program, Span(low=low, high=high), (0,), deadline)
    points = list[Point]()
    for part in swept.pattern(0):
        if isinstance(part, sweep.Zero):
            points.append(Point(at=part.at, zeros=frozenset({node})))
        elif part.sign is None:
            points.append(_touching(node, program, part, deadline))
    return _merged(points)


def _touching(node: Node, program: Program, cell: sweep.Stretch, deadline: Deadline) -> Point:
    """Return the root of a cluster: a simple rational where the function is exactly 0, and nowhere else near."""
    if cell.low is None or cell.high is None:
        raise Undecided("whether there are roots far out can't be told")
    simple = ends.simplest(arb(cell.low).union(arb(cell.high)))
    if simple is None or not ends.vanishes(program, simple):
        raise Undecided("a root of higher order, or none")
    point = Point(at=simple, zeros=frozenset({node}))
    for side in (-1, 1):
        germ = ends.germ(program, ends.Approach(point=point, side=side), deadline)
        germ.sign(0)
        if (germ.border < cell.high) if side > 0 else (germ.border > cell.low):
            raise Undecided("other roots may be near")
    return point


def _merged(points: list[Point]) -> list[Point]:
    """Return points in order, neighbouring cells of one cluster once."""
    kept = list[Point]()
    for point in points:
        if kept and isinstance(point.at, fmpq) and kept[-1].at == point.at:
            continue
        kept.append(point)
    return kept
