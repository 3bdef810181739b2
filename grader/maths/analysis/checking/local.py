"""Re-validation of where f is defined, continuous and smooth, and of what it is and does at 0."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from grader.maths.analysis.checking.approach import Rows, grows, quotients, tends
from grader.maths.analysis.checking.breaks import bent, meet, smooth_until, torn
from grader.maths.analysis.checking.forms import MANY, Claim
from grader.maths.analysis.checking.places import Place, is_lost, places
from grader.maths.analysis.checking.points import tried
from grader.maths.analysis.checking.sight import Sight, Truth, every, is_sign, most, negated, some

MEANT = Fraction(1, 10**10)  # relative to 1: a place known to twelve digits
ORIGIN = Place(Fraction(0), exact=True)
HIGHEST = 9  # order of a derivative looked at
NEAREST = 8  # places looked at so closely
SOME = 3  # of infinitely many
ORDERS = {"C^inf": HIGHEST} | {f"C^{k}": k for k in range(100)}


def defined(sight: Sight) -> Truth:
    """Whether there is a value everywhere."""
    seen = most(map(sight.is_defined, tried(sight)))
    return every((seen, *(negated(is_lost(sight, place)) for place in places(sight))))


def continuous(sight: Sight) -> Truth:
    """Whether nothing is torn, nor missing."""
    return every((defined(sight), *(negated(torn(sight, place)) for place in places(sight))))


def smoothness(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the order up to which all derivatives run on, and that one more does not."""
    if claim.value == "C^-1":
        return negated(continuous(sight))
    if claim.value not in ORDERS:
        return False
    order = ORDERS[claim.value]
    near = sorted(places(sight), key=lambda place: abs(place.x))[:NEAREST]
    reached = [smooth_until(sight, place, min(order + 1, HIGHEST)) for place in near]
    runs = (_runs_on(until, stops, min(order, HIGHEST)) for until, stops in reached)
    ends = claim.value == "C^inf" or some(stops if until == order else False for until, stops in reached) or None
    return every((defined(sight), *runs, ends))


def _runs_on(until: int, stops: Truth, order: int) -> Truth:
    """Whether a place is as smooth as claimed."""
    return True if until >= order else negated(stops) and None


def kinks(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the list of kinks."""
    return _listed(sight, claim, _is_kink)


def jumps(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the list of points where f is torn."""
    return _listed(sight, claim, _is_jump)


def _is_kink(sight: Sight, place: Place) -> Truth:
    lost = is_lost(sight, place)
    return False if lost else every((negated(lost), negated(torn(sight, place)), bent(sight, place)))


def _is_jump(sight: Sight, place: Place) -> Truth:
    beside = [sight.is_defined(place.x + side * MEANT) for side in (-1, 1)]
    return False if False in beside else every((*beside, torn(sight, place)))


def _listed(sight: Sight, claim: Claim, is_one: Callable[[Sight, Place], Truth]) -> Truth:
    """Whether each place of a list is one, and no other place."""
    truths = [(place, is_one(sight, place)) for place in places(sight)]
    if claim.value == MANY:
        return sum(truth is True for _, truth in truths) >= SOME or None
    meant = [Fraction(x) for x in claim.value]
    claims = (_is_at(sight, x, truths, is_one) for x in meant)
    others = (negated(truth) for place, truth in truths if not any(_is_near(place, x) for x in meant))
    return every((*claims, *others))


def _is_at(
    sight: Sight, x: Fraction, truths: Sequence[tuple[Place, Truth]], is_one: Callable[[Sight, Place], Truth]
) -> Truth:
    near = [truth for place, truth in truths if _is_near(place, x)]
    return some(near) if near else is_one(sight, Place(x.limit_denominator(10**6), exact=True))


def _is_near(place: Place, x: Fraction) -> bool:
    return abs(place.x - x) <= MEANT * (1 + abs(x))


def is_zero_at_origin(sight: Sight) -> Truth:
    """Whether f is 0 at 0."""
    if not sight.is_defined(ORIGIN.x):
        return sight.is_defined(ORIGIN.x)
    return is_sign(0, sight.sign((ORIGIN.x,), lambda a: a))


def derivative_at_0(sight: Sight, claim: Claim) -> Truth:
    """Re-validate the slope at 0, or that there is none."""
    here = sight.is_defined(ORIGIN.x)
    if here is None:
        return None
    sides = [quotients(sight, ORIGIN.x, side) for side in (-1, 1)] if here else [Rows()]
    if claim.value is None:
        return some((torn(sight, ORIGIN), _is_none(sides)))
    return every((negated(torn(sight, ORIGIN)), *(tends(rows, float(claim.value)) for rows in sides)))


def _is_none(sides: Sequence[Rows | None]) -> Truth:
    """Whether chords on two sides have no slope in common, or one has none."""
    known = [rows for rows in sides if rows is not None]
    if len(known) < len(sides):
        return None
    if not all(known):
        return True
    up, down = ([grows(rows, sign) for rows in known] for sign in (1, -1))
    if all(up) or all(down):
        return False
    return True if any((*up, *down)) else negated(meet(*known))
