"""Quizzes: drawn fairly, answered by the clock, handed in once, seen when they may be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from time import sleep

import pytest
from installed import NOON, NUMERIC, Installation

from grader.errors import CallError
from grader.report import Verdict
from grader.service.learner import LONGEST
from grader.take import Take

MINUTES = 10
AT = "%Y-%m-%dT%H:%M:%S+00:00"
TEN, ELEVEN, TWELVE = "ten", "eleven", "twelve"


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(NOON + seconds, UTC).strftime(AT)


def week(installation: Installation, text: str) -> None:
    """Write the quiz anew, under its title."""
    installation.rewrite("numbers/quizzes/week.yaml", f"title: Week\n{text}\n")


def start(installation: Installation, name: str = "") -> Take:
    person = installation.service.people.enter(name, "demo code") if name else installation.ada
    return installation.service.quizzes.start(person, "numbers", "week")


def answer(installation: Installation, take: Take, **answers: str) -> None:
    for name, text in answers.items():
        installation.service.quizzes.keep(take, name, "answer", text)


def seen(installation: Installation, take: Take) -> Take:
    return installation.service.quizzes.take(installation.ada, take.number)


def points(installation: Installation, take: Take) -> dict[str, int | None]:
    results = installation.service.quizzes.results(seen(installation, take))
    return {one.submission.exercise: one.report.points if one.report else None for one in results}


# What a quiz asks, and the units or ids of what is drawn, in the order asked.
DRAWS = [
    pytest.param("exercises: [ten, one]", ["ten", "one"], id="as written"),
    pytest.param("exercises: [one, 3 of 2-large]", ["one", "2", "2", "2"], id="a whole unit"),
    pytest.param("exercises: [2 of 2-large, 1 of 2-large]", ["2", "2", "2"], id="a unit in two draws"),
    pytest.param("exercises: [2 of 2-large, ten]", ["2", "2", "ten"], id="one that is asked anyhow is not drawn"),
    pytest.param("exercises: [ten, 2 of 2-large]", ["ten", "2", "2"], id="nor is it drawn after"),
]


@pytest.mark.parametrize(("text", "expected"), DRAWS)
def test_a_quiz_asks_what_it_says_and_nothing_twice(installation: Installation, text: str, expected: list[str]) -> None:
    week(installation, text)
    for i in range(12):
        drawn = start(installation, f"Learner {i}").exercises
        assert len(set(drawn)) == len(drawn) == len(expected)
        for name, wanted in zip(drawn, expected, strict=True):
            assert name == wanted or (wanted == "2" and name in {TEN, ELEVEN, TWELVE})


def test_each_learner_and_each_try_has_a_draw_of_its_own(installation: Installation) -> None:
    drawn = {start(installation, f"Learner {i}").exercises for i in range(60)}
    assert drawn == {("one", *pair) for pair in [(ELEVEN, TEN), (ELEVEN, TWELVE), (TEN, TWELVE)]}
    tries = set()
    for _ in range(60):
        take = start(installation)
        tries.add(take.exercises)
        installation.service.quizzes.hand_in(take)
    assert len(tries) == 3


def test_a_shuffled_quiz_asks_the_same_in_any_order(installation: Installation) -> None:
    week(installation, "exercises: [one, two, ten]\norder: shuffled")
    orders = {start(installation, f"Learner {i}").exercises for i in range(60)}
    assert len(orders) == 6
    assert {frozenset(order) for order in orders} == {frozenset(("one", "two", "ten"))}


def test_a_quiz_that_was_begun_goes_on(installation: Installation) -> None:
    take = start(installation)
    installation.clock.now += 60
    assert start(installation) == take
    assert installation.service.quizzes.takes(installation.ada, "numbers", "week") == (take,)
    assert installation.service.quizzes.takes(installation.bob, "numbers", "week") == ()


def test_two_clicks_begin_one_quiz(installation: Installation) -> None:
    installation.ada  # noqa: B018  has come in
    clicks = [Thread(target=start, args=(installation,)) for _ in range(6)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert len(installation.service.quizzes.takes(installation.ada, "numbers", "week")) == 1


# What the file says, and what is said at noon to who wants to begin.
CLOSED = [
    pytest.param(f"opens: {moment(60)}", "It opens on 15 January 2027 at 08:01 UTC.", id="not open yet"),
    pytest.param(f"closes: {moment(0)}", "It closed on 15 January 2027 at 08:00 UTC.", id="closed"),
    pytest.param(f"opens: {moment(0)}\ncloses: {moment(1)}", "", id="open"),
    pytest.param("", "", id="always open"),
]


@pytest.mark.parametrize(("text", "told"), CLOSED)
def test_a_quiz_is_begun_while_it_is_open(installation: Installation, text: str, told: str) -> None:
    week(installation, f"exercises: [one]\n{text}")
    quiz = installation.service.quizzes.quiz("numbers", "week")
    assert installation.service.quizzes.closed(quiz) == told
    if told:
        with pytest.raises(CallError, match=told):
            start(installation)
    else:
        assert start(installation).exercises == ("one",)


def test_a_quiz_is_taken_as_often_as_it_may_be(installation: Installation) -> None:
    week(installation, "exercises: [one]\nattempts: 2")
    for _ in range(2):
        installation.service.quizzes.hand_in(start(installation))
    with pytest.raises(CallError, match="You have taken this quiz as often as it may be taken"):
        start(installation)
    assert start(installation, "Bob").exercises == ("one",)


@pytest.mark.parametrize(
    ("text", "bell"),
    [
        pytest.param("", None, id="no clock"),
        pytest.param("minutes: 10", 600.0, id="minutes from the start"),
        pytest.param(f"closes: {moment(90)}", 90.0, id="when it closes"),
        pytest.param(f"minutes: 10\ncloses: {moment(90)}", 90.0, id="whichever comes first"),
        pytest.param(f"minutes: 1\ncloses: {moment(90)}", 60.0, id="be it the minutes"),
    ],
)
def test_the_bell(installation: Installation, text: str, bell: float | None) -> None:
    week(installation, f"exercises: [one]\n{text}")
    assert start(installation).bell == (None if bell is None else NOON + bell)


def test_the_bell_hands_in_what_was_written_before_it(installation: Installation) -> None:
    take = start(installation)
    answer(installation, take, one="1")
    installation.clock.now += MINUTES * 60 - 0.1
    answer(installation, take, **{take.exercises[1]: "13"})
    assert seen(installation, take).handed is None
    installation.clock.now += 0.1
    with pytest.raises(CallError, match="Time is up"):
        answer(installation, take, one="2")
    installation.service.quizzes.ring()
    installation.service.quizzes.ring()
    assert seen(installation, take).handed == installation.clock.now
    assert installation.grade() == 3
    assert points(installation, take) == dict(zip(take.exercises, (1, 0, 0), strict=True))


def test_the_bell_rings_for_whoever_looks(installation: Installation) -> None:
    take = start(installation)
    installation.clock.now += MINUTES * 60
    assert seen(installation, take).handed is not None
    assert installation.service.quizzes.takes(installation.ada, "numbers", "week")[0].handed is not None


def test_a_click_as_the_bell_rings_hands_in_once(installation: Installation) -> None:
    take = start(installation)
    answer(installation, take, one="1")
    installation.clock.now += MINUTES * 60
    quizzes = installation.service.quizzes
    hands = [Thread(target=deed) for deed in [quizzes.ring, lambda: quizzes.hand_in(take)] * 4]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert installation.grade() == 3
    with pytest.raises(CallError, match="has been handed in"):
        answer(installation, take, one="2")
    assert points(installation, take)["one"] == 1


def test_an_answer_on_its_way_when_the_bell_rings_is_not_lost(installation: Installation) -> None:
    take = start(installation)
    with installation.store.writing():
        writer = Thread(target=answer, args=(installation, take), kwargs={"one": "1"})
        writer.start()
        sleep(0.3)  # it waits for the database
        installation.clock.now += MINUTES * 60
    writer.join()
    installation.service.quizzes.ring()
    installation.grade()
    assert points(installation, take)["one"] == 1


def test_results_come_in_the_order_asked_and_only_when_handed_in(installation: Installation) -> None:
    take = start(installation)
    assert points(installation, take) == {}
    installation.service.quizzes.hand_in(take)
    assert points(installation, take) == dict.fromkeys(take.exercises)
    installation.grade()
    assert list(points(installation, take)) == list(take.exercises)


def test_feedback_after_closing_is_seen_after_closing(installation: Installation) -> None:
    week(installation, f"exercises: [one]\ncloses: {moment(3600)}\nfeedback: after closing")
    take = start(installation)
    answer(installation, take, one="1")
    installation.service.quizzes.hand_in(take)
    installation.grade()
    installation.clock.now += 3599
    assert points(installation, take) == {}
    installation.clock.now += 1
    assert points(installation, take) == {"one": 1}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda i: i.courses.joinpath("numbers/1-small/one.yaml").unlink(), "there is no", id="taken away"),
        pytest.param(lambda i: i.write("numbers/1-small/one.yaml", "title: ["), "there is no", id="broken"),
    ],
)
def test_an_exercise_that_is_gone_meanwhile_is_not_the_learners_fault(
    installation: Installation, change: Callable[[Installation], None], told: str
) -> None:
    week(installation, "exercises: [one, ten]")
    take = start(installation)
    answer(installation, take, one="1", ten="10")
    change(installation)
    week(installation, "exercises: [ten]")  # a quiz that asks what is not there can't be read
    assert installation.service.quizzes.answered(take) == {"ten"}
    installation.service.quizzes.hand_in(take)
    installation.grade()
    results = installation.service.quizzes.results(seen(installation, take))
    verdicts = [one.report.verdict for one in results if one.report]
    assert verdicts == [Verdict.JUDGE_ERROR, Verdict.PASSED]
    assert results[0].report is not None
    assert results[0].report.parts[0].checks[0].finding.evidence.sentence.startswith(told)


def test_an_exercise_that_comes_back_is_not_graded_as_another_variant(installation: Installation) -> None:
    week(installation, "exercises: [times]")
    text = installation.courses.joinpath("numbers/1-small/times.yaml").read_text()
    take = start(installation)
    installation.service.quizzes.keep(take, "times", "first", "2")
    installation.rewrite("numbers/1-small/times.yaml", "half a fi")
    installation.service.quizzes.hand_in(take)
    installation.rewrite("numbers/1-small/times.yaml", text)
    installation.grade()
    (result,) = installation.service.quizzes.results(seen(installation, take))
    assert result.report is not None
    assert result.report.verdict is Verdict.JUDGE_ERROR


def test_a_course_that_is_broken_for_a_while_delays_the_bell_and_loses_nothing(installation: Installation) -> None:
    take = start(installation)
    answer(installation, take, one="1")
    outline = installation.courses.joinpath("numbers/course.yaml").read_text()
    installation.rewrite("numbers/course.yaml", "title: [")
    installation.clock.now += MINUTES * 60
    installation.service.quizzes.ring()
    assert seen(installation, take).handed is None
    installation.rewrite("numbers/course.yaml", outline)
    installation.service.quizzes.ring()
    installation.grade()
    assert points(installation, take)["one"] == 1


def test_a_quiz_draws_only_what_can_be_read(installation: Installation) -> None:
    installation.rewrite("numbers/2-large/ten.yaml", "title: [")
    drawn = {start(installation, f"Learner {i}").exercises for i in range(5)}
    assert drawn == {("one", ELEVEN, TWELVE)}
    installation.rewrite("numbers/2-large/eleven.yaml", "title: [")
    with pytest.raises(CallError, match="This quiz can't begin now: exercises of it can't be read"):
        start(installation)
    installation.rewrite("numbers/2-large/ten.yaml", NUMERIC.format(name="Ten", answer=10))
    assert start(installation).exercises == ("one", TEN, TWELVE)


def test_a_quiz_is_seen_by_its_learner_and_handed_in_by_teachers(installation: Installation) -> None:
    take, quizzes = start(installation), installation.service.quizzes
    for person, number in [(installation.bob, take.number), (installation.teacher, take.number), (installation.ada, 9)]:
        with pytest.raises(CallError, match=f"there is no quiz {number} of yours"):
            quizzes.take(person, number)
    with pytest.raises(CallError, match="there is no quiz"):
        quizzes.take(installation.ada, 10**30)
    quizzes.hand_in(take)
    assert quizzes.take(installation.teacher, take.number).learner == installation.ada.id


def test_answered_is_what_has_an_answer_in_every_part(installation: Installation) -> None:
    week(installation, "exercises: [one, times]")
    take, quizzes = start(installation), installation.service.quizzes
    answer(installation, take, one="1")
    quizzes.keep(take, "times", "first", "2")
    assert quizzes.answered(take) == {"one"}
    quizzes.keep(take, "times", "second", "4")
    assert quizzes.answered(take) == {"one", "times"}
    answer(installation, take, one="")
    assert quizzes.answered(take) == {"times"}


def test_flags_of_two_pages_do_not_undo_each_other(installation: Installation) -> None:
    take, quizzes = start(installation), installation.service.quizzes
    quizzes.flag(take, take.exercises[2])
    quizzes.flag(take, take.exercises[0])  # of a page that was drawn before
    assert seen(installation, take).flags == (take.exercises[0], take.exercises[2])
    quizzes.flag(take, take.exercises[2])
    assert seen(installation, take).flags == (take.exercises[0],)


def test_a_book_is_cut(installation: Installation) -> None:
    take = start(installation)
    answer(installation, take, one="1" * (LONGEST + 1))
    sheet = installation.service.learning.sheet(installation.ada, "numbers", "one", take=take.number)
    assert sheet.drafts == {"answer": "1" * LONGEST}
    assert sheet.attempts == ()


def test_what_is_no_quiz_is_told(installation: Installation) -> None:
    with pytest.raises(CallError, match="there is no quiz “weak”; did you mean week?"):
        installation.service.quizzes.quiz("numbers", "weak")
    with pytest.raises(CallError, match="Time is up"):
        answer(installation, replace(start(installation), number=99), one="1")


def test_nobodys_token_can_keep_a_quiz_from_being_handed_in(installation: Installation) -> None:
    take = start(installation)
    for token in (f"take {take.number} one", f"take-{take.number}-one"):
        installation.submit("3", token=token)
        installation.submit("3", token=token, person=installation.bob)
    answer(installation, take, one="1")
    installation.clock.now += MINUTES * 60
    installation.service.quizzes.ring()
    assert installation.grade() == 4 + 3
    assert points(installation, take)["one"] == 1


def test_each_try_of_a_quiz_has_a_variant_of_its_own(installation: Installation) -> None:
    week(installation, "exercises: [times]")
    numbers = set()
    for _ in range(12):
        take = start(installation)
        shown = installation.service.learning.sheet(installation.ada, "numbers", "times", take=take.number).number
        installation.service.quizzes.hand_in(take)
        (result,) = installation.service.quizzes.results(seen(installation, take))
        assert result.submission.variant == shown
        numbers.add(shown)
    assert numbers == {0, 1, 2}


def test_in_a_demo_everybody_meets_the_first_variant(installation: Installation) -> None:
    installation.demo = True
    week(installation, "exercises: [times]")
    for name in ("Ada", "Bob", "Cleo"):
        take = installation.service.quizzes.start(installation.service.people.enter(name, "demo"), "numbers", "week")
        installation.service.quizzes.hand_in(take)
    latest = installation.service.teaching.submissions("numbers")
    assert [one.submission.variant for one in latest] == [0, 0, 0]
