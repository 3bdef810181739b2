import json
from collections.abc import Callable

from grader.export.json import render
from grader.report import Report, canonical
from grader.submission import Place

Reports = tuple[Report, ...]


def test_all_reports_read_as_agreed(
    reports: Reports, places: dict[str, Place], agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("json.txt", render(reports, places))


def test_every_line_is_the_canonical_text_of_its_report(reports: Reports) -> None:
    rows = render(reports, {}).removesuffix("\n").split("\n")
    assert rows == [canonical(report.to_dict()) for report in reports]
    assert rows == [canonical(json.loads(row)) for row in rows]


def test_the_signature_stands_only_in_the_report_that_has_one(reports: Reports) -> None:
    contents = [json.loads(row) for row in render(reports, {}).split("\n")[:-1]]
    assert [content.get("signature") for content in contents] == ["c2lnbmVk", None, None, None, None, None]


def test_no_reports_are_no_text() -> None:
    assert render([], {}) == ""
