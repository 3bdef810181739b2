import subprocess
import sys

import pytest

from grader.catalog.registry import (
    SMALLEST,
    SPELLINGS,
    answer_class,
    answer_names,
    check_class,
    check_names,
    judged,
)
from grader.checks.equals import Equals
from grader.checks.not_affine import NotAffine
from grader.checks.odd import Odd
from grader.checks.size import Size
from grader.kinds import AnswerKind, Check
from grader.maths.formula import Formula, Function
from grader.programs.routine import Routine


@pytest.mark.parametrize("name", check_names())
def test_every_file_of_checks_holds_the_check_of_its_name(name: str) -> None:
    kind = check_class(name)
    assert issubclass(kind, Check)
    assert kind.__name__.lower() == name.replace("_", "")


@pytest.mark.parametrize("name", answer_names())
def test_every_file_of_answers_holds_the_way_to_answer_of_its_name(name: str) -> None:
    kind = answer_class(name)
    assert issubclass(kind, AnswerKind)
    assert kind.__name__.lower() == SPELLINGS.get(name, name).replace("_", "")


def test_names_are_sorted_and_each_there_once() -> None:
    assert list(check_names()) == sorted(set(check_names()))
    assert list(answer_names()) == sorted(set(answer_names()))


def test_a_name_of_several_words_is_a_class_of_several_words() -> None:
    assert check_class("not_affine") is NotAffine


def test_propose_is_a_formula_with_an_example_of_its_own() -> None:
    assert answer_class("propose") is answer_class("formula")
    assert "kind: propose\n" in SMALLEST["propose"]


def test_a_contest_is_a_formula_with_an_example_of_its_own() -> None:
    assert answer_class("contest") is answer_class("formula")
    assert "kind: contest\n" in SMALLEST["contest"]


UNKNOWN_CHECKS = [
    pytest.param("increasng", "unknown check “increasng”; did you mean increasing?", id="a letter is missing"),
    pytest.param("Odd", "unknown check “Odd”; did you mean odd?", id="a capital letter"),
    pytest.param("frobnicate", "unknown check “frobnicate”", id="like no other"),
    pytest.param("__init__", "unknown check “__init__”", id="a module that is no check"),
    pytest.param("", "unknown check “”", id="nothing"),
]


@pytest.mark.parametrize(("name", "message"), UNKNOWN_CHECKS)
def test_an_unknown_check_is_refused_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(LookupError) as caught:
        check_class(name)
    assert str(caught.value) == message


UNKNOWN_ANSWERS = [
    pytest.param("choise", "unknown kind “choise”; did you mean choice?", id="misspelt"),
    pytest.param("essay", f"unknown kind “essay”; there are {', '.join(answer_names())}", id="like no other"),
]


@pytest.mark.parametrize(("name", "message"), UNKNOWN_ANSWERS)
def test_an_unknown_kind_is_refused_with_the_nearest_or_all(name: str, message: str) -> None:
    with pytest.raises(LookupError) as caught:
        answer_class(name)
    assert str(caught.value) == message


def test_a_check_tells_what_it_asks_about() -> None:
    assert judged(Odd) is Function
    assert judged(Size) is Formula
    assert judged(Equals) == Formula | Routine


def test_listing_the_names_imports_no_check_and_nothing_heavy() -> None:
    program = (
        "import sys; from grader.catalog.registry import check_names, answer_names; check_names(); answer_names(); "
        "print([name for name in sys.modules if name in {'torch', 'sympy', 'flint', 'mpmath'} or "
        "name.startswith(('grader.checks.', 'grader.answers.'))])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
