from collections.abc import Callable
from math import inf, pi

import numpy as np
import pytest

from grader.checks.limit import Limit
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]


def judged(f: Function | str, at: float, value: float) -> Finding:
    return Limit(at, value).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("tanh(x)", inf, 1, id="to the right"),
    pytest.param("tanh(x)", -inf, -1, id="to the left"),
    pytest.param("atan(x)", inf, pi / 2, id="a number that had to be rounded"),
    pytest.param("1/log(2+x^2)", inf, 0, id="very slowly"),
    pytest.param("sin(x)/x", inf, 0, id="waves that fade"),
    pytest.param("silu(x)", inf, inf, id="without bound"),
    pytest.param("-x^2", -inf, -inf, id="down without bound"),
    pytest.param("log(1+exp(x))-x", inf, 0, id="a difference"),
    pytest.param("exp(exp(x))", inf, inf, id="what overflows"),
    pytest.param("x^2", 0.5, 0.25, id="the value itself"),
    pytest.param("sin(x)/x", 0, 1, id="into a hole"),
    pytest.param("(x^2-2.25)/(x+1.5)", -1.5, -3, id="into a hole on the left"),
    pytest.param("1/x^2", 0, inf, id="up a pole"),
    pytest.param("log(x)", 0, -inf, id="down a pole, from one side"),
    pytest.param("sqrt(x)", 0, 0, id="the end of its natural domain"),
    pytest.param("x*sin(1/x)", 0, 0, id="waves that fade close to a point"),
    pytest.param(np.tanh, inf, 1, id="code"),
    pytest.param(np.arctan, inf, pi / 2, id="code that comes closer"),
    pytest.param(np.exp, inf, inf, id="code that overflows"),
    pytest.param(lambda x: x**3, -inf, -inf, id="code that falls"),
    pytest.param(np.sinc, 0, 1, id="code with a mended hole"),
]

FAILS = [
    pytest.param("tanh(x)", inf, 0.99, id="another number"),
    pytest.param("tanh(x)+1e-8", inf, 1, id="next to it"),
    pytest.param("1e-9*x+tanh(x)", inf, 1, id="away from it at last"),
    pytest.param("sin(x)", inf, 0, id="a wave"),
    pytest.param("tanh(x)", inf, inf, id="bounded"),
    pytest.param("x", inf, -inf, id="the other way"),
    pytest.param("x", inf, 3, id="without bound"),
    pytest.param("1/x", 0, inf, id="a pole that goes both ways"),
    pytest.param("abs(x)/x", 0, 1, id="a jump"),
    pytest.param("sin(1/x)", 0, 0, id="waves close to a point"),
    pytest.param("log(x)", -inf, 0, id="no value on the left"),
    pytest.param("log(x)", -2, 0, id="no value close by"),
    pytest.param(np.sin, inf, 0, id="code with waves"),
    pytest.param(np.log, -inf, 0, id="code without values on the left"),
    pytest.param(np.tanh, inf, inf, id="code that is bounded"),
    pytest.param(lambda x: np.abs(x) / x, 0, 1, id="code with a jump"),
]

UNTOLD = [
    pytest.param(np.log, inf, inf, id="code that grows slowly"),
    pytest.param(np.arctan, inf, 1.57, id="code that comes close"),
    pytest.param(lambda x: np.where(np.abs(x) > 3, np.inf, x), inf, 1, id="code that overflows"),
]


@pytest.mark.parametrize(("f", "at", "value"), PASSES)
def test_passes(f: Function | str, at: float, value: float, *, profiled: bool) -> None:
    finding = judged(f, at, value)
    if profiled or not isinstance(f, str):
        assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
        assert finding.evidence.grade is (Grade.PROVED if isinstance(f, str) else Grade.SUPPORTED)
    assert finding.verdict is not Verdict.FAILED, finding.evidence.sentence


@pytest.mark.parametrize(("f", "at", "value"), FAILS)
def test_fails(f: Function | str, at: float, value: float, *, profiled: bool) -> None:
    finding = judged(f, at, value)
    if profiled or not isinstance(f, str):
        assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert finding.verdict is not Verdict.PASSED


@pytest.mark.parametrize(("f", "at", "value"), UNTOLD)
def test_what_code_does_too_slowly_is_undecided(f: Function, at: float, value: float) -> None:
    assert judged(f, at, value).verdict is Verdict.UNDECIDED


SENTENCES = [
    pytest.param("tanh(x)", inf, 0, "The value tends to 1 as x → +∞, not to 0.", id="another number"),
    pytest.param("x", inf, 0, "The value tends to ∞ as x → +∞, not to 0.", id="no number"),
    pytest.param("sin(x)", -inf, 0, "The value has no limit as x → −∞.", id="none"),
    pytest.param("1/x", 0, inf, "The value tends to −∞ close to x = 0, not to ∞.", id="from one side"),
    pytest.param("log(x)", -inf, 0, "Has no value at x = -1000.", id="no value"),
]


@pytest.mark.parametrize(("text", "at", "value", "sentence"), SENTENCES)
def test_the_sentence_tells_the_limit(text: str, at: float, value: float, sentence: str) -> None:
    assert judged(text, at, value).evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("x/(1+abs(x))", inf, 0).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1000.0,), "close to 0", "0.999001")


def test_passing_names_both_sides_of_a_point_once() -> None:
    assert judged("sin(x)/x", 0, 1).evidence.sentence == "The value tends to 1 close to x = 0."
    assert judged(np.sinc, 0, 1).evidence.sentence == "The value comes closer and closer to 1 close to x = 0."


@pytest.mark.parametrize(("at", "value"), [(np.nan, 1), (1, np.nan)])
def test_fields_make_sense(at: float, value: float) -> None:
    with pytest.raises(ValueError, match="numbers, inf or -inf"):
        Limit(at, value)
