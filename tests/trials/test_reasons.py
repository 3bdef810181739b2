"""Why a trial went as it did, in words; and nothing, where nothing stands in the way."""

from typing import Any

import pytest

from grader.learning import known
from grader.maths.reading import parse
from grader.trials.activations import compiled
from grader.trials.probe import Probe, probe
from grader.trials.reasons import reasons

NAN = float("nan")
FINE: tuple[float, ...] = (1.0, 1.0, 1.0)


def seen(**changed: tuple[float, ...]) -> Probe:
    rows = {"signal": FINE, "gradient": FINE, "dead": (0.0,) * 3, "flat": (0.0,) * 3}
    return Probe(**(rows | changed))


FORMULAS = [
    pytest.param("sigmoid(x)", "the gradient has shrunk by 40,000: its slope is at most 0.25", id="shrinks"),
    pytest.param("sigmoid(x)", "what tells inputs apart has shrunk by", id="what tells inputs apart is lost"),
    pytest.param("sign(x)*sqrt(abs(x))", "Its slope grows without bound", id="an infinite slope"),
    pytest.param("sign(x)*sqrt(abs(x))", "the gradient grows by", id="grows"),
    pytest.param("x^3", "a random network gives no finite numbers any more", id="explodes"),
    pytest.param("2*x-1", "they collapse into one", id="a straight line"),
    pytest.param("sqrt(x)", "It has no value for some numbers", id="undefined"),
    pytest.param("step(x)", "No gradient passes", id="flat everywhere"),
]


@pytest.mark.parametrize(("text", "words"), FORMULAS)
def test_a_formula_has_a_reason(text: str, words: str) -> None:
    formula = parse(text)
    assert words in " ".join(reasons(probe(compiled(formula)), known(formula)))


@pytest.mark.parametrize("text", ["relu(x)", "tanh(x)", "gelu(x)", "x*sigmoid(x)"])
def test_a_good_one_has_none(text: str) -> None:
    formula = parse(text)
    assert reasons(probe(compiled(formula)), known(formula)) == ()


TOLD = [
    pytest.param({}, {}, (), id="nothing stands in the way"),
    pytest.param({"gradient": (2e-4, 0.1, 1.0)}, {}, ("After 3 layers the gradient has shrunk by 5,000.",), id="no slope is known"),
    pytest.param({"gradient": (2e-4, 0.1, 1.0)}, {"lipschitz": 1.5}, ("After 3 layers the gradient has shrunk by 5,000.",), id="the slope is no reason"),
    pytest.param({"gradient": (67.0, 8.0, 1.0)}, {}, ("Over 3 layers the gradient grows by 67: steps overshoot.",), id="grows"),
    pytest.param({"signal": (1.0, float("inf"), float("nan"))}, {}, ("From layer 2 on a random network gives no finite numbers any more.",), id="where it explodes"),
    pytest.param({"gradient": (float("nan"),) * 3}, {}, ("Over 3 layers the gradient comes to numbers that are not finite.",), id="only the gradient does"),
    pytest.param({"dead": (0.0, 0.2, 0.5)}, {}, ("Up to 50% of a layer's units have slope 0 for every input: they are dead.",), id="dead"),
    pytest.param({"dead": (1.0, 1.0, 1.0)}, {}, ("No gradient passes: its slope is 0 wherever units are.",), id="all dead"),
    pytest.param({"flat": (0.7, 0.8, 0.9)}, {}, ("Up to 90% of the slopes are below 0.01: units are saturated.",), id="saturated"),
    pytest.param({}, {"defined": False, "lipschitz": "inf", "affine": True, "continuous": False}, ("It has no value for some numbers.",), id="undefined says enough"),
    pytest.param({"signal": (1.0, NAN, NAN)}, {"defined": False}, ("It has no value for some numbers, and units meet them.", "From layer 2 on a random network gives no finite numbers any more."), id="undefined where units are"),
    pytest.param({}, {"continuous": False, "lipschitz": "inf"}, ("It jumps.",), id="a jump is no slope"),
    pytest.param({"gradient": (0.0, 0.0, 1.0)}, {}, ("After 3 layers nothing is left of the gradient.",), id="rounded to nothing"),
    pytest.param({"signal": (1.0, 0.0, 0.0)}, {}, ("After 3 layers nothing is left of what tells inputs apart.",), id="all inputs alike"),
    pytest.param({"gradient": (2e-4, 0.1, 1.0)}, {"lipschitz": 0.2504975}, ("After 3 layers the gradient has shrunk by 5,000: its slope is at most 0.2505.",), id="a bound is not rounded down"),
    pytest.param({"gradient": (2.3e24, 8.0, 1.0)}, {}, ("Over 3 layers the gradient grows by 2·10^24: steps overshoot.",), id="grows beyond counting"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "proved", "told"), TOLD)
def test_what_is_seen_is_told(changed: dict[str, Any], proved: dict[str, Any], told: tuple[str, ...]) -> None:
    assert reasons(seen(**changed), proved) == told
