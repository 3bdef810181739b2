from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from grader.maths.names import PRIMITIVES, expand
from grader.maths.precision import PRECISIONS, Dtype
from grader.maths.reading import parse
from grader.maths.rounding import CALLED, program, runner, shaken, written

X = [-100.0, -12.5, -3.0, -1.0, -0.30078125, -0.0078125, 0.0078125, 0.30078125, 1.0, 2.5, 3.0, 12.5, 100.0]
ALL: tuple[Dtype, ...] = ("float64", "float32", "bfloat16")
CLOSE = {"float64": 1e-13, "float32": 2e-6, "bfloat16": 2e-2}  # libraries differ in the last digit or two


def run(text: str, dtype: Dtype, x: list[float]) -> list[float]:
    steps = program(written(parse(text).tree))
    found: list[float] = runner(steps, dtype)(np.array(x).astype(PRECISIONS[dtype].type)).astype(float).tolist()
    return found


ORACLES: dict[str, Callable[[Any], Any]] = {
    "x": lambda x: x,
    "-x": lambda x: -x,
    "x^3+0.1*x": lambda x: x**3 + 0.1 * x,
    "2/3-x/7": lambda x: 2 / 3 - x / 7,
    "x*exp(x)/(1+exp(x))": lambda x: x * torch.exp(x) / (1 + torch.exp(x)),
    "log(1+exp(x))": lambda x: torch.log(1 + torch.exp(x)),
    "1-tanh(x)": lambda x: 1 - torch.tanh(x),
    "sigmoid(x)": torch.sigmoid,
    "softplus(x)": torch.nn.functional.softplus,
    "log1p(x^2)": lambda x: torch.log1p(x**2),
    "expm1(x/64)": lambda x: torch.expm1(x / 64),
    "elu(x)": torch.nn.functional.elu,
    "erf(x)+erfc(x)": lambda x: torch.erf(x) + torch.erfc(x),
    "max(x, 1, 2)": lambda x: torch.clamp(x, min=2),
    "min(x, 1)": lambda x: torch.clamp(x, max=1),
    "step(x)+sign(x)": lambda x: torch.heaviside(x, torch.zeros_like(x)) + torch.sign(x),
    "floor(x)*ceil(x)": lambda x: torch.floor(x) * torch.ceil(x),
    "piecewise(x<-1: 0, 1<=x<=2.5: 5, x)": lambda x: torch.where(x < -1, 0, torch.where((x >= 1) & (x <= 2.5), 5, x)),
    "piecewise(x<0 or x>3: 1, not (x==1): 2, 3)": lambda x: torch.where(
        (x < 0) | (x > 3), 1, torch.where(x != 1, 2, 3)
    ),
    "piecewise(x>0: pi, e)": lambda x: torch.where(x > 0, torch.full_like(x, torch.pi), torch.full_like(x, np.e)),
}


@pytest.mark.parametrize("dtype", ALL)
@pytest.mark.parametrize("text", ORACLES)
def test_operations_are_rounded_one_by_one_as_torch_does_it(text: str, dtype: Dtype) -> None:
    x = torch.tensor(X, dtype=getattr(torch, dtype))
    expected = ORACLES[text](x).to(getattr(torch, dtype)).tolist()
    assert run(text, dtype, X) == pytest.approx(expected, rel=CLOSE[dtype], abs=1e-40, nan_ok=True)


@pytest.mark.parametrize("dtype", ALL)
@pytest.mark.parametrize("name", sorted(CALLED))
def test_every_call_of_a_library_is_right_to_its_last_digits(name: str, dtype: Dtype) -> None:
    most = PRIMITIVES[name].least if name in PRIMITIVES else 1
    text = f"{name}({', '.join(['x', '2'][:most])})"
    x = [0.30078125, 0.5, 0.75] if name != "acosh" else [1.5, 2.0, 3.0]
    assert run(text, dtype, x) == pytest.approx(parse(text)(np.array(x)).tolist(), rel=CLOSE[dtype] / 2)


BY_HAND = [
    pytest.param("1/x", "float64", 0.0, np.inf, id="a division by 0 is infinite"),
    pytest.param("1/(1+1/x)", "float64", 0.0, 0.0, id="and may come to an end"),
    pytest.param("log(x)", "float32", 0.0, -np.inf, id="the logarithm of 0"),
    pytest.param("x/x", "float32", 0.0, np.nan, id="0/0"),
    pytest.param("sqrt(x)", "bfloat16", -1.0, np.nan, id="the root of a negative number"),
    pytest.param("x+0.001", "bfloat16", 1.0, 1.0, id="too small to be added"),
    pytest.param("0.1*x", "bfloat16", 1.0, 0.10009765625, id="a constant is rounded"),
    pytest.param("1e39+0*x", "float32", 1.0, np.inf, id="a constant out of range"),
    pytest.param("1e400*x", "float64", 1.0, np.inf, id="a constant out of any range"),
    pytest.param("coth(x)", "float32", 500.0, 1.0, id="coth as 1/tanh"),
    pytest.param("elu(x)", "float32", -1e-8, -1e-8, id="elu with expm1"),
    pytest.param("exp(x)-1", "float32", -1e-8, 0.0, id="what is written out stays as it is"),
    pytest.param("elu(exp(x)-1)", "float32", -1e-8, 0.0, id="in an argument as well"),
    pytest.param("piecewise(x<0: x)", "float64", 1.0, np.nan, id="no piece"),
    pytest.param("7", "bfloat16", 1.0, 7.0, id="a constant"),
]


@pytest.mark.parametrize(("text", "dtype", "x", "y"), BY_HAND)
def test_a_run_does_what_a_computer_does(text: str, dtype: Dtype, x: float, y: float) -> None:
    assert run(text, dtype, [x]) == pytest.approx([y], rel=1e-6, abs=0, nan_ok=True)


@pytest.mark.parametrize("name", ["gelu", "mish", "celu", "selu", "log10", "silu"])
def test_definitions_are_spelt_out_as_mathematics_has_them(name: str) -> None:
    tree = parse(f"{name}(x/3)").tree
    steps = program(written(tree))
    x = np.array(X)
    assert runner(steps, "float64")(x) == pytest.approx(
        runner(program(expand(tree)), "float64")(x), rel=1e-12, nan_ok=True
    )


def test_what_occurs_twice_is_worked_out_once() -> None:
    assert [
        step.name for step in program(parse("exp(-x)/(1+exp(-x))").tree)
    ] == "variable negative exp constant + /".split()


def test_a_shaken_run_goes_beside_a_steady_one() -> None:
    steps = program(parse("(exp(x)-1)/x").tree)
    x = np.array([1e-12, 1e-6, 1.0])
    steady, moved = shaken(steps)(x)
    assert steady.tolist() == runner(steps, "float64")(x).tolist()
    assert np.abs(moved / steady - 1) == pytest.approx([750, 0.75e-3, 1e-9], rel=1)


@pytest.mark.parametrize("text", ["abs(x)", "max(x, -x)", "floor(x)", "piecewise(x>0: x, -x)", "sign(x)", "x", "7"])
def test_what_never_rounds_is_not_shaken(text: str) -> None:
    steady, moved = shaken(program(parse(text).tree))(np.array(X))
    assert steady.tolist() == moved.tolist()


def test_what_becomes_0_too_early_is_seen_by_shaking() -> None:
    steady, moved = shaken(program(parse("exp(-x^2)^0.01").tree))(np.array([40.0]))
    assert (steady[0], moved[0]) == (0, pytest.approx(1e-3, rel=0.1))
