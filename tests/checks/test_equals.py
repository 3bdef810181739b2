import re
from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.equals import Equals
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Observation, Verdict

SQUARE = Equals(parse("x^2"))
CANCELLED = Equals(parse("x+1"))
HOLED = Equals(parse("(x^2-1)/(x-1)"))
WIDER = Equals(parse("(x^2-1)/(x-1)"), domain="wider")
POSITIVE = Equals(parse("x"), where="x > 0")
CONSTANT = Equals(parse("2", ()))
TWO = Equals(parse("x*y", ("x", "y")))
CLOUD = Equals(parse("log(exp(x)+exp(y))", ("x", "y")))


def judge(check: Equals, text: str) -> Finding:
    return check.judge(parse(text, check.reference.variables), np.random.default_rng(0))


PASSES = [
    pytest.param(SQUARE, "x^2", "It is the formula asked for.", Grade.PROVED, id="the formula itself"),
    pytest.param(SQUARE, "x*x", "It is the formula asked for.", Grade.PROVED, id="another way to write it"),
    pytest.param(POSITIVE, "abs(x)", "It is the formula asked for.", Grade.PROVED, id="where it matters"),
    pytest.param(
        CLOUD, "max(x, y)+softplus(-abs(x-y))", "It agrees with the right formula at ", Grade.SUPPORTED, id="on points"
    ),
    pytest.param(WIDER, "x+1", "It agrees with the right formula at ", Grade.SUPPORTED, id="a hole filled, as allowed"),
    pytest.param(CONSTANT, "sqrt(4)", "It is the formula asked for.", Grade.PROVED, id="a constant"),
    pytest.param(TWO, "y*x", "It is the formula asked for.", Grade.PROVED, id="in two letters"),
]


@pytest.mark.parametrize(("check", "text", "beginning", "grade"), PASSES)
def test_passes(check: Equals, text: str, beginning: str, grade: Grade) -> None:
    finding = judge(check, text)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, grade)
    assert finding.evidence.sentence.startswith(beginning)


FAILS = [
    pytest.param(
        SQUARE,
        "piecewise(x == 2: 5, x^2)",
        "At x = 2 it gives 5; the right value is 4.",
        Observation(x=(2.0,), expected="4", actual="5"),
        id="a dot",
    ),
    pytest.param(
        SQUARE,
        "piecewise(x == 0.1: 1, x^2)",
        "At x = 0.1 it gives 1; the right value is 0.01.",
        Observation(x=(0.1,), expected="0.01", actual="1"),
        id="a point in decimals",
    ),
    pytest.param(
        SQUARE,
        "piecewise(x == 1/3: 1, x^2)",
        "At x = 0.3333333333333333 it gives 1; the right value is 0.111111.",
        Observation(x=(1 / 3,), expected="0.111111", actual="1"),
        id="a point that takes many digits",
    ),
    pytest.param(
        SQUARE,
        "piecewise(x == 2: 4.0000000001, x^2)",
        "At x = 2 it gives 4.0000000001; the right value is 4.",
        Observation(x=(2.0,), expected="4", actual="4.0000000001"),
        id="a difference in the eleventh digit",
    ),
    pytest.param(
        SQUARE,
        "piecewise(x == 2: 4+1e-15, x^2)",
        "At x = 2 it gives 4.0000000000000009; the right value is 4.",
        Observation(x=(2.0,), expected="4", actual="4.0000000000000009"),
        id="a difference in the sixteenth digit",
    ),
    pytest.param(
        SQUARE,
        "piecewise(x == 2: 4+1e-30, x^2)",
        "At x = 2 it gives 4 (in more digits, a little else); the right value is 4.",
        Observation(x=(2.0,), expected="4", actual="4 (in more digits, a little else)"),
        id="a difference no float can show",
    ),
    pytest.param(
        CONSTANT, "3", "It gives 3; the right value is 2.", Observation(x=(), expected="2", actual="3"), id="a constant"
    ),
    pytest.param(
        CANCELLED,
        "(x^2-1)/(x-1)",
        "It has no value at x = 1, but the right formula has one.",
        Observation(x=(1.0,), expected="a value", actual="no value"),
        id="a hole",
    ),
    pytest.param(
        WIDER,
        "(x+1)*(x-2)/(x-2)",
        "It has no value at x = 2, but the right formula has one.",
        Observation(x=(2.0,), expected="a value", actual="no value"),
        id="a hole elsewhere, where a wider domain is allowed",
    ),
    pytest.param(
        HOLED,
        "x+1",
        "It has a value at x = 1, but the right formula has none.",
        Observation(x=(1.0,), expected="no value", actual="a value"),
        id="a hole filled",
    ),
    pytest.param(
        CONSTANT,
        "1/0",
        "It has no value, but the right formula has one.",
        Observation(x=(), expected="a value", actual="no value"),
        id="a constant without a value",
    ),
]


@pytest.mark.parametrize(("check", "text", "sentence", "seen"), FAILS)
def test_fails(check: Equals, text: str, sentence: str, seen: Observation) -> None:
    finding = judge(check, text)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.FAILED, Grade.REFUTED)
    assert finding.evidence.sentence == sentence
    assert finding.evidence.observations == (seen,)


def test_a_relation_to_the_right_formula_is_said() -> None:
    assert judge(SQUARE, "2*x^2").evidence.sentence.endswith(" It is 2 times the right one everywhere.")


def test_a_difference_counts_more_than_a_gap() -> None:
    assert "it gives" in judge(CANCELLED, "x/(x-1)").evidence.sentence


UNDECIDED = [
    pytest.param(
        Equals(parse("x"), where="x > 10^7"),
        "2*x",
        "no point was found where the condition holds",
        id="nowhere to look",
    ),
    pytest.param(
        Equals(parse("sin(exp(exp(exp(exp(exp(exp(exp(x))))))))")),
        "cos(exp(exp(exp(exp(exp(exp(exp(x))))))))",
        "points could be compared",
        id="too large to compare",
    ),
]


@pytest.mark.parametrize(("check", "text", "why"), UNDECIDED)
def test_is_undecided(check: Equals, text: str, why: str) -> None:
    finding = judge(check, text)
    assert finding.verdict is Verdict.UNDECIDED
    assert finding.evidence.sentence.startswith("Whether it is the right formula could not be told: ")
    assert why in finding.evidence.sentence


def test_a_point_has_a_number_for_each_letter_of_either_formula() -> None:
    both, one = parse("x+y", ("x", "y")), parse("x")
    for answer, reference in ((one, both), (both, one), (both, parse("x-y", ("x", "y")))):
        finding = Equals(reference).judge(answer, np.random.default_rng(0))
        assert re.match(r"At x = \S+, y = \S+ it gives ", finding.evidence.sentence)
    gap = Equals(one).judge(parse("x+0/(x-y)", ("x", "y")), np.random.default_rng(0))
    assert re.match(r"It has no value at x = \S+, y = \S+, but", gap.evidence.sentence)


def test_judging_takes_no_luck() -> None:
    rng, untouched = np.random.default_rng(0), np.random.default_rng(0)
    SQUARE.judge(parse("x*x"), rng)
    assert rng.random() == untouched.random()


SIGMOID = "return 1 / (1 + np.exp(-x))"
PROGRAMS_THAT_PASS = [
    pytest.param("sigmoid(x)", SIGMOID, SIGMOID, id="the formula"),
    pytest.param("", "return 0.5 + 0.5 * np.tanh(x / 2)", SIGMOID, id="the exercise's own program"),
    pytest.param("log(x)", "return np.log(np.where(x > 0, x, 1))", SIGMOID, id="values where there is none"),
    pytest.param("log(1+exp(x))", "return np.log(1 + np.exp(x))", SIGMOID, id="tiny values lost"),
    pytest.param(
        "piecewise(x >= 0.1: 1, 0)", "return np.where(x >= 0.1, 1.0, 0.0)", SIGMOID, id="a jump at a decimal number"
    ),
]
PROGRAMS_THAT_FAIL = [
    pytest.param(
        "sigmoid(x)",
        "return 1 / (1 + np.exp(x))",
        "f(1) gives 0.268941; the right value is 0.731059.",
        id="a sign",
    ),
    pytest.param("max(0, x)", "return np.abs(x)", "f(-1) gives 1; the right value is 0.", id="on the left"),
    pytest.param("", "return x", "f(1) gives 1; the right value is 0.731059.", id="not as the exercise's own program"),
    pytest.param(
        "x",
        "return x * (1 + 1e-8)",
        "f(1) gives 1.00000001; the right value is 1.",
        id="beyond rounding",
    ),
    pytest.param(
        "x",
        "return np.where(np.abs(x - 2.71828) < 1e-9, 0, x)",
        "f(2.71828) gives 0; the right value is 2.71828.",
        id="at a number that stands in it",
    ),
    pytest.param("x", "return np.where(x == 0, np.nan, x)", "f(0) gives nan; the right value is 0.", id="nan"),
]


@pytest.mark.parametrize(("reference", "body", "right"), PROGRAMS_THAT_PASS)
def test_a_program_passes(reference: str, body: str, right: str, running: Callable[..., Routine]) -> None:
    routine = running(f"def f(x): {body}", right=f"def f(x): {right}")
    finding = Equals(parse(reference) if reference else None).judge(routine, np.random.default_rng(0))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("reference", "body", "sentence"), PROGRAMS_THAT_FAIL)
def test_a_program_fails(reference: str, body: str, sentence: str, running: Callable[..., Routine]) -> None:
    routine = running(f"def f(x): {body}", right=f"def f(x): {SIGMOID}")
    finding = Equals(parse(reference) if reference else None).judge(routine, np.random.default_rng(0))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert finding.evidence.observations


def test_says_where_to_look(running: Callable[..., Routine]) -> None:
    routine = running("def f(x): return np.minimum(x, 40)")
    for on, verdict in (((-30.0, 30.0), Verdict.PASSED), ((-50.0, 50.0), Verdict.FAILED)):
        assert Equals(parse("x"), on=on).judge(routine, np.random.default_rng(0)).verdict is verdict


def test_a_formula_needs_a_reference() -> None:
    with pytest.raises(ValueError, match="needs a reference"):
        Equals().judge(parse("x"), np.random.default_rng(0))
