"""Certain values: a formula's exact value at a rational point, or a ball that certainly contains it.

Verdicts rest on these.  Rounding can't mislead: two values are told apart only if their balls are disjoint,
and what the precision doesn't settle is unsure and asked again with more of it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from importlib import import_module
from math import copysign, inf, nan
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, TypeVar

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
    "to_float",
]

T = TypeVar("T")

LADDER = (128, 300, 900)  # bits; the last still knows the sine of an irrational near 10^250
GUARD = 32  # bits above those asked for: an activation of 500 nodes loses fewer

# flint keeps one precision for the whole process, and pages and grading run in threads.
_PRECISION = RLock()


@cache
def _flint() -> Any:
    """The library, loaded when first used: it takes 50 ms."""
    return import_module("flint")


@cache
def _engine() -> Any:
    """The evaluator, which loads the library."""
    return import_module("grader.maths.ball_walk")


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Do arithmetic of values with so many bits, undisturbed by other threads."""
    with _PRECISION, _flint().ctx.workprec(bits + GUARD):
        yield


def rational(x: Fraction) -> "fmpq":
    """Return a fraction as an exact value."""
    exact: fmpq = _flint().fmpq(x.numerator, x.denominator)
    return exact


def evaluate(node: Node, point: Mapping[str, Fraction], bits: int) -> Value:
    """Return the value at a point of a tree in primitives, or why there is none.

    UNDEFINED is certain: the tree as written has no real value there.
    """
    exact = {name: rational(x) for name, x in point.items()}
    with _PRECISION, _flint().ctx.workprec(bits + GUARD):
        found: Value = _engine().value(node, exact)
    return found


def order(a: Value, b: Value) -> Literal[-1, 0, 1] | None:
    """Return the certain order of two values: 0 for equal rationals alone, None if it can't be told."""
    if isinstance(a, Gap) or isinstance(b, Gap):
        return None
    left, right = _alike(a, b, LADDER[-1])
    if left < right:
        return -1
    if left > right:
        return 1
    return 0 if isinstance(left, _flint().fmpq) else None


def close(a: Value, b: Value, bits: int) -> bool:
    """Whether two values may be equal and are known well enough, to half the bits, for that to mean something."""
    if isinstance(a, Gap) or isinstance(b, Gap):
        return False
    left, right = _alike(a, b, bits)
    if isinstance(left, _flint().arb) and isinstance(right, _flint().arb):
        return left.overlaps(right) and _is_sharp(left, bits) and _is_sharp(right, bits)
    return left == right


def _alike(a: Real, b: Real, bits: int) -> tuple[Real, Real]:
    """Return two rationals as they are, and as balls otherwise."""
    fmpq, ball = _flint().fmpq, _engine().ball
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a, b
    with precision(bits):
        return ball(a), ball(b)


def _is_sharp(x: "arb", bits: int) -> bool:
    arb = _flint().arb
    with precision(bits):
        sharp: bool = x.rad() <= arb(1).max(abs(x)) / arb(2) ** (bits // 2)
    return sharp


def approximate(value: Real) -> float:
    """Return the nearest float, for display; infinite beyond their range."""
    try:
        return float(value)
    except OverflowError:
        return copysign(inf, 1 if value > 0 else -1)


def to_float(value: Callable[[int], Value]) -> float:
    """Return a value, known to any number of bits, as a float, 1e-19 off at most; nan where it has or tells none."""

    def known(bits: int) -> float | None:
        seen = value(bits)
        if isinstance(seen, Gap):
            return None if seen is Gap.UNSURE else nan
        return approximate(seen) if close(seen, seen, bits) else None

    found = settle(known)
    return nan if found is None else found


def fraction(value: Any) -> Fraction:
    """Return a rational as it is, or the middle of a ball."""
    if isinstance(value, _flint().fmpq):
        return Fraction(int(value.p), int(value.q))
    mantissa, exponent = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def settle(question: Callable[[int], T | None], ladder: tuple[int, ...] = LADDER) -> T | None:
    """Ask at rising precision until there is an answer."""
    for bits in ladder:
        if (answer := question(bits)) is not None:
            return answer
    return None
