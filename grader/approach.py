"""What checks say of limits: of the values, and of the slope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isclose, isfinite

from grader.certain import concluded
from grader.maths import certainty
from grader.maths.ends import End
from grader.maths.figures import apart, shown
from grader.maths.formula import Function
from grader.maths.tending import Fate, Tendency
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import without_value

ROUNDED = 1e-9  # relative: a limit such as pi/2 arrives as a float
FAR = Fraction(1000)  # where a learner looks


@dataclass(frozen=True, kw_only=True)
class Approach:
    """What is asked: whether something tends to a number at an end, or on both ways to a point.

    words: what that is, “the value” or “the slope”.
    look: what points show of it.  at: what it is so far out.
    """

    words: str
    ends: Sequence[End]
    number: float
    look: Callable[[Function, End, float], Tendency]
    at: Callable[[Function, End, Fraction], float]


def tends(f: Function, asked: Approach, limits: Sequence[float | None] | None) -> Finding:
    """Return the finding.

    limits: what certainly are the limits at these ends, each None if there certainly is none.
    """
    where = _where(asked.ends)
    return concluded(
        f,
        None if limits is None else all(_agree(limit, asked.number) for limit in limits),
        words=f"{asked.words.capitalize()} tends to {shown(asked.number)} {where}.",
        sampled=lambda: _sampled(f, asked),
        against=lambda: _otherwise(f, asked, limits or ()),
    )


def _where(ends: Sequence[End]) -> str:
    return " and ".join(dict.fromkeys(map(str, ends)))  # from both sides it is the same


def _agree(limit: float | None, number: float) -> bool:
    return limit is not None and isclose(limit, number, rel_tol=ROUNDED)


def _otherwise(f: Function, asked: Approach, limits: Sequence[float | None]) -> Finding:
    """Return the finding for a limit that certainly is another, or none."""
    pairs = zip(asked.ends, limits, strict=True)
    end, limit = next((end, limit) for end, limit in pairs if not _agree(limit, asked.number))
    seen = _seen(end, FAR, shown(asked.number), asked.at(f, end, FAR))
    if limit is None:
        return failed(f"{asked.words.capitalize()} has no limit {end}.", *seen, grade=Grade.PROVED)
    actual, expected = _apart(limit, asked.number)
    sentence = f"{asked.words.capitalize()} tends to {actual} {end}, not to {expected}."
    return failed(sentence, *seen, grade=Grade.PROVED)


def _sampled(f: Function, asked: Approach) -> Finding:
    """Look at points on the way; there need be none with values on one of two ways to a point."""
    found = [(end, asked.look(f, end, asked.number)) for end in asked.ends]
    told = [(end, one) for end, one in found if one.fate is not Fate.MISSING]
    for end, one in told:
        if one.fate is Fate.NO:
            return _misses(end, asked, one)
    untold = [end.point(FAR) for end, one in found if one.fate is Fate.MISSING]
    missing = [x for x in untold if certainty.is_defined(f, x) is False]
    if missing and not told:
        return without_value(missing[0])
    where = _where([end for end, _ in told])
    if len(missing) < len(untold):
        return undecided(f"What {asked.words} tends to could not be computed.")
    if any(one.fate is Fate.SLOW for _, one in told):
        return undecided(f"Whether {asked.words} tends to {shown(asked.number)} {where} could not be told.")
    return passed(f"{asked.words.capitalize()} comes closer and closer to {shown(asked.number)} {where}.")


def _misses(end: End, asked: Approach, seen: Tendency) -> Finding:
    actual, expected = _apart(seen.value, asked.number)
    x = float(seen.at)
    observation = Observation(x=(x,), expected=f"close to {expected}", actual=actual)
    sentence = f"{asked.words.capitalize()} does not tend to {expected} {end}: it is {actual} at x = {x:.10g}."
    return failed(sentence, observation, grade=Grade.SUPPORTED)


def _seen(end: End, size: Fraction, expected: str, actual: float) -> tuple[Observation, ...]:
    if not isfinite(actual):
        return ()
    return (Observation(x=(float(end.point(size)),), expected=f"close to {expected}", actual=f"{actual:.6g}"),)


def _apart(a: float, b: float) -> tuple[str, str]:
    return apart(a, b) if isfinite(a) and isfinite(b) else (shown(a), shown(b))
