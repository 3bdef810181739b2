"""A contest for tests, and entries whose scores are made up: ranking must not depend on what is trained."""

from dataclasses import replace
from typing import Any

from installed import Installation

from grader.grading import not_graded
from grader.person import Person
from grader.score import Reference, Score
from grader.store import jobs

FILE = "numbers/2-large/race.yaml"
RACE = """\
title: Race
kind: contest
ask: Which?
answer: tanh(x)
score: {task: xor, width: 4, depth: 1, steps: 10, seeds: 10, best: highest}
checks: {odd: 1}
hints: [a, b]
"""
DESIGN = "xor, 1 hidden layer of 4, 10 steps"
REFERENCES = (
    Reference(name="none", mean=0.5, standard_error=0.01),
    Reference(name="ReLU", mean=0.8, standard_error=0.02),
)


def score(mean: float, error: float, **more: Any) -> Score:
    return Score(
        mean=mean,
        standard_error=error,
        **{"seeds": 10, "best": "highest", "design": DESIGN, "references": REFERENCES, "hidden": True} | more,
    )


def enter(installation: Installation, person: Person, found: Score | None, text: str = "tanh(x)") -> int:
    """Let somebody hand in an entry that gets this score."""
    number = installation.submit(text, "race", person=person)
    with installation.store.writing() as connection:
        claim = jobs.claim(connection, installation.clock())
        assert claim is not None
        report = replace(not_graded(claim.submitted.submission, "Made up."), score=found)
        assert jobs.finish(connection, claim, report, installation.clock())
    return number
