from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.gradient import Gradient
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine, reference: str = "") -> Finding:
    return Gradient("b", parse(reference) if reference else None).judge(routine, np.random.default_rng(0))


RELU = "def f(x): return np.maximum(x, 0)\n"
SOFTPLUS = "def f(x): return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))\n"
NAIVE = "def f(x): return np.log(1 + np.exp(x))\n"
SIGMOID = "def b(x):\n    e = np.exp(-np.abs(x))\n    return np.where(x >= 0, 1, e) / (1 + e)\n"
TANH = "def f(x): return np.tanh(x)\n"
GELU = "from scipy.special import ndtr\ndef f(x): return x * ndtr(x)\n"
HARD = "def f(x): return x * np.clip(x + 3, 0, 6) / 6\n"
PASSES = [
    pytest.param(RELU + "def b(x, g): return np.where(x > 0, g, 0)", "relu(x)", id="relu, with 0 at its kink"),
    pytest.param(RELU + "def b(x, g): return np.where(x >= 0, g, 0)", "relu(x)", id="relu, with 1 at its kink"),
    pytest.param(RELU + "def b(x, g): return g * np.heaviside(x, 0.5)", "relu(x)", id="relu, with 1/2 at its kink"),
    pytest.param(SOFTPLUS + SIGMOID, "log(1+exp(x))", id="softplus"),
    pytest.param(NAIVE + SIGMOID, "log(1+exp(x))", id="the right slope beside a function that overflows"),
    pytest.param(TANH + "def b(x, g): return g * (1 - np.tanh(x)**2)", "tanh(x)", id="tanh"),
    pytest.param(GELU + "def b(x): return ndtr(x) + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)", "gelu(x)", id="gelu"),
    pytest.param(
        HARD + "def b(x): return np.where(x < -3, 0, np.where(x > 3, 1, (2 * x + 3) / 6))",
        "hardswish(x)",
        id="two kinks with different slopes",
    ),
    pytest.param(
        HARD + "def b(x): return np.where(x <= -3, 0, np.where(x >= 3, 1, (2 * x + 3) / 6))",
        "hardswish(x)",
        id="the other slopes at these kinks",
    ),
    pytest.param(
        "def f(x): return np.sign(x) * np.sqrt(np.abs(x))\n"
        "def b(x): return np.where(x == 0, 0, 0.5 / np.sqrt(np.where(x == 0, 1, np.abs(x))))",
        "sign(x)*sqrt(abs(x))",
        id="nothing is said about a vertical tangent",
    ),
    pytest.param("def f(x): return np.sin(50 * x)\ndef b(x): return 50 * np.cos(50 * x)", "sin(50*x)", id="fast waves"),
    pytest.param("def f(x): return np.sign(x)\ndef b(x): return 0 * x", "sign(x)", id="a jump"),
]
FAILS = [
    pytest.param(
        SOFTPLUS + "def b(x): return 1 / (1 + np.exp(-np.abs(x)))",
        "log(1+exp(x))",
        "b(-1) gives 0.731059; the slope of f there is 0.268941.",
        Observation(x=(-1.0,), expected="a slope of 0.268941", actual="0.731059"),
        id="right for one sign only",
    ),
    pytest.param(
        RELU + "def b(x, g): return np.where(x > 0, 1, 0)",
        "relu(x)",
        "b(1, 3) gives 1; right is a slope of 1 times the upstream gradient 3, which is 3.",
        Observation(x=(1.0,), expected="a slope of 1 times 3", actual="1"),
        id="without the gradient from above",
    ),
    pytest.param(
        RELU + "def b(x, g): return np.where(x > 0, g.mean(), 0)",
        "relu(x)",
        "among other numbers; the slope of f there is 1.",
        None,
        id="the mean of the gradients from above",
    ),
    pytest.param(
        RELU + "def b(x, g): return np.where(x > 0, np.abs(g), 0)",
        "relu(x)",
        "b(3, -2) gives 2; right is a slope of 1 times the upstream gradient -2, which is -2.",
        None,
        id="the size of the gradient from above",
    ),
    pytest.param(
        RELU + "def b(x, g): return np.where(x > 0, g, 0) - g * (x == 0)",
        "relu(x)",
        "b(0, 1) gives -1; at this kink of f, a slope from 0 to 1 is right.",
        Observation(x=(0.0,), expected="a slope from 0 to 1", actual="-1"),
        id="beyond the slopes at a kink",
    ),
    pytest.param(
        RELU + "def b(x, g): return np.where(x > 0, g, 0) + np.where(x == 0, g * g, 0)",
        "relu(x)",
        "b(0, 3) gives 9; right is a slope from 0 to 1 times the upstream gradient 3.",
        Observation(x=(0.0,), expected="a slope from 0 to 1 times 3", actual="9"),
        id="too much from above at a kink",
    ),
    pytest.param(
        TANH + "def b(x, g): return g * (1 - x**2)",
        "tanh(x)",
        "b(1, 1) gives 0; the slope of f there is 0.419974.",
        Observation(x=(1.0,), expected="a slope of 0.419974", actual="0"),
        id="the input where the output belongs",
    ),
    pytest.param(
        HARD + "def b(x): return np.clip(x + 3, 0, 6) / 6",
        "hardswish(x)",
        "b(1) gives 0.666667; the slope of f there is 0.833333.",
        None,
        id="half of a product rule",
    ),
    pytest.param(
        HARD + "def b(x): return (2 * x + 3) / 6",
        "hardswish(x)",
        "b(5) gives 2.16667; the slope of f there is 1.",
        None,
        id="the middle slope outside",
    ),
    pytest.param(
        "def f(x): return np.sign(x) * np.sqrt(np.abs(x))\ndef b(x): return np.sign(x) * 0 / x",
        "sign(x)*sqrt(abs(x))",
        "b(1) gives 0; the slope of f there is 0.5.",
        None,
        id="a wrong slope beside a vertical tangent",
    ),
    pytest.param(
        "def f(x): return np.sign(x) * np.sqrt(np.abs(x))\ndef b(x): return np.sqrt(np.abs(x)) / np.abs(2 * x)",
        "sign(x)*sqrt(abs(x))",
        "b(0) gives nan, though f has a value there.",
        Observation(x=(0.0,), expected="a number", actual="nan"),
        id="nan at a vertical tangent",
    ),
]


@pytest.mark.parametrize("how", ["exactly", "by differences"])
@pytest.mark.parametrize(("source", "reference"), PASSES)
def test_passes(source: str, reference: str, how: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source), reference if how == "exactly" else "")
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "reference", "sentence", "seen"), FAILS)
def test_fails(
    source: str, reference: str, sentence: str, seen: Observation | None, running: Callable[..., Routine]
) -> None:
    for way in (reference, ""):
        finding = judge(running(source), way)
        assert finding.verdict is Verdict.FAILED
        assert finding.evidence.sentence.endswith(sentence)
        assert seen is None or finding.evidence.observations == (seen,)


def test_the_function_itself_is_not_judged(running: Callable[..., Routine]) -> None:
    wrong = running("def f(x): return x * x\ndef b(x): return 2 * x")
    assert judge(wrong).verdict is Verdict.PASSED
    assert judge(wrong, "x^3").verdict is Verdict.FAILED


def test_is_undecided_where_no_slope_can_be_told(running: Callable[..., Routine]) -> None:
    rough = running("def f(x): return np.sin(1e9 * x)\ndef b(x): return x")
    assert judge(rough).verdict is Verdict.UNDECIDED
