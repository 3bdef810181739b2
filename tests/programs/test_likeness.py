import numpy as np
import pytest

from grader.programs.agreement import TOLERANCE
from grader.programs.likeness import Difference, Likeness

NAMED = Likeness(tolerance=TOLERANCE, names=("W", "b"))
ROW = np.array([1.0, 2.0])

SAME = [
    pytest.param(1, 1.0, id="numbers of two types"),
    pytest.param(True, 1, id="a truth value is a number"),
    pytest.param(np.array(2.0), 2, id="an array without dimensions is a number"),
    pytest.param([ROW, 1], (ROW, 1), id="a list for a tuple"),
    pytest.param(np.array([ROW, ROW]), [ROW, ROW], id="an array that unpacks alike"),
    pytest.param(ROW.astype(np.float32), ROW, id="another dtype"),
    pytest.param(ROW * (1 + 1e-12), ROW, id="rounding"),
    pytest.param(np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), id="nan and inf where they are right"),
    pytest.param(ROW * 1j, ROW * 1j, id="complex numbers"),
    pytest.param(None, None, id="nothing"),
    pytest.param("a", "a", id="words"),
]
DIFFERENT = [
    pytest.param(1.0, 2.0, Difference(place="", actual="1", right="2"), id="numbers"),
    pytest.param(
        (np.array([[1.0, 2.0]]), ROW),
        (np.array([[1.0, 3.0]]), ROW),
        Difference(place="W[0, 1]", actual="2", right="3", index=(0, 1)),
        id="an entry of what has a name",
    ),
    pytest.param(
        [(ROW, 1), (ROW, 2), 3],
        [(ROW, 1), (ROW, 4), 3],
        Difference(place="[1][1]", actual="2", right="4"),
        id="an entry of an entry",
    ),
    pytest.param(
        (ROW, ROW, 0.0),
        (ROW, ROW),
        Difference(place="", actual="a tuple of 3", right="a tuple (W, b)"),
        id="too many",
    ),
    pytest.param(
        1.0, (1.0, 2.0), Difference(place="", actual="the number 1.0", right="a tuple (W, b)"), id="one for two"
    ),
    pytest.param(
        np.zeros((2, 3)),
        np.zeros((3, 2)),
        Difference(place="", actual="an array of float64 of shape (2, 3)", right="an array of float64 of shape (3, 2)"),
        id="shapes",
    ),
    pytest.param(
        None,
        ROW,
        Difference(place="", actual="nothing (None)", right="an array of float64 of shape (2,)"),
        id="nothing",
    ),
    pytest.param(
        "1",
        1,
        Difference(place="", actual="a value of type str", right="the number 1"),
        id="a word for a number",
    ),
    pytest.param(
        np.array([1.0, np.nan]), ROW, Difference(place="[1]", actual="nan", right="2", index=(1,)), id="nan is nothing"
    ),
    pytest.param(
        ROW * 1j, ROW * 2j, Difference(place="[0]", actual="0+1j", right="0+2j", index=(0,)), id="complex numbers"
    ),
]


@pytest.mark.parametrize(("actual", "right"), SAME)
def test_is_the_same(actual: object, right: object) -> None:
    assert NAMED.difference(actual, right) is None


@pytest.mark.parametrize(("actual", "right", "found"), DIFFERENT)
def test_differs(actual: object, right: object, found: Difference) -> None:
    assert NAMED.difference(actual, right) == found


def test_of_many_places_the_lowest_in_rank_is_shown() -> None:
    ranked = Likeness(tolerance=TOLERANCE, ranks=np.array([2, 0, 1]))
    found = ranked.difference(np.zeros(3), np.ones(3))
    assert found is not None
    assert found.index == (1,)
