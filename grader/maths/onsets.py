"""Where a formula's run in a dtype begins to go wrong, on each side of 0: found on a grid, narrowed to the float.

A fault goes on from its onset away from 0, or, as the cancellation of exp(x) − 1 does, towards 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from grader.maths.faults import (
    BEYOND,
    CANCELLATION,
    FINE,
    NAN,
    OVERFLOW,
    TINY,
    UNDERFLOW,
    Label,
    Mask,
    View,
    Witness,
)
from grader.maths.precision import Floats, Numbers

REACH = 1e4  # no activation of a network sees more
LEAST = 2.0**-64  # nearer to 0 nothing new happens
DENSE = 2.0**-10  # from here on the grid is dense
OCTAVES, PLACES = 54, 187  # of the grid, on each side: one number in each octave up to DENSE, eight from there on
SEEN = 3  # points looked at with balls in a row of points that floats show alike
CHANGES = 40  # places where the label changes that are looked at closely
BETWEEN = 31  # points laid there: 704 … 709 is 1% of the way
PARTS = 255  # of a gap at once, where floats show on which side of an onset they are
DIGITS = 7  # bits to which a slow loss of digits is located: it has no sharp onset
SHARP = 20  # bits to which an onset is located that only balls can see
SOON = (0, 0.017, 0.061, 0.13, 0.27, 0.57, 1.1, 1.9, 2.7, 3.6, 5.3)  # octaves from an onset to where else to look
RAW = 5  # kinds of values that floats show
APART = 2  # octaves of other labels that end a fault near 0: its rim is ragged

_WITHIN = {  # what may lie nearer to 0 inside a fault that goes on to 0
    CANCELLATION: (CANCELLATION, UNDERFLOW),
    OVERFLOW: (OVERFLOW, NAN),
}


@dataclass(frozen=True, kw_only=True)
class Onset:
    """Where a label is first met.  inward: it goes on towards 0."""

    witness: Witness
    inward: bool


def onsets(view: View, marks: Floats) -> Iterator[Onset]:
    """Yield where faults and what is beyond the range begin; marks: places to look at beside the grid."""
    n, labels = _swept(view, marks)
    for sign in (1, -1):
        side = np.flatnonzero((n > 0) == (sign > 0))[::sign]
        for label in (NAN, OVERFLOW, UNDERFLOW, CANCELLATION, BEYOND):
            for good, bad in _gaps(n[side], labels[side], label, APART * view.precision.octave):
                yield from _onset(view, label, good, bad)


def _onset(view: View, label: Label, good: int, bad: int) -> Iterator[Onset]:
    """Yield the onset between two points as soon as balls confirm it: luck may save the digits at its first point."""
    first = narrowed(view, good, bad, label)
    way = view.precision.octave if bad > good else -view.precision.octave
    for part in SOON:
        n = first + int(way * part)
        witness = view.certainly(n)
        if witness.label == label and abs(witness.x) <= REACH:
            if part and label != CANCELLATION:
                witness = _confirmed(view, first, n, witness)
            yield Onset(witness=witness, inward=abs(good) > abs(bad))
            return


def _confirmed(view: View, good: int, bad: int, witness: Witness) -> Witness:
    """Return the first witness between a point without and one with a label, as balls tell."""
    while abs(bad - good) > 1:
        middle = (good + bad) // 2
        seen = view.certainly(middle)
        if seen.label == witness.label:
            bad, witness = middle, seen
        else:
            good = middle
    return witness


@cache
def _grid() -> Floats:
    near = np.geomspace(1.1 * LEAST, DENSE, OCTAVES, endpoint=False)
    half = np.concatenate([near, np.geomspace(DENSE, REACH, PLACES)])
    return np.concatenate([-half, half])


def _swept(view: View, marks: Floats) -> tuple[Numbers, Numbers]:
    """Return points, sorted, and what is seen at each; dense where that changes."""
    places = np.concatenate([_grid(), marks[(np.abs(marks) <= REACH) & (np.abs(marks) >= LEAST)]])
    n, labels = _looked(view, np.unique(view.precision.numbers(places)))
    shown = RAW * np.where(labels == TINY, FINE, labels) + _raw(view.values(n))
    changes = np.flatnonzero((shown[1:] != shown[:-1]) & ((n[1:] > 0) == (n[:-1] > 0)))
    changes = changes[np.argsort(np.abs(n[changes]))][:CHANGES]
    if not changes.size:
        return n, labels
    octave = view.precision.octave * _is_slow(view, n[changes], n[changes + 1])
    more, found = _looked(view, np.unique(_between(n[changes] - octave, n[changes + 1] + octave)))
    n, labels = np.concatenate([n, more]), np.concatenate([labels, found])
    n, first = np.unique(n, return_index=True)
    return n, labels[first]


def _is_slow(view: View, low: Numbers, high: Numbers) -> Mask:
    """Whether floats look alike on both sides of a change: its place is ragged, and may show first farther off."""
    slow: Mask = _raw(view.values(low)) == _raw(view.values(high))
    return slow


def _between(low: Numbers, high: Numbers) -> Numbers:
    """Return points that part each gap evenly, all there are if it is narrow."""
    return np.linspace(low, high, BETWEEN + 2, axis=1)[:, 1:-1].astype(np.int64).ravel()


def _looked(view: View, n: Numbers) -> tuple[Numbers, Numbers]:
    """Return the points with labels: all of them where floats tell, some of the others."""
    seen = view.look(n)
    seen = seen.only(_kept(view.is_told(seen), _raw(seen.got) + RAW * (n > 0)))
    return seen.n, view.labels(seen)


def _kept(told: Mask, kinds: Numbers) -> Numbers:
    """Return which points are looked at: all that floats tell about, a few of each row of others of one kind."""
    if told.all():
        return np.arange(len(told))
    rows = np.split(np.arange(len(told)), np.flatnonzero(np.diff(np.where(told, -1, kinds))) + 1)
    return np.concatenate([row if told[row[0]] else row[_few(len(row))] for row in rows])


def _few(count: int) -> Numbers:
    return np.unique(np.linspace(0, count - 1, SEEN).astype(np.int64))


def _raw(got: Floats) -> Numbers:
    """Return what floats show of values: that they are nan, infinite on one side or the other, 0, or other numbers."""
    raw = np.where(got == 0, 1, 0)
    infinite = ~np.isfinite(got)
    if infinite.any():
        raw[infinite] = np.where(np.isnan(got[infinite]), 2, np.where(got[infinite] > 0, 3, 4))
    return raw


def _gaps(n: Numbers, labels: Numbers, label: Label, apart: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of neighbours, the second of which has the label: where it ends near 0, where it begins beyond.

    The points are those of one side, from 0 outwards.
    """
    if not (labels == label).any():
        return
    start, inner = 0, np.flatnonzero(np.isin(labels, _WITHIN.get(label, (label,))))
    if inner.size and np.all(labels[: inner[0]] == TINY):
        ragged = (np.diff(inner) > 1) & (np.abs(np.diff(n[inner])) > apart)
        last = int(inner[np.argmax(ragged)] if ragged.any() else inner[-1])
        if last + 1 < len(n) and labels[last + 1] not in {NAN, OVERFLOW, BEYOND}:
            start = last + 1
            if labels[last] == label:
                yield int(n[last + 1]), int(n[last])
    outer = np.flatnonzero(labels[start:] == label) + start
    if outer.size:
        yield int(n[max(outer[0] - 1, 0)]), int(n[outer[0]])


def narrowed(view: View, good: int, bad: int, label: Label) -> int:
    """Return the first point with the label between one without and one with it, as far as floats tell."""
    edge = _raw(view.values(np.array([good, bad])))
    parts, exact = PARTS, 1
    if edge[0] == edge[1]:  # labels tell; of what is finite they ask floats, of the rest balls, one by one
        parts, exact = (1, view.precision.octave >> SHARP) if edge[0] else (BETWEEN, view.precision.octave >> DIGITS)
    while abs(bad - good) > max(1, exact):
        count = min(parts, abs(bad - good) - 1)
        n = good + (bad - good) // (count + 1) * np.arange(1, count + 1)
        seen = _has(view, n, edge, label)
        first = int(np.argmax(seen)) if seen.any() else len(n)
        good, bad = int(n[first - 1]) if first else good, int(n[first]) if first < len(n) else bad
    return bad


def _has(view: View, n: Numbers, edge: Numbers, label: Label) -> Mask:
    """Whether points have the label: as the end has that looks like them, if the ends look different."""
    looks = _raw(view.values(n))
    has: Mask = looks == edge[1]
    unsure = np.ones(len(n), dtype=bool) if edge[0] == edge[1] else (looks != edge[0]) & ~has
    if unsure.any():
        has[unsure] = view.labels(view.look(n[unsure])) == label
    return has
