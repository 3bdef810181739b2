from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.value import Value
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]


def judged(f: Function | str, at: float, value: float, tolerance: float = 1e-9) -> Finding:
    return Value(at, value, tolerance).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("sigmoid(x)", 0, 0.5, 1e-9, id="exactly"),
    pytest.param("exp(x)", 1, np.e, 1e-9, id="an irrational value"),
    pytest.param("sin(x)", np.pi, 0, 1e-9, id="0 as near as a float gets"),
    pytest.param("floor(10*x)", 0.3, 3, 1e-9, id="0.3 is three tenths"),
    pytest.param("x+0.0004", 1, 1, 0.001, id="within a wide tolerance"),
    pytest.param("10^12+x", 100, 1e12, 1e-9, id="the tolerance is relative"),
    pytest.param("x+1e-10", 0, 0, 1e-9, id="and absolute where the value is 0"),
    pytest.param("tanh(x)", 1000, 1, 0.001, id="a value that rounds to its limit"),
    pytest.param("exp(x)/exp(x)", 10000, 1, 1e-9, id="no overflow on the way"),
]

FAILS = [
    pytest.param("tanh(x)", 0, 0.5, 1e-9, "Is 0 at x = 0, not 0.5.", id="another value"),
    pytest.param("x+0.500001", 0, 0.5, 1e-9, "Is 0.500001 at x = 0, not 0.5.", id="a little off"),
    pytest.param("x+1+1e-8", 0, 1, 1e-9, "Is 1.00000001 at x = 0, not 1.", id="off in the ninth digit"),
    pytest.param("x+1e-8", 0, 0, 1e-9, "Is 1e-08 at x = 0, not 0.", id="next to nothing"),
    pytest.param("1/x", 0, 0, 1e-9, "Has no value at x = 0.", id="no value"),
    pytest.param("exp(exp(x))", 10, 1, 1e-9, "Is beyond 1e308 at x = 10, not 1.", id="too large for a float"),
    pytest.param(np.cos, 0, 0.5, 1e-9, "Is 1 at x = 0, not 0.5.", id="code"),
]


@pytest.mark.parametrize(("f", "at", "value", "tolerance"), PASSES)
def test_passes(f: Function | str, at: float, value: float, tolerance: float) -> None:
    finding = judged(f, at, value, tolerance)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.PROVED


@pytest.mark.parametrize(("f", "at", "value", "tolerance", "sentence"), FAILS)
def test_fails_and_says_what_it_is(f: Function | str, at: float, value: float, tolerance: float, sentence: str) -> None:
    finding = judged(f, at, value, tolerance)
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == sentence
    assert finding.evidence.observations[0].x == (at,)


def test_code_is_taken_at_its_word() -> None:
    finding = judged(np.cos, 0, 1)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.SUPPORTED)


def test_what_can_not_be_computed_is_not_held_against_it() -> None:
    assert judged("floor(tanh(x))", 1000, 0).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("text", ["tanh(x)", "gelu(x)", "x^3/7", "exp(x)", "1/x"])
@pytest.mark.parametrize("at", [-2.5, 0.1, 7])
def test_every_function_has_the_values_it_has(text: str, at: float) -> None:
    assert judged(text, at, float(parse(text)(np.array([at]))[0])).verdict is Verdict.PASSED


@pytest.mark.parametrize(("at", "value", "tolerance"), [(np.inf, 0, 1), (0, np.nan, 1), (0, 0, -1)])
def test_fields_make_sense(at: float, value: float, tolerance: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Value(at, value, tolerance)
