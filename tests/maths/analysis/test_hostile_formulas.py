import random
import re
from collections import Counter

import pytest
from hostile_formulas import FUNCTIONS, high_order_join, near_tie, random_formula, single_point

import grader

FAMILIES = [
    pytest.param(random_formula, id="random"),
    pytest.param(high_order_join, id="joins"),
    pytest.param(near_tie, id="near ties"),
    pytest.param(single_point, id="single points"),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_formula_can_be_read(family: object) -> None:
    assert callable(family)
    for seed in range(300):
        grader.parse(family(random.Random(seed)))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_luck_gives_the_same_formula(family: object) -> None:
    assert callable(family)
    assert family(random.Random(5)) == family(random.Random(5))
    assert len({family(random.Random(seed)) for seed in range(200)}) > 100


def test_every_function_occurs() -> None:
    seen = Counter(re.findall(r"[a-z_]+", " ".join(random_formula(random.Random(seed)) for seed in range(1500))))
    assert {*FUNCTIONS, "max", "min", "piecewise"} - seen.keys() == set()
