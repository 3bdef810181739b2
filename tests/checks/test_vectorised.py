from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.vectorised import Vectorised
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine) -> Finding:
    return Vectorised().judge(routine, np.random.default_rng(0))


NEWTON = """
def f(x):
    y = x.copy()
    while np.abs(y**3 + y - x).max() > 1e-12:
        y = y - (y**3 + y - x) / (3 * y**2 + 1)
    return y
"""
PASSES = [
    pytest.param("def f(x): return np.maximum(x, 0)", id="a ufunc"),
    pytest.param(
        "def f(x):\n    y = x.copy()\n    for _ in range(50): y = np.tanh(y)\n    return y", id="a fixed loop"
    ),
    pytest.param(NEWTON, id="a loop until all are right"),
    pytest.param("def f(x):\n    a, b = map(np.asarray, (x, 2 * x))\n    return a + b", id="a map over two arrays"),
    pytest.param(
        "def f(x):\n    both = x, 2 * x\n    a, b = map(np.exp, both)\n    return a + b",
        id="a map over two arrays by name",
    ),
    pytest.param("g = np.vectorize(abs)\ndef f(x): return np.abs(x)", id="a loop that is not used"),
    pytest.param("def f(x, g): return np.where(x > 0, g, 0)", id="with a gradient from above"),
    pytest.param("def f(x): return x if len(x) < 9 else np.abs(x)", id="a few lines more or less"),
]
FAILS = [
    pytest.param(
        "def f(x): return np.array([max(v, 0) for v in x])",
        "f runs 14 lines for 8 numbers and 518 for 512: it takes one number at a time. Compute with whole arrays.",
        id="a comprehension",
    ),
    pytest.param(
        "def f(x):\n    y = np.empty_like(x)\n    for i in range(len(x)):\n        y[i] = max(x[i], 0)\n    return y",
        " for 512: it takes one number at a time. Compute with whole arrays.",
        id="a loop",
    ),
    pytest.param(
        "def g(v): return max(v, 0)\nh = np.vectorize(g)\ndef f(x): return h(x)",
        " for 512: it takes one number at a time. Compute with whole arrays.",
        id="np.vectorize of a function of the program",
    ),
    pytest.param(
        "import math\ndef g(x): return np.vectorize(math.exp)(x)\ndef f(x): return g(x)",
        "Line 3: vectorize takes one number at a time. Compute with whole arrays.",
        id="np.vectorize of a function in C",
    ),
    pytest.param(
        "import math\nh = np.frompyfunc(math.exp, 1, 1)\ndef f(x): return h(x).astype(float)",
        "Line 3: frompyfunc takes one number at a time. Compute with whole arrays.",
        id="np.frompyfunc, outside of the function",
    ),
    pytest.param(
        "import math\ndef f(x): return np.array(list(map(math.exp, x)))",
        "Line 3: map takes one number at a time. Compute with whole arrays.",
        id="map",
    ),
    pytest.param(
        "import math\ndef f(x): return np.array([*map(math.exp, [*x])])",
        "Line 3: map takes one number at a time. Compute with whole arrays.",
        id="a map over all numbers, unpacked",
    ),
    pytest.param(
        "import math\ndef f(x):\n    y = [1]\n    y = list(x)\n    return np.array(list(map(math.exp, y)))",
        "Line 6: map takes one number at a time. Compute with whole arrays.",
        id="a map over a name for other things too",
    ),
    pytest.param(
        "import typing\ndef f(x):\n    typing.sys.settrace(None)\n    return np.array([v for v in x])",
        "f takes away the counter of lines; leave sys.settrace alone.",
        id="the counter is taken away",
    ),
]


@pytest.mark.parametrize("source", PASSES)
def test_passes(source: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "sentence"), FAILS)
def test_fails(source: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.endswith(sentence)
    assert finding.evidence.observations


def test_the_count_is_an_observation(running: Callable[..., Routine]) -> None:
    evidence = judge(running("def f(x): return np.array([v for v in x])")).evidence
    assert evidence.observations == (Observation(expected="about 14 lines", actual="518 lines"),)


def test_a_hidden_loop_is_shown_in_its_line(running: Callable[..., Routine]) -> None:
    evidence = judge(running("def f(x): return np.array(list(map(float, x)))")).evidence
    assert (evidence.line, evidence.observations) == (
        2,
        (Observation(expected="whole arrays", actual="map in line 2"),),
    )


def test_tensors_are_arrays(running: Callable[..., Routine]) -> None:
    assert judge(running("def f(x): return F.silu(x)", library="torch")).verdict is Verdict.PASSED
    assert judge(running("def f(x): return torch.stack([v * v for v in x])", library="torch")).verdict is Verdict.FAILED
