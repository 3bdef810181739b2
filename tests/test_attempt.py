"""When an attempt counts, and when it solves."""

from dataclasses import replace

import pytest

from grader.attempt import Attempt, State
from grader.report import CheckResult, Finding, PartResult, Report, Verdict, passed
from grader.submission import Submission


def attempt(verdict: Verdict | None) -> Attempt:
    bare = Attempt(number=1, course="c", submission=Submission(exercise="e", answers={}), at=0.0, state=State.WAITING)
    if verdict is None:
        return bare
    message = "What?" if verdict is Verdict.UNREADABLE else ""
    finding = Finding(verdict=verdict, evidence=passed("So.").evidence)
    part = PartResult(name="a", message=message, checks=(CheckResult(call="c", worth=1, finding=finding),))
    report = Report(submission="s", exercise="e", title="", revision="", version="", variant=0, seed=0, parts=(part,))
    return replace(bare, report=report, state=State.GRADED)


@pytest.mark.parametrize(
    ("verdict", "solved", "counts"),
    [
        pytest.param(None, False, True, id="while it waits, it counts"),
        pytest.param(Verdict.PASSED, True, True, id="passed"),
        pytest.param(Verdict.UNDECIDED, True, True, id="undecided is in the learner's favour"),
        pytest.param(Verdict.FAILED, False, True, id="failed"),
        pytest.param(Verdict.SKIPPED, False, True, id="skipped"),
        pytest.param(Verdict.UNREADABLE, False, False, id="unreadable costs nothing"),
        pytest.param(Verdict.JUDGE_ERROR, False, False, id="our error costs nothing"),
    ],
)
def test_an_attempt(verdict: Verdict | None, solved: bool, counts: bool) -> None:  # noqa: FBT001
    found = attempt(verdict)
    assert (found.is_solved, found.counts) == (solved, counts)
