"""A check of a program: it runs the program anew for each function it asks about.

So one check leaves nothing behind for another, and what the program does wrong while it runs is an answer to the check.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.errors import RunError
from grader.kinds import Check
from grader.programs.routine import opened
from grader.programs.source import Source
from grader.report import Finding, Observation, Verdict, failed


@dataclass(frozen=True, kw_only=True)
class Running(Check[Source]):
    """Asks a check about functions of a program.

    check: of one function.  names: of the functions.  reference: the exercise's own program.
    """

    check: Check[Any]
    names: tuple[str, ...]
    reference: Source

    def judge(self, answer: Source, rng: np.random.Generator) -> Finding:
        """Ask about one function after the other, up to the first that fails."""
        for name, luck in zip(self.names, rng.spawn(len(self.names)), strict=True):
            finding = self._one(answer, name, luck)
            if finding.verdict is not Verdict.PASSED:
                break
        return finding if len(self.names) == 1 else _named(finding, name)

    def _one(self, answer: Source, name: str, rng: np.random.Generator) -> Finding:
        try:
            with opened(answer, self.reference, name) as routine:
                return self.check.judge(routine, rng)
        except RunError as error:
            return troubled(error)


def troubled(error: RunError) -> Finding:
    """Return the finding on a program that fails while it runs."""
    where = f"Line {error.line}: " if error.line else ""
    return failed(f"{where}{error.message}", Observation(expected="a value", actual=str(error.trouble)))


def _named(finding: Finding, name: str) -> Finding:
    if finding.verdict is Verdict.PASSED:
        return finding
    evidence = replace(finding.evidence, sentence=f"{name}: {finding.evidence.sentence}")
    return replace(finding, evidence=evidence)
