"""Whether f rises, bends, is a straight line, or lies flat."""

from fractions import Fraction
from itertools import pairwise

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.boxed import boxes
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.facts import Facts, Joint
from grader.maths.analysis.findings import Property, Witness, certain, number, proved, refuted
from grader.maths.analysis.limits import compare, equal, fraction, is_infinite
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import Point
from grader.maths.analysis.roots import line
from grader.maths.analysis.sweep import Zero
from grader.maths.analysis.witnesses import PLAIN, STEPS, Values, bending, movement, nearby

NEAR = tuple(fmpq(side, 2**k) for k in (0, 3, 10, 40, 200) for side in (1, -1))  # from one point to another
SIGNS = "the sign of f′ close to both ends of each piece by expansion, and on cells in between"
BENDS = "the sign of f″ close to both ends of each piece by expansion, and on cells in between"


def monotone(facts: Facts, values: Values) -> Property:
    """Return which way f goes on its natural domain."""
    if is_constant(facts):
        return proved("constant", "f′ is 0 on each piece, and all values agree")
    if not facts.parts:
        raise Undecided("there are values at single points alone")
    ways = set[int | None]().union(*(part.signs(1) for part in facts.parts))
    if 1 in ways and -1 in ways:
        return _both(facts, values)
    ways |= _leaps(facts)
    if 1 in ways and -1 in ways:
        return _both(facts, values)
    if None in ways:
        found = [movement(facts, values, way) for way in (1, -1)]
        if all(found):
            return refuted(*(one for one in found if one), value="no")
        raise Undecided("the sign of the slope can't be told everywhere")
    strict = not any(part.vanishes(1) for part in facts.parts)
    if 1 in ways:
        return proved("increasing" if strict else "nondecreasing", SIGNS, boxes(facts, 1))
    return proved("decreasing" if strict else "nonincreasing", SIGNS, boxes(facts, 1))


def _both(facts: Facts, values: Values) -> Property:
    up, down = movement(facts, values, 1), movement(facts, values, -1)
    if up is None or down is None:
        raise Undecided("where it rises and where it falls can't be shown")
    return refuted(up, down, value="no")


def _leaps(facts: Facts) -> set[int | None]:
    """Return the ways in which f goes at the joints, and over stretches without values."""
    found, before = set[int | None](), None
    for joint in facts.joints:
        left = before if joint.left is None else joint.left.limit(1)
        right = None if joint.right is None else joint.right.limit(-1)
        row = [limit for limit in (left, joint.value, right) if limit is not None]
        if joint.left is None or joint.right is None or not joint.is_continuous:
            found |= {_way(a, b) for a, b in pairwise(row)}
        if joint.left is None and left is not None and _way(left, row[1] if len(row) > 1 else left) == 0:
            found.add(None)  # level over a stretch without values: whether both are taken is another question
        before = row[-1] if row else before
    return found - {0}


def _way(a: Limit, b: Limit) -> int | None:
    try:
        return compare(b, a)
    except Undecided:
        return None


def is_constant(facts: Facts) -> bool:
    """Whether f has one value only."""
    if not facts.parts or not all(part.vanishes(1) for part in facts.parts):
        return False
    seen = [part.limit(1) for part in facts.parts]
    seen += [value for joint in facts.joints if (value := joint.value) is not None]
    return all(equal(seen[0], other) for other in seen[1:])


def affine(facts: Facts, values: Values) -> Property:
    """Is a straight line on its natural domain."""
    if not facts.parts:
        raise Undecided("no piece has values")
    if all(part.vanishes(2) for part in facts.parts):
        lines = [_line(part) for part in facts.parts]
        same = all(equal(a, b) for line in lines[1:] for a, b in zip(lines[0], line, strict=True))
        if same and all(_is_on(joint, lines[0]) for joint in facts.joints):
            return certain("f″ is 0 on each piece, and slopes and values agree")
    for way in (1, -1):
        if found := bending(facts, values, way):
            return refuted(found)
    raise Undecided("whether it is a straight line can't be told")


def _line(part: Part) -> tuple[Constant, Constant]:
    """Return the slope of a straight piece, and where its line meets the axis."""
    if (known := line(part.program)) is not None:
        return known
    for side, point in ((1, part.high), (-1, part.low)):
        if point is not None:
            slope, value = part.limit(side, 1), part.limit(side)
            break
    else:
        point, slope, value = Point(at=fmpq(0)), part.limit(1, 1), part.value(fmpq(0))
    if isinstance(slope, float) or isinstance(value, float):
        raise Undecided("a straight line without a slope")
    return slope, constants.subtract(value, constants.multiply(slope, point.at))


def _is_on(joint: Joint, line: tuple[Constant, Constant]) -> bool:
    """Whether the value at a joint, if there is one, is on a line."""
    if joint.value is None:
        return True
    return equal(joint.value, constants.add(constants.multiply(line[0], joint.point.at), line[1]))


def convex(facts: Facts, values: Values) -> Property:
    """Return which way f bends on its natural domain."""
    line = affine(facts, values)
    if line.value is True:
        return proved("affine", "a straight line")
    bends = set[int | None]().union(*(part.signs(2) for part in facts.parts))
    for joint in facts.joints:
        bends |= _corners(joint)
    if not (1 in bends and -1 in bends) and None not in bends:
        return proved("convex" if 1 in bends else "concave", BENDS, boxes(facts, 2))
    below, above = bending(facts, values, 1), bending(facts, values, -1)
    if below and above:
        return refuted(below, above, value="no")
    raise Undecided("which way it bends can't be told everywhere")


def _corners(joint: Joint) -> set[int | None]:
    """Return the ways in which f bends at a joint: both where it is torn."""
    try:
        if joint.left is None and joint.right is None:
            return {None}
        if joint.left is None or joint.right is None:
            runs_on = joint.value is None or joint.is_continuous
            return set[int | None]() if runs_on and not _ends_apart(joint) else {None}
        if not joint.is_continuous:
            return {1, -1}
        before, after = joint.slope(-1), joint.slope(1)
        if before is None or after is None:
            return {None}
        if is_infinite(before) and is_infinite(after):
            return {1, -1} if before == after else {compare(after, before)}
        found: set[int | None] = {compare(after, before)}
        return found - {0}
    except Undecided:
        return {None}


def _ends_apart(joint: Joint) -> bool:
    """Whether there are values on the far side of a stretch without any."""
    facts = joint.facts
    inner = [piece.tree is None for piece in facts.pieces]
    return any(missing and 0 < i < len(inner) - 1 for i, missing in enumerate(inner))


def dead_region(facts: Facts, values: Values) -> Property:
    """Return the largest intervals on which f is constant."""
    del values
    found = list[tuple[object, object, Limit]]()
    previous: Part | None = None
    for part in facts.parts:
        if part.vanishes(1):
            value = part.limit(1)
            joined = found and previous is not None and previous.high is part.low and found[-1][1] is previous.high
            if joined and equal(found[-1][2], value) and _bridges(facts, part, value):
                found[-1] = (found[-1][0], part.high, value)
            else:
                found.append((part.low, part.high, value))
        previous = part
    if facts.repeats and is_constant(facts):
        return proved([["-inf", "inf"]], "constant in a window, and so everywhere")
    if facts.repeats and found:
        return proved("infinitely many", "f′ is 0 on these pieces, again and again")
    shown = [[_end(low, "-inf"), _end(high, "inf")] for low, high, _ in found]
    return proved(shown, "f′ is 0 on these pieces, and on no other")


def _bridges(facts: Facts, part: Part, value: Limit) -> bool:
    joint = next(joint for joint in facts.joints if joint.right is part)
    return joint.value is None or equal(joint.value, value)  # over a hole it runs on


def _end(point: object, infinite: str) -> float | str:
    return infinite if point is None else number(point.at)  # type: ignore[attr-defined]


def injective(facts: Facts, values: Values) -> Property:
    """Takes no value twice."""
    way = monotone(facts, values).value
    if way in {"increasing", "decreasing"}:
        return certain("strictly monotone")
    for part in facts.parts:
        if part.vanishes(1):
            x = part.samples()[0]
            beside = next((x + step for step in NEAR if part.holds(x + step)), None)
            if beside is None:
                raise Undecided("two points of a short stretch")
            return refuted(values.shown("same value", fraction(x), fraction(beside)))
    if found := _turn(facts, values) or _between(facts, values):
        return refuted(found)
    if facts.repeats is None and _apart(facts):
        return certain("strictly monotone on pieces whose values are apart")
    raise Undecided("whether a value is taken twice can't be told")


def _turn(facts: Facts, values: Values) -> Witness | None:
    """Return three points of one piece at which f turns: what is between two of the values is taken twice."""
    for part in facts.parts:
        plain = [x for x in PLAIN if part.holds(constants.rational(x))]
        samples = [fraction(x) for x in part.samples()]
        triples = (row[i : i + 3] for row in (plain, samples) for i in range(len(row) - 2))
        for a, b, c in triples:
            up = values.sign((a, b), lambda fa, fb: fb - fa)
            down = values.sign((b, c), lambda fb, fc: fc - fb)
            if up and down and up == -down:
                return values.shown("turns", a, b, c)
        for x in _turning_points(part):
            for h in STEPS:
                points = (x - h, x, x + h)
                for way in (1, -1):
                    up = values.sign(points[:2], lambda fa, fb: fb - fa)
                    down = values.sign(points[1:], lambda fb, fc: fc - fb)
                    if part.holds(fmpq(points[0].numerator, points[0].denominator)) and up == way and down == -way:
                        return values.shown("turns", *points)
    return next((turn for joint in facts.joints if (turn := _turn_at(values, joint))), None)


def _between(facts: Facts, values: Values) -> Witness | None:
    """Return points a and c of one piece and b of another with f(b) between f(a) and f(c)."""
    rows = [[fraction(x) for x in part.samples()] for part in facts.parts]
    for row in rows:
        for other in rows:
            for b in other[::3] if other is not row else ():
                ways = [values.sign((a, b), lambda fa, fb: fb - fa) for a in (row[0], row[-1])]
                if None not in ways and ways[0] == -(ways[1] or 0) != 0:
                    return values.shown("between", row[0], b, row[-1])
    return None


def _turn_at(values: Values, joint: Joint) -> Witness | None:
    """Return three points at which f turns at a joint where it is continuous."""
    if not joint.is_continuous or joint.left is None or joint.right is None or joint.value is None:
        return None
    x = nearby(joint)
    for h in STEPS:
        inside = joint.left.holds(constants.rational(x - h)) and joint.right.holds(constants.rational(x + h))
        ways = [values.sign(pair, lambda fa, fb: fb - fa) for pair in ((x - h, x), (x, x + h))]
        if inside and None not in ways and ways[0] == -(ways[1] or 0) != 0:
            return values.shown("turns", x - h, x, x + h)
    return None


def _turning_points(part: Part) -> list[Fraction]:
    try:
        return [_near(one.at) for one in part.pattern(1) if isinstance(one, Zero)]
    except Undecided:
        return []


def _near(x: fmpq | arb) -> Fraction:
    return fraction(x) if isinstance(x, fmpq) else Fraction(float(x.mid()))


def _apart(facts: Facts) -> bool:
    """Whether f is strictly monotone on each piece, and no value of one is one of another."""
    spans = list[tuple[Limit, Limit, bool]]()
    for part in facts.parts:
        if len(part.signs(1) - {0}) != 1 or None in part.signs(1) or part.vanishes(1):
            return False
        ends = (part.limit(-1), part.limit(1))
        low, high = ends if compare(ends[0], ends[1]) < 0 else ends[::-1]
        spans.append((low, high, True))
    for joint in facts.joints:
        if joint.value is not None:
            spans.append((joint.value, joint.value, False))
    return not any(_meet(a, b) for i, a in enumerate(spans) for b in spans[i + 1 :])


def _meet(a: tuple[Limit, Limit, bool], b: tuple[Limit, Limit, bool]) -> bool:
    """Whether two spans, open unless they are points, have a value in common."""
    if not a[2] and not b[2]:
        return equal(a[0], b[0])
    return compare(a[0], b[1]) < 0 < compare(a[1], b[0])
