from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.injective import Injective
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
TELLING_APART = (
    "Phi acos acosh asin asinh atan atanh cbrt celu coth csch elu erf erfc exp expm1 leaky_relu log log10 log1p log2 "
    "logsigmoid prelu selu sigmoid sinh softplus softsign sqrt tanh tanhshrink"
).split()


def judged(f: Function | str) -> Finding:
    return Injective().judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x^3", id="a level tangent is no level stretch"),
    pytest.param("-x", id="falling"),
    pytest.param("1/x", id="two branches apart"),
    pytest.param("piecewise(x < 0: x-1, x+1)", id="a step up"),
    pytest.param("log(x)", id="half a line"),
    pytest.param(np.tanh, id="code that saturates"),
    pytest.param(lambda x: 1 / x, id="code with a pole"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)) - 0.5, id="code that cancels"),
]

FAILS = [
    pytest.param("relu(x)", id="level on the left"),
    pytest.param("x^2", id="even"),
    pytest.param("silu(x)", id="a dip"),
    pytest.param("sin(x)", id="a wave"),
    pytest.param("floor(x)", id="stairs"),
    pytest.param("3", id="a constant"),
    pytest.param("piecewise(x < 0: x, 1-x)", id="two branches that overlap"),
    pytest.param("x+1.00001*sin(x)", id="narrow dips"),
    pytest.param("log(-1-x^2)", id="no value anywhere"),
    pytest.param(np.sin, id="code with waves"),
    pytest.param(np.square, id="code that is even"),
    pytest.param(np.tan, id="code with branches"),
    pytest.param(lambda x: np.maximum(x, 0), id="code that is level"),
    pytest.param(lambda x: x / (1 + np.exp(-x)), id="code with a dip"),
    pytest.param(lambda x: x + 1.5 * np.sin(x), id="code with dips"),
]


@pytest.mark.parametrize("f", PASSES)
def test_passes(f: Function | str, *, profiled: bool) -> None:
    finding = judged(f)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else Grade.SUPPORTED)


@pytest.mark.parametrize("f", FAILS)
def test_fails(f: Function | str, *, profiled: bool) -> None:
    finding = judged(f)
    if profiled or not isinstance(f, str):
        assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
        assert finding.evidence.observations


@pytest.mark.parametrize("text", ["silu(x)", "sin(x)"])
def test_of_a_formula_values_that_only_look_equal_prove_nothing(text: str, *, profiled: bool) -> None:
    assert judged(text).verdict is (Verdict.FAILED if profiled else Verdict.UNDECIDED)


@pytest.mark.usefixtures("profiled")
def test_nobody_loses_marks_to_what_saturates_nearly_everywhere() -> None:
    assert judged("tanh(10^6*x)").verdict is not Verdict.FAILED


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.PASSED if name in TELLING_APART else Verdict.FAILED)


SENTENCES = [
    pytest.param("x^2", "Takes the value 1 twice: at x = -1 and at x = 1.", id="two points"),
    pytest.param("relu(x)", "Takes the value 0 twice: at x = -1 and at x = 0.", id="a level stretch"),
    pytest.param(
        "silu(x)",
        "Turns back, and so takes values twice: it is -0.238406 at x = -2, -0.273638 at x = -1.5 and -0.268941 at x = -1.",
        id="a turn",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_the_sentence_shows_where(text: str, sentence: str) -> None:
    assert judged(text).evidence.sentence == sentence


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("x^2").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1.0,), "not 1, as at x = -1", "1")


@pytest.mark.parametrize("f", PASSES)
def test_what_is_injective_stays_so_moved_and_stretched(f: Function | str) -> None:
    if isinstance(f, str):
        assert judged(f"3-2*({f})").verdict is Verdict.PASSED
