"""The questions that need no exercise."""

import pytest

from grader.errors import FormulaError
from grader.report import Verdict
from grader.service.examination import QUESTIONS, examine


def yes(text: str) -> set[str]:
    results = list(examine(text))
    assert [one.call for one in results] == [words for words, _ in QUESTIONS]
    return {one.call for one in results if one.verdict is Verdict.PASSED}


TANH = {
    "Defined everywhere?",
    "Not affine?",
    "Continuous?",
    "Smooth, with a continuous slope?",
    "Strictly increasing?",
    "Never falling?",
    "Odd?",
    "Zero at the origin?",
    "Bounded?",
    "Saturating on both sides?",
    "Slope at most 1?",
    "Finite in float64 up to 10,000?",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tanh(x)", TANH, id="tanh has everything but being even"),
        pytest.param(
            "max(0,x)",
            {
                "Defined everywhere?",
                "Not affine?",
                "Continuous?",
                "Never falling?",
                "Zero at the origin?",
                "Slope at most 1?",
                "Finite in float64 up to 10,000?",
            },
            id="relu",
        ),
    ],
)
def test_what_can_be_said_of_a_formula(text: str, expected: set[str]) -> None:
    assert yes(text) == expected


@pytest.mark.parametrize("text", ["1/x", "log(x)", "7", "exp(exp(x))", "floor(x)", "sqrt(-1-x^2)", "1e300*x"])
def test_no_formula_breaks_a_check(text: str) -> None:
    assert Verdict.JUDGE_ERROR not in {one.verdict for one in examine(text)}


def test_what_is_no_formula_says_where() -> None:
    with pytest.raises(FormulaError) as caught:
        examine("x + lgo(x)")
    assert caught.value.at == 4


def test_the_same_is_said_again_without_looking_again() -> None:
    assert all(one is again for one, again in zip(examine("tanh(x)"), examine("tanh(x)"), strict=True))
