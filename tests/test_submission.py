from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from grader.errors import CallError
from grader.submission import Place, Submission

SUBMISSION = Submission(exercise="gelu", learner="ada", answers={"a": "x", "b": "y"}, variant=1, seed=2)

CHANGES = [
    pytest.param({"exercise": "silu"}, id="another exercise"),
    pytest.param({"learner": "bob"}, id="another learner"),
    pytest.param({"answers": {"a": "x", "b": "z"}}, id="another answer"),
    pytest.param({"answers": {"a": "y", "b": "x"}}, id="answers swapped"),
    pytest.param({"answers": {"a": "x"}}, id="an answer less"),
    pytest.param({"answers": {"a": "x", "b": "y", "c": ""}}, id="an empty answer more"),
    pytest.param({"variant": 2}, id="another variant"),
    pytest.param({"seed": 1}, id="another seed"),
    pytest.param({"exercise": "ge", "learner": "luada"}, id="the same letters in other fields"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_id_depends_on_every_field(change: dict[str, Any]) -> None:
    assert replace(SUBMISSION, **change).id != SUBMISSION.id


def test_the_same_submission_has_the_same_id_everywhere() -> None:
    again = Submission(exercise="gelu", learner="ada", answers={"b": "y", "a": "x"}, variant=1, seed=2)
    assert again.id == SUBMISSION.id
    assert SUBMISSION.id == "4da59e22f3447ab8"


def test_answers_cannot_be_altered() -> None:
    with pytest.raises(TypeError):
        SUBMISSION.answers["a"] = "z"  # type: ignore[index]  # what must not be possible
    with pytest.raises(FrozenInstanceError):
        SUBMISSION.answers = {}  # type: ignore[misc]  # what must not be possible


def test_answers_are_not_altered_by_who_gave_them() -> None:
    given = {"a": "x"}
    submission = Submission(exercise="gelu", answers=given)
    before = submission.id
    given["a"] = "z"
    given["b"] = "y"
    assert dict(submission.answers) == {"a": "x"}
    assert submission.id == before


UNWRITABLE = [
    pytest.param(
        {"answers": {"a": "x\ud800"}}, "the answer of part “a” is not UTF-8 text, at character 2", id="answer"
    ),
    pytest.param({"answers": {"\udfff": "x"}}, "a part's name is not UTF-8 text, at character 1", id="part"),
    pytest.param({"learner": "ad\ud800"}, "the learner's name is not UTF-8 text, at character 3", id="learner"),
    pytest.param({"exercise": "\ud800"}, "the exercise's name is not UTF-8 text, at character 1", id="exercise"),
]


@pytest.mark.parametrize(("change", "message"), UNWRITABLE)
def test_refuses_what_no_file_could_hold(change: dict[str, Any], message: str) -> None:
    with pytest.raises(CallError) as caught:
        replace(SUBMISSION, **change)
    assert str(caught.value) == message


def test_a_place_knows_the_lines_of_its_parts() -> None:
    place = Place(path="ada/gelu.yaml", lines={"a": 3})
    assert (place.line("a"), place.line("b")) == (3, 1)
    assert Place(path="ada/gelu.txt").line("a") == 1
