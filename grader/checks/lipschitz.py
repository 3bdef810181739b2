"""Whether no chord is steeper than a constant: slopes, kinks and jumps in one question."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths import balls, certainty, sampling
from grader.maths.corners import sharpened
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function, values
from grader.maths.summits import climb
from grader.report import Finding, Observation, failed, passed, undecided
from grader.sight import CONFIRMED, Sight, look, too_large

Array = NDArray[np.float64]
Chord = tuple[Fraction, Fraction]

ROUNDED = Fraction(1, 10**15)  # relative: a constant such as 2/sqrt(pi) arrives as a float
NOISE = 4 * np.finfo(float).eps  # relative: what float64 may be wrong by in a value
WIDTHS = tuple(Fraction(1, 10**power) for power in (9, 6, 4, 12))  # of chords beside a landmark
SHORT = tuple(Fraction(1, 10**power) for power in (3, 5, 8))  # of chords where the derivative is largest
SHORTEST = tuple(Fraction(1, 10**power) for power in (30, 100, 200, 1000))  # where float64 sees nothing
ROOTS = 3  # of them, beside a root that is known to 250 digits
MARKS = 6  # landmarks with such chords, those nearest 0
SIMPLE = 10**9  # a denominator above it was made from a float, near a root that is irrational
FAR = tuple(Fraction(10) ** power for power in (6, 12, 100, 1000))  # a slope may only become large far out
STEP = 1e-5  # of the difference that stands for the slope of opaque code, for x up to 1
HALVINGS = 30  # from a gap of the grid to the narrowest
NARROWEST = 1e-9  # of the chords into which others are halved, for x up to 1: there a jump is steeper than any slope
NEAR = 10.0  # where a learner looks first


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
        seen = look(answer, rng)
        if isinstance(seen, Finding):
            return seen
        for chord in _suspects(answer, seen, self.constant):
            if _is_steeper(answer, chord, self.constant):
                return _steep(answer, chord, self.constant)
        if isinstance(answer, Formula) and (x := too_large(answer, seen)) is not None:
            return undecided(f"Its value at x = {float(x):.6g} is too large to say.")
        return passed(f"No chord between {seen} is steeper than {self.constant:.6g}.")


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
    yield from _neighbours(seen, constant)
    yield from _at_the_steepest(f, seen)
    yield from _narrowed(f, seen)
    yield from (chord for size in FAR for chord in ((size, 2 * size), (-2 * size, -size)))
    if isinstance(f, Formula):
        yield from _next_to_landmarks(f)


def _beside_landmarks(f: Formula, constant: float) -> Iterator[Chord]:
    """Yield chords that end at a landmark or span one, where float64 finds them too steep or can't tell."""
    marks = sorted(sampling.switching(f).points, key=abs)
    chords = [ends for h in WIDTHS for c in marks for ends in ((c - h, c), (c, c + h), (c - h, c + h))]
    if not chords:
        return
    x = np.array(chords, dtype=float)
    y = values(f, x)
    with np.errstate(invalid="ignore"):
        rise, run = np.abs(y[:, 1] - y[:, 0]), np.array([float(b - a) for a, b in chords])
        noise = NOISE * (1 + np.abs(y).max(axis=1) + constant * np.abs(x).max(axis=1))
        suspicious = np.flatnonzero(rise + noise > constant * run)
    yield from (chords[i] for i in suspicious)


def _next_to_landmarks(f: Formula) -> Iterator[Chord]:
    """Yield much shorter chords beside the landmarks nearest 0: the slope of 0.001·|x|^0.9 grows slowly."""
    for mark in sorted({Fraction(0), *sampling.switching(f).points}, key=abs)[:MARKS]:
        exact = mark.denominator < SIMPLE
        root = mark if exact else sharpened(f, mark)
        if root is not None:
            widths = SHORTEST if exact else SHORTEST[:ROOTS]
            yield from (chord for h in widths for chord in ((root, root + h), (root - h, root)))


def _neighbours(seen: Sight, constant: float) -> Iterator[Chord]:
    """Yield chords between neighbours that float64 finds too steep: the steepest near 0, then the steepest of all."""
    slopes = _slopes(seen.x[:-1], seen.x[1:], seen.y[:-1], seen.y[1:])
    steepest = [int(i) for i in np.argsort(-slopes, kind="stable") if slopes[i] > constant]
    close = [i for i in steepest if abs(seen.x[i]) <= NEAR]
    yield from (
        (seen.points[i], seen.points[i + 1]) for i in dict.fromkeys((*close[:CONFIRMED], *steepest[:CONFIRMED]))
    )


def _at_the_steepest(f: Function, seen: Sight) -> Iterator[Chord]:
    """Yield short chords where the slope is largest, as far as float64 can tell."""
    slope = f.derivative() if isinstance(f, Formula) else partial(_difference, f)
    x = Fraction(climb(lambda x: np.abs(slope(x)), seen.x))
    yield from ((x - h, x + h) for h in SHORT)


def _difference(f: Function, x: Array) -> Array:
    h = STEP * np.maximum(1, np.abs(x))
    with np.errstate(invalid="ignore"):
        return (values(f, x + h) - values(f, x - h)) / (2 * h)


def _narrowed(f: Function, seen: Sight) -> list[Chord]:
    """Return what the steepest chords become if their steeper half is taken again and again."""
    best = np.argsort(-_slopes(seen.x[:-1], seen.x[1:], seen.y[:-1], seen.y[1:]), kind="stable")[:CONFIRMED]
    a, b, left, right = seen.x[best], seen.x[best + 1], seen.y[best], seen.y[best + 1]
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        y = values(f, middle)
        wide = b - a > NARROWEST * np.maximum(1, np.abs(a))
        first = _slopes(a, middle, left, y) >= _slopes(middle, b, y, right)
        a, left = np.where(wide & ~first, middle, a), np.where(wide & ~first, y, left)
        b, right = np.where(wide & first, middle, b), np.where(wide & first, y, right)
    return [(Fraction(a[i]), Fraction(b[i])) for i in np.argsort(-_slopes(a, b, left, right), kind="stable")]


def _slopes(a: Array, b: Array, left: Array, right: Array) -> Array:
    """Return the slopes of chords without a sign, less what float64 may be wrong by; 0 where there is none."""
    with np.errstate(all="ignore"):
        rise = np.abs(right - left) - NOISE * (np.abs(left) + np.abs(right))
        return np.nan_to_num(np.maximum(rise, 0) / (b - a), nan=0.0)
