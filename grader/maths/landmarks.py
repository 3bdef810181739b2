"""Where a formula may change its ways: literals, and the points where a condition, a bar or a denominator switches.

Found on a grid in float64 and refined by bisection: not certified complete, so it tells where to look and
proves nothing.  Between two landmarks a formula is, as far as was seen, one analytic expression.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from grader.maths import floats, touching
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
    number,
    rebuild,
    walk,
)

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

MOST = 40  # landmarks of one formula; an oscillating denominator has infinitely many
PAIRS = 100  # arguments of one max or min compared with each other
SIMPLE = 1000  # denominators of the exact points a root is rounded to
APART = 1e-9  # relative: roots closer than this are taken for one, found twice with rounding
ULPS = 4  # of a root that rounding puts on a float: as far away its sign is seen again
TOUCHING = 1e-12  # of what touches 0, beside a root; the roots of what crosses it leave more
OFF = 1e-6  # of two sides of a condition that neither meet nor touch at a root
SMALL = 1e-3  # of a root between neighbouring floats, even of a cube root; a jump or a pole is larger
BISECTIONS = 64  # from a gap of the grid to neighbouring floats

_half = np.concatenate([np.geomspace(1e-9, 1e-2, 8), np.arange(1, 161) / 16 + 1 / 997, np.geomspace(11, 1e12, 60)])
GRID: Array = np.concatenate([-_half[::-1], [0.0], _half])


@dataclass(frozen=True, kw_only=True)
class Switch:
    """An expression that matters by its sign; hole: where it is 0 the formula has no value."""

    node: Node
    hole: bool = False


@dataclass(frozen=True, kw_only=True)
class Landmarks:
    """points: where something switches, sorted; holes: where a denominator vanishes, as enclosing pairs of floats.

    touched: those holes where it certainly does so without a change of sign.
    """

    points: tuple[Fraction, ...]
    holes: tuple[tuple[float, float], ...]
    touched: frozenset[tuple[float, float]] = frozenset()


def literals(node: Node) -> tuple[Fraction, ...]:
    """Return the numbers written in a formula that can be places to look at."""
    found = {part.value for part in walk(node) if isinstance(part, Number)}
    return tuple(sorted(value for value in found if value <= 10**9))


def landmarks(node: Node, variable: str) -> Landmarks:
    """Return where the switches of a tree in primitives change sign."""
    points, holes, touched = set[Fraction](), set[tuple[float, float]](), set[tuple[float, float]]()
    for switch in dict.fromkeys(switches(node)):
        if _is_constant(switch.node):
            continue
        values = _at(switch.node, variable, GRID)
        for touch in touching.touches(switch.node, variable, GRID, values) if switch.hole else ():
            points.add(touch.at if touch.exact else Fraction(float(touch.at)))
            if not touch.exact and (pair := _touched(node, switch.node, variable, float(touch.at))):
                touched.add(pair)
        for left, right in _crossings(switch.node, variable, values):
            points.add(_simplest(left, right))
            if switch.hole and (hole := _hole(node, variable, left, right)):
                holes.add(hole)
    nearest_points = sorted(points, key=abs)[:MOST]
    nearest_holes = sorted(holes | touched, key=lambda hole: abs(hole[0]))[:MOST]
    return Landmarks(points=tuple(sorted(nearest_points)), holes=tuple(nearest_holes), touched=frozenset(touched))


def may_have_hole(node: Node, variable: str, low: float, high: float) -> bool:
    """Whether a denominator of a tree in primitives reaches 0 at a root found elsewhere, as far as floats tell."""
    reach = APART * max(1.0, abs(low))
    ends = np.array([low - reach, high + reach])
    denominators = (switch.node for switch in switches(node) if switch.hole)
    values = (_at(denominator, variable, ends) for denominator in denominators)
    return any(np.sign(left) != np.sign(right) or max(abs(left), abs(right)) < TOUCHING for left, right in values)


def switches(node: Node) -> Iterator[Switch]:
    """Yield the expressions whose sign decides something in a tree in primitives."""
    for part in walk(node):
        match part:
            case Call():
                yield from _inside(part)
            case Operation("/", _, below):
                yield from (Switch(node=factor, hole=True) for factor in _factors(below))
            case Operation("^", base, exponent) if isinstance(exponent, Negative | Operation) or _is_broken(exponent):
                yield Switch(node=base, hole=isinstance(exponent, Negative))
            case Operation("+" | "-", left, right) if _is_constant(left) or _is_constant(right):
                yield Switch(node=part)  # where (x - π)^2 is smallest, a bump may stand
            case Piecewise(pieces, _):
                for condition, _ in pieces:
                    yield from _differences(condition)
            case _:
                pass


def _is_broken(exponent: Node) -> bool:
    """Whether an exponent is a number such as 0.5, so that (x^2)^0.5 has a kink where the base is 0."""
    return isinstance(exponent, Number) and exponent.value.denominator > 1


def _inside(call: Call) -> Iterator[Switch]:
    match call:
        case Call("abs" | "sign" | "step" | "sqrt" | "cbrt", (inside,)):
            yield Switch(node=inside)
        case Call("log", (inside,)):
            yield from (Switch(node=factor, hole=True) for factor in _factors(inside))
        case Call("floor" | "ceil", (inside,)):
            yield Switch(node=Call("sin", (Operation("*", Constant("pi"), inside),)))  # 0 at the whole numbers
        case Call("tan", (inside,)):
            yield Switch(node=Call("cos", (inside,)), hole=True)
        case Call("max" | "min", arguments):
            for a, b in islice(combinations(arguments, 2), PAIRS):
                yield Switch(node=Operation("-", a, b))
        case _:
            pass


def _is_constant(node: Node) -> bool:
    return not any(isinstance(part, Variable) for part in walk(node))


def _factors(node: Node) -> Iterator[Node]:
    """Yield expressions whose zeros are zeros of the whole."""
    match node:
        case Operation("*", left, right):
            yield from _factors(left)
            yield from _factors(right)
        case Operation("^", base, Number(exponent)) if exponent > 0:
            yield from _factors(base)
        case Negative(inside) | Call("abs" | "sqrt" | "cbrt", (inside,)):
            yield from _factors(inside)
        case _:
            yield node


def _differences(condition: Condition) -> Iterator[Switch]:
    for part in walk(condition):
        if isinstance(part, Comparison):
            for a, b in pairwise(part.operands):
                yield Switch(node=Operation("-", a, b))


def _crossings(node: Node, variable: str, values: Array) -> list[tuple[float, float]]:
    """Return neighbouring floats between which the expression changes sign, or a float twice where it is 0."""
    signs = np.sign(values)
    flat = np.pad(values == 0, 1)
    zeros = _nearest(np.flatnonzero(flat[1:-1] & ~(flat[:-2] & flat[2:])))  # of a plateau, its ends
    changes = _nearest(np.flatnonzero(signs[:-1] * signs[1:] < 0))
    return [(x, x) for x in GRID[zeros].tolist()] + _bisect(node, variable, GRID[changes], GRID[changes + 1])


def _nearest(indices: Indices) -> Indices:
    """Return the places on the grid that are nearest to 0, as many as are of interest."""
    return indices[np.argsort(np.abs(GRID[indices]), kind="stable")][:MOST]


def _bisect(node: Node, variable: str, low: Array, high: Array) -> list[tuple[float, float]]:
    """Narrow each gap with a change of sign to neighbouring floats, or to a float twice where it is 0."""
    if not low.size:
        return []
    signs = np.sign(_at(node, variable, low))
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if np.all((middle == low) | (middle == high)):
            break
        seen = np.sign(_at(node, variable, middle))
        low, high = np.where((seen == signs) | (seen == 0), middle, low), np.where(seen != signs, middle, high)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _hole(node: Node, variable: str, left: float, right: float) -> tuple[float, float] | None:
    """Return floats around a root of a divisor, or one twice that is the root, if the tree has no value at the root."""
    if left == right:
        if float(_simplest(left, right)) == left and _simplest(left, right).denominator <= SIMPLE:
            return left, right
        reach = ULPS * float(np.spacing(abs(left)))
        left, right = left - reach, right + reach
    return (left, right) if divisors(node, variable, left, right) else None


def _touched(node: Node, divisor: Node, variable: str, root: float) -> tuple[float, float] | None:
    """Return floats around a root where a divisor touches 0, if it is certainly in use there."""
    reach = ULPS * float(np.spacing(abs(root)))
    ends = np.array([root - reach, root + reach])
    compared = (_at(part.node, variable, ends) for part in _conditions(node))
    if not all(np.all(np.abs(values) > OFF) for values in compared):
        return None
    used = (switch.node for switch in switches(_taken(node, variable, ends)) if switch.hole)
    return (root - reach, root + reach) if divisor in used else None


def _conditions(node: Node) -> Iterator[Switch]:
    for part in walk(node):
        if isinstance(part, Piecewise):
            for condition, _ in part.pieces:
                yield from _differences(condition)


def divisors(node: Node, variable: str, left: float, right: float) -> tuple[Node, ...]:
    """Return what goes through 0 between two floats and leaves the tree without a value there, as far as they tell."""
    ends = np.array([left, right])
    parts = dict.fromkeys(switch.node for switch in switches(_taken(node, variable, ends)) if switch.hole)
    return tuple(part for part in parts if _goes_through_zero(_at(part, variable, ends)))


def _goes_through_zero(values: Array) -> bool:
    """Whether the sign changes, and not by a jump or a pole."""
    return bool(values[0] * values[1] < 0 and np.all(np.abs(values) < SMALL))


def _taken(node: Node, variable: str, ends: Array) -> Node:
    """Return the tree with the branches alone that are taken from end to end, and 0 where none certainly is."""

    def choose(part: Node) -> Node:
        if not isinstance(part, Piecewise):
            return part
        for condition, branch in part.pieces:
            if not _is_settled(condition, variable, ends):
                return number(0)
            if floats.holds(condition, {variable: ends}).all():
                return branch
        return part.otherwise or number(0)

    return rebuild(node, choose)


def _is_settled(condition: Condition, variable: str, ends: Array) -> bool:
    """Whether nothing that is compared crosses between the ends."""
    signs = (np.sign(_at(switch.node, variable, ends)) for switch in _differences(condition))
    return all(left == right for left, right in signs)


def _at(node: Node, variable: str, x: Array) -> Array:
    values: Mapping[str, Array] = {variable: x}
    return floats.evaluate(node, values)


def _simplest(left: float, right: float) -> Fraction:
    """Return the simple fraction a root was found next to, else the float left of it."""
    simple = Fraction(left).limit_denominator(SIMPLE)
    reach = 4 * max(np.spacing(abs(left)), abs(right - left))
    return simple if abs(float(simple) - left) <= reach else Fraction(left)
