from pathlib import Path

import numpy as np
import pytest

from grader.answers.predict import Plan, Predict
from grader.catalog import load_exercise
from grader.errors import AnswerError, ExerciseError
from grader.fields import Line, Lines
from grader.kinds import Mistake
from grader.report import Verdict

LUCK = np.random.default_rng(0)

STEPS = Plan(experiment="difference_step", runs={"A": "1e-2", "B": "1e-5", "C": "1e-13"})
ORDER = Predict(trial=STEPS, right="B < A < C")
UNITS = Plan(experiment="dead_units", runs={"b0": "0", "b4": "-4", "b5": "-5"})
NUMBERS = Predict(trial=UNITS, right="b0=0, b4=0.2, b5=0.8", within=0.15, points=2)
SINGLE = Predict(trial=Plan(experiment="dead_units", runs={"b4": "-4"}), right="b4=0.2", within=0.15)

READ = [
    pytest.param(ORDER, "C>A>B", "B < A < C", id="an order, falling"),
    pytest.param(ORDER, "$A = B < C$", "A = B < C", id="an order in dollars"),
    pytest.param(NUMBERS, "b5=0.8, b0=0, b4=1/5", "b0=0, b4=1/5, b5=0.8", id="numbers in any order"),
    pytest.param(SINGLE, "0.2", "b4=0.2", id="a single number needs no name"),
    pytest.param(SINGLE, "b4=0.2", "b4=0.2", id="and may have one"),
]

REFUSED = [
    pytest.param(ORDER, "", "There is nothing here yet", 0, id="no order"),
    pytest.param(ORDER, "A ≤ B < C", "Decide for < or =", 2, id="neither less nor equal"),
    pytest.param(NUMBERS, "", "There is nothing here yet", 0, id="no numbers"),
    pytest.param(NUMBERS, "b0=0, b4=0.2", "Say what b5 is: nothing stands there yet.", 12, id="a number is missing"),
    pytest.param(NUMBERS, "0, 0.2, 0.8", "Say which number is which: b0=…, b4=…, b5=….", 0, id="no names"),
    pytest.param(NUMBERS, "b0=0, b4=0.2, b6=1", "“b6” is not asked for", 14, id="a name there is not"),
    pytest.param(SINGLE, "0.2, 0.3", "Say which number is which", 0, id="two numbers for one"),
]


@pytest.mark.parametrize(("kind", "text", "understood"), READ)
def test_reads_and_shows(kind: Predict, text: str, understood: str) -> None:
    assert kind.show(kind.parse(text)) == understood
    assert kind.parse(understood) == kind.parse(text)


@pytest.mark.parametrize(("kind", "text", "message", "at"), REFUSED)
def test_refuses_with_the_place(kind: Predict, text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        kind.parse(text)
    assert message in caught.value.message
    assert caught.value.at == at


def test_a_page_echoes_what_was_understood() -> None:
    assert ORDER.latex(ORDER.parse("C > A = B")) == "A = B < C"
    assert SINGLE.latex(SINGLE.parse("1/5")).endswith(r" = \frac{1}{5}")


def test_an_order_has_a_line_and_numbers_have_one_each() -> None:
    line, lines, single = (kind.field(LUCK) for kind in (ORDER, NUMBERS, SINGLE))
    assert line == Line(advice="Write A, B, C with < or = between them, the least first.")
    assert isinstance(lines, Lines)
    assert lines.names == ("b0", "b4", "b5")
    assert isinstance(single, Line)


def test_an_order_is_right_if_the_run_gives_it_and_the_evidence_says_what_it_gave() -> None:
    (question,) = ORDER.questions()
    right, wrong = (question.check.judge(ORDER.parse(text), LUCK) for text in ("B < A < C", "A = B < C"))
    assert right.verdict is Verdict.PASSED
    assert right.evidence.sentence.startswith("The run gave B < A < C, as you predicted: A 1.0e-05, B ")
    assert wrong.verdict is Verdict.FAILED
    assert wrong.evidence.sentence.endswith("You predicted A = B < C.")
    assert [(one.expected, one.actual) for one in wrong.evidence.observations] == [("B < A < C", "A = B < C")]
    assert [one.title for one in wrong.evidence.pictures] == ["The error of a central difference"]


def test_a_tie_is_part_of_the_order() -> None:
    kind = Predict(
        trial=Plan(experiment="dead_units", runs={"A": "0", "B": "-1", "C": "-5"}, tie=0.05), right="A = B < C"
    )
    (question,) = kind.questions()
    assert question.check.judge(kind.parse("A = B < C"), LUCK).verdict is Verdict.PASSED
    finding = question.check.judge(kind.parse("A < B < C"), LUCK)
    assert finding.verdict is Verdict.FAILED
    assert "What differs by 0.05 or less counts as equal." in finding.evidence.sentence
    assert kind.doubts() == ()


def test_each_number_is_judged_by_the_run_and_the_first_shows_the_pictures() -> None:
    findings = [one.check.judge(NUMBERS.parse("b0=0.1, b4=0.4, b5=0.9"), LUCK) for one in NUMBERS.questions()]
    assert [one.verdict for one in findings] == [Verdict.PASSED, Verdict.FAILED, Verdict.PASSED]
    assert findings[0].evidence.sentence == "The run b0 gave 0.00; you predicted 0.10."
    assert (
        findings[1].evidence.sentence
        == "The run b4 gave 0.18; you predicted 0.40. It is off by 0.22, and may be by 0.15."
    )
    assert [len(one.evidence.pictures) for one in findings] == [1, 0, 0]
    assert [(one.call, one.points) for one in NUMBERS.questions()] == [("b0", 2), ("b4", 2), ("b5", 2)]


EDGES = [
    pytest.param("b8=0.85", Verdict.PASSED, "The run b8 gave 1.00; you predicted 0.85.", id="as far off as allowed, whatever 1 − 0.85 is in binary"),
    pytest.param("b8=0.8499", Verdict.FAILED, "It is off by 0.1501, and may be by 0.15.", id="a little further"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "words"), EDGES)
def test_what_is_said_at_the_edge_agrees_with_the_verdict(text: str, verdict: Verdict, words: str) -> None:
    trial = Plan(experiment="dead_units", runs={"b8": "-8"})
    kind = Predict(trial=trial, right="b8=1", within=0.15)
    (question,) = kind.questions()
    finding = question.check.judge(kind.parse(text), LUCK)
    assert finding.verdict is verdict
    assert words in finding.evidence.sentence


SHOWS = [
    pytest.param(ORDER, "C < B < A", Mistake(answer="A > B > C"), True, id="the same order"),
    pytest.param(ORDER, "C < A = B", Mistake(answer="C < B < A"), False, id="another order"),
    pytest.param(ORDER, "C < A = B", Mistake(answer="C < B < A", when="C < A"), True, id="a condition on ranks"),
    pytest.param(ORDER, "A = B = C", Mistake(answer="C < B < A", when="C < A"), False, id="a tie is not less"),
    pytest.param(NUMBERS, "b0=0, b4=2/5, b5=1", Mistake(answer="b0=0, b4=0.4, b5=1"), True, id="the same numbers"),
    pytest.param(NUMBERS, "b0=0, b4=0, b5=1", Mistake(answer="b0=0, b4=0, b5=1", when="b4 < 0.04"), True, id="a condition"),
    pytest.param(NUMBERS, "b0=0, b4=1, b5=1", Mistake(answer="b0=0, b4=0, b5=1", when="b4 < 0.04"), False, id="not met"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "mistake", "made"), SHOWS)
def test_shows_a_mistake(kind: Predict, text: str, mistake: Mistake, made: bool) -> None:  # noqa: FBT001  a column
    assert kind.shows(kind.parse(text), mistake) is made


def test_a_condition_is_about_the_runs_and_explains_the_numbers_it_speaks_of() -> None:
    assert NUMBERS.explains(Mistake(answer="", when="b4 < b5")) == ("b4", "b5")
    assert NUMBERS.explains(Mistake(answer="b0=0, b4=0, b5=1")) == ()
    assert ORDER.explains(Mistake(answer="", when="A < B")) == ()
    assert ORDER.examples(Mistake(answer="C < B < A", when="C < B")) == ("C < B < A",)
    with pytest.raises(AnswerError, match="not a name I know"):
        ORDER.examples(Mistake(answer="C < B < A", when="C < D"))


def test_a_hint_gives_it_away_if_the_order_stands_there() -> None:
    assert ORDER.gives_away("So $C > A > B$.")
    assert not ORDER.gives_away("So $A < C$.")


DOUBTS = [
    pytest.param(
        Predict(trial=Plan(experiment="dead_units", runs={"A": "-4", "B": "-5"}, tie=0.5), right="A < B"),
        "A 0.18 and B 0.78 nearly tie: they are 0.599 apart, of 0.5",
        id="nearly a tie",
    ),
    pytest.param(
        Predict(trial=Plan(experiment="dead_units", runs={"A": "-4", "B": "-5"}, tie=0.7), right="A = B"),
        "A 0.18 and B 0.78 hardly tie: they are 0.599 apart, of 0.7",
        id="hardly a tie",
    ),
    pytest.param(
        Predict(trial=UNITS, right="b0=0, b4=0.3, b5=0.8", within=0.15),
        "right says b4=0.3, and the run gave 0.18: nearly too far off",
        id="nearly too far off",
    ),
    pytest.param(
        Predict(trial=Plan(experiment="propagation", runs={"A": "0*x, gain 1"}), right="A=0", within=1),
        "the run A gives no number",
        id="no number",
    ),
]


@pytest.mark.parametrize(("kind", "doubt"), DOUBTS)
def test_what_may_turn_out_otherwise_elsewhere_is_a_doubt(kind: Predict, doubt: str) -> None:
    assert kind.doubts() == (doubt,)


@pytest.mark.parametrize("kind", [ORDER, NUMBERS, SINGLE])
def test_others_leave_no_doubt(kind: Predict) -> None:
    assert kind.doubts() == ()


HEAD = "title: T\nkind: predict\nask: Which?\n"
FAULTS = [
    pytest.param("trial: {runs: {A: rleu x2, B: relu x2}}\nright: A < B\n", "4:19 “rleu x2” is not a run of train: “rleu” is not a function I know; did you mean relu?", id="an activation there is not"),
    pytest.param("trial: {experiment: dead_unit, runs: {A: 1, B: 2}}\nright: A < B\n", "4:21 unknown experiment “dead_unit”; did you mean dead_units?", id="an experiment there is not"),
    pytest.param("trial: {runs: {A: relu x1}}\nright: A\n", "4:8 trial has 2 runs at least", id="one run"),
    pytest.param("trial: {runs: {A: relu x1, B: relu x2}, tie: -1}\nright: A < B\n", "4:8 the tie of the trial is 0 or more", id="a tie below 0"),
    pytest.param("trial: {runs: {A: relu x1, B: relu x2}, tie: a}\nright: A < B\n", "4:46 each of trial should be a number such as 0.001", id="a tie that is no number"),
    pytest.param("trial: {runs: {A: relu x1, B: relu x2}, tei: 1}\nright: A < B\n", "4:46 unknown key “tei” of trial", id="a key there is not"),
    pytest.param("trial: {tie: 1}\nright: A < B\n", "4:8 needs the key “runs”", id="no runs"),
    pytest.param("right: A < B\n", "1:1 needs the key “trial”", id="no trial"),
    pytest.param("trial: {task: moons, runs: {A: relu x1, B: relu x2}}\nright: A < B\n", "4:15 task is digits-parity, spirals, mnist or xor, not “moons”", id="a task there is not"),
    pytest.param("trial: {task: mnist, experiment: dead_units, runs: {A: 1, B: 2}}\nright: A < B\n", "4:15 “mnist”: only train learns a task", id="a task for another experiment"),
    pytest.param("trial: {experiment: dead_units, runs: {A: 1, B: 2}}\nright: A < C\n", "5:12 right: “C” is none of the runs; there are A, B.", id="a name there is not"),
    pytest.param("trial: {experiment: dead_units, runs: {A: 1, B: 2}}\nright: A=1, B=1\nwithin: 0\n", "6:9 within is a number above 0", id="no room"),
    pytest.param("trial: {experiment: dead_units, runs: {1: 1, B: 2}}\nright: B < A\n", "4:40 “1” can't be the name of a run; write a letter, or letters and digits", id="a number as a name"),
]  # fmt: skip


def refused(path: Path, text: str) -> list[str]:
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ExerciseError) as caught:
        load_exercise(path)
    return [f"{one.line}:{one.column} {one.message}" for one in caught.value.faults]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_file_that_asks_for_what_cannot_be_run_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "one.yaml", text) == [fault]
