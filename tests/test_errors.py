import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerError, CallError, ExerciseError, Fault, FormulaError, GraderError, StoreError, nearest

FUNCTIONS = ("tanh", "tan", "sigmoid", "sin", "relu", "log10", "x")

NEAREST = [
    pytest.param("tahn", "tanh", id="neighbours swapped"),
    pytest.param("tanhh", "tanh", id="a letter too many"),
    pytest.param("sigmid", "sigmoid", id="a letter left out"),
    pytest.param("sigmoyd", "sigmoid", id="a letter changed"),
    pytest.param("SIGMOID", "sigmoid", id="only the case differs"),
    pytest.param("X", "x", id="a single letter in the other case"),
    pytest.param("sen", "sin", id="one letter of three"),
    pytest.param("tenh", "tanh", id="the nearest of two, by letters"),
    pytest.param("log1", "log10", id="digits count as letters"),
    pytest.param("sgimodi", "sigmoid", id="two pairs swapped"),
]

NONE_NEAR = [
    pytest.param("cos", id="two letters of three"),
    pytest.param("y", id="another letter"),
    pytest.param("", id="nothing"),
    pytest.param("softplus", id="another word"),
    pytest.param("r", id="a beginning is not near"),
    pytest.param("sigmoid" * 10, id="a word repeated"),
]


@pytest.mark.parametrize(("word", "known"), NEAREST)
def test_names_the_nearest_word(word: str, known: str) -> None:
    assert nearest(word, FUNCTIONS) == f"; did you mean {known}?"


@pytest.mark.parametrize("word", NONE_NEAR)
def test_names_no_word_where_none_is_near(word: str) -> None:
    assert nearest(word, FUNCTIONS) == ""


def test_of_words_equally_near_the_one_as_long_is_named_and_then_the_first() -> None:
    assert nearest("sins", ("sin", "sine")) == "; did you mean sine?"
    assert nearest("bat", ("cat", "rat")) == "; did you mean cat?"


def test_of_no_words_none_is_near() -> None:
    assert nearest("sin", ()) == ""


@given(st.text(), st.lists(st.text(), min_size=1))
def test_a_known_word_is_nearest_to_itself(word: str, others: list[str]) -> None:
    found = nearest(word, [*others, word])
    same = {other for other in [*others, word] if other.lower() == word.lower()}
    assert found in {f"; did you mean {one}?" for one in same}


def test_a_long_word_is_compared_fast() -> None:
    begun = time.perf_counter()
    assert nearest("q" * 100_000, ["q" * 100, *FUNCTIONS]) == ""
    assert time.perf_counter() - begun < 1


def test_an_answer_error_says_what_and_where() -> None:
    error = AnswerError("This is not it.", 3)
    assert (str(error), error.message, error.at) == ("This is not it.", "This is not it.", 3)
    assert AnswerError("This is not it.").at == 0


def test_a_formula_error_says_in_what_way() -> None:
    assert FormulaError("?").reason == "syntax"
    error = FormulaError("?", 2, reason="name")
    assert (error.reason, error.at) == ("name", 2)


def test_an_exercise_error_lists_its_faults() -> None:
    first = Fault(path="a.yaml", line=3, column=2, message="needs a title")
    second = Fault(path="a.yaml", message="is empty")
    error = ExerciseError(first, second)
    assert error.faults == (first, second)
    assert str(error) == "a.yaml:3:2 needs a title\na.yaml:1:1 is empty"


def test_faults_sort_by_file_line_and_column() -> None:
    written = [("b", 1, 1), ("a", 2, 1), ("a", 1, 9), ("a", 1, 2)]
    faults = [Fault(path=path, line=line, column=column, message="") for path, line, column in written]
    assert [(one.path, one.line, one.column) for one in sorted(faults)] == sorted(written)


@pytest.mark.parametrize(
    "error", [AnswerError("a"), FormulaError("a"), ExerciseError(), CallError("a"), StoreError("a")]
)
def test_every_error_for_a_person_is_one_of_ours(error: GraderError) -> None:
    assert isinstance(error, GraderError)
