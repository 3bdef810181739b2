from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.steep import Steep
from grader.kinds import Interval
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

MIDDLE: Interval = (-3, 3)


def judged(f: Function | str, slope: float, on: Interval = MIDDLE, share: float = 1) -> Finding:
    return Steep(slope, on, share).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x", 1, MIDDLE, 1, id="exactly as steep"),
    pytest.param("0.1*x", 0.1, MIDDLE, 1, id="a slope that is no float"),
    pytest.param("-x", 1, MIDDLE, 1, id="down is steep, too"),
    pytest.param("abs(x)", 1, MIDDLE, 1, id="a kink is passed over"),
    pytest.param("leaky_relu(x, 0.2)", 0.2, MIDDLE, 1, id="two slopes"),
    pytest.param("tanh(x)", 0.1, (-1.8, 1.8), 1, id="tanh near 0"),
    pytest.param("tanh(x)", 0.1, MIDDLE, 0.6, id="tanh on a part of it"),
    pytest.param("relu(x)", 1, MIDDLE, 0.5, id="exactly half"),
    pytest.param("log(x)", 0.3, MIDDLE, 1, id="asked on its natural domain"),
    pytest.param(lambda x: 0.1 * x, 0.1, MIDDLE, 1, id="code"),
    pytest.param(np.abs, 1, MIDDLE, 1, id="code with a kink"),
]

FAILS = [
    pytest.param("tanh(x)", 0.1, MIDDLE, 1, 1.8, 3, id="tanh fades"),
    pytest.param("tanh(x)", 0.1, MIDDLE, 0.61, 1.8, 3, id="tanh fades on too much of it"),
    pytest.param("relu(x)", 0.1, MIDDLE, 0.51, 0, 3, id="a little more than half"),
    pytest.param("sin(50*x)/50", 0.1, (-1, 1), 1, 0, 1, id="level between waves"),
    pytest.param("0.0999*x", 0.1, MIDDLE, 1, 0, 3, id="a little too flat"),
    pytest.param("floor(x)", 0.1, MIDDLE, 0.01, 0, 3, id="a staircase has slope 0"),
    pytest.param("3", 1e-9, MIDDLE, 0.01, 0, 3, id="level"),
    pytest.param("log(-1-x^2)", 0.1, MIDDLE, 1, 0, 3, id="no value anywhere"),
    pytest.param(np.tanh, 0.1, MIDDLE, 1, 1.8, 3, id="code"),
    pytest.param(lambda x: np.maximum(0, x), 0.1, MIDDLE, 0.6, 0, 3, id="code with a dead half"),
]


@pytest.mark.parametrize(("f", "slope", "on", "share"), PASSES)
def test_passes(f: Function | str, slope: float, on: Interval, share: float) -> None:
    finding = judged(f, slope, on, share)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED


@pytest.mark.parametrize(("f", "slope", "on", "share", "low", "high"), FAILS)
def test_fails_with_a_witness(
    *, f: Function | str, slope: float, on: Interval, share: float, low: float, high: float
) -> None:
    finding = judged(f, slope, on, share)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert low <= abs(finding.evidence.observations[0].x[0]) <= high


def test_the_sentence_tells_the_share() -> None:
    sentence = "The slope is at least 0.1 on 50% of [-3, 3], not on at least 60%: at x = -2.9925 it is 0."
    assert judged("relu(x)", 0.1, MIDDLE, 0.6).evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("relu(x)", 0.1).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-2.9925,), "a slope of at least 0.1", "0")


@pytest.mark.parametrize(("f", "slope", "on", "share"), PASSES)
def test_what_is_steep_is_half_as_steep_on_half_as_much(
    f: Function | str, slope: float, on: Interval, share: float
) -> None:
    assert judged(f, slope / 2, on, share / 2).verdict is Verdict.PASSED


@pytest.mark.parametrize(("f", "slope", "on", "share"), PASSES)
def test_stretching_a_function_stretches_its_slope(f: Function | str, slope: float, on: Interval, share: float) -> None:
    if isinstance(f, str):
        assert judged(f"4*({f})", 4 * slope, on, share).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("slope", "on", "share"),
    [
        pytest.param(0, MIDDLE, 1, id="no slope"),
        pytest.param(-1, MIDDLE, 1, id="a negative slope"),
        pytest.param(1, (1, 1), 1, id="an interval without length"),
        pytest.param(1, (1, np.inf), 1, id="an interval without an end"),
        pytest.param(1, MIDDLE, 0, id="no share"),
        pytest.param(1, MIDDLE, 1.5, id="more than all"),
    ],
)
def test_fields_make_sense(slope: float, on: Interval, share: float) -> None:
    with pytest.raises(ValueError, match=r"above 0|beginning and an end"):
        Steep(slope, on, share)
