import numpy as np
import pytest

from grader.checks.beats_linear import BeatsLinear
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict


def judged(text: str, **fields: object) -> Finding:
    return BeatsLinear(**fields).judge(parse(text), np.random.default_rng(0))  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize("text", ["relu(x)", "tanh(x)", "sin(x)", "x+abs(x)/2"])
def test_passes(text: str) -> None:
    assert judged(text).verdict is Verdict.PASSED


FAILS = [
    pytest.param("step(x)", Grade.SUPPORTED, "No gradient passes", id="a step"),
    pytest.param("relu(x)-relu(-x)", Grade.PROVED, "straight line", id="a disguised line needs no training"),
    pytest.param("1", Grade.PROVED, "straight line", id="a constant"),
]


@pytest.mark.parametrize(("text", "grade", "why"), FAILS)
def test_fails(text: str, grade: Grade, why: str) -> None:
    finding = judged(text)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.FAILED, grade)
    assert why in finding.evidence.sentence


def test_what_is_hardly_curved_is_hardly_better() -> None:
    assert judged("x+abs(x)/1000").verdict is not Verdict.PASSED


def test_a_network_has_layers() -> None:
    with pytest.raises(ValueError, match="depth is a number of hidden layers from 1 to 12"):
        BeatsLinear(depth=0)
