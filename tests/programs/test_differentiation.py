from collections.abc import Iterator

import numpy as np
import pytest

from grader.errors import RunError, Trouble
from grader.programs.differentiation import gradient, weighted
from grader.programs.routine import Routine, opened
from grader.programs.source import read

X = np.array([[0.3, -1.2], [2.0, 0.5]])
SOURCE = """
import torch
def cube(x): return x ** 3
def double(x): return 2 * x
def once(x): return torch.autograd.grad(x.sum(), x)[0]
"""


@pytest.fixture
def cube() -> Iterator[Routine]:
    source = read(SOURCE, "torch")
    with opened(source, source, "cube") as routine:
        yield routine


def test_autograd_passes_back_the_derivative(cube: Routine) -> None:
    upstream = np.array([[1.0, 2.0], [-1.0, 0.5]])
    np.testing.assert_allclose(gradient(cube, X, upstream), upstream * 3 * X**2)
    np.testing.assert_allclose(gradient(cube, X, upstream, 2), upstream * 6 * X)


def test_the_gradient_of_what_is_constant_is_0(cube: Routine) -> None:
    np.testing.assert_array_equal(gradient(cube.other("double"), X, np.ones(X.shape), 2), 0 * X)


def test_what_has_no_gradient_is_a_fault_of_the_program(cube: Routine) -> None:
    with pytest.raises(RunError) as caught:
        gradient(cube.other("once"), X, np.ones(X.shape))
    assert caught.value.trouble in {Trouble.RAISED, Trouble.TYPE}


def test_differences_give_the_gradient_of_a_weighted_sum() -> None:
    weights = np.array([2.0, -1.0])
    found = weighted(lambda x: np.log(np.exp(x).sum(axis=-1)), X, weights)
    right = weights[:, None] * np.exp(X) / np.exp(X).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(found, right, rtol=1e-9)


def test_nothing_is_said_at_kinks() -> None:
    found = weighted(np.abs, np.array([0.0, 1.0]), np.ones(2))
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(1)


def test_nothing_is_said_of_another_shape() -> None:
    assert np.isnan(weighted(lambda x: x[:1], X, np.ones(X.shape))).all()
