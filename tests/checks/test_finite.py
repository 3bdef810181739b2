from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.finite import Finite
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
LOST = "acos acosh asin atanh cosh cot coth csc csch exp expm1 log log10 log1p log2 sinh sqrt".split()


def judged(f: Function | str) -> Finding:
    return Finite().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("softplus(x)", id="a stable softplus"),
    pytest.param("x*sigmoid(x)", id="a stable silu"),
    pytest.param("tan(x)", id="no float is a pole of the tangent"),
    pytest.param("x^70", id="large and not too large"),
    pytest.param(np.tanh, id="code"),
    pytest.param(lambda x: np.logaddexp(x, 0), id="stable code"),
]

FAILS = [
    pytest.param("exp(x)", 709.7, 710, id="the exponential overflows"),
    pytest.param("log(1+exp(x))", 709.7, 710, id="a naive softplus is inf"),
    pytest.param("x*exp(x)/(1+exp(x))", 703, 710, id="a naive silu is inf, then nan"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+exp(-x))", -710.4, 710.4, id="a naive tanh is inf/inf"),
    pytest.param("exp(-x)", -710, -709.7, id="on the left"),
    pytest.param("exp(exp(x))", 7, 7, id="soon"),
    pytest.param("1/x", 0, 0, id="divided by 0"),
    pytest.param("sqrt(x+5)", -6, -6, id="the root of a negative number"),
    pytest.param("x^100", -10000.0, 10000.0, id="at the very ends"),
    pytest.param(np.exp, 709.7, 710, id="code that overflows"),
    pytest.param(lambda x: 1 / x, 0, 0, id="code that divides by 0"),
]


@pytest.mark.parametrize("f", PASSES)
def test_passes(f: Function | str) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED


@pytest.mark.parametrize(("f", "low", "high"), FAILS)
def test_fails_with_a_witness(f: Function | str, low: float, high: float) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.FAILED if name in LOST else Verdict.PASSED)


WITHIN = [
    pytest.param(1e3, "exp(x)", Verdict.FAILED, id="far enough to overflow"),
    pytest.param(1e2, "exp(x)", Verdict.PASSED, id="not far enough"),
    pytest.param(1e300, "x^2", Verdict.FAILED, id="very far"),
    pytest.param(1e150, "x^2", Verdict.PASSED, id="as far as squares go"),
    pytest.param(3.0, "1/(x-3)", Verdict.FAILED, id="the end is included"),
    pytest.param(2.9, "1/(x-3)", Verdict.PASSED, id="what lies beyond is not"),
]


@pytest.mark.parametrize(("within", "text", "verdict"), WITHIN)
def test_looks_as_far_as_it_is_told(within: float, text: str, verdict: Verdict) -> None:
    assert Finite(within).judge(parse(text), np.random.default_rng(0)).verdict is verdict


@pytest.mark.parametrize("within", [0.0, -1.0, float("inf"), float("nan")])
def test_refuses_what_is_no_distance(within: float) -> None:
    with pytest.raises(ValueError, match="positive number"):
        Finite(within)


def test_the_sentence_says_what_was_computed() -> None:
    evidence = judged("exp(x)").evidence
    assert evidence.sentence == "Computed in float64, it is inf at x = 709.79."
    assert [(seen.expected, seen.actual) for seen in evidence.observations] == [("a finite number", "inf")]


SIGMOID = "e = np.exp(-np.abs(x)); return np.where(x >= 0, 1, e) / (1 + e)"
PROGRAMS_THAT_PASS = [
    pytest.param(SIGMOID, id="a stable sigmoid"),
    pytest.param("return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))", id="a stable softplus"),
    pytest.param("return np.exp(-np.abs(x))", id="what is too small is 0, and no warning"),
    pytest.param("import warnings; warnings.warn('old'); return x", id="a warning of something else"),
    pytest.param("\n  with np.errstate(all='ignore'): return 1 / (1 + np.exp(-x))", id="an overflow that is meant"),
]
PROGRAMS_THAT_FAIL = [
    pytest.param(
        "return 1 / (1 + np.exp(-x))",
        "f(-709.79) gives 0, but numpy warns on the way: overflow encountered in exp.",
        id="a right value after an overflow",
    ),
    pytest.param(
        "return np.log(1 + np.exp(x))",
        "f(709.79) gives inf; numpy warns: overflow encountered in exp.",
        id="an overflow",
    ),
    pytest.param(
        "return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))",
        "numpy warns on the way: overflow encountered in exp.",
        id="both branches of where are computed",
    ),
    pytest.param(
        "return np.log1p(np.exp(np.minimum(x, 30))) * (x / x)",
        "f(0) gives nan; numpy warns: invalid value encountered in divide.",
        id="0/0",
    ),
    pytest.param("return np.where(np.signbit(x), np.inf, 0 * x)", "f(-1) gives inf.", id="inf without a warning"),
    pytest.param("return np.where(np.abs(x) < 1e-200, np.nan, x)", "f(0) gives nan.", id="what is next to 0"),
    pytest.param("return np.where(x > 9999, np.nan, x)", "gives nan.", id="far out"),
]


@pytest.mark.parametrize("body", PROGRAMS_THAT_PASS)
def test_a_program_passes(body: str, running: Callable[..., Routine]) -> None:
    finding = judged(running(f"def f(x): {body}"))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("body", "sentence"), PROGRAMS_THAT_FAIL)
def test_a_program_fails(body: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judged(running(f"def f(x): {body}"))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.endswith(sentence)


def test_a_warning_is_an_observation(running: Callable[..., Routine]) -> None:
    (seen,) = judged(running("def f(x): return 1 / (1 + np.exp(-x))")).evidence.observations
    assert (seen.x, seen.expected, seen.actual) == ((-709.79,), "no warning", "overflow encountered in exp")


def test_a_program_is_looked_at_as_far_as_it_is_told(running: Callable[..., Routine]) -> None:
    routine = running("def f(x): return np.exp(x)")
    verdicts = [Finite(within).judge(routine, np.random.default_rng(0)).verdict for within in (700.0, 720.0)]
    assert verdicts == [Verdict.PASSED, Verdict.FAILED]
