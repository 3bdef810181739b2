import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.export.markdown import render
from grader.report import CheckResult, PartResult, Report, passed
from grader.submission import Place

Reports = tuple[Report, ...]


def test_all_reports_read_as_agreed(
    reports: Reports, places: dict[str, Place], agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("markdown.md", render(reports, places))


def test_no_reports_are_counted_without_a_table() -> None:
    assert render([], {}) == "**0 submissions**\n"


def test_every_row_of_the_table_has_four_cells(reports: Reports, places: dict[str, Place]) -> None:
    rows = [row for row in render(reports, places).splitlines() if row.startswith("| ")]
    assert len(rows) == 2 + len(reports)
    assert {row.count("|") for row in rows} == {5}


def shown(span: str) -> str:
    """What a reader of Markdown sees of a code span, by CommonMark's rules."""
    ticks, content = re.fullmatch(r"(`+)(.*?[^`])\1", span).groups()  # type: ignore[union-attr]
    assert f"`{content}`".count(f"`{ticks}`") == 0
    padded = content.startswith(" ") and content.endswith(" ") and content.strip()
    return content[1:-1] if padded else content
