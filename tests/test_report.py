import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report import (
    PRECEDENCE,
    CheckResult,
    Evidence,
    Finding,
    Grade,
    Observation,
    PartResult,
    Report,
    Verdict,
    canonical,
    failed,
    leading,
    passed,
    skipped,
    undecided,
)

BROKEN = Finding(verdict=Verdict.JUDGE_ERROR, evidence=Evidence(sentence="No.", grade=Grade.SUPPORTED))


def check(finding: Finding, worth: int = 1) -> CheckResult:
    return CheckResult(call="odd", worth=worth, finding=finding)


def gate(finding: Finding) -> CheckResult:
    return CheckResult(call="defined", worth=0, gate=True, finding=finding)


def part(*checks: CheckResult, consolation: int = 0, message: str = "") -> PartResult:
    return PartResult(name="answer", checks=checks, consolation=consolation, message=message)


def report(*parts: PartResult) -> Report:
    return Report(
        submission="s", exercise="gelu", title="GELU", revision="r", version="1", variant=0, seed=7, parts=parts
    )


FINDINGS = [
    pytest.param(passed("Yes."), Verdict.PASSED, Grade.SUPPORTED, id="passed by samples"),
    pytest.param(passed("Yes.", grade=Grade.PROVED), Verdict.PASSED, Grade.PROVED, id="passed by proof"),
    pytest.param(failed("No."), Verdict.FAILED, Grade.REFUTED, id="failed by a witness"),
    pytest.param(failed("No.", grade=Grade.SUPPORTED), Verdict.FAILED, Grade.SUPPORTED, id="failed by samples"),
    pytest.param(undecided("Who knows."), Verdict.UNDECIDED, Grade.SUPPORTED, id="undecided"),
    pytest.param(skipped("Later."), Verdict.SKIPPED, Grade.SUPPORTED, id="skipped"),
]


@pytest.mark.parametrize(("finding", "verdict", "grade"), FINDINGS)
def test_findings(finding: Finding, verdict: Verdict, grade: Grade) -> None:
    assert (finding.verdict, finding.evidence.grade) == (verdict, grade)


def test_findings_keep_their_observations() -> None:
    seen = Observation(x=(1.0,), expected="1", actual="2")
    assert failed("No.", seen, seen).evidence.observations == (seen, seen)
    assert undecided("Who knows.", seen).evidence.observations == (seen,)


def test_every_verdict_has_its_place_in_the_precedence() -> None:
    assert sorted(PRECEDENCE) == sorted(Verdict)


@pytest.mark.parametrize(("first", "second"), list(pairwise(PRECEDENCE)))
def test_the_graver_verdict_leads(first: Verdict, second: Verdict) -> None:
    assert leading([first, second]) is first
    assert leading([second, first, second]) is first


def test_nothing_at_all_is_skipped() -> None:
    assert leading([]) is Verdict.SKIPPED
    assert report().verdict is Verdict.SKIPPED


@given(st.lists(st.sampled_from(Verdict), min_size=1), st.randoms())
def test_the_leading_verdict_does_not_depend_on_the_order(verdicts: list[Verdict], random: object) -> None:
    shuffled = list(verdicts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
    assert leading(shuffled) is leading(verdicts)


EARNED = [
    pytest.param(passed("Yes."), 3, id="passed"),
    pytest.param(undecided("Who knows."), 3, id="undecided gives its points"),
    pytest.param(failed("No."), 0, id="failed"),
    pytest.param(skipped("Later."), 0, id="skipped"),
    pytest.param(BROKEN, 0, id="a check that broke"),
]


@pytest.mark.parametrize(("finding", "points"), EARNED)
def test_a_check_earns(finding: Finding, points: int) -> None:
    assert check(finding, worth=3).points == points


GOOD, BAD, LATER = passed("Yes."), failed("No."), skipped("Later.")
PARTS = [
    pytest.param(part(check(GOOD, 2), check(GOOD, 1)), 3, 3, Verdict.PASSED, id="all pass"),
    pytest.param(part(check(GOOD, 2), check(BAD, 1)), 2, 3, Verdict.FAILED, id="one fails"),
    pytest.param(part(gate(GOOD), check(GOOD, 2)), 2, 2, Verdict.PASSED, id="a gate passes"),
    pytest.param(part(gate(BAD), check(GOOD, 2)), 0, 2, Verdict.FAILED, id="behind a failed gate nothing counts"),
    pytest.param(part(gate(undecided("?")), check(GOOD, 2)), 2, 2, Verdict.UNDECIDED, id="an undecided gate is open"),
    pytest.param(part(gate(BROKEN), check(GOOD, 2)), 2, 2, Verdict.JUDGE_ERROR, id="a broken gate is open"),
    pytest.param(part(check(BAD, 2), consolation=1), 1, 2, Verdict.FAILED, id="a known mistake earns a point"),
    pytest.param(part(check(GOOD, 2), check(BAD), consolation=1), 2, 3, Verdict.FAILED, id="where checks give fewer"),
    pytest.param(part(gate(BAD), check(GOOD, 2), consolation=1), 1, 2, Verdict.FAILED, id="even behind a failed gate"),
    pytest.param(part(check(LATER, 2), message="?"), 0, 2, Verdict.UNREADABLE, id="unreadable"),
    pytest.param(part(), 0, 0, Verdict.SKIPPED, id="no checks"),
]


@pytest.mark.parametrize(("result", "points", "out_of", "verdict"), PARTS)
def test_a_part_adds_up(result: PartResult, points: int, out_of: int, verdict: Verdict) -> None:
    assert (result.points, result.out_of, result.verdict) == (points, out_of, verdict)


def test_a_report_adds_up() -> None:
    whole = report(part(check(GOOD, 2)), part(check(BAD, 3), consolation=1), part(check(LATER)))
    assert (whole.points, whole.out_of, whole.verdict) == (3, 6, Verdict.FAILED)


def test_an_unreadable_part_leads_over_a_failed_one_and_a_broken_check_over_both() -> None:
    unreadable, bad, broken = part(check(LATER), message="?"), part(check(BAD)), part(check(BROKEN))
    assert report(bad, unreadable).verdict is Verdict.UNREADABLE
    assert report(bad, unreadable, broken).verdict is Verdict.JUDGE_ERROR


def test_as_plain_data_a_report_says_everything() -> None:
    seen = Observation(x=(1.5, float("inf"), float("-inf"), float("nan")), expected="a value", actual="none")
    result = PartResult(
        name="a",
        answer="x",
        understood="x",
        checks=(CheckResult(call="odd", worth=2, finding=failed("No.", seen)),),
        feedback=("Look at 1.",),
    )
    bad = PartResult(name="b", answer="(", message="Never closed.", at=1, checks=(gate(LATER),))
    whole = replace(report(result, bad), learner="ada", hint="Think.")
    assert whole.to_dict() == {
        "submission": "s",
        "learner": "ada",
        "exercise": "gelu",
        "title": "GELU",
        "revision": "r",
        "version": "1",
        "variant": 0,
        "seed": 7,
        "verdict": "unreadable",
        "points": 0,
        "out_of": 2,
        "parts": [
            {
                "name": "a",
                "answer": "x",
                "understood": "x",
                "verdict": "failed",
                "points": 0,
                "out_of": 2,
                "unreadable": None,
                "feedback": ["Look at 1."],
                "checks": [
                    {
                        "call": "odd",
                        "verdict": "failed",
                        "points": 0,
                        "out_of": 2,
                        "gate": False,
                        "evidence": {
                            "sentence": "No.",
                            "grade": "refuted",
                            "observations": [
                                {"x": [1.5, "inf", "-inf", "nan"], "expected": "a value", "actual": "none"}
                            ],
                        },
                    }
                ],
            },
            {
                "name": "b",
                "answer": "(",
                "understood": "",
                "verdict": "unreadable",
                "points": 0,
                "out_of": 0,
                "unreadable": {"message": "Never closed.", "at": 1},
                "feedback": [],
                "checks": [
                    {
                        "call": "defined",
                        "verdict": "skipped",
                        "points": 0,
                        "out_of": 0,
                        "gate": True,
                        "evidence": {"sentence": "Later.", "grade": "supported", "observations": []},
                    }
                ],
            },
        ],
        "hint": "Think.",
    }


def test_the_signature_is_said_only_where_there_is_one() -> None:
    assert "signature" not in report().to_dict()
    assert replace(report(), signature="ed25519:…").to_dict() == report().to_dict() | {"signature": "ed25519:…"}


def test_canonical_json_is_sorted_and_has_no_spaces() -> None:
    assert canonical({"b": [1, None], "a": {"d": "é “x”", "c": True}}) == '{"a":{"c":true,"d":"é “x”"},"b":[1,null]}'


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False)))
def test_canonical_json_reads_as_what_was_written_in_any_order(content: dict[str, int | str | float]) -> None:
    text = canonical(content)
    assert json.loads(text) == content
    assert canonical(dict(reversed(content.items()))) == text


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_canonical_json_has_no_infinity(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"x": number})
