from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.keeps_dtype import KeepsDtype
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine) -> Finding:
    return KeepsDtype().judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param("def f(x): return np.maximum(x, 0)", "numpy", id="a whole number changes nothing"),
    pytest.param("def f(x): return x * 0.5 + np.float32(1)", "numpy", id="nor does a plain number"),
    pytest.param("def f(x): return np.zeros((2, 2), x.dtype)", "numpy", id="another shape, and other values"),
    pytest.param("def f(x, g): return np.where(x > 0, g, 0)", "numpy", id="with a gradient from above"),
    pytest.param("def f(x): return torch.where(x > 0, x, 0.5 * x)", "torch", id="tensors"),
]
FAILS = [
    pytest.param("return x * np.float64(2)", "numpy", "float32", "float64", id="widened by a constant"),
    pytest.param("return np.where(x > 0, x, np.zeros(3))", "numpy", "float32", "float64", id="widened by an array"),
    pytest.param("return x.astype(np.float32)", "numpy", "float64", "float32", id="narrowed"),
    pytest.param("return (x > 0).astype(int)", "numpy", "float32", "int64", id="whole numbers"),
    pytest.param("return 1.5", "numpy", "float32", "the number 1.5", id="no array"),
    pytest.param("return x.double()", "torch", "float32", "float64", id="widened tensors"),
]


@pytest.mark.parametrize(("source", "library"), PASSES)
def test_passes(source: str, library: str, running: Callable[..., Routine]) -> None:
    assert judge(running(source, library=library)).verdict is Verdict.PASSED


@pytest.mark.parametrize(("body", "library", "wanted", "found"), FAILS)
def test_fails(body: str, library: str, wanted: str, found: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(f"def f(x): {body}", library=library))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == f"f gives {found} for {wanted}; it should stay {wanted}."
    assert finding.evidence.observations == (Observation(expected=wanted, actual=found),)
