from math import inf, log10

import pytest

from grader.trials.experiments.propagation import Propagation

RUNS = {"a": "relu, gain 1", "b": "relu, gain sqrt(2)", "c": "relu, gain 1.6", "d": "sigmoid, gain 1"}


def test_the_mean_square_is_multiplied_by_half_the_squared_gain_in_each_layer_of_relu() -> None:
    values = Propagation().outcome(RUNS).values
    theory = {"a": 50 * log10(1 / 2), "b": 0, "c": 50 * log10(1.6**2 / 2)}
    assert {name: values[name] for name in theory} == pytest.approx(theory, abs=0.5)


def test_a_sigmoid_keeps_its_signal_and_loses_its_gradient() -> None:
    outcome = Propagation().outcome({"d": RUNS["d"], "e": "sigmoid, gain 1, gradient"})
    assert outcome.values["d"] == pytest.approx(log10(0.26), abs=0.1)
    assert outcome.values["e"] == pytest.approx(-31.4, abs=0.5)
    assert [one.title for one in outcome.pictures] == ["The signal on its way", "The gradient on its way back"]
    assert [line.name for one in outcome.pictures for line in one.series] == [
        f"d: {RUNS['d']}",
        "e: sigmoid, gain 1, gradient",
    ]


def test_no_gradient_at_all_is_no_power_of_10() -> None:
    outcome = Propagation().outcome({"a": "step(x), gain 1, gradient"})
    assert outcome.values == {"a": -inf}


def test_runs_beside_it_change_nothing() -> None:
    both = Propagation().outcome({"a": RUNS["a"], "d": RUNS["d"]}).values
    assert Propagation().outcome({"d": RUNS["d"]}).values["d"] == both["d"]


REFUSED = [
    pytest.param("relu", "write an activation and its gain", id="no gain"),
    pytest.param("relu, gain", "write an activation and its gain", id="no number"),
    pytest.param("relu, gain 1, back", "write an activation and its gain", id="a word too many"),
    pytest.param("rleu, gain 1", "did you mean relu", id="misspelt"),
    pytest.param("relu, gain x", "not a name I know", id="a letter as the gain"),
]


@pytest.mark.parametrize(("run", "message"), REFUSED)
def test_a_run_is_an_activation_and_its_gain(run: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Propagation().refuse(run)


@pytest.mark.parametrize("run", ["x, gain 1", "sin(2*x), gain 0.5", "tanh, gain 5/3, gradient", "relu,gain 2"])
def test_reads(run: str) -> None:
    Propagation().refuse(run)


def test_a_power_is_told_with_one_digit_and_never_as_minus_zero() -> None:
    assert [Propagation().words(value) for value in (-15.151, -0.04)] == ["-15.2", "0.0"]
