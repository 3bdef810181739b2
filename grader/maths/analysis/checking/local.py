"""Re-validation of where f is defined, continuous and smooth, and of what it is and does at 0."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from grader.maths.analysis.checking.approach import Rows, grows, quotients, tends
from grader.maths.analysis.checking.boxes import Box
from grader.maths.analysis.checking.breaks import bent, meet, smooth_until, torn
from grader.maths.analysis.checking.places import Place, is_lost, places
from grader.maths.analysis.checking.points import tried
from grader.maths.analysis.checking.sight import Sight, Truth, every, negated, some

MEANT = Fraction(1, 10**10)  # relative to 1: a place known to twelve digits
ORIGIN = Place(Fraction(0), exact=True)
HIGHEST = 9  # order of a derivative looked at
NEAREST = 8  # places looked at so closely
MANY = 3  # of infinitely many
ORDERS = {"C^inf": None} | {f"C^{k}": k for k in range(-1, 100)}


def defined(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that there is a value everywhere."""
    del boxes
    seen = [defined for x in tried(sight) if (defined := sight.is_defined(x)) is not None]  # the rest is too large
    return every((value is True, *seen, True if seen else None, *(negated(is_lost(sight, place)) for place in places(sight))))


def continuous(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that nothing is torn, nor missing."""
    return every((defined(sight, value, boxes), *(negated(torn(sight, place)) for place in places(sight))))


def smoothness(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the order up to which all derivatives run on, and that one more does not."""
    if value not in ORDERS:
        return False
    claimed = ORDERS[value]
    if claimed == -1:
        return negated(continuous(sight, True, boxes))
    near = sorted(places(sight), key=lambda place: abs(place.x))[:NEAREST]
    most = HIGHEST if claimed is None else min(claimed + 1, HIGHEST)
    reached = [smooth_until(sight, place, most) for place in near]
    runs = [_runs_on(until, stops, most if claimed is None else claimed) for until, stops in reached]
    ends = True if claimed is None else some(_stops(until, stops, claimed) for until, stops in reached)
    return every((defined(sight, True, boxes), *runs, ends or None))


def _runs_on(until: int, stops: Truth, claimed: int) -> Truth:
    """Whether a place is as smooth as claimed."""
    if until >= min(claimed, HIGHEST):
        return True
    return False if stops else None


def _stops(until: int, stops: Truth, claimed: int) -> Truth:
    return stops if until == claimed else False


def kinks(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the list of kinks."""
    del boxes
    return _listed(sight, value, _is_kink)


def jumps(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the list of points where f is torn."""
    del boxes
    return _listed(sight, value, _is_jump)


def _is_kink(sight: Sight, place: Place) -> Truth:
    if is_lost(sight, place):
        return False
    return every((negated(torn(sight, place)), bent(sight, place)))


def _is_jump(sight: Sight, place: Place) -> Truth:
    beside = [sight.is_defined(place.x + side * MEANT) for side in (-1, 1)]
    return every((*beside, torn(sight, place))) if False not in beside else False


def _listed(sight: Sight, value: Any, is_one: Callable[[Sight, Place], Truth]) -> Truth:
    """Whether each place of a list is one, and no other place."""
    found = places(sight)
    truths = [(place, is_one(sight, place)) for place in found]
    if value == "infinitely many":
        return True if sum(truth is True for _, truth in truths) >= MANY else None
    meant = [Fraction(x) for x in value]
    claims = (_is_at(sight, x, truths, is_one) for x in meant)
    others = (negated(truth) for place, truth in truths if not any(_is_near(place, x) for x in meant))
    return every((*claims, *others))


def _is_at(
    sight: Sight, x: Fraction, truths: Sequence[tuple[Place, Truth]], is_one: Callable[[Sight, Place], Truth]
) -> Truth:
    near = [truth for place, truth in truths if _is_near(place, x)]
    return near[0] if near else is_one(sight, Place(x.limit_denominator(10**6), exact=True))


def _is_near(place: Place, x: Fraction) -> bool:
    return abs(place.x - x) <= MEANT * (1 + abs(x))


def zero_at_origin(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate that f is 0 at 0."""
    del boxes
    found = sight.sign((ORIGIN.x,), lambda a: a) if sight.is_defined(ORIGIN.x) else 1
    return every((value is True, None if found is None else found == 0))


def derivative_at_0(sight: Sight, value: Any, boxes: Sequence[Box]) -> Truth:
    """Re-validate the slope at 0, or that there is none."""
    del boxes
    sides = [quotients(sight, ORIGIN.x, side) for side in (-1, 1)] if sight.is_defined(ORIGIN.x) else [[]]
    if value is None:
        return some((torn(sight, ORIGIN), _is_none(sides)))
    return every((negated(torn(sight, ORIGIN)), *(tends(rows, float(value)) for rows in sides)))


def _is_none(sides: Sequence[Rows | None]) -> Truth:
    """Whether chords on two sides have no slope in common, or one has none."""
    if None in sides:
        return None
    left, *right = [rows for rows in sides if rows is not None]
    if not left or not all(right):
        return True
    up, down = ([grows(rows, sign) for rows in (left, *right)] for sign in (1, -1))
    if all(up) or all(down):
        return False
    return True if any((*up, *down)) else negated(meet(left, *right))
