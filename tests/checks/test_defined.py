from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.defined import Defined
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
WITHOUT = "acos acosh asin atanh cot coth csc csch log log10 log1p log2 sec sqrt tan".split()


def judged(f: Function | str) -> Finding:
    return Defined().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x/(1+abs(x))", id="a denominator that is never 0"),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", id="a mended hole"),
    pytest.param("piecewise(x < 0: x/(2-x+x^2), x/(1+x+x^2))", id="quotients in both pieces"),
    pytest.param(
        "piecewise(x < 0: x/(1-x), x/(1+x))", id="roots of denominators in the pieces where they are not used"
    ),
    pytest.param("piecewise(x > 0: x/(1-x-x^2)^0, x/(1+x^2))", id="a root under the power 0"),
    pytest.param(
        "piecewise(x < 0: x/(1-x+x^2), x < 9: x, 1/(x^2-2))", id="an irrational root where another piece is in use"
    ),
    pytest.param("x*exp(x)/(1+exp(x))", id="what overflows still has a value"),
    pytest.param("exp(10^8+exp(x^2))", id="even where it can hardly be written"),
    pytest.param("1/(1+cos(x)+10^-20)", id="a wave that nearly touches 0"),
    pytest.param("1/(x^2+10^-12)", id="a square that nearly touches 0"),
    pytest.param("1/(cosh(x)-1+10^-9)", id="a dip that nearly touches 0"),
    pytest.param("1/exp(-x)", id="a denominator that underflows"),
    pytest.param("piecewise(cos(x)==-1: 0, 1/(1+cos(x)))", id="a mended wave"),
    pytest.param("cbrt(x)", id="cube roots of negative numbers"),
    pytest.param("log(1+exp(x))", id="a logarithm of what is positive"),
    pytest.param("sqrt(x^2)", id="the root of a square"),
    pytest.param("0^0*x", id="0^0 is 1"),
    pytest.param(np.tanh, id="code"),
    pytest.param(np.exp, id="code that overflows"),
]

FAILS = [
    pytest.param("1/x", 0, 0, id="1/x at 0"),
    pytest.param("x/x", 0, 0, id="what cancels leaves its hole"),
    pytest.param("0*log(x)", -1, -1, id="a factor 0 mends nothing"),
    pytest.param("1/(x-0.1)", 0.1, 0.1, id="a root that is no float"),
    pytest.param("1/(3*x-1)", 0.33, 0.34, id="a root of a third"),
    pytest.param("1/(x^2-2*x+1)", 1, 1, id="a root without a change of sign"),
    pytest.param("1/(x^2-2)", -1.42, 1.42, id="an irrational root"),
    pytest.param("1/(x^2-11)", -3.32, 3.32, id="an irrational root that rounding puts on a float"),
    pytest.param("1/sqrt(abs(x^2-2))", -1.42, 1.42, id="an irrational root without a change of sign"),
    pytest.param("log(abs(x^2-2))", -1.42, 1.42, id="the logarithm of 0 at an irrational point"),
    pytest.param("tan(x)", -2, 2, id="the poles of the tangent"),
    pytest.param("sqrt(x)", -1, -1, id="roots of negative numbers"),
    pytest.param("sqrt(10^10-x^2)", -100001, 100001, id="far out"),
    pytest.param("1/(x-123456)", 123456, 123456, id="a hole further out than one looks"),
    pytest.param("asin(x)", -10, 10, id="the arcsine beyond 1"),
    pytest.param("piecewise(x < 0: 0, x > 0: x)", 0, 0, id="a point left out"),
    pytest.param("piecewise(x < 0: x/(1-x-x^2), x)", -1.7, -1.6, id="an irrational root in the piece in use"),
    pytest.param("1/(1+cos(x))", 3.14159, 3.1416, id="a wave that touches 0"),
    pytest.param("1/(1+sin(x))", -1.5708, -1.57079, id="a shifted wave that touches 0"),
    pytest.param("1/(2+2*sin(3*x+1))", -0.85694, -0.85693, id="a fast wave that touches 0"),
    pytest.param("log(1+cos(x))", 3.14159, 3.1416, id="the logarithm of a wave that touches 0"),
    pytest.param("1/(x^4-4*x^2+4)", -1.42, 1.42, id="two irrational double roots"),
    pytest.param("1/(x^2-2*sqrt(2)*x+2)", 1.41, 1.42, id="an irrational double root"),
    pytest.param("1/(9*x^2-6*x+1)", 1 / 3, 1 / 3, id="a double root of a third"),
    pytest.param("x^(1/3)", -1, -1, id="negative numbers to the power of a third"),
    pytest.param("1/0", -10000.0, 10000.0, id="no value anywhere"),
    pytest.param(np.log, -10000.0, -1e-09, id="code that says nan"),
    pytest.param(lambda x: 1 / x, 0, 0, id="code that divides by 0"),
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
    assert verdict is (Verdict.FAILED if name in WITHOUT else Verdict.PASSED)


def test_the_sentence_names_the_point() -> None:
    evidence = judged("1/(x-2)").evidence
    assert evidence.sentence == "Has no value at x = 2."
    assert [(seen.x, seen.expected, seen.actual) for seen in evidence.observations] == [((2.0,), "a value", "no value")]


def test_an_irrational_point_is_named_approximately() -> None:
    assert judged("1/(x^3-2)").evidence.sentence == "Has no value at x ≈ 1.25992."
