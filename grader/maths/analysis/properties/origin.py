"""What f is and does at 0."""

from fractions import Fraction

from flint import fmpq

from grader.maths.analysis import constants, ends
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.ends import Approach, Limit
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.facts import Facts, Joint
from grader.maths.analysis.findings import Property, certain, number, proved, refuted
from grader.maths.analysis.limits import equal, is_infinite
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import Point
from grader.maths.analysis.witnesses import Values

ORIGIN = Fraction(0)


def zero_at_origin(facts: Facts, values: Values) -> Property:
    """Is 0 at 0."""
    value = facts.exactly(fmpq(0))
    if value is None:
        return refuted(values.shown("no value", ORIGIN))
    if equal(value, constants.ZERO):
        return certain("exact arithmetic")
    return refuted(values.shown("not 0", ORIGIN))


def derivative_at_0(facts: Facts, values: Values) -> Property:
    """Return f′(0), None where there is none, infinite where the graph is vertical."""
    del values
    value = facts.exactly(fmpq(0))
    if value is None:
        return proved(None, "there is no value at 0")
    here = facts.at(fmpq(0))
    if here is None:
        return proved(None, "there are no values around 0")
    if isinstance(here, Part):
        return proved(number(_inside(here)), "the derivative of an analytic function")
    slopes = [_quotient(here, side, value) for side in (-1, 1)]
    if any(slope is None for slope in slopes):
        return proved(None, "there are values on one side of 0 only")
    left, right = slopes
    assert left is not None  # noqa: S101
    assert right is not None  # noqa: S101
    if not equal(left, right):
        return proved(None, "the slopes on both sides differ")
    if is_infinite(left) and not here.is_continuous:
        return proved(None, "f jumps at 0")
    return proved(number(left), "difference quotients on both sides")


def _inside(part: Part) -> Limit:
    germ = ends.germ(part.program, Approach(point=Point(at=fmpq(0)), side=1), part.deadline, orders=())
    return germ.limit(1)


def _quotient(joint: Joint, side: int, value: constants.Constant) -> Limit | None:
    """Return the limit of (f(x) − f(0))/x from a side."""
    part = joint.right if side > 0 else joint.left
    if part is None:
        return None
    other = part.high if side > 0 else part.low
    approach = Approach(point=joint.point, side=side, within=other)
    germ = ends.germ(part.program, approach, Deadline(seconds=0.5), orders=())
    algebra = germ.run.algebra
    rise = algebra.subtract(germ.jet[0], algebra.constant(value))
    per_step = Expansion(((algebra.scale.y, fmpq(side)),))
    try:
        return ends.limit(germ.run, algebra.multiply(rise, per_step))
    except Undecided:
        if joint.is_continuous:
            return germ.limit(1)
        raise
