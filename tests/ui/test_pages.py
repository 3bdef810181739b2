"""The pages as scripts: what stands on them, for whom, and what their controls do."""

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from grader.api import COOKIE
from grader.attempt import Attempt, Progress, State
from grader.person import Person
from grader.pictures import Picture, pictured
from grader.report import Report, Verdict
from grader.service import trial
from grader.service.people import OPEN
from grader.service.profile import profile
from grader.service.service import Service
from grader.submission import Submission
from grader.worker import grade_one
from ui import here, server
from ui.widgets import outcome, words

Open = Callable[..., AppTest]
EXERCISE, QUIZ = "learner.exercise", "learner.quiz"


def said(script: AppTest) -> str:
    """Return all words on a page."""
    kinds = ("title", "header", "markdown", "caption", "info", "success", "warning", "error", "code")
    found = [str(one.value) for kind in kinds for one in getattr(script, kind)]
    found += [str(one.label) for one in script.expander]
    return "\n".join([*found, *(f"{link.proto.label} → {link.proto.page}" for link in script.get("page_link"))])


def press(script: AppTest, label: str) -> AppTest:
    next(button for button in script.button if button.label == label).click()
    script.run()
    assert not script.exception, script.exception[0].message
    return script


def unfold(script: AppTest, key: str) -> AppTest:
    """Open what is folded."""
    script.session_state[key] = True
    script.run()
    assert not script.exception, script.exception[0].message
    return script


def test_nobody_sees_a_page(service: Service, show: Open) -> None:
    del service
    for page in ("learner.course", EXERCISE, QUIZ, "learner.lab", "teacher.proofs", "teacher.submissions"):
        assert said(show(page, None)) == ""


def test_the_course(learner: Person, show: Open, service: Service) -> None:
    script = show("learner.course", learner, course="controls")
    assert "One exercise for each control" in said(script)
    assert "0 of 12 solved" in said(script)
    assert "Three questions → quiz" in said(script)
    work = service.learning.sheet(learner, "controls", "limited").work
    service.learning.submit(work, {"answer": "2*x"}, token="a" * 8, variant=0)
    other = service.learning.sheet(learner, "controls", "choice").work
    service.learning.submit(other, {"answer": "$x^2$"}, token="b" * 8, variant=0)
    while grade_one(service):
        pass
    script = show("learner.course", learner, course="controls")
    assert "1 of 12 solved" in said(script)
    assert "best 1 of 1" in said(script)
    assert "best 0 of 1" in said(script)


def test_another_course_is_offered(learner: Person, show: Open, service: Service) -> None:
    other = service.library.folder / "second"
    (other / "one").mkdir(parents=True)
    (other / "course.yaml").write_text("title: Another\nunits: [one]\n")
    script = show("learner.course", learner)
    assert "Another → " in said(script)
    assert "No quiz" not in said(show("learner.course", learner, course="second"))


def test_no_course_at_all(learner: Person, teacher: Person, show: Open, service: Service) -> None:
    for path in service.library.folder.rglob("course.yaml"):
        path.write_text("units: [nowhere]\n")
    assert "No course yet" in said(show("learner.course", learner))
    assert "There is no course that can be read." in said(show("teacher.submissions", teacher))
    told = said(show("teacher.proofs", teacher))
    assert "1 fault(s) in files" in told
    assert "there is no folder “nowhere”" in told


def test_an_answer_wrong_then_right(learner: Person, show: Open) -> None:
    script = show(EXERCISE, learner, course="controls", id="formula")
    assert "Nothing has been handed in yet." in said(script)
    assert "There is nothing to hand in yet." in said(press(script, "Hand in"))
    script.text_input[0].set_value("sgmoid(x)")
    script.run()
    assert "did you mean sigmoid" in said(script)
    assert "This can't be read." in said(press(script, "Hand in"))
    script.text_input[0].set_value("sigmoid(x)*(1+sigmoid(x))")
    assert "✗ Not yet.** 0 of 1 point." in said(press(script, "Hand in"))
    assert "Check the sign." in said(script)
    assert "Your curve above is marked" in said(script)
    script.text_input[0].set_value("sigmoid(x)")  # with a ghost
    script.run()
    script.text_input[0].set_value("sigmoid(x)*(1-sigmoid(x))")
    assert "✓ Right.** 1 of 1 point." in said(press(script, "Hand in"))
    assert "A right answer" in said(script)
    assert "Attempt 2: 0 of 1" in said(script)
    assert "You wrote" not in said(script)
    unfold(script, "attempt-1")
    assert "You wrote" in said(unfold(script, "attempt-2"))


def test_hints_and_doubts(learner: Person, show: Open) -> None:
    script = show(EXERCISE, learner, course="controls", id="choice")
    assert "Try an answer first" in said(press(script, "Show a hint"))
    script.radio[0].set_value("$x^2$")
    press(script, "Hand in")
    assert "Compare the slopes" in said(press(script, "Show a hint"))
    assert "Try an answer first" in said(press(script, "Show the next hint"))
    script.text_area[0].set_value("really?")
    assert "Your teacher has been told" in said(press(script, "Tell the teacher"))
    script.radio[0].set_value("$|x|$")
    press(script, "Hand in")
    assert "Draw it near" in said(press(script, "Show the next hint"))


def test_attempts_are_counted(learner: Person, show: Open) -> None:
    script = show(EXERCISE, learner, course="controls", id="limited")
    assert "2 attempts left." in said(script)
    script.text_input[0].set_value("x")
    assert "1 attempt left." in said(press(script, "Hand in"))
    script.text_input[0].set_value("3*x")
    assert "All attempts at this exercise are used up." in said(press(script, "Hand in"))


def test_a_refusal_is_told(learner: Person, show: Open) -> None:
    script = show(EXERCISE, learner, course="controls", id="formula")
    script.text_input[0].set_value("x+" * 10_001)
    assert "An answer has up to 20,000 characters" in said(press(script, "Hand in"))


def test_every_control_hands_in_what_it_shows(learner: Person, show: Open) -> None:
    multi = show(EXERCISE, learner, course="controls", id="multi")
    for box in multi.checkbox:
        box.set_value(box.label in {"the sine", "the hyperbolic tangent"})
    assert "4 of 4 points" in said(press(multi, "Hand in"))
    matrix = show(EXERCISE, learner, course="controls", id="matrix")
    for box, text in zip(matrix.text_input, ("1/2", "3, 9", ""), strict=True):
        box.set_value(text)
    assert "of 3 points" in said(press(matrix, "Hand in"))
    assert "**row**: 1 of 1" in said(matrix)
    labelled = show(EXERCISE, learner, course="controls", id="labelled")
    for box, text in zip(labelled.text_input, ("2", "2", "-1"), strict=True):
        box.set_value(text)
    assert "2 of 2 points" in said(press(labelled, "Hand in"))
    rows = show(EXERCISE, learner, course="controls", id="classify")
    for row in rows.radio:
        row.set_value("affine" if "double" in row.label else "not affine")
    assert "2 of 2 points" in said(press(rows, "Hand in"))
    grid = show(EXERCISE, learner, course="controls", id="grid")
    for pills in grid.get("button_group"):
        pills.set_value(["odd"] if "cube" in pills.label else ["bounded", "positive"])
    assert "6 of 6 points" in said(press(grid, "Hand in"))
    assert "6 of 6" in said(show(EXERCISE, learner, course="controls", id="grid"))  # a draft with nothing ticked


PROGRAM = "import numpy as np\ndef relu(x):\n    return np.minimum(x, 0)\n"


def faults(script: AppTest) -> str:
    return "".join(str(one.proto.body) for one in script.get("html"))


def test_a_program_is_run_without_being_handed_in(learner: Person, show: Open, service: Service) -> None:
    script = show(EXERCISE, learner, course="controls", id="code")
    assert script.text_area[0].value == "import numpy as np\n\n\ndef relu(x):\n    ...\n"
    assert "There is nothing to hand in yet." in said(press(script, "Hand in"))
    assert "It runs, and prints nothing." in said(press(script, "Run"))  # the starter
    script.text_area[0].set_value("")
    assert "There is nothing to run yet." in said(press(script, "Run"))
    script.text_area[0].set_value(f"print('**here**')\n{PROGRAM}\nrelu(nothing)\n")
    told = said(press(script, "Run"))
    assert words.literal("Line 6: NameError: name 'nothing' is not defined") in told
    assert "It printed\n" in told
    assert "**here**" in told
    assert 'data-fault="6"' in faults(script)
    script.text_area[0].set_value(f"print(1)\n{PROGRAM}")
    script.run()
    assert "It printed, before your last change" in said(script)
    assert "data-fault" not in faults(script)
    script.text_area[0].set_value("def f():\n    return g\nprint(f()())\n")
    assert words.literal("The way there: line 3, in <module>; line 2, in f.") in said(press(script, "Run"))
    assert not service.learning.sheet(learner, "controls", "code").attempts
    script.text_area[0].set_value(PROGRAM)
    assert "1 of 2 points" in said(press(script, "Hand in"))
    assert "NameError" not in said(script)
    assert "Where it goes astray" in faults(script)
    assert "What `relu` gives and what was expected, marked where a check failed." in said(script)
    script.text_area[0].set_value("def f(:\n")
    assert "This can't be read." in said(press(script, "Hand in"))
    assert 'data-fault="1"' in faults(script)
    script.text_area[0].set_value(PROGRAM.replace("minimum", "maximum"))
    assert "2 of 2 points" in said(press(script, "Hand in"))
    assert "return np.maximum(x, 0)" in [one.value.strip().splitlines()[-1].strip() for one in script.code]
    unfold(script, "attempt-1")
    assert "Where it goes astray" in faults(script)


def test_where_programs_can_not_be_run_the_page_says_so(
    learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.service.running.obstacle", lambda: "Code exercises need Linux.")
    script = show(EXERCISE, learner, course="controls", id="code")
    assert "Code exercises need Linux." in said(script)
    assert "Run" not in [button.label for button in script.button]


def test_a_program_can_be_run_in_a_quiz(learner: Person, show: Open, service: Service) -> None:
    file = service.library.folder / "controls" / "quizzes" / "short.yaml"
    file.write_text("title: Short\nexercises: [code]\n")
    service.library.shelf(fresh=True)
    script = press(show(QUIZ, learner, course="controls", id="short"), "Start the quiz")
    script.text_area[0].set_value(f"{PROGRAM}print(relu(np.array([-2.0])))\n")
    assert "[-2.]" in said(press(script, "Run"))


def test_nothing_of_a_row_is_a_draft_too(learner: Person, show: Open, service: Service) -> None:
    work = service.learning.sheet(learner, "controls", "grid").work
    letters = sorted(letter for letter, _ in service.learning.sheet(learner, "controls", "grid").fields["answer"].rows)
    service.learning.keep(work, "answer", f"{{{letters[0]}: []}}")
    script = show(EXERCISE, learner, course="controls", id="grid")
    assert ["none of these"] in [pills.value for pills in script.get("button_group")]


def test_what_is_not_there(learner: Person, show: Open) -> None:
    assert "Not here" in said(show(EXERCISE, learner, course="controls", id="<b>"))
    assert "\\<b\\>" in said(show(EXERCISE, learner, course="controls", id="<b>"))
    assert "Not here" in said(show(QUIZ, learner, course="nowhere"))
    assert "Not here" in said(show(QUIZ, learner, course="controls", id="short", take="77"))


def test_what_takes_longer_is_followed(
    learner: Person, show: Open, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.views.learner.exercise.AT_ONCE", 0.0)
    script = show(EXERCISE, learner, course="controls", id="formula")
    script.text_input[0].set_value("x")
    assert "Handed in. Waiting to be graded…" in said(press(script, "Hand in"))
    script.text_input[0].set_value("1/4")
    assert "Attempt 1: being graded" in said(press(script, "Hand in"))
    grade_one(service)
    seen = service.learning.attempt

    def late(person: Person, number: int) -> Attempt:
        grade_one(service)  # the report comes while the page is drawn
        return seen(person, number)

    monkeypatch.setattr(type(service.learning), "attempt", lambda _, person, number: late(person, number))
    script.run()
    assert "✗ Not yet." in said(script)


def _attempt(**changes: Any) -> Attempt:
    submission = Submission(exercise="x", learner="y", answers={})
    return replace(Attempt(number=1, course="c", submission=submission, at=0.0, state=State.GRADING), **changes)


PROGRESS = [
    pytest.param(_attempt(), "Handed in. Being graded…", id="taken up"),
    pytest.param(_attempt(progress=Progress(step=2, of=5)), "Being graded: step 2 of 5", id="at a step"),
    pytest.param(
        _attempt(progress=Progress(step=2, of=5, best="rises")), "Being graded: step 2 of 5, rises", id="with news"
    ),
]


@pytest.mark.parametrize(("attempt", "words"), PROGRESS)
def test_progress_is_told(attempt: Attempt, words: str) -> None:
    assert outcome._on_its_way(attempt) == words


VERDICTS = {
    Verdict.PASSED: "Right.",
    Verdict.UNDECIDED: "Accepted.",
    Verdict.FAILED: "Not yet.",
    Verdict.SKIPPED: "Something is missing.",
    Verdict.UNREADABLE: "This can't be read.",
    Verdict.JUDGE_ERROR: "Grading broke down.",
}


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_words(verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    for name in ("success", "error", "warning"):
        monkeypatch.setattr(outcome.st, name, told.append)
    outcome._verdict(cast("Report", SimpleNamespace(verdict=verdict, points=1, out_of=2)))
    assert VERDICTS[verdict] in told[0]


def test_a_quiz_from_start_to_result(learner: Person, show: Open, service: Service) -> None:
    script = show(QUIZ, learner, course="controls", id="short")
    assert "3 questions, in any order you like." in said(script)
    press(script, "Start the quiz")
    assert "question 1 of 3" in said(script)
    assert "44 minutes left" in said(script)
    script.text_input[0].set_value("sigmoid(x)*(1-sigmoid(x))")
    script.run()
    press(script, "Flag to come back")
    press(script, "Take the flag away")
    press(script, "Flag to come back")
    press(script, "Next")
    assert "question 2 of 3" in said(script)
    press(script, "Back")
    assert "question 1 of 3" in said(script)
    press(script, "Review")
    assert "1. The slope of the sigmoid: answered, flagged" in [button.label for button in script.button]
    press(script, "Back to the questions")
    assert "question 3 of 3" in said(script)
    press(script, "Review")
    press(script, "2. Spot the lines: not answered completely")
    assert "question 2 of 3" in said(script)
    again = press(show(QUIZ, learner, course="controls", id="short"), "Go on")
    press(press(again, "Review"), "Hand in the quiz")
    while grade_one(service):
        pass
    again.run()
    assert "1 of 4 points." in said(again)
    assert "1. The slope of the sigmoid: 1 of 1" in said(again)
    assert "✓ Right." in said(unfold(again, "result-1"))
    door = show(QUIZ, learner, course="controls", id="short")
    assert "Result of try 1" in said(door)
    press(press(press(door, "Start the quiz"), "Review"), "Hand in the quiz")
    third = press(show(QUIZ, learner, course="controls", id="short"), "Start the quiz")
    assert "as often as it may be taken" in said(third)


def test_the_bell(learner: Person, show: Open, service: Service, tmp_path: Path) -> None:
    script = press(show(QUIZ, learner, course="controls", id="short"), "Start the quiz")
    with closing(sqlite3.connect(tmp_path / "grader.db")) as store, store:
        store.execute("UPDATE takes SET bell = ?", (service.quizzes.clock() + 30,))
    script.run()
    assert "Less than a minute left" in said(script)
    with closing(sqlite3.connect(tmp_path / "grader.db")) as store, store:
        store.execute("UPDATE takes SET bell = 1")
    script.run()
    assert "Three questions" in said(script)
    assert not script.text_input


def test_a_closed_quiz(learner: Person, show: Open, service: Service) -> None:
    file = service.library.folder / "controls" / "quizzes" / "short.yaml"
    file.write_text(
        "title: Late\nexercises: [choice]\nfeedback: after closing\ncloses: 2999-01-01T00:00+00:00\nattempts: 1\n"
    )
    service.library.shelf(fresh=True)
    script = show(QUIZ, learner, course="controls", id="short")
    assert "1 question, in any order you like." in said(script)
    assert "It may be taken 1 time." in said(script)
    press(press(press(script, "Start the quiz"), "Review"), "Hand in the quiz")
    assert "You see what was right when the quiz has closed." in said(script)
    file.write_text("title: Late\nexercises: [choice]\ncloses: 2001-01-01T00:00+00:00\n")
    service.library.shelf(fresh=True)
    assert "It closed on 01 January 2001" in said(show(QUIZ, learner, course="controls", id="short"))


def html(script: AppTest) -> str:
    return "".join(str(one.proto.body) for one in script.get("html"))


@pytest.fixture
def awaited(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page wait for what is certain: scripts don't look again by themselves."""
    from ui.widgets import waiting

    del service
    monkeypatch.setattr(waiting, "PAUSE", 0.0)
    monkeypatch.setattr(waiting, "AT_ONCE", 60.0)


@pytest.mark.usefixtures("awaited")
def test_the_lab(learner: Person, show: Open) -> None:
    script = show("learner.lab", learner, f="relu(x)")
    assert "**Circle**: kink at 0." in said(script)
    assert "C^0: continuous, the slope is not" in html(script)
    script.selectbox[0].set_value("affine").run()
    assert "✗ below its chord from x \\= −1 to 1" in said(script)
    script.text_input[0].set_value("lgo(x)").run()
    assert "did you mean log" in said(script)
    script.text_input[0].set_value(" ").run()
    assert "Write a formula, such as" in said(script)
    script.text_input[0].set_value("7").run()
    assert "dead for all x" in said(script)
    script.text_input[0].set_value("log(1+exp(x))").run()
    assert "inf instead of 88.72" in html(script)
    assert "is the same function without these faults" in said(script)
    script.text_input[0].set_value("x^2").run()
    assert "**Dashed**" not in said(script)
    script.text_input[0].set_value("exp(x)*x").run()
    assert "that lies in the function" in html(script)
    assert not script.exception


@pytest.mark.usefixtures("awaited")
def test_the_lab_compares(learner: Person, show: Open) -> None:
    script = show("learner.lab", learner)
    script.multiselect[0].set_value(["relu", "tanh"]).run()
    assert '<th scope="col" role="columnheader">tanh</th>' in html(script)
    assert "(−1, 1)" in html(script)
    script.get("button_group")[1].set_value(["f", "f″"]).run()
    assert '<th scope="col" role="columnheader">f″</th>' in html(script)
    script.multiselect[0].set_value([]).run()
    assert "(−1, 1)" not in html(script)
    assert not script.exception


def test_the_lab_shows_a_curve_before_it_knows_more(learner: Person, show: Open) -> None:
    script = show("learner.lab", learner, f="tanh(x)+0*x")
    assert "Looking for what is certain…" in said(script)
    assert script.get("vega_lite_chart")
    assert "account" not in html(script)


@pytest.mark.usefixtures("awaited")
def test_the_lab_says_of_what_it_is_certain(learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.widgets import waiting

    script = show("learner.lab", learner, f="tanh(x)")
    assert "About `tanh(x)`:" in said(script)
    monkeypatch.setattr(waiting, "PAUSE", 60.0)
    script.text_input[0].set_value("tanh(x)+1*x").run()
    assert "Looking for what is certain…" in said(script)
    assert "About `tanh(x)`:" in said(script)


TRAINED = {
    "depths": {
        str(depth): {
            "accuracy": [0.9, 0.0],
            "diverged": lost,
            "baselines": {"identity": [0.8], "relu": [0.97]},
            "verdicts": {"trains": "passed", "beats_linear": "undecided"},
            "longer": {},
        }
        for depth, lost in ((2, 0), (6, 1))
    },
    "reasons": ["It *blows* up."],
    "pictures": [pictured(Picture(title="Learning", across="x", up="y", x=(1.0,), series=()))],
}


def training(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let a program stand for the one that trains."""
    monkeypatch.setattr(trial, "_asked", {})
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", program))


def test_the_lab_trains(learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    training(monkeypatch, f"import time; time.sleep(1); print({json.dumps(TRAINED)!r})")
    script = press(show("learner.lab", learner, f="tanh(x)"), "Train it")
    (button,) = [one for one in script.button if one.label == "Train it"]
    assert button.disabled, "one at a time"
    (bar,) = script.get("progress")
    assert "Getting ready to train with `tanh(x)`" in bar.proto.text
    trial.begin("tanh(x)", "another").found.result()
    script.run()
    assert not script.exception
    assert "With `tanh(x)`:" in said(script)
    assert "It \\*blows\\* up\\." in said(script)
    assert '<th scope="col" role="columnheader">6 hidden layers</th>' in html(script)
    assert "90.0%" in html(script), "of the one that came to an end"
    assert "lost: no finite numbers" in html(script)
    assert len(script.get("vega_lite_chart")) == 2
    script.text_input[0].set_value("relu(x)").run()
    assert "With `tanh(x)`:" in said(script), "until that is trained, too"
    TRAINED["depths"].popitem()  # type: ignore[attr-defined]  # a dictionary
    training(monkeypatch, f"print({json.dumps(TRAINED)!r})")
    press(script, "Train it")
    trial.begin("relu(x)", "another").found.result()
    script.run()
    assert "With `relu(x)`:" in said(script)
    assert "lost: no finite numbers" not in html(script)


def test_the_lab_says_what_kept_it_from_training(learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    training(monkeypatch, "raise SystemExit(1)")
    script = press(show("learner.lab", learner, f="tanh(x)"), "Train it")
    trial.begin("tanh(x)", "another").found.result()
    script.run()
    assert "Training broke down here" in said(script)


GLIMPSES = """
import time
for share, loss in ((0.0, 0.7), (0.5, 0.2)):
    print('{"depth": 2, "seeds": 0, "share": %s, "loss": %s, "done": 0.25}' % (share, loss), flush=True)
time.sleep(60)
"""


def test_a_training_in_the_lab_is_followed_and_stopped(
    learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    training(monkeypatch, GLIMPSES)
    script = press(show("learner.lab", learner, f="tanh(x)"), "Train it")
    run = trial.begin("tanh(x)", "another")
    while len(run.glimpses) < 2:
        sleep(0.01)
    script.run()
    (bar,) = script.get("progress")
    assert bar.proto.value == 25
    assert "Learning now" in said(script)
    press(script, "Stop")
    assert "Small networks, 2 and 6 hidden layers deep" in said(script)
    assert not run.found.done(), "another is still waiting"
    trial.stop("tanh(x)", "another")
    assert run.found.result(timeout=20).error


def test_an_answer_that_is_trained_has_its_pictures(learner: Person, show: Open) -> None:
    script = show(EXERCISE, learner, course="controls", id="worth-training")
    script.text_input[0].set_value("x^3")
    press(script, "Hand in")
    assert "What `trains` saw:" in said(script)
    assert "Not drawn\\: yours has no finite numbers\\." in said(script)
    assert "Learning at depth 2: loss in training" in html(script)
    assert "Learning at depth 6: loss in training" not in html(script), "that is folded"
    (folded,) = [one for one in script.expander if "saw" in one.label]
    assert folded.label == "What `trains(depth=6)` saw"
    unfold(script, "outcome/1/answer/pictures/1")
    assert "Learning at depth 6: loss in training" in html(script)
    assert html(script).count("<caption>The gradient on its way back") == 1, "what both saw is shown once"


def test_the_lab_has_no_witness_to_mark_where_nothing_is_refuted(
    learner: Person, show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.widgets import waiting

    found = profile("1/x")
    bare = [replace(group, rows=tuple(replace(row, spots=()) for row in group.rows)) for group in found.groups]
    monkeypatch.setattr(waiting, "portraits", lambda texts: [replace(found, groups=tuple(bare)) for _ in texts])
    assert not show("learner.lab", learner, f="1/x").selectbox


def test_proofs(teacher: Person, show: Open, service: Service) -> None:
    assert "12 of 12 are still being verified" in said(show("teacher.proofs", teacher, course="controls"))
    bad = service.library.folder / "controls" / "all" / "limited.yaml"
    bad.write_text(bad.read_text().replace("  - x: You lost", "  - 2*x: You lost"))
    service.library.shelf(fresh=True)
    while service.teaching.prove_one():
        pass
    script = unfold(show("teacher.proofs", teacher, course="controls"), "proof-limited")
    told = said(unfold(script, "proof-propose"))
    assert "Try it, variant by variant: [0](/exercise?course=controls&id=propose&variant=0)" in told
    assert any("odd, increasing, lipschitz" in str(table.value) for table in script.table)
    assert "✓ A kink" in told
    assert "✗ Twice at most" in told
    assert "still being verified" not in told


def test_submissions(learner: Person, teacher: Person, show: Open, service: Service) -> None:
    assert "Nothing has been handed in here yet." in said(show("teacher.submissions", teacher))
    for i in range(31):
        work = service.learning.sheet(learner, "controls", "propose").work
        number = service.learning.submit(work, {"answer": f"x^2+{i}"}, token=f"token {i:04}", variant=0)
    while grade_one(service):
        pass
    service.learning.doubt(learner, number, "*Why*?")
    other = service.learning.sheet(learner, "controls", "choice").work
    service.learning.submit(other, {"answer": "$x^2$"}, token="c" * 8, variant=0)
    script = show("teacher.submissions", teacher)
    assert "The newest 30 of 32" in said(script)
    assert "Emmy · A kink · being graded" in said(script)
    assert "Emmy · Odd and rising · 0 of 4 · seems wrong" in said(script)
    assert r"\*Why\*" in said(unfold(script, f"submission-{number}"))
    assert "✗ Not yet.** 0 of 4 points." in said(script)
    assert "The curve, marked where a check failed." in said(script)
    script.selectbox[0].set_value("propose")
    script.toggle[0].set_value(True)
    script.run()
    assert len([one for one in script.expander if "Emmy" in one.label]) == 1
    press(script, "I have seen to it")
    assert "Nothing has been handed in here yet." in said(script)
    (service.library.folder / "controls" / "all" / "propose.yaml").unlink()
    service.library.shelf(fresh=True)
    assert "Emmy · propose · 0 of 4" in said(show("teacher.submissions", teacher))


def test_the_frame_and_who_sees_what(
    learner: Person, teacher: Person, monkeypatch: pytest.MonkeyPatch, service: Service
) -> None:
    from ui import pages

    del service
    seen = {person.name: {page.title for page in pages.seen_by(person)} for person in (learner, teacher)}
    assert seen["Ms Gradient"] - seen["Emmy"] == {"Proofs", "Submissions"}
    monkeypatch.setattr(here, "visitor", lambda: learner)
    script = AppTest.from_file(str(server.SCRIPT), default_timeout=60).run()
    assert not script.exception
    assert "One exercise for each control" in said(script)
    monkeypatch.setattr(here, "visitor", lambda: None)
    script = AppTest.from_file(str(server.SCRIPT), default_timeout=60).run()
    assert "Please sign in" in said(script)


def test_a_demo_says_so(learner: Person, monkeypatch: pytest.MonkeyPatch, service: Service) -> None:
    monkeypatch.setattr(here, "visitor", lambda: learner)
    demo = replace(service, people=replace(service.people, codes=OPEN))
    monkeypatch.setattr(here, "_served", [demo])
    script = AppTest.from_file(str(server.SCRIPT), default_timeout=60).run()
    assert "Demo: nothing here is private" in said(script)


def test_who_looks_is_told_by_the_cookie(learner: Person, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    here.serve(service)
    for cookies, seen in (({COOKIE: service.people.cookie(learner)}, learner), ({}, None), ({COOKIE: "x"}, None)):
        monkeypatch.setattr(here, "st", SimpleNamespace(context=SimpleNamespace(cookies=cookies)))
        assert here.visitor() == seen


def test_the_address_may_say_anything(learner: Person, show: Open) -> None:
    for variant in ("-1", "1e3", "٣", "9" * 30, "x"):
        assert "A kink" in said(show(EXERCISE, learner, course="controls", id="choice", variant=variant))


LATER = """
title: Two steps
parts:
  - {kind: numeric, ask: Which?, answer: 1, hints: [One.]}
  - {kind: numeric, ask: And why?, answer: 2, opens: after a, hints: [Two.]}
"""


def test_a_part_that_opens_later_is_announced(learner: Person, show: Open, service: Service) -> None:
    (service.library.folder / "controls" / "all" / "later.yaml").write_text(LATER, encoding="utf-8")
    script = show(EXERCISE, learner, course="controls", id="later")
    assert "Part b opens once part a has been graded." in said(script)
    assert "And why?" not in said(script)
    work = service.learning.sheet(learner, "controls", "later").work
    service.learning.submit(work, {"a": "3"}, token="a" * 8, variant=0)
    assert grade_one(service)
    script = show(EXERCISE, learner, course="controls", id="later")
    assert "And why?" in said(script)
    assert "opens once" not in said(script)
