"""Reports as GitHub's workflow commands, which become notes in the margin of the files that were handed in.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions.  Each command is one line and begins
it, and no text gets there unescaped, so an answer can't command the runner.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, assert_never

from grader.export.excerpt import fault_line, pointed
from grader.export.findings import evidence, failing_line, heading, origin, placed, score
from grader.export.visible import flat, visible
from grader.report import PartResult, Report, Verdict
from grader.submission import Place

ROOM = 80  # columns of an excerpt
Level = Literal["error", "warning", "notice"]


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:
    """Return one command on each line."""
    return "".join(command + "\n" for report in reports for command in _commands(report, places.get(report.submission)))


def _commands(report: Report, place: Place | None) -> Iterator[str]:
    for part in report.parts:
        yield from _part(report, part, place)
    yield _command("notice", _file(place) | {"title": heading(report)}, _total(report, place))


def _total(report: Report, place: Place | None) -> str:
    return "\n".join((f"{origin(report, place)}; points: {score(report)}", *placed(report)))


def _part(report: Report, part: PartResult, place: Place | None) -> Iterator[str]:
    title = flat(f"{report.exercise}.{part.name}")
    if part.message:
        where = _where(place, part, fault_line(part))
        yield _command("error", where | {"title": title}, "\n".join((part.message, *pointed(part, ROOM))))
    for check in part.checks:
        if level := _level(check.verdict):
            where = _where(place, part, failing_line(check))
            yield _command(level, where | {"title": f"{title}: {flat(check.call)}"}, evidence(check))


def _file(place: Place | None) -> dict[str, str]:
    return {"file": place.path} if place else {}


def _where(place: Place | None, part: PartResult, line: int = 0) -> dict[str, str]:
    return _file(place) | ({"line": str(place.line(part.name) + line)} if place else {})


def _level(verdict: Verdict) -> Level | None:
    match verdict:
        case Verdict.FAILED | Verdict.UNREADABLE:
            return "error"
        case Verdict.UNDECIDED | Verdict.JUDGE_ERROR:
            return "warning"
        case Verdict.PASSED | Verdict.SKIPPED:
            return None
        case _:
            assert_never(verdict)


def _command(level: Level, properties: Mapping[str, str], message: str) -> str:
    written = ",".join(f"{name}={_property(visible(value))}" for name, value in properties.items())
    return f"::{level} {written}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
