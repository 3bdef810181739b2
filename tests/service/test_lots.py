"""Lots: the same whenever they are asked for, and fair."""

from collections import Counter

from installed import Installation

from grader.service import lots


def test_a_lot_depends_on_all_its_parts_and_their_order() -> None:
    drawn = [lots.lot(*parts) for parts in (("a", "b"), ("b", "a"), ("ab",), ("a", "b", ""), ("a", "b", 0), ("a",))]
    assert len(set(drawn)) == len(drawn)
    assert drawn[0] == lots.lot("a", "b")
    assert all(0 <= one < 2**31 for one in drawn)


def test_lots_stay_the_same_from_version_to_version() -> None:
    assert (lots.lot("variant", "ada", 1), lots.seed("ada", "numbers", "one")) == (1173084007, 1669418032)


def test_variants_fall_evenly(installation: Installation) -> None:
    exercise = installation.service.library.exercise("numbers", "times")
    count = Counter(lots.variant(f"learner {i}", "numbers", exercise) for i in range(3000))
    assert set(count) == {0, 1, 2}
    assert min(count.values()) > 900
