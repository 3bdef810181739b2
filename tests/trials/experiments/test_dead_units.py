import pytest

from grader.trials.experiments.dead_units import DeadUnits

# The theory: E_w Φ(−b/‖w‖)^1024, for w ~ N(0, 2/64) in 64 dimensions, is 0.18 at −4 and 0.77 at −5.
SHARES = {"0": 0.0, "-4": 0.18, "-5": 0.77, "-8": 1.0}


def test_a_bias_kills_units_at_a_sharp_threshold() -> None:
    values = DeadUnits().outcome({run: run for run in SHARES}).values
    assert values == pytest.approx(SHARES, abs=0.03)


def test_the_picture_shows_all_biases() -> None:
    (picture,) = DeadUnits().outcome({"a": "-4"}).pictures
    (line,) = picture.series
    assert (picture.x[0], picture.x[-1]) == (-10, 2)
    assert list(line.y) == sorted(line.y, reverse=True)
    assert all(low <= y <= high for low, y, high in zip(line.low, line.y, line.high, strict=True))


def test_it_gives_the_same_numbers_each_time() -> None:
    assert DeadUnits().outcome({"a": "-4.2"}) == DeadUnits().outcome({"a": "-4.2"})


def test_a_run_is_a_bias() -> None:
    DeadUnits().refuse("-4")
    with pytest.raises(ValueError, match="“relu” is not a run of dead_units; write the bias of all units, such as -4"):
        DeadUnits().refuse("relu")


def test_a_share_has_two_digits() -> None:
    assert DeadUnits().words(0.1826) == "0.18"
