from collections.abc import Callable
from random import Random

import pytest
from flint import fmpq
from primitive_truths import DOMAINS, TRUTHS
from random_expansions import assert_allowed, drawn
from written import constant

from grader.maths.analysis.constants import HALF, ONE
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.primitives import apply
from grader.maths.analysis.scales import Scale
from grader.maths.analysis.slopes import slopes

pytestmark = pytest.mark.usefixtures("precise")

STARTS = (64, 1024, 2**20)
KINDS = ("grows", "constant", "constant", "vanishes")
NAMES = sorted(TRUTHS)


def germs(start: int, most: int = 4) -> Germs:
    return Germs(Scale(start), most)


def step(e: Germs, power: int = 1) -> Expansion:
    return e.shifted(e.constant(ONE), e.scale.power(e.scale.y, fmpq(-power)))


@pytest.mark.parametrize("name", NAMES)
def test_slopes_at_an_expansion_allow_the_slopes_of_the_function(name: str) -> None:
    random, tried = Random(name), 0
    for _ in range(40):
        e = germs(random.choice(STARTS), random.choice((2, 4, 6)))
        u = drawn(random, e, random.choice(KINDS))
        try:
            found = slopes(e, name, u, apply(e, name, u))
        except Undecided:
            continue
        for one, truth in zip(found, TRUTHS[name][1:], strict=True):
            tried += assert_allowed(random, e.scale, u, one, truth, domain=DOMAINS.get(name))
    assert tried > 20


NEAR_THE_EDGE = [
    pytest.param("asin", lambda e: e.subtract(e.constant(ONE), step(e)), id="asin close to 1"),
    pytest.param("acos", lambda e: e.add(e.constant(-ONE), step(e)), id="acos close to −1"),
    pytest.param("acosh", lambda e: e.add(e.constant(ONE), step(e)), id="acosh close to 1"),
    pytest.param("acosh", lambda e: e.power(e.y(), HALF), id="acosh far out"),
    pytest.param("atanh", lambda e: e.subtract(e.constant(ONE), step(e)), id="atanh close to 1"),
    pytest.param("log", step, id="log close to 0"),
    pytest.param("sqrt", step, id="√ close to 0"),
    pytest.param("cbrt", lambda e: e.negative(step(e)), id="the cube root to the left of 0"),
    pytest.param("tan", lambda e: e.add(e.constant(constant("pi/2")), step(e)), id="tan close to a pole"),
    pytest.param("softplus", lambda e: e.scaled(e.log(e.y()), fmpq(3)), id="softplus of a logarithm"),
    pytest.param("softplus", lambda e: e.scaled(e.log(e.y()), -HALF), id="softplus of minus a logarithm"),
    pytest.param("sigmoid", lambda e: e.scaled(e.log(e.y()), fmpq(3)), id="sigmoid of a logarithm"),
    pytest.param("tanh", lambda e: e.log(e.log(e.y())), id="tanh of log log"),
    pytest.param("tanh", lambda e: e.negative(e.log(e.y())), id="tanh of minus a logarithm"),
    pytest.param("erf", lambda e: e.power(e.log(e.y()), HALF), id="erf of the root of a logarithm"),
    pytest.param("erfc", lambda e: e.log(e.y()), id="erfc of a logarithm"),
]


@pytest.mark.parametrize(("name", "argument"), NEAR_THE_EDGE)
def test_slopes_close_to_the_edge_of_domains(name: str, argument: Callable[[Germs], Expansion]) -> None:
    random = Random(1)
    for most in (2, 4, 6):
        e = germs(2**20, most)
        u = argument(e)
        for one, truth in zip(slopes(e, name, u, apply(e, name, u)), TRUTHS[name][1:], strict=True):
            assert assert_allowed(random, e.scale, u, one, truth, domain=DOMAINS.get(name)) > 3


KEPT = [
    pytest.param("tanh", 1, id="tanh rises, though it is all but 1"),
    pytest.param("tanh", -1, id="tanh rises on the left"),
    pytest.param("sigmoid", 1, id="sigmoid rises, though it is all but 1"),
    pytest.param("erf", 1, id="erf rises, though it is all but 1"),
    pytest.param("softplus", -1, id="softplus rises, though it is all but 0"),
]


@pytest.mark.parametrize(("name", "side"), KEPT)
def test_a_slope_keeps_its_sign_where_the_value_has_lost_its_digits(name: str, side: int) -> None:
    e = germs(64)
    u = e.scaled(e.y(), fmpq(side))
    slope, bend = slopes(e, name, u, apply(e, name, u))
    assert (e.sign(slope), e.sign(bend)) == (1, -side)
