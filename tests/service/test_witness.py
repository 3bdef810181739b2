"""The places at which checks failed, on the learner's own curve."""

from math import isnan

import pytest

from grader.answers.formula import Formula
from grader.answers.numeric import Numeric
from grader.exercise import Part
from grader.kinds import AnswerKind
from grader.report import CheckResult, Finding, Observation, PartResult, failed, passed
from grader.service.sketch import WIDE
from grader.service.witness import MOST, Picture, picture

INFINITE = float("inf")


def seen(*x: float) -> Finding:
    return failed("Bad.", *(Observation(x=(one,), expected="at most 1", actual="2") for one in x))


def drawn(*findings: Finding, answer: str = "x^2", kind: AnswerKind[object] | None = None) -> Picture | None:
    checks = tuple(CheckResult(call="c", worth=1, finding=finding) for finding in findings)
    part = Part(name="a", ask="", kind=kind or Formula(answer="x"), questions=(), answers=(), wrong=())
    return picture(PartResult(name="a", answer=answer, checks=checks), part)


def found(*findings: Finding, answer: str = "x^2") -> Picture:
    shown = drawn(*findings, answer=answer)
    assert shown is not None
    return shown


def test_marks_lie_on_the_curve_and_say_what_was_expected() -> None:
    shown = found(seen(1.5, -2.0), passed("Good."), seen(3.0))
    assert [(mark.x, mark.y) for mark in shown.marks] == [(1.5, 2.25), (-2.0, 4.0), (3.0, 9.0)]
    assert "at most 1" in shown.marks[0].label
    assert (shown.middle, shown.wide) == (0.0, WIDE)


@pytest.mark.parametrize(
    ("x", "holds"),
    [
        pytest.param([2.0], [2.0], id="near 0"),
        pytest.param([20.0, -3.0], [20.0, -3.0], id="far out, a wider window holds them all"),
        pytest.param([1e6, 2.0], [1e6], id="very far out, the first alone is shown"),
        pytest.param([INFINITE, 2.0], [2.0], id="no window holds infinity"),
        pytest.param([float("nan")], [], id="nor what is no number"),
        pytest.param([float(i) for i in range(9)], [float(i) for i in range(MOST)], id="not too many"),
    ],
)
def test_the_window_holds_the_marks(x: list[float], holds: list[float]) -> None:
    shown = found(seen(*x))
    inside = [mark.x for mark in shown.marks if abs(mark.x - shown.middle) <= shown.wide]
    assert inside == holds
    assert shown.curve.x[0] == pytest.approx(shown.middle - shown.wide)


def test_a_failure_without_a_place_has_a_curve_and_no_marks() -> None:
    assert found(failed("Bad.", Observation(x=(1.0, 2.0), expected="", actual=""))).marks == ()


def test_a_mark_where_there_is_no_value_stays_without_one() -> None:
    (mark,) = found(seen(0.0), answer="1/x").marks
    assert isnan(mark.y)


@pytest.mark.parametrize(
    ("answer", "kind", "finding"),
    [
        pytest.param("x(", Formula(answer="x"), seen(1.0), id="what can't be read"),
        pytest.param("x*y", Formula(answer="x", variables=("x", "y")), seen(1.0), id="two variables"),
        pytest.param("4", Numeric(answer="5"), seen(1.0), id="a number"),
        pytest.param("x", Formula(answer="x"), passed("Good."), id="full marks"),
    ],
)
def test_nothing_is_drawn_of(answer: str, kind: AnswerKind[object], finding: Finding) -> None:
    assert drawn(finding, answer=answer, kind=kind) is None
