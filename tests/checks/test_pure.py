from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.pure import Pure
from grader.errors import RunError
from grader.programs.routine import Routine
from grader.report import Finding, Verdict


def judge(routine: Routine, check: Pure | None = None) -> Finding:
    return (check or Pure()).judge(routine, np.random.default_rng(0))


COLLAPSE = """
def f(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, V @ b + c
    return W.copy(), b.copy()
"""
PASSES = [
    pytest.param("def f(x): return np.maximum(x, 0)", "", "numpy", id="relu"),
    pytest.param("def f(x):\n    y = x.copy()\n    y[y < 0] = 0\n    return y", "", "numpy", id="a copy is changed"),
    pytest.param("def f(x, g): return g * (x > 0)", "", "numpy", id="with a gradient from above"),
    pytest.param("def f(x): return np.sum(x) * np.nan", "", "numpy", id="wrong, and the same each time"),
    pytest.param(
        "def f(x):\n    r = np.random.default_rng(0)\n    return x * r.normal()",
        "",
        "numpy",
        id="drawn the same each time",
    ),
    pytest.param(COLLAPSE, "layers(1, 2)", "numpy", id="a list of pairs"),
    pytest.param("def f(x, a): return x * a", "slopes(0.5, 2)", "numpy", id="with a number"),
    pytest.param("def f(x): return F.relu(x)", "", "torch", id="tensors"),
]
FAILS = [
    pytest.param(
        "def f(x):\n    x[x < 0] = 0\n    return x",
        "",
        "f changes its argument: x[0] from -1 to 0. Work on a copy; the caller may need it.",
        id="in place",
    ),
    pytest.param(
        "def f(x):\n    np.maximum(x, 0, out=x)\n    return x.copy()",
        "",
        "f changes its argument: x[0] from -1 to 0. Work on a copy; the caller may need it.",
        id="in place by a ufunc",
    ),
    pytest.param(
        COLLAPSE.replace("    W, b =", "    layers[0][1][:] = 0\n    W, b =", 1),
        "layers(1, 2)",
        "f changes its argument: layers[0][1][0] from 3 to 0. Work on a copy; the caller may need it.",
        id="in place inside a list",
    ),
    pytest.param(
        "def f(layers): return layers.pop()",
        "layers(1, 2)",
        "f changes its argument: layers from a list of 1 to a list of 0. Work on a copy; the caller may need it.",
        id="an entry is taken away",
    ),
    pytest.param(
        "def f(x):\n    x += 0\n    return x",
        "",
        "f writes into its argument in line 3: ValueError: output array is read-only.",
        id="it writes what stands there already",
    ),
    pytest.param(
        "n = 0\ndef f(x):\n    global n\n    n += 1\n    return x * n",
        "",
        "f([-1, 2, 0.5]) gives [0] = -1 once and -3 after other calls; the same question has the same answer.",
        id="it counts its calls",
    ),
    pytest.param(
        "seen = []\ndef f(x):\n    seen.append(x.max())\n    return x - seen[0]",
        "",
        "f([3, -2]) gives [0] = 1 once and 0 when it is called first; the same question has the same answer.",
        id="it remembers the first",
    ),
    pytest.param(
        "def f(x): return np.random.normal(size=x.shape)",
        "",
        "f([-1, 2, 0.5]) gives [0] = ",
        id="chance",
    ),
]


@pytest.mark.parametrize(("source", "on", "library"), PASSES)
def test_passes(source: str, on: str, library: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library=library), Pure(on))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "on", "sentence"), FAILS)
def test_fails(source: str, on: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source), Pure(on))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.startswith(sentence)
    assert finding.evidence.observations


def test_another_trouble_is_not_its_business(running: Callable[..., Routine]) -> None:
    with pytest.raises(RunError, match="no"):
        judge(running("def f(x): raise ValueError('no')"))


def test_a_tensor_changed_in_place_is_seen(running: Callable[..., Routine]) -> None:
    finding = judge(running("def f(x): return x.relu_()", library="torch"))
    assert finding.evidence.sentence.startswith("f changes its argument: x[0] from -1 to 0.")


def test_refuses_arguments_that_nobody_can_make() -> None:
    with pytest.raises(ValueError, match=r"did you mean layers\?"):
        Pure("layer(1)")
