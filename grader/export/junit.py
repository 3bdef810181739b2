"""Reports as JUnit's XML, which every continuous integration reads: a suite for each report, a case for each check.

What can't be read fails as a case of its own, and its checks are skipped; what is undecided passes, with its
evidence as output, since it gives its points; our own errors are errors.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from grader.export.excerpt import fault_line, pointed
from grader.export.findings import evidence, failing_line, word
from grader.export.visible import flat, visible
from grader.report import CheckResult, PartResult, Report, Verdict
from grader.submission import Place

ROOM = 100  # columns of an excerpt
READS = "reads"  # the name of the case that an unreadable answer fails


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:
    """Return one document for all reports."""
    suites = Element("testsuites", name="grader")
    for report in reports:
        suites.append(_suite(report, places.get(report.submission)))
    _count(suites)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(report: Report, place: Place | None) -> Element:
    suite = Element("testsuite", name=flat(f"{report.exercise} {report.learner}"))
    if place:
        suite.set("file", visible(place.path))
    properties = SubElement(suite, "properties")
    known: dict[str, object] = {"points": report.points, "out_of": report.out_of, "verdict": report.verdict.value}
    if report.score:
        known |= {"score": report.score.mean, "standard_error": report.score.standard_error}
    for name, value in known.items():
        SubElement(properties, "property", name=name, value=str(value))
    for part in report.parts:
        suite.extend(_cases(report, part, place))
    _count(suite)
    return suite


def _cases(report: Report, part: PartResult, place: Place | None) -> list[Element]:
    cases = [(_unreadable(part), 0)] if part.message else []
    cases += [(_judged(check), failing_line(check)) for check in part.checks]
    for case, line in cases:
        case.set("classname", flat(f"{report.exercise}.{part.name}"))
        if place:
            case.set("file", visible(place.path))
            case.set("line", str(place.line(part.name) + (fault_line(part) if part.message else line)))
    return [case for case, _ in cases]


def _unreadable(part: PartResult) -> Element:
    case = Element("testcase", name=READS)
    failure = SubElement(case, "failure", type=Verdict.UNREADABLE.value, message=flat(part.message))
    failure.text = "\n".join((*pointed(part, ROOM), visible(part.message)))
    return case


def _judged(check: CheckResult) -> Element:
    case = Element("testcase", name=flat(check.call))
    said = evidence(check)
    sentence = flat(check.finding.evidence.sentence)
    match check.verdict:
        case Verdict.PASSED:
            pass
        case Verdict.UNDECIDED:
            SubElement(case, "system-out").text = f"{word(check.verdict)}: {said}"
        case Verdict.FAILED | Verdict.UNREADABLE:
            SubElement(case, "failure", type=check.verdict.value, message=sentence).text = said
        case Verdict.JUDGE_ERROR:
            SubElement(case, "error", type=check.verdict.value, message=sentence).text = said
        case Verdict.SKIPPED:
            SubElement(case, "skipped", message=sentence)
        case _:
            assert_never(check.verdict)
    return case


def _count(suite: Element) -> None:
    """Write into a suite, or into the suite of suites, how many cases it holds of each sort."""
    sorts = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for attribute, element in sorts.items():
        suite.set(attribute, str(sum(1 for _ in suite.iter(element))))
