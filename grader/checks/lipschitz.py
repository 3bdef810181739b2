"""Whether no chord is steeper than a constant: slopes, kinks and jumps in one question."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isinf

import numpy as np

from grader.certain import SHOWN, decided, judged, stays_in_all_digits
from grader.kinds import Check
from grader.maths import balls, certainty, chords, sampling
from grader.maths.corners import sharpened
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function, values
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import Sight, look, too_large

Chord = tuple[Fraction, Fraction]

ROUNDED = Fraction(1, 10**15)  # relative: a constant such as 2/sqrt(pi) arrives as a float
WIDTHS = tuple(Fraction(1, 10**power) for power in (9, 6, 4, 12))  # of chords beside a landmark
SHORT = tuple(Fraction(1, 10**power) for power in (3, 5, 8))  # of chords where the derivative is largest
SHORTEST = tuple(Fraction(1, 10**power) for power in (30, 100, 200, 1000))  # where float64 sees nothing
ROOTS = 3  # of them, beside a root that is known to 250 digits
MARKS = 6  # landmarks with such chords, those nearest 0
SIMPLE = 10**9  # a denominator above it was made from a float, near a root that is irrational
STEEP = {"increasing": (1,), "nondecreasing": (1,), "decreasing": (-1,), "nonincreasing": (-1,)}  # signs of a slope
FAR = tuple(Fraction(10) ** power for power in (6, 12, 100, 1000))  # a slope may only become large far out


@dataclass(frozen=True)
class Lipschitz(Check[Function]):
    """No chord is steeper than the constant: |f(b) − f(a)| ≤ constant·|b − a|.

    constant: the largest slope allowed, above 0.
    """

    constant: float

    def __post_init__(self) -> None:
        if not 0 < self.constant < np.inf:
            raise ValueError("the constant is a number above 0")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a chord that is steeper."""
        return judged(
            answer,
            "lipschitz",
            holds=lambda steepest: _is_held(answer, float(steepest), self.constant),
            words=f"No chord is steeper than {self.constant:.6g}.",
            sampled=lambda: _sampled(answer, rng, self.constant),
            against=lambda found: _too_steep(float(found.value), self.constant),
        )


def _is_held(f: Function, steepest: float, constant: float) -> bool | None:
    """Whether the steepest slope, to twelve digits, is within the constant."""
    most = Fraction(constant) * (1 + ROUNDED)
    if isinf(steepest) or abs(Fraction(steepest) - most) > SHOWN * most:
        return steepest < most
    # Its derivative may be steeper at points where f has none, so this proves and does not refute.
    slope, way = chords.slope(f), decided(f, "monotone")
    sides = STEEP.get(way.value if way else "", (1, -1))
    return True if all(stays_in_all_digits(slope, side * most, side) for side in sides) else None


def _too_steep(steepest: float, constant: float) -> Finding:
    if isinf(steepest):
        seen = Observation(expected=f"a slope of at most {constant:.6g}", actual="any slope")
        return failed("Has chords as steep as one likes.", seen, grade=Grade.PROVED)
    actual, most = apart(steepest, constant)
    seen = Observation(expected=f"a slope of at most {most}", actual=actual)
    return failed(f"Has chords as steep as {actual}; at most {most} is asked for.", seen, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, constant: float) -> Finding:
    seen = look(f, rng)
    if isinstance(seen, Finding):
        return seen
    for chord in _suspects(f, seen, constant):
        if _is_steeper(f, chord, constant):
            return _steep(f, chord, constant)
    if isinstance(f, Formula) and (x := too_large(f, seen)) is not None:
        return undecided(f"Its value at x = {float(x):.6g} is too large to say.")
    return passed(f"No chord between {seen} is steeper than {constant:.6g}.")


def _is_steeper(f: Function, chord: Chord, constant: float) -> bool:
    a, b = chord
    most = Fraction(constant) * (1 + ROUNDED) * (b - a)
    return certainty.sign(f, lambda value, exact: abs(value(b) - value(a)) - exact(most)) == 1


def _steep(f: Function, chord: Chord, constant: float) -> Finding:
    a, b = chord
    slope = abs(certainty.number(f, lambda value, exact: (value(b) - value(a)) / exact(b - a)))
    shown, most = apart(slope, constant) if np.isfinite(slope) else ("beyond 1e308", f"{constant:.6g}")
    start, other = (
        f"{x:.12g}" if np.isfinite(x := balls.approximate(balls.rational(end))) else "beyond 1e308" for end in chord
    )
    if "beyond 1e308" in {start, other}:
        side = "−∞" if b < 0 else "+∞"
        seen = Observation(expected=f"a slope of at most {most}", actual=shown)
        return failed(f"Has slope {shown} very far out as x → {side}.", seen)
    seen = Observation(x=(float(a),), expected=f"a slope of at most {most} to x = {other}", actual=shown)
    return failed(f"Has slope {shown} between x = {start} and x = {other}.", seen)


def _suspects(f: Function, seen: Sight, constant: float) -> Iterator[Chord]:
    """Yield chords that may be too steep, the most telling first."""
    if isinstance(f, Formula):
        yield from _beside_landmarks(f, constant)
    yield from chords.neighbours(seen.points, seen.x, seen.y, constant)
    yield from _at_the_steepest(f, seen)
    yield from ((Fraction(a), Fraction(b)) for a, b, _ in chords.narrowed(f, seen.x, seen.y))
    yield from (chord for size in FAR for chord in ((size, 2 * size), (-2 * size, -size)))
    if isinstance(f, Formula):
        yield from _next_to_landmarks(f)


def _beside_landmarks(f: Formula, constant: float) -> Iterator[Chord]:
    """Yield chords that end at a landmark or span one, where float64 finds them too steep or can't tell."""
    marks = sorted(sampling.switching(f).points, key=abs)
    beside = [ends for h in WIDTHS for c in marks for ends in ((c - h, c), (c, c + h), (c - h, c + h))]
    if not beside:
        return
    x = np.array(beside, dtype=float)
    y = values(f, x)
    with np.errstate(invalid="ignore"):
        rise, run = np.abs(y[:, 1] - y[:, 0]), np.array([float(b - a) for a, b in beside])
        noise = chords.NOISE * (1 + np.abs(y).max(axis=1) + constant * np.abs(x).max(axis=1))
        suspicious = np.flatnonzero(rise + noise > constant * run)
    yield from (beside[i] for i in suspicious)


def _next_to_landmarks(f: Formula) -> Iterator[Chord]:
    """Yield much shorter chords beside the landmarks nearest 0: the slope of 0.001·|x|^0.9 grows slowly."""
    for mark in sorted({Fraction(0), *sampling.switching(f).points}, key=abs)[:MARKS]:
        exact = mark.denominator < SIMPLE
        root = mark if exact else sharpened(f, mark)
        if root is not None:
            widths = SHORTEST if exact else SHORTEST[:ROOTS]
            yield from (chord for h in widths for chord in ((root, root + h), (root - h, root)))


def _at_the_steepest(f: Function, seen: Sight) -> Iterator[Chord]:
    """Yield short chords where the slope is largest, as far as float64 can tell."""
    x = Fraction(chords.steepest(f, seen.x))
    yield from ((x - h, x + h) for h in SHORT)
