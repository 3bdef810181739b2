from itertools import pairwise, product
from random import Random

import pytest
from far_out import Reading, distances
from flint import arb, fmpq
from written import constant

from grader.maths.analysis.constants import ONE, Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.scales import DEEP, DEPTH, LEAST, Monomial, Scale, TooNear

pytestmark = pytest.mark.usefixtures("precise")

TWO, MINUS = fmpq(2), fmpq(-1)


def ladder(scale: Scale) -> list[tuple[str, Monomial]]:
    """Return monomials, each of which outgrows the next."""
    y, log, log_log = scale.y, scale.log, scale.log_log
    e, times, power = scale.exp, scale.times, scale.power
    grown = e([(y, ONE)])
    return [
        ("exp(exp(y²))", e([(e([(power(y, TWO), ONE)]), ONE)])),
        ("exp(exp(2y))", e([(e([(y, TWO)]), ONE)])),
        ("exp(exp(y) + y)", e([(grown, ONE), (y, ONE)])),
        ("exp(exp(y))", e([(grown, ONE)])),
        ("exp(exp(y)/2)", e([(grown, fmpq(1, 2))])),
        ("exp(y²)", e([(power(y, TWO), ONE)])),
        ("exp(y²/2)", e([(power(y, TWO), fmpq(1, 2))])),
        ("exp(y·log y)", e([(times(y, log), ONE)])),
        ("exp(πy)", e([(y, constant("pi"))])),
        ("exp(3y)", e([(y, fmpq(3))])),
        ("exp(y)·y", times(grown, y)),
        ("exp(y)", grown),
        ("exp(y)/y", times(grown, power(y, MINUS))),
        ("exp(√y)", e([(power(y, fmpq(1, 2)), ONE)])),
        ("exp((log y)²)", e([(power(log, TWO), ONE)])),
        ("y^π", power(y, constant("pi"))),
        ("y³", power(y, fmpq(3))),
        ("y²·log y", times(power(y, TWO), log)),
        ("y²", power(y, TWO)),
        ("y^√2", power(y, constant("sqrt(2)"))),
        ("y·(log y)²", times(y, power(log, TWO))),
        ("y·log y", times(y, log)),
        ("y·log log y", times(y, log_log)),
        ("y", y),
        ("y/log y", times(y, power(log, MINUS))),
        ("√y", power(y, fmpq(1, 2))),
        ("exp(√log y)", e([(power(log, fmpq(1, 2)), ONE)])),
        ("(log y)²", power(log, TWO)),
        ("log y", log),
        ("(log log y)³", power(log_log, fmpq(3))),
        ("log log y", log_log),
        ("1", scale.one),
        ("1/log log y", power(log_log, MINUS)),
        ("1/log y", power(log, MINUS)),
        ("1/√y", power(y, fmpq(-1, 2))),
        ("log(y)/y", times(log, power(y, MINUS))),
        ("1/y", power(y, MINUS)),
        ("1/y²", power(y, fmpq(-2))),
        ("exp(−√y)", e([(power(y, fmpq(1, 2)), MINUS)])),
        ("y²·exp(−y)", times(power(y, TWO), e([(y, MINUS)]))),
        ("exp(−y)", e([(y, MINUS)])),
        ("exp(−y²)·exp(y)", times(e([(power(y, TWO), MINUS)]), grown)),
        ("exp(−y²)", e([(power(y, TWO), MINUS)])),
        ("exp(−exp(y))", e([(grown, MINUS)])),
    ]


NAMES = [name for name, _ in ladder(Scale(LEAST))]


def found(scale: Scale, name: str) -> Monomial:
    return dict(ladder(scale))[name]


@pytest.mark.parametrize(
    ("faster", "slower"), [pytest.param(*pair, id=" over ".join(pair)) for pair in pairwise(NAMES)]
)
def test_of_two_monomials_one_grows_faster(faster: str, slower: str) -> None:
    scale = Scale(LEAST)
    a, b = found(scale, faster), found(scale, slower)
    assert scale.order(a, b) == 1
    assert scale.order(b, a) == -1


def test_the_order_is_one_of_a_line() -> None:
    scale = Scale(LEAST)
    row = [m for _, m in ladder(scale)]
    for i, j in product(range(len(row)), repeat=2):
        assert scale.order(row[i], row[j]) == (i < j) - (i > j)


@pytest.mark.parametrize("name", NAMES)
def test_a_monomial_grows_stays_or_shrinks(name: str) -> None:
    scale = Scale(LEAST)
    assert scale.grows(found(scale, name)) == scale.order(found(scale, name), scale.one)


def test_the_lowest_of_all_is_an_atom_that_grows() -> None:
    scale = Scale(LEAST)
    assert scale.grows(scale.lowest) == 1
    assert [scale.order(scale.lowest, m) for m in (scale.log_log, scale.one, scale.y)] == [-1, 1, -1]
    assert [scale.order(m, scale.lowest) for m in (scale.log_log, scale.one, scale.y)] == [1, -1, 1]


@pytest.mark.parametrize("name", NAMES)
def test_equal_monomials_are_one_and_the_same(name: str) -> None:
    scale = Scale(LEAST)
    assert found(scale, name) is found(scale, name)


def test_powers_and_products_follow_the_laws_of_exponents() -> None:
    scale = Scale(LEAST)
    for name, m in ladder(scale):
        assert scale.times(m, scale.power(m, MINUS)) is scale.one, name
        assert scale.over(m, m) is scale.one, name
        assert scale.power(m, TWO) is scale.times(m, m), name
        assert scale.power(m, fmpq(0)) is scale.one, name
        assert scale.times(scale.one, m) is m, name
        assert scale.times(m, scale.one) is m, name
        assert scale.over(scale.times(m, scale.y), scale.y) is m, name


@pytest.mark.parametrize("start", [LEAST, DEEP, 2**10, 2**30])
def test_no_ratio_exceeds_its_bound(start: int) -> None:
    scale, random = Scale(start), Random(start)
    row = [m for _, m in ladder(scale)]
    readings = [Reading(scale, y) for y in distances(random, start, 4) if y < 2**40]
    bounded = 0
    for i, faster in enumerate(row):
        for slower in row[i:]:
            try:
                bound = scale.bound(slower, faster)
            except TooNear:
                continue
            bounded += 1
            for reading in readings:
                ratio = reading.monomial(slower) / reading.monomial(faster)
                assert not ratio > bound, (slower, faster)
    assert bounded > 300


@pytest.mark.parametrize("start", [LEAST, DEEP, 2**10])
def test_a_bound_is_not_wasteful(start: int) -> None:
    scale = Scale(start)
    here = Reading(scale, distances(Random(0), start, 0).__next__())
    for name in ("1/y", "1/log y", "1/√y", "1/y²", "exp(−y)", "exp(−y²)", "exp(−√y)"):
        m = found(scale, name)
        assert scale.bound(m, scale.one) < here.monomial(m) * 1.01, name


NOT_BOUNDED = [
    pytest.param("exp(y)", "1", id="what grows is not bounded"),
    pytest.param("y", "log y", id="the faster by the slower"),
]


@pytest.mark.parametrize(("faster", "slower"), NOT_BOUNDED)
def test_no_bound_is_made_up(faster: str, slower: str) -> None:
    scale = Scale(LEAST)
    with pytest.raises(Undecided):
        scale.bound(found(scale, faster), found(scale, slower))


def test_a_bound_may_fail_near_and_hold_farther_out() -> None:
    def bound(start: int) -> arb:
        scale = Scale(start)
        late = scale.exp([(scale.y, MINUS), (scale.power(scale.y, fmpq(1, 2)), fmpq(10))])  # exp(10√y − y)
        return scale.bound(late, scale.one)

    with pytest.raises(TooNear):
        bound(64)
    assert bound(1024) < 1


def test_how_low_the_lowest_is_can_be_told_far_enough_out() -> None:
    def bound(start: int) -> arb:
        scale = Scale(start)
        return scale.bound(scale.power(scale.log_log, MINUS), scale.one)

    with pytest.raises(TooNear):
        bound(LEAST)
    assert bound(DEEP) < 1


UNTOLD: list[tuple[str, Constant, Constant]] = [
    ("a ball that holds both signs", arb(0, 1), fmpq(0)),
    ("two balls that overlap", arb(1, 1e-10), arb(1, 1e-10)),
]


@pytest.mark.parametrize(("a", "b"), [pytest.param(a, b, id=name) for name, a, b in UNTOLD])
def test_exponents_that_can_not_be_told_apart_have_no_order(a: Constant, b: Constant) -> None:
    scale = Scale(LEAST)
    with pytest.raises(Undecided):
        scale.order(scale.power(scale.y, a), scale.power(scale.y, b))


def test_whether_an_uncertain_power_grows_can_not_be_told() -> None:
    scale = Scale(LEAST)
    with pytest.raises(Undecided):
        scale.grows(scale.power(scale.y, arb(0, 1)))
    with pytest.raises(Undecided):
        scale.bound(scale.power(scale.y, arb(0, 1)), scale.one)


def test_exponents_in_disguise_have_no_order() -> None:
    scale = Scale(LEAST)
    nested = scale.power(scale.y, constant("sqrt(3+2*sqrt(2))"))
    with pytest.raises(Undecided):
        scale.order(nested, scale.power(scale.y, constant("1+sqrt(2)")))


def test_a_tower_of_exponentials_ends_somewhere() -> None:
    scale = Scale(LEAST)
    m = scale.y
    for _ in range(DEPTH):
        m = scale.exp([(m, ONE)])
    with pytest.raises(Undecided, match="exponentials in exponentials"):
        scale.exp([(m, ONE)])


def test_a_scale_begins_where_logarithms_of_logarithms_are_positive() -> None:
    with pytest.raises(ValueError, match="start is at least 4"):
        Scale(LEAST - 1)


def test_a_monomial_shows_what_it_is_the_exponential_of() -> None:
    scale = Scale(LEAST)
    assert repr(scale.one) == "1"
    assert repr(scale.exp([(scale.y, MINUS)])).startswith("exp(-1*exp(")
