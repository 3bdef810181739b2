from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.agrees import Agrees
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine, check: Agrees) -> Finding:
    return check.judge(routine, np.random.default_rng(0))


COLLAPSE = """
def f(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, V @ b + c
    return W, b
"""
LEAKY = "def f(x, a): return np.where(x > 0, x, a * x)"
GRADS = "def f(x, a): return np.where(x > 0, 1, a), np.where(x > 0, 0, x)"
SOFTMAX = """
def f(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""
BACKWARD = "def f(s, g): return s * (g - (g * s).sum(-1, keepdims=True))"
LSE = """
def f(z):
    m = z.max(axis=-1, keepdims=True)
    m = np.where(np.isfinite(m), m, 0)
    with np.errstate(divide='ignore'):
        return (m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True)))[..., 0]
"""
GAIN = """
def f(g):
    z = np.linspace(-12, 12, 20001)
    p = np.exp(-z * z / 2)
    return 1 / np.sqrt((p * g(z)**2).sum() / p.sum())
"""
PASSES = [
    pytest.param(COLLAPSE, COLLAPSE, "layers(1, 2, 7)", id="layers"),
    pytest.param(COLLAPSE.replace("return W, b", "return [W, b]"), COLLAPSE, "layers(2)", id="a list for a tuple"),
    pytest.param("def f(x, a): return x * np.where(x > 0, 1, a)", LEAKY, "slopes(0.01, 2, -0.5)", id="slopes"),
    pytest.param(
        "def f(x, a): return np.array([np.where(x > 0, 1, a), np.where(x > 0, 0, x)])",
        GRADS,
        "slopes(0.1)",
        id="an array that unpacks like a tuple",
    ),
    pytest.param("def f(z): return np.exp(z) / np.exp(z).sum(-1, keepdims=True)", SOFTMAX, "rows(3, 5)", id="rows"),
    pytest.param(SOFTMAX, SOFTMAX, "logits(1e4)", id="large logits"),
    pytest.param(BACKWARD, BACKWARD, "upstream(3, 5)", id="the output of a softmax, with a gradient from above"),
    pytest.param(LSE, LSE, "all_minus_infinity()", id="nothing but minus infinity"),
    pytest.param(GAIN.replace("20001", "9999"), GAIN, "functions(relu, tanh, x*sigmoid(x))", id="functions"),
    pytest.param("def f(x): return x * (x > 0)", "def f(x): return np.maximum(x, 0)", "points(-5, 5)", id="points"),
    pytest.param("def f(z): return 'big'", "def f(z): return 'big'", "logits(1)", id="words"),
    pytest.param("def f(z): return z * 1j", "def f(z): return 1j * z", "logits(1)", id="complex numbers"),
]
FAILS = [
    pytest.param(
        COLLAPSE.replace("V @ b + c", "b + c"),
        COLLAPSE,
        "layers(1, 2, 7)",
        "f([([[2]], [3]), ([[5]], [7])]) gives b[0] = 10; the right value is 22.",
        id="the bias does not go through the matrix",
    ),
    pytest.param(
        COLLAPSE.replace("V @ W,", "W @ V,"),
        COLLAPSE,
        "layers(1, 2)",
        "f([([[",
        id="the wrong order, where one unit does not show it",
    ),
    pytest.param(
        COLLAPSE.replace("return W, b", "return W"),
        COLLAPSE,
        "layers(1)",
        "f([([[2]], [3])]) gives an array of float64 of shape (1, 1); the right value is a tuple (W, b).",
        id="one thing for two",
    ),
    pytest.param(
        "def f(x, a): return np.maximum(x, a * x)",
        LEAKY,
        "slopes(0.01, 2)",
        "f(1, 2) gives 2; the right value is 1.",
        id="the wrong branch for a slope above 1",
    ),
    pytest.param(
        "def f(x, a): return np.where(x > 0, 1, a), x",
        GRADS,
        "slopes(0.01)",
        "f(1, 0.01) gives [1] = 1; the right value is 0.",
        id="the second of two gradients",
    ),
    pytest.param(
        "def f(x): return x",
        "def f(x): return np.maximum(x, 0)",
        "points(-5, 5)",
        "f(-1) gives -1; the right value is 0.",
        id="the plainest point",
    ),
    pytest.param(
        "def f(z): return np.exp(z) / np.exp(z).sum()",
        SOFTMAX,
        "rows(3, 5)",
        "f(an array of shape (3, 5)) gives [0, 0] = 0.",
        id="over all rows",
    ),
    pytest.param(
        "def f(z): return np.exp(z) / np.exp(z).sum(-1, keepdims=True)",
        SOFTMAX,
        "logits(1e4)",
        "f([[10000, 0]]) gives [0, 0] = nan; the right value is 1.",
        id="overflow",
    ),
    pytest.param(
        "def f(s, g): return s * (1 - s) * g",
        BACKWARD,
        "upstream(3, 5)",
        "f([[0.25, 0.75]], [[1, 0]]) gives [0, 1] = 0; the right value is -0.1875.",
        id="the diagonal only",
    ),
    pytest.param(
        "def f(z):\n    m = z.max(-1, keepdims=True)\n    return (m + np.log(np.exp(z - m).sum(-1, keepdims=True)))[..., 0]",
        LSE,
        "all_minus_infinity()",
        "f([[-inf]]) gives [0] = nan; the right value is -inf.",
        id="nan for nothing",
    ),
    pytest.param(
        GAIN.replace("g(z)**2", "(g(z) - (p * g(z)).sum() / p.sum())**2"),
        GAIN,
        "functions(relu)",
        "f(relu) gives 1.71286; the right value is 1.41421.",
        id="the variance",
    ),
    pytest.param(
        "def f(z): return z * 2j",
        "def f(z): return 1j * z",
        "logits(1)",
        "f([[1, 0]]) gives [0, 0] = 0+2j; the right value is 0+1j.",
        id="complex numbers",
    ),
    pytest.param(
        "def f(z): return 'big'",
        "def f(z): return 'small'",
        "logits(1)",
        "f([[1, 0]]) gives a value of type str; the right value is a value of type str.",
        id="words",
    ),
]


@pytest.mark.parametrize(("source", "right", "on"), PASSES)
def test_passes(source: str, right: str, on: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, right=right), Agrees(on, 1e-6))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "right", "on", "sentence"), FAILS)
def test_fails(source: str, right: str, on: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, right=right), Agrees(on, 1e-6))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.startswith(sentence)


AT_A_KINK = [
    pytest.param("1", Verdict.PASSED, id="the slope on the right"),
    pytest.param("a", Verdict.PASSED, id="the slope on the left"),
    pytest.param("(1 + a) / 2", Verdict.PASSED, id="a slope between"),
    pytest.param("2.5", Verdict.FAILED, id="a slope beyond"),
    pytest.param("np.nan", Verdict.FAILED, id="no number"),
]


@pytest.mark.parametrize(("at_zero", "verdict"), AT_A_KINK)
def test_at_a_kink_any_value_between_is_right(at_zero: str, verdict: Verdict, running: Callable[..., Routine]) -> None:
    source = f"def f(x, a): return [np.where(x == 0, {at_zero}, np.where(x > 0, 1, a)), np.where(x > 0, 0, x)]"
    check = Agrees("slopes(0.01, 2, -0.5)", kink=0)
    assert judge(running(source, right=GRADS), check).verdict is verdict
    assert judge(running(source.replace("np.where(x > 0, 0, x)", "x"), right=GRADS), check).verdict is Verdict.FAILED


def test_the_point_is_an_observation(running: Callable[..., Routine]) -> None:
    finding = judge(running("def f(x, a): return np.maximum(x, a * x)", right=LEAKY), Agrees("slopes(2)"))
    assert finding.evidence.observations == (Observation(x=(1.0, 2.0), expected="1", actual="2"),)


def test_tensors_agree_with_tensors(running: Callable[..., Routine]) -> None:
    right = "def f(z): return torch.softmax(z, -1)"
    assert judge(running(right, library="torch"), Agrees("rows(2, 3)")).verdict is Verdict.PASSED
    wrong = running("def f(z): return torch.softmax(z, 0)", right=right, library="torch")
    assert judge(wrong, Agrees("rows(2, 3)")).verdict is Verdict.FAILED


def test_says_how_close_is_close_enough(running: Callable[..., Routine]) -> None:
    routine = running("def f(x): return x * (1 + 1e-6)", right="def f(x): return x")
    assert judge(routine, Agrees("points(-1, 1)", within=1e-5)).verdict is Verdict.PASSED
    assert judge(routine, Agrees("points(-1, 1)")).verdict is Verdict.FAILED


REFUSED = [
    pytest.param("row(1, 2)", 1e-9, "did you mean rows", id="a word that is nearly right"),
    pytest.param("rows(1, 2)", 0.0, "within is", id="no tolerance"),
]


@pytest.mark.parametrize(("on", "within", "message"), REFUSED)
def test_refuses(on: str, within: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Agrees(on, within)
