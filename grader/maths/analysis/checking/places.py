"""Where a formula may change its form: zeros of what its bars, conditions, roots and denominators are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from grader.maths.analysis.checking.sight import Sight, Truth
from grader.maths.digit_arithmetic import Value
from grader.maths.tree import (
    Call,
    Comparison,
    Constant,
    Node,
    Number,
    Operation,
    Variable,
    number,
    rebuild,
    walk,
)
from grader.maths.values import Gap

DIGITS = 150
WIDTH = Fraction(1, 10**120)  # of what a place that is not rational is known to
MOST = 24  # places, the nearest to 0
STEPS = range(-3, 4)  # of a staircase
NOWHERE = Call("log", (Number(Fraction(0)),))  # has no value
PLAIN = 10**6  # denominators of places that are taken for rational
_SPREAD = (
    *(Fraction(n, 7) for n in range(71)),
    *(Fraction(2**k) for k in range(4, 21)),
    *(Fraction(1, 10**k) for k in range(1, 13)),
)


@dataclass(frozen=True)
class Place:
    """x: where, exactly if so.  lost: what is 0 there, and has to be something else for the whole to have a value."""

    x: Fraction
    exact: bool
    lost: Node | None = None


@dataclass(frozen=True)
class Quantity:
    """node: something whose sign decides; lost: the part that has no value where it is 0."""

    node: Node
    lost: Node | None = None


def places(sight: Sight) -> list[Place]:
    """Return such places, from left to right, those of an even order left out."""
    grid = _grid(sight.node)
    found = dict[Fraction, Place]()
    for one in dict.fromkeys(_quantities(sight.node)):
        for place in _zeros(sight.of(one.node), grid, one.lost):
            kept = found.get(_key(place.x))
            if kept is None or (kept.lost is None and place.lost is not None):
                found[_key(place.x)] = place
    return sorted(sorted(found.values(), key=lambda place: abs(place.x))[:MOST], key=lambda place: place.x)


def _key(x: Fraction) -> Fraction:
    return Fraction(round(x * 10**60), 10**60)


def _grid(node: Node) -> list[Fraction]:
    literals = {part.value for part in walk(node) if isinstance(part, Number) and part.value < 10**9}
    beside = {literal + h for literal in literals for h in (0, Fraction(1, 3), Fraction(-1, 3))}
    return sorted({side * x for x in (*_SPREAD, *beside) for side in (-1, 1)})


def _quantities(node: Node) -> Iterator[Quantity]:
    for part in walk(node):
        match part:
            case Call("tan", (inner,)):
                yield Quantity(Call("cos", (inner,)), part)
            case Call("log", (inner,)):
                yield Quantity(inner, part)
            case Call("max" | "min", arguments):
                yield from (Quantity(Operation("-", a, b)) for a, b in combinations(arguments, 2))
            case Call("floor" | "ceil", (inner,)):
                yield from (Quantity(Operation("-", inner, number(n))) for n in STEPS)
            case Call("acos" | "asin" | "atanh" | "acosh", (inner,)):
                yield from (Quantity(Operation("-", inner, number(n))) for n in (-1, 1))
            case Call("abs" | "sign" | "step" | "sqrt" | "cbrt", (inner,)):
                yield Quantity(inner)
            case Comparison(operands, _):
                yield from (Quantity(Operation("-", a, b)) for a, b in pairwise(operands))
            case Operation("/", _, divisor) if _varies(divisor):
                yield Quantity(divisor, part)
            case Operation("^", base, exponent) if _varies(base) and not _is_natural(exponent):
                yield Quantity(base)
            case _:
                pass


def _varies(node: Node) -> bool:
    return any(isinstance(part, Variable) for part in walk(node))


def _is_natural(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1


def _zeros(quantity: Sight, grid: list[Fraction], lost: Node | None) -> Iterator[Place]:
    known = [(x, value) for x in grid if not isinstance(value := quantity.exactly(x), Gap)]
    yield from (Place(x, exact=True, lost=lost) for x, value in known if value == 0)
    for (a, at_a), (b, at_b) in pairwise(known):
        if (at_a < 0 < at_b or at_b < 0 < at_a) and (place := _between(quantity, a, b, lost)):
            yield place


def _between(quantity: Sight, a: Fraction, b: Fraction, lost: Node | None) -> Place | None:
    """Return a zero between two points of different signs, None if the sign changes at something else."""
    rising = _sign(quantity.exactly(b, DIGITS))
    while b - a > WIDTH * (1 + abs(a)):
        middle = (a + b) / 2
        side = _sign(quantity.exactly(middle, DIGITS))
        if side is None:
            return None
        if side == 0:
            return Place(middle, exact=True, lost=lost)
        a, b = (a, middle) if side == rising else (middle, b)
    plain = a.limit_denominator(PLAIN)
    if abs(plain - a) <= 2 * WIDTH * (1 + abs(a)):
        return Place(plain, exact=True, lost=lost)
    return Place(a, exact=False, lost=lost)


def _sign(value: Value | Gap) -> int | None:
    return None if isinstance(value, Gap) else (value > 0) - (value < 0)


def is_lost(sight: Sight, place: Place) -> Truth:
    """Whether there is no value at a place, at which what decides is 0, as close as it is known."""
    if place.exact:
        defined = sight.is_defined(place.x)
        return None if defined is None else not defined
    if place.lost is None:
        return False
    broken = sight.of(rebuild(sight.node, lambda node: NOWHERE if node == place.lost else node))
    beside = [place.x + side * Fraction(1, 10**40) for side in (-1, 1)]
    return all(broken.is_defined(x) is False for x in beside)


def nearest(found: list[Place], x: Fraction, within: Fraction) -> Place | None:
    """Return the place at a point known only so well."""
    near = [place for place in found if abs(place.x - x) <= within]
    return min(near, key=lambda place: abs(place.x - x)) if near else None
