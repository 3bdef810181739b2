"""A program run on expansions: the function and its first two derivatives, on the way to one end.

An end is ±∞, where x = ±y, or one side of a point p, where x = p ± 1/y.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE, Constant
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.primitives import apply
from grader.maths.analysis.program import Program, Step
from grader.maths.analysis.slopes import slopes

Jet: TypeAlias = tuple[Expansion, Expansion, Expansion]  # f, f′, f″


@dataclass(frozen=True, kw_only=True)
class End:
    """side: −1 or 1; at: a point approached from that side, or None for −∞ or ∞."""

    side: int
    at: Constant | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of single steps.

    zeros: those that are certainly 0 at the point.  phases: of waves (sin, cos of what grows) along a sequence of
    points, their value and slope.
    """

    zeros: Collection[int] = ()
    phases: Mapping[int, tuple[Constant, Constant]] = field(default_factory=dict)


NOTHING = Known()


class Run:
    """A program's jets at an end, with the algebra of a scale, so for all y ≥ its start."""

    def __init__(self, program: Program, end: End, algebra: Germs, deadline: Deadline, known: Known = NOTHING) -> None:
        self.algebra, self.end = algebra, end
        self.jets = list[Jet | None]()
        self._program, self._deadline, self._known = program, deadline, known

    def result(self) -> Jet:
        """Return f, f′ and f″."""
        needed = _needed(self._program)
        for place, step in enumerate(self._program.steps):
            self._deadline.check()
            self.jets.append(self._settled(place, self._of(place, step)) if place in needed else None)
        found = self.jets[self._program.result]
        if found is None:
            raise Undecided("nothing to run")
        return found

    def _settled(self, place: int, jet: Jet) -> Jet:
        """Return the jet without the constant term that is known to be 0."""
        if place not in self._known.zeros:
            return jet
        one = self.algebra.scale.one
        value = jet[0]
        terms = tuple(term for term in value.terms if term[0] is not one)
        if value.remainder and value.remainder[0] is one:
            return self._from_slope(jet[1]), jet[1], jet[2]
        return Expansion(terms, value.remainder), jet[1], jet[2]

    def _from_slope(self, slope: Expansion) -> Expansion:
        """Return the expansion of what is 0 at the point, by the mean value theorem: its slope times the distance."""
        algebra, scale = self.algebra, self.algebra.scale
        rest = algebra.rest(slope)
        if not slope.terms or slope.terms[0][0] is not scale.one:
            raise Undecided("how a part leaves its root can't be told")
        step = scale.power(scale.y, fmpq(-1))
        first = ((step, constants.multiply(fmpq(self.end.side), slope.terms[0][1])),)
        if rest.is_zero:
            return Expansion(first)
        leader = algebra.leader(rest)
        parts = leader.exponents
        if len(parts) != 1 or parts[0][0] is not scale.log or (constants.sign(parts[0][1]) or 0) >= 0:
            raise Undecided("how a part leaves its root can't be told")  # no plain power: it may not fall
        return Expansion(first, (scale.times(leader, step), algebra.weight(rest)))

    def _of(self, place: int, step: Step) -> Jet:
        algebra = self.algebra
        match step.operation:
            case "constant":
                return algebra.constant(step.constant), algebra.zero, algebra.zero
            case "x":
                return self._variable(), algebra.constant(ONE), algebra.zero
            case "add":
                return self._sum(self._jet(step.left), self._jet(step.right))
            case "multiply":
                return self._product(self._jet(step.left), self._jet(step.right))
            case "divide":
                return self._product(self._jet(step.left), self._raised(self._jet(step.right), fmpq(-1)))
            case "power":
                return self._raised(self._jet(step.left), step.constant)
            case _:
                if place in self._known.phases:
                    return self._wave(place, self._jet(step.left))
                return self._called(step.name, self._jet(step.left))

    def _jet(self, place: int) -> Jet:
        found = self.jets[place]
        if found is None:
            raise Undecided("a part was left out")
        return found

    def _variable(self) -> Expansion:
        algebra, end = self.algebra, self.end
        if end.at is None:
            return algebra.scaled(algebra.y(), fmpq(end.side))
        step = Expansion(((algebra.scale.power(algebra.scale.y, fmpq(-1)), fmpq(end.side)),))
        if isinstance(end.at, arb):  # an uncertain place: its width is a remainder that no zero may lean on
            return algebra.add(algebra.constant(end.at), step)
        return algebra.add(algebra.constant(end.at), step)

    def _sum(self, u: Jet, v: Jet) -> Jet:
        add = self.algebra.add
        return add(u[0], v[0]), add(u[1], v[1]), add(u[2], v[2])

    def _product(self, u: Jet, v: Jet) -> Jet:
        add, multiply = self.algebra.add, self.algebra.multiply
        crossed = self.algebra.scaled(multiply(u[1], v[1]), fmpq(2))
        return (
            multiply(u[0], v[0]),
            add(multiply(u[1], v[0]), multiply(u[0], v[1])),
            add(add(multiply(u[2], v[0]), crossed), multiply(u[0], v[2])),
        )

    def _chained(self, u: Jet, value: Expansion, slope: Expansion, bend: Expansion) -> Jet:
        """Return the jet of g(u), given g, g′ and g″ at u."""
        add, multiply = self.algebra.add, self.algebra.multiply
        return value, multiply(slope, u[1]), add(multiply(bend, multiply(u[1], u[1])), multiply(slope, u[2]))

    def _raised(self, u: Jet, exponent: Constant) -> Jet:
        algebra = self.algebra
        value = algebra.power(u[0], exponent)
        lower, lowest = (constants.subtract(exponent, fmpq(n)) for n in (1, 2))
        slope = self._power(u[0], exponent, lower)
        bend = self._power(u[0], constants.multiply(exponent, lower), lowest)
        return self._chained(u, value, slope, bend)

    def _power(self, u: Expansion, factor: Constant, exponent: Constant) -> Expansion:
        return (
            self.algebra.zero
            if constants.is_zero(factor)
            else self.algebra.scaled(self.algebra.power(u, exponent), factor)
        )

    def _wave(self, place: int, u: Jet) -> Jet:
        value, slope = self._known.phases[place]
        constant = self.algebra.constant
        return self._chained(u, constant(value), constant(slope), constant(constants.negative(value)))

    def _called(self, name: str, u: Jet) -> Jet:
        value = apply(self.algebra, name, u[0])
        slope, bend = slopes(self.algebra, name, u[0], value)
        return self._chained(u, value, slope, bend)


def _needed(program: Program) -> set[int]:
    needed, stack = set[int](), [program.result]
    while stack:
        place = stack.pop()
        if place in needed or place < 0:
            continue
        needed.add(place)
        stack += [program.steps[place].left, program.steps[place].right]
    return needed
