"""A program as networks use it: the table against the program itself, and where a table can't be."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from grader.errors import RunError
from grader.programs.routine import opened
from grader.programs.sloping import Sloping, sloping
from grader.programs.source import read
from grader.trials.activations import remote

Single = NDArray[np.float32]
Opener = Callable[[str], Sloping]

X = np.concatenate([np.random.default_rng(1).normal(0, 3, 4000), [0, -0.0, 1e-9, -1e-6, 50, -3e4]]).astype(np.float32)
UP = np.random.default_rng(2).normal(0, 1, X.shape).astype(np.float32)

TANH = "import numpy as np\ndef f(x):\n    return np.tanh(x)\n"
RELU = "import numpy as np\ndef f(x):\n    return np.maximum(x, 0)\n"
STEP = "import numpy as np\ndef f(x):\n    return np.where(x > 0, 1.0, 0.0)\n"
ROOT = "import numpy as np\ndef f(x):\n    return np.where(x >= 0, np.sqrt(np.abs(x)), np.nan)\n"
LOOP = "import numpy as np\ndef f(x):\n    return np.array([max(one, 0.1 * one) for one in x])\n"
WHOLE = "import numpy as np\ndef f(x):\n    return x - x.mean()\n"
GELU = "import torch\ndef f(x):\n    return torch.nn.functional.gelu(x)\n"
BINARISE = """\
import torch
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x >= 0, torch.ones_like(x), -torch.ones_like(x))
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x.abs() <= 1)
"""


@pytest.fixture
def program() -> Iterator[Opener]:
    """Open a program and give its function f as networks use it."""
    with ExitStack() as stack:

        def run(text: str) -> Sloping:
            source = read(text, "torch" if "torch" in text else "numpy")
            return sloping(stack.enter_context(opened(source, source, "f")))

        yield run


def is_table(found: Sloping) -> bool:
    return type(found).__name__ == "_Table"


AS_TABLES = [
    pytest.param(TANH, np.tanh, lambda x: 1 - np.tanh(x) ** 2, 1e-5, id="tanh"),
    pytest.param(RELU, lambda x: np.maximum(x, 0), lambda x: 1.0 * (x > 0), 1e-6, id="relu"),
    pytest.param(STEP, lambda x: 1.0 * (x > 0), lambda x: 0 * x, 1e-6, id="a step"),
    pytest.param(LOOP, lambda x: np.maximum(x, 0.1 * x), lambda x: np.where(x > 0, 1, 0.1), 1e-6, id="a loop"),
    pytest.param(BINARISE, lambda x: np.where(x >= 0, 1, -1), lambda x: 1.0 * (np.abs(x) <= 1), 1e-6, id="a backward of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "slope", "close"), AS_TABLES)
def test_an_elementwise_program_is_a_table(
    program: Opener, text: str, value: Callable[[Single], Single], slope: Callable[[Single], Single], close: float
) -> None:
    f = program(text)
    assert is_table(f)
    away = np.abs(X) > 2.0**-9  # beside a kink or a jump a difference sees both sides
    np.testing.assert_allclose(f.value(X)[away], value(X)[away], rtol=close, atol=close)
    edge = np.abs(np.abs(X) - 1) > 2.0**-9
    np.testing.assert_allclose(f.pulled(X, UP)[away & edge], (UP * slope(X))[away & edge], rtol=1e-3, atol=1e-3)
    assert f.value(X[:6].reshape(2, 3)).shape == (2, 3)
    assert f.value(X).dtype == f.pulled(X, UP).dtype == np.float32


def test_tanh_in_a_table_is_off_by_less_than_a_hundred_thousandth(program: Opener) -> None:
    x = np.linspace(-9, 9, 200_001, dtype=np.float32)
    off = np.abs(program(TANH).value(x) - np.tanh(x.astype(np.float64)))
    assert off.max() < 1e-5


def test_a_smooth_program_of_torch_has_the_gradient_of_autograd(program: Opener) -> None:
    f = program(GELU)
    x = torch.from_numpy(X[:4000].copy()).requires_grad_()
    torch.nn.functional.gelu(x).backward(torch.from_numpy(UP[:4000].copy()))
    assert x.grad is not None
    np.testing.assert_allclose(f.pulled(X[:4000], UP[:4000]), x.grad.numpy(), rtol=1e-3, atol=1e-3)


def test_what_is_nan_stays_nan(program: Opener) -> None:
    f = program(ROOT)
    assert is_table(f)
    assert np.isnan(f.value(np.float32([-4, -1e-3]))).all()
    np.testing.assert_allclose(f.value(np.float32([4, 9])), [2, 3], rtol=1e-6)
    assert np.isnan(f.value(np.float32([np.nan]))).all()


def test_what_is_not_elementwise_is_called_each_time(program: Opener) -> None:
    f = program(WHOLE)
    assert not is_table(f)
    np.testing.assert_allclose(f.value(np.float32([1, 2, 6])), [-2, -1, 3])


def test_a_program_that_gives_no_array_is_no_activation(program: Opener) -> None:
    with pytest.raises(RunError, match="f gives"):
        program("import numpy as np\ndef f(x):\n    return 1.0\n")


def test_torch_computes_with_a_program_as_with_its_own_functions(program: Opener) -> None:
    f = remote(program(BINARISE))
    x = torch.tensor([[-2.0, -0.5, 0.0, 0.5, 2.0]], requires_grad=True)
    y = f(x)
    y.backward(torch.tensor([[1.0, 2, 3, 4, 5]]))
    assert y.tolist() == [[-1, -1, 1, 1, 1]]
    assert x.grad is not None
    assert x.grad.tolist() == [[0, 2, 3, 4, 0]]


SLOW = """\
import torch
def f(x):
    for _ in range(60 if x.numel() > 4000 else 0):
        torch.ones(300, 300) @ torch.ones(300, 300)
    return x + 1e-2 * torch.rand_like(x)
"""


def test_a_program_that_is_too_slow_to_train_with_is_told_so(program: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.programs.sloping.PATIENCE", 1.0)
    found = program(SLOW)
    assert not is_table(found)

    def call_forever() -> None:
        while True:
            found.value(np.zeros(5000, np.float32))

    with pytest.raises(RunError, match="f is too slow to train with: it has computed for more than 1 s"):
        call_forever()


# A program may not be one thing where the table is made and another in between.
CHANGING = [
    pytest.param(
        "class f(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x):\n        ctx.save_for_backward(x)\n        return torch.tanh(x)\n"
        "    @staticmethod\n    def backward(ctx, g):\n        (x,) = ctx.saved_tensors\n"
        "        return torch.where(x.view(torch.int32) % 8192 == 0, g, -g)\n",
        id="slopes",
    ),
    pytest.param("def f(x):\n    return torch.where(x.view(torch.int32) % 8192 == 0, x, -x)\n", id="values"),
]


@pytest.mark.parametrize("text", CHANGING)
def test_what_differs_between_the_knots_is_called_each_time(program: Opener, text: str) -> None:
    assert not is_table(program(f"import torch\n{text}"))
