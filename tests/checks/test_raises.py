from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.raises import Raises
from grader.errors import RunError
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict


def judge(routine: Routine) -> Finding:
    return Raises("constants(1)").judge(routine, np.random.default_rng(0))


GAIN = """
def f(g):
    z = np.linspace(-12, 12, 2001)
    y = g(z)
    {}
    p = np.exp(-z * z / 2)
    return float(1 / np.sqrt((p * y**2).sum() / p.sum()))
"""
PASSES = [
    pytest.param("if np.shape(y) != z.shape: raise ValueError('g must give an array')", id="a ValueError"),
    pytest.param(
        "if np.shape(y) != z.shape:\n        raise TypeError(\n            'an array'\n        )", id="a TypeError"
    ),
    pytest.param(
        "class Odd(ValueError): pass\n    if np.shape(y) != z.shape: raise Odd('an array')",
        id="a ValueError of its own",
    ),
]
FAILS = [
    pytest.param(
        "pass",
        "f(x ↦ 1) gives the number 1.0; it should raise a ValueError that says what is wrong.",
        Observation(expected="a ValueError", actual="the number 1.0"),
        id="a number",
    ),
    pytest.param(
        "len(y)",
        "f(x ↦ 1) ends with TypeError: object of type 'float' has no len() in line 6; that is an accident, not a refusal.",
        None,
        id="an accident",
    ),
    pytest.param(
        "if np.shape(y) != z.shape: raise ValueError",
        "f(x ↦ 1) ends with ValueError in line 6; say what is wrong, in a ValueError.",
        Observation(expected="a ValueError that says what is wrong", actual="ValueError"),
        id="without a word",
    ),
    pytest.param(
        "if np.shape(y) != z.shape: raise KeyError('g')",
        "f(x ↦ 1) ends with KeyError: 'g' in line 6; say what is wrong, in a ValueError.",
        None,
        id="another error",
    ),
]


@pytest.mark.parametrize("line", PASSES)
def test_passes(line: str, running: Callable[..., Routine]) -> None:
    finding = judge(running(GAIN.format(line)))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("line", "sentence", "seen"), FAILS)
def test_fails(line: str, sentence: str, seen: Observation | None, running: Callable[..., Routine]) -> None:
    finding = judge(running(GAIN.format(line)))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert seen is None or finding.evidence.observations == (seen,)


def test_what_cannot_be_called_refuses_nothing(running: Callable[..., Routine]) -> None:
    with pytest.raises(RunError, match="must take one argument"):
        judge(running("def f(g, h): return g"))


def test_refuses_arguments_that_nobody_can_make() -> None:
    with pytest.raises(ValueError, match=r"did you mean constants\?"):
        Raises("constant(1)")
