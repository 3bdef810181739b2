"""The pictures of a trial: what is drawn beside what, over which x."""

import math

import pytest

from grader.maths.reading import parse
from grader.pictures import Picture
from grader.trials.pictures import pictures
from grader.trials.probe import DEPTH
from grader.trials.training import POINTS
from grader.trials.trial import trial


def seen(text: str, *depths: int) -> dict[str, Picture]:
    return {one.title: one for one in pictures(trial(parse(text), task="xor", depths=depths))}


def test_two_depths_have_five_pictures() -> None:
    found = seen("sigmoid(x)", 1, 6)
    assert list(found) == [
        "Accuracy by depth",
        "Learning at depth 1",
        "Learning at depth 6",
        "The gradient on its way back",
        "Units that learn nothing",
    ]
    assert found["Accuracy by depth"].x == (1.0, 6.0)
    assert len(found["Learning at depth 6"].x) == POINTS
    assert found["The gradient on its way back"].x == tuple(float(i + 1) for i in range(DEPTH))
    for one in found.values():
        for line in one.series:
            assert len(line.y) == len(one.x)
            assert line.low == line.high == () or len(line.low) == len(line.high) == len(one.x)


def test_one_depth_has_no_picture_of_depths() -> None:
    assert "Accuracy by depth" not in seen("tanh(x)", 2)


def test_a_formula_is_drawn_beside_relu_and_no_activation() -> None:
    found = seen("sigmoid(x)", 2)
    assert [line.name for line in found["Learning at depth 2"].series] == ["yours", "none", "ReLU"]
    gradient = found["The gradient on its way back"]
    assert gradient.logarithmic
    mine, relu = (line.y for line in gradient.series)
    assert mine[0] < 1e-3 < relu[0]
    assert mine[-1] == relu[-1] == 1


def test_a_band_holds_its_line() -> None:
    for line in seen("tanh(x)", 2)["Learning at depth 2"].series:
        assert all(low <= y <= high for low, y, high in zip(line.low, line.y, line.high, strict=True))


def test_relu_is_drawn_over_itself() -> None:
    for one in seen("relu(x)", 2).values():
        rows = {line.name: line.y for line in one.series}
        assert rows.get("yours") == (rows["ReLU"] if "yours" in rows else None)


@pytest.mark.parametrize("text", ["x^3", "exp(exp(x))", "log(x)"])
def test_what_diverges_is_drawn_as_far_as_it_goes(text: str) -> None:
    found = seen(text, 6)
    assert not all(map(math.isfinite, found["The gradient on its way back"].series[0].y))
    shares = [y for line in found["Units that learn nothing"].series for y in line.y]
    assert all(math.isnan(y) or 0 <= y <= 1 for y in shares)
    assert any(map(math.isnan, shares)), "no unit learns where nothing is finite"


def test_a_network_that_came_to_no_end_has_no_accuracy() -> None:
    line = pictures(trial(parse("exp(x)"), depths=(2, 6)))[0].series[0]
    assert line.name == "yours"
    assert line.y[0] > 0.85, "of those that came to an end"
    assert math.isnan(line.y[1])
