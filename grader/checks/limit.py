"""What the values tend to."""

from dataclasses import dataclass
from fractions import Fraction
from math import isinf, isnan

import numpy as np

from grader.approach import Approach, tends
from grader.certain import decided
from grader.kinds import Check
from grader.maths import certainty, tending
from grader.maths.ends import SIDES, End
from grader.maths.formula import Formula, Function
from grader.maths.tree import Number, Operation, Variable, substitute
from grader.report import Finding

CLOSE = Fraction(10**6)  # one over it from the point, there are values if there are any


@dataclass(frozen=True)
class Limit(Check[Function]):
    """Tends to a value.

    at: where x goes: -inf, inf, or a number, which it comes close to from both sides.
    value: the limit; inf or -inf where it grows or falls without bound.
    """

    at: float
    value: float

    def __post_init__(self) -> None:
        if isnan(self.at) or isnan(self.value):
            raise ValueError("at and value are numbers, inf or -inf")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Follow the values on their way."""
        del rng
        if isinf(self.at):
            side = 0 if self.at < 0 else 1
            ends, limits = (End(side=SIDES[side]),), _limits(answer)
            return tends(answer, _asked(ends, self.value), limits and limits[side : side + 1])
        at = Fraction(repr(self.at))  # 0.1 is one tenth
        ways = tuple(End(side=side, at=at) for side in SIDES)
        limits = _limits(_enlarged(answer, at)) if isinstance(answer, Formula) else None
        told = dict(zip(ways, limits or (), strict=False))
        kept = tuple(way for way, limit in told.items() if limit is not None or _is_there(answer, way))
        if not kept:
            return tends(answer, _asked(ways, self.value), None)
        return tends(answer, _asked(kept, self.value), [told[way] for way in kept])


def _asked(ends: tuple[End, ...], number: float) -> Approach:
    return Approach(
        words="the value",
        ends=ends,
        number=number,
        look=tending.value,
        at=lambda f, end, size: certainty.value(f, end.point(size)),
    )


def _is_there(f: Function, end: End) -> bool:
    """Whether there are values on this way to a point."""
    return certainty.is_defined(f, end.point(CLOSE)) is not False


def _limits(f: Function) -> list[float | None] | None:
    """Return the certain limits at both ends, each None if there is none."""
    found = decided(f, "limits")
    return None if found is None else [None if limit is None else float(limit) for limit in found.value]


def _enlarged(f: Formula, at: Fraction) -> Formula:
    """Return f(at + 1/x): what f does close to a point, far out."""
    x = Variable(f.variables[0])
    place = Operation("/", Number(Fraction(1)), x)
    if at:
        place = Operation("+" if at > 0 else "-", place, Number(abs(at)))
    return Formula(tree=substitute(f.tree, {x.name: place}), variables=f.variables)
