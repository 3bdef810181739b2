from collections.abc import Callable
from random import Random

import pytest
from flint import arb, fmpq
from primitive_truths import DOMAINS, TRUTHS
from random_expansions import assert_allowed, drawn
from written import constant

from grader.maths.analysis.constants import HALF, ONE
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.primitives import apply
from grader.maths.analysis.scales import Scale, TooNear
from grader.maths.names import PRIMITIVES

pytestmark = pytest.mark.usefixtures("precise")

STARTS = (64, 1024, 2**20)
KINDS = ("grows", "constant", "constant", "vanishes")
CHOICES = frozenset({"abs", "ceil", "floor", "max", "min", "sign", "step"})  # not analytic: gone before


def germs(start: int = 1024, most: int = 4) -> Germs:
    return Germs(Scale(start), most)


def step(e: Germs, power: int = 1) -> Expansion:
    return e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-power)))


def test_every_analytic_primitive_has_a_truth_to_be_measured_by() -> None:
    assert set(TRUTHS) == set(PRIMITIVES) - CHOICES


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_a_function_of_an_expansion_allows_the_function(name: str) -> None:
    random, tried = Random(name), 0
    for _ in range(40):
        e = germs(random.choice(STARTS), random.choice((2, 4, 6)))
        u = drawn(random, e, random.choice(KINDS))
        try:
            found = apply(e, name, u)
        except Undecided:
            continue
        tried += assert_allowed(random, e.scale, u, found, TRUTHS[name][0], domain=DOMAINS.get(name))
    assert tried > 20


NEAR_THE_EDGE = [
    pytest.param("asin", lambda e: e.subtract(e.constant(ONE), step(e)), id="asin close to 1"),
    pytest.param("asin", lambda e: e.add(e.constant(-ONE), step(e)), id="asin close to −1"),
    pytest.param("acos", lambda e: e.subtract(e.constant(ONE), step(e, 2)), id="acos close to 1"),
    pytest.param("acos", lambda e: e.add(e.constant(-ONE), step(e)), id="acos close to −1"),
    pytest.param("acosh", lambda e: e.add(e.constant(ONE), step(e)), id="acosh close to 1"),
    pytest.param("acosh", lambda e: e.power(e.y(), HALF), id="acosh far out"),
    pytest.param("atanh", lambda e: e.subtract(e.constant(ONE), step(e)), id="atanh close to 1"),
    pytest.param("atanh", lambda e: e.add(e.constant(-ONE), step(e)), id="atanh close to −1"),
    pytest.param("log", step, id="log close to 0"),
    pytest.param("sqrt", step, id="√ close to 0"),
    pytest.param("cbrt", step, id="the cube root to the right of 0"),
    pytest.param("cbrt", lambda e: e.negative(step(e)), id="the cube root to the left of 0"),
    pytest.param("tan", lambda e: e.add(e.constant(constant("pi/2")), step(e)), id="tan to the right of a pole"),
    pytest.param("tan", lambda e: e.subtract(e.constant(constant("-3*pi/2")), step(e)), id="tan to the left of one"),
    pytest.param("tan", lambda e: e.add(e.constant(constant("pi/3")), step(e)), id="tan where it is plain"),
    pytest.param("softplus", lambda e: e.scaled(e.log(e.y()), fmpq(3)), id="softplus of a logarithm"),
    pytest.param("softplus", lambda e: e.scaled(e.log(e.y()), -HALF), id="softplus of minus a logarithm"),
    pytest.param("tanh", lambda e: e.log(e.log(e.y())), id="tanh of log log"),
    pytest.param("erf", lambda e: e.power(e.log(e.y()), HALF), id="erf of the root of a logarithm"),
    pytest.param("erfc", lambda e: e.negative(e.log(e.y())), id="erfc of minus a logarithm"),
    pytest.param("sigmoid", lambda e: e.constant(constant("-sqrt(2)")), id="sigmoid of a constant"),
]


@pytest.mark.parametrize(("name", "argument"), NEAR_THE_EDGE)
def test_functions_close_to_the_edge_of_their_domains(name: str, argument: Callable[[Germs], Expansion]) -> None:
    random = Random(1)
    for most in (2, 4, 6):
        e = germs(2**20, most)
        u = argument(e)
        assert assert_allowed(random, e.scale, u, apply(e, name, u), TRUTHS[name][0], domain=DOMAINS.get(name)) > 3


NOT_TOLD = [
    pytest.param("tan", lambda e: e.y(), id="the tangent of what grows"),
    pytest.param("acosh", lambda e: e.constant(HALF), id="acosh of 1/2"),
    pytest.param("atanh", lambda e: e.constant(fmpq(2)), id="atanh of 2"),
    pytest.param("asin", lambda e: e.constant(fmpq(2)), id="asin of 2"),
    pytest.param("log", lambda e: e.constant(-ONE), id="the logarithm of −1"),
    pytest.param("sin", lambda e: Expansion((), (e.scale.y, arb(1))), id="sin of what may grow"),
    pytest.param("tan", lambda e: e.constant(arb(1.5707963, 1e-3)), id="tan of what may be a pole"),
]


@pytest.mark.parametrize(("name", "argument"), NOT_TOLD)
def test_what_can_not_be_told_is_not(name: str, argument: Callable[[Germs], Expansion]) -> None:
    e = germs()
    with pytest.raises(Undecided):
        apply(e, name, argument(e))


def test_the_arc_sine_of_what_grows_can_not_be_told() -> None:
    e = germs()
    with pytest.raises(Undecided):
        apply(e, "asin", e.y())


@pytest.mark.parametrize("name", ["sin", "cos"])
def test_waves_of_what_grows_stay_between_1_and_its_negative(name: str) -> None:
    e = germs()
    found = apply(e, name, e.y())
    assert found.terms == ()
    assert found.remainder == (e.scale.one, arb(1))


def test_a_series_holds_only_where_its_argument_is_small() -> None:
    near, there = germs(4), germs(2**20)
    with pytest.raises(TooNear):
        apply(near, "tanh", near.log(near.log(near.y())))
    assert apply(there, "tanh", there.log(there.log(there.y()))).terms
