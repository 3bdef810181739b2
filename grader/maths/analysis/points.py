"""Places on the line, known exactly or as a ball around an irrational root."""

from dataclasses import dataclass, field

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.tree import Node


@dataclass(frozen=True, kw_only=True, eq=False)
class Point:
    """at: where.  zeros: trees that are certainly 0 here, though the ball can't tell."""

    at: Constant
    zeros: frozenset[Node] = field(default_factory=frozenset)

    @property
    def ball(self) -> arb:
        """A ball around it."""
        return constants.ball(self.at)


@dataclass(frozen=True, kw_only=True, eq=False)
class Span:
    """An open interval; None stands for ±∞."""

    low: Point | None = None
    high: Point | None = None


def below(point: Point) -> fmpq:
    """Return a rational just below, or the point itself if it is rational."""
    return point.at if isinstance(point.at, fmpq) else _rational(point.ball.lower(), -1)


def above(point: Point) -> fmpq:
    """Return a rational just above, or the point itself if it is rational."""
    return point.at if isinstance(point.at, fmpq) else _rational(point.ball.upper(), 1)


def _rational(x: arb, side: int) -> fmpq:
    """Return a rational on the outer side of a nearly exact ball."""
    mantissa, exponent = arb(x.mid()).man_exp()
    value = fmpq(mantissa) * fmpq(2) ** int(exponent)
    radius, power = arb(x.rad()).man_exp()
    return value + side * fmpq(radius) * fmpq(2) ** int(power)


def between(low: Point | None, high: Point | None) -> fmpq:
    """Return a plain rational strictly between two points; None stands for ±∞."""
    if low is None and high is None:
        return fmpq(3, 7)
    if low is None and high is not None:
        return fmpq(below(high).floor()) - 1
    if low is not None and high is None:
        return fmpq(above(low).ceil()) + 1
    assert low is not None  # noqa: S101  for the type checker
    assert high is not None  # noqa: S101
    a, b = above(low), below(high)
    return a + (b - a) * fmpq(3, 7)
