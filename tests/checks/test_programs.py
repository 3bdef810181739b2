"""Questions about functions, asked of programs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.checks.bounded import Bounded
from grader.checks.continuous import Continuous
from grader.checks.convex import Convex
from grader.checks.even import Even
from grader.checks.increasing import Increasing
from grader.checks.lipschitz import Lipschitz
from grader.checks.nondecreasing import Nondecreasing
from grader.checks.odd import Odd
from grader.checks.zero_at_origin import ZeroAtOrigin
from grader.kinds import Check
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Verdict

SIGMOID = "e = np.exp(-np.abs(x)); return np.where(x >= 0, 1, e) / (1 + e)"
SOFTPLUS = "return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))"
BUMP = "return np.tanh(x / 1e5) - 1e-3 * np.exp(-((x - 2.71828) / 1e-6)**2)"


def judge(check: Check[Any], body: str, running: Callable[..., Routine]) -> Finding:
    return check.judge(running(f"def f(x): {body}"), np.random.default_rng(0))


PASSES = [
    pytest.param(Nondecreasing(), SIGMOID, id="a sigmoid never falls"),
    pytest.param(Increasing(), "return np.arcsinh(x)", id="arsinh rises"),
    pytest.param(Odd(), "return np.sign(x) * np.log1p(np.abs(x))", id="odd"),
    pytest.param(Even(), "return np.abs(x)", id="even"),
    pytest.param(Bounded((0.0, 1.0)), SIGMOID, id="bounded"),
    pytest.param(Lipschitz(1.0), SOFTPLUS, id="no steeper than 1"),
    pytest.param(Convex(), SOFTPLUS, id="convex"),
    pytest.param(Continuous(), SOFTPLUS, id="continuous"),
    pytest.param(ZeroAtOrigin(), "return x * (x > 0)", id="through the origin"),
]
FAILS = [
    pytest.param(Increasing(), "return np.maximum(x, 0)", id="relu stays level"),
    pytest.param(Nondecreasing(), "return x / (1 + np.exp(-x))", id="silu dips"),
    pytest.param(Odd(), SIGMOID, id="a sigmoid is not odd"),
    pytest.param(Even(), "return np.maximum(x, 0)", id="relu is not even"),
    pytest.param(Bounded((0.0, 1.0)), "return np.maximum(x, 0)", id="relu is not bounded"),
    pytest.param(Lipschitz(1.0), "return x / (1 + np.exp(-np.clip(x, -500, None)))", id="silu is steeper than 1"),
    pytest.param(Convex(), "return np.tanh(x)", id="tanh bends both ways"),
    pytest.param(Continuous(), "return np.where(x >= 1.2345, 1, 0)", id="a step at a number that stands in it"),
    pytest.param(Nondecreasing(), BUMP, id="a dip of width 1e-6 at a number that stands in it"),
    pytest.param(Even(), "return np.where(x == 0.123456789, 1, 0)", id="a single point"),
    pytest.param(Bounded((-1.0, 1.0)), f"{BUMP} + np.where(np.abs(x - 31.4159) < 1e-9, 2, 0)", id="far, and narrow"),
]


@pytest.mark.parametrize(("check", "body"), PASSES)
def test_passes(check: Check[Any], body: str, running: Callable[..., Routine]) -> None:
    finding = judge(check, body, running)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.SUPPORTED), finding.evidence.sentence


@pytest.mark.parametrize(("check", "body"), FAILS)
def test_fails(check: Check[Any], body: str, running: Callable[..., Routine]) -> None:
    finding = judge(check, body, running)
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.observations


def test_the_dip_is_shown_where_it_is(running: Callable[..., Routine]) -> None:
    (seen,) = judge(Nondecreasing(), BUMP, running).evidence.observations
    assert abs(seen.x[0] - 2.71828) < 1e-5


def test_tensors_are_functions_too(running: Callable[..., Routine]) -> None:
    routine = running("def f(x): return torch.tanh(x)", library="torch")
    assert Odd().judge(routine, np.random.default_rng(0)).verdict is Verdict.PASSED
