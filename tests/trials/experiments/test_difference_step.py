import pytest

from grader.trials.experiments.difference_step import DifferenceStep

STEPS = ("1e-1", "1e-3", "1e-5", "1e-8", "1e-13")


def test_one_error_falls_with_the_step_and_another_one_grows() -> None:
    error = DifferenceStep().outcome({step: step for step in STEPS}).values
    assert error["1e-5"] < error["1e-8"] < error["1e-13"]
    assert error["1e-5"] < error["1e-3"] < error["1e-1"]
    assert error["1e-1"] - error["1e-3"] == pytest.approx(
        4, abs=0.01
    )  # it is h² f‴/6, so two decades in h are four here


def test_the_picture_is_a_valley() -> None:
    (picture,) = DifferenceStep().outcome({"a": "0.1"}).pictures
    (line,) = picture.series
    lowest = min(zip(line.y, picture.x, strict=True))[1]
    assert -6.5 < lowest < -4
    assert picture.logarithmic


@pytest.mark.parametrize("run", ["0", "-1e-3", "2", "nan", "h"])
def test_a_run_is_a_step(run: str) -> None:
    with pytest.raises(ValueError, match="is not a run of difference_step; write a step up to 1, such as 1e-5"):
        DifferenceStep().refuse(run)


def test_an_error_is_told_as_itself() -> None:
    DifferenceStep().refuse("1e-5")
    assert DifferenceStep().words(-2.9866) == "1.0e-03"
