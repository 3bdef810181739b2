from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from far_out import jet
from flint import arb, fmpq
from written import program, tree, unhurried

from grader.maths.analysis import scan
from grader.maths.analysis.deadline import Deadline, OutOfTime, Undecided
from grader.maths.analysis.scan import NARROWEST, Cell

pytestmark = pytest.mark.usefixtures("precise")

SMOOTH = """
x^3-x  x*sigmoid(x)  x*erfc(-x/sqrt(2))/2  tanh(x)-x/2  sin(x)+x/3  exp(-x^2)  x*tanh(softplus(x))  1/(1+x^2)
x/sqrt(1+x^2)  atan(x)*x-1  cos(3*x)*exp(-x)  (x-1)^2*(x+2)  x^5-4*x+1  log(1+exp(x))-1  asinh(x)-x/2  x*exp(x)
(x^2-2)/(x^2+1)  cosh(x)/5-x  x^(-3)+(x+20)^pi  cbrt(x+20)-2  x^7-x-1  2^x-x^2-4  erf(x)+x/9  tan(x/4)-x/7  sqrt(x+20)
""".split()
ORDERS = (0, 1, 2)


def exact(x: fmpq) -> Fraction:
    return Fraction(int(x.p), int(x.q))


def inside(cell: Cell, random: Random) -> Iterator[Fraction]:
    low, high = exact(cell.low), exact(cell.high)
    for share in (0, Fraction(random.randint(1, 99), 100), 1):
        yield low + (high - low) * share


@pytest.mark.parametrize("text", SMOOTH)
def test_cells_say_what_is_so_at_each_of_their_points(text: str) -> None:
    random, made, node = Random(text), program(text), tree(text)
    cells = scan.scan(made, fmpq(-5, 2), fmpq(7, 3), ORDERS, unhurried())
    for cell in random.sample(cells, min(8, len(cells))):
        for x in inside(cell, random):
            true = jet(node, x, Fraction(1, 100))
            if true is None:
                continue
            for order in ORDERS:
                factor = 2 if order == 2 else 1
                assert not cell.hull[order].is_finite() or (cell.hull[order] * factor).overlaps(true[order])
                sign = cell.signs[order]
                assert sign is None or not true[order] * sign < 0
            for order in ORDERS[:2]:
                sign = cell.simple[order]
                assert sign is None or not true[order + 1] * sign < 0


@pytest.mark.parametrize("text", SMOOTH)
@pytest.mark.parametrize("orders", [(0,), (1, 2)])
def test_cells_lie_side_by_side_without_gaps(text: str, orders: tuple[int, ...]) -> None:
    cells = scan.scan(program(text), fmpq(-5, 2), fmpq(7, 3), orders, unhurried())
    assert (cells[0].low, cells[-1].high) == (fmpq(-5, 2), fmpq(7, 3))
    assert all(a.high == b.low for a, b in pairwise(cells))
    assert all(cell.low < cell.high for cell in cells)


@pytest.mark.parametrize("text", SMOOTH)
def test_a_cell_without_a_sign_is_simple_or_as_narrow_as_can_be(text: str) -> None:
    for cell in scan.scan(program(text), fmpq(-5, 2), fmpq(7, 3), (0, 1), unhurried()):
        for sign, simple in zip(cell.signs, cell.simple, strict=True):
            narrow = cell.high - cell.low < NARROWEST * max(abs(cell.low), abs(cell.high), fmpq(1))
            assert sign is not None or simple is not None or narrow


ROOTS = [
    pytest.param("x^3-x-1", 0, ["1.3247179572447460259609"], id="an irrational root"),
    pytest.param("x*exp(x)-1", 0, ["0.5671432904097838729999"], id="Lambert's W of 1"),
    pytest.param("x*sigmoid(x)", 1, ["-1.2784645427610737951094"], id="where silu turns"),
    pytest.param("cos(x)-x", 0, ["0.7390851332151606416553"], id="the fixed point of the cosine"),
    pytest.param("x^2-2", 0, ["-1.4142135623730950488017", "1.4142135623730950488017"], id="two roots"),
    pytest.param("exp(-x^2)", 2, ["-0.7071067811865475244008", "0.7071067811865475244008"], id="where a bell bends"),
    pytest.param("exp(x)+1", 0, [], id="no root"),
    pytest.param("x^3+x", 1, [], id="no turn"),
]


@pytest.mark.parametrize(("text", "order", "expected"), ROOTS)
def test_a_root_is_in_a_narrow_ball(text: str, order: int, expected: list[str]) -> None:
    made = program(text)
    cells = scan.scan(made, fmpq(-5, 2), fmpq(7, 3), (order,), unhurried())
    found = [ball for cell in cells if cell.signs[0] is None and (ball := scan.root(made, cell, order)) is not None]
    assert len(found) == len(expected)
    for ball, digits in zip(found, expected, strict=True):
        assert ball.overlaps(arb(digits) + arb(0, 1e-21))
        assert ball.rad() < 1e-29


def cell(low: fmpq, high: fmpq) -> Cell:
    return Cell(low=low, high=high, signs=(None,), simple=(1,), hull=(arb(0, 1),))


def test_a_cell_without_a_change_of_sign_has_no_root() -> None:
    assert scan.root(program("x"), cell(fmpq(1), fmpq(2)), 0) is None


def test_a_root_at_the_end_of_a_cell_is_in_none() -> None:
    with pytest.raises(Undecided, match="end of a cell"):
        scan.root(program("x"), cell(fmpq(0), fmpq(1)), 0)


def test_a_root_is_found_where_the_slope_is_known_only_close_to_it() -> None:
    found = scan.root(program("x^3-2*x+sin(20*x)/30-1/2"), cell(fmpq(0), fmpq(3)), 0)
    assert found is not None
    assert abs(scan.at(program("x^3-2*x+sin(20*x)/30-1/2"), found, 0)) < 1e-25


def test_a_root_is_found_where_slopes_are_very_different() -> None:
    found = scan.root(program("exp(20*x)-2"), cell(fmpq(-1), fmpq(2)), 0)
    assert found is not None
    assert found.overlaps(arb(2).log() / 20)
    assert found.rad() < 1e-29


TOO_MANY = [
    pytest.param("sin(1/x)", fmpq(1, 10**7), fmpq(1), id="waves ever shorter"),
    pytest.param("sin(x)", fmpq(1), fmpq(10**6), id="waves ever more"),
]


@pytest.mark.parametrize(("text", "low", "high"), TOO_MANY)
def test_there_are_only_so_many_cells(text: str, low: fmpq, high: fmpq) -> None:
    with pytest.raises(Undecided, match="too many cells"):
        scan.scan(program(text), low, high, (1,), unhurried())


def test_time_runs_out_between_cells() -> None:
    with pytest.raises(OutOfTime):
        scan.scan(program("sin(x)"), fmpq(1), fmpq(10**6), (1,), Deadline(seconds=0))


POWERS = [
    pytest.param("x^3", 0, "8", id="a cube"),
    pytest.param("x^64", 0, "2^64", id="a high power"),
    pytest.param("x^100", 0, "2^100", id="a higher one"),
    pytest.param("x^(-3)", 0, "1/8", id="a negative power"),
    pytest.param("x^(-100)", 0, "2^(-100)", id="a large negative one"),
    pytest.param("x^(1/2)", 0, "sqrt(2)", id="a root"),
    pytest.param("x^pi", 0, "2^pi", id="an irrational power"),
    pytest.param("x^(-sqrt(2))", 0, "2^(-sqrt(2))", id="a negative irrational power"),
    pytest.param("x^3", 1, "12", id="the slope of a cube"),
    pytest.param("x^3", 2, "6", id="half the second derivative of a cube"),
]


@pytest.mark.parametrize(("text", "order", "expected"), POWERS)
def test_taylor_coefficients_of_powers_at_2(text: str, order: int, expected: str) -> None:
    found = scan.at(program(text), fmpq(2), order)
    assert found.overlaps(scan.at(program(expected), fmpq(0), 0))
    assert found.rad() / abs(found) < 1e-30


def test_a_power_with_an_exponent_that_is_a_ball() -> None:
    made = program("x")
    place = made._to_the(made.result, arb(2, 1e-20))
    made.result = place
    assert scan.at(made, fmpq(3), 0).overlaps(arb(9))


SIGNS = [
    pytest.param("x-1/3", fmpq(1, 2), 1, id="positive"),
    pytest.param("x-1/3", fmpq(1, 4), -1, id="negative"),
    pytest.param("exp(x)-1-x-x^2/2", fmpq(1, 10**60), 1, id="positive only to many digits"),
    pytest.param("x-1/3", fmpq(1, 3), None, id="0, which no ball can tell"),
]


@pytest.mark.parametrize(("text", "x", "expected"), SIGNS)
def test_a_sign_at_a_point(text: str, x: fmpq, expected: int | None) -> None:
    assert scan.sign_at(program(text), x, 0) == expected


def test_the_first_borders_fall_on_no_plain_number() -> None:
    inner = [cell.low for cell in scan.scan(program("x+3"), fmpq(-20), fmpq(20), (1,), unhurried())][1:]
    assert inner
    assert not any(border.q == 1 for border in inner)
