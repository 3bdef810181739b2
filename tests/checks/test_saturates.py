from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest

from grader.checks.saturates import Saturates
from grader.maths.formula import Formula
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.maths.tree import Negative, Variable, substitute
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]
Side = Literal["both", "left", "right"]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
BOTH = (
    "Phi asinh atan cbrt ceil clip coth csch erf erfc floor hardsigmoid hardtanh phi relu6 sech sigmoid sign sinc softsign step "
    "tanh"
).split()
LEFT = "celu elu exp expm1 gelu gelu_tanh hardswish max mish relu selu silu softplus".split()
RIGHT = "acosh log log10 log1p log2 logsigmoid min sqrt".split()


def judged(f: Function | str, side: Side = "both") -> Finding:
    return Saturates(side).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("log(1+x^2)", "both", id="unbounded all the same"),
    pytest.param("x/log(2+x^2)", "both", id="a slope that fades very slowly"),
    pytest.param("floor(tanh(x))", "both", id="steps near 0 only"),
    pytest.param("0", "both", id="level from the beginning"),
    pytest.param("sin(x)/(1+x^2)", "both", id="waves that fade"),
    pytest.param("log(1+exp(x))", "left", id="softplus written out"),
    pytest.param(np.tanh, "both", id="code"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)), "both", id="code that overflows"),
    pytest.param(np.exp, "left", id="code on one side"),
]

FAILS = [
    pytest.param("x", "both", id="a line"),
    pytest.param("relu(x)", "both", id="one side only"),
    pytest.param("leaky_relu(x)", "left", id="a small slope stays"),
    pytest.param("1e-9*x+tanh(x)", "both", id="a very small slope stays"),
    pytest.param("sin(x)", "both", id="a wave"),
    pytest.param("sin(2*pi*x)", "both", id="a wave that is 0 at the whole numbers"),
    pytest.param("sin(x)/5", "both", id="a low wave"),
    pytest.param("exp(exp(x))", "right", id="too large to say far out"),
    pytest.param("sin(x^2)/(1+abs(x))", "both", id="lower and faster waves"),
    pytest.param("cos(x^3)/(1+x^2)", "both", id="waves that become faster still"),
    pytest.param("sin(exp(x))*exp(-x)", "right", id="waves as fast as they are low"),
    pytest.param("x^2", "both", id="steeper and steeper"),
    pytest.param("log(x)", "left", id="no value on the left"),
    pytest.param("log(-1-x^2)", "both", id="no value anywhere"),
    pytest.param(np.sin, "both", id="code with waves"),
    pytest.param(lambda x: 1e-4 * x, "both", id="code with a small slope"),
    pytest.param(np.exp, "right", id="code that overflows"),
]

UNDECIDED = [
    pytest.param("x/sqrt(log(2+x^2))", id="a root of a logarithm"),
    pytest.param("x/log(log(x^2+30))", id="the logarithm of a logarithm"),
    pytest.param("sin(x)/log(log(20+x^2))", id="waves that fade very slowly"),
]


@pytest.mark.parametrize("text", UNDECIDED)
def test_points_can_not_tell_of_a_slope_that_shrinks_slowly(text: str, *, profiled: bool) -> None:
    finding = judged(text)
    assert finding.verdict is Verdict.UNDECIDED or profiled, finding.evidence.sentence
    assert finding.verdict is not Verdict.FAILED


def test_stairs_have_slope_0_wherever_they_have_one(*, profiled: bool) -> None:
    assert judged("floor(x)").verdict is (Verdict.PASSED if profiled else Verdict.UNDECIDED)
    assert judged(np.floor).verdict is Verdict.FAILED  # of code only chords are seen


@pytest.mark.parametrize(("f", "side"), PASSES)
def test_passes(f: Function | str, side: Side, *, profiled: bool) -> None:
    finding = judged(f, side)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or (profiled and isinstance(f, str))


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "side"), FAILS)
def test_fails_with_a_witness(f: Function | str, side: Side) -> None:
    finding = judged(f, side)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert finding.evidence.observations


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    call = CALLS.get(name, f"{name}(x)")
    assert (judged(call, "left").verdict is Verdict.PASSED) == (name in BOTH + LEFT)
    assert (judged(call, "right").verdict is Verdict.PASSED) == (name in BOTH + RIGHT)


@pytest.mark.parametrize("name", BOTH + LEFT)
def test_mirroring_a_function_changes_sides(name: str) -> None:
    f = parse(CALLS.get(name, f"{name}(x)"))
    mirrored = Formula(tree=substitute(f.tree, {"x": Negative(Variable("x"))}))
    assert Saturates("right").judge(mirrored, np.random.default_rng(0)).verdict is Verdict.PASSED


def test_a_profile_tells_the_slope_that_stays() -> None:
    evidence = judged("10^-40*x+tanh(x)", "right").evidence
    assert (evidence.sentence, evidence.grade) == (
        "The slope does not fade as x → +∞: it tends to 1e-40.",
        Grade.PROVED,
    )


@pytest.mark.usefixtures("profiled")
def test_a_slope_too_large_to_say_is_not_said() -> None:
    finding = judged("exp(10^8+exp(x))", "right")
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, "The slope does not fade as x → +∞.")


def test_the_sentence_shows_the_slope() -> None:
    sentence = "The slope does not fade as x → −∞: it is 0.01 at x = -1e+06."
    assert judged("leaky_relu(x)", "left").evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("x").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1e6,), "a slope close to 0", "1")
