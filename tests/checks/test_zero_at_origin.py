from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.zero_at_origin import ZeroAtOrigin
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
ELSEWHERE = (
    "log2 log10 sec csc cot sech csch coth Phi phi sinc hardsigmoid logsigmoid acos acosh cos cosh erfc exp log "
    "sigmoid softplus"
).split()

PASSES = [
    pytest.param("x*sigmoid(x)", Grade.PROVED, id="a factor x"),
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", Grade.PROVED, id="1 − 1"),
    pytest.param("piecewise(x==0: 0, sin(1/x))", Grade.PROVED, id="a value given alone"),
    pytest.param("softplus(x)-log(2)", Grade.SUPPORTED, id="a difference of irrational numbers"),
    pytest.param("sin(pi+x)", Grade.SUPPORTED, id="an irrational root"),
    pytest.param(np.tanh, Grade.SUPPORTED, id="code"),
    pytest.param(lambda x: np.log(1 + np.exp(x)) - np.log(2), Grade.SUPPORTED, id="code that cancels"),
]
FAILS = [
    pytest.param("sigmoid(x)", "At x = 0 it is 0.5, not 0.", id="a half"),
    pytest.param("x+10^-30", "At x = 0 it is 1e-30, not 0.", id="next to nothing"),
    pytest.param("softplus(x)-log(2)+10^-100", "At x = 0 it is 1e-100, not 0.", id="far less than rounding"),
    pytest.param("1/x", "Has no value at x = 0.", id="a hole"),
    pytest.param("x/x*0", "Has no value at x = 0.", id="a hole that would be filled by 0"),
    pytest.param("x*log(x)", "Has no value at x = 0.", id="a limit is no value"),
    pytest.param("exp(10^8+exp(x))", "At x = 0 it is too large to say, not 0.", id="huge"),
    pytest.param(np.cos, "At x = 0 it is 1, not 0.", id="code"),
    pytest.param(lambda x: x * np.log(x), "Has no value at x = 0.", id="code that says nan"),
]


def judged(f: Function | str) -> Finding:
    return ZeroAtOrigin().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


@pytest.mark.parametrize(("f", "grade"), PASSES)
def test_passes(f: Function | str, grade: Grade, *, profiled: bool) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else grade)


@pytest.mark.parametrize(("f", "sentence"), FAILS)
def test_fails_and_says_why(f: Function | str, sentence: str) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == sentence
    assert [seen.x for seen in finding.evidence.observations] == [(0.0,)]


def test_code_that_is_infinite_at_0_is_not_judged() -> None:
    assert judged(np.log).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.FAILED if name in ELSEWHERE else Verdict.PASSED)
