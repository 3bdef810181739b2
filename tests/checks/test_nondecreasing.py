from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.nondecreasing import Nondecreasing
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
NEVER_FALLING = (
    "Phi acosh asin asinh atan atanh cbrt ceil celu clip elu erf exp expm1 floor hardshrink hardsigmoid hardtanh "
    "leaky_relu log log10 log1p log2 logsigmoid max min prelu relu relu6 selu sigmoid sign sinh softplus "
    "softshrink softsign sqrt step tanh tanhshrink"
).split()


def judged(f: Function | str) -> Finding:
    return Nondecreasing().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", id="a root on both sides"),
    pytest.param("x^3", id="a level tangent is no level stretch"),
    pytest.param("1/(1+exp(-1000*x))", id="saturated next to 0"),
    pytest.param("tanh(10^6*x)", id="saturated nearly everywhere"),
    pytest.param("tanh(10^6*(x-1))", id="saturated nearly everywhere, with a landmark"),
    pytest.param("piecewise(x < 0: x-1, x+1)", id="a step up"),
    pytest.param("log(exp(2*x))", id="rounding is no fall"),
    pytest.param("log(x)", id="half a line"),
    pytest.param("exp(exp(x))", id="what overflows"),
    pytest.param(np.tanh, id="code that saturates"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)) - 0.5, id="code that cancels"),
    pytest.param("relu(x)", id="flat is not falling"),
    pytest.param("floor(x)*e", id="stairs"),
    pytest.param("3", id="a constant"),
    pytest.param("sin(x)^2+cos(x)^2", id="a constant with rounding"),
    pytest.param("x/x", id="a constant with a hole"),
    pytest.param(lambda x: np.maximum(x, 0), id="code that is level"),
]

FAILS = [
    pytest.param("silu(x)", -20000.0, 0, id="silu dips"),
    pytest.param("abs(x)", -10000.0, 10000.0, id="abs falls on the left"),
    pytest.param("-x", -10000.0, 10000.0, id="a falling line"),
    pytest.param("-1/x", -10000.0, 10000.0, id="rising on both sides of a hole, and falling across it"),
    pytest.param("tan(x)", -10000.0, 10000.0, id="rising between poles"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", 17.3, 10000.0, id="a single point"),
    pytest.param("piecewise(x < 0.1: x, x-10^-9)", 0.09, 0.11, id="a tiny step down"),
    pytest.param("x-10^-20*step(x-1)", 0.9, 1.1, id="a step down float64 does not see"),
    pytest.param("x-0.001*sin(10^4*x)", -10000.0, 10000.0, id="ripples"),
    pytest.param("x^9-x/100", -1, 1, id="a dip near 0 beside huge values"),
    pytest.param(np.sin, -10000.0, 10000.0, id="code"),
]


@pytest.mark.parametrize("f", PASSES)
def test_passes(f: Function | str, *, profiled: bool) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or (profiled and isinstance(f, str))


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "low", "high"), FAILS)
def test_fails_with_a_witness(f: Function | str, low: float, high: float) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.PASSED if name in NEVER_FALLING else Verdict.FAILED)


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    assert judged("exp(10^8+exp(x))").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


def test_the_sentence_shows_two_points() -> None:
    evidence = judged("abs(x)").evidence
    assert evidence.sentence == "Falls from 2 at x = -2 to 1 at x = 1."
    seen = evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1.0,), "at least 2, as at x = -2", "1")


def test_passing_says_how_far_it_looked() -> None:
    assert judged(np.tanh).evidence.sentence.endswith("points of [−10000, 10000].")
