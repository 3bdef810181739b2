"""Reports as Markdown, for the summary page of a workflow: a table, then a section for each.

Whatever was typed stands in a code span or a fence that no run of backticks in it can end.  All other words are
written with entities for what Markdown, HTML and formulas between dollars would take up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.export.excerpt import pointed
from grader.export.findings import (
    advice,
    correction,
    heading,
    mark,
    news,
    origin,
    placed,
    printed,
    score,
    tally,
    understood,
    word,
    worth,
)
from grader.export.visible import flat, lines
from grader.report import CheckResult, PartResult, Report
from grader.submission import Place

# Entities, unlike backslashes, mean the same in and out of a table.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&#]|^[-+=]|^\d+(?=[.)])")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
ROOM = 100  # columns of an excerpt


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:
    """Return a table of all reports and a section for each."""
    whose = [origin(report, places.get(report.submission)) for report in reports]
    table = ["| submission | exercise | points | verdict |", "| --- | --- | ---: | --- |"]
    table += [_row(report, name) for report, name in zip(reports, whose, strict=True)]
    blocks = ["\n".join(table)] if reports else []
    blocks.append(f"**{tally(reports)}**")
    for report, name in zip(reports, whose, strict=True):
        blocks += _section(report, name)
    return "\n\n".join(blocks) + "\n"


def _row(report: Report, whose: str) -> str:
    verdict = f"{mark(report.verdict)} {word(report.verdict)}"
    return f"| {_prose(whose)} | {_prose(heading(report))} | {report.points}/{report.out_of} | {verdict} |"


def _section(report: Report, whose: str) -> Iterator[str]:
    yield f"## {_prose(heading(report))} · {_prose(whose)}"
    for part in report.parts:
        if len(report.parts) > 1:
            yield f"### {_prose(part.name)}"
        yield from _part(part)
    if report.hint:
        yield f"**Hint:** {_prose(report.hint)}"
    yield from map(_prose, placed(report))
    yield f"**Points:** {score(report)}"


def _part(part: PartResult) -> Iterator[str]:
    if part.answer.strip():
        yield _typed("Answer", part.answer)
    if read := understood(part):
        yield _typed("Understood", read)
    if part.message:
        place = pointed(part, ROOM)
        yield from [_fence("\n".join(place))] if place else []
        yield _prose(part.message)
    elif part.checks:
        yield "\n".join(row for check in part.checks for row in _check(check, part))
    if output := printed(part):
        yield _typed("Printed", output)
    if not part.message and correction(part):
        yield _prose(correction(part))
    for words in advice(part):
        yield "\n>\n".join(f"> {_prose(line)}" for line in lines(words) if line.strip())


def _check(check: CheckResult, part: PartResult) -> Iterator[str]:
    yield f"- {mark(check.verdict)} {_code(flat(check.call))} {worth(check)}"
    yield from (f"  - {_prose(words)}" for words in news(check, part))


def _prose(text: str) -> str:
    """Return words that mean themselves, on one line."""
    return _SPECIAL.sub(lambda found: "".join(map(_entity, found[0])), flat(text))


def _entity(character: str) -> str:
    return _NAMED.get(character) or f"&#{ord(character)};"


def _typed(label: str, text: str) -> str:
    rows = lines(text.strip("\r\n"))
    return f"{label}: {_code(rows[0])}" if len(rows) == 1 else f"{label}:\n\n" + _fence("\n".join(rows))


def _code(text: str) -> str:
    """Return one line as a code span; whoever shows it takes off one space at each end, if both have one."""
    ticks = "`" * (_longest_run(text) + 1)
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return ticks + space + text + space + ticks


def _fence(text: str) -> str:
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
