"""Formulas as torch computes with them: the same values, and slopes as frameworks have them."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from grader.maths.names import arities
from grader.maths.reading import parse
from grader.trials.activations import compiled, remote

X = torch.tensor([-7.5, -3.1, -1.2, -0.5, 0.25, 0.6, 1.1, 2.0, 3.2, 6.5])
CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 1/3)", "max": "max(0, x, x^2-4)", "min": "min(1/7, x)"}


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_has_its_values(name: str) -> None:
    formula = parse(CALLS.get(name, f"{name}(x)"))
    found = compiled(formula)(X.double()).numpy()
    right = formula(X.double().numpy())
    kept = np.isfinite(right)
    np.testing.assert_allclose(found[kept], right[kept], rtol=1e-12)


SLOPES = [
    pytest.param("relu(x)", functional.relu, id="relu"),
    pytest.param("gelu(x)", functional.gelu, id="gelu"),
    pytest.param("silu(x)", functional.silu, id="silu"),
    pytest.param("tanh(x)", torch.tanh, id="tanh"),
    pytest.param("softplus(x)", functional.softplus, id="softplus"),
    pytest.param("elu(x)", functional.elu, id="elu"),
    pytest.param("piecewise(x > 1: x^2, 2*x - 1)", lambda x: torch.where(x > 1, x**2, 2 * x - 1), id="pieces"),
    pytest.param("7", lambda x: 7 + 0 * x, id="a constant"),
    pytest.param("x", lambda x: x, id="nothing at all"),
]


@pytest.mark.parametrize(("text", "right"), SLOPES)
def test_slopes_are_those_of_torch(text: str, right: object) -> None:
    def slope(f: object) -> torch.Tensor:
        x = X.double().requires_grad_()
        return torch.autograd.grad(f(x).sum(), x)[0]  # type: ignore[operator]  # a function

    torch.testing.assert_close(slope(compiled(parse(text))), slope(right))


def test_a_piece_that_is_not_taken_spoils_no_slope() -> None:
    x = torch.tensor([-1.0, 0.0, 4.0], requires_grad=True)
    y = compiled(parse("piecewise(x > 0: sqrt(x), 0)"))(x)
    assert y.tolist() == [0, 0, 2]
    assert torch.autograd.grad(y.sum(), x)[0].tolist() == [0, 0, 0.25]


def test_a_slope_that_torch_has_not_stays_so() -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    slope = torch.autograd.grad(compiled(parse("sign(x)*sqrt(abs(x))"))(x).sum(), x)[0]
    assert slope.isnan().tolist() == [True, False]


def test_where_there_is_no_value_there_is_nan() -> None:
    assert compiled(parse("log(x)"))(torch.tensor([-1.0, 1.0])).isnan().tolist() == [True, False]
    assert compiled(parse("piecewise(x > 0: 1)"))(torch.tensor([-1.0, 1.0])).isnan().tolist() == [True, False]


class Elsewhere:
    def value(self, x: np.ndarray) -> np.ndarray:
        return np.tanh(x)

    def pulled(self, x: np.ndarray, upstream: np.ndarray) -> np.ndarray:
        return upstream * (1 - np.tanh(x) ** 2)


def test_a_function_that_runs_elsewhere_has_values_and_slopes() -> None:
    x = X.clone().reshape(2, 5).requires_grad_()
    y = remote(Elsewhere())(x)
    torch.testing.assert_close(y, torch.tanh(x))
    torch.testing.assert_close(torch.autograd.grad((3 * y).sum(), x)[0], 3 * (1 - torch.tanh(x.detach()) ** 2))
