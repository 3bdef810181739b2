"""The engine: what answers earn, and what is said about them."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import __version__, telling
from grader.answers.formula import Formula
from grader.answers.multi import Multi
from grader.answers.numeric import Numeric
from grader.attempt import Progress
from grader.errors import CallError
from grader.exercise import Exercise, Part, Variant, Wrong
from grader.grading import grade, grade_part, judge, not_graded
from grader.kinds import Check, Mistake, Question
from grader.maths.formula import Formula as Written
from grader.report import Finding, Grade, Report, Verdict, canonical, failed, passed, skipped, undecided
from grader.submission import Submission

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Finds(Check[Any]):
    """Finds what it is told to."""

    finding: Finding

    def judge(self, answer: Any, rng: np.random.Generator) -> Finding:
        del answer, rng
        return self.finding


@dataclass(frozen=True)
class Divides(Check[Any]):
    """Divides by zero."""

    def judge(self, answer: Any, rng: np.random.Generator) -> Finding:
        del answer, rng
        return passed(f"{1 // 0}")


@dataclass(frozen=True)
class Draws(Check[Any]):
    """Says what its luck is."""

    def judge(self, answer: Any, rng: np.random.Generator) -> Finding:
        del answer
        return passed(f"Drew {rng.random()}.")


@dataclass(frozen=True, kw_only=True)
class Breaking(Formula):
    """Breaks on reading one word, and on comparing with one mistake."""

    def parse(self, text: str) -> Written:
        return super().parse("x" * (1 // (text != "break")))

    def shows(self, parsed: Written, mistake: Mistake) -> bool:
        return super().shows(parsed, mistake) or 1 // (mistake.answer != "break") < 0


PASSED, FAILED = passed("Good."), failed("Rises at 3.")
UNDECIDED, SKIPPED = undecided("Can't tell."), skipped("Not asked.")
BROKEN = Divides()


def question(call: str, check: Finding | Check[Any], points: int = 1, *, gate: bool = False) -> Question[Any]:
    return Question(
        call=call, check=Finds(check) if isinstance(check, Finding) else check, points=0 if gate else points, gate=gate
    )


def part(*questions: Question[Any], name: str = "answer", wrong: Sequence[Wrong] = (), kind: Any = None) -> Part:
    kind = kind or Formula(answer="x")
    return Part(name=name, ask="", kind=kind, questions=questions, answers=(kind.reference(),), wrong=tuple(wrong))


def wrong(answer: str, feedback: str = "", points: int = 0) -> Wrong:
    return Wrong(mistake=Mistake(answer=answer), feedback=feedback, points=points)


def exercise(*parts: Part, hints: tuple[str, ...] = (), variants: int = 1) -> Exercise:
    variant = Variant(values={}, ask="", parts=parts, hints=hints)
    return Exercise(
        id="double", title="Double it", kind="formula", variants=(variant,) * variants, revision="r1", path=Path()
    )


def said(report: Report) -> tuple[str, ...]:
    return report.parts[0].feedback


POINTS = [
    pytest.param([question("a", PASSED, 2), question("b", PASSED)], 3, Verdict.PASSED, id="passed gives all points"),
    pytest.param([question("a", PASSED, 2), question("b", FAILED)], 2, Verdict.FAILED, id="failed gives none"),
    pytest.param([question("a", UNDECIDED, 2), question("b", FAILED)], 2, Verdict.FAILED, id="undecided gives points"),
    pytest.param([question("a", UNDECIDED, 2)], 2, Verdict.UNDECIDED, id="undecided shows"),
    pytest.param([question("a", BROKEN, 2), question("b", FAILED)], 0, Verdict.JUDGE_ERROR, id="our error gives none"),
    pytest.param([question("a", PASSED, 2), question("g", PASSED, gate=True)], 2, Verdict.PASSED, id="an open gate"),
    pytest.param([question("a", PASSED, 2), question("g", FAILED, gate=True)], 0, Verdict.FAILED, id="a shut gate"),
    pytest.param([question("g", FAILED, gate=True), question("a", PASSED, 2)], 0, Verdict.FAILED, id="a gate before"),
    pytest.param(
        [question("a", PASSED, 2), question("g", UNDECIDED, gate=True)], 2, Verdict.UNDECIDED, id="a gate ajar"
    ),
    pytest.param([question("a", PASSED, 2), question("b", FAILED, 0)], 2, Verdict.FAILED, id="failing what is worth 0"),
]


@pytest.mark.parametrize(("questions", "points", "verdict"), POINTS)
def test_points_come_from_the_checks(questions: list[Question[Any]], points: int, verdict: Verdict) -> None:
    report = grade(exercise(part(*questions)), {"answer": "x"})
    assert (report.points, report.verdict) == (points, verdict)
    assert report.out_of == sum(question.points for question in questions)


@pytest.mark.parametrize(
    ("questions", "entries", "points"),
    [
        pytest.param([question("a", FAILED, 3)], [wrong("x", points=1)], 1, id="a known mistake earns its points"),
        pytest.param([question("a", FAILED, 3)], [wrong("2*x", points=1)], 0, id="another's mistake earns nothing"),
        pytest.param(
            [question("a", FAILED, 3)], [wrong("x", points=1), wrong("x+0", points=2)], 2, id="the best counts"
        ),
        pytest.param([question("a", PASSED, 2), question("b", FAILED)], [wrong("x", points=1)], 2, id="never fewer"),
        pytest.param(
            [question("a", PASSED, 2), question("g", FAILED, gate=True)], [wrong("x", points=1)], 1, id="behind a gate"
        ),
    ],
)
def test_a_known_mistake_consoles(questions: list[Question[Any]], entries: list[Wrong], points: int) -> None:
    assert grade(exercise(part(*questions, wrong=entries)), {"answer": "x"}).points == points


@pytest.mark.parametrize(
    ("questions", "entries", "words"),
    [
        pytest.param([FAILED], [wrong("x", "Square it.")], ("Square it.",), id="the entry speaks for the evidence"),
        pytest.param(
            [FAILED], [wrong("2*x", "Halve it.")], ("Rises at 3.",), id="evidence, where no entry is the same"
        ),
        pytest.param([FAILED], [wrong("x")], ("Rises at 3.",), id="evidence, where the entry has no words"),
        pytest.param([FAILED], [wrong("x+0", "Tidy up.")], ("Tidy up.",), id="sameness is of functions"),
        pytest.param(
            [FAILED], [wrong("x", "One."), wrong("x+0", "Two.")], ("One.", "Two."), id="two entries both speak"
        ),
        pytest.param([FAILED, FAILED], [], ("Rises at 3.",), id="the same evidence is said once"),
        pytest.param([FAILED, UNDECIDED, SKIPPED, PASSED], [], ("Rises at 3.",), id="only failing calls for words"),
        pytest.param([PASSED], [wrong("x", "Square it.")], (), id="full marks need no words"),
    ],
)
def test_words_come_from_the_entry_else_from_evidence(
    questions: list[Finding], entries: list[Wrong], words: tuple[str, ...]
) -> None:
    asked = [question(f"c{i}", finding) for i, finding in enumerate(questions)]
    assert said(grade(exercise(part(*asked, wrong=entries)), {"answer": "x"})) == words


def test_an_entry_about_one_option_leaves_the_other_evidence() -> None:
    kind = Multi(right=("tanh", "sin"), wrong=("exp", "cosh"))
    options = part(*kind.questions(), kind=kind, wrong=[wrong("exp", "It grows.")])
    report = grade(exercise(options), {"answer": "[tanh, exp, cosh]"})
    assert said(report) == (
        "exp: It grows.",
        "“sin” holds, but is not ticked.",
        "“cosh” is ticked, but does not hold.",
    )
    assert report.points == 1


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        pytest.param("sgmoid(x)", "“sgmoid” is not a function I know; did you mean sigmoid?", 0, id="an unknown word"),
        pytest.param("x + lgo(x)", "“lgo” is not a function I know; did you mean log?", 4, id="its place is kept"),
        pytest.param("", "There is nothing here yet; write a formula.", 0, id="nothing"),
    ],
)
def test_what_cannot_be_read_is_not_judged(text: str, message: str, at: int) -> None:
    asked = part(question("a", FAILED), question("g", FAILED, gate=True), wrong=[wrong("x", "Square it.", 1)])
    report = grade(exercise(asked), {"answer": text})
    result = report.parts[0]
    assert (result.message, result.at, result.answer, result.understood) == (message, at, text, "")
    assert [check.verdict for check in result.checks] == [Verdict.SKIPPED, Verdict.SKIPPED]
    assert (report.verdict, report.points, report.out_of, result.feedback) == (Verdict.UNREADABLE, 0, 1, ())


@pytest.mark.parametrize(
    ("answers", "verdicts", "points"),
    [
        pytest.param({"a": "x", "b": "x"}, ["passed", "passed"], 3, id="all parts"),
        pytest.param({"b": "x"}, ["skipped", "passed"], 2, id="a missing part is skipped"),
        pytest.param({}, ["skipped", "skipped"], 0, id="nothing at all"),
        pytest.param({"a": "", "b": "x"}, ["unreadable", "passed"], 2, id="an empty answer is not a missing one"),
    ],
)
def test_each_part_is_graded_by_itself(answers: Mapping[str, str], verdicts: list[str], points: int) -> None:
    both = exercise(part(question("a", PASSED), name="a"), part(question("b", PASSED, 2), name="b"))
    report = grade(both, answers)
    assert [result.verdict.value for result in report.parts] == verdicts
    assert (report.points, report.out_of) == (points, 3)


def test_a_missing_part_says_so() -> None:
    (check,) = grade(exercise(part(question("a", FAILED))), {}).parts[0].checks
    assert check.finding == skipped("Nothing was handed in.")


def test_a_check_that_raises_is_our_error_and_stops_no_other() -> None:
    asked = part(question("a", PASSED, 2), question("broken", BROKEN), question("c", FAILED))
    report = grade(exercise(asked, hints=("Think.",)), {"answer": "x"})
    checks = report.parts[0].checks
    assert [check.verdict for check in checks] == [Verdict.PASSED, Verdict.JUDGE_ERROR, Verdict.FAILED]
    told = checks[1].finding.evidence
    assert told.grade is Grade.SUPPORTED
    assert told.sentence == (
        "This check could not be carried out (ZeroDivisionError: integer division or modulo by zero)."
        " It is not your fault."
    )
    assert said(report) == (told.sentence, "Rises at 3.")
    assert (report.points, report.out_of) == (2, 4)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("break", [], id="on reading the answer"),
        pytest.param("x", [wrong("x", "Words."), wrong("break")], id="on recognising a mistake"),
    ],
)
def test_an_error_of_a_way_to_answer_is_ours_too(text: str, entries: list[Wrong]) -> None:
    asked = part(question("a", FAILED), question("b", FAILED, 2), kind=Breaking(answer="x"), wrong=entries)
    result = grade_part(asked, text, seed=0)
    assert [check.verdict for check in result.checks] == [Verdict.JUDGE_ERROR] * 2
    assert (result.answer, result.message, result.feedback, result.points, result.out_of) == (text, "", (), 0, 3)
    assert "ZeroDivisionError" in result.checks[0].finding.evidence.sentence


@pytest.mark.parametrize(
    ("first", "second", "hint"),
    [
        pytest.param(PASSED, PASSED, "", id="none with full marks"),
        pytest.param(UNDECIDED, PASSED, "", id="none for what is undecided"),
        pytest.param(FAILED, FAILED, "About a.", id="the first part that lacks points"),
        pytest.param(PASSED, FAILED, "About all.", id="the shared one, where the part has none"),
        pytest.param(BROKEN, PASSED, "", id="none for our own error"),
        pytest.param(BROKEN, FAILED, "About all.", id="our own error is passed over"),
    ],
)
def test_a_hint(first: Finding | Check[Any], second: Finding, hint: str) -> None:
    a = replace(part(question("a", first), name="a"), hints=("About a.", "More about a."))
    both = exercise(a, part(question("b", second), name="b"), hints=("About all.", "More."))
    assert grade(both, {"a": "x", "b": "x"}).hint == hint


@pytest.mark.parametrize("text", ["sgmoid(x)", ""])
def test_what_cannot_be_read_gets_a_hint_too(text: str) -> None:
    assert grade(exercise(part(question("a", PASSED)), hints=("Look up.",)), {"answer": text}).hint == "Look up."


@pytest.mark.parametrize(
    ("submission", "told"),
    [
        pytest.param(
            Submission(exercise="double", answers={"anwser": "x"}),
            "there is no part “anwser” in this exercise; its parts are: answer",
            id="a part that isn't there",
        ),
        pytest.param(
            Submission(exercise="double", answers={}, variant=2),
            "double has no variant 2; they are numbered 0 to 1",
            id="a variant beyond the last",
        ),
        pytest.param(
            Submission(exercise="double", answers={}, variant=-1),
            "double has no variant -1; they are numbered 0 to 1",
            id="a variant before the first",
        ),
    ],
)
def test_what_is_not_there_is_a_fault_of_the_call(submission: Submission, told: str) -> None:
    with pytest.raises(CallError) as caught:
        grade(exercise(part(question("a", PASSED)), variants=2), submission)
    assert str(caught.value) == told


def test_a_report_says_whose_it_is_and_what_of() -> None:
    submission = Submission(exercise="double", learner="Ada", answers={"answer": " x "}, variant=1, seed=7)
    report = grade(exercise(part(question("a", PASSED)), variants=2), submission)
    assert (report.submission, report.learner, report.exercise, report.title) == (
        submission.id,
        "Ada",
        "double",
        "Double it",
    )
    assert (report.revision, report.version, report.variant, report.seed) == ("r1", __version__, 1, 7)
    assert (report.parts[0].answer, report.parts[0].understood, report.signature) == (" x ", "x", "")


def test_answers_alone_are_a_submission_of_nobody() -> None:
    asked = exercise(part(question("a", PASSED)))
    assert grade(asked, {"answer": "x"}) == grade(asked, Submission(exercise="double", answers={"answer": "x"}))


def test_adding_a_check_changes_no_other_finding() -> None:
    calls = ["a", "b", "c"]
    alone = {call: grade_part(part(question(call, Draws())), "x", seed=3).checks[0] for call in calls}
    assert len({check.finding.evidence.sentence for check in alone.values()}) == len(calls)
    for count in (2, 3):
        for chosen in permutations(calls, count):
            together = grade_part(part(*(question(call, Draws()) for call in chosen)), "x", seed=3)
            assert together.checks == tuple(alone[call] for call in chosen)


def test_luck_belongs_to_the_seed_and_the_part() -> None:
    def drawn(name: str, seed: int) -> str:
        return grade_part(part(question("a", Draws()), name=name), "x", seed).checks[0].finding.evidence.sentence

    assert drawn("a", 0) == drawn("a", 0)
    assert len({drawn("a", 0), drawn("a", 1), drawn("b", 0)}) == 3


def test_points_do_not_depend_on_the_order_of_checks() -> None:
    asked = [question("a", PASSED, 2), question("b", FAILED), question("c", UNDECIDED, 4), question("d", BROKEN, 8)]
    graded = {grade_part(part(*chosen), "x", seed=0).points for chosen in permutations(asked)}
    assert graded == {6}


def test_the_same_submission_gives_the_same_bytes() -> None:
    kind = Numeric(answer="1/4")
    asked = exercise(
        part(question("drawn", Draws()), question("broken", BROKEN), name="a"),
        part(*kind.questions(), name="b", kind=kind, wrong=[wrong("1/2", "That is the value.")]),
    )
    submission = Submission(exercise="double", answers={"b": "0.5", "a": "x"}, seed=5)
    other = Submission(exercise="double", answers={"a": "x", "b": "0.5"}, seed=5)
    texts = {canonical(grade(asked, one).to_dict()) for one in (submission, submission, other)}
    assert len(texts) == 1


def told(*parts: Part, answers: Mapping[str, str]) -> list[Progress]:
    """Return what is told while answers are graded."""
    heard = list[Progress]()
    grade(exercise(*parts), answers, heard.append)
    return heard


def test_after_each_check_it_is_told_how_far_the_grading_is() -> None:
    first = part(question("a", PASSED), question("b", FAILED), name="first")
    second = part(question("c", BROKEN), question("d", UNDECIDED, 3), name="second")
    assert told(first, second, answers={"first": "x", "second": "x"}) == [
        Progress(step=1, of=4, best="1 point"),
        Progress(step=2, of=4, best="1 point"),
        Progress(step=3, of=4, best="1 point"),
        Progress(step=4, of=4, best="4 points"),
    ]


@dataclass(frozen=True)
class Trains(Check[Any]):
    """Takes long, and says so."""

    def judge(self, answer: Any, rng: np.random.Generator) -> Finding:
        del answer, rng
        telling.tell("training, seed 5")
        return passed("Learned.")


def test_a_check_that_takes_long_tells_how_far_it_is() -> None:
    asked = part(question("a", PASSED), question("b", Trains()), name="answer")
    assert told(asked, answers={"answer": "x"}) == [
        Progress(step=1, of=2, best="1 point"),
        Progress(step=1, of=2, best="training, seed 5"),
        Progress(step=2, of=2, best="2 points"),
    ]


def test_nothing_is_told_of_what_is_not_judged() -> None:
    first, second = part(question("a", PASSED), name="first"), part(question("b", PASSED), name="second")
    assert told(first, second, answers={"first": "x("}) == []
    assert told(first, second, answers={"second": "x"}) == [Progress(step=1, of=2, best="1 point")]


def test_being_told_changes_no_report() -> None:
    asked = exercise(part(question("a", Draws()), question("b", FAILED)))
    assert grade(asked, {"answer": "x"}, lambda _: None) == grade(asked, {"answer": "x"})


def test_a_check_can_be_asked_by_itself() -> None:
    result = judge(question("a", Draws()), None, 3, "answer")
    assert result == grade_part(part(question("a", Draws())), "x", seed=3).checks[0]
    assert judge(question("a", BROKEN), None, 0, "answer").verdict is Verdict.JUDGE_ERROR


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        pytest.param({"first": "x", "second": "\0"}, ["first", "second"], id="each part says so"),
        pytest.param({}, ["answer"], id="one part says so where there is no answer"),
    ],
)
def test_what_could_not_be_graded_says_why_and_blames_nobody(answers: dict[str, str], names: list[str]) -> None:
    submission = Submission(exercise="double", learner="Ada", answers=answers, variant=4, seed=7)
    report = not_graded(submission, "Broken.")
    assert (report.submission, report.learner, report.exercise) == (submission.id, "Ada", "double")
    assert (report.variant, report.seed, report.version) == (4, 7, __version__)
    assert [part.name for part in report.parts] == names
    assert {part.answer for part in report.parts} == set(answers.values()) or not answers
    assert {check.finding.evidence.sentence for part in report.parts for check in part.checks} == {"Broken."}
    assert (report.verdict, report.points, report.out_of, report.hint) == (Verdict.JUDGE_ERROR, 0, 0, "")


REGRADED = """
import sys, torch, grader
from grader.learning import _bench
from grader.report import canonical
torch.set_num_threads(int(sys.argv[1]))
exercise = grader.load(sys.argv[2])["repair-sqrt"]
reports = set()
for _ in range(int(sys.argv[3])):
    reports.add(canonical(grader.grade(exercise, {"answer": "x/sqrt(1+abs(x))"}).to_dict()))
    _bench.cache_clear()
(report,) = reports
sys.stdout.write(report)
"""


def test_training_again_gives_the_same_report_beside_other_load_and_with_more_threads(full: bool) -> None:  # noqa: FBT001
    command, course, times = (
        [sys.executable, "-c", REGRADED],
        str(ROOT / "exercises" / "activations"),
        25 if full else 1,
    )
    with ExitStack() as stack:
        beside = [
            stack.enter_context(subprocess.Popen([*command, threads, course, str(times)], stdout=subprocess.PIPE))
            for threads in ("1", "2", "1", "2")
        ]
        reports = {one.communicate()[0] for one in beside}
    assert all(one.returncode == 0 for one in beside)
    assert len(reports) == 1
