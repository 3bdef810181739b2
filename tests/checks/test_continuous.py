from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.continuous import Continuous
from grader.checks.defined import Defined
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
TORN = (
    "acos acosh asin atanh ceil cot coth csc csch floor hardshrink log log10 log1p log2 sec sign sqrt step tan".split()
)


def judged(f: Function | str) -> Finding:
    return Continuous().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("cbrt(x)", id="a vertical tangent"),
    pytest.param("sqrt(abs(x))", id="two vertical tangents"),
    pytest.param("piecewise(x==0: 0, x*sin(1/x))", id="a wave that dies away"),
    pytest.param("piecewise(x==0: 0, abs(x) < 0.5: 1/log(abs(x)), 1/log(0.5))", id="as slow as 1/log at 0"),
    pytest.param("tanh(10^6*x)", id="steep"),
    pytest.param("tanh(10^20*(x-1))", id="steeper than floats can tell"),
    pytest.param("piecewise(x < 0: -1, x < 10^-6: -1+2*10^6*x, 1)", id="a steep ramp"),
    pytest.param("piecewise(x < 1: x, 2-x)", id="two pieces that meet"),
    pytest.param("piecewise(x < pi: sin(x), pi-x)", id="two pieces that meet at an irrational point"),
    pytest.param("abs(sin(x))", id="many corners"),
    pytest.param("max(0, x, -1-x)", id="a corner between the first and the third of three"),
    pytest.param("1/(1+cos(x)+10^-20)", id="a wave that nearly touches 0"),
    pytest.param("1/(x^2+10^-12)", id="a square that nearly touches 0"),
    pytest.param("1/(cosh(x)-1+10^-9)", id="a dip that nearly touches 0"),
    pytest.param("1/exp(-x)", id="a denominator that underflows"),
    pytest.param("step(-x^2)", id="a step that is never taken, 0 at 0"),
    pytest.param("floor(2+exp(-x^2)/2)", id="a floor that nothing reaches"),
    pytest.param("exp(x)", id="what soon overflows"),
    pytest.param("(x+1)^2-x^2-2*x-1", id="nothing but rounding"),
    pytest.param(np.tanh, id="code"),
    pytest.param(np.cbrt, id="code with a vertical tangent"),
    pytest.param(lambda x: np.log(np.exp(2 * x)), id="code that rounds and overflows"),
]

FAILS = [
    pytest.param("step(x)", 0, 0, id="a step"),
    pytest.param("sign(x)", 0, 0, id="the sign"),
    pytest.param("floor(x)", -20, 20, id="stairs"),
    pytest.param("floor(pi*x)", -20, 20, id="stairs of irrational width"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", 17.3, 17.3, id="a single point"),
    pytest.param("piecewise(x < 0.1: x, x+10^-9)", 0.1, 0.1, id="a tiny step"),
    pytest.param("x+10^-20*step(x-1)", 1, 1, id="a step float64 does not see"),
    pytest.param("piecewise(x < pi: x, x+1)", 3.14, 3.15, id="a step at an irrational point"),
    pytest.param("piecewise(x < 0.12345: x, x+0.001)", 0.1234, 0.1235, id="a step at a long decimal"),
    pytest.param("piecewise(x==0: 0, sin(1/x))", 0, 0, id="a wave that does not die away"),
    pytest.param("piecewise(x==0: 0, 1/x)", 0, 0, id="a pole with a value"),
    pytest.param("hardshrink(x)", -0.5, 0.5, id="a gap in the values"),
    pytest.param("2*sign(x)*sqrt(1+abs(x))", 0, 0, id="a root with its sign"),
    pytest.param("1/x", 0, 0, id="a hole"),
    pytest.param("1/(x^2-2)", -1.42, 1.42, id="an irrational hole"),
    pytest.param("log(x)", -1, -1, id="half a line"),
    pytest.param("1/(1+cos(x))", 3.14159, 3.1416, id="a wave that touches 0"),
    pytest.param("1/(1+sin(x))", -1.5708, -1.57079, id="a shifted wave that touches 0"),
    pytest.param("1/(2+2*sin(3*x+1))", -0.85694, -0.85693, id="a fast wave that touches 0"),
    pytest.param("log(1+cos(x))", 3.14159, 3.1416, id="the logarithm of a wave that touches 0"),
    pytest.param("1/(x^4-4*x^2+4)", -1.42, 1.42, id="two irrational double roots"),
    pytest.param("1/(x^2-2*sqrt(2)*x+2)", 1.41, 1.42, id="an irrational double root"),
    pytest.param("1/(9*x^2-6*x+1)", 1 / 3, 1 / 3, id="a double root of a third"),
    pytest.param("floor(exp(-x^2))", 0, 0, id="the top of a bell alone"),
    pytest.param("floor(sech(x))", 0, 0, id="the top of a sech alone"),
    pytest.param("floor(1/(1+x^2))", 0, 0, id="the top of a quotient alone"),
    pytest.param("floor(exp(-(x-1/3)^2))", 1 / 3, 1 / 3, id="the top of a bell at a third"),
    pytest.param("ceil(-exp(-(x-1/3)^2))", 1 / 3, 1 / 3, id="the bottom of a dip at a third"),
    pytest.param("step(x^2)", 0, 0, id="a step at one point"),
    pytest.param("0^(x^2)", 0, 0, id="0^0 alone is 1"),
    pytest.param("sign(x^2-2*x+1)", 1, 1, id="the sign of a double root"),
    pytest.param(np.sign, 0, 0, id="code with a step"),
    pytest.param(lambda x: np.where(x < 0.1, x, x + 1e-3), 0.1, 0.1, id="code with a small step"),
    pytest.param(lambda x: 1 / x, 0, 0, id="code with a pole"),
    pytest.param(np.tan, -10000.0, 10000.0, id="code with a pole that is no float"),
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
    assert verdict is (Verdict.FAILED if name in TORN else Verdict.PASSED)


def test_a_profile_knows_of_a_jump_that_no_point_shows() -> None:
    evidence = judged("piecewise(x==0: 10^-30, tanh(x))").evidence
    assert (evidence.sentence, evidence.grade) == ("Jumps at x = 0.", Grade.REFUTED)
    assert evidence.observations[0].x == (0.0,)


def test_the_sentence_shows_both_sides() -> None:
    evidence = judged("piecewise(x < 2: x, 3*x)").evidence
    assert evidence.sentence == "Jumps from 2 to 6 at x = 2."
    seen = evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((2.0,), "no jump", "2 on the left, 6 on the right")


def test_two_sides_that_look_alike_get_more_digits() -> None:
    assert judged("piecewise(x < 0.5: x, x+10^-8)").evidence.sentence == "Jumps from 0.5 to 0.50000001 at x = 0.5."


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    assert judged("exp(10^8+exp(x^2))").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


@pytest.mark.parametrize("name", sorted(arities()))
def test_the_continuous_are_defined(name: str) -> None:
    text = CALLS.get(name, f"{name}(x)")
    if judged(text).verdict is Verdict.PASSED:
        assert Defined().judge(parse(text), np.random.default_rng(0)).verdict is Verdict.PASSED
