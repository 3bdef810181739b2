"""What a proof by signs covers, as texts: intervals that fill the natural domain, and the sign on each."""

from collections.abc import Iterator

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.parts import Part
from grader.maths.analysis.points import Point
from grader.maths.analysis.sweep import Stretch

DIGITS = 25  # of an irrational border
_CLAIMS = {1: "{} > 0", -1: "{} < 0", 0: "{} = 0"}


def boxes(facts: Facts, order: int) -> list[tuple[str, str, str]]:
    """Return the intervals on which the sign of f′ (1) or f″ (2) is certain, single zeros left out."""
    return [box for part in facts.parts for box in _of_part(part, order)]


def _of_part(part: Part, order: int) -> Iterator[tuple[str, str, str]]:
    low, high = _end(part.low, "-inf"), _end(part.high, "inf")
    name = "f′" if order == 1 else "f″"
    try:
        stretches = [one for one in part.pattern(order) if isinstance(one, Stretch)]
    except Undecided:
        return
    for one in stretches:
        if one.sign is not None:
            a = low if one.low is None else text(one.low)
            b = high if one.high is None else text(one.high)
            yield a, b, _CLAIMS[one.sign].format(name)


def _end(point: Point | None, infinite: str) -> str:
    return infinite if point is None else text(point.at)


def text(x: Constant) -> str:
    """Return a place as a fraction or, if it is irrational, in digits."""
    return str(x) if isinstance(x, fmpq) else constants.ball(x).str(DIGITS, radius=False)
