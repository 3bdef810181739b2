"""Reports read back from the plain data they were kept as."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.pictures import read_picture
from grader.report import (
    CheckResult,
    Curve,
    Evidence,
    Finding,
    Grade,
    Observation,
    PartResult,
    Report,
    Verdict,
)
from grader.score import read_score


def read_report(content: Mapping[str, Any]) -> Report:
    """Return the report of which `to_dict` gives this content."""
    return Report(
        submission=content["submission"],
        learner=content["learner"],
        exercise=content["exercise"],
        title=content["title"],
        revision=content["revision"],
        version=content["version"],
        variant=content["variant"],
        seed=content["seed"],
        parts=tuple(map(_part, content["parts"])),
        hint=content["hint"],
        sandbox=content.get("sandbox", ""),
        score=read_score(content["score"]) if "score" in content else None,
        unranked=content.get("unranked", ""),
        signature=content.get("signature", ""),
    )


def _part(content: Mapping[str, Any]) -> PartResult:
    checks = tuple(map(_check, content["checks"]))
    unreadable = content["unreadable"] or {"message": "", "at": 0}
    closed = any(check.gate and check.verdict is Verdict.FAILED for check in checks)
    points = content["points"]
    return PartResult(
        name=content["name"],
        answer=content["answer"],
        understood=content["understood"],
        message=unreadable["message"],
        at=unreadable["at"],
        checks=checks,
        feedback=tuple(content["feedback"]),
        # Kept as the points it gave: fewer than the checks' own never counted.
        consolation=points if closed or points > sum(check.points for check in checks) else 0,
    )


def _check(content: Mapping[str, Any]) -> CheckResult:
    evidence = content["evidence"]
    return CheckResult(
        call=content["call"],
        worth=content["out_of"],
        gate=content["gate"],
        finding=Finding(
            verdict=Verdict(content["verdict"]),
            evidence=Evidence(
                sentence=evidence["sentence"],
                grade=Grade(evidence["grade"]),
                observations=tuple(map(_observation, evidence["observations"])),
                line=evidence.get("line"),
                output=evidence.get("output", ""),
                curve=_curve(evidence["curve"]) if "curve" in evidence else None,
                pictures=tuple(map(read_picture, evidence.get("pictures", ()))),
            ),
        ),
    )


def _observation(content: Mapping[str, Any]) -> Observation:
    return Observation(x=_numbers(content["x"]), expected=content["expected"], actual=content["actual"])


def _curve(content: Mapping[str, Any]) -> Curve:
    rows = {name: _numbers(content[name]) for name in ("x", "y", "expected")}
    return Curve(name=content["name"], **rows)


def _numbers(row: Sequence[float | str]) -> tuple[float, ...]:
    return tuple(float(x) if isinstance(x, str) else x for x in row)  # infinity is a word
