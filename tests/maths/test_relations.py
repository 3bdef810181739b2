import pytest

from grader.maths.reading import parse
from grader.maths.relations import relation

RELATED = [
    pytest.param("-tanh(x)", "tanh(x)", "It has the wrong sign everywhere.", id="a sign"),
    pytest.param("1/(x-1)", "1/(1-x)", "It has the wrong sign everywhere.", id="a sign, with a hole"),
    pytest.param("2*x^2", "x^2", "It is 2 times the right one everywhere.", id="a factor"),
    pytest.param("x/3", "x", "It is 0.333333 times the right one everywhere.", id="a divisor"),
    pytest.param("-5*sigmoid(x)", "sigmoid(x)", "It is -5 times the right one everywhere.", id="a negative factor"),
    pytest.param(
        "sin(x)*pi/180", "sin(x)", "It is 0.0174533 times the right one everywhere.", id="degrees for radians"
    ),
    pytest.param("x*exp(x)", "3*x*exp(x)", "It is 0.333333 times the right one everywhere.", id="where both are 0 too"),
    pytest.param("sigmoid(x)+1", "sigmoid(x)", "It is 1 too large everywhere.", id="an offset"),
    pytest.param("exp(x)-1/2", "exp(x)", "It is 0.5 too small everywhere.", id="a negative offset"),
    pytest.param("log(2*x)", "log(x)", "It is 0.693147 too large everywhere.", id="an offset where there is a value"),
    pytest.param("exp(-x)", "exp(x)", "It is the right one with x and −x swapped.", id="mirrored"),
    pytest.param("relu(-x)", "relu(x)", "It is the right one with x and −x swapped.", id="an activation mirrored"),
    pytest.param(
        "x^3/3",
        "x^2",
        "Its derivative is the right answer: one derivative is still to be taken.",
        id="the antiderivative",
    ),
    pytest.param(
        "2*x", "x^2", "It is the derivative of the right answer: one derivative too many.", id="the derivative"
    ),
    pytest.param("2", "3", "It is 0.666667 times the right one everywhere.", id="two constants"),
]

UNRELATED = [
    pytest.param("sin(x)", "tanh(x)", id="two functions"),
    pytest.param("x^2+x", "x^2", id="a term too many"),
    pytest.param("piecewise(x > 50: 0, x)", "x", id="the same, but far out"),
    pytest.param("piecewise(x > 50: 0, 2*x)", "x", id="a factor, but far out"),
    pytest.param("piecewise(x > 50: 0, x+1)", "x", id="an offset, but far out"),
    pytest.param("x+1e-7", "x", id="an offset nobody sees"),
    pytest.param("sqrt(x-30)", "2*sqrt(x-30)", id="values only far out"),
    pytest.param("relu(x)", "leaky_relu(x)", id="a factor on one side alone"),
    pytest.param("x*1e308", "-x*1e308/2+1e307*x^2", id="a difference that overflows"),
    pytest.param("log(-1)", "x", id="no values at all"),
    pytest.param("x^2/2" + "+x-x" * 30, "x", id="an antiderivative too long to be worth looking at"),
]


@pytest.mark.parametrize(("text", "right", "sentence"), RELATED)
def test_names_the_relation(text: str, right: str, sentence: str) -> None:
    assert relation(parse(text), parse(right)) == sentence


@pytest.mark.parametrize(("text", "right"), UNRELATED)
def test_says_nothing_where_there_is_none(text: str, right: str) -> None:
    assert relation(parse(text), parse(right)) == ""


def test_the_letter_is_the_formulas() -> None:
    assert relation(parse("exp(-t)", ("t",)), parse("exp(t)", ("t",))) == "It is the right one with t and −t swapped."


OTHER_LETTERS = [
    pytest.param(("x", "y"), ("x", "y"), id="two variables"),
    pytest.param(("t",), ("x",), id="other variables"),
    pytest.param((), (), id="no variables"),
]


@pytest.mark.parametrize(("letters", "rights"), OTHER_LETTERS)
def test_says_nothing_about_formulas_in_more_or_other_letters(
    letters: tuple[str, ...], rights: tuple[str, ...]
) -> None:
    assert relation(parse("2*3", letters), parse("3", rights)) == ""
