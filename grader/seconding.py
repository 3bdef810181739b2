"""What the analysis of formulas adds to what a check finds out about a program by looking at points.

A program whose function can be read as a formula is analysed as one.  A proof makes the verdict certain; where the
formula fails, the program is looked at again at just that place.  Only what the program itself does costs points.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from grader.kinds import Check
from grader.programs.routine import Routine
from grader.programs.tracing import traced
from grader.report import Finding, Grade, Verdict, passed

OPEN = frozenset({Verdict.PASSED, Verdict.UNDECIDED})


def seconded(check: Check[Any], routine: Routine, finding: Finding, rng: np.random.Generator) -> Finding:
    """Return a finding on a function of a program with what its formula adds.  check: one that formulas can answer."""
    if finding.verdict not in OPEN or finding.evidence.grade is Grade.PROVED:
        return finding
    formula = traced(routine.source, routine.reference, routine.name)
    if formula is None:
        return finding
    other = check.judge(formula, rng)
    if other.verdict is Verdict.PASSED and other.evidence.grade is Grade.PROVED:
        sentence = f"{other.evidence.sentence} ({routine.name} was read as {formula.show()}, and agrees with it.)"
        return passed(sentence, grade=Grade.PROVED)
    places = tuple(x for one in other.evidence.observations for x in one.x if np.isfinite(x))
    if other.verdict is not Verdict.FAILED or not places:
        return finding
    again = check.judge(replace(routine, marks=places), rng)
    return again if again.verdict is Verdict.FAILED else finding
