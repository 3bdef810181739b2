from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.law import Law
from grader.errors import RunError
from grader.programs.routine import Routine
from grader.report import Finding, Observation, Verdict

SOFTMAX = """
def f(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
def lse(z): return np.log(np.exp(z).sum(axis=-1))
def back(s, g): return s * (g - (g * s).sum(-1, keepdims=True))
def one(): return 1.0
def words(z): return "no"
def three(z): return np.ones(3)
"""


def judge(text: str, routine: Routine, on: str = "rows(2, 3)") -> Finding:
    return Law(text, on).judge(routine, np.random.default_rng(0))


PASSES = [
    pytest.param("sum(f(z)) == 1", "rows(2, 3)", id="a softmax sums to 1"),
    pytest.param("f(z + c) == f(z)", "rows(2, 3)", id="a softmax is not changed by a shift"),
    pytest.param("lse(x) == log(sum(exp(x)))", "rows(2, 3)", id="a function by its definition"),
    pytest.param("max(z) <= lse(z)", "rows(2, 3)", id="an inequality"),
    pytest.param("sum(back(f(z), g)) == 0", "rows(2, 3)", id="a gradient from above"),
    pytest.param("back(x, 2 * g) == 2 * back(x, g)", "upstream(2, 3)", id="a law about two arrays"),
    pytest.param("abs(-z) ** 2 / 1 == z * z - 0", "logits(1e4)", id="arithmetic"),
    pytest.param("one() == 1", "rows(2, 3)", id="a function of nothing, and a number"),
]
FAILS = [
    pytest.param(
        "f(z * 2) == f(z)",
        "f(z * 2) == f(z) does not hold for z = [[0, 1]]: the left side is 0.119203 at [0, 0], the right one 0.268941.",
        Observation(expected="0.268941", actual="0.119203"),
        id="an equality",
    ),
    pytest.param(
        "lse(z + c) == lse(z)",
        "lse(z + c) == lse(z) does not hold for z = [[0, 1]], c = 3: "
        "the left side is 4.31326 at [0], the right one 1.31326.",
        Observation(expected="1.31326", actual="4.31326"),
        id="with a number",
    ),
    pytest.param(
        "lse(z) <= max(z)",
        "lse(z) <= max(z) does not hold for z = [[0, 1]]: the left side is 1.31326 at [0], the right one 1.",
        Observation(expected="at most 1", actual="1.31326"),
        id="an inequality",
    ),
    pytest.param(
        "log(-exp(z)) == log(-exp(z))",
        "log(-exp(z)) == log(-exp(z)) does not hold for z = [[0, 1]]: "
        "the left side is nan at [0, 0], the right one nan.",
        Observation(expected="nan", actual="nan"),
        id="nan is nothing",
    ),
    pytest.param(
        "exp(-log(z - z)) == 1",
        "exp(-log(z - z)) == 1 does not hold for z = [[0, 1]]: the left side is inf at [0, 0], the right one 1.",
        Observation(expected="1", actual="inf"),
        id="no number is infinite",
    ),
    pytest.param(
        "one() == 2",
        "one() == 2 does not hold for any z: the left side is 1, the right one 2.",
        Observation(expected="2", actual="1"),
        id="numbers",
    ),
]


@pytest.mark.parametrize(("text", "on"), PASSES)
def test_passes(text: str, on: str, running: Callable[..., Routine]) -> None:
    finding = judge(text, running(SOFTMAX), on)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("text", "sentence", "seen"), FAILS)
def test_fails(text: str, sentence: str, seen: Observation, running: Callable[..., Routine]) -> None:
    finding = judge(text, running(SOFTMAX))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert finding.evidence.observations == (seen,)


def test_tensors_obey_laws(running: Callable[..., Routine]) -> None:
    routine = running("def f(z): return torch.softmax(z, -1)", library="torch")
    assert judge("sum(f(z)) == 1", routine).verdict is Verdict.PASSED


TROUBLES = [
    pytest.param("words(z) == 1", "gives a value of type str", id="words for numbers"),
    pytest.param("f(z) == three(z)", "is asked to go with", id="sides of shapes that do not go together"),
    pytest.param("f(z) - three(z) == 0", "is asked to go with", id="terms of shapes that do not go together"),
]


@pytest.mark.parametrize(("text", "message"), TROUBLES)
def test_a_program_may_give_what_cannot_be_computed_with(
    text: str, message: str, running: Callable[..., Routine]
) -> None:
    with pytest.raises(RunError, match=message):
        judge(text, running(SOFTMAX))


def test_a_function_that_is_not_there_is_a_fault_of_the_exercise(running: Callable[..., Routine]) -> None:
    with pytest.raises(ValueError, match="“g” is no function of the program"):
        judge("g(z) == 1", running("def f(z): return z"))


REFUSED = [
    pytest.param("f(z)", "rows(2, 3)", "two sides with ==", id="one side"),
    pytest.param("f(z) < 1", "rows(2, 3)", "two sides with ==", id="another relation"),
    pytest.param("0 <= f(z) <= 1", "rows(2, 3)", "two sides with ==", id="a chain"),
    pytest.param("f(z) ==", "rows(2, 3)", "two sides with ==", id="no Python"),
    pytest.param("f(z) == 1" + " + 1" * 100, "rows(2, 3)", "two sides with ==", id="too long"),
    pytest.param("f(y) == 1", "rows(2, 3)", "“y” can't be read", id="an unknown letter"),
    pytest.param("f(z).sum() == 1", "rows(2, 3)", "can't be read", id="a method"),
    pytest.param("sum(z, x) == 1", "rows(2, 3)", "can't be read", id="too many arguments"),
    pytest.param("f(z) == True", "rows(2, 3)", "“True” can't be read", id="a truth value"),
    pytest.param("f(z) == z[0]", "rows(2, 3)", "can't be read", id="an index"),
    pytest.param("f(z) == 1", "row(2, 3)", "did you mean rows", id="arguments that nobody can make"),
]


@pytest.mark.parametrize(("text", "on", "message"), REFUSED)
def test_refuses(text: str, on: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Law(text, on)
