from fractions import Fraction

import numpy as np
import pytest

from grader.maths.reading import parse
from grader.programs.agreement import TOLERANCE, differs, exactly, plainest, ranks, spread


def test_a_decimal_number_of_a_formula_is_met_by_the_float_beside_it() -> None:
    x = np.array([0.1, 0.2, -0.1, 0.5])
    assert exactly(parse("where(x > 0.1, 1, 0)"), x) == [
        Fraction(1, 10),
        Fraction(0.2),
        Fraction(-1, 10),
        Fraction(1, 2),
    ]


def test_the_plainest_of_wrong_points_is_shown() -> None:
    x = np.array([-3.25, -1.0, 0.1, 2.0])
    assert plainest(x, np.array([True, True, True, True])) == 1
    assert plainest(x, np.array([True, False, True, True])) == 3
    assert ranks(x).tolist() == [2, 0, 3, 1]


def test_points_lie_between_their_ends_and_hold_the_marks() -> None:
    x = spread(np.random.default_rng(0), -2.0, 5.0, [1.234, 7.0])
    assert (x.min(), x.max()) == (-2.0, 5.0)
    assert 1.234 in x
    assert (np.diff(x) > 0).all()


CLOSE = [(1.0, 1.0 + 1e-10), (0.0, 1e-13), (np.nan, np.nan), (np.inf, np.inf), (1e20, 1e20 * (1 + 1e-10))]
APART = [(1.0, 1.0 + 1e-8), (0.0, 1e-11), (np.nan, 1.0), (1.0, np.nan), (np.inf, -np.inf), (1e300, np.inf)]


@pytest.mark.parametrize(("actual", "right"), CLOSE)
def test_is_close(actual: float, right: float) -> None:
    assert not TOLERANCE.differ(np.array([actual]), np.array([right])).any()


@pytest.mark.parametrize(("actual", "right"), APART)
def test_is_apart(actual: float, right: float) -> None:
    assert TOLERANCE.differ(np.array([actual]), np.array([right])).all()


SENTENCES = [
    pytest.param(
        1.0 + 2**-52, 1.0, "f(2) gives 1.0000000000000002; the right value is 1 (1 units", id="the last digit"
    ),
    pytest.param(np.nan, 1.0, "f(2) gives nan; the right value is 1.", id="nan"),
    pytest.param(0.5, 1.0, "f(2) gives 0.5; the right value is 1.", id="far off"),
]


@pytest.mark.parametrize(("actual", "right", "sentence"), SENTENCES)
def test_a_difference_is_told(actual: float, right: float, sentence: str) -> None:
    assert differs("f", 2.0, actual, right).evidence.sentence.startswith(sentence)


def test_a_difference_about_rounding_is_told_in_units_of_the_last_place() -> None:
    assert differs("f", 2.0, 1.0 + 2**-50, 1.0).evidence.sentence.endswith(" (4 units in the last place off).")
