from collections.abc import Callable
from math import inf, pi

import numpy as np
import pytest

from grader.checks.range import Range
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]


def judged(f: Function | str, low: float, high: float) -> Finding:
    return Range(low, high).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("tanh(x)", -1, 1, id="limits that are never reached"),
    pytest.param("hardtanh(x)", -1, 1, id="ends that are reached"),
    pytest.param("atan(x)", -pi / 2, pi / 2, id="ends that had to be rounded"),
    pytest.param("silu(x)", -0.278464542761, inf, id="a lowest point between the points"),
    pytest.param("x^2", 0, inf, id="half a line"),
    pytest.param("-exp(x)", -inf, 0, id="the other half"),
    pytest.param("log(x)", -inf, inf, id="asked on its natural domain"),
    pytest.param("1/x", -inf, inf, id="a pole"),
    pytest.param("3", 3, 3, id="a single value"),
    pytest.param(np.tanh, -1, 1, id="code"),
    pytest.param(np.exp, 0, inf, id="code that grows"),
    pytest.param(lambda x: 1 / x, -inf, inf, id="code with a pole"),
    pytest.param(lambda x: np.log(1 + x * x), 0, inf, id="code that grows slowly"),
]

FAILS = [
    pytest.param("tanh(x)", 0, 1, id="values below"),
    pytest.param("tanh(x)", -1, 0.9, id="values above"),
    pytest.param("tanh(x)+1e-8", -1, 1, id="a little above"),
    pytest.param("sigmoid(x)", 0, 2, id="values that end below"),
    pytest.param("silu(x)", -1, inf, id="values that end above"),
    pytest.param("x^2", 0, 1, id="no end"),
    pytest.param("tanh(x)", -1, inf, id="an end"),
    pytest.param("log(-1-x^2)", 0, 1, id="no value anywhere"),
    pytest.param("sinh(x)*x", -1, inf, id="what soon overflows"),
    pytest.param(np.tanh, -0.5, 1, id="code with values below"),
    pytest.param(np.tanh, -1, 2, id="code with values that end below"),
    pytest.param(np.tanh, -inf, 1, id="code with an end"),
]


@pytest.mark.parametrize(("f", "low", "high"), PASSES)
def test_passes(f: Function | str, low: float, high: float, *, profiled: bool) -> None:
    finding = judged(f, low, high)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else Grade.SUPPORTED)


@pytest.mark.parametrize(("f", "low", "high"), FAILS)
def test_fails(f: Function | str, low: float, high: float, *, profiled: bool) -> None:
    finding = judged(f, low, high)
    assert finding.verdict is Verdict.FAILED or (not profiled and isinstance(f, str)), finding.evidence.sentence
    assert finding.verdict is not Verdict.PASSED


SENTENCES = [
    pytest.param("x^2", 0, 1, "Is above 1 at x = 2, where it is 4.", id="above"),
    pytest.param("tanh(x)", 0, 1, "Is below 0 at x = -1, where it is -0.761594.", id="below"),
    pytest.param("sigmoid(x)", 0, 2, "Its values reach up to 1, not to 2.", id="not so high"),
    pytest.param(
        "silu(x)", -1, inf, "Its values reach down to -0.278465, near x = -1.27846, not to -1.", id="not so low"
    ),
    pytest.param("tanh(x)", -1, inf, "Its values reach up to 1, not to ∞.", id="an end"),
]


@pytest.mark.parametrize(("text", "low", "high", "sentence"), SENTENCES)
def test_the_sentence_shows_where(text: str, low: float, high: float, sentence: str) -> None:
    assert judged(text, low, high).evidence.sentence == sentence


@pytest.mark.usefixtures("profiled")
def test_values_at_single_points_are_no_reason_to_fail() -> None:
    assert judged("acosh(cos(x))", 0, inf).verdict is Verdict.UNDECIDED


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("silu(x)", -1, inf).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-1.27846,), "-1", "-0.278465")


@pytest.mark.parametrize(("low", "high"), [(1, 0), (inf, inf), (-inf, -inf), (np.nan, 1)])
def test_the_ends_are_in_order(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="not below low"):
        Range(low, high)


@pytest.mark.parametrize(("f", "low", "high"), PASSES)
def test_turning_a_function_over_turns_its_range(f: Function | str, low: float, high: float) -> None:
    if isinstance(f, str):
        assert judged(f"-({f})", -high, -low).verdict is Verdict.PASSED
