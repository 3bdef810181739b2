"""Reports as Gradescope's results.json: a test for each check, the points as the score.

https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format.  Gradescope gives one submission at a
time; several reports become one list of tests and the sum of their points.  The tests' scores add up to the score,
and their maxima to what there was to earn, whatever a gate takes or a known mistake earns.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from grader.export.excerpt import pointed
from grader.export.findings import advice, correction, evidence, has_news, heading, placed, score, word
from grader.export.visible import flat, lines, visible
from grader.report import CheckResult, PartResult, Report, Verdict
from grader.submission import Place

ROOM = 80  # columns of an excerpt


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:  # noqa: ARG001  Gradescope shows no places
    """Return the content of results.json."""
    content = {
        "score": sum(report.points for report in reports),
        "output": "\n\n".join(map(_summary, reports)),
        "output_format": "text",
        "tests": [test for report in reports for test in _tests(report, several=len(reports) > 1)],
    } | _leaderboard(reports)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _leaderboard(reports: Sequence[Report]) -> dict[str, Any]:
    """Return the score of a contest's entry as Gradescope ranks it; nothing where there is none."""
    scores = [report.score for report in reports if report.score]
    if len(reports) != 1 or not scores:
        return {}
    (found,) = scores
    order = {"order": "asc"} if found.best == "lowest" else {}
    error = {"name": "Standard error", "value": found.standard_error, "order": "asc"}
    return {"leaderboard": [{"name": "Score", "value": found.mean, **order}, error]}


def _summary(report: Report) -> str:
    rows = [f"{heading(report)}: {score(report)}"]
    rows += [line for part in report.parts for words in advice(part) for line in lines(words)]
    rows += [f"hint: {flat(report.hint)}"] if report.hint else []
    rows += placed(report)
    if report.verdict is Verdict.JUDGE_ERROR:
        rows.append("Something went wrong on our side, not on yours; this will be graded again.")
    return "\n".join(rows)


def _tests(report: Report, *, several: bool) -> Iterator[dict[str, Any]]:
    for part in report.parts:
        names = ([flat(report.exercise)] if several else []) + ([flat(part.name)] if len(report.parts) > 1 else [])
        begin = "".join(f"{name}: " for name in names)
        if part.message:
            yield _test(f"{begin}reads", 0, 0, Verdict.UNREADABLE, "\n".join((*pointed(part, ROOM), part.message)))
        earned = _earned(part)
        for check, points in zip(part.checks, earned, strict=True):
            yield _test(begin + flat(check.call), points, check.worth, check.verdict, _output(check))
        if rest := part.points - sum(earned):
            yield _test(f"{begin}what is right all the same", rest, 0, Verdict.PASSED, correction(part))


def _earned(part: PartResult) -> list[int]:
    """Return the points that each check adds to the part: none behind a failed gate."""
    shut = any(check.gate and check.verdict is Verdict.FAILED for check in part.checks)
    return [0 if shut else check.points for check in part.checks]


def _output(check: CheckResult) -> str:
    said = evidence(check)
    return f"{word(check.verdict)}: {said}" if has_news(check) or check.verdict is Verdict.SKIPPED else said


def _test(name: str, points: int, most: int, verdict: Verdict, output: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_format": "text",
        "score": points,
        "max_score": most,
        "status": _status(verdict),
        "output": visible(output),
        "output_format": "text",
    }


def _status(verdict: Verdict) -> str:
    """Gradescope knows two."""
    match verdict:
        case Verdict.PASSED | Verdict.UNDECIDED:
            return "passed"
        case Verdict.FAILED | Verdict.UNREADABLE | Verdict.SKIPPED | Verdict.JUDGE_ERROR:
            return "failed"
        case _:
            assert_never(verdict)
