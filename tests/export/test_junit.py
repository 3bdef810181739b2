from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from grader.export.junit import render
from grader.report import CheckResult, PartResult, Report, Verdict, passed
from grader.submission import Place

Reports = tuple[Report, ...]
Places = dict[str, Place]
SORTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}


def document(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314  our own text


def about(verdict: Verdict) -> Report:
    check = CheckResult(call="c", worth=1, finding=replace(passed("The sentence."), verdict=verdict))
    part = PartResult(name="a", answer="x", checks=(check,))
    return Report(submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,))


def test_all_reports_read_as_agreed(
    reports: Reports, places: Places, agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("junit.xml", render(reports, places))


def test_the_counts_are_of_what_is_there(reports: Reports, places: Places) -> None:
    root = document(render(reports, places))
    for suite in (root, *root):
        assert {name: int(suite.attrib[name]) for name in SORTS} == {
            name: len(suite.findall(f".//{element}")) for name, element in SORTS.items()
        }
    assert (len(root), *(int(root.attrib[name]) for name in SORTS)) == (6, 19, 8, 1, 4)


def test_every_suite_tells_the_points(reports: Reports) -> None:
    suites = document(render(reports, {})).findall("testsuite")
    told = [{item.attrib["name"]: item.attrib["value"] for item in suite.iter("property")} for suite in suites]
    assert told == [
        {"points": str(report.points), "out_of": str(report.out_of), "verdict": report.verdict.value}
        for report in reports
    ]


def test_an_unreadable_part_fails_once_and_its_checks_are_skipped(reports: Reports) -> None:
    cases = document(render(reports[2:3], {})).findall(".//testcase")
    assert [(case.attrib["name"], [child.tag for child in case]) for case in cases] == [
        ("reads", ["failure"]),
        ("increasing", ["skipped"]),
    ]
    assert cases[0][0].attrib["type"] == "unreadable"
    assert str(cases[0][0].text).splitlines()[:2] == ["sgmoid(x)", "^"]


@pytest.mark.parametrize(
    ("verdict", "children"),
    [
        pytest.param(Verdict.PASSED, [], id="passed is a case and no more"),
        pytest.param(Verdict.UNDECIDED, ["system-out"], id="undecided passes with a word"),
        pytest.param(Verdict.FAILED, ["failure"], id="failed is a failure"),
        pytest.param(Verdict.UNREADABLE, ["failure"], id="unreadable is a failure"),
        pytest.param(Verdict.SKIPPED, ["skipped"], id="skipped is skipped"),
        pytest.param(Verdict.JUDGE_ERROR, ["error"], id="our own error is an error"),
    ],
)
def test_a_verdict_becomes(verdict: Verdict, children: list[str]) -> None:
    case = document(render([about(verdict)], {})).find(".//testcase")
    assert case is not None
    assert case.attrib == {"name": "c", "classname": "e.a"}
    assert [child.tag for child in case] == children
    assert all("The sentence." in (child.text or "") + child.get("message", "") for child in case)


def test_a_case_says_where_the_answer_stands_as_far_as_known(reports: Reports, places: Places) -> None:
    root = document(render(reports, places))
    known = {
        (case.attrib["name"], case.get("file"), case.get("line"))
        for suite in root[:4]
        for case in suite.iter("testcase")
    }
    assert ("defined", None, None) in known
    assert ("increasing", "answers/blaise.yaml", "3") in known
    assert ("reads", "answers/nobody.yaml", "1") in known
    assert ("reads", "answers/émilie.yaml", "13") in known, "one line below the beginning of the answer"


@pytest.mark.parametrize(
    "character",
    [
        pytest.param("\x00", id="nothing"),
        pytest.param("\x1b", id="escape"),
        pytest.param("\x7f", id="delete"),
        pytest.param("\x85", id="a line end of mainframes"),
        pytest.param("\r", id="a carriage return"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("\ufffe", id="a character that is none"),
        pytest.param("\uffff", id="another one"),
        pytest.param("]]><&'\"", id="the marks of XML"),
    ],
)
def test_any_text_makes_a_document(character: str) -> None:
    report = about(Verdict.FAILED)
    part = replace(report.parts[0], message=character, answer=f"x{character}")
    for parts in (report.parts, (part,)):
        named = replace(report, parts=parts, title=character, learner=character, exercise=character)
        root = document(render([named], {"s": Place(path=character)}))
        assert len(root) == 1


def test_no_reports_are_a_document_too() -> None:
    assert document(render([], {})).attrib["tests"] == "0"


def test_a_contest_says_what_its_entry_scores(entry: Report) -> None:
    properties = {one.get("name"): one.get("value") for one in ET.fromstring(render([entry], {})).iter("property")}  # noqa: S314
    assert (properties["score"], properties["standard_error"]) == ("0.9721", "0.0049")
