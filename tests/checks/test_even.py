from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.even import Even
from grader.checks.odd import Odd
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
EVEN = "abs cos cosh phi sec sech sinc".split()


def judged(f: Function | str) -> Finding:
    return Even().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x^2", id="a square"),
    pytest.param("sqrt(1+abs(x))-1", id="a root of a size"),
    pytest.param("x*tanh(x)", id="a product of two odd functions"),
    pytest.param("3", id="a constant"),
    pytest.param("1/x^2", id="a hole at 0 is its own mirror image"),
    pytest.param("sqrt(1-x^2)", id="a natural domain that is symmetric"),
    pytest.param("log(cosh(x))", id="what overflows in float64"),
    pytest.param(np.cos, id="code"),
    pytest.param(lambda x: np.log(np.exp(x) + np.exp(-x)), id="code that overflows"),
]

FAILS = [
    pytest.param("sigmoid(x)", -1, -1, id="a rise from 0 to 1"),
    pytest.param("x^2+10^-6*x", -10000.0, 10000.0, id="a trace of a line"),
    pytest.param("piecewise(x==17.3: 5, cos(x))", -17.3, 17.3, id="a single point"),
    pytest.param("abs(x-10^-9)", -10000.0, 10000.0, id="moved a little to the right"),
    pytest.param("log(x)", -10000.0, -1e-09, id="a value without a mirror image"),
    pytest.param("piecewise(x != 3: x^2)", 3, 3, id="a hole on one side"),
    pytest.param("sin(x)", -10000.0, 10000.0, id="odd"),
    pytest.param("floor(x)", -10000.0, 10000.0, id="stairs"),
    pytest.param(np.exp, -1, -1, id="code"),
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
    assert verdict is (Verdict.PASSED if name in EVEN else Verdict.FAILED)


def test_a_profile_knows_of_an_asymmetry_that_no_point_shows() -> None:
    assert judged("x^2+10^-20*step(x-1)").verdict is Verdict.FAILED


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    assert judged("exp(10^8+exp(x^2))").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


def test_the_sentence_shows_both_values() -> None:
    evidence = judged("x+x^2").evidence
    assert evidence.sentence == "f(-1) = 0, but f(1) = 2."
    seen = evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-1.0,), "2", "0")


def test_the_sentence_shows_what_has_no_mirror_image() -> None:
    assert judged("sqrt(x)").evidence.sentence == "Has a value at x = 1, but none at x = -1."


@pytest.mark.parametrize("f", PASSES)
def test_the_derivative_is_odd(f: Function | str) -> None:
    if isinstance(f, str):
        assert Odd().judge(parse(f).derivative(), np.random.default_rng(0)).verdict is Verdict.PASSED
