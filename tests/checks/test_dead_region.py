from collections.abc import Callable
from math import inf

import numpy as np
import pytest

from grader.checks.dead_region import DeadRegion
from grader.kinds import Interval
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
DEAD = ("ceil clip floor hardshrink hardsigmoid hardswish hardtanh max min relu relu6 sign softshrink step").split()


def judged(f: Function | str, on: Interval | None = None) -> Finding:
    return DeadRegion(on).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("silu(x)", None, id="nowhere level"),
    pytest.param("x^3", None, id="a level tangent is no level stretch"),
    pytest.param("relu(x)", (-inf, 0), id="the left half"),
    pytest.param("min(0, x)", (0, inf), id="the right half"),
    pytest.param("hardshrink(x)", (-0.5, 0.5), id="a stretch"),
    pytest.param("piecewise(x < 1/3: x, x < 2: 1, x)", (1 / 3, 2), id="an end that is no float"),
    pytest.param("piecewise(x < 0: x, x < 0.001: 0, x-0.001)", (0, 0.001), id="a short stretch"),
    pytest.param("3", (-inf, inf), id="a constant"),
    pytest.param("sin(x)^2+cos(x)^2", (-inf, inf), id="a constant in disguise"),
    pytest.param(np.tanh, None, id="code that saturates"),
    pytest.param(lambda x: np.maximum(x, 0), (-inf, 0), id="code"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), None, id="code that rounds to 0 far out"),
]

FAILS = [
    pytest.param("relu(x)", None, -1e4, 0, id="level on the left"),
    pytest.param("min(x, 1000)", None, 1000, inf, id="level far out"),
    pytest.param("floor(x)", None, -4, 4, id="stairs"),
    pytest.param("floor(x)", (0, 0.5), -4, 4, id="more stairs than one"),
    pytest.param("3", None, -inf, inf, id="a constant"),
    pytest.param("relu(x)", (-inf, 1), -inf, 1, id="beyond where it is level"),
    pytest.param("relu(x)", (-inf, -1), -inf, 0, id="level further"),
    pytest.param("hardtanh(x)", (1, inf), -inf, -1, id="level on the other side, too"),
    pytest.param("silu(x)", (0, 1), 0, 1, id="nowhere level"),
    pytest.param("log(-1-x^2)", None, 0, 0, id="no value anywhere"),
    pytest.param(lambda x: np.maximum(x, 0), None, -1e4, 0, id="code that is level"),
    pytest.param(lambda x: np.maximum(x, 0), (-inf, -1), -1e4, 0, id="code that is level further"),
    pytest.param(lambda x: np.clip(x, -1, 1), (1, inf), -1e4, -1, id="code that is level on both sides"),
    pytest.param(np.tanh, (-inf, 0), -1e4, 0, id="code that only saturates"),
]


@pytest.mark.parametrize(("f", "on"), PASSES)
def test_passes(f: Function | str, on: Interval | None, *, profiled: bool) -> None:
    finding = judged(f, on)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else Grade.SUPPORTED)


@pytest.mark.parametrize(("f", "on", "low", "high"), FAILS)
def test_fails_with_a_witness(
    f: Function | str, on: Interval | None, low: float, high: float, *, profiled: bool
) -> None:
    finding = judged(f, on)
    assert finding.verdict is Verdict.FAILED or not profiled, finding.evidence.sentence
    assert finding.verdict is not Verdict.PASSED or f == "min(x, 1000)"  # points look near 0
    if profiled:
        assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("text", ["relu(x)", "floor(x)"])
def test_of_a_formula_values_that_only_look_level_prove_nothing(text: str, *, profiled: bool) -> None:
    assert judged(text).verdict is (Verdict.FAILED if profiled else Verdict.UNDECIDED)


@pytest.mark.usefixtures("profiled")
def test_nobody_loses_marks_to_what_saturates_nearly_everywhere() -> None:
    assert judged("tanh(10^6*x)").verdict is not Verdict.FAILED


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.FAILED if name in DEAD else Verdict.PASSED)


SENTENCES = [
    pytest.param("relu(x)", None, "Is level for x ≤ 0.", id="the left half"),
    pytest.param("min(0, x)", None, "Is level for x ≥ 0.", id="the right half"),
    pytest.param("hardshrink(x)", None, "Is level for -0.5 ≤ x ≤ 0.5.", id="a stretch"),
    pytest.param("3", None, "Is level for all x.", id="everywhere"),
    pytest.param("hardtanh(x)", (1, inf), "Is level for x ≤ -1 and for x ≥ 1, not for x ≥ 1.", id="two"),
    pytest.param(
        "relu(x)", (-inf, 1), "Is not level for x ≤ 1: it is 0 at x = -1 and 0.5 at x = 0.5.", id="not so far"
    ),
    pytest.param(
        "1/x^2", (5, 6), "Is not level for 5 ≤ x ≤ 6: it is 0.0362812 at x = 5.25 and 0.0330579 at x = 5.5.", id="not"
    ),
    pytest.param("exp(10^8)*x^2", (2, 2.001), "Is level on no interval, not for 2 ≤ x ≤ 2.001.", id="nowhere"),
    pytest.param(
        "floor(x)", None, "Is level again and again. Stays level: it is -4 from x = -4 to x = -3.", id="again and again"
    ),
]


@pytest.mark.parametrize(("text", "on", "sentence"), SENTENCES)
def test_the_sentence_shows_where(text: str, on: Interval | None, sentence: str) -> None:
    assert judged(text, on).evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("hardtanh(x)", (1, inf)).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-2.0,), "level for x ≥ 1 alone", "level at -1")


def test_code_without_points_in_the_interval_is_not_judged() -> None:
    assert judged(np.tanh, (20000, 20001)).verdict is Verdict.UNDECIDED
