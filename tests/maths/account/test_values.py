"""The values of properties in words."""

from typing import Any

import pytest

from grader.maths.account.values import told
from grader.maths.analysis.findings import Property, proved, undecided

WORDS = [
    pytest.param("defined", True, "yes", id="yes"),
    pytest.param("continuous", False, "no", id="no"),
    pytest.param("smoothness", "C^-1", "C^-1: not continuous", id="C^-1"),
    pytest.param("smoothness", "C^0", "C^0: continuous, the slope is not", id="C^0"),
    pytest.param("smoothness", "C^4", "C^4: the first 4 derivatives are continuous", id="C^4"),
    pytest.param("smoothness", "C^inf", "C^∞: all derivatives are continuous", id="C^∞"),
    pytest.param("kinks", [0.0], "at 0", id="a kink"),
    pytest.param("kinks", [], "none", id="no kink"),
    pytest.param("kinks", list(range(9)), "at 0, 1, 2, 3, 4, 5 and 3 more", id="many kinks"),
    pytest.param("jumps", "infinitely many", "infinitely many", id="no end of jumps"),
    pytest.param("range", [[-0.278464542761, "inf"], [True, False]], "[−0.278465, ∞)", id="a range"),
    pytest.param("range", [[7.0, 7.0], [True, True]], "{7}", id="one value"),
    pytest.param("monotone", "nondecreasing", "never falls, flat in places", id="which way"),
    pytest.param("lipschitz", "inf", "∞: no bound", id="no constant"),
    pytest.param("lipschitz", 1.09983932013, "1.09984", id="a constant"),
    pytest.param("limits", [-1.0, 1.0], "−1 at −∞, 1 at ∞", id="two limits"),
    pytest.param("limits", [None, None], "none at both ends", id="no limits"),
    pytest.param("slope_limits", [0.0, 0.0], "0 at both ends", id="the same limit"),
    pytest.param("growth", ["-inf", 1.0], "shrinks faster than any power at −∞, like |x| at ∞", id="growth"),
    pytest.param("growth", [2.0, 0.5], "like |x|² at −∞, like |x|^0.5 at ∞", id="powers"),
    pytest.param("growth", [0.0, "inf"], "slower than any power at −∞, faster than any power at ∞", id="extremes"),
    pytest.param("growth", [None, None], "no rate at both ends", id="no growth"),
    pytest.param("dead_region", [["-inf", 0.0], [6.0, "inf"]], "(−∞, 0], [6, ∞)", id="dead stretches"),
    pytest.param("dead_region", "infinitely many", "infinitely many", id="no end of dead stretches"),
    pytest.param("dead_region", [], "none", id="no dead stretch"),
    pytest.param("convex", "no", "both ways", id="bends both ways"),
    pytest.param("parity", "neither", "neither", id="a word as it is"),
    pytest.param("periodic", 6.28318530718, "yes, with period 6.28319", id="a period"),
    pytest.param("periodic", False, "no", id="no period"),
    pytest.param("derivative_at_0", "inf", "∞", id="a vertical slope"),
]


@pytest.mark.parametrize(("name", "value", "words"), WORDS)
def test_a_value_in_words(name: str, value: Any, words: str) -> None:
    assert told(name, proved(value, "a rule")) == words


def test_what_does_not_exist_says_why() -> None:
    assert told("derivative_at_0", proved(None, "the slopes on both sides differ")) == (
        "none: the slopes on both sides differ"
    )
    assert told("derivative_at_0", Property(value=None, status="proved")) == "none"


def test_what_is_open_is_not_known() -> None:
    assert told("range", undecided("not settled within 1 s")) == "not known"
