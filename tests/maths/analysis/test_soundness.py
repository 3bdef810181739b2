"""Fresh random formulas each time: every verdict about them is attacked in 50 digits, and none may be wrong."""

import os
import random
from collections.abc import Callable

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


def _certain(found: list[str]) -> list[str]:
    """Return what was seen, without what was only not seen: single points and irrational places, no sample meets."""
    return [words for words in found if not any(phrase in words for phrase in UNSEEN)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_verdict_about_a_random_formula_is_wrong(
    number: int, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    many_times = 10 if request.getfixturevalue("full") else 1
    rng = random.Random(f"{SEED}/{number}")
    wrong, asked, decided = list[str](), 0, 0
    for family, many in FAMILIES:
        for _ in range(many * many_times):
            formula = family(rng)
            try:
                properties = profile(formula).to_dict()["properties"]
            except FormulaError:  # too long, or numbers too large to work out
                continue
            asked += len(properties)
            decided += sum(one["status"] != "undecided" for one in properties.values())
            wrong += [f"{formula}: {words}" for words in _certain(contradictions(formula, properties))]
    with capsys.disabled():
        print(
            f"\nsoundness, seed {SEED}/{number}: {asked} verdicts, {decided / asked:.1%} decided, {len(wrong)} wrong ",
            end="",
        )
    assert not wrong, "\n".join(wrong)
    assert decided > 0.85 * asked
