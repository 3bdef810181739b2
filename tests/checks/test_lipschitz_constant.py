from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.lipschitz_constant import LipschitzConstant
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

LARGEST = {"silu": 1.09983932, "gelu": 1.12890415, "mish": 1.08849816, "erf": 1.12837917, "sigmoid": 0.25, "relu": 1}


def judged(f: Function | str, value: float = 1) -> Finding:
    return LipschitzConstant(value).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("tanh(x)", 1, id="steepest at 0"),
    pytest.param("sqrt(1+x^2)", 1, id="a slope that only tends to it"),
    pytest.param("erf(x)", 2 / np.sqrt(np.pi), id="a number that had to be rounded"),
    pytest.param("abs(x-0.3)/2", 0.5, id="a kink"),
    pytest.param("3", 0, id="level"),
    pytest.param(np.tanh, 1, id="code"),
    pytest.param(np.abs, 1, id="code with a kink"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), 1, id="code that overflows"),
]

FAILS = [
    pytest.param("tanh(x)", 0.999, id="steeper"),
    pytest.param("tanh(x)", 1.001, id="less steep"),
    pytest.param("silu(x)", 1.1, id="rounded too much"),
    pytest.param("x^2", 1000, id="steeper and steeper"),
    pytest.param("cbrt(x)", 100, id="an infinite slope"),
    pytest.param("x*log(1+x^2)", 30, id="too steep only far out"),
    pytest.param("step(x)", 1, id="a jump"),
    pytest.param("x", 0, id="not level"),
    pytest.param("log(-1-x^2)", 1, id="no value anywhere"),
    pytest.param(np.tanh, 0.9, id="code that is steeper"),
    pytest.param(np.tanh, 2, id="code that is less steep"),
    pytest.param(np.sign, 1, id="code with a jump"),
]


@pytest.mark.parametrize(("f", "value"), PASSES)
def test_passes(f: Function | str, value: float, *, profiled: bool) -> None:
    finding = judged(f, value)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else Grade.SUPPORTED)


@pytest.mark.parametrize(("f", "value"), FAILS)
def test_fails(f: Function | str, value: float, *, profiled: bool) -> None:
    finding = judged(f, value)
    assert finding.verdict is Verdict.FAILED or (not profiled and isinstance(f, str)), finding.evidence.sentence
    assert finding.verdict is not Verdict.PASSED


@pytest.mark.parametrize(("name", "largest"), LARGEST.items())
def test_the_steepest_slopes_are_known(name: str, largest: float) -> None:
    assert judged(f"{name}(x)", largest).verdict is Verdict.PASSED
    assert judged(f"{name}(x)", largest + 1e-5).verdict is Verdict.FAILED
    assert judged(f"{name}(x)", largest - 1e-5).verdict is Verdict.FAILED


SENTENCES = [
    pytest.param("silu(x)", 1.1, "The steepest slope is 1.09984 near x = 2.39936, not 1.1.", id="too large"),
    pytest.param("silu(x)", 1, "Has slope 1.09983 between x = 2.375 and x = 2.4072265625.", id="too small"),
    pytest.param("relu(x)", 2, "The steepest slope is 1, not 2.", id="no one place"),
    pytest.param("x*log(1+x^2)", 500, "Has chords as steep as one likes, so there is no such number.", id="none"),
]


@pytest.mark.parametrize(("text", "value", "sentence"), SENTENCES)
def test_the_sentence_shows_where(text: str, value: float, sentence: str) -> None:
    assert judged(text, value).evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("silu(x)", 1.1).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((2.39936,), "1.1", "1.09984")


@pytest.mark.parametrize("value", [-1, np.inf, np.nan])
def test_the_value_is_not_below_0(value: float) -> None:
    with pytest.raises(ValueError, match="0 or above"):
        LipschitzConstant(value)


@pytest.mark.parametrize(("f", "value"), PASSES)
def test_stretching_a_function_stretches_its_constant(f: Function | str, value: float) -> None:
    if isinstance(f, str):
        assert judged(f"7*({f})", 7 * value).verdict is Verdict.PASSED
