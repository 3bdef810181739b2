from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.keeps_shape import KeepsShape
from grader.programs.routine import Routine
from grader.report import Finding, Verdict


def judge(routine: Routine) -> Finding:
    return KeepsShape().judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param("def f(x): return np.maximum(x, 0)", id="a ufunc, which gives a number for a number"),
    pytest.param("def f(x): return float(x) if x.ndim == 0 else x", id="a plain number for a single number"),
    pytest.param("def f(x): return np.where(x > 0, 1, x) * np.nan", id="wrong values"),
    pytest.param("def f(x): return x.astype(np.float32)", id="another dtype"),
    pytest.param("def f(x):\n    x[x < 0] = 0\n    return x", id="in place"),
    pytest.param("def f(x, g): return np.where(x > 0, g, 0)", id="with a gradient from above"),
    pytest.param(
        "def f(x, g):\n    y = g.copy()\n    y[x < 0] = 0\n    return y", id="a gradient that is an array as x is"
    ),
    pytest.param("def f(x, a): return np.where(x > 0, x, a * x if a > 0 else 0)", id="with another number"),
]
FAILS = [
    pytest.param(
        "return np.atleast_1d(x)",
        "f gives an array of float64 of shape (1,) for a single number (an array of shape ()).",
        id="a single number becomes an array",
    ),
    pytest.param(
        "return np.array([max(v, 0) for v in x])",
        "f can't do with a single number (an array of shape ()) (line 2): TypeError: iteration over a 0-d array",
        id="a loop over a single number",
    ),
    pytest.param(
        "return np.squeeze(x)", "f gives an array of float64 of shape () for an array of one number.", id="one number"
    ),
    pytest.param(
        "return x * 0 + x.max()",
        "f can't do with an empty array (line 2): ValueError: zero-size array to reduction operation maximum which has no identity",
        id="empty",
    ),
    pytest.param(
        "return x if x.ndim < 3 else x.reshape(-1)",
        "f gives an array of float64 of shape (24,) for an array of shape (2, 3, 4).",
        id="laid flat",
    ),
    pytest.param(
        "return x.T", "f gives an array of float64 of shape (3, 2) for an array of shape (2, 3).", id="turned"
    ),
    pytest.param(
        "if not x.flags.c_contiguous: raise ValueError('no')\n    return x",
        "f can't do with every second number of an array (line 3): ValueError: no",
        id="in steps",
    ),
]


@pytest.mark.parametrize("source", PASSES)
def test_passes(source: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("body", "sentence"), FAILS)
def test_fails(body: str, sentence: str, running: Callable[..., Routine]) -> None:
    source = f"def f(x):\n    {body}" if "\n" in body else f"def f(x): {body}"
    finding = judge(running(source))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)


def test_the_shape_is_an_observation(running: Callable[..., Routine]) -> None:
    (seen,) = judge(running("def f(x): return x.T")).evidence.observations
    assert (seen.expected, seen.actual) == ("shape (2, 3)", "an array of float64 of shape (3, 2)")


def test_a_failure_is_an_observation(running: Callable[..., Routine]) -> None:
    (seen,) = judge(running("def f(x): return [v for v in x]")).evidence.observations
    assert (seen.expected, seen.actual) == ("shape ()", "exception")


def test_tensors_keep_theirs(running: Callable[..., Routine]) -> None:
    assert judge(running("def f(x): return F.relu(x)", library="torch")).verdict is Verdict.PASSED
    assert judge(running("def f(x): return x.reshape(-1)", library="torch")).verdict is Verdict.FAILED
