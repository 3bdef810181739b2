"""How fast the values grow far out, measured against a power of x."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Literal

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import certainty, ends
from grader.maths.ends import End
from grader.maths.figures import apart
from grader.maths.formula import Function
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import look, without_value

ROUNDED = 1e-9  # of the exponent: 1/3 arrives as a float
TOLERANCE = 0.01  # of the exponent: between 10^1000 and 10^2000 a logarithm adds 0.0003
STEEPER = 1.5  # times the exponent a little less far out: what gains so much outgrows every power
MODERATE = 10  # an exponent that could still be meant
MOST = 50  # of the exponents one may ask for
STEPS = (
    (Fraction(10**6), Fraction(10**12)),
    (Fraction(10), Fraction(100)),
    (Fraction(2), Fraction(5)),
)  # what a learner is shown

ENDS = {"left": (End(side=-1),), "right": (End(side=1),), "both": (End(side=1), End(side=-1))}


@dataclass(frozen=True)
class Growth(Check[Function]):
    """Grows like a power of |x| far out, up to logarithms: x·log(x) has growth 1, tanh has growth 0.

    power: the exponent; 0.5 for a square root.
    side: left, right or both.
    """

    power: float
    side: Literal["both", "left", "right"] = "both"

    def __post_init__(self) -> None:
        if not abs(self.power) <= MOST:
            raise ValueError(f"the power is a number from −{MOST} to {MOST}")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Compare sizes at points very far out."""
        where = " and ".join(map(str, ENDS[self.side]))
        return judged(
            answer,
            "growth",
            holds=lambda rates: _agree([_rate(rates, end) for end in ENDS[self.side]], self.power),
            words=f"Grows like |x|^{self.power:g} {where}.",
            sampled=lambda: _sampled(answer, rng, ENDS[self.side], self.power),
            against=lambda found: _otherwise(answer, found.value, ENDS[self.side], self.power),
        )


def _rate(rates: Sequence[float | str | None], end: End) -> float | None:
    """Return what a profile tells of an end; of waves, and of 0, it tells nothing."""
    rate = rates[1 if end.side > 0 else 0]
    return None if rate is None else float(rate)


def _agree(rates: Sequence[float | None], power: float) -> bool | None:
    if any(rate is not None and abs(rate - power) > ROUNDED for rate in rates):
        return False
    return None if None in rates else True


def _otherwise(f: Function, rates: Sequence[float | str | None], ends: Sequence[End], power: float) -> Finding:
    """Return the finding for an end at which it certainly grows otherwise."""
    known = [(rate, end) for end in ends if (rate := _rate(rates, end)) is not None]
    rate, end = next((rate, end) for rate, end in known if abs(rate - power) > ROUNDED)
    seen = _seen(f, end, power)
    if rate in {0, inf, -inf}:
        return failed(f"{_described(f, end, rate, 0)}; asked for is |x|^{power:g}.", seen, grade=Grade.PROVED)
    actual, asked = apart(rate, power)
    verb = "Grows" if rate > 0 else "Falls"
    return failed(f"{verb} like |x|^{actual} {end}; asked for is |x|^{asked}.", seen, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, ends: Sequence[End], power: float) -> Finding:
    seen = look(f, rng)
    if isinstance(seen, Finding):
        return seen
    for end in ends:
        if finding := _differs(f, end, power):
            return finding
    where = " and ".join(map(str, ends))
    return passed(f"Grows like |x|^{power:g} {where}.")


def _differs(f: Function, end: End, power: float) -> Finding | None:
    """Return what speaks against this growth at one end."""
    found = ends.exponents(f, end)
    if found is None:
        return _unknown(f, end)
    outer, inner = found
    if min(abs(outer - power), abs(_settled(outer, inner) - power)) <= TOLERANCE:
        return None
    return failed(f"{_described(f, end, outer, inner)}; asked for is |x|^{power:g}.", _seen(f, end, power))


def _settled(outer: float, inner: float) -> float:
    """Return the exponent without what logarithms add to it: half as much at twice the digits."""
    return outer if outer == -inf else 2 * outer - inner


def _described(f: Function, end: End, outer: float, inner: float) -> str:
    if certainty.sign(f, lambda value, exact: value(end.point(STEPS[0][0]))) == 0:  # noqa: ARG005
        return f"Is 0 {end}"
    if outer < min(-MODERATE, STEEPER * inner) or outer == -inf:
        return f"Falls towards 0 faster than any power of x {end}"
    if outer > max(MODERATE, STEEPER * inner):
        return f"Grows faster than any power of x {end}"
    exponent = _settled(outer, inner)
    if abs(exponent) <= TOLERANCE:
        return f"Grows like |x|^0 {end}, more slowly than any root of x"
    return f"{'Grows' if exponent > 0 else 'Falls'} like |x|^{exponent:.3g} {end}"


def _seen(f: Function, end: End, power: float) -> Observation:
    """Return by how much the size changes from one point to another, farther one."""
    for step in STEPS:
        near, far = map(end.point, step)
        a, b = certainty.value(f, near), certainty.value(f, far)
        if a and b and np.isfinite([a, b]).all():
            break
    times = f"about {float(far / near) ** power:.3g} times the value at x = {float(near):g}"
    actual = f"{b / a:.3g} times" if a else f"{b:.6g}"
    return Observation(x=(float(far),), expected=times, actual=actual)


def _unknown(f: Function, end: End) -> Finding:
    x = end.point(STEPS[0][0])
    if certainty.is_defined(f, x) is False:
        return without_value(x)
    return undecided(f"How it grows {end} could not be computed.")
