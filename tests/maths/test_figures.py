from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import inf

import pytest

from grader.maths.figures import apart, plainness, shortest, shown

RANKED = "1 -1 2 -2 3 9 1/2 -1/2 7/2 1/4 1/16 1/1000000000 11 -1000 1000001/1000".split()


@pytest.mark.parametrize(("plainer", "other"), list(pairwise(RANKED)))
def test_what_is_easier_to_check_by_hand_comes_first(plainer: str, other: str) -> None:
    assert plainness(Fraction(plainer)) < plainness(Fraction(other))


APART = [
    pytest.param(1.0, 2.0, ("1", "2"), id="two numbers"),
    pytest.param(0.1, 0.100000001, ("0.1", "0.100000001"), id="as many digits as it takes"),
    pytest.param(17.3, 17.300000000001, ("17.3", "17.300000000001"), id="even fifteen"),
    pytest.param(1.0, 1.0 + 2**-52, ("1", "1.0000000000000002"), id="even all"),
    pytest.param(-0.0, 1.0, ("0", "1"), id="no minus before a 0"),
    pytest.param(1.0, 1.0, ("1", "1 (in more digits, a little else)"), id="more than a float has"),
]


@pytest.mark.parametrize(("a", "b", "shown"), APART)
def test_two_numbers_are_told_apart(a: float, b: float, shown: tuple[str, str]) -> None:
    assert apart(a, b) == shown


@pytest.mark.parametrize(
    ("x", "text"), [(1 / 3, "0.333333"), (-0.0, "0"), (inf, "∞"), (-inf, "−∞"), (1e20, "1e+20"), (-2.5, "-2.5")]
)
def test_a_number_may_be_infinite(x: float, text: str) -> None:
    assert shown(x) == text


DIGITS = [
    pytest.param(0.2173, 2, lambda x: x > 0.15, "0.22", id="two digits do"),
    pytest.param(0.15003, 2, lambda x: x > 0.15, "0.15003", id="two would not be beyond"),
    pytest.param(0.2504975, 3, lambda x: x >= 0.2504975, "0.2505", id="rounded up is above"),
]


@pytest.mark.parametrize(("x", "digits", "holds", "text"), DIGITS)
def test_as_few_digits_as_keep_it_true(x: float, digits: int, holds: Callable[[float], bool], text: str) -> None:
    assert shortest(x, digits, holds) == text
