import numpy as np
import pytest

from grader.checks.propagates import Propagates
from grader.maths.reading import parse
from grader.report import Verdict

SEEN = [
    pytest.param("relu(x)", 12, Verdict.PASSED, "", id="relu"),
    pytest.param("tanh(x)", 12, Verdict.PASSED, "", id="tanh"),
    pytest.param("sigmoid(x)", 2, Verdict.PASSED, "", id="two sigmoids"),
    pytest.param("sigmoid(x)", 12, Verdict.FAILED, "the gradient has shrunk by", id="twelve sigmoids"),
    pytest.param("x^2", 12, Verdict.FAILED, "no finite numbers", id="squares"),
    pytest.param("step(x)", 12, Verdict.FAILED, "No gradient passes", id="steps"),
    pytest.param("x+abs(x)^3", 12, Verdict.FAILED, "no finite numbers", id="cubes"),
]


@pytest.mark.parametrize(("text", "depth", "verdict", "why"), SEEN)
def test_it_is_seen_before_training(text: str, depth: int, verdict: Verdict, why: str) -> None:
    finding = Propagates(depth).judge(parse(text), np.random.default_rng(0))
    assert finding.verdict is verdict
    assert why in finding.evidence.sentence


def test_there_are_layers_to_pass() -> None:
    with pytest.raises(ValueError, match="depth is a number of layers from 2 to 100"):
        Propagates(1)
