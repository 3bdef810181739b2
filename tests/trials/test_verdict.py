from collections.abc import Sequence

import numpy as np
import pytest

from grader.trials.verdict import LOOKS, interval, is_unstable, settle

SETTLED = [
    pytest.param([0.05] * 16, "passed", 4, id="far above"),
    pytest.param([-0.05] * 16, "failed", 4, id="far below"),
    pytest.param([0.02, 0.03, 0.0, 0.01] * 4, "passed", 16, id="a little above, after more seeds"),
    pytest.param([0.05, -0.05] * 8, "undecided", 16, id="now above, now below"),
    pytest.param([0.0] * 16, "undecided", 16, id="at the bar itself"),
    pytest.param([0.006] * 16, "passed", 8, id="closer than the rows of a test set tell, at first"),
]


@pytest.mark.parametrize(("differences", "outcome", "seeds"), SETTLED)
def test_it_is_settled_when_enough_seeds_are_seen(differences: Sequence[float], outcome: str, seeds: int) -> None:
    asked = list[int]()

    def look(count: int) -> Sequence[float]:
        asked.append(count)
        return differences[:count]

    found = settle(look)
    assert (found.outcome, found.seeds) == (outcome, seeds)
    assert asked == [count for count in LOOKS if count <= seeds]
    assert found.low <= np.mean(differences[:seeds]) <= found.high


def test_an_interval_is_students() -> None:  # scipy.stats.ttest_1samp, by hand: mean 0.2, s = 0.2, n = 4, t = 7.4533
    low, high = interval([0.0, 0.4, 0.0, 0.4])
    assert (low, high) == pytest.approx((0.2 - 7.4533 * 0.23094 / 2, 0.2 + 7.4533 * 0.23094 / 2), rel=1e-4)


def test_a_verdict_at_the_bar_is_seldom_wrong() -> None:
    rng = np.random.default_rng(0)
    drawn = rng.normal(0, 0.02, (2000, 16))
    outcomes = [settle(lambda seeds, row=row: row[:seeds]).outcome for row in drawn]
    assert outcomes.count("passed") + outcomes.count("failed") <= 2000 * 0.02


def test_seeds_that_do_not_agree_are_unstable() -> None:
    assert is_unstable([0.5, 0.95, 0.5, 0.96])
    assert not is_unstable([0.95, 0.96, 0.94, 0.96])
