from itertools import pairwise

import pytest
from flint import fmpz

from grader.maths.algebra.expressions import Opaque
from grader.maths.algebra.towers import ROOTS, Field, tower

ORDERS = [pytest.param(120, id="with roots of unity of order 3"), pytest.param(40, id="with unique cube roots")]
DRAWS = 40


def largest(order: int) -> Field:
    return tower(order, 0)[0]


@pytest.mark.parametrize("order", ORDERS)
def test_each_prime_divides_the_next_one_less_1(order: int) -> None:
    fields = tower(order, 0)
    assert len(fields) == 3
    assert all(field.p.is_prime() for field in fields)
    for field, smaller in pairwise(fields):
        assert (field.p - 1) % smaller.p == 0
        assert field.generator != 1
        assert pow(field.generator, smaller.p, field.p) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_the_unit_has_its_order(order: int) -> None:
    for field in tower(order, 0):
        powers = {int(pow(field.unit, i, field.p)) for i in range(order)}
        assert len(powers) == order
        assert pow(field.unit, order, field.p) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_a_square_has_a_root_and_half_of_all_elements_have(order: int) -> None:
    field, found = largest(order), 0
    for _ in range(DRAWS):
        a = field.draw()
        for square in (a, a * a % field.p):
            root = field.root(square)
            assert root is None or root * root % field.p == square
        assert field.root(a * a % field.p) is not None
        found += field.root(a) is not None
    assert 0 < found < DRAWS


def test_cube_roots_are_unique() -> None:
    field = largest(40)
    for _ in range(DRAWS):
        a = field.draw()
        assert field.third(a * a * a % field.p) == a


@pytest.mark.parametrize("order", ORDERS)
def test_small_primes_have_roots(order: int) -> None:
    for field in tower(order, 0):
        for prime in (2, 5) if order == 40 else (2, 3, 5):
            assert field.small_root(prime) ** 2 % field.p == prime
    assert all(largest(order).root(fmpz(prime)) is not None for prime in ROOTS)


def test_3_has_no_root_beside_unique_cube_roots() -> None:
    with pytest.raises(Opaque):
        largest(40).small_root(3)
    assert largest(40).root(fmpz(3)) is None


def test_towers_are_drawn_once() -> None:
    assert tower(120, 1) is tower(120, 1)
    assert tower(120, 1)[0].p != tower(120, 0)[0].p
