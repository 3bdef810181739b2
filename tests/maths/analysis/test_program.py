from fractions import Fraction
from random import Random

import pytest
from far_out import FINE, around, rational
from flint import arb, fmpq
from hostile_formulas import random_formula
from written import pieces, program, tree

from grader.maths import digits
from grader.maths.analysis import program as programs
from grader.maths.analysis import scan
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.points import between
from grader.maths.analysis.program import Program
from grader.maths.tree import Node

pytestmark = pytest.mark.usefixtures("precise")

REWRITTEN = [
    pytest.param("1+tanh(x)", "2*sigmoid(2*x)", id="1 + tanh u is 2·sigmoid(2u)"),
    pytest.param("tanh(x)+1", "2*sigmoid(2*x)", id="in any order"),
    pytest.param("1-tanh(x)", "2*sigmoid(-2*x)", id="1 − tanh u is 2·sigmoid(−2u)"),
    pytest.param("3-3*tanh(x^2)", "6*sigmoid(-2*x^2)", id="with any factor"),
    pytest.param("-1-tanh(x)", "-2*sigmoid(2*x)", id="with a negative one"),
    pytest.param("tanh(x)-1", "-2*sigmoid(-2*x)", id="tanh u − 1 is −2·sigmoid(−2u)"),
    pytest.param("1+erf(x)", "erfc(-x)", id="1 + erf u is erfc(−u)"),
    pytest.param("1-erf(x)", "erfc(x)", id="1 − erf u is erfc u"),
    pytest.param("(1+erf(x/sqrt(2)))/2", "erfc(-x/sqrt(2))/2", id="the normal distribution"),
    pytest.param("1-sigmoid(x)", "sigmoid(-x)", id="1 − sigmoid u is sigmoid(−u)"),
    pytest.param("2-2*sigmoid(x)", "2*sigmoid(-x)", id="twice that"),
    pytest.param("log(1+exp(x))", "softplus(x)", id="log(1 + exp u) is softplus u"),
    pytest.param("log(exp(-x)+1)", "softplus(-x)", id="log(exp(−u) + 1) is softplus(−u)"),
    pytest.param("log(exp(x))", "x", id="log exp u is u"),
    pytest.param("log(sigmoid(x))", "-softplus(-x)", id="log sigmoid u is −softplus(−u)"),
    pytest.param("log(cosh(x))", "softplus(2*x)+(-x-log(2))", id="log cosh u is softplus(2u) − u − log 2"),
    pytest.param("log(exp(x)*(1+x^2))", "x+log(1+x^2)", id="the log of a product with an exponential"),
    pytest.param("log(x^2*sigmoid(x))", "log(x^2)-softplus(-x)", id="the log of a product with a sigmoid"),
    pytest.param("log(softplus(x)*x)", "log(softplus(x))+log(x)", id="the log of a product with a softplus"),
    pytest.param("1/(1+exp(-x))", "sigmoid(x)", id="1/(1 + exp(−u)) is sigmoid u"),
    pytest.param("1/(exp(x)+1)", "sigmoid(-x)", id="1/(1 + exp u) is sigmoid(−u)"),
    pytest.param("exp(x)/(1+exp(x))", "sigmoid(x)", id="exp u/(1 + exp u) is sigmoid u"),
    pytest.param("x*exp(x)/(1+exp(x))", "x*sigmoid(x)", id="x·exp(x)/(1 + exp x) is silu"),
    pytest.param("exp(x)*x^3/(1+exp(x))", "x^3*sigmoid(x)", id="in another order"),
    pytest.param("x/(1+exp(-x))", "x*sigmoid(x)", id="x/(1 + exp(−x)) is silu"),
    pytest.param("(exp(x)-1)/(exp(x)+1)", "tanh(x/2)", id="(exp u − 1)/(exp u + 1) is tanh(u/2)"),
    pytest.param("(1-exp(x))/(1+exp(x))", "tanh(-x/2)", id="(1 − exp u)/(1 + exp u) is tanh(−u/2)"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+exp(-x))", "tanh(x)", id="sinh over cosh written out is tanh"),
    pytest.param("(exp(-x)-exp(x))/(exp(x)+exp(-x))", "tanh(-x)", id="and its negative"),
    pytest.param("sinh(x)/cosh(x)", "tanh(x)", id="sinh over cosh is tanh"),
    pytest.param("x-x", "0", id="u − u is 0"),
    pytest.param("2*x-2*x", "0", id="a multiple less itself"),
    pytest.param("x+0", "x", id="u + 0 is u"),
    pytest.param("0-x", "-x", id="0 − u is −u"),
    pytest.param("0*x", "0", id="0·u is 0"),
    pytest.param("1*x", "x", id="1·u is u"),
    pytest.param("x*1", "x", id="u·1 is u"),
    pytest.param("2*(3*x)", "6*x", id="factors are gathered"),
    pytest.param("x*(2*x^3)", "2*(x*x^3)", id="factors come to the front"),
    pytest.param("(2*x)*(3*x)", "6*x^2", id="from both sides"),
    pytest.param("x*x", "x^2", id="u·u is u²"),
    pytest.param("x/x", "1", id="u/u is 1"),
    pytest.param("x/2", "x*0.5", id="a division by a number is a product"),
    pytest.param("(3*x)/(2*x^2)", "(x/x^2)*3/2", id="factors come out of quotients"),
    pytest.param("x^1", "x", id="u¹ is u"),
    pytest.param("x^0", "1", id="u⁰ is 1"),
    pytest.param("0^x", "0", id="0 to a power"),
    pytest.param("1^x", "1", id="1 to a power"),
    pytest.param("2^x", "exp(x*log(2))", id="a power of a number is an exponential"),
    pytest.param("x^x", "exp(x*log(x))", id="u^v is exp(v·log u)"),
    pytest.param("e^x", "exp(x)", id="eˣ is exp x"),
    pytest.param("2^pi", "exp(pi*log(2))", id="an irrational power of a number"),
    pytest.param("0^pi", "0", id="an irrational power of 0"),
    pytest.param("sin(pi/6)*x", "x/2", id="functions of constants are constants"),
    pytest.param("(x+1)+(x+1)^2", "(1+x)+(1+x)^2", id="sums in any order"),
]


def steps(text: str) -> list[tuple[object, ...]]:
    """Return a program's steps from its result down, so that the order in which they were made does not matter."""
    made = program(text)

    def below(place: int) -> tuple[object, ...]:
        step = made.steps[place]
        parts = [below(part) for part in (step.left, step.right) if part >= 0]
        ordered = sorted(parts, key=repr) if step.operation in {"add", "multiply"} else parts
        return (step.operation, step.name, repr(step.constant), *ordered)

    return [below(made.result)]


@pytest.mark.parametrize(("text", "other"), REWRITTEN)
def test_what_would_lose_its_digits_is_rewritten(text: str, other: str) -> None:
    assert steps(text) == steps(other)


KEPT = [
    pytest.param("1+sigmoid(x)", id="1 + sigmoid u"),
    pytest.param("2-tanh(x)", id="another number less tanh"),
    pytest.param("sqrt(2)-sqrt(2)*tanh(x)", id="an irrational number less as much tanh"),
    pytest.param("log(1+exp(x)^2)", id="log(1 + exp(u)²)"),
    pytest.param("log(2+exp(x))", id="log(2 + exp u)"),
    pytest.param("log(x^2*(1+x^2))", id="the log of a product of what may be negative"),
    pytest.param("1/(2+exp(x))", id="1/(2 + exp u)"),
    pytest.param("(exp(x)-2)/(exp(x)+1)", id="(exp u − 2)/(exp u + 1)"),
    pytest.param("(exp(x)-x)/(exp(x)+1)", id="(exp u − v)/(exp u + 1)"),
    pytest.param("(exp(x)+exp(2*x)-1)/(exp(x)+1)", id="more than two terms"),
    pytest.param("(exp(2*x)-1)/(exp(x)+1)", id="another exponential above"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+2*exp(-x))", id="unequal parts below"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+exp(-2*x))", id="other parts below"),
    pytest.param("(exp(x)-exp(x^2))/(exp(x)+exp(x^2))", id="exponents that are not opposite"),
    pytest.param("(exp(x)+exp(-x))/(exp(x)+exp(-x)+0*x)", id="equal parts above and below"),
    pytest.param("(2*exp(x)-exp(-x))/(exp(x)+exp(-x))", id="unequal parts above"),
    pytest.param("(exp(x)-exp(-x))/(exp(x)+cosh(x))", id="other functions below"),
    pytest.param("sinh(x)/cosh(2*x)", id="sinh u/cosh v"),
    pytest.param("x^2*sin(x)/(1+exp(x))", id="a product above without the exponential"),
    pytest.param("exp(2*x)*x/(1+exp(x))", id="a product above with another exponential"),
]
TEXTS = [case.values[0] for case in (*REWRITTEN, *KEPT)]


@pytest.mark.parametrize("text", TEXTS)
def test_a_program_has_the_values_of_its_tree(text: str) -> None:
    for x in map(Fraction, ("1/3", "2", "7/5", "17")):
        assert_equal(tree(text), program(text), x)


def assert_equal(node: Node, made: Program, x: Fraction) -> None:
    expected = digits.evaluate(node, {"x": x}, 90)
    if expected is not None:
        found = scan.at(made, fmpq(x.numerator, x.denominator), 0)
        error = max(1, abs(expected)) * FINE.context.mpf(10) ** -80
        assert found.overlaps(around(expected, error))


@pytest.mark.parametrize("seed", range(4))
def test_random_programs_have_the_values_of_their_trees(seed: int) -> None:
    random = Random(seed)
    for _ in range(15):
        try:
            for piece in pieces(random_formula(random)):
                if piece.tree is not None:
                    x = between(piece.low, piece.high)
                    assert_equal(piece.tree, Program(piece.tree, "x"), Fraction(int(x.p), int(x.q)))
        except Undecided:
            continue


NO_PROGRAM = [
    pytest.param("x/(sqrt(3+2*sqrt(2))-1-sqrt(2))", "divisor", id="a divisor that may be 0"),
    pytest.param("x/(1-1)", "divisor", id="a divisor that is 0"),
    pytest.param("(-2)^x", "negative", id="a power of a negative number"),
    pytest.param("max(x, 1)", "resolved", id="a choice"),
    pytest.param("piecewise(x>0: 1, 2)", "resolved", id="pieces"),
    pytest.param("(-2)^(1/2)*x", "negative", id="the root of a negative number"),
]


@pytest.mark.parametrize(("text", "why"), NO_PROGRAM)
def test_some_trees_have_no_program(text: str, why: str) -> None:
    with pytest.raises(Undecided, match=why):
        program(text)


def test_a_program_is_not_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LONGEST", 5)
    with pytest.raises(Undecided, match="too long"):
        program("sin(x)+cos(x)+tanh(x)")


def test_equal_parts_are_worked_out_once() -> None:
    made = program("exp(sin(x))+exp(sin(x))^2+sin(x)")
    assert sum(step.name == "sin" for step in made.steps) == 1
    assert sum(step.name == "exp" for step in made.steps) == 1


def test_every_part_of_the_tree_has_a_place() -> None:
    made = program("exp(x)-2")
    assert made.steps[made.places[tree("exp(x)")]].name == "exp"
    assert made.places[tree("exp(x)-2")] == made.result


CONSTANTS = [
    pytest.param("pi-3", True, id="a number"),
    pytest.param("x-x", True, id="what cancels"),
    pytest.param("x", False, id="the variable"),
]


@pytest.mark.parametrize(("text", "expected"), CONSTANTS)
def test_whether_a_program_is_a_constant(text: str, *, expected: bool) -> None:
    assert program(text).is_constant() is expected


def test_balls_that_look_alike_may_be_different_numbers() -> None:
    made = program("x")
    balls: list[Constant] = [arb(1, 1e-9), arb(1, 1e-9)]
    assert len({made._constant(ball) for ball in balls}) == 2
    assert made._constant(balls[0]) == made._constant(balls[0])
    assert rational(Fraction(1, 3)).overlaps(arb(fmpq(1, 3)))
