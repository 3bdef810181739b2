from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.templates import APART, UnfilledError, compute, fill
from grader.errors import FormulaError
from grader.maths.numbers import exact
from grader.maths.reading import parse

VALUES = {
    "k": Fraction(-2),
    "L": Fraction(3),
    "h": Fraction(1, 3),
    "d": Fraction(5, 2),
    "f": "relu(x)",
    "unit": "ReLU",
}

TEXTS = [
    pytest.param("no place at all", "no place at all", id="nothing to fill in"),
    pytest.param("$x^{-{{k}}}$", "$x^{--2}$", id="a text shows the bare number"),
    pytest.param("{{ k }}", "-2", id="spaces inside the braces do not matter"),
    pytest.param("{{2**L}} = 8, {{6*k}}", "8 = 8, -12", id="a text shows what is computed"),
    pytest.param("{{d}}", "2.5", id="a short decimal is a decimal"),
    pytest.param("{{h}}", "1/3", id="what is no short decimal stays a fraction"),
    pytest.param("{{1/10^7*L}}", "3/10000000", id="a small number is no power of ten"),
    pytest.param("{{sqrt(L)}}", "1.73205", id="an irrational number gets six digits"),
    pytest.param("{{pi*10^9*L}}", "9.42478e+09", id="a large irrational number"),
    pytest.param("{{10**(100*L)}}", "1" + 300 * "0", id="three hundred zeros are written out"),
    pytest.param("{{f}} and {{unit}}", "relu(x) and ReLU", id="a text is a text"),
    pytest.param("$2^{ {{L}} }$", "$2^{ 3 }$", id="braces of LaTeX's, a space apart"),
    pytest.param("{{\nL}}", "3", id="a place may reach over a line"),
    pytest.param("{k}, {{k", "{k}, {{k", id="single braces and open ones are left alone"),
]

FORMULAS = [
    pytest.param("{{k}}^2", "(-2)^2", id="a number is bracketed"),
    pytest.param("{{d}}*x", "(2.5)*x", id="a fraction is bracketed"),
    pytest.param("2*{{f}}", "2*(relu(x))", id="a formula is bracketed"),
    pytest.param("{{2**L}}*x", "(2^3)*x", id="an expression stays exact"),
]

UNFILLED = [
    pytest.param("a {{m}}", 2, "{{m}}: “m” is not one of the variables", id="a variable there isn't"),
    pytest.param("{{K}}", 0, "“K” is not one of the variables; did you mean k?", id="a capital letter"),
    pytest.param("{{lenght}}", 0, "“lenght” is not one of the variables; the variables are k, L", id="like no other"),
    pytest.param("{{x+k}}", 0, "{{x+k}}: “x” is not a name I know", id="an expression with another letter"),
    pytest.param("{{2*f}}", 0, "{{2*f}}: ", id="a text can't be computed with"),
    pytest.param("{{k+}}", 0, "{{k+}}: The formula stops too early", id="half an expression"),
    pytest.param("{{k > 1}}", 0, "This is a condition", id="a condition has no value"),
    pytest.param("{{}}", 0, "{{}}: There is nothing here yet", id="an empty place"),
    pytest.param("{{log(k)}}", 0, "{{log(k)}}: this has no value that can be said", id="the logarithm of −2"),
    pytest.param("{{10^(200*L)}}", 0, "this number is too long to write out", id="six hundred digits"),
    pytest.param("{{1/10^(200*L)}}", 0, "this number is too long to write out", id="six hundred digits below the line"),
    pytest.param("x^{{10}}", 2, f"{{{{10}}}}: there is no variable in it; {APART}", id="braces of LaTeX's"),
    pytest.param("{{pi}}", 0, "there is no variable in it", id="a constant"),
]


@pytest.mark.parametrize(("text", "filled"), TEXTS)
def test_fills_texts(text: str, filled: str) -> None:
    assert fill(text, VALUES, formula=False) == filled


@pytest.mark.parametrize(("text", "filled"), FORMULAS)
def test_fills_formulas(text: str, filled: str) -> None:
    assert fill(text, VALUES, formula=True) == filled
    assert parse(filled)


@pytest.mark.parametrize(("text", "at", "message"), UNFILLED)
def test_says_what_cannot_be_filled_in_and_where(text: str, at: int, message: str) -> None:
    with pytest.raises(UnfilledError) as caught:
        fill(text, VALUES, formula=False)
    assert message in caught.value.message
    assert caught.value.at == at


def test_without_variables_braces_are_taken_for_latex() -> None:
    with pytest.raises(UnfilledError) as caught:
        fill(r"\frac{{x}}{2}", {}, formula=False)
    assert caught.value.message == f"{{{{x}}}}: “x” is not a variable, for there are none; {APART}"


@given(st.fractions(-(10**9), 10**9, max_denominator=10**9), st.sampled_from(["{}", "1 - {}", "2*{}", "{}^3"]))
def test_a_bracketed_value_is_the_value(value: Fraction, around: str) -> None:
    text = around.format("{{k}}")
    filled = fill(text, {"k": value}, formula=True)
    assert exact(parse(filled, ())) == exact(compute(around.format("k"), {"k": value}))


@given(st.fractions(max_denominator=10**20))
def test_a_rational_number_in_a_text_is_exact(value: Fraction) -> None:
    assert Fraction(fill("{{k}}", {"k": value}, formula=False)) == value


def test_compute_knows_numbers_only() -> None:
    assert exact(compute("8*L/3", VALUES)) == 8
    with pytest.raises(FormulaError):
        compute("f", VALUES)
