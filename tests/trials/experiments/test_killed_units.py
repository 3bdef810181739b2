import pytest

from grader.trials.experiments.killed_units import KilledUnits

RUNS = {"D": "20", "A": "0.1", "C": "5", "B": "1"}


def test_a_rate_kills_units_at_a_sharp_threshold() -> None:
    values = KilledUnits().outcome(RUNS).values
    assert values["A"] < 0.1
    assert values["B"] < 0.1
    assert values["C"] > 0.9
    assert values["D"] > 0.9


def test_the_picture_goes_from_the_smallest_rate_to_the_largest() -> None:
    (picture,) = KilledUnits().outcome(RUNS).pictures
    (line,) = picture.series
    assert picture.x == pytest.approx((-1, 0, 0.69897, 1.30103), abs=1e-4)
    assert all(low <= y <= high for low, y, high in zip(line.low, line.y, line.high, strict=True))


def test_it_gives_the_same_numbers_each_time() -> None:
    assert KilledUnits().outcome({"a": "2"}) == KilledUnits().outcome({"a": "2"})


REFUSED = ["relu", "0", "-1", "inf", "nan"]


@pytest.mark.parametrize("run", REFUSED)
def test_a_run_is_a_rate(run: str) -> None:
    KilledUnits().refuse("0.1")
    words = f"“{run}” is not a run of killed_units; write a learning rate above 0, such as 0.1"
    with pytest.raises(ValueError, match=words):
        KilledUnits().refuse(run)


def test_a_share_has_two_digits() -> None:
    assert KilledUnits().words(0.1826) == "0.18"
