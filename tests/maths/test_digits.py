import random
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from flint import arb

from grader.maths import balls, digits
from grader.maths.digits import TooLarge
from grader.maths.names import PRIMITIVES, expand
from grader.maths.reading import parse
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
    walk,
)

HALF = Fraction(1, 2)
PATIENCE = 0.5  # seconds for a hostile size; the slowest takes 20 ms on a quiet machine
ROUND = 1e-38  # relative: forty digits


def value(text: str, x: Fraction | int = 0, wanted: int = 40) -> Any:
    return digits.evaluate(expand(parse(text).tree), {"x": Fraction(x)}, wanted)


def is_near(found: Any, expected: Any) -> bool:
    return bool(abs(found - expected) <= ROUND * abs(expected))


VALUES = [
    pytest.param("0.1+0.2-0.3", 0, "0", id="decimals are exact"),
    pytest.param("x^3-x", -2, "-6", id="a polynomial"),
    pytest.param("0^0", 0, "1", id="0^0 is 1"),
    pytest.param("pi^0", 0, "1", id="an irrational to the 0"),
    pytest.param("0^pi", 0, "0", id="0 to an irrational"),
    pytest.param("1^pi", 0, "1", id="1 to an irrational"),
    pytest.param("(-2)^(-3)", 0, "-0.125", id="a negative base and exponent"),
    pytest.param("(-1)^(10^50)", 0, "1", id="-1 to a giant"),
    pytest.param("x^(6/3)", -5, "25", id="an exponent that turns out whole"),
    pytest.param("x^(1/2)", 4, "2", id="a square root as a power"),
    pytest.param(
        "(1+10^-30)^(10^30)", 0, "2.718281828459045235360287471351303356843017", id="a power that loses no digits"
    ),
    pytest.param("cbrt(x)", -27, "-3", id="cbrt of a negative number"),
    pytest.param("floor(0.1*30)", 0, "3", id="floor of a decimal product"),
    pytest.param("floor(x)+ceil(x)", Fraction(-7, 2), "-7", id="floor and ceil"),
    pytest.param("floor(pi)+ceil(pi)", 0, "7", id="floor and ceil of an irrational"),
    pytest.param("sign(x)+step(x)", 0, "0", id="sign and step at 0"),
    pytest.param("sign(-pi)+step(pi)", 0, "0", id="sign and step elsewhere"),
    pytest.param("max(x, pi, 5)+min(x, pi, 5)", 1, "6", id="max and min"),
    pytest.param("abs(-x)", 3, "3", id="abs"),
    pytest.param("e", 0, "2.7182818284590452353602874713526624977572", id="e"),
    pytest.param("sigmoid(x)", 0, "0.5", id="sigmoid at 0"),
    pytest.param("sigmoid(x)", 10**300, "1", id="sigmoid far out"),
    pytest.param("softplus(x)", 10**300, "1e300", id="softplus far out"),
    pytest.param("tanh(-x)+erf(x)", 10**300, "0", id="what saturates"),
    pytest.param("erfc(x)", 30, "2.5646562037561116000333972775014471465489e-393", id="a small erfc"),
    pytest.param("sin(x)", 10**22, "-0.852200849767188801772705893753029368261762150", id="the sine of a long number"),
    pytest.param("piecewise(x<0: log(x), 5)", 1, "5", id="only the chosen piece is looked at"),
    pytest.param("piecewise(x<1: 1, x<2: 2, 3)", 1, "2", id="the second condition"),
    pytest.param("piecewise(0<x<=1: 1, 0)", 0, "0", id="a chain that fails"),
    pytest.param("piecewise(x==1/3: 1, 0)", Fraction(1, 3), "1", id="equal rationals"),
    pytest.param("piecewise(x>0 and x<2: 1, 0)", 1, "1", id="and"),
    pytest.param("piecewise(x<0 or x>2: 1, 0)", 1, "0", id="or"),
    pytest.param("piecewise(not x<0: 1, 0)", 0, "1", id="not"),
]


@pytest.mark.parametrize(("text", "x", "expected"), VALUES)
def test_has_the_value(text: str, x: Fraction | int, expected: str) -> None:
    context = mpmath.MPContext()
    context.dps = 60
    assert is_near(value(text, x), context.mpf(expected))


UNDEFINED = [
    pytest.param("x/x", 0, id="x/x keeps its hole"),
    pytest.param("0*log(x)", -1, id="0 times nothing"),
    pytest.param("log(x)", 0, id="log of 0"),
    pytest.param("1/(0.1+0.2-0.3)", 0, id="a denominator that is exactly 0"),
    pytest.param("pi/(x-x)", 3, id="an irrational over 0"),
    pytest.param("x^(-1)", 0, id="0 to a negative number"),
    pytest.param("x^(-pi)", 0, id="0 to a negative irrational"),
    pytest.param("(1/x)^0", 0, id="nothing to the 0"),
    pytest.param("x^(1/3)", -8, id="a fractional power of a negative number"),
    pytest.param("(-2)^pi", 0, id="an irrational power of a negative number"),
    pytest.param("sqrt(x)", -1, id="sqrt of a negative number"),
    pytest.param("asin(x)", Fraction(11, 10), id="asin above 1"),
    pytest.param("acos(x)", Fraction(-11, 10), id="acos below -1"),
    pytest.param("acosh(x)", Fraction(9, 10), id="acosh below 1"),
    pytest.param("atanh(x)", 1, id="atanh at its end"),
    pytest.param("max(1, log(x))", -1, id="max with nothing"),
    pytest.param("piecewise(x>0: 1)", 0, id="no piece for this x"),
    pytest.param("piecewise(x<1 or 1/x>0: 1, 2)", 0, id="or does not hide a hole"),
    pytest.param("piecewise(2<1<1/x: 1, 2)", 0, id="a chain does not hide a hole"),
]


@pytest.mark.parametrize(("text", "x"), UNDEFINED)
def test_is_undefined(text: str, x: Fraction | int) -> None:
    assert value(text, x) is None


TOO_LARGE = [
    pytest.param("9^9^9^9", 0, id="9^9^9^9"),
    pytest.param("x^x^x^x", 1000, id="a tower of x"),
    pytest.param("exp(exp(exp(100)))", 0, id="exp thrice"),
    pytest.param("exp(-exp(exp(100)))", 0, id="too small"),
    pytest.param("sin(10^30*pi)", 0, id="the sine of a long irrational"),
    pytest.param("sin(2^10^9)", 0, id="the sine of a giant"),
    pytest.param("floor(exp(10^40))", 0, id="floor of a giant"),
    pytest.param("sigmoid(x)", -(10**300), id="sigmoid to the left"),
    pytest.param("erfc(x)", 10**300, id="erfc to the right"),
    pytest.param("cosh(x)", 10**300, id="what overflows"),
    pytest.param("(3/2)^2^1000", 0, id="a giant whole power"),
    pytest.param("pi^(10^30)", 0, id="a whole power that loses the digits"),
    pytest.param("2^(10^30*pi)", 0, id="an irrational power that loses the digits"),
    pytest.param("(-2)^(10^300*pi)", 0, id="an irrational that looks whole"),
]


@pytest.mark.parametrize(("text", "x"), TOO_LARGE)
def test_is_too_large_to_say_and_says_so_soon(text: str, x: int) -> None:
    started = time.perf_counter()
    with pytest.raises(TooLarge, match="too large or too small"):
        value(text, x)
    assert time.perf_counter() - started < PATIENCE


BEARABLE = [
    pytest.param("9^9^9", 0, id="9^9^9"),
    pytest.param("(10^40)^(10^40)", 0, id="a long number to itself"),
    pytest.param("exp(10^40)", 0, id="exp of a long number"),
    pytest.param("sin(10^300)", 0, id="the sine of a long number"),
    pytest.param("tanh(x^x)", 10**30, id="what saturates"),
    pytest.param("max(2^30000, 3^30000)", 0, id="max of long numbers"),
    pytest.param("(x^x)*(x^x)*(x^x)", 1000, id="a rational that grows too long"),
]


@pytest.mark.parametrize(("text", "x"), BEARABLE)
def test_bears_large_numbers(text: str, x: int) -> None:
    started = time.perf_counter()
    assert value(text, x) > -1
    assert time.perf_counter() - started < PATIENCE


@pytest.mark.parametrize("text", ["gelu(x)", "mish(x)", "selu(x)", "x^0.3+cbrt(x)", "atanh(x)*acos(x)+asinh(x)"])
def test_more_digits_agree_with_fewer(text: str) -> None:
    assert is_near(value(text, HALF, 200), value(text, HALF, 40))


def test_the_usual_context_is_left_alone() -> None:
    before = mpmath.mp.prec
    assert value("exp(x)", 1, 300) != mpmath.mp.exp(1)
    assert mpmath.mp.prec == before


UNARY = tuple(name for name, arity in PRIMITIVES.items() if arity.most == 1)
LEAVES = (*(Variable("x"),) * 5, *(Number(Fraction(n)) for n in (0, 1, 3)), Number(HALF), Constant("pi"), Constant("e"))
POINTS = tuple(map(Fraction, (0, 1, -1, HALF, Fraction(-7, 3), Fraction(17, 10), -40, 10**6, Fraction(1, 10**9))))


def hostile(rng: random.Random, depth: int) -> Node:
    if depth == 0:
        return rng.choice(LEAVES)
    shape = rng.random()
    if shape < 0.35:
        return Call(rng.choice(UNARY), (hostile(rng, depth - 1),))
    if shape < 0.8:
        return Operation(rng.choice("+-*/^"), hostile(rng, depth - 1), hostile(rng, rng.randrange(depth)))
    if shape < 0.85:
        return Negative(hostile(rng, depth - 1))
    if shape < 0.92:
        return Call(rng.choice(("max", "min")), tuple(hostile(rng, depth - 1) for _ in range(rng.randint(1, 3))))
    return Piecewise(((condition(rng, depth - 1), hostile(rng, depth - 1)),), rng.choice((None, Variable("x"))))


def condition(rng: random.Random, depth: int) -> Condition:
    if depth and rng.random() < 0.3:
        word = rng.choice(("and", "or", "not"))
        return Logic(word, tuple(condition(rng, depth - 1) for _ in range(1 if word == "not" else 2)))
    links = rng.randint(1, 2)
    relations = tuple(rng.choice(("<", "<=", ">", ">=", "==", "!=")) for _ in range(links))
    return Comparison(tuple(hostile(rng, depth) for _ in range(links + 1)), relations)


def opinions(rng: random.Random, count: int) -> Iterator[tuple[Node, Fraction, Any, Any]]:
    """Yield formulas with the ball and the digits, where both have an opinion."""
    for _ in range(count):
        node, x = hostile(rng, rng.randint(2, 4)), rng.choice(POINTS)
        ball = balls.evaluate(node, {"x": x}, 128)
        if ball is balls.Gap.UNSURE:
            continue
        try:
            yield node, x, ball, digits.evaluate(node, {"x": x}, 60)
        except TooLarge:
            continue


@pytest.mark.parametrize("seed", range(4))
def test_balls_and_digits_never_contradict_each_other(seed: int) -> None:
    seen = 0
    for node, x, ball, number in opinions(random.Random(seed), 400):
        assert (ball is balls.Gap.UNDEFINED) == (number is None), (node, x)
        if number is None:
            continue
        seen += 1
        with balls.precision(300):
            sharp = arb(number, abs(arb(number)) * arb(10) ** -55)
            assert sharp.overlaps(arb(ball)), (node, x)
    assert seen > 200


def test_the_hostile_formulas_use_every_kind_of_node() -> None:
    rng = random.Random(0)
    kinds = {type(part) for _ in range(300) for part in walk(hostile(rng, 4))}
    assert len(kinds) == len((Number, Constant, Variable, Negative, Operation, Call, Piecewise, Comparison, Logic))
