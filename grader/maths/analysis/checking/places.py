"""Where a formula may change its form: zeros of what its bars, conditions, roots and denominators are made of."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from grader.maths.analysis.checking.quantities import quantities, varies
from grader.maths.analysis.checking.sight import Sight, Truth
from grader.maths.analysis.checking.zeros import Zero, zeros
from grader.maths.tree import Call, Comparison, Logic, Node, Number, rebuild, walk

ORIGIN = Fraction(0)
LARGEST = 10**9  # constants that may be places
MOST = 16  # places, the nearest to 0
QUANTITIES = 60
NOWHERE = Call("log", (Number(Fraction(0)),))  # has no value
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


def places(sight: Sight) -> list[Place]:
    """Return such places, from left to right."""
    return sight.once("places", lambda: _places(sight))


def _places(sight: Sight) -> list[Place]:
    grid, found = _grid(sight), dict[Fraction, Place]()
    for one in reversed(quantities(sight.node)[:QUANTITIES]):  # the inner ones first: zeros of outer ones may be theirs
        others = [Zero(place.x, exact=place.exact) for place in found.values()]
        for zero in islice(zeros(sight.of(one.node), grid, others), MOST):
            kept = found.setdefault(_key(zero.x), Place(zero.x, exact=zero.exact))
            found[_key(zero.x)] = replace(kept, lost=kept.lost or one.lost)
    return sorted(sorted(found.values(), key=lambda place: abs(place.x))[:MOST], key=lambda place: place.x)


def _key(x: Fraction) -> Fraction:
    return Fraction(round(x * 10**60), 10**60)


def _grid(sight: Sight) -> list[Fraction]:
    """Return points to look at: a spread of them, and the rational constants in a formula with their surroundings."""
    parts = [part for part in walk(sight.node) if not isinstance(part, Comparison | Logic) and not varies(part)]
    constants = {value for part in parts if isinstance(value := sight.of(part).exactly(ORIGIN), Fraction)}
    beside = {one + h for one in constants if abs(one) < LARGEST for h in (0, Fraction(1, 3), Fraction(-1, 3))}
    return sorted({side * x for x in (*_SPREAD, *beside) for side in (-1, 1)})


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


def around(sight: Sight, x: Fraction, within: Fraction) -> Place | None:
    """Return the place at a point that is known only so well, if there is one."""
    return nearest(places(sight), x, within * (1 + abs(x)))


def nearest(found: list[Place], x: Fraction, within: Fraction) -> Place | None:
    """Return the place at a point known only so well."""
    near = [place for place in found if abs(place.x - x) <= within]
    return min(near, key=lambda place: abs(place.x - x)) if near else None
