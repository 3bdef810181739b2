from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from grader.errors import AnswerError
from grader.fields import Line
from grader.kinds import AnswerKind, BoundCheck, Check, Mistake, OneOrMore, Points, Question, luck
from grader.maths.equality import Different, Equality, Gap, Same, Unknown
from grader.report import Finding, passed

CALLS = st.text(min_size=1, max_size=8)


@given(st.integers(min_value=0), CALLS, CALLS)
def test_the_same_seed_gives_the_same_numbers(seed: int, part: str, check: str) -> None:
    first, second = luck(seed, part, check), luck(seed, part, check)
    assert np.array_equal(first.random(8), second.random(8))


def test_luck_is_the_same_on_every_machine() -> None:
    assert luck(7, "answer", "odd").integers(0, 10**9, 3).tolist() == [40478307, 141612022, 953802532]


OTHER = [
    pytest.param(8, "answer", "odd", id="another seed"),
    pytest.param(7, "a", "odd", id="another part"),
    pytest.param(7, "answer", "even", id="another check"),
    pytest.param(7, "answero", "dd", id="the same letters, cut elsewhere"),
    pytest.param(70, "nswer", "odd", id="digits that look alike"),
]


@pytest.mark.parametrize(("seed", "part", "check"), OTHER)
def test_other_names_give_other_numbers(seed: int, part: str, check: str) -> None:
    assert not np.array_equal(luck(7, "answer", "odd").random(8), luck(seed, part, check).random(8))


@given(st.lists(CALLS, unique=True, min_size=1), CALLS)
def test_adding_a_check_changes_no_others_luck(calls: list[str], added: str) -> None:
    before = {call: luck(7, "answer", call).random() for call in calls}
    after = {call: luck(7, "answer", call).random() for call in [added, *calls]}
    assert {call: after[call] for call in calls} == before


def test_how_much_luck_a_check_takes_changes_no_others() -> None:
    alone = luck(7, "answer", "even").random(8)
    luck(7, "answer", "odd").random(1000)
    assert np.array_equal(luck(7, "answer", "even").random(8), alone)


@dataclass(frozen=True)
class Never(Check[int]):
    """Passes whatever it is given."""

    def judge(self, answer: int, rng: np.random.Generator) -> Finding:
        return passed(f"{answer} is fine, says {rng.random()}.")


@dataclass(frozen=True, kw_only=True)
class Whole(AnswerKind[int]):
    """The smallest kind there can be: a whole number, the same as another one of its size, with a gap at −1."""

    smallest: ClassVar[str] = ""
    answer: str = "4"

    def parse(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise AnswerError("This is not a whole number.") from None

    def same(self, a: int, b: int) -> Equality:
        if 0 in {a, b}:
            return Unknown(why="of 0 nothing is known")
        gaps = (Gap(at=(), side="left"),) if -1 in {a, b} else ()
        return Same(gaps=gaps) if a == b else Different()

    def show(self, parsed: int) -> str:
        return str(parsed)

    def reference(self) -> str:
        return self.answer

    def field(self, rng: np.random.Generator) -> Line:
        del rng
        return Line(advice="Write a whole number.")


def test_a_kind_may_leave_the_rest_as_it_is() -> None:
    kind = Whole()
    assert (kind.latex(4), kind.doubts(), kind.questions()) == ("", (), ())
    assert (tuple(kind.blanks()), kind.formulas, kind.formula_fields) == (("",), False, ())


SHOWS = [
    pytest.param(5, "5", True, id="the same"),
    pytest.param(5, "6", False, id="another"),
    pytest.param(0, "0", False, id="what can't be told"),
    pytest.param(-1, "-1", False, id="the same on another domain"),
]


@pytest.mark.parametrize(("parsed", "mistake", "made"), SHOWS)
def test_a_mistake_is_made_by_the_same_answer_on_the_same_domain(parsed: int, mistake: str, made: bool) -> None:  # noqa: FBT001  a column
    assert Whole().shows(parsed, Mistake(answer=mistake)) is made


GIVES_AWAY = [
    pytest.param("It is $4$.", True, id="as a formula"),
    pytest.param("It is `4`.", True, id="as code"),
    pytest.param("It is $n = 4$.", True, id="on a side of an equation"),
    pytest.param("It is 4.", False, id="as a word"),
    pytest.param("It is $5$ or $x$.", False, id="other formulas"),
]


@pytest.mark.parametrize(("text", "given_away"), GIVES_AWAY)
def test_a_text_gives_the_answer_away_by_a_formula_or_code(text: str, given_away: bool) -> None:  # noqa: FBT001  a column
    assert Whole().gives_away(text) is given_away


def test_an_example_of_a_mistake_is_its_text_and_explains_everything() -> None:
    mistake = Mistake(answer="5")
    assert Whole().examples(mistake) == ("5",)
    assert Whole().explains(mistake) == ()


def test_a_kind_without_its_verbs_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="abstract"):
        AnswerKind()  # type: ignore[abstract]  # what must not be possible


def test_a_question_is_worth_a_point_and_no_gate_unless_it_says_so() -> None:
    question = Question(call="never", check=Never())
    assert (question.points, question.gate) == (1, False)


GOOD_POINTS = [1, "3", 100]
BAD_POINTS = [0, -1, 101, "many", 1.5]


@pytest.mark.parametrize("points", GOOD_POINTS)
def test_points_are_whole_numbers_up_to_a_hundred(points: int | str) -> None:
    assert TypeAdapter(Points).validate_python(points) == int(points)


@pytest.mark.parametrize("points", BAD_POINTS)
def test_other_points_are_refused(points: float | str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Points).validate_python(points)


def test_a_single_text_stands_for_a_list_of_one() -> None:
    lists = TypeAdapter(OneOrMore)
    assert lists.validate_python("odd") == ("odd",)
    assert lists.validate_python(["odd", "even"]) == ("odd", "even")
    assert lists.validate_python(()) == ()


def test_a_check_is_bound_by_what_the_loader_gives() -> None:
    bound = TypeAdapter(BoundCheck | None)
    assert bound.validate_python("never", context={"never": Never()}.__getitem__) == Never()
    assert bound.validate_python(None, context={}.__getitem__) is None
    assert bound.validate_python("never") is None
