import numpy as np
import pytest

from grader.checks.trains import Trains
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict


def judged(check: Trains, text: str) -> Finding:
    return check.judge(parse(text), np.random.default_rng(0))


PASSES = [
    pytest.param(Trains(), "relu(x)", id="relu"),
    pytest.param(Trains(depth=6), "gelu(x)", id="gelu, in six layers"),
    pytest.param(Trains("spirals", 0.9), "sign(x)*sqrt(abs(x))", id="the symmetric root, where no zeros are"),
    pytest.param(Trains("spirals", 0.9, "zeros"), "2*sign(x)*(sqrt(1+abs(x))-1)", id="the repaired root, with a row of zeros"),
    pytest.param(Trains("xor"), "x^2", id="a square on exclusive or"),
]  # fmt: skip

FAILS = [
    pytest.param(Trains("spirals", 0.9), "x", "straight line", id="no activation"),
    pytest.param(Trains("spirals", 0.9, "zeros"), "sign(x)*sqrt(abs(x))", "4 of 4 networks ended with numbers that are not finite", id="the symmetric root, with a row of zeros"),
    pytest.param(Trains(depth=6), "x^2", "no finite numbers any more", id="a square, in six layers"),
    pytest.param(Trains(), "log(x)", "no value for some numbers", id="a logarithm"),
    pytest.param(Trains(), "log(x)", "it gets no network to the end, of 4 seeds at depth 2", id="what comes to nothing has no accuracy"),
    pytest.param(Trains(), "100+relu(x)", "nothing is left of what tells inputs apart", id="what drowns its signal"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text"), PASSES)
def test_passes(check: Trains, text: str) -> None:
    finding = judged(check, text)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.SUPPORTED), finding.evidence.sentence


@pytest.mark.parametrize(("check", "text", "why"), FAILS)
def test_fails_and_says_why(check: Trains, text: str, why: str) -> None:
    finding = judged(check, text)
    assert finding.verdict is Verdict.FAILED
    assert why in finding.evidence.sentence


def test_what_is_too_close_to_call_costs_nothing() -> None:
    finding = judged(Trains(accuracy=0.914), "x")
    assert finding.verdict is Verdict.UNDECIDED
    assert "After 16 seeds that is too close to call." in finding.evidence.sentence


def test_its_pictures_show_the_learning_and_the_layers() -> None:
    pictures = judged(Trains(), "tanh(x)").evidence.pictures
    assert [one.title for one in pictures] == [
        "Learning at depth 2",
        "The gradient on its way back",
        "Units that learn nothing",
    ]
    assert [one.name for one in pictures[0].series] == ["yours", "none", "ReLU"]


@pytest.mark.parametrize("fields", [{"accuracy": 0.0}, {"accuracy": 1.0}, {"depth": -1}, {"depth": 13}])
def test_refuses_what_cannot_be_asked(fields: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="accuracy is a number|depth is a number"):
        Trains(**fields)  # type: ignore[arg-type]  # as a teacher may write it
