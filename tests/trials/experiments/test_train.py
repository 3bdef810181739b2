import pytest

from grader.trials.experiments.train import Train

SPIRALS = Train(task="spirals")
RUNS = {"A": "identity x0", "B": "identity x8", "C": "relu x1"}


def test_depth_does_not_help_without_activations() -> None:
    outcome = SPIRALS.outcome(RUNS)
    assert outcome.values["A"] == pytest.approx(outcome.values["B"], abs=0.01)
    assert outcome.values["A"] < 0.75
    assert outcome.values["C"] > 0.95
    (picture,) = outcome.pictures
    assert [line.name for line in picture.series] == ["A: identity x0", "B: identity x8", "C: relu x1"]
    assert len(picture.x) == len(picture.series[0].y) == len(picture.series[0].low)


REFUSED = [
    pytest.param("relu", "write an activation and how many hidden layers, as in relu x2, up to 12", id="no depth"),
    pytest.param("relu x13", "up to 12", id="too deep"),
    pytest.param("x2", "write an activation", id="no activation"),
    pytest.param("rleu x2", "did you mean relu", id="misspelt"),
]


@pytest.mark.parametrize(("run", "message"), REFUSED)
def test_a_run_is_an_activation_and_a_depth(run: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SPIRALS.refuse(run)


@pytest.mark.parametrize("run", ["identity x0", "relu x 2", "sin(2*x) x3", "x x1"])
def test_reads(run: str) -> None:
    SPIRALS.refuse(run)


def test_a_share_is_told_in_percent() -> None:
    assert SPIRALS.words(0.66799) == "66.8%"
