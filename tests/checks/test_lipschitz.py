from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.lipschitz import Lipschitz
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
GENTLE = (
    "Phi abs asinh atan celu clip cos elu hardsigmoid hardtanh leaky_relu logsigmoid max min phi prelu relu relu6 sech "
    "sigmoid sin sinc softplus softshrink softsign tanh tanhshrink"
).split()
# the largest slope, to six digits
LARGEST = {"silu": 1.09984, "gelu": 1.12890, "mish": 1.08850, "selu": 1.75810, "hardswish": 1.5, "erf": 1.12838}


def judged(f: Function | str, constant: float = 1) -> Finding:
    return Lipschitz(constant).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", 1, id="the symmetric root, repaired"),
    pytest.param("sqrt(1+x^2)", 1, id="a slope that only tends to the constant"),
    pytest.param("sin(50*x)/50", 1, id="fast waves, not high"),
    pytest.param("0.1*x", 0.1, id="a constant that is no float"),
    pytest.param("erf(x)", 2 / np.sqrt(np.pi), id="a constant that had to be rounded"),
    pytest.param("abs(x-0.3)/2", 0.5, id="a kink"),
    pytest.param("tanh(1e6*x)", 1e6, id="very steep and no jump"),
    pytest.param("log(exp(x))", 1, id="rounding is no slope"),
    pytest.param("0.5", 1e-9, id="level"),
    pytest.param(np.tanh, 1, id="code"),
    pytest.param(np.abs, 1, id="code with a kink"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), 1, id="code that overflows"),
]

FAILS = [
    pytest.param("sign(x)*sqrt(abs(x))", 1, -1e-9, 0, id="infinite slope at 0"),
    pytest.param("cbrt(x-0.7)", 100, 0.69, 0.71, id="infinite slope elsewhere"),
    pytest.param("2*sign(x)*sqrt(1+abs(x))", 1, -1e-9, 0, id="a jump"),
    pytest.param("piecewise(x<0.1: x, x+1e-9)", 1, 0.09, 0.11, id="a jump by a billionth"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", 1e6, 17.2, 17.4, id="a single point"),
    pytest.param("floor(x)", 20, -1, 1, id="a staircase"),
    pytest.param("1/x", 1e6, -1, 1, id="a pole"),
    pytest.param("2*tanh(x)", 1.999, -1, 1, id="twice as steep"),
    pytest.param("silu(x)", 1, 1.2, 9, id="silu is steeper than 1"),
    pytest.param("silu(x)", 1.0998, 2, 3, id="the steepest point is between the points looked at"),
    pytest.param("tanh(30.7*x-2)", 30.6, 0, 0.1, id="steep on a short way"),
    pytest.param("x^2", 1000, -1e4, 1e4, id="steeper and steeper"),
    pytest.param("x*log(1+x^2)", 30, -1e12, 1e12, id="too steep only far out"),
    pytest.param("softplus(x)+x/1000", 1, 5, 1e4, id="too steep by a thousandth"),
    pytest.param("log(x)", 1e6, 0, 1, id="at the end of its natural domain"),
    pytest.param("1e-6*sqrt(abs(x))", 1, -1e-9, 1e-9, id="an infinite slope very close to 0"),
    pytest.param("1e-3*abs(x)^0.9", 1, -1e-9, 1e-9, id="an infinite slope that grows slowly"),
    pytest.param("1e-6*sqrt(abs(x-sqrt(2)))", 1, 1.414, 1.415, id="an infinite slope very close to a root"),
    pytest.param("1e-3*abs(x-sqrt(2))^0.9", 1, 1.414, 1.415, id="a slow infinite slope at a root"),
    pytest.param("log(-1-x^2)", 1, 0, 0, id="no value anywhere"),
    pytest.param(np.exp, 1, 0, 1e4, id="code"),
    pytest.param(lambda x: np.floor(0.3 * x + 0.1), 100, -4, 4, id="code with jumps"),
    pytest.param(lambda x: 1.0001 * np.tanh(x - 0.1234), 1, 0, 0.2, id="code a little too steep"),
]


@pytest.mark.parametrize(("f", "constant"), PASSES)
def test_passes(f: Function | str, constant: float, *, profiled: bool) -> None:
    finding = judged(f, constant)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or (profiled and isinstance(f, str))


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "constant", "low", "high"), FAILS)
def test_fails_with_a_witness(f: Function | str, constant: float, low: float, high: float) -> None:
    finding = judged(f, constant)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.PASSED if name in GENTLE else Verdict.FAILED)


@pytest.mark.parametrize(("name", "largest"), LARGEST.items())
def test_the_largest_slope_is_the_smallest_constant(name: str, largest: float) -> None:
    assert judged(f"{name}(x)", largest + 1e-5).verdict is Verdict.PASSED
    assert judged(f"{name}(x)", largest - 1e-4).verdict is Verdict.FAILED


@pytest.mark.parametrize("name", GENTLE)
def test_stretching_a_function_stretches_its_constant(name: str) -> None:
    call = CALLS.get(name, f"{name}(x)")
    assert judged(f"7*({call})", 7).verdict is Verdict.PASSED


CERTAIN = [
    pytest.param(
        "abs(x)^1.000000001", 2, "Has chords as steep as one likes.", id="a slope that grows too slowly to see"
    ),
    pytest.param("tanh(x)+1e-12*x", 1, "Has slope 1.000000000001 between", id="a slope just above, seen at 0"),
]


@pytest.mark.parametrize(("text", "constant", "sentence"), CERTAIN)
def test_a_profile_knows_more_than_points_show(text: str, constant: float, sentence: str) -> None:
    finding = judged(text, constant)
    assert finding.verdict is Verdict.FAILED, finding.evidence
    assert finding.evidence.sentence.startswith(sentence), finding.evidence.sentence


@pytest.mark.parametrize("name", GENTLE)
def test_that_no_chord_is_steeper_than_the_steepest_slope_is_proved(name: str) -> None:
    assert judged(CALLS.get(name, f"{name}(x)")).evidence.grade is Grade.PROVED


def test_a_derivative_that_is_steeper_where_there_is_none_refutes_nothing() -> None:
    assert judged("piecewise(x==0: 5*x, tanh(x))").verdict is Verdict.PASSED


def test_the_sentence_shows_the_chord() -> None:
    finding = judged("sign(x)*sqrt(abs(x))")
    assert finding.evidence.sentence == "Has slope 31622.8 between x = -1e-09 and x = 0."


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("sign(x)*sqrt(abs(x))").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((-1e-9,), "a slope of at most 1 to x = 0", "31622.8")


@pytest.mark.parametrize("constant", [0, -1, np.inf, np.nan])
def test_the_constant_is_above_0(constant: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Lipschitz(constant)


def test_what_is_too_large_to_say_is_undecided() -> None:
    assert judged("x*10^10^10^10").verdict is Verdict.UNDECIDED


def test_a_slope_beyond_the_floats_has_a_sentence() -> None:
    finding = judged("1e-3*x*log(abs(x)+1e-300)")
    assert finding.evidence.sentence == "Has slope 2.30397 very far out as x → +∞."
