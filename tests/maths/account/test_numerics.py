"""What a computer makes of a formula, in words."""

import pytest

from grader.maths.account.numerics import FINE, advice, behaviours
from grader.maths.numerics import numerics
from grader.maths.reading import parse


def told(text: str) -> dict[str, str]:
    return {one.dtype: one.sentence for one in behaviours(numerics(parse(text)))}


def test_nothing_goes_wrong() -> None:
    found = behaviours(numerics(parse("relu(x)")))
    assert [one.dtype for one in found] == ["float64", "float32", "bfloat16"]
    assert all(one.is_fine and one.sentence == FINE for one in found)
    assert advice(numerics(parse("relu(x)"))) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("x*exp(x)/(1+exp(x))", "inf instead of 84.29 from x = 84.289 on", id="overflow"),
        pytest.param("x*exp(x)/(1+exp(x))", "nan instead of 88.72 from x = 88.723 on", id="nan"),
        pytest.param("log(1+exp(x))", "0 instead of 5.96×10⁻⁸ from x = −16.636 down", id="underflow"),
        pytest.param("-exp(x)*exp(x)/exp(x)", "−inf instead of", id="overflow downwards"),
        pytest.param("(exp(x)-exp(-x))/2", "half of the digits lost, ", id="cancellation"),
        pytest.param("(exp(x)-exp(-x))/2", " towards 0", id="towards 0"),
    ],
)
def test_a_fault_in_float32(text: str, words: str) -> None:
    assert words in told(text)["float32"]


def test_what_lies_in_the_function_is_no_fault() -> None:
    found = next(one for one in behaviours(numerics(parse("exp(x)"))) if one.dtype == "float32")
    assert found.is_fine
    assert found.sentence.startswith("its values are too large from x = 88.72")
    assert found.sentence.endswith(" on: that lies in the function")


def test_a_better_way_is_named() -> None:
    assert advice(numerics(parse("log(1+exp(x))"))) == "softplus(x) is the same function without these faults."
