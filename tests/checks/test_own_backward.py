from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.own_backward import OwnBackward
from grader.programs.routine import Routine
from grader.report import Finding, Verdict


def judge(routine: Routine) -> Finding:
    return OwnBackward().judge(routine, np.random.default_rng(0))


CUBE = """
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3
    @staticmethod
    def backward(ctx, g):
        return 3 * g * ctx.saved_tensors[0] ** 2
"""
PASSES = [
    pytest.param(CUBE, id="a class"),
    pytest.param(
        "from torch.autograd import Function\n" + CUBE.replace("torch.autograd.Function", "Function"), id="a name"
    ),
    pytest.param(
        "from torch.autograd import Function as Base\n" + CUBE.replace("torch.autograd.Function", "Base"),
        id="another name",
    ),
    pytest.param(
        "Base = torch.autograd.Function\n" + CUBE.replace("torch.autograd.Function", "Base"), id="a name of its own"
    ),
    pytest.param(CUBE.replace("f(", "g(") + "class f(g): pass\n", id="inherited within the program"),
    pytest.param(CUBE.replace("def backward", "def vjp"), id="the other name of backward"),
]
FAILS = [
    pytest.param("def f(x): return x**3", "f is no class; write “class f(torch.autograd.Function)”.", id="a function"),
    pytest.param(
        "class f(torch.nn.Module):\n    def forward(self, x): return x**3",
        "The class f is not derived from torch.autograd.Function.",
        id="a module",
    ),
    pytest.param(CUBE.replace("def backward", "def backwards"), "The class f has no backward.", id="misspelt"),
]


@pytest.mark.parametrize("source", PASSES)
def test_passes(source: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library="torch"))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "sentence"), FAILS)
def test_fails(source: str, sentence: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(source, library="torch"))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
