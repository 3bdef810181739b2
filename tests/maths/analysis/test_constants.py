from collections.abc import Callable
from fractions import Fraction
from random import Random
from time import thread_time

import pytest
from flint import arb, ctx, fmpq
from mpmath import MPContext, mpf
from written import constant, tree

from grader.maths import digits
from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE, TERMS, ZERO, Constant, Sum
from grader.maths.analysis.deadline import Undecided

pytestmark = pytest.mark.usefixtures("precise")

PATIENCE = 0.1  # seconds for a hostile size; it takes a tenth of a millisecond

EQUAL = [
    pytest.param("sqrt(2)*sqrt(2)", "2", id="√2·√2 is 2"),
    pytest.param("sqrt(2)*sqrt(3)", "sqrt(6)", id="√2·√3 is √6"),
    pytest.param("sqrt(8)", "2*sqrt(2)", id="√8 is 2·√2"),
    pytest.param("sqrt(9/4)", "3/2", id="√(9/4) is 3/2"),
    pytest.param("8^(2/3)", "4", id="8^(2/3) is 4"),
    pytest.param("1/sqrt(2)", "sqrt(2)/2", id="1/√2 is √2/2"),
    pytest.param("sqrt(2/pi)^2*pi", "2", id="√(2/π)²·π is 2"),
    pytest.param("sqrt(2/pi)*sqrt(pi)", "sqrt(2)", id="√(2/π)·√π is √2"),
    pytest.param("pi/pi", "1", id="π/π is 1"),
    pytest.param("sqrt(pi)^4", "pi*pi", id="√π to the fourth is π²"),
    pytest.param("(-sqrt(2))^3", "-2*sqrt(2)", id="a cube of what is negative"),
    pytest.param("(-sqrt(2))^(-2)", "1/2", id="a negative even power of what is negative"),
    pytest.param("(-2)^(-3)", "-1/8", id="a negative odd power of what is negative"),
    pytest.param("(1+sqrt(2))^2", "3+2*sqrt(2)", id="a square of a sum"),
    pytest.param("(1+sqrt(2))*(1-sqrt(2))", "-1", id="the third binomial formula"),
    pytest.param("(sqrt(2)+sqrt(3))^2", "5+2*sqrt(6)", id="a square of two roots"),
    pytest.param("(1+sqrt(2))^4-12*sqrt(2)", "17", id="a fourth power of a sum"),
    pytest.param("exp(log(6))", "6", id="exp(log 6) is 6"),
    pytest.param("exp(log(2)/2)", "sqrt(2)", id="exp(log(2)/2) is √2"),
    pytest.param("exp(-log(12))", "1/12", id="exp(−log 12) is 1/12"),
    pytest.param("exp(1+log(2))", "2*e", id="e^(1 + log 2) is 2·e"),
    pytest.param("2^(1/2)", "sqrt(2)", id="a power is a root"),
    pytest.param("log(6)", "log(2)+log(3)", id="log 6 is log 2 + log 3"),
    pytest.param("log(1/2)", "-log(2)", id="log(1/2) is −log 2"),
    pytest.param("log(sqrt(2))", "log(2)/2", id="log √2 is log(2)/2"),
    pytest.param("log(exp(5/3))", "5/3", id="log(e^(5/3)) is 5/3"),
    pytest.param("log(3*e^2)", "log(3)+2", id="log(3·e²) is log 3 + 2"),
    pytest.param("log(2*pi)", "log(2)+log(pi)", id="log(2π) is log 2 + log π"),
    pytest.param("log(1)", "0", id="log 1 is 0"),
    pytest.param("e^2*e", "e^3", id="e²·e is e³"),
    pytest.param("sqrt(e)^2", "e", id="√e squared is e"),
    pytest.param("exp(0)", "1", id="e^0 is 1"),
    pytest.param("tanh(1)-tanh(1)", "0", id="what has no simpler name less itself is 0"),
    pytest.param("tanh(1)/tanh(1)", "1", id="what has no simpler name by itself is 1"),
    pytest.param("tanh(-sqrt(2))", "-tanh(sqrt(2))", id="an odd function of what is negative"),
    pytest.param("1/(1+sqrt(2))*(1/(1+sqrt(2)))", "(1/(1+sqrt(2)))^2", id="the square of what has but a name"),
    pytest.param("pi+sqrt(2)-(sqrt(2)+pi)", "0", id="sums in another order"),
    pytest.param("0*pi", "0", id="anything times 0 is 0"),
    pytest.param("pi^0", "1", id="anything to the 0 is 1"),
    pytest.param("0^3", "0", id="0³ is 0"),
    pytest.param("sqrt(2)^sqrt(2)^2", "2", id="a tower of roots"),
]


@pytest.mark.parametrize(("text", "other"), EQUAL)
def test_equal_constants_are_one_and_the_same(text: str, other: str) -> None:
    a, b = constant(text), constant(other)
    assert a == b
    assert constants.same(a, b) is True
    assert hash(a) == hash(b)


SIGNS = [
    pytest.param("0", 0, id="0"),
    pytest.param("1/7", 1, id="a positive rational"),
    pytest.param("-1/7", -1, id="a negative rational"),
    pytest.param("sqrt(2)", 1, id="√2"),
    pytest.param("1-sqrt(2)", -1, id="1 − √2"),
    pytest.param("pi-355/113", -1, id="π less a good fraction"),
    pytest.param("exp(pi)-pi^e", 1, id="e^π − π^e"),
    pytest.param("tanh(1)+tanh(-1)", 0, id="an odd function on both sides"),
    pytest.param("sqrt(3+2*sqrt(2))-1-sqrt(2)", None, id="0 in disguise"),
    pytest.param("exp(pi*sqrt(163))-262537412640768744", -1, id="all but an integer"),
]


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_a_sign_is_certain_or_unknown(text: str, expected: int | None) -> None:
    assert constants.sign(constant(text)) == expected


BALLS = [
    pytest.param(arb(0), 0, id="exactly 0"),
    pytest.param(arb(1, 0.5), 1, id="above 0"),
    pytest.param(arb(-1, 0.5), -1, id="below 0"),
    pytest.param(arb(0, 1), None, id="around 0"),
    pytest.param(arb(1, 1), None, id="touching 0"),
    pytest.param(arb.nan(), None, id="nothing known"),
]


@pytest.mark.parametrize(("ball", "expected"), BALLS)
def test_the_sign_of_a_ball(ball: arb, expected: int | None) -> None:
    assert constants.sign(ball) == expected


def test_what_may_be_equal_is_not_called_different() -> None:
    assert constants.same(constant("sqrt(3+2*sqrt(2))"), constant("1+sqrt(2)")) is None
    assert constants.same(constant("sqrt(2)"), constant("sqrt(3)")) is False


def test_only_what_is_certainly_0_is_0() -> None:
    assert constants.is_zero(ZERO)
    assert constants.is_zero(arb(0))
    assert not constants.is_zero(arb(0, 1))
    assert not constants.is_zero(ONE)
    assert not constants.is_zero(constant("sqrt(3+2*sqrt(2))-1-sqrt(2)"))


def test_what_has_no_simpler_name_has_one_of_its_own() -> None:
    found = constant("1/(1+sqrt(2))")
    assert isinstance(found, Sum)
    assert len(found.terms) == 1


def test_a_constant_is_no_float() -> None:
    assert constant("sqrt(2)") != 2**0.5
    assert constant("sqrt(2)") != fmpq(2)


def test_a_sum_shows_its_terms() -> None:
    assert repr(constant("3*sqrt(2)")) == "(((('2', 1/2),), 3),)"


NOT_TOLD = [
    pytest.param(lambda: constants.power(fmpq(-2), fmpq(1, 2)), id="a root of a negative number"),
    pytest.param(lambda: constants.integer(arb(1.5, 1)), id="the integer in a ball that holds two"),
    pytest.param(lambda: constants.integer(arb(1.5)), id="the integer in a ball that holds none"),
]


@pytest.mark.parametrize("ask", NOT_TOLD)
def test_what_can_not_be_told_is_not(ask: Callable[[], object]) -> None:
    with pytest.raises(Undecided):
        ask()


def test_the_one_integer_in_a_ball() -> None:
    assert constants.integer(arb(2).sqrt() ** 2) == 2


def test_a_fraction_stays_exact() -> None:
    assert constants.rational(Fraction(-3, 7)) == fmpq(-3, 7)


BALL = arb(2, 1e-20)
WITH_BALLS = [
    pytest.param(lambda: constants.add(ONE, BALL), 3, id="a sum"),
    pytest.param(lambda: constants.add(BALL, BALL), 4, id="a sum of two"),
    pytest.param(lambda: constants.subtract(BALL, ONE), 1, id="a difference"),
    pytest.param(lambda: constants.multiply(fmpq(3), BALL), 6, id="a product"),
    pytest.param(lambda: constants.divide(ONE, BALL), 0.5, id="a quotient"),
    pytest.param(lambda: constants.power(BALL, fmpq(1, 2)), 2**0.5, id="a root"),
    pytest.param(lambda: constants.power(BALL, fmpq(-3)), 0.125, id="a power"),
    pytest.param(lambda: constants.exp(BALL), 7.38905609893065, id="an exponential"),
    pytest.param(lambda: constants.log(BALL), 0.6931471805599453, id="a logarithm"),
    pytest.param(lambda: constants.apply("tanh", arb.tanh, BALL), 0.964027580075817, id="a function"),
    pytest.param(lambda: constants.negative(BALL), -2, id="a negative"),
]


@pytest.mark.parametrize(("work", "expected"), WITH_BALLS)
def test_what_comes_of_a_ball_is_a_ball(work: Callable[[], Constant], expected: float) -> None:
    found = work()
    assert isinstance(found, arb)
    assert float(found.mid()) == pytest.approx(expected, rel=1e-14)
    assert 0 < found.rad() < 2e-19


HUGE = [
    pytest.param("9^9^9", id="a rational beyond all memory"),
    pytest.param("(-3)^(10^9+1)", id="a negative one"),
    pytest.param("2^10^30", id="an exponent beyond all integers of machines"),
    pytest.param("(10^13+1)^(1/3)", id="a root of what is not factored"),
    pytest.param("log(10^40+7)", id="a logarithm of what is not factored"),
    pytest.param("2^(1/(10^30+1))", id="a root of an order that is too long"),
    pytest.param("exp(10^6)", id="a large exponential"),
    pytest.param("(1+sqrt(2))^1000", id="a high power of a sum"),
    pytest.param("tanh(tanh(tanh(tanh(sqrt(2)+sqrt(3)+1/7))))^3", id="a name that grows"),
]


@pytest.mark.parametrize("text", HUGE)
def test_huge_constants_stay_cheap(text: str) -> None:
    started = thread_time()
    found = constant(text)
    constants.sign(constants.multiply(found, found))
    assert thread_time() - started < PATIENCE


def test_a_sum_of_many_terms_becomes_a_ball() -> None:
    texts = [f"log({n})" for n in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)]
    assert isinstance(constant("+".join(texts[:TERMS])), Sum)
    assert isinstance(constant("+".join(texts)), arb)


def test_a_name_too_long_becomes_a_ball() -> None:
    nested = constant("sqrt(2)")
    for _ in range(8):
        nested = constants.apply("tanh", arb.tanh, constants.add(nested, constant("sqrt(3)/7")))
    assert isinstance(nested, arb)
    assert nested.rad() < 1e-25


@pytest.fixture
def _crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be more names than are kept."""
    monkeypatch.setattr(constants, "_ATOMS", {f"tanh({n})": arb(n).tanh() for n in range(2, 10_100)})


@pytest.mark.usefixtures("_crowded")
def test_many_names_do_no_harm_to_new_ones() -> None:
    assert constants.sign(constant("tanh(1)-softplus(1)")) == -1


@pytest.mark.usefixtures("_crowded")
def test_many_names_are_forgotten() -> None:
    constants.forget()
    assert len(constants._ATOMS) == 0
    assert constants.sign(constant("tanh(1)-softplus(1)")) == -1
    constants.forget()
    assert len(constants._ATOMS) > 0


@pytest.mark.usefixtures("_crowded")
def test_what_is_named_in_a_table_stays_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(constants._ATOMS, "log 2", arb(2).log())
    constants.forget()
    zero = constant("softplus(0)")
    assert isinstance(zero, Sum)
    zero._ball = None
    assert constants.sign(zero) == 1


def test_a_name_that_may_be_0_becomes_a_ball() -> None:
    disguised = constant("sqrt(3+2*sqrt(2))-1-sqrt(2)")
    assert isinstance(constants.apply("tanh", arb.tanh, disguised), arb)


LEAVES = ("1", "2", "3", "1/2", "-2/3", "7", "pi", "e", "sqrt(2)", "sqrt(3)", "log(2)", "exp(-1)", "tanh(1)")


def drawn(random: Random, depth: int) -> str:
    if depth == 0:
        return f"({random.choice(LEAVES)})"
    a, b = drawn(random, depth - 1), drawn(random, depth - 1)
    kind = random.random()
    if kind < 0.7:
        return f"({a}{random.choice('+-*/')}{b})"
    if kind < 0.85:
        return f"({a})^({random.choice((2, 3, -1, -2, 5))})"
    return f"{random.choice(('exp', 'sin', 'tanh', 'erf', 'atan'))}({a})"


@pytest.mark.parametrize("seed", range(8))
def test_the_ball_of_a_constant_holds_its_value(seed: int) -> None:
    random = Random(seed)
    for text in [drawn(random, 3) for _ in range(25)]:
        try:
            found = constants.ball(constant(text))
        except Undecided:
            continue  # a divisor that may be 0
        value = digits.evaluate(tree(text), {}, 80)
        if value is not None and found.is_finite():
            with ctx.workprec(400):
                assert found.overlaps(as_ball(value) * arb(1, 1e-70) + arb(0, 1e-70)), text


def as_ball(value: mpf) -> arb:
    return arb(int(value.man)) * arb(2) ** int(value.exp) * (-1 if value < 0 else 1)


def test_pi_to_sixty_digits() -> None:
    context = MPContext()
    context.dps = 80
    assert constants.ball(constants.pi_times(fmpq(3))).overlaps(as_ball(3 * context.pi) + arb(0, 1e-70))
