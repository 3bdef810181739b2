"""What single points refute, of a formula whose pieces can't be told: no universal claim is made here."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

from grader.maths.analysis.findings import Property, Witness, refuted
from grader.maths.analysis.witnesses import SPREAD, Values

ORIGIN = Fraction(0)
POINTS = tuple(sorted((*SPREAD, ORIGIN)))


def refutations(values: Values) -> Mapping[str, Property]:
    """Return the properties that some points refute."""
    found = {name: question(values) for name, question in _QUESTIONS.items()}
    return MappingProxyType({name: one for name, one in found.items() if one is not None})


def _undefined(values: Values) -> Property | None:
    x = next((x for x in (ORIGIN, *SPREAD) if values.is_defined(x) is False), None)
    return None if x is None else refuted(values.shown("no value", x))


def _smoothness(values: Values) -> Property | None:
    found = _undefined(values)
    return None if found is None else Property(value="C^-1", status="proved", witnesses=found.witnesses)


def _movement(values: Values) -> Property | None:
    ways = [values.pair(way, POINTS) for way in (1, -1)]
    return refuted(*(one for one in ways if one), value="no") if all(ways) else None


def _parity(values: Values) -> Property | None:
    found = [_asymmetry(values, side) for side in (1, -1)]
    return refuted(*(one for one in found if one), value="neither") if all(found) else None


def _asymmetry(values: Values, side: int) -> Witness | None:
    for x in SPREAD:
        if values.is_defined(x) is True and values.is_defined(-x) is False:
            return values.shown("one-sided", x, -x)
        if values.sign((x, -x), lambda a, b: b - side * a):
            return values.shown("not even" if side > 0 else "not odd", x, -x)
    return None


def _bends(values: Values) -> list[Witness]:
    seen = dict[int, Witness]()
    for a, b in combinations(POINTS, 2):
        way = values.sign((a, (a + b) / 2, b), lambda fa, fm, fb: fa + fb - 2 * fm)
        if way:
            seen.setdefault(way, values.shown("below chord" if way > 0 else "above chord", a, (a + b) / 2, b))
        if len(seen) == 2:
            break
    return list(seen.values())


def _affine(values: Values) -> Property | None:
    found = _bends(values)
    return refuted(found[0]) if found else None


def _convex(values: Values) -> Property | None:
    found = _bends(values)
    return refuted(*found, value="no") if len(found) == 2 else None


def _origin(values: Values) -> Property | None:
    if values.is_defined(ORIGIN) is False:
        return refuted(values.shown("no value", ORIGIN))
    return refuted(values.shown("not 0", ORIGIN)) if values.sign((ORIGIN,), lambda value: value) else None


_QUESTIONS: Mapping[str, Callable[[Values], Property | None]] = MappingProxyType(
    {
        "defined": _undefined,
        "continuous": _undefined,
        "smoothness": _smoothness,
        "monotone": _movement,
        "parity": _parity,
        "affine": _affine,
        "convex": _convex,
        "zero_at_origin": _origin,
    }
)
