"""Training on a GPU: the same questions, the same answers."""

import pytest
import torch

from grader.maths.reading import parse
from grader.trials.devices import CPU, device, model
from grader.trials.trial import trial

HAS_GPU = torch.cuda.is_available()


def test_the_cpu_is_always_there() -> None:
    assert device("cpu") == CPU
    assert not model(CPU)


@pytest.mark.skipif(HAS_GPU, reason="there is a GPU here")
def test_where_there_is_no_gpu_the_cpu_serves_unless_it_is_asked_for() -> None:
    assert device("auto") == CPU
    assert trial(parse("relu(x)"), task="xor", depths=(1,), device="auto").device == "cpu"
    with pytest.raises(ValueError, match="torch finds no GPU here; train on the cpu"):
        trial(parse("relu(x)"), task="xor", depths=(1,), device="cuda")


def test_there_is_no_other_device() -> None:
    with pytest.raises(ValueError, match="there is no device “tpu”; there are auto, cpu, cuda"):
        device("tpu")


FORMULAS = ["relu(x)", "max(x, 0.1*x)", "x^2", "sqrt(x)", "piecewise(x>0: x, exp(x)-1)", "1"]


@pytest.mark.skipif(not HAS_GPU, reason="torch finds no GPU here")
@pytest.mark.parametrize("text", FORMULAS)
def test_a_gpu_comes_to_the_same_verdicts(text: str) -> None:
    here, there = (trial(parse(text), device=name) for name in ("cpu", "cuda"))
    assert there.device == "cuda"
    for one, other in zip(here.depths, there.depths, strict=True):
        pairs = [(one.verdicts[name].outcome, other.verdicts[name].outcome) for name in one.verdicts]
        assert all(set(pair) != {"passed", "failed"} for pair in pairs)
