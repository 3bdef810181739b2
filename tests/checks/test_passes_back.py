from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.passes_back import PassesBack
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict

STE = """
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x >= 0, 1.0, -1.0).to(x.dtype)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * (x.abs() <= 1)
"""


def judge(routine: Routine, slope: str) -> Finding:
    return PassesBack(parse(slope)).judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param(STE, "where(abs(x) <= 1, 1, 0)", id="a clipped straight-through estimator"),
    pytest.param(STE.replace("<= 1", "< 1"), "where(abs(x) < 1, 1, 0)", id="the ends left out"),
    pytest.param("def f(x): return x + (torch.round(x) - x).detach()", "1", id="rounding, straight through"),
    pytest.param("def f(x): return torch.tanh(x)", "1-tanh(x)^2", id="a true derivative"),
]
FAILS = [
    pytest.param(
        STE.replace(" * (x.abs() <= 1)", ""),
        "At x = 2, of an upstream gradient 1, f passes back 1; right is 0.",
        Observation(x=(2.0,), expected="a slope of 0", actual="1"),
        id="everything passes",
    ),
    pytest.param(
        STE.replace("g * (x.abs() <= 1)", "(x.abs() <= 1).to(g.dtype)"),
        "At x = 1, of an upstream gradient 3, f passes back 1; right is 3.",
        Observation(x=(1.0,), expected="a slope of 1 times 3", actual="1"),
        id="without the gradient from above",
    ),
    pytest.param(
        STE.replace("<= 1", "< 1"),
        "At x = 1, of an upstream gradient 1, f passes back 0; right is 1.",
        Observation(x=(1.0,), expected="a slope of 1", actual="0"),
        id="the ends left out",
    ),
    pytest.param(
        STE.replace("g * (x.abs() <= 1)", "g.sum() * (x.abs() <= 1)"),
        " among other numbers; right is 1.",
        None,
        id="the sum of the gradients from above",
    ),
]


@pytest.mark.parametrize(("source", "slope"), PASSES)
def test_passes(source: str, slope: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library="torch"), slope)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "sentence", "seen"), FAILS)
def test_fails(source: str, sentence: str, seen: Observation | None, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library="torch"), "where(abs(x) <= 1, 1, 0)")
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.endswith(sentence)
    assert seen is None or finding.evidence.observations == (seen,)


def test_a_boundary_at_a_decimal_number_is_where_the_program_has_it(running: Callable[..., Routine]) -> None:
    for end in ("0.1", "0.3", "0.7"):
        routine = running(STE.replace("<= 1", f"<= {end}"), library="torch")
        assert judge(routine, f"where(abs(x) <= {end}, 1, 0)").verdict is Verdict.PASSED
        assert judge(routine, f"where(abs(x) < {end}, 1, 0)").verdict is Verdict.FAILED
