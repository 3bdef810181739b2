from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.convex import Convex, Kind
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
CONVEX = "abs celu cosh elu exp expm1 leaky_relu max prelu relu softplus".split()
CONCAVE = "acosh log log10 log1p log2 logsigmoid min sqrt".split()
OTHER: dict[Kind, Kind] = {"convex": "concave", "concave": "convex"}


def judged(f: Function | str, kind: Kind = "convex") -> Finding:
    return Convex(kind).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x^2", "convex", id="a square"),
    pytest.param("-x^2", "concave", id="a square, turned over"),
    pytest.param("abs(x)", "convex", id="a corner"),
    pytest.param("x+1e-9*abs(x-3)", "convex", id="a slight corner"),
    pytest.param("3*x-1", "convex", id="a line is convex"),
    pytest.param("3*x-1", "concave", id="a line is concave"),
    pytest.param("log(x)", "concave", id="half a line"),
    pytest.param("log(exp(2*x))", "convex", id="rounding is no bend"),
    pytest.param("sqrt(1+x^2)", "convex", id="a hyperbola"),
    pytest.param(np.abs, "convex", id="code"),
    pytest.param(lambda x: np.log(1 + np.exp(x)), "convex", id="code that overflows"),
]

FAILS = [
    pytest.param("tanh(x)", "convex", 0, 1e4, id="tanh bends down on the right"),
    pytest.param("tanh(x)", "concave", -1e4, 0, id="and up on the left"),
    pytest.param("silu(x)", "convex", -1e4, -2, id="silu bends down on the left alone"),
    pytest.param("x^3", "convex", -1e4, 0, id="a cube"),
    pytest.param("-abs(x)", "convex", 0, 0, id="a corner that points up"),
    pytest.param("x-1e-9*abs(x-3)", "convex", 2.5, 3.5, id="a slight corner"),
    pytest.param("x^2", "concave", -1e4, 1e4, id="a square"),
    pytest.param("floor(x)", "convex", -1e4, 1e4, id="stairs"),
    pytest.param("piecewise(x==17.3: 5, x)", "concave", 17.3, 17.3, id="a single point"),
    pytest.param("1/x", "convex", -1e4, 0, id="a hyperbola bends down on the left"),
    pytest.param("log(-1-x^2)", "convex", 0, 0, id="no value anywhere"),
    pytest.param(np.tanh, "convex", 0, 1e4, id="code"),
]


@pytest.mark.parametrize(("f", "kind"), PASSES)
def test_passes(f: Function | str, kind: Kind, *, profiled: bool) -> None:
    finding = judged(f, kind)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is (Grade.PROVED if profiled and isinstance(f, str) else Grade.SUPPORTED)


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "kind", "low", "high"), FAILS)
def test_fails_with_a_witness(f: Function | str, kind: Kind, low: float, high: float) -> None:
    finding = judged(f, kind)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.REFUTED
    assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    call = CALLS.get(name, f"{name}(x)")
    assert (judged(call).verdict is Verdict.PASSED) == (name in CONVEX)
    assert (judged(call, "concave").verdict is Verdict.PASSED) == (name in CONCAVE)


@pytest.mark.parametrize(("f", "kind"), PASSES)
def test_turning_a_function_over_turns_its_bend(f: Function | str, kind: Kind) -> None:
    if isinstance(f, str):
        assert judged(f"-({f})", OTHER[kind]).verdict is Verdict.PASSED


def test_the_sentence_shows_the_line() -> None:
    sentence = "At x = 1 it is -1, and so above: on a straight line from x = 0.75 to x = 1.25 it would be -1.0625."
    assert judged("-x^2").evidence.sentence == sentence
    seen = judged("-x^2").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((1.0,), "at most -1.0625", "-1")
    assert judged("x^2", "concave").evidence.observations[0].expected == "at least 1.0625"


def test_a_bend_that_no_point_shows_is_shown_by_the_witness_of_the_profile() -> None:
    finding = judged("x-10^-20*step(x-1)")
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.observations
