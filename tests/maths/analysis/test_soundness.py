"""Fresh random formulas each time: every verdict about them is attacked in 50 digits, and none may be wrong."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from attack import contradictions
from hostile_formulas import high_order_join, near_tie, random_formula, single_point

from grader.errors import FormulaError
from grader.maths.analysis import profile

SEED = int(os.environ.get("GRADER_FUZZ_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)
ROUNDS = 10
# How the attack says that it looked and saw nothing.
UNSEEN = tuple(
    "looked at,wherever,stays at,smoother,level beyond,level from,is not reached,is not needed,none at,another at,the best is".split(
        ","
    )
)
FAMILIES: tuple[tuple[Callable[[random.Random], str], int], ...] = (
    (random_formula, 28),
    (high_order_join, 6),
    (near_tie, 5),
    (single_point, 4),
)  # and how many of each a round


Verdicts = dict[str, dict[str, object]]


def _profiles(seed: str, many_times: int = 1) -> Iterator[tuple[str, Verdicts]]:
    """Draw formulas, and give each with its verdicts."""
    rng = random.Random(seed)
    for family, many in FAMILIES:
        for _ in range(many * many_times):
            formula = family(rng)
            with suppress(FormulaError):  # too long, or numbers too large to work out
                yield formula, profile(formula).to_dict()["properties"]


def _decided(verdicts: Verdicts) -> int:
    return sum(one["status"] != "undecided" for one in verdicts.values())


def _certain(found: list[str]) -> list[str]:
    """Return what was seen, without what was only not seen: single points and irrational places, no sample meets."""
    return [words for words in found if not any(phrase in words for phrase in UNSEEN)]


@pytest.mark.no_cover  # most of it is the attack, which being measured makes several times as slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_verdict_about_a_random_formula_is_wrong(
    number: int, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    wrong, asked, decided = list[str](), 0, 0
    for formula, verdicts in _profiles(f"{SEED}/{number}", 10 if request.getfixturevalue("full") else 1):
        asked += len(verdicts)
        decided += _decided(verdicts)
        wrong += [f"{formula}: {words}" for words in _certain(contradictions(formula, verdicts))]
    with capsys.disabled():
        print(
            f"\nsoundness, seed {SEED}/{number}: {asked} verdicts, {decided / asked:.1%} decided, {len(wrong)} wrong ",
            end="",
        )
    assert not wrong, "\n".join(wrong)


def test_nine_in_ten_questions_about_random_formulas_are_decided() -> None:
    # Always the same ones: a few formulas about which little can be said turn the share of fresh ones by some points.
    found = [verdicts for _, verdicts in _profiles("decided", 2)]
    assert sum(map(_decided, found)) > 0.9 * sum(map(len, found))
