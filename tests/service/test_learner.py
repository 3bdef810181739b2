"""What learners can do, and what not: attempts, hints, drafts, tokens, other people's work."""

from collections.abc import Callable
from threading import Thread

import pytest
from installed import NOON, NUMERIC, Installation

from grader.errors import CallError
from grader.report import Verdict
from grader.service.learner import LONGEST, THINK
from grader.store.jobs import LEASE, TRIES
from grader.store.notes import Work


def work(installation: Installation, exercise: str = "two") -> Work:
    return Work(learner=installation.ada.id, course="numbers", exercise=exercise)


TOKEN = "a token"  # noqa: S105  no password

# Answers to an exercise of two attempts, and how many are left when they are graded.
LEFT = [
    pytest.param([], 2, id="none yet"),
    pytest.param(["3"], 1, id="a wrong answer costs one"),
    pytest.param(["2"], 1, id="so does a right one"),
    pytest.param(["two", "", "(("], 2, id="what can't be read costs none"),
    pytest.param(["two", "3", "", "2"], 0, id="only what can be read counts"),
]


@pytest.mark.parametrize(("texts", "left"), LEFT)
def test_attempts(installation: Installation, texts: list[str], left: int) -> None:
    for text in texts:
        installation.submit(text, "two")
        installation.grade()
    sheet = installation.sheet("two")
    assert sheet.left == left
    assert sheet.is_solved == ("2" in texts)
    assert [attempt.submission.answers["answer"] for attempt in sheet.attempts] == texts
    if not left:
        with pytest.raises(CallError, match="All attempts at this exercise are used up"):
            installation.submit("2", "two")
        assert installation.sheet("two").attempts == sheet.attempts
        assert installation.service.desk.waiting() == 0


def test_an_attempt_counts_while_it_waits(installation: Installation) -> None:
    installation.submit("3", "two")
    installation.submit("4", "two")
    assert installation.sheet("two").left == 0
    with pytest.raises(CallError, match="used up"):
        installation.submit("2", "two")


def test_an_attempt_that_broke_on_our_side_is_given_back(installation: Installation) -> None:
    installation.submit("3", "two")
    for _ in range(TRIES):
        installation.service.desk.claim()
        installation.clock.now += LEASE
    assert installation.sheet("two").left == 1
    installation.grade()
    assert installation.sheet("two").left == 2


def test_practice_has_no_end(installation: Installation) -> None:
    for _ in range(5):
        installation.submit("3")
    assert installation.sheet("one").left is None


def test_the_same_answers_sent_twice_arrive_once(installation: Installation) -> None:
    number = installation.submit("3", "two", token=TOKEN)
    installation.grade()
    assert installation.submit("3", "two", token=TOKEN) == number
    assert installation.grade() == 0
    installation.submit("4", "two")
    assert installation.submit("3", "two", token=TOKEN) == number  # though no attempt is left
    assert len(installation.sheet("two").attempts) == 2


def test_sent_twice_at_the_same_time_they_arrive_once_too(installation: Installation) -> None:
    installation.sheet("two")
    numbers = list[int]()
    senders = [Thread(target=lambda: numbers.append(installation.submit("3", "two", token=TOKEN))) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert (len(numbers), len(set(numbers))) == (8, 1)
    assert installation.sheet("two").left == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda i: i.submit("4", token=TOKEN), id="other answers"),
        pytest.param(lambda i: i.submit("3", "two", token=TOKEN), id="another exercise"),
        pytest.param(lambda i: i.submit("3", token=TOKEN, person=i.bob), id="another learner"),
    ],
)
def test_nothing_else_is_lost_for_bearing_the_same_token(
    installation: Installation, change: Callable[[Installation], int]
) -> None:
    first = installation.submit("3", token=TOKEN)
    second = change(installation)
    assert second != first
    assert installation.grade() == 2


@pytest.mark.parametrize(
    ("exercise", "variant", "answers", "told"),
    [
        pytest.param("tow", 0, {}, "there is no exercise “tow” in numbers; did you mean two?", id="no exercise"),
        pytest.param("two", 1, {}, "two has no variant 1; they are numbered 0 to 0", id="no variant"),
        pytest.param("two", -1, {}, "two has no variant -1", id="one before the first"),
        pytest.param("two", 10**30, {}, f"two has no variant {10**30}", id="one far beyond the last"),
        pytest.param("two", 0, {"b": "2"}, "there is no part “b” in this exercise; its parts are: answer", id="a part"),
        pytest.param(
            "two",
            0,
            {"answer": "2" * (LONGEST + 1)},
            "An answer has up to 20,000 characters; this one has 20,001.",
            id="a book",
        ),
        pytest.param(
            "two", 0, {"answer": "2\ud800"}, "the answer of part “answer” is not UTF-8 text, at character 2", id="half"
        ),
    ],
)
def test_what_cannot_be_handed_in_is_refused_in_a_sentence(
    installation: Installation, exercise: str, variant: int, answers: dict[str, str], told: str
) -> None:
    with pytest.raises(CallError) as caught:
        installation.service.learning.submit(work(installation, exercise), answers, token=TOKEN, variant=variant)
    assert str(caught.value).startswith(told)
    assert installation.service.desk.waiting() == 0


def test_a_long_answer_is_graded_all_the_same(installation: Installation) -> None:
    number = installation.submit("1" + " " * (LONGEST - 1))
    installation.grade()
    assert installation.service.learning.attempt(installation.ada, number).report is not None


def test_an_attempt_is_seen_by_its_learner_and_by_teachers(installation: Installation) -> None:
    number = installation.submit()
    learning = installation.service.learning
    assert learning.attempt(installation.ada, number) == learning.attempt(installation.teacher, number)
    for person, wanted in [(installation.bob, number), (installation.ada, number + 1), (installation.ada, 10**30)]:
        with pytest.raises(CallError, match=f"there is no submission {wanted}"):
            learning.attempt(person, wanted)
    with pytest.raises(CallError, match="there is no submission"):
        learning.doubt(installation.bob, number, "mine")


def test_an_attempt_in_a_quiz_is_seen_by_the_quiz_alone(installation: Installation) -> None:
    quizzes = installation.service.quizzes
    take = quizzes.start(installation.ada, "numbers", "week")
    quizzes.hand_in(take)
    installation.grade()
    with pytest.raises(CallError, match="there is no submission 1"):
        installation.service.learning.attempt(installation.ada, 1)
    assert installation.service.learning.attempt(installation.teacher, 1).take == take.number
    assert installation.sheet("one").attempts == ()
    assert installation.service.learning.scores(installation.ada, "numbers") == {}


def test_hints_wait_for_an_attempt_or_for_time_to_think(installation: Installation) -> None:
    learning = installation.service.learning

    def seen() -> tuple[tuple[str, ...], bool]:
        return (sheet := installation.sheet("two")).hints, sheet.more

    sheet = installation.sheet("two")
    assert seen() == ((), True)
    assert learning.hint(sheet).startswith("Try an answer first")
    installation.clock.now += THINK - 1
    assert learning.hint(sheet).startswith("Try an answer first")
    installation.clock.now += 1
    assert learning.hint(sheet) == ""
    assert seen() == (("Think.",), True)
    assert learning.hint(sheet).startswith("Try an answer first")  # a second click of the same page
    installation.submit("", "two")
    assert learning.hint(sheet) == ""
    assert seen() == (("Think.", "Think more."), False)
    installation.clock.now += THINK
    assert learning.hint(sheet) == ""
    assert seen() == (("Think.", "Think more."), False)
    assert installation.sheet("two", installation.bob).hints == ()


def test_hints_do_not_wait_for_a_clock_that_was_set_back(installation: Installation) -> None:
    sheet = installation.sheet("two")
    installation.clock.now -= 3600
    assert installation.service.learning.hint(sheet) == ""


def test_a_parts_own_hints_come_last_and_say_of_which(installation: Installation) -> None:
    sheet = installation.sheet("times")
    for _ in range(3):
        installation.clock.now += THINK
        installation.service.learning.hint(sheet)
    assert installation.sheet("times").hints == ("Count on.", "**first**: It stands there.")


def test_hints_that_were_taken_away_are_missed_by_nobody(installation: Installation) -> None:
    sheet = installation.sheet("two")
    for _ in range(2):
        installation.clock.now += THINK
        installation.service.learning.hint(sheet)
    installation.rewrite("numbers/1-small/two.yaml", NUMERIC.format(name="Two", answer=2) + "hints: [Other.]\n")
    assert (installation.sheet("two").hints, installation.sheet("two").more) == (("Other.",), False)


def test_drafts_stay_as_they_were_left(installation: Installation) -> None:
    learning, here = installation.service.learning, installation.sheet("times").work
    for text in ("4", "4\0 😀", "x" * (LONGEST + 5)):
        learning.keep(here, "second", text)
        assert installation.sheet("times").drafts == {"second": text[:LONGEST]}
    assert installation.sheet("times", installation.bob).drafts == {}
    with pytest.raises(CallError, match="half a character"):
        learning.keep(here, "second", "\ud800")


def test_variants_are_a_learners_own_and_stay(installation: Installation) -> None:
    people = [installation.service.people.enter(f"Learner {i}", "demo code") for i in range(60)]
    numbers = {person.id: installation.sheet("times", person).number for person in people}
    assert set(numbers.values()) == {0, 1, 2}
    assert numbers == {person.id: installation.sheet("times", person).number for person in people}
    for person in people:
        assert installation.service.learning.sheet(person, "numbers", "times", variant=2).number == numbers[person.id]


@pytest.mark.parametrize("variant", [-1, 3, 10**30])
def test_there_are_no_other_variants(installation: Installation, variant: int) -> None:
    with pytest.raises(CallError, match="times has no variant"):
        installation.service.learning.sheet(installation.teacher, "numbers", "times", variant=variant)


def test_teachers_meet_the_variant_they_ask_for(installation: Installation) -> None:
    asked = installation.service.learning.sheet(installation.teacher, "numbers", "times", variant=2)
    assert (asked.number, asked.variant.values["k"], set(asked.fields)) == (2, 5, {"first", "second"})


def test_in_a_demo_everybody_meets_the_first_variant(installation: Installation) -> None:
    installation.demo = True
    people = [installation.service.people.enter(f"Learner {i}", "demo") for i in range(9)]
    assert {installation.sheet("times", person).number for person in people} == {0}
    assert installation.service.learning.sheet(people[0], "numbers", "times", variant=2).number == 2


def test_when_an_exercise_was_first_opened_is_kept(installation: Installation) -> None:
    installation.sheet("two")
    installation.clock.now += 20
    installation.sheet("two")
    installation.clock.now = NOON + THINK
    assert installation.service.learning.hint(installation.sheet("two")) == ""


def test_a_report_says_nobodys_name(installation: Installation) -> None:
    number = installation.submit()
    installation.grade()
    report = installation.service.learning.attempt(installation.ada, number).report
    assert report is not None
    assert (report.learner, report.verdict) == (installation.ada.id, Verdict.PASSED)


def test_a_part_that_opens_after_another_is_shown_once_that_is_graded(installation: Installation) -> None:
    text = (
        "title: Why\nparts:\n"
        "  - {kind: numeric, ask: Which?, answer: 1, hints: [One.]}\n"
        "  - {kind: numeric, ask: Why?, answer: 2, opens: after a, hints: [Two.]}\n"
    )
    installation.write("numbers/1-small/why.yaml", text)
    learning = installation.service.learning

    def shown() -> tuple[list[str], list[str]]:
        sheet = installation.sheet("why")
        assert list(sheet.fields) == ["a", "b"]
        return [part.name for part in sheet.variant.parts], [part.name for part in sheet.later]

    def submit(token: str, **answers: str) -> None:
        learning.submit(work(installation, "why"), answers, token=token, variant=0)
        installation.grade()

    assert shown() == (["a"], ["b"])
    submit("unreadable", a="one")
    with pytest.raises(CallError, match="Part b opens once part a has been graded"):
        submit("without it", b="2")
    with pytest.raises(CallError, match="Part b opens once part a has been graded"):
        submit("at the same time", a="1", b="2")
    assert shown() == (["a"], ["b"])
    learning.submit(work(installation, "why"), {"a": "3"}, token="waits", variant=0)  # noqa: S106  no password
    assert shown() == (["a"], ["b"])
    installation.grade()
    assert shown() == (["a", "b"], [])
    submit("both", a="1", b="2")
    assert installation.sheet("why").is_solved
    taken = learning.sheet(installation.ada, "numbers", "why", take=1)
    assert [part.name for part in taken.variant.parts] == ["a", "b"]  # a quiz is handed in as a whole
