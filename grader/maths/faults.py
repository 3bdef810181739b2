"""What is wrong with a formula's values at given points, when it runs as written in a dtype.

What is right is known from float64 where that keeps half of its digits, as a shaken run tells, and from balls
elsewhere; a fault that is reported has been seen with balls.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.precision import PRECISIONS, Array, Dtype, Floats, Numbers, Precision
from grader.maths.rounding import SHAKE, Run, Step, runner, shaken

Mask = NDArray[np.bool_]

STEADY = 2.0**-3  # relative, of a shaken run: float64 keeps half of its digits, enough to judge float32 by
SHARP = 60  # bits of a ball that stands for a float
NOTHING = 1080  # bits below 1: no float64 is normal there
SLACK = 4  # floats away: what x may be mistaken for

_AWAY = SLACK / 1.9 ** np.arange(6)[:, np.newaxis]  # in floats; not even, for waves hide from even steps
_NEAR: Floats = np.concatenate([-_AWAY, _AWAY])


class Label(IntEnum):
    """What is seen at a point."""

    FINE = 0
    NAN = 1
    OVERFLOW = 2  # infinite where the value is in the dtype's range
    UNDERFLOW = 3  # 0 where the value is not
    CANCELLATION = 4  # more than half of the digits lost
    BEYOND = 5  # the value itself is out of range: a fact, not a fault
    TINY = 6  # nothing is asked so near to 0


FINE, NAN, OVERFLOW, UNDERFLOW, CANCELLATION, BEYOND, TINY = Label  # as names that are quick to look up


@dataclass(frozen=True)
class Truth:
    """A formula's true values: nan where there are none or can't be told, infinite beyond float64."""

    formula: Formula
    steps: tuple[Step, ...]
    _known: dict[float, float] = field(default_factory=dict)

    @cached_property
    def _twice(self) -> Callable[[Array], tuple[Array, Array]]:
        return shaken(self.steps)

    @cached_property
    def in_float64(self) -> Run:
        """The run in float64."""
        return runner(self.steps, "float64")

    def known(self, x: Floats) -> tuple[Floats, Floats]:
        """Return float64's values, and how far, relatively, a shaken run strays from them; nan where it can't tell."""
        values, moved = self._twice(x)
        with np.errstate(all="ignore"):
            return values, np.abs(moved - values) / np.abs(values)

    def completed(self, x: Floats, values: Floats, relied: Mask) -> Floats:
        """Return values with the true ones where they can't be relied on."""
        if relied.all():
            return values
        found = values.copy()
        found[~relied] = self.exactly(x[~relied])
        return found

    def exactly(self, x: Floats) -> Floats:
        """Return the true values from balls alone."""
        return np.array([self._exactly(one) for one in x.tolist()], dtype=float)

    def _exactly(self, x: float) -> float:
        if x not in self._known:
            found = balls.settle(lambda bits: _float(self.formula.ball((Fraction(x),), bits)))
            self._known[x] = nan if found is None else found
        return self._known[x]


def _float(value: balls.Value) -> float | None:
    """Return the float a value rounds to, or None if it must be known better."""
    if isinstance(value, balls.Gap):
        return nan if value is balls.Gap.UNDEFINED else None
    ball: Any = value
    if hasattr(ball, "rel_accuracy_bits") and ball.rel_accuracy_bits() < SHARP:
        return 0.0 if ball.abs_upper() < type(ball)(2) ** -NOTHING else None
    return balls.approximate(value)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Points as floats show them.

    n, x: the points' numbers and floats.  got: what the formula comes to in the dtype, and values: in float64.
    strayed: how far these stray when shaken.
    """

    n: Numbers
    x: Floats
    got: Floats
    values: Floats
    strayed: Floats

    def only(self, kept: Numbers | Mask) -> "Seen":
        """Return the points that are kept."""
        return Seen(
            n=self.n[kept],
            x=self.x[kept],
            got=self.got[kept],
            values=self.values[kept],
            strayed=self.strayed[kept],
        )


@dataclass(frozen=True, kw_only=True)
class Witness:
    """What is seen at a float: what the formula comes to, and what is true."""

    label: Label
    x: float
    got: float
    true: float


@dataclass(frozen=True, kw_only=True)
class View:
    """A formula as it runs in a dtype, beside the truth."""

    dtype: Dtype
    truth: Truth
    run: Run

    @property
    def precision(self) -> Precision:
        """What the dtype can tell."""
        return PRECISIONS[self.dtype]

    def floats(self, n: Numbers) -> Floats:
        """Return the floats of these numbers as those of float64."""
        found: Floats = self.precision.floats(n).astype(np.float64)
        return found

    def values(self, n: Numbers) -> Floats:
        """Return what the formula comes to."""
        found: Floats = self.run(self.precision.floats(n)).astype(np.float64)
        return found

    def look(self, n: Numbers) -> Seen:
        """Return what floats show at points."""
        x = self.floats(n)
        values, strayed = self.truth.known(x)
        return Seen(n=n, x=x, got=self.values(n), values=values, strayed=strayed)

    def is_told(self, seen: Seen) -> Mask:
        """Whether floats can tell, or guess, what is wrong at points, without balls."""
        if self.dtype != "float64":
            return np.less_equal(seen.strayed, STEADY)
        return np.isfinite(seen.got) & np.not_equal(seen.got, 0)

    def labels(self, seen: Seen) -> Numbers:
        """Return what is wrong at points; that float64 cancels is a guess, from how far a shaken run strays."""
        told, itself = self.is_told(seen), self.dtype == "float64"
        true = self.truth.completed(seen.x, seen.values, told)
        labels = _labels(self.precision, seen.got, true)
        infinite = np.flatnonzero((labels == NAN) | (labels == OVERFLOW))
        labels[infinite[self._is_alone(seen.n[infinite])]] = FINE
        lost = np.flatnonzero(_is_lost(labels) & (told | itself))
        allowed = _excusable(self.truth.in_float64, seen.x[lost], self._spacing(seen.n[lost]), seen.values[lost])
        labels[lost[~(np.abs(seen.got[lost] - true[lost]) > allowed)]] = FINE
        if itself:
            guessed = np.flatnonzero((labels == FINE) & told & (seen.strayed > STEADY))
            labels[guessed[self._strays(seen.only(guessed))]] = CANCELLATION
        return labels

    def certainly(self, n: int) -> Witness:
        """Return what is seen at a point by balls alone."""
        point = np.array([n])
        x, got = self.floats(point), self.values(point)
        true = self.truth.exactly(x)
        labels = _labels(self.precision, got, true)
        if _is_lost(labels)[0] and not self._was_excusable(point):
            labels[~(np.abs(got - true) > _excusable(self.truth.exactly, x, self._spacing(point), true))] = FINE
        return Witness(label=Label(labels[0]), x=float(x[0]), got=float(got[0]), true=float(true[0]))

    def _was_excusable(self, n: Numbers) -> bool:
        """Whether float64 could tell if a point is to be excused."""
        return self.dtype != "float64" and bool(self.is_told(self.look(n))[0])

    def _is_alone(self, n: Numbers) -> Mask:
        """Whether values are finite on both sides: a pole that rounding moves onto a float is no fault."""
        if not n.size:
            return np.zeros(0, dtype=bool)
        both = np.isfinite(self.values(np.concatenate([n - SLACK, n + SLACK])))
        return both[: n.size] & both[n.size :]

    def _spacing(self, n: Numbers) -> Floats:
        return self.floats(n + 1) - self.floats(n)

    def _strays(self, seen: Seen) -> Mask:
        """Whether a shaken run strays further than if x were shaken alone: near a root it has to."""
        allowed = _excusable(self.truth.in_float64, seen.x, seen.x * SHAKE, seen.values)
        with np.errstate(invalid="ignore"):
            return np.greater(seen.strayed * np.abs(seen.values), allowed)


def _excusable(f: Callable[[Floats], Floats], x: Floats, step: Floats, y: Floats) -> Floats:
    """Return how far f may be off for x being off by a few steps, as steep as it is anywhere near."""
    if not x.size:
        return x
    near = f((x + _NEAR * step).ravel()).reshape(len(_NEAR), -1)
    with np.errstate(invalid="ignore"):
        most: Floats = (np.abs(near - y) * (SLACK / np.abs(_NEAR))).max(axis=0)
    return most


def _is_lost(labels: Numbers) -> Mask:
    return np.equal(labels, UNDERFLOW) | np.equal(labels, CANCELLATION)


def _labels(p: Precision, got: Floats, true: Floats) -> Numbers:
    """Return what is seen, however much the value changes from float to float; what counts most is said last."""
    size = np.abs(true)
    known, larger = ~np.isnan(true), np.fmax(size, np.abs(got))
    with np.errstate(invalid="ignore"):
        off = np.abs(got - true) > p.lost * size
    labels = np.where(larger <= p.tiny, TINY, FINE)
    labels[known & off & (larger > p.tiny)] = CANCELLATION
    labels[(got == 0) & (size > p.tiny)] = UNDERFLOW
    labels[known & np.isinf(got)] = OVERFLOW
    labels[size > p.largest * (1 + np.exp2(-p.fraction - 2))] = BEYOND
    labels[known & np.isnan(got)] = NAN
    return labels
