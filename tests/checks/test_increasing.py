from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.increasing import Increasing
from grader.checks.nondecreasing import Nondecreasing
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
RISING = (
    "Phi acosh asin asinh atan atanh cbrt celu elu erf exp expm1 leaky_relu log log10 log1p log2 logsigmoid "
    "prelu selu sigmoid sinh softplus softsign sqrt tanh tanhshrink"
).split()


def judged(f: Function | str) -> Finding:
    return Increasing().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", id="a root on both sides"),
    pytest.param("x^3", id="a level tangent is no level stretch"),
    pytest.param("x+0.99999*sin(x)", id="slopes that come close to 0"),
    pytest.param("1/(1+exp(-1000*x))", id="saturated next to 0"),
    pytest.param("tanh(10^6*x)", id="saturated nearly everywhere"),
    pytest.param("tanh(10^6*(x-1))", id="saturated nearly everywhere, with a landmark"),
    pytest.param("piecewise(x < 0: x-1, x+1)", id="a step up"),
    pytest.param("log(exp(2*x))", id="rounding is no fall"),
    pytest.param("log(x)", id="half a line"),
    pytest.param("exp(exp(x))", id="what overflows"),
    pytest.param(np.tanh, id="code that saturates"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)) - 0.5, id="code that cancels"),
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
    pytest.param("x-1.5*exp(-(x-33.3)^2)", 30, 34, id="a dip between the points of the line"),
    pytest.param("x-3*exp(-(x-200)^2/4)", 190, 204, id="a dip far out"),
    pytest.param("x+1.00001*sin(x)", -30, 30, id="dips as narrow as a hundredth"),
    pytest.param("x*exp(-x/1e4)", 0, 50000, id="a hill far out"),
    pytest.param("min(x, 1e5)", 10000, 600000, id="level beyond the line"),
    pytest.param("x-0.001*sin(10^4*x)", -10000.0, 10000.0, id="ripples"),
    pytest.param("x^9-x/100", -1, 1, id="a dip near 0 beside huge values"),
    pytest.param(np.sin, -10000.0, 10000.0, id="code"),
    pytest.param("relu(x)", -10000.0, 0, id="level on the left"),
    pytest.param("clip(x, -1, 1)", -10000.0, 10000.0, id="level at both ends"),
    pytest.param("floor(x)", -10000.0, 10000.0, id="stairs"),
    pytest.param("floor(x)*e", -10000.0, 10000.0, id="stairs of irrational height"),
    pytest.param("piecewise(x < 0: x, x < 0.001: 0, x-0.001)", 0, 0.001, id="a short level stretch"),
    pytest.param("piecewise(x < 0: e, e+x)", -4, 0, id="level at an irrational height"),
    pytest.param("min(x, 1000)", 1000, 10000.0, id="level far out"),
    pytest.param("sin(x)^2+cos(x)^2", -10000.0, 10000.0, id="a constant in disguise"),
    pytest.param(lambda x: np.maximum(x, 0), -4, 0, id="code that is level"),
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
    assert verdict is (Verdict.PASSED if name in RISING else Verdict.FAILED)


SENTENCES = [
    pytest.param("relu(x)", "Stays level: it is 0 both at x = -1 and at x = -0.9375.", id="level"),
    pytest.param("silu(x)", "Falls from -0.238406 at x = -2 to -0.268941 at x = -1.", id="falling"),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_the_sentence_shows_two_points(text: str, sentence: str) -> None:
    assert judged(text).evidence.sentence == sentence


def test_a_profile_knows_of_a_level_stretch_that_no_point_shows() -> None:
    finding = judged("piecewise(x < pi: x, x < pi+10^-12: pi, x-10^-12)")
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == "Never falls, but stays level on a stretch."


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("abs(x)").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1.0,), "more than 2, as at x = -2", "1")


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    assert judged("exp(10^8+exp(x))").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


@pytest.mark.parametrize("name", RISING)
def test_the_increasing_never_fall(name: str) -> None:
    f = parse(CALLS.get(name, f"{name}(x)"))
    assert Nondecreasing().judge(f, np.random.default_rng(0)).verdict is Verdict.PASSED


@pytest.mark.parametrize("inner", ["x^3+x", "tanh(x)", "leaky_relu(x)", "exp(x)"])
@pytest.mark.parametrize("outer", ["x^3+x", "tanh(x)", "leaky_relu(x)", "softplus(x)"])
def test_the_increasing_of_the_increasing_is_increasing(outer: str, inner: str) -> None:
    assert (
        judged(outer.replace("(x)", f"(({inner}))").replace("x^3+x", f"({inner})^3+({inner})")).verdict
        is Verdict.PASSED
    )
