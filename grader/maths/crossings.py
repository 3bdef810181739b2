"""Where the sign of a tree in primitives can change, certainly and completely; or that this can't be told here.

Only rational points are told, as exact fractions: those of polynomials, and of what has the sign of polynomials or
rises all along.  It is enough for the switches that activations have.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grader.maths import balls
from grader.maths.identity import vanishes
from grader.maths.ranges import ODD, within
from grader.maths.requirements import requirements
from grader.maths.total import nonnegative, rational
from grader.maths.tree import Call, Condition, Negative, Node, Number, Operation, Variable, number, rebuild, walk

if TYPE_CHECKING:
    from flint import fmpq_poly

HIGHEST = 24  # degree of polynomials
LONGEST = 4_000  # bits of their numbers
TRIED = tuple(map(Fraction, (0, 1, -1)))  # where rising functions like to be 0

_RISING = frozenset({"acosh", "exp", "log", "sigmoid", "softplus", "sqrt"} | ODD) - {"sign"}


@lru_cache(maxsize=1024)
def crossings(node: Node, variable: str) -> tuple[Fraction, ...] | None:
    """Return points between which a tree has one sign wherever it has values, sorted; None if that can't be told.

    Of a tree with other variables nothing is told.
    """
    if any(isinstance(part, Variable) and part.name != variable for part in walk(node)):
        return None
    found = _crossings(node, variable)
    return None if found is None else tuple(sorted(set(found)))


def _crossings(node: Node, x: str) -> tuple[Fraction, ...] | None:
    if not _depends(node, x) or 0 not in within(node):
        return ()
    match node:
        case Negative(u) | Call("abs" | "sqrt", (u,)):
            return _crossings(u, x)
        case Call(name, (u,)) if name in ODD:
            return _crossings(u, x)
        case Operation("*" | "/", left, right):
            return _joined(_crossings(left, x), _crossings(right, x))
        case Operation("^", base, exponent) if rational(exponent) is not None:
            return _crossings(base, x)
        case Operation("+", left, right) if nonnegative(left) and nonnegative(right):
            return _joined(_crossings(left, x), _crossings(right, x))  # 0 where both are
        case _:
            polynomial = _polynomial(node, x)
            if polynomial is not None:
                return _of_polynomial(polynomial)
            rising = _of_rising(node, x)
            return _of_never_zero(node, x) if rising is None else rising


def _joined(some: tuple[Fraction, ...] | None, more: tuple[Fraction, ...] | None) -> tuple[Fraction, ...] | None:
    return None if some is None or more is None else (*some, *more)


def _depends(node: Node, x: str) -> bool:
    return any(isinstance(part, Variable) and part.name == x for part in walk(node))


def _of_polynomial(polynomial: "fmpq_poly") -> tuple[Fraction, ...] | None:
    """Return the roots of a polynomial if all its real ones are rational."""
    roots = list[Fraction]()
    for factor, _ in polynomial.numer().factor()[1] if polynomial.degree() > 0 else ():
        if factor.degree() == 1:
            roots.append(Fraction(-int(factor[0]), int(factor[1])))
        elif _has_real_roots(factor):
            return None
    return tuple(roots)


def _has_real_roots(factor: Any) -> bool:
    return any(root.imag.contains(0) for root, _ in factor.complex_roots())


def _polynomial(node: Node, x: str) -> "fmpq_poly | None":
    from flint import fmpq_poly  # noqa: PLC0415  takes a while

    match node:
        case Number(value):
            return fmpq_poly([balls.rational(value)])
        case Variable(name):
            return fmpq_poly([0, 1]) if name == x else None
        case Negative(u):
            inner = _polynomial(u, x)
            return None if inner is None else -inner
        case Operation("^", base, exponent):
            power, inner = rational(exponent), _polynomial(base, x)
            if inner is None or power is None or power.denominator > 1 or power < 0:
                return None
            return inner ** int(power) if _is_short(inner, int(power)) else None
        case Operation(operator, left, right):
            combined: fmpq_poly | None = _combined(operator, _polynomial(left, x), _polynomial(right, x))
            return combined
        case _:
            return None


def _combined(operator: str, p: Any, q: Any) -> Any:
    if p is None or q is None or not _is_short(p, 1) or not _is_short(q, 1):
        return None
    match operator:
        case "+":
            return p + q
        case "-":
            return p - q
        case "*":
            return p * q
        case _:
            return p / q[0] if q.degree() == 0 else None


def _is_short(p: Any, power: int) -> bool:
    bits = max((c.height_bits() for c in p.coeffs()), default=0)
    return p.degree() * power <= HIGHEST and bits * power <= LONGEST


def _of_rising(node: Node, x: str) -> tuple[Fraction, ...] | None:
    """Return the only root of something that rises or falls all along, if it is found."""
    if not _trend(node, x):
        return None
    zero = balls.rational(Fraction(0))
    for at in dict.fromkeys((*TRIED, *_literals(node))):
        if balls.order(balls.evaluate(node, {x: at}, balls.LADDER[0]), zero) == 0:
            return (at,)
    return None


def _literals(node: Node) -> Iterator[Fraction]:
    for part in walk(node):
        if isinstance(part, Number):
            yield from (part.value, -part.value)


def _trend(node: Node, x: str) -> int | None:
    """Return 1 for what rises and -1 for what falls all along its domain, an interval; 0 for a constant."""
    match node:
        case _ if not _depends(node, x):
            return 0
        case Variable():
            return 1
        case Negative(u):
            return _turned(_trend(u, x), -1)
        case Operation("+", left, right):
            return _agreed(_trend(left, x), _trend(right, x))
        case Operation("-", left, right):
            return _agreed(_trend(left, x), _turned(_trend(right, x), -1))
        case Operation("*" | "/", u, factor) if value := rational(factor):
            return _turned(_trend(u, x), 1 if value > 0 else -1)
        case Operation("*", factor, u) if value := rational(factor):
            return _turned(_trend(u, x), 1 if value > 0 else -1)
        case Call(name, (u,)) if name in _RISING:
            return _trend(u, x)
        case Call("erfc", (u,)):
            return _turned(_trend(u, x), -1)
        case _:
            return None


def _turned(trend: int | None, sign: int) -> int | None:
    return None if trend is None else trend * sign


def _agreed(some: int | None, more: int | None) -> int | None:
    if some is None or more is None or some * more < 0:
        return None
    return some or more


def _of_never_zero(node: Node, x: str) -> tuple[Fraction, ...] | None:
    """Return the ends of the domain of something continuous that is never 0.

    Such is x + √(x² + 1): times itself with −√ it is a number.
    """
    under = {part.arguments[0] for part in walk(node) if isinstance(part, Call) and part.name == "sqrt"}
    if len(under) != 1 or not all(map(_makes_polynomials, walk(node))):
        return None
    root = Call("sqrt", (under.pop(),))
    norm = Operation("*", node, rebuild(node, lambda part: Negative(part) if part == root else part))
    for at in TRIED:
        value = balls.evaluate(norm, {x: at}, balls.LADDER[0])
        if balls.order(value, balls.rational(Fraction(0))) in {-1, 1} and not isinstance(value, balls.Gap):
            same = vanishes(Operation("-", norm, number(balls.fraction(value))), x)
            return _ends(node, x) if same else None
    return None


def _makes_polynomials(part: Node | Condition) -> bool:
    match part:
        case Operation("/", _, below):
            return bool(rational(below))
        case Operation("^", _, exponent):
            power = rational(exponent)
            return power is not None and power.denominator == 1 and power >= 0
        case Call(name):
            return name == "sqrt"
        case _:
            return isinstance(part, Negative | Number | Operation | Variable)


def _ends(node: Node, x: str) -> tuple[Fraction, ...] | None:
    ends = [crossings(one.node, x) for one in requirements(node)]
    return None if None in ends else tuple(point for points in ends for point in points or ())
