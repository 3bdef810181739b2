"""What expansions say at a large y, in certain balls; and what functions truly are at a point, by mpmath alone."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from flint import arb, ctx, fmpq
from mpmath import MPContext

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.scales import Monomial, Scale
from grader.maths.digit_arithmetic import Arithmetic, TooLarge
from grader.maths.digits import exactly
from grader.maths.tree import Node

DIGITS, FEWER = 320, 290
BITS = 1200
STEP = Fraction(1, 10**35)  # of differences, in distances to the next singularity
NOISE = 20  # digits that rounding may spoil, also of numbers near 1 that are but parts of the whole


def _arithmetic(digits: int) -> Arithmetic:
    context = MPContext()
    context.dps = digits
    return Arithmetic(context=context)


FINE, COARSE = _arithmetic(DIGITS), _arithmetic(FEWER)


class Reading:
    """Monomials and expansions of a scale at one y, known exactly or as a ball."""

    def __init__(self, scale: Scale, y: Fraction | arb) -> None:
        self.scale = scale
        self._y = y if isinstance(y, arb) else rational(y)
        self._known = dict[int, arb]()

    def monomial(self, m: Monomial) -> arb:
        """Return a ball around a monomial."""
        if id(m) not in self._known:
            with ctx.workprec(BITS):
                self._known[id(m)] = self._size(m)
        return self._known[id(m)]

    def _size(self, m: Monomial) -> arb:
        if m is self.scale.lowest:
            return self._y.log().log().log()
        if m is self.scale.log:
            return self._y.log()
        if m is self.scale.y:
            return self._y
        return sum((constants.ball(c) * self.monomial(part) for part, c in m.exponents), arb(0)).exp()

    def expansion(self, u: Expansion) -> arb:
        """Return a ball around all that an expansion allows."""
        with ctx.workprec(BITS):
            total = sum((constants.ball(c) * self.monomial(m) for m, c in u.terms), arb(0))
            rest = arb(0) if u.remainder is None else u.remainder[1] * self.monomial(u.remainder[0])
            return total + arb(0, 1) * rest


def distances(random: Random, start: int, count: int) -> Iterator[Fraction]:
    """Yield the start, what is close to it, and what is farther out."""
    yield Fraction(start)
    for _ in range(count):
        yield start * (1 + Fraction(random.randint(0, 10**6), 10**6) ** 3)
        yield Fraction(start) * random.randint(2, 50) + Fraction(random.randint(0, 97), 97)


def jet(node: Node, x: Fraction, room: Fraction) -> tuple[arb, arb, arb] | None:
    """Return balls around f, f′ and f″ at x by central differences; None where they are not known so well.

    room: to the next place where anything happens.  The error is told from differences over twice the width.
    """
    h = room * STEP
    try:
        seen = [exactly(node, {"x": x + k * h}, FINE) for k in (-2, -1, 0, 1, 2)]
        rough = [exactly(node, {"x": x + k * h}, COARSE) for k in (-2, 0, 2)]
    except TooLarge:
        return None
    if None in seen or None in rough:
        return None
    a, b, c, d, e = map(FINE.real, seen)
    again = [FINE.context.convert(COARSE.real(one)) for one in rough]
    noise = max(1, *map(abs, (a, b, c, d, e))) * FINE.context.mpf(10) ** (NOISE - DIGITS)
    noise += max(abs(one - other) for one, other in zip((a, c, e), again, strict=True))
    step = FINE.real(h)
    slopes = (d - b) / (2 * step), (e - a) / (4 * step)
    bends = (d - 2 * c + b) / step**2, (e - 2 * c + a) / (4 * step**2)
    return (
        around(c, noise),
        around(slopes[0], 4 * abs(slopes[0] - slopes[1]) + noise / step),
        around(bends[0], 4 * abs(bends[0] - bends[1]) + 4 * noise / step**2),
    )


def around(value: Any, error: Any = 0) -> arb:
    """Return the ball around one of mpmath's numbers."""
    with ctx.workprec(BITS):
        return _exact(value) + arb(0, 1) * _exact(abs(error))


def _exact(value: Any) -> arb:
    mantissa, exponent = (int(value.man), int(value.exp)) if value else (0, 0)
    return arb(mantissa if value > 0 else -mantissa) * arb(2) ** exponent


def rational(x: Fraction) -> arb:
    """Return a rational as a ball, all but exactly."""
    with ctx.workprec(BITS):
        return arb(fmpq(x.numerator, x.denominator))


def fraction(c: Constant) -> Fraction:
    """Return a constant, or the middle of its ball, as a fraction."""
    if isinstance(c, fmpq):
        return Fraction(int(c.p), int(c.q))
    mantissa, exponent = arb(constants.ball(c).mid()).man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def middle(ball: arb) -> Any:
    """Return the middle of a ball as one of mpmath's numbers."""
    mantissa, exponent = arb(ball.mid()).man_exp()
    return FINE.context.mpf(int(mantissa)) * FINE.context.mpf(2) ** int(exponent)
