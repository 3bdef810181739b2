from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.gradcheck import Gradcheck
from grader.errors import RunError
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict

GELU = """
import math
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.special.ndtr(x)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
"""
ROOT = """
def f(x):
    s = torch.where(x > 0, x, torch.ones_like(x))
    return torch.where(x > 0, torch.sqrt(s), torch.zeros_like(x))
"""
SOFTMAX = """
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        s = torch.softmax(z, -1)
        ctx.save_for_backward(s)
        return s
    @staticmethod
    def backward(ctx, g):
        s, = ctx.saved_tensors
        return s * (g - (g * s).sum(-1, keepdim=True))
"""
STRAIGHT = """
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.relu(x)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * (x > 0)
"""


def judge(routine: Routine, order: int) -> Finding:
    return Gradcheck(order).judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param(GELU, 1, id="a function of autograd"),
    pytest.param(GELU, 2, id="the gradient of its gradient"),
    pytest.param(ROOT, 1, id="a root with both branches safe"),
    pytest.param(ROOT, 2, id="a root with both branches safe, twice"),
    pytest.param("def f(x): return F.relu(x)", 1, id="relu, whose kink has any slope between"),
    pytest.param(STRAIGHT, 2, id="a gradient that is constant in pieces"),
    pytest.param("class f(torch.nn.Module):\n    def forward(self, x): return F.silu(x)", 1, id="a module"),
    pytest.param("def f(x): return torch.sign(x)", 1, id="a jump, and 0 beside it"),
    pytest.param("def f(x): return torch.softmax(x, -1)", 1, id="numbers that depend on each other"),
    pytest.param("def f(x): return torch.softmax(x, -1)", 2, id="numbers that depend on each other, twice"),
    pytest.param("def f(x): return torch.logsumexp(x, -1)", 1, id="another shape comes back"),
    pytest.param("def f(x): return (x.abs() - x.abs().round()).abs() + x.sum()", 1, id="kinks in many places"),
]
FAILS = [
    pytest.param(
        GELU.replace("g * (torch", "(torch"),
        1,
        "The gradient of f at 1 with upstream gradient 3 is 1.08332; right is a slope of 1.08332 times 3, which is 3.24995.",
        Observation(x=(1.0,), expected="a slope of 1.08332 times 3", actual="1.08332"),
        id="without the gradient from above",
    ),
    pytest.param(
        GELU.replace("+ x * torch.exp", "+ 0 * torch.exp"),
        1,
        "The gradient of f at 1 is 0.841345; the slope there is 1.08332.",
        Observation(x=(1.0,), expected="a slope of 1.08332", actual="0.841345"),
        id="half of a product rule",
    ),
    pytest.param(
        GELU.replace("x * torch.special.ndtr(x)", "F.gelu(x, approximate='tanh')"),
        1,
        "The gradient of f at 1 is 1.08332; the slope there is 1.08296.",
        Observation(x=(1.0,), expected="a slope of 1.08296", actual="1.08332"),
        id="forward and backward of two functions",
    ),
    pytest.param(
        "def f(x): return torch.where(x > 0, torch.sqrt(x), 0 * x)",
        1,
        "The gradient of f at -1 is nan; the slope there is 0.",
        Observation(x=(-1.0,), expected="a slope of 0", actual="nan"),
        id="the gradient of the branch not taken",
    ),
    pytest.param(
        "def f(x): return torch.where(x > 0, torch.sqrt(x), 0 * x)",
        2,
        "The gradient of the gradient of f at -1 is nan, though f has a value there.",
        Observation(x=(-1.0,), expected="a number", actual="nan"),
        id="the gradient of the branch not taken, twice",
    ),
    pytest.param(
        GELU.replace("x, = ctx.saved_tensors", "x = ctx.saved_tensors[0].detach()"),
        2,
        "The gradient of the gradient of f at 1 is 0; the slope there is 0.241971.",
        Observation(x=(1.0,), expected="a slope of 0.241971", actual="0"),
        id="a gradient cut off",
    ),
    pytest.param(
        "def f(x): return F.relu(x) - 3 * F.relu(x).detach() * 0 + torch.zeros_like(x).copysign(x) * x * 0 + F.relu(-x).detach()",
        1,
        "The gradient of f at -1 is 0; the slope there is -1.",
        None,
        id="a branch cut off",
    ),
    pytest.param(
        STRAIGHT.replace("g * (x > 0)", "g * (x > 0) + 2 * g * (x == 0)"),
        1,
        "The gradient of f at 0 is 2; right is a slope from 0 to 1.",
        Observation(x=(0.0,), expected="a slope from 0 to 1", actual="2"),
        id="beyond the slopes at a kink",
    ),
    pytest.param(
        STRAIGHT.replace("g * (x > 0)", "g.mean() * (x > 0)"),
        1,
        "among other numbers; the slope there is 1.",
        None,
        id="the mean of the gradients from above",
    ),
    pytest.param(
        SOFTMAX.replace("(g - (g * s).sum(-1, keepdim=True))", "(1 - s) * g"),
        1,
        "; differences give -1.10912.",
        None,
        id="the diagonal of a Jacobian only",
    ),
    pytest.param(
        "def f(x): return x * float(x.sum())", 1, "; differences give ", None, id="a sum that autograd does not see"
    ),
]


@pytest.mark.parametrize(("source", "order"), PASSES)
def test_passes(source: str, order: int, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library="torch"), order)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "order", "sentence", "seen"), FAILS)
def test_fails(
    source: str, order: int, sentence: str, seen: Observation | None, running: Callable[..., Routine]
) -> None:
    finding = judge(running(source, library="torch"), order)
    assert finding.verdict is Verdict.FAILED
    assert sentence in finding.evidence.sentence
    assert seen is None or finding.evidence.observations == (seen,)


def test_the_place_in_an_array_is_said(running: Callable[..., Routine]) -> None:
    source = SOFTMAX.replace("s * (g -", "2 * s * (g -")
    sentence = judge(running(source, library="torch"), 1).evidence.sentence
    assert sentence.startswith("The gradient of f for x[0, 0] of x = [[")
    assert judge(running(SOFTMAX, library="torch"), 1).verdict is Verdict.PASSED


def test_what_has_no_gradient_is_a_fault_of_the_program(running: Callable[..., Routine]) -> None:
    with pytest.raises(RunError):
        judge(running("def f(x): return x.detach() * 2", library="torch"), 1)


def test_is_undecided_where_no_slope_can_be_told(running: Callable[..., Routine]) -> None:
    rough = running("def f(x): return torch.sin(1e9 * x)", library="torch")
    assert judge(rough, 1).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("order", [0, 3])
def test_refuses_what_is_too_steep(order: int) -> None:
    with pytest.raises(ValueError, match="order is 1 or 2"):
        Gradcheck(order)
