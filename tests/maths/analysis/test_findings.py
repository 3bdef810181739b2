import json
from collections.abc import Callable
from fractions import Fraction
from math import inf, nan

import pytest
from flint import arb, fmpq
from written import constant

from grader.maths.analysis.deadline import OutOfTime, Undecided
from grader.maths.analysis.ends import Limit
from grader.maths.analysis.findings import (
    Proof,
    Property,
    Witness,
    asked,
    certain,
    number,
    place,
    proved,
    refuted,
    undecided,
)

pytestmark = pytest.mark.usefixtures("precise")

NUMBERS = [
    pytest.param(lambda: fmpq(1, 3), 0.333333333333, id="a third to twelve digits"),
    pytest.param(lambda: fmpq(-2, 3) * 10**30, -6.66666666667e29, id="a large one"),
    pytest.param(lambda: fmpq(0), 0.0, id="0"),
    pytest.param(lambda: constant("sqrt(2)"), 1.41421356237, id="√2"),
    pytest.param(lambda: constant("-pi"), -3.14159265359, id="−π"),
    pytest.param(lambda: arb(2).sqrt(), 1.41421356237, id="a narrow ball"),
    pytest.param(lambda: arb(0, 1e-40), 0.0, id="a narrow ball around 0"),
    pytest.param(lambda: inf, "inf", id="∞"),
    pytest.param(lambda: -inf, "-inf", id="−∞"),
    pytest.param(lambda: 0.1, 0.1, id="a float"),
    pytest.param(lambda: -0.0, 0.0, id="a negative 0"),
]


@pytest.mark.parametrize(("value", "expected"), NUMBERS)
def test_numbers_are_shown_to_twelve_digits_and_infinities_as_words(
    value: Callable[[], Limit], expected: float | str
) -> None:
    for shown in (number(value()), place(value())):
        assert shown == expected
        assert repr(shown) != "-0.0"


UNKNOWN = [
    pytest.param(lambda: arb(0, 1e-20), id="a ball around 0"),
    pytest.param(lambda: arb(1, 1e-10), id="a ball that is too wide"),
    pytest.param(arb.nan, id="nothing known"),
    pytest.param(lambda: fmpq(1, 10) ** 320, id="a rational too small for floats"),
    pytest.param(lambda: constant("pi*10^320"), id="an irrational beyond floats"),
    pytest.param(lambda: constant("exp(-1000)"), id="an irrational too small for floats"),
]


@pytest.mark.parametrize("value", UNKNOWN)
def test_digits_that_are_not_known_or_that_no_float_has_are_not_shown(value: Callable[[], Limit]) -> None:
    with pytest.raises(Undecided):
        number(value())


def test_a_witness_is_plain_and_exact() -> None:
    found = Witness(kind="rises", x=(Fraction(1, 3), Fraction(0)), y=(0.1234567890123456, nan)).to_dict()
    assert found == {"kind": "rises", "x": [0.333333333333, 0.0], "exact": ["1/3", "0"], "y": [0.123456789012, "nan"]}


@pytest.mark.parametrize("x", [Fraction(10) ** 400, Fraction(1, 10**320)])
def test_a_witness_beyond_floats_can_be_shown(x: Fraction) -> None:
    assert Witness(kind="jump", x=(x,), y=(0.0,)).to_dict()["exact"] == [str(x)]


def test_infinite_values_of_a_witness_are_words() -> None:
    assert Witness(kind="far", x=(), y=(inf, -inf)).to_dict()["y"] == ["inf", "-inf"]


WITNESS = Witness(kind="no value", x=(Fraction(0),), y=(nan,))
PROPERTIES = [
    pytest.param(
        proved([0.0, "inf"], "a rule", [("0", "1", "f′ > 0")]),
        {"value": [0.0, "inf"], "status": "proved", "witness": None, "proof": {"rule": "a rule", "boxes": [["0", "1", "f′ > 0"]]}},
        id="proved",
    ),
    pytest.param(
        certain("a rule"),
        {"value": True, "status": "proved", "witness": None, "proof": {"rule": "a rule", "boxes": []}},
        id="certain",
    ),
    pytest.param(
        refuted(WITNESS),
        {"value": False, "status": "refuted", "witness": WITNESS.to_dict()},
        id="refuted by one witness",
    ),
    pytest.param(
        refuted(WITNESS, WITNESS, value="no"),
        {"value": "no", "status": "refuted", "witness": [WITNESS.to_dict()] * 2},
        id="refuted by two",
    ),
    pytest.param(
        undecided("too hard"),
        {"value": None, "status": "undecided", "witness": None, "why": "too hard"},
        id="undecided",
    ),
    pytest.param(
        Property(value=None, status="proved"),
        {"value": None, "status": "proved", "witness": None},
        id="what does not exist",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), PROPERTIES)
def test_a_property_is_plain_data_that_json_can_write(found: Property, expected: dict[str, object]) -> None:
    assert found.to_dict() == expected
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == expected


def test_a_proof_lists_what_it_covers() -> None:
    assert Proof(rule="signs", boxes=(("-inf", "0", "f″ < 0"),)).to_dict()["boxes"] == [["-inf", "0", "f″ < 0"]]


def test_a_question_without_an_answer_is_undecided_and_says_why() -> None:
    def hard() -> Property:
        raise OutOfTime("no time")

    assert asked(hard) == undecided("no time")
    assert asked(lambda: certain("easy")) == certain("easy")
