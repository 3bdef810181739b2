"""Points that show what a formula does: found where signs are certain, and confirmed by the formula's own values."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from flint import arb, fmpq

from grader.maths import balls
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Facts, Joint
from grader.maths.analysis.findings import Witness
from grader.maths.analysis.limits import fraction
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import above, below
from grader.maths.analysis.sweep import Stretch
from grader.maths.tree import Node

SHARP = 45  # bits of a value that is shown to twelve digits
WIDTHS = (Fraction(1), Fraction(3, 7))  # of chords; what repeats may be level over one of them
TRIED = 8  # places of one kind on one piece
OUTWARD = tuple(fmpq(n) for n in (1, 0)) + tuple(fmpq(1, 2**n) for n in (3, 7, 11, 16))
STEPS = tuple(Fraction(1, 2**k) for k in (2, 5, 9, 14, 20, 30, 45, 70, 120, 250))
# plain numbers first: a witness is to be checked by hand; then some that nothing special happens at
_SPREAD = ("1", "2", "1/2", "3", "5/7", "10/7", "40/7", "13", "1/1050", "1/700000", "100000/7")
SPREAD = tuple(side * Fraction(n) for n in _SPREAD for side in (1, -1))
_GRID = tuple(map(Fraction, ("1/2", "1", "3/2", "2", "5/2", "3", "4", "5", "7", "10", "20")))
PLAIN = tuple(sorted((*_GRID, Fraction(0), *(-x for x in _GRID))))
PAIRS = tuple(sorted(pairwise(PLAIN), key=lambda pair: (max(map(abs, pair)), -pair[0])))  # nearest to 0 first
CHORDS = tuple(
    (Fraction(n) - h, Fraction(n) + h) for n in (0, 1, -1, 2, -2, 3, -3, 4, -4, 6, -6) for h in (1, Fraction(1, 2))
)


class Values:
    """A formula's values at rational points, with certain signs of what is made of them."""

    def __init__(self, node: Node, variable: str) -> None:
        self.node, self.variable = node, variable
        self._known = dict[tuple[Fraction, int], balls.Value]()

    def ball(self, x: Fraction, bits: int) -> balls.Value:
        """Return the value, or why there is none."""
        key = (x, bits)
        if key not in self._known:
            self._known[key] = balls.evaluate(self.node, {self.variable: x}, bits)
        return self._known[key]

    def is_defined(self, x: Fraction) -> bool | None:
        """Whether there is a value."""

        def known(bits: int) -> bool | None:
            value = self.ball(x, bits)
            return None if value is balls.Gap.UNSURE else value is not balls.Gap.UNDEFINED

        return balls.settle(known)

    def sign(self, points: Sequence[Fraction], claim: Callable[..., object]) -> int | None:
        """Return the sign of a claim about the values at points, None if there is none, or it can't be told."""

        def certain(bits: int) -> int | None:
            values = [self.ball(x, bits) for x in points]
            if any(isinstance(value, balls.Gap) for value in values):
                return None
            with balls.precision(bits):
                return balls.order(claim(*values), fmpq(0))  # type: ignore[arg-type]

        return balls.settle(certain)

    def shown(self, kind: str, *x: Fraction) -> Witness:
        """Return a witness with the values for display."""
        return Witness(kind=kind, x=x, y=tuple(self._number(one) for one in x))

    def _number(self, x: Fraction) -> float:
        for bits in balls.LADDER:
            value = self.ball(x, bits)
            if isinstance(value, fmpq) or (isinstance(value, arb) and value.rel_accuracy_bits() > SHARP):
                return balls.approximate(value)
            if value is balls.Gap.UNDEFINED:
                break
        return float("nan") if isinstance(value, balls.Gap) else balls.approximate(value)

    def step(self, x: fmpq, way: int) -> Witness | None:
        """Return two points close to x between which f rises (1) or falls (−1), if they are soon found."""
        here = fraction(x)
        for h in STEPS:
            for a, b in ((here, here + h), (here - h, here)):
                if self.sign((a, b), lambda fa, fb: fb - fa) == way:
                    return self.shown("rises" if way > 0 else "falls", a, b)
        return None

    def bend(self, x: fmpq, way: int) -> Witness | None:
        """Return three points around x where f lies below its chord (1) or above (−1)."""
        middle = fraction(x)
        for h in STEPS:
            if self.sign((middle - h, middle, middle + h), lambda a, m, b: a + b - 2 * m) == way:
                return self.shown("below chord" if way > 0 else "above chord", middle - h, middle, middle + h)
        return None

    def pair(self, way: int, points: Sequence[Fraction]) -> Witness | None:
        """Return two of some sorted points between which f rises or falls."""
        for a, b in pairwise([x for x in points if self.is_defined(x)]):
            if self.sign((a, b), lambda fa, fb: fb - fa) == way:
                return self.shown("rises" if way > 0 else "falls", a, b)
        return None


def movement(facts: Facts, values: Values, way: int) -> Witness | None:
    """Return points that show that f rises (1) or falls (−1) somewhere, if it certainly does."""
    for pair in PAIRS:
        if values.sign(pair, lambda fa, fb: fb - fa) == way:
            return values.shown("rises" if way > 0 else "falls", *pair)
    for place in _places(facts, 1, way):
        if found := values.step(place, way):
            return found
    for joint in facts.joints:
        if found := values.pair(way, around(joint)):
            return found
    return values.pair(way, [x for x in sorted(SPREAD) if values.is_defined(x)])


def bending(facts: Facts, values: Values, way: int) -> Witness | None:
    """Return points that show that f lies below (1) or above (−1) a chord, if it certainly does."""
    for a, b in CHORDS:
        if values.sign((a, (a + b) / 2, b), lambda fa, fm, fb: fa + fb - 2 * fm) == way:
            return values.shown("below chord" if way > 0 else "above chord", a, (a + b) / 2, b)
    for place in _places(facts, 2, way):
        if found := values.bend(place, way):
            return found
    for joint in facts.joints:
        x = nearby(joint)
        for h in STEPS:
            for shift in (Fraction(0), h / 3, -h / 3):
                points = (x - h + shift, x + shift, x + h + shift)
                if values.sign(points, lambda a, m, b: a + b - 2 * m) == way:
                    return values.shown("below chord" if way > 0 else "above chord", *points)
    return None


def _places(facts: Facts, order: int, way: int) -> Iterator[fmpq]:
    """Yield points where f′ or f″ certainly has a sign."""
    for part in facts.parts:
        yield from islice(_in_pattern(part, order, way), TRIED)
        yield from [x for x, sign in part.seen(order) if sign == way][:TRIED]


def _in_pattern(part: Part, order: int, way: int) -> Iterator[fmpq]:
    try:
        pattern = part.pattern(order)
    except Undecided:
        return
    for stretch in pattern:
        if isinstance(stretch, Stretch) and stretch.sign == way:
            yield from _inside(part, stretch)


def _inside(part: Part, stretch: Stretch) -> Iterator[fmpq]:
    """Yield points of a stretch: its middle, or where it borders on others if it runs out of sight."""
    low, high = _rational(stretch.low, 1), _rational(stretch.high, -1)
    if low is None and part.low is not None:
        low = above(part.low)
    if high is None and part.high is not None:
        high = below(part.high)
    if low is not None and high is not None:
        yield (low + high) / 2
    elif low is None and high is None:
        yield from (fmpq(0), fmpq(1), fmpq(-1))
    else:
        end, way = (low, 1) if low is not None else (high, -1)
        yield from (end + way * step for step in OUTWARD)  # type: ignore[operator]


def _rational(x: fmpq | arb | None, side: int) -> fmpq | None:
    if not isinstance(x, arb):
        return x
    mantissa, exponent = arb(x.mid()).man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent) + side * fmpq(1, 2**60)


def nearby(joint: Joint) -> Fraction:
    """Return a rational at a joint, or as good as there."""
    at = joint.point.at
    if isinstance(at, fmpq):
        return fraction(at)
    return fraction((below(joint.point) + above(joint.point)) / 2)


def around(joint: Joint) -> list[Fraction]:
    """Return points close to a joint on both sides, and itself."""
    x = nearby(joint)
    return [x - h for h in STEPS] + [x] + [x + h for h in reversed(STEPS)]


def far(facts: Facts, values: Values, side: int) -> list[Witness]:
    """Return points with ever larger (1) or smaller (−1) values on the way to an end."""
    found = list[list[Fraction]]()
    for way in _outward(facts):
        best = list[Fraction]()
        for x in way:
            if values.is_defined(x) and (not best or values.sign((best[-1], x), lambda fa, fb: fb - fa) == side):
                best.append(x)
        found.append(best)
    most = max(found, key=len)
    if len(most) < 2:
        raise Undecided("no points show how it grows")
    return [values.shown("grows", *most[-3:])]


def _outward(facts: Facts) -> Iterator[list[Fraction]]:
    """Yield rows of points that go far out, or close to a point between pieces."""
    for way in (1, -1):
        # waves of period 2π come near each of their values
        yield [way * Fraction(10**k + j) for k in range(5) for j in (0, 2, 4, 5)]
    for joint in facts.joints:
        for way in (1, -1):
            yield [nearby(joint) + way * h for h in STEPS]


def chord(values: Values, side: int) -> Witness:
    """Return a chord far out that is not level."""
    for k in range(4, -1, -1):
        for j in range(5):
            a = side * (Fraction(10**k) + Fraction(j, 4))
            for width in WIDTHS:
                if values.sign((a, a + width), lambda fa, fb: fb - fa):
                    return values.shown("steep", a, a + width)
    far = Fraction(side * 10**4)
    if values.is_defined(far) is False:
        return values.shown("no value", far)
    raise Undecided("no chord far out shows a slope")
