"""What the Lab shows of a formula."""

from math import isnan

import pytest

from grader.errors import FormulaError
from grader.maths.names import canonical
from grader.service import profile as module
from grader.service.profile import NAMED, begin, call, frame, known, profile
from grader.service.witness import Mark


def test_a_portrait_has_all_that_is_shown() -> None:
    found = profile("relu(x)")
    assert [group.heading for group in found.groups] == [
        "Where it is defined and how smooth",
        "Which way it goes",
        "How large it gets",
        "Far out",
        "Symmetry",
        "At 0",
    ]
    assert (found.row("smoothness").mark, found.row("smoothness").value) == ("✓", "C^0: continuous, the slope is not")
    assert [mark.label for mark in found.features.kinks] == ["kink at 0"]
    assert all(one.is_fine for one in found.behaviours)
    assert found.advice == ""


def test_what_refutes_a_property_can_be_marked() -> None:
    row = profile("x*sigmoid(x)").row("parity")
    assert (row.mark, row.value) == ("✗", "neither")
    assert [mark.x for mark in row.spots] == [1, -1, 1, -1]
    assert row.spots[0].label == "f(1) = 0.7311"
    assert row.spots[0].y == pytest.approx(0.7310585786)


def test_where_there_is_no_value_a_mark_says_so() -> None:
    (spot,) = profile("1/x").row("defined").spots
    assert (spot.x, spot.label) == (0, "no value at 0")
    assert isnan(spot.y)


def test_a_better_way_to_write_it_is_told() -> None:
    assert profile("log(1+exp(x))").advice.startswith("softplus(x) is the same function")


def test_what_is_no_formula_says_where() -> None:
    with pytest.raises(FormulaError) as caught:
        profile("x + lgo(x)")
    assert caught.value.at == 4


def test_it_is_made_beside_what_goes_on_and_once() -> None:
    assert known("tanh(3*x)") is None
    begun = begin("tanh(3*x)")
    assert begin("tanh(3*x)") is begun
    assert begun.result(60) is known("tanh(3*x)") is profile("tanh(3*x)")


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 1)
    monkeypatch.setattr(module, "_asked", {})
    for text in ("x", "2*x"):
        begin(text).result(60)
    assert (known("x"), known("2*x") is None) == (None, False)


@pytest.mark.parametrize("name", NAMED)
def test_each_named_activation_is_one(name: str) -> None:
    assert canonical(name) == name
    assert not [row.name for group in profile(call(name)).groups for row in group.rows if row.mark == "?"]


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        pytest.param([], (0, 6), id="the usual window"),
        pytest.param([-3, 5], (0, 6), id="that holds what is near"),
        pytest.param([-50, 5], (0, 55), id="and 0 beside what is not very far"),
        pytest.param([1000, 1001], (1000.5, 6), id="else it goes there"),
        pytest.param([-8000, -4000], (-6000, 2200), id="with all of it"),
    ],
)
def test_the_window_holds_the_spots(x: list[float], expected: tuple[float, float]) -> None:
    middle, wide = frame([Mark(x=one, y=0.0, label="") for one in x], 6.0)
    assert (middle, wide) == pytest.approx(expected)
