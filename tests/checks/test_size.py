import numpy as np
import pytest

from grader.checks.size import Size
from grader.maths.formula import Formula
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.maths.tree import Negative
from grader.report import Finding, Grade, Verdict


def judged(text: str, most: int) -> Finding:
    return Size(most).judge(parse(text), np.random.default_rng(0))


SIZES = [
    pytest.param("x", 1, id="a name"),
    pytest.param("-x", 2, id="a sign"),
    pytest.param("max(0, x)", 3, id="a function of two"),
    pytest.param("((x))", 1, id="brackets are free"),
    pytest.param("mish(x)", 2, id="a named activation is one word"),
    pytest.param("x/(1+abs(x))", 6, id="a fraction"),
    pytest.param("1.0507009873554804", 1, id="a long number is one number"),
]


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_passes_up_to_its_size_and_not_below(text: str, size: int) -> None:
    finding = judged(text, size)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.PROVED)
    if size > 1:
        assert judged(text, size - 1).verdict is Verdict.FAILED


def test_the_sentence_says_how_many_it_has() -> None:
    finding = judged("x*x*x", 3)
    assert finding.evidence.sentence == "The formula counts 5 numbers, names and signs; up to 3 is allowed."
    seen = finding.evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((), "at most 3", "5")


@pytest.mark.parametrize("name", [name for name, arity in arities().items() if arity.least == 1])
def test_a_sign_in_front_counts_one(name: str) -> None:
    f = Formula(tree=Negative(parse(f"{name}(x)").tree))
    assert Size(3).judge(f, np.random.default_rng(0)).verdict is Verdict.PASSED
    assert Size(2).judge(f, np.random.default_rng(0)).verdict is Verdict.FAILED


def test_a_formula_counts_1_at_least() -> None:
    with pytest.raises(ValueError, match="1 at least"):
        Size(0)
