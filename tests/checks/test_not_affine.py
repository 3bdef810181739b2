from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.not_affine import NotAffine
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}

PASSES = [
    pytest.param("relu(x)", id="a corner"),
    pytest.param("x+10^-9*abs(x-3)", id="a slight corner"),
    pytest.param("x+10^-20*step(x-1)", id="a step float64 does not see"),
    pytest.param("piecewise(x==17.3: 5, x)", id="a single point"),
    pytest.param("x^2/10^12", id="a slight curve"),
    pytest.param("softplus(x)", id="nearly two lines"),
    pytest.param("sin(10^6*x)", id="fast ripples"),
    pytest.param("1/x", id="a hyperbola"),
    pytest.param("log(x)", id="half a line"),
    pytest.param("exp(x)", id="what overflows"),
]
CODE = [
    pytest.param(np.tanh, id="tanh"),
    pytest.param(lambda x: np.maximum(x, 0), id="a corner"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), id="what overflows"),
]
FAILS = [
    pytest.param("3*x-1", "3", id="a line"),
    pytest.param("7", "0", id="a constant"),
    pytest.param("relu(x)-relu(-x)", "1", id="two corners that cancel"),
    pytest.param("log(exp(2*x))", "2", id="a line with rounding"),
    pytest.param("leaky_relu(x, 1)", "1", id="a corner without a bend"),
    pytest.param("sin(x)^2+cos(x)^2-x/2", "-0.5", id="a constant in disguise"),
    pytest.param("pi*x+e", "3.14159", id="an irrational slope"),
    pytest.param("x^2/x", "1", id="a line with a hole"),
    pytest.param("sqrt(x)^2", "1", id="half a line"),
    pytest.param("softplus(x)-softplus(-x)", "1", id="two curves that cancel"),
    pytest.param(lambda x: 3 * x - 1, "3", id="code"),
    pytest.param(lambda x: np.log(np.exp(2 * x)), "2", id="code that rounds and overflows"),
    pytest.param(lambda x: x + 0.1 - 0.1, "1", id="code that cancels"),
]


def judged(f: Function | str) -> Finding:
    return NotAffine().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


@pytest.mark.parametrize("text", PASSES)
def test_three_points_off_a_line_are_a_proof(text: str) -> None:
    finding = judged(text)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.PROVED


@pytest.mark.parametrize("f", CODE)
def test_code_proves_nothing(f: Function) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED


@pytest.mark.parametrize(("f", "slope"), FAILS)
def test_a_line_is_known_by_its_slope(f: Function | str, slope: str) -> None:
    evidence = judged(f).evidence
    if isinstance(f, str):
        assert (evidence.grade, evidence.sentence) == (Grade.PROVED, f"Is a straight line with slope {slope}.")
    else:
        assert evidence.grade is Grade.SUPPORTED
        assert evidence.sentence.startswith(f"Is a straight line with slope {slope} at ")


@pytest.mark.parametrize(("f", "slope"), FAILS)
def test_a_line_costs_nothing_unless_it_certainly_is_one(f: Function | str, slope: str, *, profiled: bool) -> None:
    finding = judged(f)
    assert finding.verdict is (Verdict.FAILED if profiled or not isinstance(f, str) else Verdict.UNDECIDED)
    assert f"with slope {slope}" in finding.evidence.sentence


def test_the_sentence_shows_the_bend() -> None:
    sentence = "At x = 1 it is 1; on a straight line from x = 0.75 to x = 1.25 it would be 1.0625."
    assert judged("x^2").evidence.sentence == sentence


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    assert judged("exp(10^8+exp(x^2))").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_bends(name: str) -> None:
    assert judged(CALLS.get(name, f"{name}(x)")).verdict is Verdict.PASSED


@pytest.mark.parametrize("text", ["relu(x)", "tanh(x)", "1/x", "x", "log(exp(x))", "7"])
def test_adding_a_line_changes_nothing(text: str) -> None:
    assert judged(f"{text} - 3*x + 1/7").verdict is judged(text).verdict
