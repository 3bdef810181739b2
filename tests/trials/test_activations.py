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


FINITE = [
    pytest.param("x/(1+sqrt(abs(x)))", 0.0, 1.0, id="0 times inf at 0"),
    pytest.param("x/sqrt(1+sqrt(x^2))", 0.0, 1.0, id="a size written as a root"),
    pytest.param("sqrt(relu(x)^2)", -2.0, 0.0, id="a root of 0, squared before"),
    pytest.param("sqrt(relu(x)^2)", 1e-30, 0.5, id="a square that is rounded to 0"),
    pytest.param("asin(tanh(x))", 30.0, 0.0, id="a slope that ends at the edge of a domain"),
    pytest.param("x*log(1+abs(x))+3*x/(1+sqrt(abs(x)))", 0.0, 3.0, id="among other terms"),
]


@pytest.mark.parametrize(("text", "at", "slope"), FINITE)
def test_where_autograd_loses_a_slope_it_is_that_of_the_function(text: str, at: float, slope: float) -> None:
    x = torch.tensor([at, 1.0], requires_grad=True)
    found = torch.autograd.grad(compiled(parse(text))(x).sum(), x)[0]
    assert found[0].item() == pytest.approx(slope, abs=2e-3)
    assert found[1].isfinite()


INFINITE = ["sign(x)*sqrt(abs(x))", "cbrt(x)", "sign(x)*abs(x)^0.9", "sign(x)*abs(x)^0.99"]


@pytest.mark.parametrize("text", INFINITE)
def test_what_has_no_finite_slope_gets_none(text: str) -> None:
    x = torch.tensor([0.0], requires_grad=True)
    assert not torch.autograd.grad(compiled(parse(text))(x).sum(), x)[0].isfinite().any()


CONSTANTS = [
    pytest.param("x*(-8)^(1/3)+sin(x)", "nan", id="a root of a negative number"),
    pytest.param("x+0.5*(-1)^0.5", "nan", id="a root of −1"),
    pytest.param("x+1/0", "nan", id="a division by 0"),
    pytest.param("x+1/0*0", "nan", id="a division by 0, times 0"),
    pytest.param("x+0^(-1)", "nan", id="a negative power of 0"),
    pytest.param("x+10^400", "inf", id="a large power of 10"),
    pytest.param("x-e^1000", "-inf", id="a large power of e"),
    pytest.param("log(-1)", "nan", id="a logarithm of −1"),
    pytest.param("max(2, 3)*x", "3.0", id="a choice"),
    pytest.param("x^(1/2)", "1.0", id="an exponent"),
    pytest.param("where(1<2, x, 0)", "1.0", id="a condition without x that holds"),
    pytest.param("where(not 1<2, 0, x)", "1.0", id="one that does not"),
    pytest.param("where(1<2 and x>0, x, 0)", "1.0", id="one beside a condition with x"),
    pytest.param("where(x>0, where(2<1, 7, x), 0)", "1.0", id="one inside"),
    pytest.param("exp(where(x>-1000, 0, 2))*x", "1.0", id="a function of a piece that is a number"),
    pytest.param("1/where(x>-1000, 4, 2)*x", "0.25", id="a divisor that is one"),
    pytest.param("max(where(x>1e9, 0, 1), 2)*x", "2.0", id="a choice beside one"),
    pytest.param("abs(where(x>1e9, 0, -1))^(-1)*x", "1.0", id="a power of one"),
]


@pytest.mark.parametrize(("text", "value"), CONSTANTS)
def test_what_has_no_x_in_it_is_worked_out(text: str, value: str) -> None:
    found = compiled(parse(text))(torch.tensor([1.0, 1.0], requires_grad=True))
    assert found.dtype is torch.float32
    np.testing.assert_array_equal(found.detach().numpy(), np.float32([value] * 2))


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
