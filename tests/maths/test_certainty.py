from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from grader.maths import certainty
from grader.maths.certainty import Claim
from grader.maths.reading import parse

Function = Callable[..., np.ndarray]

ZERO, ONE = Fraction(0), Fraction(1)


def read(f: Function | str) -> Function:
    return parse(f) if isinstance(f, str) else f


def at(x: Fraction) -> Claim:
    return lambda value, exact: value(x) + exact(ZERO)


def rise(a: Fraction, b: Fraction) -> Claim:
    return lambda value, exact: value(b) - value(a) + exact(ZERO)


SIGNS = [
    pytest.param("tanh(x)", rise(Fraction(20), Fraction(21)), 1, id="far beyond float64"),
    pytest.param("x^2", rise(-ONE, ONE), 0, id="equal rationals"),
    pytest.param("tanh(x)", rise(Fraction(10**6), Fraction(10**6 + 1)), None, id="closer than any precision tells"),
    pytest.param("1/x", at(ZERO), None, id="no value"),
    pytest.param("exp(exp(x))", at(Fraction(10**6)), None, id="too large to say"),
    pytest.param("sin(x)", at(Fraction(22, 7)), -1, id="22/7 is more than π"),
    pytest.param(np.tanh, rise(ZERO, ONE), 1, id="code"),
    pytest.param(lambda x: np.sin(x) ** 2 + np.cos(x) ** 2, rise(ONE, Fraction(3)), 0, id="rounding of code"),
    pytest.param(np.log, at(-ONE), None, id="code without a value"),
]


@pytest.mark.parametrize(("f", "claim", "sign"), SIGNS)
def test_sign(f: Function | str, claim: Claim, sign: int | None) -> None:
    assert certainty.sign(read(f), claim) == sign


NUMBERS = [
    pytest.param("exp(x)", at(ONE), np.e, id="six digits and more"),
    pytest.param("x/3", rise(ZERO, ONE), 1 / 3, id="a difference"),
    pytest.param("tanh(x)", rise(Fraction(10**6), Fraction(10**6 + 1)), 0, id="next to nothing"),
    pytest.param("exp(x)", at(Fraction(1000)), np.inf, id="no float is as large"),
    pytest.param("1/x", at(ZERO), np.nan, id="no value"),
    pytest.param("pi*x", lambda value, _: 1 / (value(ONE) - value(ONE)), np.nan, id="divided by what may be 0"),
    pytest.param(np.exp, at(ONE), np.e, id="code"),
    pytest.param(np.exp, at(Fraction(1000)), np.nan, id="code that overflows"),
    pytest.param(np.exp, at(Fraction(10) ** 400), np.nan, id="a point that no float reaches"),
]


@pytest.mark.parametrize(("f", "claim", "number"), NUMBERS)
def test_numbers_for_display(f: Function | str, claim: Claim, number: float) -> None:
    assert certainty.number(read(f), claim) == pytest.approx(number, nan_ok=True)


DEFINED = [
    pytest.param("x/x", ZERO, False, id="a hole"),
    pytest.param("x/x", ONE, True, id="beside it"),
    pytest.param("0*log(x)", -ONE, False, id="as written"),
    pytest.param("exp(exp(x))", Fraction(10**6), None, id="too large to say"),
    pytest.param(np.log, -ONE, False, id="code that says nan"),
    pytest.param(np.exp, ONE, True, id="code"),
    pytest.param(np.exp, Fraction(1000), None, id="code that overflows"),
]


@pytest.mark.parametrize(("f", "x", "known"), DEFINED)
def test_is_defined(f: Function | str, x: Fraction, known: bool | None) -> None:  # noqa: FBT001  a table's column
    assert certainty.is_defined(read(f), x) is known


@pytest.mark.parametrize("text", ["tanh(x)", "gelu(x)-x", "cbrt(x)", "x^3-x"])
@pytest.mark.parametrize(("a", "b"), [(ZERO, ONE), (Fraction(-7, 3), Fraction(1, 10**9))])
def test_swapping_the_points_turns_the_sign(text: str, a: Fraction, b: Fraction) -> None:
    f = parse(text)
    forth, back = certainty.sign(f, rise(a, b)), certainty.sign(f, rise(b, a))
    assert forth is not None
    assert back == -forth


WORKED_OUT = [
    pytest.param("x*sigmoid(x)", ("x",), id="an activation"),
    pytest.param("x/(x-y)", ("x", "y"), id="of two letters"),
    pytest.param("log(-1-x^2)", ("x",), id="nowhere a value, and that can be told"),
    pytest.param("1/3", (), id="a constant"),
    pytest.param("exp(exp(exp(exp(x))))", ("x",), id="too large at some points alone"),
]

TOO_LARGE = [
    pytest.param("9^9^9^9*x", ("x",), id="a tower of powers"),
    pytest.param("exp(exp(exp(exp(exp(exp(exp(exp(x*y))))))))", ("x", "y"), id="a tower of exponentials"),
    pytest.param("9^9^9^9", (), id="a constant too large to say"),
]


@pytest.mark.parametrize(("text", "letters"), WORKED_OUT)
def test_can_be_worked_out(text: str, letters: tuple[str, ...]) -> None:
    assert certainty.can_be_worked_out(parse(text, letters))


@pytest.mark.parametrize(("text", "letters"), TOO_LARGE)
def test_cannot_be_worked_out(text: str, letters: tuple[str, ...]) -> None:
    assert not certainty.can_be_worked_out(parse(text, letters))


def test_the_value_at_a_point_for_display() -> None:
    assert certainty.value(parse("x^2"), Fraction(3)) == 9
    assert np.isnan(certainty.value(parse("1/x"), ZERO))
