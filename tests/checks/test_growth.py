from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest

from grader.checks.growth import Growth
from grader.maths.formula import Formula
from grader.maths.reading import parse
from grader.maths.tree import Negative, Variable, substitute
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]
Side = Literal["both", "left", "right"]


def judged(f: Function | str, power: float, side: Side = "both") -> Finding:
    return Growth(power, side).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("2*sign(x)*(sqrt(1+abs(x))-1)", 0.5, "both", id="a square root on both sides"),
    pytest.param("sqrt(abs(x))*log(2+x^2)", 0.5, "both", id="a logarithm does not count"),
    pytest.param("x*log(1+x^2)", 1, "both", id="x times a logarithm"),
    pytest.param("x/log(2+x^2)", 1, "both", id="x by a logarithm"),
    pytest.param("tanh(x)", 0, "both", id="a limit is growth 0"),
    pytest.param("asinh(x)", 0, "both", id="a logarithm is growth 0"),
    pytest.param("sin(x)", 0, "both", id="a wave is growth 0"),
    pytest.param("x*(2+sin(x))", 1, "both", id="waves on a line"),
    pytest.param("x^3-1000*x^2", 3, "both", id="the largest power counts"),
    pytest.param("1/(1+x^2)", -2, "both", id="falling like a power"),
    pytest.param("sinc(x)", -1, "both", id="waves that fade"),
    pytest.param("cbrt(x)", 1 / 3, "both", id="a cube root"),
    pytest.param("softplus(x)", 1, "right", id="softplus on the right"),
    pytest.param("log(1+exp(x))", 1, "right", id="too large to say very far out"),
    pytest.param("gelu(x)", 1, "right", id="gelu on the right"),
    pytest.param("elu(x)", 0, "left", id="elu on the left"),
    pytest.param("sqrt(x)", 0.5, "right", id="asked where it has values"),
    pytest.param(np.arctan, 0, "both", id="code"),
    pytest.param(lambda x: 1 / (1 + x * x), -2, "both", id="code that is too small far out"),
    pytest.param(lambda x: x**3, 3, "both", id="code that overflows far out"),
    pytest.param(lambda x: x * np.log1p(x * x), 1, "both", id="code with a logarithm"),
]

FAILS = [
    pytest.param("x/2", 0.5, "both", "Grows like |x|^1 as x → +∞", id="faster"),
    pytest.param("tanh(x)", 0.5, "both", "Grows like |x|^0 as x → +∞, more slowly than any root", id="bounded"),
    pytest.param("log(1+x^2)", 0.1, "both", "Grows like |x|^0 as x → +∞", id="a logarithm is slower than any root"),
    pytest.param("exp(x)", 5, "right", "Grows faster than any power of x as x → +∞", id="exponential growth"),
    pytest.param("exp(exp(x))", 5, "right", "Grows faster than any power", id="more than exponential growth"),
    pytest.param("exp(log(1+x^2)^2)", 50, "right", "Grows faster than any power", id="less than exponential growth"),
    pytest.param("exp(-x^2)", 0, "both", "Falls towards 0 faster than any power of x as x → +∞", id="a bell"),
    pytest.param("relu(x)", 0, "left", "Is 0 as x → −∞", id="0 does not grow"),
    pytest.param("relu(x)", 1, "both", "Is 0 as x → −∞", id="one side only"),
    pytest.param("gelu(x)", 0, "left", "Falls towards 0 faster than any power of x as x → −∞", id="gelu on the left"),
    pytest.param("1/x", 1, "both", "Falls like |x|^-1 as x → +∞", id="falling"),
    pytest.param("sqrt(x)", 0.5, "both", "Has no value at x = -1e+06", id="no value on the left"),
    pytest.param("log(-1-x^2)", 1, "both", "Has no value at x = 0", id="no value anywhere"),
    pytest.param(np.exp, 1, "right", "Grows faster than any power", id="code"),
    pytest.param(np.tanh, 0.5, "both", "Grows like |x|^0", id="code that is bounded"),
]


@pytest.mark.parametrize(("f", "power", "side"), PASSES)
def test_passes(f: Function | str, power: float, side: Side, *, profiled: bool) -> None:
    finding = judged(f, power, side)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or (profiled and isinstance(f, str))


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "power", "side", "sentence"), FAILS)
def test_fails_and_says_how_it_grows(f: Function | str, power: float, side: Side, sentence: str) -> None:
    finding = judged(f, power, side)
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.startswith(sentence)
    assert finding.evidence.observations


def test_a_profile_tells_powers_apart_that_are_close() -> None:
    assert judged("abs(x)^1.005", 1.005).evidence.grade is Grade.PROVED
    evidence = judged("abs(x)^1.005", 1, "right").evidence
    sentence = "Grows like |x|^1.005 as x → +∞; asked for is |x|^1."
    assert (evidence.sentence, evidence.grade) == (sentence, Grade.PROVED)


def test_what_is_too_large_to_say_is_undecided() -> None:
    assert judged("x*9^9^9^9", 1).verdict is Verdict.UNDECIDED


def test_the_observation_compares_two_points() -> None:
    seen = judged("x/2", 0.5).evidence.observations[0]
    assert seen.x == (1e12,)
    assert seen.expected == "about 1e+03 times the value at x = 1e+06"
    assert seen.actual == "1e+06 times"


@pytest.mark.parametrize("power", [0, 0.5, 1, 2])
@pytest.mark.parametrize("other", [-1, 0.5, 2])
def test_growth_of_a_product_is_the_sum(power: float, other: float) -> None:
    assert judged(f"(1+abs(x))^{power}*(2+abs(x))^({other})", power + other).verdict is Verdict.PASSED


@pytest.mark.parametrize(("f", "power", "side"), PASSES)
def test_mirroring_a_function_changes_sides(f: Function | str, power: float, side: Side) -> None:
    other: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}
    if isinstance(f, str):
        mirrored = Formula(tree=substitute(parse(f).tree, {"x": Negative(Variable("x"))}))
        finding = Growth(power, other[side]).judge(mirrored, np.random.default_rng(0))
        assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize("power", [51, -51, np.inf, np.nan])
def test_the_power_is_moderate(power: float) -> None:
    with pytest.raises(ValueError, match="from −50 to 50"):
        Growth(power)
