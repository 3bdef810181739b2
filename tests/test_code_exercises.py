"""Exercises that ask for programs: how they are written, how they prove themselves, how they are graded."""

from pathlib import Path

import pytest

import grader
from grader import catalog
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.report import Report, Verdict

RELU = """\
title: ReLU
kind: code
ask: Write `relu(x)`.
answer: |
  import numpy as np
  def relu(x):
      return np.maximum(x, 0)
checks:
  equals(relu, max(x, 0)): 1
  propagates_nan: 1
wrong:
  - edit:
      np.maximum(x, 0): np.where(x > 0, x, 0)
    fails: [propagates_nan]
    feedback: A nan becomes 0.
  - edit:
      maximum: minimum
    fails: [equals]
    feedback: That is the other half.
hints: [One, Two]
"""
TWO = """\
title: Two
kind: code
ask: Write `f(x)` and its derivative `g(x)`.
answer: |
  import numpy as np
  def f(x):
      return np.tanh(x)
  def g(x):
      return 1 - np.tanh(x)**2
checks:
  finite(f, g): 1
  gradient(f, g, tanh(x)): 1
hints: [One, Two]
"""


def load(tmp_path: Path, text: str) -> Exercise:
    path = tmp_path / "exercise.yaml"
    path.write_text(text, encoding="utf-8")
    return catalog.load_exercise(path)


def graded(tmp_path: Path, body: str) -> Report:
    answer = f"import numpy as np\ndef relu(x):\n    {body}\n"
    return grader.grade(load(tmp_path, RELU), {"answer": answer})


REFUSED = [
    pytest.param("maximum: minimum", "maxinum: minimum", "17:7 edit: “maxinum” is nowhere in the answer; it should stand there once", id="an edit of nothing"),
    pytest.param("maximum: minimum", "x: y", "edit: “x” stands 3 times in the answer; it should stand there once", id="an edit of several places"),
    pytest.param("      maximum: minimum\n", "      []\n", "an edit is written", id="an edit that is none"),
    pytest.param("equals(relu, ", "equals(rely, ", "9:10 “rely” is not a name I know; did you mean relu?", id="a function that isn't there"),
    pytest.param("checks:\n  equals(relu, max(x, 0)): 1\n  propagates_nan: 1\n", "", "needs checks with points", id="no checks"),
    pytest.param("  import numpy as np\n", "  import os\n", "answer: “os” may not be imported here", id="an answer that imports what it may not"),
    pytest.param("      return np.maximum(x, 0)\n", "      return = x\n", "answer: Line 3: Python can't read this", id="an answer that is no Python"),
    pytest.param("kind: code", "kind: repair", "needs the key “starter”", id="nothing to repair"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), REFUSED)
def test_a_fault_of_the_file_is_told_at_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ExerciseError) as caught:
        load(tmp_path, RELU.replace(old, new))
    assert told in str(caught.value)


def test_a_check_of_programs_asks_nothing_of_formulas(tmp_path: Path) -> None:
    text = "title: F\nkind: propose\nask: Propose.\nanswer: x^2\nchecks: {even: 1, pure: 1}\nhints: [a, b]\n"
    with pytest.raises(ExerciseError, match="pure asks about programs; this answer is a formula"):
        load(tmp_path, text)


def test_of_two_functions_a_check_says_which_it_asks_about(tmp_path: Path) -> None:
    assert (
        grader.grade(load(tmp_path, TWO), {"answer": load(tmp_path, TWO).variants[0].parts[0].answers[0]}).points == 2
    )
    with pytest.raises(ExerciseError, match="finite asks about one function; say which: f, g"):
        load(tmp_path, TWO.replace("finite(f, g)", "finite"))


UNPROVED = [
    pytest.param("fails: [equals]", "fails: [propagates_nan]", "wrong answer “return np.minimum(x, 0)” fails also: equals(relu, max(x, 0))", id="other checks fail"),
    pytest.param("ask: Write", "starter: |\n  def relu(x):\n      return (abs(x) + x) / 2\nask: Write", "the starter gets full marks", id="a starter that is right"),
    pytest.param("return np.maximum(x, 0)", "return np.maximum(x, 1)", "the answer “the program” does not pass equals", id="a reference that is wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), UNPROVED)
def test_what_does_not_verify_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = RELU.replace(old, new).replace(
        "np.maximum(x, 0): np", "np.maximum(x, 1): np" if "x, 1" in new else "np.maximum(x, 0): np"
    )
    proof = grader.verify(load(tmp_path, text).path).proofs[0]
    assert any(told in fault.message for fault in proof.faults), proof.faults


def test_faults_that_no_check_sees_are_named(tmp_path: Path) -> None:
    proof = grader.verify(load(tmp_path, RELU).path).proofs[0]
    assert proof.faults == ()
    unseen = [advice.message for advice in proof.advice]
    assert "part answer: no check sees this fault: relu: an argument that is changed" in unseen
    assert proof.faulty - proof.caught == len(unseen) == 2


SAID = [
    pytest.param("return np.where(x < 0, x, 0 * x)", ("That is the other half.",), id="a known mistake in other words"),
    pytest.param("return np.where(x > 3, 1 + x, np.maximum(x, 0))", ("relu(4) gives 5; the right value is 4.",), id="another mistake in the same check"),
    pytest.param("return x[0]", None, id="another shape"),
    pytest.param("return y", ("Line 3: NameError: name 'y' is not defined",), id="an error, at its line"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "feedback"), SAID)
def test_words_are_those_of_the_mistake_that_goes_astray_in_the_same_way(
    tmp_path: Path, body: str, feedback: tuple[str, ...] | None
) -> None:
    report = graded(tmp_path, body)
    assert report.verdict is Verdict.FAILED
    assert feedback is None or report.parts[0].feedback == feedback


def test_a_report_says_how_well_the_program_was_walled_in(tmp_path: Path) -> None:
    assert graded(tmp_path, "return np.maximum(x, 0)").sandbox in {"A", "B", "C"}
    assert grader.grade(catalog.find("repair-sqrt", catalog.shipped()), {"answer": "x"}).sandbox == ""


def test_grading_a_program_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again = (graded(tmp_path, "return np.random.normal(size=x.shape)").to_dict() for _ in range(2))
    assert first == again
