"""Confirming what float64 suspects: the certain sign of a quantity made of a function's values.

A claim is written once, as arithmetic: `lambda value, exact: value(b) - value(a)`.  For a formula it is worked
out with certain error bounds at rising precision; opaque code has only its floats.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from grader.maths import balls
from grader.maths.formula import Formula, Function, values
from grader.maths.sampling import CORE

Sign = Literal[-1, 0, 1]
# Numbers are flint's or floats, as the function allows: whatever can be added, multiplied and compared.
Claim = Callable[[Callable[[Fraction], Any], Callable[[Fraction], Any]], Any]

ROUNDING = 1e-13  # relative: what a few float64 operations of opaque code may lose
TINY = 1e-15  # what they lose where 1 is added and taken away again, as in sigmoid(x) − 1/2
TOLD = 5  # points at which it must be told what a formula does; as many as agreement takes
SHARP = 20  # bits: six digits, enough to follow where a quantity is going
NOTHING, BEYOND_DOUBT = 100, 4000  # bits below 1 that count as nothing: at the highest precision, at any


class _NoValue(Exception):  # noqa: N818  a way out of a claim, never seen outside
    """A point of a claim has no certain value."""


def sign(f: Function, claim: Claim) -> Sign | None:
    """Return the certain sign of a quantity, or None if it has none or can't be told."""
    if isinstance(f, Formula):
        return balls.settle(lambda bits: _exactly(f, claim, bits))
    return _roughly(f, claim)


def measure(f: Function, claim: Claim) -> Any | None:
    """Return a quantity to some six digits as a ball, or as a float for opaque code; None if it can't be told.

    What is too close to 0 to have digits is a ball around 0.
    """
    if isinstance(f, Formula):
        return balls.settle(lambda bits: _sharply(f, claim, bits))
    found, scale = _seen(f, claim)
    if not np.isfinite(found):
        return None
    return found if abs(found) > ROUNDING * scale else 0.0


def number(f: Function, claim: Claim) -> float:
    """Return a quantity for display: nan if it can't be told, infinite if no float is as large."""
    found = measure(f, claim)
    return np.nan if found is None else balls.approximate(found)


def value(f: Function, x: Fraction) -> float:
    """Return the value at a point for display."""
    return number(f, lambda value, exact: value(x))  # noqa: ARG005  not all claims need numbers


def can_be_worked_out(f: Formula) -> bool:
    """Whether at some points it can be told what value f has, or that it has none: 9^9^9^9 is too large to say."""
    told = 0
    for i in range(len(CORE)):
        point = tuple(CORE[(i + 5 * j) % len(CORE)] for j in range(len(f.variables)))
        told += any(f.ball(point, bits) is not balls.Gap.UNSURE for bits in balls.LADDER)
        if told == TOLD:
            return True
    return False


def is_defined(f: Function, x: Fraction) -> bool | None:
    """Whether f has a value at x, or None if it can't be told."""
    if not isinstance(f, Formula):
        y = values(f, np.array([float(x)]))[0]
        return None if np.isinf(y) else not np.isnan(y)  # too large to say, or 1/0

    def known(bits: int) -> bool | None:
        seen = f.ball((x,), bits)
        return None if seen is balls.Gap.UNSURE else seen is not balls.Gap.UNDEFINED

    return balls.settle(known)


def _exactly(f: Formula, claim: Claim, bits: int) -> Sign | None:
    found = _quantity(f, claim, bits)
    return None if found is None else balls.order(found, balls.rational(Fraction(0)))


def _sharply(f: Formula, claim: Claim, bits: int) -> Any | None:
    from flint import arb  # noqa: PLC0415  slow to import

    found = _quantity(f, claim, bits)
    if found is None:
        return None
    with balls.precision(bits):
        ball = arb(found)
    if not ball.is_finite():
        return None
    nothing = NOTHING if bits == balls.LADDER[-1] else BEYOND_DOUBT
    return ball if ball.rel_accuracy_bits() >= SHARP or ball.abs_upper() < arb(2) ** -nothing else None


def _quantity(f: Formula, claim: Claim, bits: int) -> Any | None:
    """Return a quantity as exactly as the precision allows, or None if a point of it has no certain value."""

    def value(x: Fraction) -> Any:
        found = f.ball((x,), bits)
        if isinstance(found, balls.Gap):
            raise _NoValue
        return found

    try:
        with balls.precision(bits):
            return claim(value, balls.rational)
    except _NoValue:
        return None


def _roughly(f: Function, claim: Claim) -> Sign | None:
    found, scale = _seen(f, claim)
    if not np.isfinite(found):
        return None
    if abs(found) <= max(ROUNDING * scale, TINY):
        return 0
    return 1 if found > 0 else -1


def _seen(f: Function, claim: Claim) -> tuple[float, float]:
    """Return a quantity in float64, and the size of the largest value it is made of."""
    scale = 0.0

    def value(x: Fraction) -> float:
        nonlocal scale
        y = float(values(f, np.array([float(x)]))[0])
        scale = max(scale, abs(y))
        return y

    try:
        return float(claim(value, float)), scale
    except OverflowError:  # a point no float reaches
        return np.nan, scale
