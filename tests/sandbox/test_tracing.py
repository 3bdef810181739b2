"""Programs that are formulas are read as such; what isn't one says so."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import special

from grader.maths.reading import parse
from grader.sandbox.tracing import LONGEST, Traced, UntraceableError

FORMULAS = [
    pytest.param(lambda x: np.maximum(x, 0), "max(x, 0)", id="a maximum"),
    pytest.param(lambda x: np.where(x > 0, x, 0.01 * x), "piecewise(x > 0: x, 0.01*x)", id="where"),
    pytest.param(lambda x: x * (x > 0), "x*piecewise(x > 0: 1, 0)", id="a truth value as a number"),
    pytest.param(lambda x: (x > 0).astype(float), "piecewise(x > 0: 1, 0)", id="a truth value turned into a number"),
    pytest.param(lambda x: np.where((x > 0) & ~(x > 6), x, 0), "piecewise(x > 0 and not (x > 6): x, 0)", id="and, not"),
    pytest.param(lambda x: np.where((x < 0) | (x >= 1), 0, x), "piecewise(x < 0 or x >= 1: 0, x)", id="or"),
    pytest.param(
        lambda x: np.select([x < -3, x > 3], [0, x], x / 2),
        "piecewise(x < -3: 0, piecewise(x > 3: x, x/2))",
        id="select",
    ),
    pytest.param(lambda x: np.clip(x + 3, 0, 6) / 6, "min(max(x + 3, 0), 6)/6", id="clip"),
    pytest.param(lambda x: np.log1p(np.exp(-np.abs(x))), "log1p(exp(-abs(x)))", id="ufuncs in one another"),
    pytest.param(lambda x: x * special.expit(x), "x*sigmoid(x)", id="a function of scipy"),
    pytest.param(lambda x: x * special.ndtr(x), "x*Phi(x)", id="the normal distribution"),
    pytest.param(lambda x: 1 / (1 + np.exp(-x)), "1/(1 + exp(-x))", id="operators from both sides"),
    pytest.param(lambda x: abs(-x) ** 0.5, "abs(-x)^0.5", id="abs and a power"),
    pytest.param(lambda x: 2 - x, "2 - x", id="from a number"),
    pytest.param(np.zeros_like, "0", id="zeros"),
    pytest.param(lambda x: np.full_like(x, 3.0) + x, "3 + x", id="a constant"),
    pytest.param(lambda x: np.float64(0.5) * x, "0.5*x", id="a numpy number"),
    pytest.param(lambda x: np.logaddexp(0, x), "log(exp(0) + exp(x))", id="logaddexp"),
    pytest.param(lambda x: np.heaviside(x, 0.5), "piecewise(x > 0: 1, piecewise(x < 0: 0, 0.5))", id="heaviside"),
    pytest.param(lambda x: np.where(1, x, 0), "piecewise(0 < 1: x, 0)", id="a plain condition"),
    pytest.param(lambda x: x.clip(-1, 1), "min(max(x, -1), 1)", id="a method"),
]

UNTRACEABLE = [
    pytest.param(lambda x: x or 0, id="a branch"),
    pytest.param(np.sum, id="a sum"),
    pytest.param(np.asarray, id="an array"),
    pytest.param(lambda x: np.add(x, 1, out=np.ones(2)), id="written elsewhere"),
    pytest.param(np.add.reduce, id="reduced"),
    pytest.param(lambda x: x.shape, id="a shape"),
    pytest.param(lambda x: x * [1], id="a list"),
    pytest.param(lambda x: x + np.inf, id="an infinity"),
    pytest.param(lambda x: x.astype(int), id="whole numbers"),
    pytest.param(np.modf, id="two results"),
    pytest.param(lambda x: x + np.ones(3), id="another array"),
    pytest.param(lambda x: x * 1j, id="a complex number"),
    pytest.param(float, id="a single number"),
]


@pytest.mark.parametrize(("f", "formula"), FORMULAS)
def test_a_program_is_read_as_a_formula(f: Callable[[Any], Any], formula: str) -> None:
    assert parse(f(Traced("x")).number().text).show() == formula


@pytest.mark.parametrize("f", UNTRACEABLE)
def test_what_is_no_formula_says_so(f: Callable[[Any], Any]) -> None:
    with pytest.raises((UntraceableError, TypeError)):
        f(Traced("x")).number()


def test_a_formula_that_grows_without_end_is_given_up() -> None:
    def grown(x: Traced) -> Any:
        for _ in range(LONGEST):
            x = x * x
        return x

    with pytest.raises(UntraceableError):
        grown(Traced("x"))
