import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from grader.export.github import render
from grader.report import CheckResult, PartResult, Report, Verdict, passed
from grader.submission import Place

Reports = tuple[Report, ...]
Places = dict[str, Place]


def unescaped(text: str) -> str:
    """As GitHub's runner reads it: the percent sign last."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does: up to the next two colons stand the properties."""
    assert text.endswith("\n")
    for row in re.split(r"\r\n|\r|\n", text)[:-1]:
        assert row.startswith("::")
        head, message = row.removeprefix("::").split("::", 1)
        level, _, properties = head.partition(" ")
        pairs = [pair.split("=", 1) for pair in properties.split(",")]
        yield level, {name: unescaped(value) for name, value in pairs}, unescaped(message)


def about(verdict: Verdict) -> Report:
    check = CheckResult(call="c", worth=1, finding=replace(passed("The sentence."), verdict=verdict))
    part = PartResult(name="a", answer="x", checks=(check,))
    return Report(submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,))


def test_all_reports_read_as_agreed(
    reports: Reports, places: Places, agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("github.txt", render(reports, places))


@pytest.mark.parametrize(
    ("verdict", "level"),
    [
        pytest.param(Verdict.FAILED, "error", id="failed is an error"),
        pytest.param(Verdict.UNREADABLE, "error", id="unreadable is an error"),
        pytest.param(Verdict.UNDECIDED, "warning", id="undecided is a warning"),
        pytest.param(Verdict.JUDGE_ERROR, "warning", id="our own error is a warning"),
        pytest.param(Verdict.PASSED, None, id="passed is not worth a note"),
        pytest.param(Verdict.SKIPPED, None, id="nor is skipped"),
    ],
)
def test_a_verdict_becomes(verdict: Verdict, level: str | None) -> None:
    *notes, total = commands(render([about(verdict)], {}))
    assert notes == ([(level, {"title": "e.a: c"}, "The sentence.")] if level else [])
    assert total[:2] == ("notice", {"title": "T (e)"})


def test_a_note_stands_at_the_line_of_its_answer(reports: Reports, places: Places) -> None:
    notes = list(commands(render(reports[:4], places)))
    where = [(level, found.get("file"), found.get("line")) for level, found, _ in notes]
    assert where == [
        ("notice", None, None),
        ("error", "answers/blaise.yaml", "3"),
        ("error", "answers/blaise.yaml", "3"),
        ("notice", "answers/blaise.yaml", None),
        ("error", "answers/nobody.yaml", "1"),
        ("notice", "answers/nobody.yaml", None),
        ("error", "answers/émilie.yaml", "13"),
        ("warning", "answers/émilie.yaml", "20"),
        ("warning", "answers/émilie.yaml", "20"),
        ("notice", "answers/émilie.yaml", None),
    ]


def test_every_report_says_its_points(reports: Reports) -> None:
    told = [message for level, _, message in commands(render(reports[:3], {})) if level == "notice"]
    assert told == [
        "Ada; points: 3 of 3 (passed)",
        "Blaise; points: 1 of 5 (failed)",
        "3333333333333333; points: 0 of 1 (unreadable)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a::b", id="two colons"),
        pytest.param("a,b=c:d", id="what separates properties"),
        pytest.param("100% %0A %25 %3A", id="percent signs and what looks escaped"),
        pytest.param("a\n::error::b\n", id="a command on a line of its own"),
        pytest.param("##[error]b", id="a command of the old kind"),
    ],
)
def test_text_arrives_as_it_was_and_commands_nothing(text: str) -> None:
    report = about(Verdict.FAILED)
    part = replace(report.parts[0], message=text, answer="")
    place = {"s": Place(path=text)}
    (level, found, message), *rest = commands(render([replace(report, parts=(part,), title=text)], place))
    assert (level, found["file"], message) == ("error", text, text)
    assert [level for level, _, _ in rest] == ["error", "notice"]
    assert rest[-1][1]["title"] == " ".join(f"{text} (e)".split())


def test_a_carriage_return_cannot_begin_a_line() -> None:
    report = about(Verdict.FAILED)
    part = replace(report.parts[0], message="a\r::error::b\x1b[0m", answer="")
    note = next(commands(render([replace(report, parts=(part,))], {})))
    assert note[2] == "a␍::error::b␛[0m"


def test_no_reports_are_no_text() -> None:
    assert render([], {}) == ""


def test_a_contest_says_what_its_entry_scores(entry: Report) -> None:
    *_, notice = render([entry], {}).splitlines()
    assert "; points: 1 of 1 (passed)%0AScores 0.972 ± 0.005 over 10 hidden seeds.%0A2 of 10 networks" in notice
