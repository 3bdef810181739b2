from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.smooth import Smooth
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
KINKED = "abs cbrt clip hardsigmoid hardswish hardtanh leaky_relu max min prelu relu relu6 selu softshrink".split()
ONCE = "celu elu softsign".split()
SMOOTH = (
    "Phi asinh atan cos cosh erf erfc exp expm1 gelu gelu_tanh logsigmoid mish phi sech sigmoid silu sin sinc sinh "
    "softplus tanh tanhshrink"
).split()


def judged(f: Function | str, order: int) -> Finding:
    return Smooth(order).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


# formula, the largest order it has, what the sentence about the next order begins with, where that is
ORDERS = [
    pytest.param("relu(x)", 0, "The slope jumps from 0 to 1 at x = 0.", id="relu"),
    pytest.param("abs(x-0.3)", 0, "The slope jumps from -1 to 1 at x = 0.3.", id="a kink elsewhere"),
    pytest.param("leaky_relu(x, 0.999999)", 0, "The slope jumps from 0.999999 to 1", id="a kink no eye can see"),
    pytest.param("abs(x^2-2)", 0, "The slope jumps from -2.82843 to 2.82843 at x ≈ 1.41421.", id="a kink at a root"),
    pytest.param("min(x, 0.0001)", 0, "The slope jumps from 1 to 0 at x ≈ 0.0001.", id="a kink at a short literal"),
    pytest.param("max(x, sin(x)+0.1)", 0, "The slope jumps from 0.657161 to 1 at x ≈ 0.85375.", id="two curves meet"),
    pytest.param("cbrt(x)", 0, "The slope grows without bound close to x = 0.", id="a cube root"),
    pytest.param("abs(x)^0.9", 0, "The slope grows without bound close to x = 0.", id="hardly a kink"),
    pytest.param("(x^2)^0.5", 0, "The slope jumps from -1 to 1 at x = 0.", id="a bar in disguise"),
    pytest.param("sqrt(1-cos(x)^2)", 0, "The slope jumps from -1 to 1 at x ≈ 0.", id="a root that only touches 0"),
    pytest.param("acos(cos(x))", 0, "The slope jumps from -1 to 1 at x ≈ 0.", id="a saw without a bar"),
    pytest.param("piecewise(x==0: 0, x*log(abs(x)))", 0, "The slope grows without bound", id="a slow vertical tangent"),
    pytest.param("piecewise(x==0: 0, x^2*sin(1/x))", 0, "The slope", id="differentiable, and the slope swings"),
    pytest.param("elu(x)", 1, "The second derivative jumps from 1 to 0 at x = 0.", id="elu"),
    pytest.param("softsign(x)", 1, "The second derivative jumps from 2 to -2 at x = 0.", id="softsign"),
    pytest.param("x*abs(x)", 1, "The second derivative jumps from -2 to 2 at x = 0.", id="a square, turned over"),
    pytest.param("x*sqrt(abs(x))", 1, "The second derivative grows without bound", id="a power of 3/2"),
    pytest.param("piecewise(x<0: x^3, x^3+1e-9*x^2)", 1, "The second derivative jumps from 0 to 2e-09", id="a trace"),
    pytest.param("abs(x)^3", 2, "The third derivative jumps from -6 to 6 at x = 0.", id="a cube"),
    pytest.param("abs(x^2-2)^3", 2, "The third derivative jumps from -135.765 to 135.765 at x ≈ 1.41421.", id="at √2"),
    pytest.param("abs(x)^3.5", 3, "The fourth derivative grows without bound", id="a power of 7/2"),
    pytest.param("piecewise(x<0: sin(x), x-x^3/6+x^4)", 3, "The fourth derivative jumps from 0 to 24", id="a sine"),
    pytest.param("step(x)", -1, "The value jumps from 0 to 1 at x = 0.", id="a step"),
    pytest.param("x/x", -1, "Has no value at x = 0.", id="a hole"),
    pytest.param("1/(x^2-2)", -1, "Has no value at x ≈ 1.41421.", id="a hole at a root"),
]

PASSES = [
    pytest.param("piecewise(x<0: sin(x), x-x^3/6)", id="a sine and its polynomial"),
    pytest.param("abs(x)^4", id="a bar without a kink"),
    pytest.param("abs(x)^4.5", id="a power of 9/2"),
    pytest.param("abs(x^2-2)^5", id="a high power at a root"),
    pytest.param("piecewise(x==0: 0, exp(-1/x^2))", id="all derivatives are 0 at 0"),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", id="a hole that is filled"),
    pytest.param("piecewise(x<1: tanh(1e6*x), tanh(1e6*x))", id="very steep and no jump"),
    pytest.param("abs(1+x^2)", id="a bar around what is positive"),
    pytest.param("max(x, -2-x^2)", id="a maximum that never changes sides"),
]

PROVED = [
    pytest.param("mish(x)", id="a named activation"),
    pytest.param("sqrt(x^2+1e-12)", id="all but a kink"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+exp(-x))", id="tanh written out"),
    pytest.param("1/(1+x^2)", id="a denominator that is positive"),
]

CODE = [
    pytest.param(np.sign, 0, Verdict.FAILED, id="a jump"),
    pytest.param(np.abs, 1, Verdict.FAILED, id="a kink"),
    pytest.param(np.abs, 0, Verdict.UNDECIDED, id="a kink is no jump"),
    pytest.param(np.cbrt, 1, Verdict.FAILED, id="an infinite slope"),
    pytest.param(lambda x: np.abs(x - np.pi), 1, Verdict.FAILED, id="a kink at π"),
    pytest.param(lambda x: np.arcsin(np.sin(x)), 1, Verdict.FAILED, id="a saw"),
    pytest.param(lambda x: x + 1e-3 * np.abs(x - 2.2), 1, Verdict.FAILED, id="a small kink"),
    pytest.param(np.log, 0, Verdict.FAILED, id="no value on the left"),
    pytest.param(np.tanh, 1, Verdict.UNDECIDED, id="smooth"),
    pytest.param(lambda x: np.tanh(1e4 * x), 1, Verdict.UNDECIDED, id="steep"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), 1, Verdict.UNDECIDED, id="rounding is no kink"),
    pytest.param(lambda x: np.exp(-x * x), 1, Verdict.UNDECIDED, id="the end of the floats is no jump"),
    pytest.param(lambda x: 1 - np.cos(x), 1, Verdict.UNDECIDED, id="code that cancels"),
]


SLOW = [
    pytest.param("abs(x)^1.01", 1, Verdict.PASSED, id="hardly smooth"),
    pytest.param("x*abs(x)^0.01", 1, Verdict.PASSED, id="a slope that shrinks slowly"),
    pytest.param("x-x*abs(x)^0.01", 1, Verdict.PASSED, id="a slope that rises slowly to its limit"),
    pytest.param("piecewise(x==0: 0, x^2*sin(1/x)*abs(x)^0.001)", 1, Verdict.PASSED, id="waves that shrink slowly"),
    pytest.param("abs(x)^2.01", 2, Verdict.PASSED, id="a second derivative that shrinks slowly"),
    pytest.param("abs(x)^3.01", 3, Verdict.PASSED, id="a third one"),
    pytest.param("relu(x)^1.01", 1, Verdict.UNDECIDED, id="no exact derivative of 0^1.01"),
    pytest.param("abs(x)^1.000000001", 1, Verdict.UNDECIDED, id="too slow at any distance"),
    pytest.param("abs(sin(x))^1.01", 1, Verdict.UNDECIDED, id="at irrational points"),
    pytest.param("abs(x)+abs(x)^1.01", 1, Verdict.FAILED, id="a jump below what shrinks slowly"),
    pytest.param("piecewise(x>log(2): (exp(x)-2)^2, 0)", 1, Verdict.PASSED, id="an overflow is no warning"),
]


@pytest.mark.parametrize(("text", "order", "verdict"), SLOW)
def test_slow_derivatives_are_followed_closer(text: str, order: int, verdict: Verdict, *, profiled: bool) -> None:
    finding = judged(text, order)
    expected = Verdict.PASSED if profiled and verdict is Verdict.UNDECIDED else verdict
    assert finding.verdict is expected, finding.evidence.sentence


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("text", "order", "sentence"), ORDERS)
def test_a_formula_is_smooth_to_its_order_and_not_beyond(text: str, order: int, sentence: str) -> None:
    for lower in range(order + 1):
        assert judged(text, lower).verdict is Verdict.PASSED
    for higher in range(order + 1, 5):
        finding = judged(text, higher)
        assert finding.verdict is Verdict.FAILED
        assert finding.evidence.grade is Grade.REFUTED
        assert finding.evidence.sentence.startswith(sentence)


@pytest.mark.parametrize("text", PASSES)
def test_passes(text: str, *, profiled: bool) -> None:
    finding = judged(text, 4)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or profiled


@pytest.mark.parametrize("text", PROVED)
def test_the_form_of_a_formula_can_prove_it_smooth(text: str) -> None:
    finding = judged(text, 4)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.PROVED)


@pytest.mark.parametrize(("f", "order", "verdict"), CODE)
def test_of_code_only_jumps_and_kinks_are_told(f: Function, order: int, verdict: Verdict) -> None:
    finding = judged(f, order)
    assert finding.verdict is verdict, finding.evidence.sentence


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    call = CALLS.get(name, f"{name}(x)")
    passed = [order for order in range(5) if judged(call, order).verdict is Verdict.PASSED]
    highest = 4 if name in SMOOTH else 1 if name in ONCE else 0 if name in KINKED else -1
    assert passed == list(range(highest + 1))


@pytest.mark.parametrize("name", ["tanh", "gelu", "softplus", "erf", "sech"])
@pytest.mark.parametrize("power", [1, 2, 3])
def test_a_product_with_a_bar_has_the_smoothness_of_the_bar(name: str, power: int) -> None:
    text = f"(2+{name}(x))*x^{power}*abs(x)"
    assert judged(text, power).verdict is Verdict.PASSED
    assert judged(text, power + 1).verdict is Verdict.FAILED


CERTAIN = [
    pytest.param("piecewise(x==0: 10^-30, tanh(x))", 0, "Jumps at x = 0.", id="a jump that no point shows"),
    pytest.param("relu(x)^1.01", 2, "The second derivative is not continuous everywhere.", id="no exact derivative"),
]


@pytest.mark.parametrize(("text", "order", "sentence"), CERTAIN)
def test_a_profile_knows_more_than_points_show(text: str, order: int, sentence: str) -> None:
    finding = judged(text, order)
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence == sentence


def test_what_is_too_large_for_float64_needs_a_profile(*, profiled: bool) -> None:
    text = "piecewise(x < 0: exp(10^8+exp(x)), exp(10^8+exp(x)))"
    assert judged(text, 1).verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("elu(x)", 2).evidence.observations[0]
    expected, actual = "no jump of the second derivative", "1 on the left, 0 on the right"
    assert (seen.x, seen.expected, seen.actual) == ((0.0,), expected, actual)


@pytest.mark.parametrize("order", [-1, 5])
def test_the_order_is_0_to_4(order: int) -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        Smooth(order)
