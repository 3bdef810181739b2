"""Whether f is its own mirror image, scales, repeats, or does nothing a second time."""

from fractions import Fraction

from flint import arb, fmpq

from grader.maths import balls
from grader.maths.analysis import constants, joins, scan, waves
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.facts import Facts, Joint
from grader.maths.analysis.findings import Property, Witness, certain, proved, refuted
from grader.maths.analysis.limits import compare, equal, fraction, is_infinite
from grader.maths.analysis.parts import Extreme, Part
from grader.maths.analysis.pieces import Piece
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.program import Program
from grader.maths.analysis.properties.shape import is_constant
from grader.maths.analysis.witnesses import SPREAD, Values, movement
from grader.maths.analysis.zero import is_zero
from grader.maths.tree import Negative, Node, Operation, Variable, substitute, walk

MIRRORED = "f(−x) ∓ f(x) is 0 on each piece, and at the points between two"
BESIDE = tuple(map(Fraction, ("0", "1/9", "-1/9", "1/3001", "-1/3001")))  # of points between pieces
FACTORS = (Fraction(2), Fraction(1, 2), Fraction(10))


def parity(facts: Facts, values: Values) -> Property:
    """Return whether f is odd or even on its natural domain; a constant is even."""
    seen = {side: _asymmetry(facts, values, side) for side in (-1, 1)}
    if all(seen.values()):
        return refuted(*(one for one in seen.values() if one), value="neither")
    for side, word in ((1, "even"), (-1, "odd")):
        if seen[side] is None and _is_mirrored(facts, side):
            return proved(word, MIRRORED)
    raise Undecided("whether it is odd or even can't be told")


def _asymmetry(facts: Facts, values: Values, side: int) -> Witness | None:
    """Return a point where f(−x) is not side·f(x)."""
    marks = [fraction(joint.point.at) for joint in facts.joints if isinstance(joint.point.at, fmpq)]
    beside = [x + h for x in marks for h in BESIDE]
    kind = "not even" if side > 0 else "not odd"
    for x in (*beside, *SPREAD, Fraction(0)):
        there, here = values.is_defined(-x), values.is_defined(x)
        if {there, here} == {True, False}:
            return values.shown("one-sided", x, -x)
        if values.sign((x, -x), lambda a, b: b - side * a):
            return values.shown(kind, x, -x)
    return None


def _is_mirrored(facts: Facts, side: int) -> bool:
    cuts = [joint.point for joint in facts.joints]
    if not all(_opposite(a, b) for a, b in zip(cuts, cuts[::-1], strict=True)):
        return False
    for piece, other in zip(facts.pieces, facts.pieces[::-1], strict=True):
        if (piece.tree is None) != (other.tree is None):
            return False
        if piece.tree is not None and other.tree is not None and not _mirrors(facts, piece, other.tree, side):
            return False
    return all(_values_mirror(a, b, side) for a, b in zip(facts.joints, facts.joints[::-1], strict=True))


def _opposite(a: Point, b: Point) -> bool:
    if isinstance(a.at, arb) or isinstance(b.at, arb):
        return bool((constants.ball(a.at) + constants.ball(b.at)).contains(0)) and _same_root(a, b)
    return constants.same(a.at, constants.negative(b.at)) is True


def _same_root(a: Point, b: Point) -> bool:
    """Whether two irrational roots are opposite ones of an odd or even tree."""
    return any(map(_is_symmetric, a.zeros & b.zeros))


def _is_symmetric(node: Node) -> bool:
    name = next(iter(_letters(node)), "x")
    mirrored = substitute(node, {name: Negative(Variable(name))})
    for combined in (Operation("-", mirrored, node), Operation("+", mirrored, node)):
        try:
            if is_zero(combined, Program(combined, name), Span()):
                return True
        except Undecided:
            continue
    return False


def _letters(node: Node) -> set[str]:
    return {part.name for part in walk(node) if isinstance(part, Variable)}


def _mirrors(facts: Facts, piece: Piece, other: Node, side: int) -> bool:
    """Whether the tree of a piece is side times that of the mirrored piece."""
    assert piece.tree is not None  # noqa: S101
    x = facts.variable
    mirrored = substitute(other, {x: Negative(Variable(x))})
    combined = Operation("-" if side > 0 else "+", piece.tree, mirrored)
    return is_zero(combined, Program(combined, x), Span(low=piece.low, high=piece.high))


def _values_mirror(a: Joint, b: Joint, side: int) -> bool:
    first, second = a.value, b.value
    if first is not None and second is not None and a.is_continuous and b.is_continuous and a.left and b.right:
        return True  # as limits do
    if first is None or second is None:
        return first is second
    return equal(first, constants.multiply(fmpq(side), second))


def homogeneous(facts: Facts, values: Values) -> Property:
    """Has f(cx) = c·f(x) for all c > 0."""
    marks = [fraction(joint.point.at) for joint in facts.joints if isinstance(joint.point.at, fmpq)]
    for x in (*SPREAD, Fraction(0), *(mark + h for mark in marks for h in BESIDE)):
        for factor in FACTORS:
            if values.sign((x, factor * x), lambda a, b: b - constants.rational(factor) * a):  # noqa: B023  used at once
                return refuted(values.shown("not homogeneous", x, factor * x))
            if {values.is_defined(x), values.is_defined(factor * x)} == {True, False}:
                return refuted(values.shown("one-sided", x, factor * x))
    for joint in facts.joints:
        is_origin = isinstance(joint.point.at, fmpq) and joint.point.at == 0
        if not is_origin and (joint.value is None or not _runs_through(joint)):
            raise Undecided("whether it scales can't be told")
    for part in facts.parts:
        if not part.vanishes(2) or not _through_origin(part):
            raise Undecided("whether it scales can't be told")
    value = facts.exactly(fmpq(0))
    if value is not None and not equal(value, constants.ZERO):
        return refuted(values.shown("not homogeneous", Fraction(0), Fraction(0)))
    return certain("a·x on each side of 0")


def _runs_through(joint: Joint) -> bool:
    if joint.left is None or joint.right is None or not joint.is_continuous:
        return False
    return equal(joint.left.limit(1, 1), joint.right.limit(-1, 1))


def _through_origin(part: Part) -> bool:
    """Whether the straight line of a piece meets 0 at 0."""
    for side, point in ((-1, part.low), (1, part.high)):
        if point is not None and isinstance(point.at, fmpq) and point.at == 0:
            return equal(part.limit(side), constants.ZERO)
    if part.holds(fmpq(0)):
        return equal(part.value(fmpq(0)), constants.ZERO)
    x = part.samples()[0]
    return equal(part.value(x), constants.multiply(x, part.value(x, 1)))


def idempotent(facts: Facts, values: Values) -> Property:
    """Has f(f(x)) = f(x) for all x."""
    if found := _changes(facts, values):
        return refuted(found)
    if is_constant(facts) and all(piece.tree is not None for piece in facts.pieces) and not _holes(facts):
        return certain("a constant")
    fixed = _fixed(facts)
    for part in facts.parts:
        if not _maps_into(facts, part, fixed):
            raise Undecided("whether a second time changes nothing can't be told")
    for joint in facts.joints:
        if joint.value is not None and not _is_fixed(facts, joint.value, fixed):
            raise Undecided("whether a second time changes nothing can't be told")
    return certain("f(x) = x for every value that f takes")


def _holes(facts: Facts) -> bool:
    return any(joint.value is None for joint in facts.joints)


def _changes(facts: Facts, values: Values) -> Witness | None:
    """Return a point with f(f(x)) ≠ f(x)."""
    marks = [fraction(joint.point.at) for joint in facts.joints if isinstance(joint.point.at, fmpq)]
    beside = [x + h for x in marks for h in BESIDE]
    for x in (*SPREAD, *beside, Fraction(0)):
        y = values.ball(x, 128)
        if isinstance(y, balls.Gap):
            continue
        z = _again(facts, y)
        if z is not None and (constants.ball(z) > constants.ball(y) or constants.ball(z) < constants.ball(y)):
            return values.shown("changes again", x)
        if z is None and isinstance(y, fmpq) and values.is_defined(fraction(y)) is False:
            return values.shown("changes again", x)
    return None


def _again(facts: Facts, y: fmpq | arb) -> constants.Constant | None:
    """Return f(y), None where it can't be told, or there is none."""
    if isinstance(y, fmpq):
        try:
            return facts.exactly(y)
        except Undecided:
            return None
    for part in facts.parts:
        inside = (part.low is None or y > part.low.ball) and (part.high is None or y < part.high.ball)
        if inside:
            return scan.at(part.program, y, 0)
    return None


def _fixed(facts: Facts) -> list[Part]:
    """Return the pieces on which f(x) = x."""
    x = Variable(facts.variable)
    found = list[Part]()
    for part in facts.parts:
        rest = Operation("-", part.tree, x)
        if is_zero(rest, Program(rest, facts.variable), Span(low=part.low, high=part.high)):
            found.append(part)
    return found


def _maps_into(facts: Facts, part: Part, fixed: list[Part]) -> bool:
    if part in fixed:
        return True
    if part.vanishes(1):
        return _is_fixed(facts, part.limit(1), fixed)
    return any(all(_takes(facts, one, extreme) for extreme in part.extremes(0)) for one in fixed)


def _takes(facts: Facts, part: Part, extreme: Extreme) -> bool:
    """Whether an end of a piece's values is one of this piece's points, or its end if it is not taken."""
    if extreme.attained:
        return _holds(part, extreme.value, _steady(facts))
    below = part.low is None or compare(extreme.value, part.low.at) >= 0
    return below and (part.high is None or compare(extreme.value, part.high.at) <= 0)


def _steady(facts: Facts) -> set[int]:
    return {id(joint.point) for joint in facts.joints if joint.is_continuous and joint.value is not None}


def _is_fixed(facts: Facts, value: Limit, fixed: list[Part]) -> bool:
    if is_infinite(value):
        return False
    if isinstance(value, fmpq):
        again = facts.exactly(value)
        return again is not None and equal(again, value)
    steady = _steady(facts)
    constant = [part for part in facts.parts if part.vanishes(1) and equal(part.limit(1), value)]
    return any(_holds(part, value, steady) for part in (*fixed, *constant))


def _holds(part: Part, value: Limit, steady: set[int]) -> bool:
    """Whether a value is inside a piece, or at an end where f runs on."""
    for side, point in ((1, part.low), (-1, part.high)):
        if point is not None:
            order = compare(value, point.at) * side
            if order < 0 or (order == 0 and id(point) not in steady):
                return False
    return True


def periodic(facts: Facts, values: Values) -> Property:
    """Return the smallest period, False where there is none, None of a constant."""
    if is_constant(facts):
        return proved(None, "a constant has no smallest period")
    if not facts.parts:
        raise Undecided("there are no values around any point")
    if facts.repeats is not None:
        if constants.is_zero(facts.repeats.slope):
            return waves.period(facts, values)
        return refuted(*_gap(facts, values))
    ends = ((facts.parts[0], -1), (facts.parts[-1], 1))
    if any(map(_is_singular, facts.joints)) or any(_settles(part, side) for part, side in ends):
        # something happens at a few points only, or f tends to something: nothing that repeats does
        return refuted(*_gap(facts, values))
    if not facts.joints and any(
        is_infinite(limit) for side in (-1, 1) for limit in waves.limits(facts.parts[0], side, 0)
    ):
        return refuted(*_gap(facts, values))  # continuous and unbounded
    raise Undecided("whether it repeats can't be told")


def _is_singular(joint: Joint) -> bool:
    """Whether f certainly jumps, bends, or begins to have values at a joint; that of a condition may be none."""
    try:
        if joint.left is None or joint.right is None:
            return True
        if not joint.is_continuous:
            return True
        return joint.value is not None and joins.smoothness(joint) is not None
    except Undecided:
        return False


def _settles(part: Part, side: int) -> bool:
    """Whether f tends to something far out, as nothing that repeats does."""
    try:
        part.limit(side)
    except Undecided:
        try:
            return bool(part.germ(side).signs[1])
        except Undecided:
            return False
    return True


def _gap(facts: Facts, values: Values) -> list[Witness]:
    return [found for way in (1, -1) if (found := movement(facts, values, way))][:1]
