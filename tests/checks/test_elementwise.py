from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.elementwise import Elementwise
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine) -> Finding:
    return Elementwise().judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param("return np.maximum(x, 0)", id="relu"),
    pytest.param("return 1 / (1 + np.exp(-x))", id="sigmoid, whatever the order of rounding"),
    pytest.param("return np.array([max(v, 0) for v in x])", id="a loop"),
    pytest.param("return np.where(x > 0, x, np.nan)", id="no value is a value like any other"),
]
FAILS = [
    pytest.param(
        "e = np.exp(x - x.max()); return e / e.sum()",
        "f gives 0.268941 for 1 in [1, 2], but 0.731059 in [1, 0]: each number should count alone.",
        Observation(x=(1.0,), expected="0.268941, as beside other numbers", actual="0.731059"),
        id="softmax",
    ),
    pytest.param(
        "return x - x.min()",
        "f gives 0 for 1 in [1, 2], but 1 in [1, 0]: each number should count alone.",
        Observation(x=(1.0,), expected="0, as beside other numbers", actual="1"),
        id="less the smallest",
    ),
    pytest.param(
        "return np.sort(x)",
        "f gives 1 for 1 in [1, 2], but 0 in [1, 0]: each number should count alone.",
        Observation(x=(1.0,), expected="1, as beside other numbers", actual="0"),
        id="places exchanged",
    ),
    pytest.param(
        "return x * np.arange(len(x))",
        "f gives 0 for 1 in [1, 2], but 1 in [2, 1]: each number should count alone.",
        Observation(x=(1.0,), expected="0, as beside other numbers", actual="1"),
        id="the place counts",
    ),
    pytest.param(
        "return x if len(x) < 40 else x + 1",
        "f gives 1 for 1 among some numbers, but 2 among others: each number should count alone.",
        Observation(x=(1.0,), expected="1, as beside other numbers", actual="2"),
        id="how many there are counts",
    ),
]


@pytest.mark.parametrize("body", PASSES)
def test_passes(body: str, running: Callable[..., Routine]) -> None:
    assert judge(running(f"def f(x): {body}")).verdict is Verdict.PASSED


@pytest.mark.parametrize(("body", "sentence", "seen"), FAILS)
def test_fails(body: str, sentence: str, seen: Observation, running: Callable[..., Routine]) -> None:
    finding = judge(running(f"def f(x): {body}"))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert finding.evidence.observations == (seen,)
