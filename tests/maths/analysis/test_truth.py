from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from attack import contradictions
from truth import ACTIVATIONS, CANDIDATES, NAMES, ROWS, Row
from truth.comparing import Verdict, agree, verdicts

import grader

DECIDED = 0.97  # of all verdicts
SAMPLE = 12  # one row in so many is attacked in a usual run
SHAPES: dict[str, Callable[[Any], bool]] = {
    "smoothness": lambda value: value == "C^inf" or int(value.removeprefix("C^")) >= -1,
    "kinks": lambda value: value == "infinitely many" or value == sorted(value),
    "jumps": lambda value: value == "infinitely many" or value == sorted(value),
    "range": lambda value: [len(one) for one in value] == [2, 2],
    "monotone": {"increasing", "nondecreasing", "decreasing", "nonincreasing", "constant", "no"}.__contains__,
    "parity": {"odd", "even", "neither"}.__contains__,
    "lipschitz": lambda value: value == "inf" or value >= 0,
    "limits": lambda value: len(value) == 2,
    "slope_limits": lambda value: len(value) == 2,
    "growth": lambda value: len(value) == 2,
    "derivative_at_0": lambda value: value in {None, "inf", "-inf"} or isinstance(value, int | float),
    "dead_region": lambda value: all(len(one) == 2 for one in value),
    "convex": {"convex", "concave", "affine", "no"}.__contains__,
    "periodic": lambda value: value in {None, False} or value > 0,
}


def test_the_table_is_large_enough() -> None:
    assert len(ACTIVATIONS) >= 100
    assert len(CANDIDATES) >= 70


def test_no_formula_is_there_twice() -> None:
    assert [formula for formula, times in Counter(row.formula for row in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.formula)
def test_a_row_can_be_read_and_has_the_shape_of_a_profile(row: Row) -> None:
    assert grader.parse(row.formula).variables == ("x",)
    assert row.source
    assert row.truths.keys() <= NAMES
    wrong = [name for name, value in row.truths.items() if not SHAPES.get(name, lambda it: isinstance(it, bool))(value)]
    assert wrong == []


@pytest.fixture(scope="module")
def said() -> list[Verdict]:
    """Return what the program says of every property in the table."""
    from grader.maths.analysis import profile

    return [
        verdict for row in ROWS for verdict in verdicts(row, profile(grader.parse(row.formula)).to_dict()["properties"])
    ]


def test_no_verdict_on_the_table_is_wrong(said: list[Verdict]) -> None:
    wrong = [str(one) for one in said if one.is_wrong]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(said)} verdicts are wrong:", *wrong])


def test_nearly_every_verdict_on_the_table_is_decided(said: list[Verdict]) -> None:
    open_ones = [f"{one.formula}   {one.name}" for one in said if not one.decided]
    share = 1 - len(open_ones) / len(said)
    assert share >= DECIDED, "\n".join([f"Only {share:.2%} of {len(said)} are decided; not these:", *open_ones])


@pytest.mark.parametrize("start", range(3))
def test_the_table_stands_an_attack(start: int, full: bool) -> None:  # noqa: FBT001
    rows = ROWS[start::3] if full else ROWS[start * SAMPLE // 3 :: SAMPLE]
    found = [f"{row.formula}   {words}" for row in rows for words in contradictions(row.formula, row.truths)]
    assert found == []


AGREE = [
    pytest.param(1, 1.0, id="whole numbers and floats"),
    pytest.param(0.25, 0.25 + 1e-12, id="rounding"),
    pytest.param("inf", "inf", id="infinity"),
    pytest.param(None, None, id="nothing"),
    pytest.param([..., 1], [None, 1], id="one entry unstated"),
    pytest.param([[0, "inf"], [True, False]], [[0.0, "inf"], [True, False]], id="a range"),
    pytest.param([], [], id="no kinks"),
]
DIFFER = [
    pytest.param(1, 1 + 1e-8, id="more than rounding"),
    pytest.param(0, 1e-9, id="not 0"),
    pytest.param(1, "inf", id="not infinite"),
    pytest.param(None, 0, id="0 is not nothing"),
    pytest.param(False, 0, id="0 is not false"),
    pytest.param(1, True, id="true is not 1"),
    pytest.param([0], [], id="a kink missing"),
    pytest.param([0], "infinitely many", id="one kink, not many"),
    pytest.param("odd", "even", id="words"),
]


@pytest.mark.parametrize(("expected", "got"), AGREE)
def test_values_that_agree(expected: object, got: object) -> None:
    assert agree(expected, got)


@pytest.mark.parametrize(("expected", "got"), DIFFER)
def test_values_that_differ(expected: object, got: object) -> None:
    assert not agree(expected, got)


def test_a_property_left_out_is_wrong() -> None:
    row = Row("x", "", {"affine": True, "convex": "affine"})
    said = list(verdicts(row, {"affine": {"value": None, "status": "undecided", "witness": None}}))
    assert [(one.decided, one.is_wrong) for one in said] == [(False, False), (True, True)]
