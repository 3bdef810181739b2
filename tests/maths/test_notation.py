"""Numbers and intervals as people write them."""

from math import inf, nan

import pytest

from grader.maths.notation import apart, interval, number

NUMBERS = [
    pytest.param(0.0, "0", id="zero"),
    pytest.param(-0.0, "0", id="no minus before a zero"),
    pytest.param(1.0, "1", id="a whole number"),
    pytest.param(-0.278464542761, "−0.2785", id="a true minus"),
    pytest.param(4097.57, "4098", id="four digits"),
    pytest.param(123456.789, "123457", id="all digits before the point"),
    pytest.param(1e6, "10⁶", id="a power of ten"),
    pytest.param(-1e-22, "−10⁻²²", id="a negative one"),
    pytest.param(8.47032947254e-22, "8.47×10⁻²²", id="very small"),
    pytest.param(0.0001, "0.0001", id="just large enough"),
    pytest.param("inf", "∞", id="the word for infinity"),
    pytest.param(-inf, "−∞", id="minus infinity"),
    pytest.param(nan, "no value", id="nan"),
    pytest.param("nan", "no value", id="the word for nan"),
]


@pytest.mark.parametrize(("x", "shown"), NUMBERS)
def test_a_number(x: float | str, shown: str) -> None:
    assert number(x) == shown


def test_more_digits() -> None:
    assert number(-0.278464542761, 6) == "−0.278465"


@pytest.mark.parametrize(
    ("low", "high", "closed", "shown"),
    [
        pytest.param(-0.27846, "inf", (True, False), "[−0.2785, ∞)", id="half open"),
        pytest.param(-1.0, 1.0, (False, False), "(−1, 1)", id="open"),
        pytest.param("-inf", "inf", (True, True), "(−∞, ∞)", id="infinite ends belong to nothing"),
    ],
)
def test_an_interval(low: float | str, high: float | str, closed: tuple[bool, bool], shown: str) -> None:
    assert interval(low, high, closed) == shown


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        pytest.param([1.0, 2.0], ["1", "2"], id="as few digits as usual"),
        pytest.param([1.0000001, 1.0000002], ["1.0000001", "1.0000002"], id="as many as it takes"),
        pytest.param([0.5, 0.5], ["0.5", "0.5"], id="equal ones stay equal"),
        pytest.param([1.0, 1.0 + 2**-52], ["1", "1.0000000000000002"], id="neighbours"),
    ],
)
def test_numbers_that_differ_look_different(values: list[float], shown: list[str]) -> None:
    assert apart(values) == shown
