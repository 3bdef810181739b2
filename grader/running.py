"""A check of a program: it runs the program anew for each function it asks about.

So one check leaves nothing behind for another, and what the program does wrong while it runs is an answer to the check.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.kinds import Check
from grader.programs import advice
from grader.programs.routine import Routine
from grader.programs.source import Source
from grader.report import Curve, Evidence, Finding, Observation, Verdict, failed
from grader.sandbox import Program, Sandbox, shared
from grader.sandbox.wire import TEXT, Say, WireError
from grader.seconding import seconded

Array = NDArray[np.float64]

PRINTED = 2000  # characters kept of what a program prints
WIDE = 6.0  # the picture is of [-6, 6] at first
FAR = 600.0  # the furthest place that a picture around 0 shows
POINTS = 121  # of a curve
DIGITS = 6  # of its values
WRITTEN = 1e-4  # to how much a value is written out, at least
STEADY = 1e-9  # how far two evaluations may differ: vectors of other lengths are rounded elsewhere


@dataclass(frozen=True, kw_only=True)
class Running(Check[Source]):
    """Asks a check about functions of a program.

    check: of one function.  names: of the functions.  reference: the exercise's own program.
    analysed: whether a formula can answer the check as well.
    """

    check: Check[Any]
    names: tuple[str, ...]
    reference: Source
    analysed: bool = False

    def judge(self, answer: Source, rng: np.random.Generator) -> Finding:
        """Ask about one function after the other, up to the first that fails."""
        for name, luck in zip(self.names, rng.spawn(len(self.names)), strict=True):
            finding = self._one(answer, name, luck)
            if finding.verdict is not Verdict.PASSED:
                break
        return finding if len(self.names) == 1 else _named(finding, name)

    def _one(self, answer: Source, name: str, rng: np.random.Generator) -> Finding:
        with started(shared(), answer.library) as program:
            try:
                load(program, answer)
            except RunError as error:
                return _printed(troubled(error), program)
            return self._asked(Routine(program=program, name=name, source=answer, reference=self.reference), rng)

    def _asked(self, routine: Routine, rng: np.random.Generator) -> Finding:
        try:
            finding = self.check.judge(routine, rng)
            if self.analysed:
                finding = seconded(self.check, routine, finding, rng.spawn(1)[0])
        except RunError as error:
            finding = troubled(error)
        if finding.verdict is not Verdict.FAILED:
            return finding
        finding = _printed(finding, routine.program)  # before anything else is asked of it
        return replace(finding, evidence=replace(finding.evidence, curve=_curve(routine, finding.evidence)))


def started(sandbox: Sandbox, library: str) -> Program:
    """Return a process for a program, before there is one: so it is known what one prints that can't be loaded."""
    return sandbox.open("", library)


def load(program: Program, source: Source) -> None:
    """Load a source.  RunError: it can't be."""
    try:
        program.child.asks(Say.LOAD, (source.text,))
    except WireError as error:
        raise RunError(Trouble.SYNTAX, f"The program is longer than {TEXT:,} bytes.") from error


def troubled(error: RunError) -> Finding:
    """Return the finding on a program that fails while it runs."""
    where = f"Line {error.line}: " if error.line else ""
    finding = failed(f"{where}{advice.explained(error.message)}")
    return replace(finding, evidence=replace(finding.evidence, line=error.line))


def shortened(printed: str) -> str:
    """Return as much of what a program printed as anybody reads."""
    text = printed.rstrip()
    return text if len(text) <= PRINTED else f"{text[:PRINTED]}…"


def _printed(finding: Finding, program: Program) -> Finding:
    return replace(finding, evidence=replace(finding.evidence, output=shortened(program.output)))


def _named(finding: Finding, name: str) -> Finding:
    if finding.verdict is Verdict.PASSED or re.search(rf"^Line \d|\b{name}\b", finding.evidence.sentence):
        return finding  # it says where
    evidence = replace(finding.evidence, sentence=f"{name}: {finding.evidence.sentence}")
    return replace(finding, evidence=evidence)


def _curve(routine: Routine, evidence: Evidence) -> Curve | None:
    """Return the curve around the places where a function of one number fails; None if it is no such function.

    What is right is drawn too where the evidence says what is right: only then there is one right function.  Where
    that is about something else than its values, such as a gradient, a curve of them would mislead.
    """
    places = [one.x[0] for one in evidence.observations if len(one.x) == 1 and isfinite(one.x[0])]
    if len(routine.parameters) != 1 or not places:
        return None
    x = _around(places)
    try:
        y, right = _values(routine, x), np.array([])
        if told := [one for one in evidence.observations if _is_number(one.expected)]:
            known = dict(zip(x.tolist(), y.tolist(), strict=True))
            if not any(_is_value(one, known) for one in told):
                return None
            with routine.right() as own:
                right = _values(own, x)
    except RunError:
        return None
    return Curve(name=routine.name, x=tuple(x.tolist()), y=_rounded(y), expected=_rounded(right))


def _around(places: Sequence[float]) -> Array:
    """Return where to draw: as usual where that holds all places, else further out, or around the first."""
    far = max(map(abs, places))
    middle, wide = (0.0, WIDE) if far <= WIDE else (0.0, 1.1 * far)
    if far > FAR:
        middle, wide = places[0], max(WIDE, abs(places[0]) / 10)
    grid = np.round(np.linspace(middle - wide, middle + wide, POINTS), 9)
    return np.unique([*grid.tolist(), *(place for place in places if abs(place - middle) <= wide)])


def _values(routine: Routine, x: Array) -> Array:
    """Return the values, or raise RunError if they depend on each other: then it is no function of one number."""
    y = routine.row(x.copy())
    if not np.allclose(routine.row(x[::2].copy()), y[::2], rtol=STEADY, atol=STEADY, equal_nan=True):
        raise RunError(Trouble.UNSTEADY, "The values depend on each other.")
    return y


def _rounded(y: Array) -> tuple[float, ...]:
    return tuple(float(f"{value:.{DIGITS}g}") for value in y.tolist())


def _is_value(seen: Observation, known: Mapping[float, float]) -> bool:
    """Whether what was seen at a point is the function's value there, as far as it was written out."""
    try:
        actual = float(seen.actual)
    except ValueError:
        return False
    return len(seen.x) == 1 and np.allclose(known.get(seen.x[0], np.inf), actual, rtol=WRITTEN, atol=0, equal_nan=True)


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
