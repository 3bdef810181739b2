import numpy as np
import pytest

from grader.checks.dead_units import DeadUnits
from grader.maths.reading import parse
from grader.report import Verdict

SEEN = [
    pytest.param("tanh(x)", 0.0, Verdict.PASSED, id="tanh has none"),
    pytest.param("elu(x)", 0.0, Verdict.PASSED, id="elu has none"),
    pytest.param("relu(x)", 0.5, Verdict.PASSED, id="relu has some"),
    pytest.param("relu(x)", 0.0, Verdict.FAILED, id="relu has some, and none may be"),
    pytest.param("step(x)", 0.9, Verdict.FAILED, id="all of a step's are"),
    pytest.param("relu(x-5)", 0.5, Verdict.FAILED, id="a relu that begins far out"),
]


@pytest.mark.parametrize(("text", "at_most", "verdict"), SEEN)
def test_units_whose_slope_is_0_for_all_inputs_are_counted(text: str, at_most: float, verdict: Verdict) -> None:
    assert DeadUnits(at_most).judge(parse(text), np.random.default_rng(0)).verdict is verdict


def test_a_share_is_below_1() -> None:
    with pytest.raises(ValueError, match="at_most is a share"):
        DeadUnits(1.0)
