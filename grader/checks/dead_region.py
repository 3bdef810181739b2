"""Where a function is level, so that no gradient comes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isclose, isinf
from typing import TYPE_CHECKING, Literal

import numpy as np

from grader.certain import judged
from grader.kinds import Check, Interval
from grader.maths import levels
from grader.maths.certainty import sign
from grader.maths.figures import apart, plainness
from grader.maths.formula import Formula, Function, values
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import Sight, look

if TYPE_CHECKING:
    from grader.maths.analysis.findings import Property

ROUNDED = 1e-9  # relative: an end such as 1/3 arrives as a float

Regions = list[Interval] | Literal["infinitely many"]


@dataclass(frozen=True)
class DeadRegion(Check[Function]):
    """Is level nowhere; or, with an interval, there and nowhere else.

    on: the interval, as in [-inf, 0].
    """

    on: Interval | None = None

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for neighbours with equal values, and for values that differ where they should not."""
        return judged(
            answer,
            "dead_region",
            holds=lambda regions: _are(_read(regions), self.on),
            words=f"Is level for {_where(self.on)} and nowhere else." if self.on else "Is level on no interval.",
            sampled=lambda: _sampled(answer, rng, self.on),
            against=lambda found: _otherwise(answer, rng, found, self.on),
        )


def _read(regions: list[list[float | str]] | str) -> Regions:
    """Return what a profile says, as numbers."""
    if isinstance(regions, str):
        return "infinitely many"
    return [(float(low), float(high)) for low, high in regions]


def _are(regions: Regions, on: Interval | None) -> bool:
    if on is None or len(regions) != 1 or isinstance(regions, str):
        return on is None and not regions
    return all(isclose(end, other, rel_tol=ROUNDED) for end, other in zip(regions[0], on, strict=True))


def _otherwise(f: Function, rng: np.random.Generator, found: "Property", on: Interval | None) -> Finding:
    """Return the finding for what is certainly level elsewhere, or nowhere."""
    regions = _read(found.value)
    asked = f", not for {_where(on)}" if on else ""
    if isinstance(regions, str):
        shown = _sampled(f, rng, on).evidence
        return failed(f"Is level again and again{asked}. {shown.sentence}", *shown.observations, grade=Grade.PROVED)
    if not regions:
        seen = Observation(x=(_inside(on or (-inf, inf)),), expected=_expected(on), actual="it is not")
        return failed(f"Is level on no interval{asked}.", seen, grade=Grade.PROVED)
    where = " and for ".join(map(_where, regions))
    other = next((region for region in regions if not _are([region], on)), regions[0])
    x = _inside(other)
    seen = Observation(x=(x,), expected=_expected(on), actual=f"level at {values(f, np.array([x]))[0]:.6g}")
    return failed(f"Is level for {where}{asked}.", seen, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, on: Interval | None) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    inside = np.flatnonzero((seen.x > on[0]) & (seen.x < on[1])).tolist() if on else []  # it may jump at its ends
    if on and len(inside) < 2:
        return undecided(f"Too few of its values for {_where(on)} could be computed.")
    if on and (finding := _differs(f, seen, inside, on)):
        return finding
    low, high = on or (inf, -inf)
    for i, j in levels.flat(seen.x, seen.y):
        if seen.x[i] < low or seen.x[j] > high:
            return _is_level(f, seen, i, j, on)
    return passed(f"Is level {f'for {_where(on)} and nowhere else' if on else 'nowhere'} at {seen}.")


def _differs(f: Function, seen: Sight, inside: Sequence[int], on: Interval) -> Finding | None:
    """Return the finding for two points of an interval with different values."""
    plain = sorted(inside, key=lambda i: plainness(seen.points[i]))
    off = np.abs(seen.y[plain] - seen.y[plain[0]])
    i, j = sorted((plain[0], plain[int(np.argmax(off >= off.max() / 2))]))  # the plainest of those that are far off
    a, b = seen.points[i], seen.points[j]
    if sign(f, lambda value, _: value(b) - value(a)) in {0, None}:
        return None
    (here, there), (before, after) = apart(float(a), float(b)), apart(float(seen.y[i]), float(seen.y[j]))
    observation = Observation(x=(float(b),), expected=f"{before}, as at x = {here}", actual=after)
    sentence = f"Is not level for {_where(on)}: it is {before} at x = {here} and {after} at x = {there}."
    return failed(sentence, observation)


def _is_level(f: Function, seen: Sight, i: int, j: int, on: Interval | None) -> Finding:
    """Return the finding for a stretch that looks level: of a formula, no certain one."""
    y = f"{seen.y[i] + 0.0:.6g}"
    x = _inside((float(seen.x[i]), float(seen.x[j])))
    observation = Observation(x=(x,), expected=_expected(on), actual=f"level at {y}")
    sentence = f"Stays level: it is {y} from x = {seen.x[i]:.6g} to x = {seen.x[j]:.6g}."
    return failed(sentence, observation, grade=Grade.SUPPORTED if isinstance(f, Formula) else Grade.REFUTED)


def _expected(on: Interval | None) -> str:
    return f"level for {_where(on)} alone" if on else "not level"


def _inside(region: Interval) -> float:
    """Return a point of an interval."""
    low, high = region
    if isinf(low):
        return 0.0 if isinf(high) else high - 1
    return low + 1 if isinf(high) else (low + high) / 2


def _where(region: Interval) -> str:
    low, high = region
    if isinf(low):
        return "all x" if isinf(high) else f"x ≤ {high:.6g}"
    return f"x ≥ {low:.6g}" if isinf(high) else f"{low:.6g} ≤ x ≤ {high:.6g}"
