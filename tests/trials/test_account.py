"""A trial in words, and as data with its reasons."""

import json
import re

from grader.learning import known
from grader.maths.reading import parse
from grader.trials import account
from grader.trials.trial import Trial, trial

FORMULA = parse("log(x)")


def lost() -> Trial:
    return trial(FORMULA, task="xor", depths=(1, 2), rows="zeros")


def test_each_depth_has_a_row_then_come_reasons() -> None:
    first, *lines = account.words(lost(), known(FORMULA)).splitlines()
    assert first.startswith("xor: ")
    assert first.endswith("steps, with a row of zeros")
    assert re.fullmatch(
        r"depth  1  no network to the end \(identity \d\d\.\d%, relu \d\d\.\d%\); 4 of 4 diverged", lines[0]
    ), lines[0]
    assert lines[1:3] == [
        "          trains: failed, of 4 seeds",
        "          beats an affine layer: failed, of 4 seeds",
    ]
    assert lines[3].startswith("depth  2 ")
    assert "It has no value for some numbers, and units meet them." in lines
    assert re.fullmatch(r"\d+\.\d\d s of computing", lines[-1])


def test_what_does_not_diverge_is_not_said_to() -> None:
    formula = parse("tanh(x)")
    words = account.words(trial(formula, task="xor", depths=(1,)), known(formula))
    assert "diverged" not in words
    assert "with a row" not in words


def test_a_trial_as_data_has_its_reasons() -> None:
    found = lost()
    content = account.to_dict(found, known(FORMULA))
    json.dumps(content, allow_nan=False)
    assert content["reasons"][0] == "It has no value for some numbers, and units meet them."
    assert {name: value for name, value in content.items() if name != "reasons"} == found.to_dict()
