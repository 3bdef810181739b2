from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.propagates_nan import PropagatesNan
from grader.programs.routine import Routine
from grader.report import Finding, Verdict


def judge(routine: Routine) -> Finding:
    return PropagatesNan().judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param("return np.maximum(x, 0)", id="a maximum keeps it"),
    pytest.param("return x * (x > 0)", id="so does a product"),
    pytest.param("return x * 0", id="wrong values"),
]
FAILS = [
    pytest.param("return np.where(x > 0, x, 0)", "f(nan) gives 0: what went wrong before is hidden.", id="hidden as 0"),
    pytest.param("return np.fmax(x, 0)", "f(nan) gives 0: what went wrong before is hidden.", id="fmax ignores it"),
    pytest.param("return np.nan_to_num(x, nan=2)", "f(nan) gives 2: what went wrong before is hidden.", id="replaced"),
    pytest.param(
        "return x if len(x) == 1 else np.nan_to_num(x)",
        "f(nan) gives 0: what went wrong before is hidden.",
        id="hidden among numbers",
    ),
]


@pytest.mark.parametrize("body", PASSES)
def test_passes(body: str, running: Callable[..., Routine]) -> None:
    assert judge(running(f"def f(x): {body}")).verdict is Verdict.PASSED


@pytest.mark.parametrize(("body", "sentence"), FAILS)
def test_fails(body: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(f"def f(x): {body}"))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert finding.evidence.observations[0].expected == "nan"
