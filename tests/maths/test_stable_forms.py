import pytest

from grader.maths.equality import Same, equal
from grader.maths.formula import Formula
from grader.maths.reading import parse
from grader.maths.stable_forms import MOST, RULES, rewritings
from grader.maths.tree import substitute


def forms(text: str) -> list[str]:
    return [Formula(tree=tree).show() for tree in rewritings(parse(text).tree)]


REWRITTEN = [
    pytest.param("log(1+exp(x))", ["softplus(x)"], id="softplus"),
    pytest.param("log(exp(2*x)+1)", ["softplus(2*x)"], id="sums in either order"),
    pytest.param("log(1+e^-x)", ["softplus(-x)"], id="a power of e"),
    pytest.param("1/(1+exp(-x))", ["sigmoid(x)"], id="the opposite"),
    pytest.param("1/(1+exp(x))", ["sigmoid(-x)"], id="the opposite of the opposite"),
    pytest.param("1/(1+exp(-2*x))", ["sigmoid(2*x)"], id="a minus inside a product"),
    pytest.param("x*exp(x)/(1+exp(x))", ["x*sigmoid(x)"], id="the whole before its parts"),
    pytest.param("exp(x)*x/(exp(x)+1)", ["x*sigmoid(x)"], id="products in either order"),
    pytest.param("(exp(2*x)-1)/(exp(2*x)+1)", ["tanh(x)"], id="half of a double"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+exp(-x))", ["tanh(x)"], id="tanh"),
    pytest.param("log(exp(x)+exp(-x))", ["max(x, -x) + softplus(-abs(2*x))"], id="two letters"),
    pytest.param("x*tanh(log(1+exp(x)))", ["x*tanh(softplus(x))"], id="somewhere inside"),
    pytest.param("1-1/(1+exp(-x))", ["1 - sigmoid(x)", "sigmoid(-x)"], id="one after the other"),
    pytest.param("expm1(x)+exp(x)-1", [], id="a sum that is read another way"),
    pytest.param("(exp(x)-exp(-x))/(exp(2*x)+exp(-x))", [], id="one letter is one thing"),
    pytest.param("x^2", [], id="nothing to mend"),
]


@pytest.mark.parametrize(("text", "expected"), REWRITTEN)
def test_rewrites(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(("old", "new"), RULES)
def test_both_sides_of_every_rule_are_the_same_function(old: str, new: str) -> None:
    meant = {"u": parse("x/2+1/3").tree, "v": parse("2*x-1").tree}
    left, right = (Formula(tree=substitute(parse(side, ("u", "v")).tree, meant)) for side in (old, new))
    outcome = equal(left, right)
    assert isinstance(outcome, Same)
    assert outcome.domain == "same"


@pytest.mark.parametrize(("old", "new"), RULES)
def test_no_rule_goes_round_in_circles(old: str, new: str) -> None:
    trees = list(rewritings(parse(old, ("u", "v")).tree))
    assert 0 < len(trees) < MOST
    assert len(set(trees)) == len(trees)
    assert new


def test_there_is_an_end_to_it() -> None:
    assert len(forms("+".join(f"log(1+exp({i}*x))" for i in range(1, MOST + 3)))) == MOST
