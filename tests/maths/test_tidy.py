import pytest

from grader.maths.reading import parse
from grader.maths.show import show
from grader.maths.tidy import tidy
from grader.maths.tree import Negative, Number, Operation, Variable

TIDIED = [
    pytest.param("x+0", "x", id="plus zero"),
    pytest.param("0-x", "-x", id="zero minus"),
    pytest.param("1*x*1/1", "x", id="ones"),
    pytest.param("x^1", "x", id="to the first"),
    pytest.param("exp(x)^0", "1", id="to the zeroth"),
    pytest.param("0*sin(x)", "0", id="zero times what always exists"),
    pytest.param("0/(1+x^2)", "0", id="zero over what is never zero"),
    pytest.param("--x", "x", id="minus minus"),
    pytest.param("x - -y", "x + y", id="minus a minus"),
    pytest.param("x + -2*y", "x - 2*y", id="plus a minus"),
    pytest.param("-x*-y", "x*y", id="two minuses in a product"),
    pytest.param("-x/-y", "x/y", id="two minuses in a quotient"),
    pytest.param("x*-y", "-x*y", id="a minus comes to the front"),
    pytest.param("x*2", "2*x", id="a number comes to the front"),
    pytest.param("2*(3*x)*y", "6*x*y", id="numbers are multiplied"),
    pytest.param("(1/2)*(2*x)", "x", id="numbers cancel"),
    pytest.param("2*x/4", "x/2", id="numbers cancel in a fraction"),
    pytest.param("2*x/(4*y)", "x/(2*y)", id="above and below the line"),
    pytest.param("2+3-1/2", "4.5", id="numbers are added"),
    pytest.param("1/2/2", "1/4", id="numbers are divided"),
    pytest.param("1/3+1/3", "2/3", id="thirds stay exact"),
    pytest.param("x+x", "2*x", id="twice the same"),
    pytest.param("3*x-2*x", "x", id="a difference of multiples"),
    pytest.param("sin(x)-sin(x)", "0", id="what always exists cancels"),
    pytest.param("x*x", "x^2", id="a square"),
    pytest.param("x*(y*exp(x))", "x*y*exp(x)", id="brackets of a product"),
    pytest.param("x*(1/y)", "x/y", id="times a reciprocal"),
    pytest.param("x/y/2", "x/(2*y)", id="a fraction of a fraction"),
    pytest.param("1-(1-x)", "x", id="ones that cancel"),
    pytest.param("2*piecewise(x<0: 0, x)", "piecewise(x < 0: 0, 2*x)", id="a number moves into pieces"),
    pytest.param("-piecewise(x<0: 1, x)/2", "piecewise(x < 0: -1/2, -x/2)", id="and so does a fraction"),
    pytest.param("sin(1*x) + piecewise(0+x<1*2: 1)", "sin(x) + piecewise(x < 2: 1)", id="inside, too"),
]


@pytest.mark.parametrize(("text", "expected"), TIDIED)
def test_tidies(text: str, expected: str) -> None:
    assert show(tidy(parse(text, ("x", "y")).tree)) == expected


KEPT = [
    pytest.param("0*log(x)", id="zero times a logarithm"),
    pytest.param("0*(1/x)", id="zero times a pole"),
    pytest.param("0/x", id="zero over a variable"),
    pytest.param("0/0", id="zero over zero"),
    pytest.param("x/0", id="anything over zero"),
    pytest.param("log(x) - log(x)", id="logarithms that cancel"),
    pytest.param("x/x", id="x over x"),
    pytest.param("log(x)^0", id="a power of a logarithm"),
    pytest.param("9^9^9", id="powers of numbers"),
    pytest.param("1234567*1234567", id="numbers that would grow long"),
    pytest.param("x + y", id="what is tidy"),
]


@pytest.mark.parametrize("text", KEPT)
def test_keeps_holes_and_long_numbers(text: str) -> None:
    kept = tidy(parse(text, ("x", "y")).tree)
    assert show(kept) in {text, text.replace("0*(1/x)", "0/x")}


def test_a_negative_number_in_one_node_is_tidied_like_any_other() -> None:
    minus_two = Number(-parse("2").tree.value)
    assert tidy(Negative(minus_two)) == parse("2").tree
    assert show(tidy(Operation("-", Variable("x"), minus_two))) == "x + 2"
