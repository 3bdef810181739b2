"""The places at which checks failed, on the learner's own curve."""

from dataclasses import replace
from math import isnan

import pytest

from grader.answers.formula import Formula
from grader.answers.numeric import Numeric
from grader.exercise import Part
from grader.kinds import AnswerKind
from grader.report import CheckResult, Curve, Finding, Observation, PartResult, failed, passed
from grader.service.sketch import WIDE
from grader.service.witness import MOST, Picture, Trace, picture, traces

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


X = tuple(i / 10 for i in range(-20, 21))


def traced(*curves: tuple[str, tuple[float, ...], tuple[float, ...]]) -> tuple[Trace, ...]:
    """Return the traces of failed checks: of which function, with which values, and where it fails."""
    checks = []
    for name, y, at in curves:
        finding = seen(*at)
        drawn = Curve(name=name, x=X, y=y, expected=X)
        evidence = replace(finding.evidence, curve=drawn)
        checks.append(CheckResult(call="c", worth=1, finding=replace(finding, evidence=evidence)))
    return traces(PartResult(name="a", answer="def f(x): ...", checks=tuple(checks)))


def test_a_program_leaves_a_trace_for_each_function() -> None:
    square = tuple(x * x for x in X)
    one, other = traced(("f", square, (1.0, 7.0)), ("g", X, (0.5,)), ("f", square, (-2.0, INFINITE)))
    assert (one.name, other.name) == ("f", "g")
    assert [(mark.x, mark.y) for mark in one.marks] == [(1.0, 1.0), (-2.0, 4.0)]
    assert "at most 1" in one.marks[0].label
    assert (one.curve.y, one.expected) == (square, X)
    assert one.curve.jumps == other.curve.jumps == frozenset()
    assert traces(PartResult(name="a", checks=(CheckResult(call="c", worth=1, finding=seen(1.0)),))) == ()


JUMPS = [
    pytest.param([float(x > 0.05) for x in X], {20}, id="a step"),
    pytest.param([max(x, 0.0) for x in X], set(), id="a kink is none"),
    pytest.param([x**3 for x in X], set(), id="nor is what grows"),
    pytest.param([float(x > 1.95) for x in X], {39}, id="at the end"),
    pytest.param([INFINITE if x > 1 else x for x in X], {30}, id="to infinity"),
    pytest.param([float("nan")] * len(X), set(), id="nothing jumps where nothing is"),
    pytest.param([0.0] * len(X), set(), id="nor what is flat"),
    pytest.param([x + 1e-4 * (x > 0.05) for x in X], set(), id="nor what nobody sees"),
]


@pytest.mark.parametrize(("y", "jumps"), JUMPS)
def test_no_line_leads_over_a_jump(y: list[float], jumps: set[int]) -> None:
    (one,) = traced(("f", tuple(y), (1.0,)))
    assert one.curve.jumps == jumps
