from collections.abc import Callable
from math import inf

import numpy as np
import pytest

from grader.checks.slope_limit import SlopeLimit
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]


def judged(f: Function | str, at: float, value: float) -> Finding:
    return SlopeLimit(at, value).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("relu(x)", inf, 1, id="a line on the right"),
    pytest.param("relu(x)", -inf, 0, id="level on the left"),
    pytest.param("softplus(x)", inf, 1, id="softplus on the right"),
    pytest.param("leaky_relu(x)", -inf, 0.01, id="a small slope"),
    pytest.param("x/log(2+x^2)", inf, 0, id="very slowly"),
    pytest.param("x^2", inf, inf, id="steeper and steeper"),
    pytest.param("x^2", -inf, -inf, id="steeper and steeper downwards"),
    pytest.param("sin(x)/x", inf, 0, id="waves that fade"),
    pytest.param(lambda x: np.maximum(x, 0), inf, 1, id="code"),
    pytest.param(np.tanh, inf, 0, id="code that saturates"),
    pytest.param(np.exp, inf, inf, id="code that overflows"),
]

FAILS = [
    pytest.param("leaky_relu(x)", -inf, 0, id="a small slope stays"),
    pytest.param("1e-9*x+tanh(x)", inf, 0, id="a very small slope stays"),
    pytest.param("x", inf, 2, id="another slope"),
    pytest.param("sin(x)", inf, 0, id="a wave"),
    pytest.param("x^2", inf, 5, id="without bound"),
    pytest.param("x", inf, inf, id="a line"),
    pytest.param("log(x)", -inf, 0, id="no value on the left"),
    pytest.param(np.sin, inf, 0, id="code with waves"),
    pytest.param(lambda x: 1e-9 * x + np.tanh(x), inf, 0, id="code with a very small slope"),
]

UNTOLD = [pytest.param(lambda x: x * np.log(np.abs(x)), inf, inf, id="code that becomes steeper slowly")]


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


def test_the_sentence_tells_the_limit() -> None:
    assert judged("leaky_relu(x)", -inf, 0).evidence.sentence == "The slope tends to 0.01 as x → −∞, not to 0."
    assert judged("sin(x)", inf, 0).evidence.sentence == "The slope has no limit as x → +∞."


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("leaky_relu(x)", -inf, 0).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-1000.0,), "close to 0", "0.01")


@pytest.mark.parametrize(("at", "value"), [(0, 1), (np.nan, 1), (inf, np.nan)])
def test_fields_make_sense(at: float, value: float) -> None:
    with pytest.raises(ValueError, match="at is inf or -inf"):
        SlopeLimit(at, value)
