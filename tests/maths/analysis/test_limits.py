from fractions import Fraction
from math import inf

import pytest
from flint import arb, fmpq
from written import constant

from grader.maths.analysis.constants import ONE, ZERO
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.limits import compare, equal, fraction, is_infinite

pytestmark = pytest.mark.usefixtures("precise")

ORDERS = [
    pytest.param(lambda: ONE, lambda: ZERO, 1, id="1 and 0"),
    pytest.param(lambda: constant("sqrt(2)"), lambda: constant("3/2"), -1, id="√2 and 3/2"),
    pytest.param(lambda: constant("sqrt(2)^2"), lambda: fmpq(2), 0, id="√2² and 2"),
    pytest.param(lambda: inf, lambda: constant("10^100"), 1, id="∞ and a large number"),
    pytest.param(lambda: -inf, lambda: constant("-10^100"), -1, id="−∞ and a large number"),
    pytest.param(lambda: inf, lambda: inf, 0, id="∞ and ∞"),
    pytest.param(lambda: -inf, lambda: inf, -1, id="−∞ and ∞"),
    pytest.param(lambda: arb(1, 0.1), lambda: arb(2, 0.1), -1, id="balls apart"),
]


@pytest.mark.parametrize(("a", "b", "expected"), ORDERS)
def test_limits_have_an_order(a: object, b: object, expected: int) -> None:
    left, right = a(), b()  # type: ignore[operator]
    assert compare(left, right) == expected
    assert compare(right, left) == -expected
    assert equal(left, right) is (expected == 0)


def test_balls_that_overlap_have_none() -> None:
    with pytest.raises(Undecided, match="apart"):
        compare(arb(1, 0.1), arb(1, 0.1))


@pytest.mark.parametrize(
    ("value", "expected"), [(inf, True), (-inf, True), (0.0, False), (fmpq(1), False), (arb(1), False)]
)
def test_only_infinities_are_infinite(value: Limit, *, expected: bool) -> None:
    assert is_infinite(value) is expected


def test_a_rational_is_a_fraction() -> None:
    assert fraction(fmpq(-3, 7)) == Fraction(-3, 7)
