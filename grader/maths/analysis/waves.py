"""What oscillates without end: limits along sequences of points, and one period instead of all of them.

Along x_n = (2πn + φ)/ω the waves sin(kωx) and cos(kωx) are constants, so that the rest has an expansion again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import arb, fmpq

from grader.maths.analysis import constants, ends, scan, spectra
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Approach, Limit
from grader.maths.analysis.exact_values import constant_value
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.findings import Property, number, proved
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.jets import Jet, Known, Run
from grader.maths.analysis.parts import Extreme, Part
from grader.maths.analysis.pieces import Piece
from grader.maths.analysis.points import Span, above, below, between
from grader.maths.analysis.program import Program
from grader.maths.analysis.scales import LEAST, Scale, TooNear
from grader.maths.analysis.sweep import Stretch, Zero
from grader.maths.analysis.witnesses import Values
from grader.maths.analysis.zero import is_zero
from grader.maths.tree import Constant as Letter
from grader.maths.tree import Node, Operation, Variable, substitute
from grader.maths.tree import number as tree_number

PHASES = tuple(fmpq(n, 12) for n in (0, 6, 12, 18, 3, 9, 2, 4))  # of π: where sin and cos have names
FARTHEST = 2**40


def limits(part: Part, side: int, order: int) -> list[Limit]:
    """Return limits of f, f′ or f″ along sequences of points that tend to an end; there may be others."""
    found = list[Limit]()
    for run, jet in _sequences(part, side):
        try:
            found.append(ends.limit(run, jet[order]))
        except Undecided:
            continue
    return found


def _sequences(part: Part, side: int) -> Iterable[tuple[Run, Jet]]:
    point = part.high if side > 0 else part.low
    approach = Approach(point=point, side=-side)
    start = LEAST
    while start < FARTHEST:
        try:
            phases = _phases(part, approach, start)
            found = [_run(part, approach, start, phase) for phase in phases]
        except TooNear:
            start *= 8
            continue
        except Undecided:
            return
        yield from found
        return


def _run(part: Part, approach: Approach, start: int, phases: dict[int, tuple[Constant, Constant]]) -> tuple[Run, Jet]:
    run = Run(part.program, approach.end, Germs(Scale(start)), part.deadline, Known(phases=phases))
    return run, run.result()


def _phases(part: Part, approach: Approach, start: int) -> list[dict[int, tuple[Constant, Constant]]]:
    """Return for some phases of a period the value and slope of each wave of what grows."""
    rates = _rates(part, approach, start)
    if not rates:
        raise Undecided("there are no waves")
    multiples = _multiples(list(rates.values()))
    found = list[dict[int, tuple[Constant, Constant]]]()
    for phase in PHASES:
        values = dict[int, tuple[Constant, Constant]]()
        for place, k in zip(rates, multiples, strict=True):
            angle = constants.pi_times(k * phase)
            up, along = constant_value("sin", angle), constant_value("cos", angle)
            values[place] = (up, along) if part.program.steps[place].name == "sin" else (along, constants.negative(up))
        found.append(values)
    return found


def _rates(part: Part, approach: Approach, start: int) -> dict[int, Constant]:
    """Return ω for each sin or cos of ωy; another argument that grows has no such sequence."""
    run = Run(part.program, approach.end, Germs(Scale(start)), part.deadline)
    run.result()
    found, rate = dict[int, Constant](), run.algebra.scale.y
    for place, step in enumerate(part.program.steps):
        if step.name not in {"sin", "cos"} or run.jets[place] is None:
            continue
        jet = run.jets[step.left]
        if jet is None or not run.algebra.limit_sign(jet[0]):
            continue
        u = jet[0]
        if len(u.terms) > 1 or u.remainder is not None or (found and u.terms[0][0] is not rate):
            raise Undecided("waves of another kind")
        rate = u.terms[0][0]
        found[place] = u.terms[0][1]
    return found


def _multiples(rates: list[Constant]) -> list[int]:
    """Return rates as whole multiples of one."""
    ratios = list[fmpq]()
    for rate in rates:
        ratio = constants.divide(rate, rates[0])
        if not isinstance(ratio, fmpq):
            raise Undecided("waves without a common period")
        ratios.append(ratio)
    scale = lcm(*(int(ratio.q) for ratio in ratios))
    return [int((ratio * scale).p) for ratio in ratios]


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """f = slope·x + something that repeats after `period`."""

    slope: Constant
    period: Constant


def repeated(part: Part) -> Repeated | None:
    """Return how a piece repeats itself, if its form shows it."""
    found = spectra.form(part.program)
    if found is None or not found.rates:
        return None
    try:
        multiples = _multiples(list(found.rates))
    except Undecided:
        return None
    base = constants.divide(found.rates[0], fmpq(multiples[0]))
    size = constants.negative(base) if (constants.sign(base) or 0) < 0 else base
    return Repeated(slope=found.slope, period=constants.divide(constants.pi_times(fmpq(2)), size))


def extremes(part: Part, order: int) -> list[Extreme] | None:
    """Return where f or f′ is largest or smallest, of a piece on which it repeats; None if it doesn't."""
    found = repeated(part)
    if found is None or (order == 0 and not constants.is_zero(found.slope)):
        return None
    length = fmpq(constants.integer(constants.ball(found.period).abs_upper().ceil())) + fmpq(1, 16)
    low, known = _start(part, order)
    factors = (1, 1, 2)
    for cell in scan.scan(part.program, low, low + length, (order + 1,), part.deadline):
        if cell.signs[0] is not None:
            continue
        if cell.simple[0] is None:
            raise Undecided("a slope that touches 0 again and again")
        ball = scan.root(part.program, cell, order + 1)
        if ball is not None:
            value = scan.at(part.program, ball, order) * factors[order]
            known.append(Extreme(value=value, x=ball, attained=True))
    return known


def _start(part: Part, order: int) -> tuple[fmpq, list[Extreme]]:
    """Return where to begin to look, and what the finite end of the piece adds."""
    if part.low is None and part.high is None:
        return fmpq(-3, 7), []
    side = -1 if part.low is not None else 1
    point = part.low if part.low is not None else part.high
    assert point is not None  # noqa: S101
    limit = part.limit(side, order)
    end = Extreme(value=limit, x=point.at, attained=False)
    germ = ends.germ(part.program, Approach(point=point, side=-side), part.deadline, orders=(order + 1,))
    germ.sign(order + 1)
    if part.low is not None and part.high is not None:
        raise Undecided("a short piece")
    found = repeated(part)
    assert found is not None  # noqa: S101
    if side < 0:
        return max(above(point), germ.border), [end]
    length = fmpq(constants.integer(constants.ball(found.period).abs_upper().ceil())) + fmpq(1, 16)
    return min(germ.border, below(point)) - length, [end]


def signs(part: Part, order: int) -> set[int | None] | None:
    """Return the signs of f′ or f″ on a piece that repeats itself; None if its form does not tell."""
    spectrum = spectra.spectrum(part.program)
    return None if spectrum is None else spectrum.derivative(order).signs()


def period(facts: Facts, values: Values) -> Property:
    """Return the smallest period of what repeats, none of it rising."""
    assert facts.repeats is not None  # noqa: S101  the caller looked
    whole = facts.repeats.period
    spectrum = spectra.spectrum(facts.parts[0].program) if len(facts.pieces) == 1 else None
    if spectrum is not None:
        return proved(number(spectrum.period()), "the frequencies of a trigonometric polynomial")
    del values
    if any(one.sign is None for part in facts.parts for one in _stretches(part)):
        raise Undecided("where it turns can't be told")
    parts = 1
    for n in range(2, _events(facts) + 1):
        shift = constants.divide(whole, fmpq(n))
        if _differs(facts, shift):
            continue
        if not _repeats(facts, shift):
            raise Undecided("whether it repeats earlier can't be told")
        parts = n
    return proved(number(constants.divide(whole, fmpq(parts))), "no part of this period is one")


def _repeats(facts: Facts, shift: Constant) -> bool:
    """Whether f(x + shift) = f(x) on all pieces whose shifted ones are in the window."""
    node = _written(shift)
    if node is None:
        return False
    moved: dict[str, Node] = {facts.variable: Operation("+", Variable(facts.variable), node)}
    for piece in facts.pieces:
        there = constants.ball(shift) + between(piece.low, piece.high)
        other = next((other for other in facts.pieces if _is_inside(other, there)), None)
        if other is None:
            continue
        if not _fits(facts, piece, other, shift) or (other.tree is None) != (piece.tree is None):
            return False
        if piece.tree is not None and other.tree is not None:
            rest = Operation("-", substitute(other.tree, moved), piece.tree)
            if not is_zero(rest, Program(rest, facts.variable), Span(low=piece.low, high=piece.high)):
                return False
    return all(joint.is_continuous and joint.value is not None for joint in facts.joints)


def _fits(facts: Facts, piece: Piece, other: Piece, shift: Constant) -> bool:
    """Whether a piece, shifted, is certainly inside another, as far as the window shows it."""
    sides = [(1, piece.low, other.low), (-1, piece.high, other.high)]
    for way, here, there in sides[: 1 if other is facts.pieces[-1] else 2]:
        if here is None or there is None:
            return False
        order = constants.sign(constants.subtract(constants.add(here.at, shift), there.at))
        if order is None or order * way < 0:
            return False
    return True


def _written(c: Constant) -> Node | None:
    """Return a rational, or a rational multiple of π, as a tree."""
    if isinstance(c, fmpq):
        return tree_number(Fraction(int(c.p), int(c.q)))
    turns = constants.divide(c, constants.pi_times(fmpq(1)))
    if not isinstance(turns, fmpq):
        return None
    return Operation("*", tree_number(Fraction(int(turns.p), int(turns.q))), Letter("pi"))


def _stretches(part: Part) -> list[Stretch]:
    return [] if part.vanishes(1) else [one for one in part.pattern(1) if isinstance(one, Stretch)]


def _events(facts: Facts) -> int:
    """Return how often something happens in the window: a smaller period has its share of each."""
    turns = sum(isinstance(one, Zero) for part in facts.parts for one in part.pattern(1) if not part.vanishes(1))
    return len(facts.joints) + turns


def _is_inside(piece: Piece, x: arb) -> bool:
    return bool((piece.low is None or x > piece.low.ball) and (piece.high is None or x < piece.high.ball))


def _differs(facts: Facts, shift: Constant) -> bool:
    """Whether f(x + shift) is not f(x) somewhere in the window."""
    for part in facts.parts:
        for x in part.samples()[::3]:
            there = constants.ball(shift) + x
            for piece in facts.pieces:
                if piece.tree is None and _is_inside(piece, there):
                    return True
            for other in facts.parts:
                if _is_inside(other.piece, there) and not scan.at(other.program, there, 0).overlaps(
                    scan.at(part.program, x, 0)
                ):
                    return True
    return False
