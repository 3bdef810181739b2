"""Confirming what float64 suspects: the certain sign of a quantity made of a function's values.

A claim is written once, as arithmetic: `lambda value, exact: value(b) - value(a)`.  For a formula it is worked
out with certain error bounds at rising precision; opaque code has only its floats.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from grader.maths import balls
from grader.maths.formula import Formula, Function

Sign = Literal[-1, 0, 1]
# Numbers are flint's or floats, as the function allows: whatever can be added, multiplied and compared.
Claim = Callable[[Callable[[Fraction], Any], Callable[[Fraction], Any]], Any]

ROUNDING = 1e-13  # relative: what a few float64 operations of opaque code may lose


class _NoValue(Exception):  # noqa: N818  a way out of a claim, never seen outside
    """A point of a claim has no certain value."""


def sign(f: Function, claim: Claim) -> Sign | None:
    """Return the certain sign of a quantity, or None if it has none or can't be told."""
    if isinstance(f, Formula):
        return balls.settle(lambda bits: _exactly(f, claim, bits))
    return _roughly(f, claim)


def is_defined(f: Function, x: Fraction) -> bool | None:
    """Whether f has a value at x, or None if it can't be told."""
    if not isinstance(f, Formula):
        return bool(np.isfinite(f(np.array([float(x)]))[0]))

    def known(bits: int) -> bool | None:
        seen = f.ball((x,), bits)
        return None if seen is balls.Gap.UNSURE else seen is not balls.Gap.UNDEFINED

    return balls.settle(known)


def _exactly(f: Formula, claim: Claim, bits: int) -> Sign | None:
    def value(x: Fraction) -> Any:
        found = f.ball((x,), bits)
        if isinstance(found, balls.Gap):
            raise _NoValue
        return found

    try:
        with balls.precision(bits):
            return balls.order(claim(value, balls.rational), balls.rational(Fraction(0)))
    except _NoValue:
        return None


def _roughly(f: Function, claim: Claim) -> Sign | None:
    scale = 0.0

    def value(x: Fraction) -> float:
        nonlocal scale
        y = float(f(np.array([float(x)]))[0])
        scale = max(scale, abs(y))
        return y

    found = float(claim(value, float))
    if not np.isfinite(found):
        return None
    if abs(found) <= ROUNDING * scale:
        return 0
    return 1 if found > 0 else -1
