from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.stable import Stable
from grader.maths.names import arities
from grader.maths.precision import Dtype
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}


def judged(f: Function | str, dtype: Dtype = "float64", *, accurate: bool = False) -> Finding:
    return Stable(dtype, accurate).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("softplus(x)", "float64", id="a stable softplus"),
    pytest.param("x*sigmoid(x)", "float32", id="a stable silu"),
    pytest.param("1/(1+exp(-x))", "float32", id="an overflow that does no harm"),
    pytest.param("x/(1+exp(-x))", "bfloat16", id="an overflow below a finite number"),
    pytest.param("exp(x)", "float32", id="what is too large itself"),
    pytest.param("x^10", "bfloat16", id="what grows too large itself"),
    pytest.param("exp(x)-1", "float32", id="lost digits alone"),
    pytest.param("x-tanh(x)", "bfloat16", id="what rounds to 0 alone"),
    pytest.param("1/x", "float64", id="a pole"),
    pytest.param("log(x)", "float64", id="half a line"),
    pytest.param("(1+x^60)^(1/60)", "float64", id="a power that stays in range"),
    pytest.param(np.tanh, "float64", id="code"),
    pytest.param(lambda x: np.logaddexp(x, 0), "float32", id="stable code"),
]

FAILS = [
    pytest.param("x*exp(x)/(1+exp(x))", "float64", 703.227, id="a naive silu"),
    pytest.param("x*exp(x)/(1+exp(x))", "float32", 84.2886, id="a naive silu in float32"),
    pytest.param("x*exp(x)/(1+exp(x))", "bfloat16", 84.5, id="a naive silu in bfloat16"),
    pytest.param("log(1+exp(x))", "float32", 88.7228, id="a naive softplus"),
    pytest.param("log(1/(1+exp(-x)))", "float32", -88.7228, id="on the left"),
    pytest.param("(1+x^60)^(1/60)", "float32", 4.3873, id="a power that does not stay in range"),
    pytest.param("x^20/x^19", "float32", 84.4485, id="the fault that is met first"),
    pytest.param("piecewise(x>100: x*exp(x)/exp(x), x)", "float32", 100, id="from a jump on"),
    pytest.param("log(-1-x^2)", "float64", 0, id="no value anywhere"),
]

CODE = [
    pytest.param(np.exp, "inf", 700, 800, id="code that overflows"),
    pytest.param(lambda x: np.exp(x) / np.exp(x), "nan", 700, 800, id="code that divides what overflows"),
    pytest.param(lambda x: 1 / x, "inf", 0, 0, id="code that divides by 0"),
]

ACCURATE = [
    pytest.param("exp(x)-1", "float32", 2e-4, Verdict.FAILED, id="exp - 1"),
    pytest.param("x*(1+erf(x/sqrt(2)))/2", "float32", 4.0, Verdict.FAILED, id="a tail"),
    pytest.param("log(1+exp(x))", "float64", 19.5, Verdict.FAILED, id="digits go before the overflow"),
    pytest.param("expm1(x)", "float32", 0, Verdict.PASSED, id="expm1"),
    pytest.param("gelu(x)", "bfloat16", 0, Verdict.PASSED, id="gelu"),
    pytest.param("x^2-2", "float32", 0, Verdict.PASSED, id="a root"),
]


@pytest.mark.parametrize(("f", "dtype"), PASSES)
def test_passes(f: Function | str, dtype: Dtype) -> None:
    finding = judged(f, dtype)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED


@pytest.mark.parametrize(("f", "dtype", "x"), FAILS)
def test_fails_with_the_first_witness(f: Function | str, dtype: Dtype, x: float) -> None:
    finding = judged(f, dtype)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert finding.evidence.observations[0].x == (pytest.approx(x, rel=1e-4),)


@pytest.mark.parametrize(("f", "actual", "low", "high"), CODE)
def test_code_is_sampled(f: Function, actual: str, low: float, high: float) -> None:
    finding = judged(f, "bfloat16")
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    (seen,) = finding.evidence.observations
    assert low <= abs(seen.x[0]) <= high
    assert (seen.expected, seen.actual) == ("a finite number", actual)


@pytest.mark.parametrize(("text", "dtype", "x", "verdict"), ACCURATE)
def test_digits_count_if_they_are_asked_for(text: str, dtype: Dtype, x: float, verdict: Verdict) -> None:
    finding = judged(text, dtype, accurate=True)
    assert finding.verdict is verdict, finding.evidence.sentence
    found = [abs(seen.x[0]) for seen in finding.evidence.observations]
    assert found == pytest.approx([x] if x else [], rel=0.5)


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_stable(name: str) -> None:
    assert judged(CALLS.get(name, f"{name}(x)"), "float32").verdict is Verdict.PASSED


SENTENCES = [
    pytest.param(
        "x*exp(x)/(1+exp(x))",
        "float32",
        "Computed in float32, it is inf from x = 84.2886 on, and should be 84.2886 there. "
        "x*sigmoid(x) is the same function without these faults.",
        id="with a better way to write it",
    ),
    pytest.param(
        "(1+x^60)^(1/60)",
        "float32",
        "Computed in float32, it is inf from x = 4.3873 on, and should be 4.3873 there.",
        id="where none is known",
    ),
    pytest.param(
        "sqrt(1+x^2)-1",
        "bfloat16",
        "Computed in bfloat16, half of the digits are lost from x = 0.298828 towards 0: there it is 0.0390625, and should "
        "be 0.0436945. x^2/(sqrt(1 + x^2) + 1) is the same function without these faults.",
        id="towards 0",
    ),
]


@pytest.mark.parametrize(("text", "dtype", "sentence"), SENTENCES)
def test_the_sentence_says_where_and_what(text: str, dtype: Dtype, sentence: str) -> None:
    assert judged(text, dtype, accurate="sqrt(1" in text).evidence.sentence == sentence


def test_passing_says_how_far_it_looked() -> None:
    assert judged("tanh(x)", "float32").evidence.sentence == "No nan, no needless inf in float32 for |x| up to 10000."
    kept = "No nan, no needless inf and half of the digits kept in float64 for |x| up to 10000."
    assert judged("tanh(x)", accurate=True).evidence.sentence == kept


def test_the_observation_shows_the_difference() -> None:
    seen = judged("log(1+exp(x))", "float32", accurate=True).evidence.observations[0]
    assert seen.expected != seen.actual
    assert float(seen.actual) == pytest.approx(float(seen.expected), rel=0.1)
