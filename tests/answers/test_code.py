import numpy as np
import pytest

from grader.answers.code import Code
from grader.errors import AnswerError
from grader.fields import Program
from grader.kinds import Mistake

ANSWER = "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
STUB = "import numpy as np\n\n\ndef relu(x):\n    ...\n"
RELU = Code(answer=ANSWER)
BROKEN = Code(answer=ANSWER, starter=ANSWER.replace("maximum", "minimum"))
TORCH = Code(answer="import torch\n\ndef f(x):\n    return x.relu()\n")


def test_the_editor_begins_with_the_heads_of_the_answer() -> None:
    assert RELU.field(np.random.default_rng(0)) == Program(starter=STUB, library="numpy")
    assert TORCH.field(np.random.default_rng(0)).library == "torch"
    assert BROKEN.field(np.random.default_rng(0)).starter == BROKEN.starter


def test_heads_alone_are_no_answer_and_a_broken_program_is_one() -> None:
    assert RELU.blanks() == ("", STUB)
    assert BROKEN.blanks() == ("",)


FIELD = Program(starter=STUB, library="numpy")


@pytest.mark.parametrize("state", ["", "  \n", STUB, STUB.strip()])
def test_an_untouched_editor_hands_in_nothing(state: str) -> None:
    assert FIELD.text(state) == ""


def test_what_was_written_comes_back_and_nothing_becomes_the_starter() -> None:
    assert FIELD.text(ANSWER) == FIELD.state(ANSWER) == ANSWER
    assert FIELD.state("") == STUB


def test_programs_are_the_same_apart_from_comments_and_spaces() -> None:
    other = RELU.parse(ANSWER.replace("x, 0", "x,0  # the larger"[:3]) + "# that's it\n")
    assert RELU.same_entirely(RELU.parse(ANSWER), other)
    assert not RELU.same_entirely(RELU.parse(ANSWER), RELU.parse(ANSWER.replace("0", "1")))


def test_a_mistake_is_known_by_its_program() -> None:
    mistake = Mistake(answer=ANSWER.replace("maximum", "minimum"))
    assert RELU.shows(RELU.parse(mistake.answer + "\n# mine"), mistake)
    assert not RELU.shows(RELU.parse(ANSWER), mistake)
    assert not RELU.shows(RELU.parse(ANSWER), Mistake(answer="def"))


def test_a_program_is_read_with_what_its_library_may_import() -> None:
    assert TORCH.parse("import torch").library == "torch"
    with pytest.raises(AnswerError, match="“torch” may not be imported here"):
        RELU.parse("import torch")


def test_the_reference_is_shown_as_it_was_written_and_given_away_by_no_hint() -> None:
    assert RELU.show(RELU.parse(RELU.reference())) == ANSWER
    assert not RELU.gives_away("`np.maximum(x, 0)`")


def test_programs_with_a_fault_come_with_its_name() -> None:
    assert ("relu: the sign flipped", "-value") in [
        (fault, "-value") for fault, text in RELU.faulty() if "-value" in text
    ]
