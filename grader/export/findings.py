"""What a finding, a part and a heap of reports come to in words: the phrases that several formats share."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from grader.export.visible import flat, lines
from grader.report import CheckResult, Observation, PartResult, Report, Verdict
from grader.submission import Place

LINES = 20  # shown of what a program prints


def mark(verdict: Verdict) -> str:
    """Return the one character that stands for a verdict."""
    match verdict:
        case Verdict.PASSED:
            return "✓"
        case Verdict.FAILED:
            return "✗"
        case Verdict.UNDECIDED:
            return "?"
        case Verdict.SKIPPED:
            return "–"
        case Verdict.UNREADABLE:
            return "✎"
        case Verdict.JUDGE_ERROR:
            return "!"
        case _:
            assert_never(verdict)


def word(verdict: Verdict) -> str:
    """Return a verdict's name as a person writes it."""
    return verdict.value.replace("_", " ")


def worth(check: CheckResult) -> str:
    """Return what a check earned of what it is worth."""
    if check.gate and not check.worth:
        return "required"
    return f"{check.points}/{check.worth}" + (" required" if check.gate else "")


def has_news(check: CheckResult) -> bool:
    """Whether a check's evidence tells the learner or the teacher something they must know."""
    match check.verdict:
        case Verdict.FAILED | Verdict.UNDECIDED | Verdict.UNREADABLE | Verdict.JUDGE_ERROR:
            return True
        case Verdict.PASSED | Verdict.SKIPPED:
            return False
        case _:
            assert_never(check.verdict)


def observed(observation: Observation) -> str:
    """Return one point the judge looked at, on one line."""
    seen = f"expected {flat(observation.expected)}, saw {flat(observation.actual)}"
    if not observation.x:
        return seen
    point = ", ".join(f"{x:.6g}" for x in observation.x)
    return f"at x = {point}: {seen}" if len(observation.x) == 1 else f"at ({point}): {seen}"


def evidence(check: CheckResult) -> str:
    """Return a check's sentence and the points that show it, a line each, then what the program printed."""
    found = check.finding.evidence
    output = ["printed:", *excerpt(found.output)] if found.output else []
    return "\n".join([flat(found.sentence), *map(observed, found.observations), *output])


def news(check: CheckResult, part: PartResult) -> tuple[str, ...]:
    """Return what to show below a check, a text each; not the sentence, where the part's feedback says the same."""
    if not has_news(check):
        return ()
    found = check.finding.evidence
    sentence = () if found.sentence in part.feedback else (found.sentence,)
    return sentence + tuple(map(observed, found.observations))


def failing_line(check: CheckResult) -> int:
    """Return on which line of its answer, from 0, a program fails; 0 too if that isn't known."""
    return (check.finding.evidence.line or 1) - 1


def printed(part: PartResult) -> str:
    """Return what a program printed while the first check failed that saw it print; nothing if none did."""
    outputs = (check.finding.evidence.output for check in part.checks)
    return "\n".join(excerpt(next(filter(None, outputs), "")))


def excerpt(output: str) -> list[str]:
    """Return the first lines of what a program printed; none is a command to who runs us, as “::error::” would be."""
    found = [re.sub("^( *):(?=:)", r"\1: ", line) for line in lines(output)]
    return found if len(found) <= LINES else [*found[: LINES - 1], f"… {len(found) - LINES + 1} more lines"]


def understood(part: PartResult) -> str:
    """Return how an answer was read; nothing where that differs from what was typed in spacing alone."""
    same = "".join(part.understood.split()) == "".join(part.answer.split())
    return "" if same else part.understood.strip()


def advice(part: PartResult) -> tuple[str, ...]:
    """Return the feedback, less what the message says already."""
    return tuple(words for words in part.feedback if words != part.message)


def correction(part: PartResult) -> str:
    """Say why a part's points are not the sum of its checks'; nothing if they are."""
    if part.points == sum(check.points for check in part.checks):
        return ""
    reasons = {
        "nothing counts while a required check fails": any(
            check.gate and check.verdict is Verdict.FAILED for check in part.checks
        ),
        f"what is right in this answer earns {part.consolation}": part.consolation > 0,
    }
    why = "; ".join(reason for reason, holds in reasons.items() if holds)
    return f"{part.points} of {part.out_of} here: {why}"


def score(report: Report) -> str:
    """Return a report's points and verdict."""
    return f"{report.points} of {report.out_of} ({word(report.verdict)})"


def placed(report: Report) -> tuple[str, ...]:
    """Return what is said of a contest's entry, a sentence each: its score, or why it has none."""
    if report.score is None:
        return (report.unranked,) if report.unranked else ()
    found, kind = report.score, "hidden" if report.score.hidden else "public"
    said = f"Scores {measured(found.mean, found.standard_error)} over {found.seeds} {kind} seeds."
    lost = f"{found.diverged} of {found.seeds} networks ended with numbers that are not finite; they count as chance."
    return (said, lost) if found.diverged else (said,)


def measured(mean: float, standard_error: float) -> str:
    """Return a mean with its standard error."""
    return f"{mean:.3f} ± {standard_error:.3f}"


def heading(report: Report) -> str:
    """Return what was asked: title, exercise, variant."""
    return f"{flat(report.title)} ({flat(report.exercise)})" + (f", variant {report.variant}" if report.variant else "")


def origin(report: Report, place: Place | None) -> str:
    """Return whose submission it is and where it stands; its id, if neither is known."""
    known = [flat(report.learner)] if report.learner else []
    return ", ".join(known + ([flat(place.path)] if place else [])) or report.submission


def tally(reports: Sequence[Report]) -> str:
    """Return how many reports there are, and how many of each sort."""
    counts = Counter(map(_sort, reports))
    sorts = ["full marks", "undecided", "less", "unreadable", "judge error"]
    listed = ", ".join(f"{counts[sort]} {sort}" for sort in sorts if counts[sort])
    return f"{len(reports)} submission{'' if len(reports) == 1 else 's'}" + (f": {listed}" if listed else "")


def _sort(report: Report) -> str:
    match report.verdict:
        case Verdict.PASSED:
            return "full marks"
        case Verdict.FAILED | Verdict.SKIPPED:
            return "less"
        case Verdict.UNDECIDED | Verdict.UNREADABLE | Verdict.JUDGE_ERROR:
            return word(report.verdict)
        case _:
            assert_never(report.verdict)
