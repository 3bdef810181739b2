from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.accurate import Accurate
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict

SIGMOID = (-100.0, 3.7200759760208359e-44)
SOFTPLUS = (-40.0, 4.248354255291589e-18)


def judge(check: Accurate, routine: Routine) -> Finding:
    return check.judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param(SIGMOID, "e = np.exp(-np.abs(x)); return np.where(x >= 0, 1, e) / (1 + e)", id="a stable sigmoid"),
    pytest.param(SOFTPLUS, "return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))", id="a stable softplus"),
    pytest.param((-745.0, 5e-324), "return np.exp(x)", id="the smallest float there is"),
    pytest.param((-740.0, 4.199e-322), "return np.exp(x)", id="a number of two digits"),
    pytest.param((0.0, 0.0), "return np.tanh(x)", id="nothing is right where 0 is"),
    pytest.param((-np.inf, 0.0), "return np.maximum(x, 0)", id="at an infinity"),
    pytest.param((np.inf, np.inf), "return np.maximum(x, 0)", id="an infinity is right"),
]
FAILS = [
    pytest.param(
        SIGMOID,
        "return 1 - 1 / (1 + np.exp(x))",
        "f(-100) gives 0; the right value is 3.72008e-44.",
        Observation(x=(-100.0,), expected="3.72008e-44", actual="0"),
        id="cancellation in a sigmoid",
    ),
    pytest.param(
        SIGMOID,
        "return 1 / (1 + np.exp(-np.clip(x, -30, 30)))",
        "f(-100) gives 9.35762e-14; the right value is 3.72008e-44.",
        Observation(x=(-100.0,), expected="3.72008e-44", actual="9.35762e-14"),
        id="a clipped sigmoid",
    ),
    pytest.param(
        (1.0, 0.7615941559557649),
        "return np.tanh(x) * (1 + 1e-11)",
        "f(1) gives 0.761594155963; the right value is 0.761594155956 (6.86e+04 units in the last place off).",
        Observation(x=(1.0,), expected="0.761594155956", actual="0.761594155963"),
        id="a little off, in units of the last place",
    ),
    pytest.param(
        SOFTPLUS,
        "return x * np.nan",
        "f(-40) gives nan; the right value is 4.24835e-18.",
        Observation(x=(-40.0,), expected="4.24835e-18", actual="nan"),
        id="nan is close to nothing",
    ),
    pytest.param(
        (np.inf, np.inf),
        "return np.minimum(x, 1e300)",
        "f(inf) gives 1e+300; the right value is inf.",
        Observation(x=(np.inf,), expected="inf", actual="1e+300"),
        id="what is large is not infinite",
    ),
    pytest.param(
        (0.0, 0.0),
        "return np.tanh(x) + 1e-300",
        "f(0) gives 1e-300; the right value is 0.",
        Observation(x=(0.0,), expected="0", actual="1e-300"),
        id="something where nothing is right",
    ),
]


@pytest.mark.parametrize(("point", "body"), PASSES)
def test_passes(point: tuple[float, float], body: str, running: Callable[..., Routine]) -> None:
    finding = judge(Accurate(*point), running(f"def f(x): {body}"))
    assert (finding.verdict, finding.evidence.sentence) == (
        Verdict.PASSED,
        f"f({point[0]:g}) is right within 1e-12 of its value.",
    )


@pytest.mark.parametrize(("point", "body", "sentence", "seen"), FAILS)
def test_fails(
    point: tuple[float, float], body: str, sentence: str, seen: Observation, running: Callable[..., Routine]
) -> None:
    finding = judge(Accurate(*point), running(f"def f(x): {body}"))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert finding.evidence.observations == (seen,)


def test_says_how_close_is_close_enough(running: Callable[..., Routine]) -> None:
    routine = running("def f(x): return x * (1 + 1e-6)")
    assert judge(Accurate(1.0, 1.0, within=1e-5), routine).verdict is Verdict.PASSED
    assert judge(Accurate(1.0, 1.0, within=1e-7), routine).verdict is Verdict.FAILED


@pytest.mark.parametrize("values", [(0.0, 1.0, 0.0), (0.0, 1.0, 1.0), (np.nan, 1.0), (0.0, np.nan)])
def test_refuses_what_cannot_be_asked(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"within is|are numbers"):
        Accurate(*values)
