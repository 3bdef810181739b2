"""Programs as learners write them run at every level, and give the right values and gradients."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from honest import HONEST, Honest
from scipy import special

from grader.sandbox import Sandbox

Function = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]

X = np.array([-2.7, -1.3, -0.6, -0.01, 0.02, 0.4, 1.2, 2.9])
# Each with its derivative.
FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "relu": (lambda x: np.maximum(x, 0), lambda x: np.heaviside(x, 0)),
    "leaky": (lambda x: np.maximum(x, x / 10), lambda x: np.where(x > 0, 1, 0.1)),
    "hardtanh": (lambda x: np.clip(x, -1, 1), lambda x: (abs(x) < 1) + 0.0),
    "tanh": (np.tanh, lambda x: 1 / np.cosh(x) ** 2),
    "sigmoid": (special.expit, lambda x: special.expit(x) * special.expit(-x)),
    "softplus": (lambda x: np.log1p(np.exp(x)), special.expit),
    "silu": (lambda x: x * special.expit(x), lambda x: special.expit(x) * (1 + x * special.expit(-x))),
    "gelu": (lambda x: x * special.ndtr(x), lambda x: special.ndtr(x) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)),
    "cuberoot": (np.cbrt, lambda x: np.cbrt(x) / (3 * x)),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
    "cube6": (lambda x: 6 * x, lambda x: 0 * x + 6),
}
TORCH = [row for row in HONEST if row.uses_torch]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.sentence) for row in HONEST])
def test_runs(row: Honest, sandbox: Sandbox) -> None:
    with sandbox.open(row.source) as program:
        y = program.call("f", X)
    np.testing.assert_allclose(y, FUNCTIONS[row.name][0](X), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.sentence) for row in TORCH])
def test_has_a_gradient(row: Honest, sandbox: Sandbox) -> None:
    upstream = np.linspace(1, 2, len(X))
    with sandbox.open(row.source) as program:
        gradient = program.vjp("f", X, upstream)
    np.testing.assert_allclose(gradient, upstream * FUNCTIONS[row.name][1](X), rtol=1e-7, atol=1e-9)
