"""Certain values: a formula's exact value at a rational point, or a ball that certainly contains it.

Verdicts rest on these.  Rounding can't mislead: two values are told apart only if their balls are disjoint,
and what the precision doesn't settle is unsure and asked again with more of it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from math import copysign, inf
from threading import RLock
from typing import TYPE_CHECKING, Literal, TypeVar

from grader.maths.tree import Node
from grader.maths.values import Gap, Real, Value

if TYPE_CHECKING:
    from flint import arb, fmpq

__all__ = [
    "LADDER",
    "Gap",
    "Real",
    "Value",
    "approximate",
    "close",
    "evaluate",
    "fraction",
    "order",
    "precision",
    "rational",
    "settle",
]

T = TypeVar("T")

LADDER = (128, 300, 900)  # bits; the last still knows the sine of an irrational near 10^250
GUARD = 32  # bits above those asked for: an activation of 500 nodes loses fewer

# flint keeps one precision for the whole process, and pages and grading run in threads.
_PRECISION = RLock()


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Do arithmetic of values with so many bits, undisturbed by other threads."""
    from flint import ctx  # noqa: PLC0415  takes 50 ms to import

    with _PRECISION, ctx.workprec(bits + GUARD):
        yield


def rational(x: Fraction) -> "fmpq":
    """Return a fraction as an exact value."""
    from flint import fmpq  # noqa: PLC0415

    return fmpq(x.numerator, x.denominator)


def evaluate(node: Node, point: Mapping[str, Fraction], bits: int) -> Value:
    """Return the value at a point of a tree in primitives, or why there is none.

    UNDEFINED is certain: the tree as written has no real value there.
    """
    from flint import ctx  # noqa: PLC0415

    from grader.maths import ball_walk  # noqa: PLC0415  loads flint

    exact = {name: rational(x) for name, x in point.items()}
    with _PRECISION, ctx.workprec(bits + GUARD):
        return ball_walk.value(node, exact)


def order(a: Value, b: Value) -> Literal[-1, 0, 1] | None:
    """Return the certain order of two values: 0 for equal rationals alone, None if it can't be told."""
    from flint import fmpq  # noqa: PLC0415

    if isinstance(a, Gap) or isinstance(b, Gap):
        return None
    left, right = _alike(a, b, LADDER[-1])
    if left < right:
        return -1
    if left > right:
        return 1
    return 0 if isinstance(left, fmpq) else None


def close(a: Value, b: Value, bits: int) -> bool:
    """Whether two values may be equal and are known well enough, to half the bits, for that to mean something."""
    from flint import arb  # noqa: PLC0415

    if isinstance(a, Gap) or isinstance(b, Gap):
        return False
    left, right = _alike(a, b, bits)
    if isinstance(left, arb) and isinstance(right, arb):
        return left.overlaps(right) and _is_sharp(left, bits) and _is_sharp(right, bits)
    return left == right


def _alike(a: Real, b: Real, bits: int) -> tuple[Real, Real]:
    """Return two rationals as they are, and as balls otherwise."""
    from flint import fmpq  # noqa: PLC0415

    from grader.maths.ball_arithmetic import ball  # noqa: PLC0415  loads flint

    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a, b
    with precision(bits):
        return ball(a), ball(b)


def _is_sharp(x: "arb", bits: int) -> bool:
    from flint import arb  # noqa: PLC0415

    with precision(bits):
        sharp: bool = x.rad() <= arb(1).max(abs(x)) / arb(2) ** (bits // 2)
    return sharp


def approximate(value: Real) -> float:
    """Return the nearest float, for display; infinite beyond their range."""
    try:
        return float(value)
    except OverflowError:
        return copysign(inf, 1 if value > 0 else -1)


def fraction(value: Real) -> Fraction:
    """Return a rational, or the middle of a ball."""
    from flint import fmpq  # noqa: PLC0415

    if isinstance(value, fmpq):
        return Fraction(int(value.p), int(value.q))
    mantissa, exponent = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def settle(question: Callable[[int], T | None], ladder: tuple[int, ...] = LADDER) -> T | None:
    """Ask at rising precision until there is an answer."""
    for bits in ladder:
        if (answer := question(bits)) is not None:
            return answer
    return None
