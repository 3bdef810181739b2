"""What a grading says: verdicts, evidence and points, as data every exporter can print."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grader.pictures import Picture, pictured
from grader.score import Score


class Verdict(StrEnum):
    """The outcome of a check, a part or a whole submission."""

    PASSED = "passed"
    FAILED = "failed"
    UNREADABLE = "unreadable"  # costs no attempt
    SKIPPED = "skipped"  # nothing was handed in, or what comes before it has failed
    UNDECIDED = "undecided"  # gives its points, flagged for the teacher
    JUDGE_ERROR = "judge_error"  # ours, never the learner's


class Grade(StrEnum):
    """How sure an evidence is."""

    PROVED = "proved"
    REFUTED = "refuted"  # by a witness that was confirmed
    SUPPORTED = "supported"  # by samples


# What costs no points.
FREE = frozenset({Verdict.PASSED, Verdict.UNDECIDED})

# What a whole takes from its parts: the first of these that occurs.
PRECEDENCE = (
    Verdict.JUDGE_ERROR,
    Verdict.UNREADABLE,
    Verdict.FAILED,
    Verdict.SKIPPED,
    Verdict.UNDECIDED,
    Verdict.PASSED,
)


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One point the judge looked at: where, what was expected there and what was seen.

    x: the point; several numbers for a function of several variables, none where the question has no point.
    """

    x: tuple[float, ...] = ()
    expected: str
    actual: str


@dataclass(frozen=True, kw_only=True)
class Curve:
    """What a function of one number gives, side by side with what is right; nan where there is no value.

    name: of the function.  x: sorted.  expected: empty where there is more than one right answer.
    """

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    expected: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Why a verdict is what it is, in one sentence, with the points that show it.

    Of a program also: the line at which it failed, from 1; what it printed; the curve of its function.
    Of a trial also: its pictures.
    """

    sentence: str
    grade: Grade
    observations: tuple[Observation, ...] = ()
    line: int | None = None
    output: str = ""
    curve: Curve | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A check's whole answer."""

    verdict: Verdict
    evidence: Evidence


def passed(sentence: str, *, grade: Grade = Grade.SUPPORTED) -> Finding:
    """Nothing was found against it."""
    return Finding(verdict=Verdict.PASSED, evidence=Evidence(sentence=sentence, grade=grade))


def failed(sentence: str, *observations: Observation, grade: Grade = Grade.REFUTED) -> Finding:
    """There is a witness against it."""
    return Finding(verdict=Verdict.FAILED, evidence=Evidence(sentence=sentence, grade=grade, observations=observations))


def undecided(sentence: str, *observations: Observation) -> Finding:
    """Neither could be shown."""
    evidence = Evidence(sentence=sentence, grade=Grade.SUPPORTED, observations=observations)
    return Finding(verdict=Verdict.UNDECIDED, evidence=evidence)


def skipped(sentence: str) -> Finding:
    """The question could not be asked."""
    return Finding(verdict=Verdict.SKIPPED, evidence=Evidence(sentence=sentence, grade=Grade.SUPPORTED))


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """A check's finding and what the exercise says it is worth.

    call: the check as the teacher wrote it.
    worth: whole points; 0 for a gate.
    gate: whether failing it leaves no points in the whole part.
    """

    call: str
    worth: int
    gate: bool = False
    finding: Finding

    @property
    def verdict(self) -> Verdict:
        """The finding's verdict."""
        return self.finding.verdict

    @property
    def points(self) -> int:
        """What it earns: its worth, if passed or undecided."""
        return self.worth if self.verdict in FREE else 0


@dataclass(frozen=True, kw_only=True)
class PartResult:
    """What became of one part's answer.

    answer: as typed; understood: as it was read, as text; both empty where nothing was handed in.
    message, at: where and why it can't be read; empty if it can.
    checks: in the exercise's order; all skipped where there was nothing to judge.
    feedback: words for the learner: the exercise's own, else the failed checks' evidence.
    consolation: points that a known wrong answer earns by the exercise's word, where checks give fewer.
    """

    name: str
    answer: str = ""
    understood: str = ""
    message: str = ""
    at: int = 0
    checks: tuple[CheckResult, ...]
    feedback: tuple[str, ...] = ()
    consolation: int = 0

    @property
    def verdict(self) -> Verdict:
        """Unreadable, or the first in precedence among its checks'."""
        return Verdict.UNREADABLE if self.message else leading(check.verdict for check in self.checks)

    @property
    def out_of(self) -> int:
        """The most points this part can earn."""
        return sum(check.worth for check in self.checks)

    @property
    def points(self) -> int:
        """The points earned: none behind a failed gate."""
        if any(check.gate and check.verdict is Verdict.FAILED for check in self.checks):
            return self.consolation
        return max(self.consolation, sum(check.points for check in self.checks))


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of grading one submission.

    submission: its id.  exercise: the exercise's id; title: its title.
    revision: hash of the exercise's file.  version: of grader.
    hint: the next thing to think about; empty with full marks.
    sandbox: how well programs were walled in, A to C; empty where none was run.
    score: of an entry of a contest.  unranked: why there is none; empty where none is asked for.
    signature: empty, or what `grader verify-report` checks; covers all the rest.
    """

    submission: str
    learner: str = ""
    exercise: str
    title: str
    revision: str
    version: str
    variant: int
    seed: int
    parts: tuple[PartResult, ...]
    hint: str = ""
    sandbox: str = ""
    score: Score | None = None
    unranked: str = ""
    signature: str = ""

    @property
    def verdict(self) -> Verdict:
        """The first in precedence among the parts'."""
        return leading(part.verdict for part in self.parts)

    @property
    def points(self) -> int:
        """The points earned."""
        return sum(part.points for part in self.parts)

    @property
    def out_of(self) -> int:
        """The most points there are."""
        return sum(part.out_of for part in self.parts)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON; a score and the signature only where there is one."""
        content: dict[str, Any] = {
            "submission": self.submission,
            "learner": self.learner,
            "exercise": self.exercise,
            "title": self.title,
            "revision": self.revision,
            "version": self.version,
            "variant": self.variant,
            "seed": self.seed,
            "verdict": self.verdict.value,
            "points": self.points,
            "out_of": self.out_of,
            "parts": [_part(part) for part in self.parts],
            "hint": self.hint,
        }
        score = self.score and self.score.to_dict()
        more = {"sandbox": self.sandbox, "score": score, "unranked": self.unranked, "signature": self.signature}
        return content | {key: value for key, value in more.items() if value}


def leading(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that speaks for a whole; of nothing at all, skipped."""
    return min(verdicts, key=PRECEDENCE.index, default=Verdict.SKIPPED)


def canonical(content: dict[str, Any]) -> str:
    """Return the one JSON text of plain data: sorted keys, no spaces, non-finite numbers refused."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _part(part: PartResult) -> dict[str, Any]:
    return {
        "name": part.name,
        "answer": part.answer,
        "understood": part.understood,
        "verdict": part.verdict.value,
        "points": part.points,
        "out_of": part.out_of,
        "unreadable": {"message": part.message, "at": part.at} if part.message else None,
        "feedback": list(part.feedback),
        "checks": [_check(check) for check in part.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    evidence = check.finding.evidence
    return {
        "call": check.call,
        "verdict": check.verdict.value,
        "points": check.points,
        "out_of": check.worth,
        "gate": check.gate,
        "evidence": {
            "sentence": evidence.sentence,
            "grade": evidence.grade.value,
            "observations": [
                {"x": _numbers(seen.x), "expected": seen.expected, "actual": seen.actual}
                for seen in evidence.observations
            ],
            **_of_program(evidence),
        },
    }


def _of_program(evidence: Evidence) -> dict[str, Any]:
    """Return what only a program or a trial has, as far as it is there."""
    curve = evidence.curve and {
        "name": evidence.curve.name,
        "x": _numbers(evidence.curve.x),
        "y": _numbers(evidence.curve.y),
        "expected": _numbers(evidence.curve.expected),
    }
    pictures = list(map(pictured, evidence.pictures))
    more = {"line": evidence.line, "output": evidence.output, "curve": curve, "pictures": pictures}
    return {key: value for key, value in more.items() if value}


def _numbers(row: tuple[float, ...]) -> list[float | str]:
    return [_number(x) for x in row]


def _number(x: float) -> float | str:
    """JSON has no infinity: write it as a word."""
    return x if math.isfinite(x) else str(x)
