"""What the witness of a profile shows, in words and as a point on the plot."""

from collections.abc import Callable, Sequence
from math import isinf, isnan
from typing import TYPE_CHECKING

from grader.maths.figures import apart
from grader.report import Finding, Grade, Observation, failed

if TYPE_CHECKING:
    from grader.maths.analysis.findings import Property, Witness

Said = tuple[str, Observation]


def witnessed(found: "Property", *kinds: str, otherwise: str) -> Finding:
    """Return the finding for what a property says: by its first witness of these kinds, else in given words."""
    for witness in found.witnesses:
        if witness.kind in kinds:
            sentence, seen = said(witness)
            return failed(sentence, seen)
    return failed(otherwise, grade=Grade.PROVED)


def said(witness: "Witness") -> Said:
    """Return a sentence, and the point it is about."""
    return _SAYINGS[witness.kind](witness)


def _falls(witness: "Witness") -> Said:
    a, b = apart(*map(float, witness.x))
    high, low = _told_apart(*witness.y)
    seen = _seen(witness, 1, f"at least {high}, as at x = {a}", low)
    return f"Falls from {high} at x = {a} to {low} at x = {b}.", seen


def _bends(witness: "Witness") -> Said:
    left, middle, right = map(float, witness.x)
    actual, straight = _told_apart(witness.y[1], (witness.y[0] + witness.y[2]) / 2)
    line = f"on a straight line from x = {left:.6g} to x = {right:.6g} it would be {straight}"
    return f"At x = {middle:.6g} it is {actual}; {line}.", _seen(witness, 1, straight, actual)


def _turns(witness: "Witness") -> Said:
    """Say that of three values the middle one is the largest or the smallest."""
    a, b, c = map(float, witness.x)
    first, second, third = _distinct(witness.y)
    values = f"it is {first} at x = {a:.6g}, {second} at x = {b:.6g} and {third} at x = {c:.6g}"
    seen = _seen(witness, 1, f"a value between {first} and {third}", second)
    return f"Turns back, and so takes values twice: {values}.", seen


def _between(witness: "Witness") -> Said:
    """Say that the middle value is between two others of one stretch, away from it."""
    a, b, c = map(float, witness.x)
    first, second, third = _distinct(witness.y)
    again = f"so does some x between {a:.6g} and {c:.6g}, where it goes from {first} to {third}"
    sentence = f"Takes the value {second} twice: x = {b:.6g} gives it, and {again}."
    return sentence, _seen(witness, 1, "a new value", second)


def _same(witness: "Witness") -> Said:
    a, b = apart(*map(float, witness.x))
    y = _number(witness.y[0])
    return f"Takes the value {y} twice: at x = {a} and at x = {b}.", _seen(witness, 1, f"not {y}, as at x = {a}", y)


def _not_odd(witness: "Witness") -> Said:
    here, there = (f"{float(x):.6g}" for x in witness.x)
    if witness.x[0] == 0:
        at_zero = _number(witness.y[0])
        return f"f(0) = {at_zero}, and an odd function is 0 there.", _seen(witness, 0, "0", at_zero)
    expected, actual = _told_apart(0.0 - witness.y[0], witness.y[1])
    return f"f({there}) = {actual}, but −f({here}) = {expected}.", _seen(witness, 1, expected, actual)


def _not_even(witness: "Witness") -> Said:
    here, there = (f"{float(x):.6g}" for x in witness.x)
    expected, actual = _told_apart(*witness.y)
    return f"f({there}) = {actual}, but f({here}) = {expected}.", _seen(witness, 1, expected, actual)


def _one_sided(witness: "Witness") -> Said:
    missing = 0 if isnan(witness.y[0]) else 1
    here, there = (float(witness.x[i]) for i in (1 - missing, missing))
    sentence = f"Has a value at x = {here:.6g}, but none at x = {there:.6g}."
    return sentence, _seen(witness, missing, "a value", "no value")


def _no_value(witness: "Witness") -> Said:
    return f"Has no value at x {_about(witness)}.", _seen(witness, 0, "a value", "no value")


def _jump(witness: "Witness") -> Said:
    return f"Jumps at x {_about(witness)}.", _seen(witness, 0, "no jump", "a jump")


def _grows(witness: "Witness") -> Said:
    steps = " and ".join(f"{_number(y)} at x = {float(x):.10g}" for x, y in zip(witness.x, witness.y, strict=True))
    last = len(witness.x) - 1
    seen = _seen(witness, last, "a value within some bounds", _number(witness.y[last]))
    return f"Goes beyond all bounds: {steps}.", seen


def _about(witness: "Witness") -> str:
    return f"{'≈' if witness.kind.endswith(' near') else '='} {float(witness.x[0]):.6g}"


def _number(y: float, digits: int = 6) -> str:
    return "beyond 1e308" if isinf(y) else f"{y + 0.0:.{digits}g}"  # no minus before a 0


def _distinct(values: Sequence[float]) -> list[str]:
    """Return three values with as many digits as it takes to tell neighbours apart, six at least."""
    rows = [[_number(y, digits) for y in values] for digits in (6, 9, 12, 15, 17)]
    return next((row for row in rows if row[0] != row[1] != row[2]), rows[-1])


def _told_apart(a: float, b: float) -> tuple[str, str]:
    return (_number(a), _number(b)) if isinf(a) or isinf(b) else apart(a, b)


def _seen(witness: "Witness", i: int, expected: str, actual: str) -> Observation:
    return Observation(x=(float(witness.x[i]),), expected=expected, actual=actual)


_SAYINGS: dict[str, Callable[["Witness"], Said]] = {
    "falls": _falls,
    "below chord": _bends,
    "above chord": _bends,
    "turns": _turns,
    "between": _between,
    "same value": _same,
    "not odd": _not_odd,
    "not even": _not_even,
    "one-sided": _one_sided,
    "no value": _no_value,
    "no value near": _no_value,
    "jump": _jump,
    "jump near": _jump,
    "grows": _grows,
}
