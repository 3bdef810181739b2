from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.even import Even
from grader.checks.odd import Odd
from grader.checks.zero_at_origin import ZeroAtOrigin
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
ODD = (
    "asin asinh atan atanh cbrt clip cot coth csc csch erf hardshrink hardtanh sign sin sinh softshrink softsign "
    "tan tanh tanhshrink"
).split()


def judged(f: Function | str) -> Finding:
    return Odd().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", id="a root on both sides"),
    pytest.param("1/(1+exp(-x))-1/2", id="half of tanh(x/2)"),
    pytest.param("x^3-x", id="odd powers"),
    pytest.param("1/x", id="a hole at 0 is its own mirror image"),
    pytest.param("log((1+x)/(1-x))", id="a natural domain that is symmetric"),
    pytest.param("0", id="0 is odd, and even"),
    pytest.param("log(exp(2*x))", id="rounding is no asymmetry"),
    pytest.param(np.tanh, id="code"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)) - 0.5, id="code that cancels"),
]

FAILS = [
    pytest.param("sigmoid(x)", -1, -1, id="symmetric, but not about the origin"),
    pytest.param("x+0.001", -10000.0, 10000.0, id="moved up a little"),
    pytest.param("tanh(x)+x^2/10^12", -10000.0, 10000.0, id="a trace of a square"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", -17.3, 17.3, id="a single point"),
    pytest.param("piecewise(x==0: 10^-30, tanh(x))", 0, 0, id="a value at 0 that is next to nothing"),
    pytest.param("min(x, 1000)", -10000.0, 10000.0, id="cut off far out"),
    pytest.param("x+relu(x-100000)", -1e6, 1e6, id="bent beyond the line"),
    pytest.param("log(x)", -10000.0, -1e-09, id="a value without a mirror image"),
    pytest.param("piecewise(x != 3: x)", 3, 3, id="a hole on one side"),
    pytest.param("relu(x)", -1, -1, id="half a line"),
    pytest.param("cos(x)", -1, 0, id="even"),
    pytest.param(np.exp, -1, 0, id="code"),
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
    assert verdict is (Verdict.PASSED if name in ODD else Verdict.FAILED)


SENTENCES = [
    pytest.param("x+x^2", "f(-1) = 0, but −f(1) = -2.", id="two values"),
    pytest.param("cos(3*x)*0+1/2*piecewise(x==0: 1, 2*x)", "f(0) = 0.5, and an odd function is 0 there.", id="at 0"),
    pytest.param("piecewise(x != -2: x)", "Has a value at x = 2, but none at x = -2.", id="a hole"),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_the_sentence_shows_the_point(text: str, sentence: str) -> None:
    assert judged(text).evidence.sentence == sentence


def test_a_profile_knows_of_an_asymmetry_that_no_point_shows() -> None:
    assert judged("x+10^-20*step(x-1)").verdict is Verdict.FAILED


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("x+x^2").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-1.0,), "-2", "0")


def test_no_value_anywhere_is_a_fault() -> None:
    assert judged("sqrt(-1-x^2)").evidence.sentence == "Has no value at x = 0."


@pytest.mark.parametrize("f", PASSES)
def test_the_derivative_is_even(f: Function | str) -> None:
    if isinstance(f, str):
        assert Even().judge(parse(f).derivative(), np.random.default_rng(0)).verdict is Verdict.PASSED


@pytest.mark.parametrize("name", ODD)
def test_an_odd_function_with_a_value_at_0_is_0_there(name: str) -> None:
    f = parse(CALLS.get(name, f"{name}(x)"))
    if not np.isnan(f(np.array([0.0]))[0]):
        assert ZeroAtOrigin().judge(f, np.random.default_rng(0)).verdict is Verdict.PASSED
