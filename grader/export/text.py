"""Reports for a person at a terminal: plain, at most 100 columns wide, nothing in it but characters that show."""

from collections.abc import Iterator, Mapping, Sequence

from grader.export.columns import ROOM, columns, wrapped
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
    worth,
)
from grader.export.visible import flat, lines
from grader.report import CheckResult, PartResult, Report
from grader.submission import Place

INDENT = "  "
WIDEST = 70  # columns of a call up to which the points stand in one column


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:
    """Return the reports one below the other; several say whose they are, and are counted at the end."""
    if len(reports) == 1:
        return "\n".join(_report(reports[0])) + "\n"
    blocks = [_report(report, origin(report, places.get(report.submission))) for report in reports]
    return "\n\n".join(["\n".join(block) for block in blocks] + [tally(reports)]) + "\n"


def _report(report: Report, whose: str = "") -> list[str]:
    rows = wrapped(heading(report)) + wrapped(whose)
    several = len(report.parts) > 1
    for part in report.parts:
        rows += [flat(part.name)] if several else []
        rows += _part(part, INDENT if several else "")
    rows += wrapped(report.hint, "hint: ")
    rows += [row for sentence in placed(report) for row in wrapped(sentence)]
    return [*rows, f"points: {score(report)}"]


def _part(part: PartResult, indent: str) -> Iterator[str]:
    yield from _understood(part, indent)
    if part.message:
        yield from (indent + INDENT + row for row in pointed(part, ROOM - columns(indent + INDENT)))
        yield from wrapped(part.message, indent)
    else:
        width = max((columns(flat(check.call)) for check in part.checks), default=0)
        for check in part.checks:
            yield from _check(check, part, indent, min(width, WIDEST))
        yield from wrapped(printed(part), f"{indent}printed: ")
        yield from wrapped(correction(part), indent)
    for words in advice(part):
        yield from wrapped(words, f"{indent}→ ")


def _understood(part: PartResult, indent: str) -> Iterator[str]:
    """Say how the answer was read; never folded, as it is a formula or a program."""
    if read := understood(part):
        first, *rest = lines(read)
        yield f"{indent}understood: {first}"
        yield from (f"{indent}            {row}" for row in rest)


def _check(check: CheckResult, part: PartResult, indent: str, width: int) -> Iterator[str]:
    call = flat(check.call)
    yield f"{indent}{mark(check.verdict)} {call}{' ' * (width - columns(call))}  {worth(check)}"
    for words in news(check, part):
        yield from wrapped(words, indent + 2 * INDENT)
