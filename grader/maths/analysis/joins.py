"""How smoothly two analytic pieces join: the first Taylor coefficient in which they differ."""

from flint import arb, arb_series, fmpq

from grader.maths.analysis import boxes, constants, ends, scan, waves
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Approach, Limit
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.facts import Joint
from grader.maths.analysis.jets import Run
from grader.maths.analysis.limits import equal
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.program import Program, Step
from grader.maths.analysis.scales import Monomial, Scale
from grader.maths.analysis.zero import is_zero
from grader.maths.tree import Operation

LENGTHS = (4, 10, 24, 48)  # terms looked at, more if these agree
NEAR = 2.0**-60  # of a ball around a point


def smoothness(joint: Joint) -> int | None:
    """Return the k for which f is C^k at a join where it is continuous, but not C^(k+1); None: it is C^∞.

    Undecided: no difference was found, nor a proof that there is none.
    """
    left, right = joint.left, joint.right
    assert left is not None  # noqa: S101  the caller looked
    assert right is not None  # noqa: S101
    if left.tree == right.tree and is_analytic(right.program, joint.point):
        return None
    if _has_waving_slope(left, 1) or _has_waving_slope(right, -1):
        return 0
    for length in LENGTHS:
        found = _differ(joint, left, right, length)
        if isinstance(found, int):
            return found
        if found == "flat" or (length == LENGTHS[0] and _are_one(joint, left, right)):
            return None
    raise Undecided("how high the order of a join is can't be told")


def _has_waving_slope(part: Part, side: int) -> bool:
    """Whether f′ swings to and fro on the way to the point."""
    try:
        part.limit(side, 1)
    except Undecided:
        found = waves.limits(part, side, 1)
        return any(_are_apart(found[0], other) for other in found[1:])
    return False


def _are_apart(a: Limit, b: Limit) -> bool:
    try:
        return not equal(a, b)
    except Undecided:
        return False


def _are_one(joint: Joint, left: Part, right: Part) -> bool:
    """Whether both sides are one and the same analytic function around the point."""
    if not (is_analytic(left.program, joint.point) and is_analytic(right.program, joint.point)):
        return False
    difference = Operation("-", left.tree, right.tree)
    try:
        return is_zero(difference, Program(difference, left.variable), Span(low=right.low, high=right.high))
    except Undecided:
        return False


def is_analytic(program: Program, point: Point) -> bool:
    """Whether a program, bounded close to a point, is analytic there, or has but a removable singularity.

    Every step has finite derivatives on a ball around the point, or is a quotient of such, a sum or product of those.
    """
    ball = constants.ball(point.at) + arb(0, NEAR)
    plain = dict[int, bool]()  # whether a step is analytic; else it is meromorphic
    with boxes.length(2):
        found = list[arb_series]()
        for place, step in enumerate(program.steps):
            found.append(scan.step_of(step, found, ball, 2))
            operands = [operand for operand in (step.left, step.right) if operand >= 0]
            if any(operand not in plain for operand in operands):
                continue
            if all(plain[operand] for operand in operands) and arb(found[place][1]).is_finite():
                plain[place] = True
            elif step.operation in {"add", "multiply", "divide"} or _is_whole(step):
                plain[place] = False
    return program.result in plain


def _is_whole(step: Step) -> bool:
    return step.operation == "power" and isinstance(step.constant, fmpq) and step.constant.q == 1


def _differ(joint: Joint, left: Part, right: Part, length: int) -> int | str | None:
    """Return the order that the join has, “flat” if all derivatives agree, None if that many terms don't tell."""
    series = [_terms(joint, part, side, length) for part, side in ((left, -1), (right, 1))]
    (a, last, flat), (b, end, dull) = series
    known = min(last, end)
    orders = sorted({*a, *b})
    for order in orders:
        if order > known:
            break
        c, d = a.get(order, constants.ZERO), b.get(order, constants.ZERO)
        same = True if order == 0 else constants.same(c, d)  # the caller knows that it is continuous
        if same is None:
            raise Undecided("whether two derivatives are equal can't be told")
        if not same:
            return int(order.ceil()) - 1
        if order.q != 1:
            return int(order.floor())
    return "flat" if flat and dull else None


def _terms(joint: Joint, part: Part, side: int, length: int) -> tuple[dict[fmpq, Constant], fmpq, bool]:
    """Return powers of the distance with coefficients, the last power known, and whether only what is flat follows."""
    run, expansion = _expanded(joint, part, side, length)
    scale = run.algebra.scale
    found = dict[fmpq, Constant]()
    for m, c in expansion.terms:
        power = _power(scale, m)
        if power is None:
            return _of_flat(found, scale, m)
        signed = constants.multiply(c, fmpq(side) ** int(power.p)) if power.q == 1 else c
        found[power] = signed
    if expansion.remainder is None:
        return found, fmpq(10**6), True
    power = _power(scale, expansion.remainder[0])
    if power is None:
        return _up_to(found, scale, expansion.remainder[0])
    return found, power - fmpq(1, 10**6), False


def _of_flat(found: dict[fmpq, Constant], scale: Scale, m: Monomial) -> tuple[dict[fmpq, Constant], fmpq, bool]:
    """Return what an exponentially small term leaves of the series: nothing follows that any power sees."""
    leader, c = m.exponents[0]
    if scale.order(leader, scale.log) > 0 and (constants.sign(c) or 0) < 0:
        return found, fmpq(10**6), True
    if leader is scale.log and isinstance(c, fmpq) and (constants.sign(m.exponents[1][1]) or 0) > 0:
        found[-c - fmpq(1, 1000) if c.q == 1 else -c] = constants.ONE  # t^k·log(t): the k-th derivative grows
        return found, -c, False
    raise Undecided("a term that is no power")


def _up_to(found: dict[fmpq, Constant], scale: Scale, m: Monomial) -> tuple[dict[fmpq, Constant], fmpq, bool]:
    """Return what is known below a remainder that is no power."""
    leader, c = m.exponents[0]
    if leader is scale.log and isinstance(c, fmpq):
        return found, -c - fmpq(1, 1000), False
    if scale.order(leader, scale.log) > 0 and (constants.sign(c) or 0) < 0:
        return found, fmpq(10**6), True
    raise Undecided("a remainder that is no power")


def _expanded(joint: Joint, part: Part, side: int, length: int) -> tuple[Run, Expansion]:
    other = part.high if side > 0 else part.low
    approach = Approach(point=joint.point, side=side, within=other)
    germ = ends.germ(part.program, approach, Deadline(seconds=0.5), orders=(), most=length)
    return germ.run, germ.jet[0]


def _power(scale: Scale, m: Monomial) -> fmpq | None:
    """Return k where a monomial is the k-th power of the distance."""
    if m is scale.one:
        return fmpq(0)
    if len(m.exponents) == 1 and m.exponents[0][0] is scale.log and isinstance(m.exponents[0][1], fmpq):
        return -m.exponents[0][1]
    return None
