"""Reports come back as they were kept, to the letter."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from grader import catalog
from grader.grading import grade, not_graded
from grader.records import read_report
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
    canonical,
    failed,
    passed,
)
from grader.service.signing import Key, is_signed, sign
from grader.submission import Submission


def golden() -> ModuleType:
    """Return the module that makes the golden reports."""
    spec = importlib.util.spec_from_file_location("golden", Path(__file__).parent / "export" / "conftest.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = golden()


def report(*parts: PartResult) -> Report:
    return Report(
        submission="s", exercise="e", title="t", revision="r", version="v", variant=1, seed=2**31 - 1, parts=parts
    )


def part(
    *checks: CheckResult, consolation: int = 0, message: str = "", at: int = 0, feedback: tuple[str, ...] = ()
) -> PartResult:
    return PartResult(
        name="a", answer="x", checks=checks, consolation=consolation, message=message, at=at, feedback=feedback
    )


def check(finding: Finding, worth: int = 2, *, gate: bool = False) -> CheckResult:
    return CheckResult(call="c", worth=0 if gate else worth, gate=gate, finding=finding)


PASSED = check(passed("Good.", grade=Grade.PROVED))
FAILED = check(failed("Bad.", Observation(x=(1.5,), expected="1", actual="2")))
SHUT, OPEN = check(failed("Shut."), gate=True), check(passed("Open."), gate=True)
PLACES = failed(
    "Bad.",
    Observation(x=(float("inf"), float("-inf")), expected="1", actual="inf"),
    Observation(x=(float("nan"),), expected="1", actual="nan"),
    Observation(x=(0.1, -0.0, 1e-320, 1e308, 3), expected="\0", actual="😀"),
    Observation(expected="", actual=""),
)
BROKEN = Finding(verdict=Verdict.JUDGE_ERROR, evidence=Evidence(sentence="Ours.", grade=Grade.SUPPORTED))

CURVE = Curve(name="f", x=(-1.0, 0.0, 1.0), y=(float("nan"), float("inf"), 1e-300), expected=(0.0, -0.0, 1.0))
CRASHED = failed("Line 3: Bad.")
CRASHED = replace(CRASHED, evidence=replace(CRASHED.evidence, line=3, output="\0 😀\n", curve=CURVE))

REPORTS = [
    *(
        pytest.param(getattr(MADE, name)(), id=f"golden: {name}")
        for name in ("full_marks", "witness", "unreadable", "several_parts", "known_mistake", "program")
    ),
    pytest.param(report(), id="nothing"),
    pytest.param(report(part()), id="no checks"),
    pytest.param(report(part(PASSED, FAILED, feedback=("Bad.", "\0 😀 \u2028"))), id="words"),
    pytest.param(report(part(PASSED, FAILED, consolation=3)), id="a consolation above the points"),
    pytest.param(report(part(PASSED, FAILED, consolation=2)), id="a consolation as large as the points"),
    pytest.param(report(part(PASSED, FAILED, consolation=1)), id="a consolation below the points"),
    pytest.param(report(part(PASSED, SHUT, consolation=1)), id="a consolation behind a gate"),
    pytest.param(report(part(PASSED, SHUT)), id="nothing behind a gate"),
    pytest.param(report(part(PASSED, OPEN, consolation=1)), id="an open gate"),
    pytest.param(report(part(check(PLACES))), id="places that JSON can't hold"),
    pytest.param(report(part(check(CRASHED))), id="a program: its line, output and curve"),
    pytest.param(report(part(check(BROKEN), PASSED)), id="our own error"),
    pytest.param(report(part(FAILED, message="What?", at=3)), id="unreadable"),
    pytest.param(report(part(FAILED, message="What?")), id="unreadable from the beginning"),
    pytest.param(
        not_graded(Submission(exercise="e", answers={"a": "1", "b": "2"}), "Broken."), id="what could not be graded"
    ),
]


@pytest.mark.parametrize("kept", REPORTS)
def test_a_report_comes_back_as_it_was_kept(kept: Report) -> None:
    found = read_report(json.loads(json.dumps(kept.to_dict())))
    assert found.to_dict() == kept.to_dict()
    assert canonical(found.to_dict()) == canonical(kept.to_dict())
    assert (found.verdict, found.points, found.out_of) == (kept.verdict, kept.points, kept.out_of)


@pytest.mark.parametrize("kept", REPORTS)
def test_a_report_comes_back_as_it_was_signed(kept: Report) -> None:
    key = Key(secret=bytes(range(32)))
    found = read_report(json.loads(canonical(sign(kept, key).to_dict())))
    assert is_signed(canonical(found.to_dict()), key.public)


def test_every_answer_that_the_shipped_exercises_know_has_a_report_that_comes_back() -> None:
    for exercise in catalog.load(catalog.shipped() / "activations"):
        variant = exercise.variants[0]
        for one in variant.parts:
            for text in ("((", *one.answers, *(wrong.mistake.answer for wrong in one.wrong)):
                kept = grade(exercise, {one.name: text}).to_dict()
                assert read_report(json.loads(json.dumps(kept))).to_dict() == kept


def test_what_only_programs_have_is_left_out_of_others() -> None:
    evidence = report(part(FAILED)).to_dict()["parts"][0]["checks"][0]["evidence"]
    assert evidence.keys() == {"sentence", "grade", "observations"}
    assert read_report(report(part(check(CRASHED))).to_dict()).parts[0].checks[0].finding.evidence.line == 3
