import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from grader.export.gradescope import render
from grader.report import CheckResult, PartResult, Report, Verdict, passed
from grader.submission import Place

Reports = tuple[Report, ...]
Format = Literal["text", "html", "simple_format", "md", "ansi"]
Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
Amount = Annotated[float, Field(allow_inf_nan=False)]


class Test(BaseModel):
    """One test, by https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format."""

    __test__ = False
    model_config = ConfigDict(extra="forbid", strict=True)
    score: Amount | None = None
    max_score: Amount | None = None
    status: Literal["passed", "failed"] | None = None
    name: str | None = None
    name_format: Format = "text"
    number: str | None = None
    output: str | None = None
    output_format: Format = "text"
    tags: list[str] | None = None
    visibility: Visibility = "visible"
    extra_data: dict[str, Any] | None = None


class Results(BaseModel):
    """The whole of results.json, by the same page."""

    model_config = ConfigDict(extra="forbid", strict=True)
    score: Amount | None = None
    execution_time: Amount | None = None
    output: str | None = None
    output_format: Format = "text"
    test_output_format: Format = "text"
    test_name_format: Format = "text"
    visibility: Visibility = "visible"
    stdout_visibility: Visibility = "hidden"
    extra_data: dict[str, Any] | None = None
    tests: list[Test]


def results(*reports: Report) -> Results:
    return Results.model_validate_json(render(reports, {}))


def test_all_reports_read_as_agreed(
    reports: Reports, places: dict[str, Place], agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("gradescope.json", render(reports, places))


def test_the_scores_of_the_tests_add_up_to_the_points(reports: Reports) -> None:
    for some in (*((report,) for report in reports), reports, ()):
        found = results(*some)
        assert found.score == sum(report.points for report in some)
        assert sum(test.score or 0 for test in found.tests) == found.score
        assert sum(test.max_score or 0 for test in found.tests) == sum(report.out_of for report in some)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        pytest.param(Verdict.PASSED, "passed", id="passed"),
        pytest.param(Verdict.UNDECIDED, "passed", id="undecided gives its points"),
        pytest.param(Verdict.FAILED, "failed", id="failed"),
        pytest.param(Verdict.UNREADABLE, "failed", id="unreadable"),
        pytest.param(Verdict.SKIPPED, "failed", id="skipped"),
        pytest.param(Verdict.JUDGE_ERROR, "failed", id="our own error"),
    ],
)
def test_a_verdict_becomes_one_of_two(verdict: Verdict, status: str) -> None:
    check = CheckResult(call="c", worth=2, finding=replace(passed("S."), verdict=verdict))
    part = PartResult(name="a", answer="x", checks=(check,))
    report = Report(
        submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,)
    )
    (test,) = results(report).tests
    assert (test.name, test.status, test.max_score) == ("c", status, 2)
    assert test.score == (2 if status == "passed" else 0)


def test_a_name_says_the_part_where_there_are_several_and_the_exercise_too(reports: Reports) -> None:
    assert [test.name for test in results(reports[0]).tests] == ["defined", "equals(silu(x))"]
    assert [test.name for test in results(reports[3]).tests][:2] == ["forward: reads", "forward: runs"]
    together = results(reports[0], reports[3]).tests
    assert [together[0].name, together[2].name] == ["name-silu: defined", "relu-both-ways: forward: reads"]


def test_the_learner_is_told_when_the_fault_is_ours(reports: Reports) -> None:
    ours = "Something went wrong on our side"
    assert ours not in str(results(reports[1]).output)
    broken = [part for part in reports[3].parts if part.verdict is Verdict.JUDGE_ERROR]
    assert ours in str(results(replace(reports[3], parts=tuple(broken))).output)


def test_what_is_right_in_a_wrong_answer_is_a_test_of_its_own(reports: Reports) -> None:
    extra = [test for test in results(reports[4]).tests if str(test.name).endswith("what is right all the same")]
    assert [(test.score, test.max_score, test.status) for test in extra] == [(1, 0, "passed"), (2, 0, "passed")]


def test_the_text_is_one_json_document_without_surrogates() -> None:
    part = PartResult(name="a", answer="\ud800", message="\ud800", checks=())
    report = Report(
        submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,)
    )
    assert json.loads(render([report], {}).encode())["tests"][0]["output"] == "\ufffd\n^\n\ufffd"


@pytest.mark.parametrize(
    ("best", "order"), [pytest.param("highest", {}, id="high"), pytest.param("lowest", {"order": "asc"}, id="low")]
)
def test_a_contest_is_ranked_by_gradescope(
    best: Literal["highest", "lowest"], order: dict[str, str], entry: Report
) -> None:
    assert entry.score is not None
    content = json.loads(render([replace(entry, score=replace(entry.score, best=best))], {}))
    assert content["leaderboard"] == [
        {"name": "Score", "value": 0.9721, **order},
        {"name": "Standard error", "value": 0.0049, "order": "asc"},
    ]
    assert "Scores 0.972 ± 0.005 over 10 hidden seeds." in content["output"]
    assert "leaderboard" not in json.loads(render([entry, entry], {}))
