"""What a program's formula is, and that it is believed only where the program keeps to it."""

import pytest

from grader.programs.source import read
from grader.programs.tracing import traced

NUMPY = "import numpy as np\ndef f(x):\n    "
TORCH = "import torch\nimport torch.nn.functional as F\ndef f(x):\n    "

READ = [
    pytest.param(NUMPY + "return np.maximum(x, 0)", "max(x, 0)", id="numpy"),
    pytest.param(TORCH + "return torch.where(x > 0, x, torch.zeros_like(x))", "piecewise(x > 0: x, 0)", id="torch"),
    pytest.param(TORCH + "return F.gelu(x)", "gelu(x)", id="a function of torch"),
    pytest.param(TORCH + "return F.elu(x, alpha=2.0)", "piecewise(x > 0: x, 2*expm1(x))", id="with a parameter"),
    pytest.param(TORCH + "return x.clamp(min=0)", "max(x, 0)", id="a method of tensors"),
    pytest.param("def f(x):\n    return x * x - 1", "x*x - 1", id="plain Python"),
]

NOT_READ = [
    pytest.param(NUMPY + "return np.array([max(v, 0) for v in x])", id="a loop"),
    pytest.param(NUMPY + "y = x.copy(); y[y < 0] = 0; return y", id="a mask that is written to"),
    pytest.param(NUMPY + "return x if isinstance(x, np.ndarray) else np.maximum(x, 0)", id="something else for arrays"),
    pytest.param(NUMPY + "return np.maximum(x, 0) if not isinstance(x, np.ndarray) else x + 1e-6", id="a little off"),
    pytest.param(NUMPY + "return 1 / 0", id="an error"),
    pytest.param(NUMPY + "return 'x'", id="a formula as text, which arrays don't get"),
    pytest.param("def f(x, a):\n    return a * x", id="two arguments"),
    pytest.param("def g(x):\n    return x", id="another name"),
]


@pytest.mark.parametrize(("text", "formula"), READ)
def test_reads_a_formula(text: str, formula: str) -> None:
    source = read(text, "torch" if "torch" in text else "numpy")
    found = traced(source, source, "f")
    assert found
    assert found.show() == formula


@pytest.mark.parametrize("text", NOT_READ)
def test_reads_none(text: str) -> None:
    source = read(text, "numpy")
    assert traced(source, source, "f") is None
