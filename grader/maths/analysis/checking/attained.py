"""Re-validation of what is attained: the best value inside against what f tends to at its ends."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from grader.maths.analysis.checking.approach import DIGITS, NEAR, Rows, sizes, soars, values
from grader.maths.analysis.checking.breaks import torn
from grader.maths.analysis.checking.places import Place, places
from grader.maths.analysis.checking.points import known
from grader.maths.analysis.checking.sight import Sight, Truth, every, some
from grader.maths.digit_arithmetic import Mpf

BEYOND = 100  # times as far out as the best point: there it shows what f tends to
ALIKE = 1e-200  # relative to 1 and a value: another differs by rounding, or by what more digits show
TIES = (400, 1200, 2500)  # digits of values that seem equal
THIRDS = 60
HALVINGS = 20
SHORT = 10**24  # denominators of points on the way to a summit


def takes_an_extreme(sight: Sight) -> Truth:
    """Whether f takes its largest value, or its smallest."""
    return some(_takes(sight, side) for side in (-1, 1))


def _takes(sight: Sight, side: int) -> Truth:
    """Whether side·f takes its largest value."""

    def height(x: Fraction) -> Mpf:
        value = sight.value(x, DIGITS)
        return float("-inf") if value is None else side * value

    exact = {place.x for place in places(sight) if place.exact and sight.value(place.x) is not None}
    xs = sorted(exact.union(known(sight)))
    if not xs:
        return None
    best = _summit(height, xs)
    return every(_stays_below(sight, best, side, end) for end in _ends(sight))


def _summit(height: Callable[[Fraction], Mpf], xs: list[Fraction]) -> Fraction:
    """Return the best of some points, made better between its neighbours; of equal ones that nearest to 0."""
    i = max(range(len(xs)), key=lambda i: (height(xs[i]), -abs(xs[i])))
    a, b = xs[max(i - 1, 0)], xs[min(i + 1, len(xs) - 1)]
    for _ in range(THIRDS):
        low, high = ((a + (b - a) * share).limit_denominator(SHORT) for share in (Fraction(1, 3), Fraction(2, 3)))
        a, b = (low, b) if height(low) < height(high) else (a, high)
    return max((xs[i], a), key=height)


def _ends(sight: Sight) -> Iterator[tuple[Place | None, int]]:
    """Yield from where to go whereto: far out, and to both sides of places where f is torn or missing."""
    yield from ((None, -1), (None, 1))
    for place in places(sight):
        if torn(sight, place) is not False or sight.value(place.x) is None:
            yield from ((place, -1), (place, 1))


def _stays_below(sight: Sight, best: Fraction, side: int, end: tuple[Place | None, int]) -> Truth:
    """Whether values on the way to an end don't exceed the best one; at a place known only nearly, f may be higher."""
    place, way = end
    rows = values(sight, None if place is None else place.x, way)
    if not rows:
        return None if rows is None else True
    if place is None:
        last = _reach(sight, way)
        return _is_below(sight, best, side, rows, (None, last)) if abs(last) > BEYOND * abs(best) else None
    below = _is_below(sight, best, side, rows, (place.x, place.x + way * NEAR[-1]))
    hidden = not place.exact and not soars(rows, side)
    return None if hidden and below is False else below


def _is_below(sight: Sight, best: Fraction, side: int, rows: Rows, end: tuple[Fraction | None, Fraction]) -> Truth:
    """Whether the best value is not exceeded; if another seems equal, more digits tell."""
    place, last = end
    highest, top = _highest(rows, side), side * sight.value(best, DIGITS)
    if not _are_alike(highest, top):
        return bool(highest < top)
    first = _first(sight, best, place)
    found = sight.sign((first, last), lambda a, b: side * (b - a), TIES, looks=2)
    return None if found is None else found <= 0


def _first(sight: Sight, best: Fraction, place: Fraction | None) -> Fraction:
    """Return where values that seem equal to the best one begin: if f only tends to it, there it is farthest off."""

    def is_alike(x: Fraction) -> bool:
        value = sight.value(x, DIGITS)
        return value is not None and _are_alike(value, sight.value(best, DIGITS))

    start, end = Fraction(0), best
    if place is not None:
        away = (place + (best - place) * 2**k for k in range(1, HALVINGS))
        start = next((x for x in away if not is_alike(x)), best)
    for _ in range(HALVINGS):
        middle = (start + end) / 2
        start, end = (start, middle) if is_alike(middle) else (middle, end)
    return end


def _are_alike(a: Mpf, b: Mpf) -> bool:
    return bool(abs(a - b) <= ALIKE * max(1, abs(b)))


def _highest(rows: Rows, side: int) -> Mpf:
    return max(side * value for row in rows for value in row)


def _reach(sight: Sight, way: int) -> Fraction:
    """Return how far out values are known."""
    return way * max((distance for distance, _ in sizes(sight, way)), default=Fraction(0))
