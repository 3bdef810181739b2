"""Scores of contests: who gets one, on which seeds, and to the same bytes."""

from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
import pytest

from grader import scoring
from grader.answers.formula import Formula
from grader.attempt import Progress
from grader.catalog import load_exercise
from grader.catalog.schema import write_new
from grader.checks.defined import Defined
from grader.checks.not_affine import NotAffine
from grader.errors import RunError, Trouble
from grader.exercise import Contest, Exercise, Part, Variant
from grader.grading import grade
from grader.kinds import Check, Question
from grader.maths.formula import Function
from grader.records import read_report
from grader.report import Finding, Report, Verdict, canonical, undecided
from grader.score import Score
from grader.submission import Submission
from grader.trials.training import CHUNK, Trained
from grader.trials.verdict import FLOOR

SMALL = Contest(task="spirals", width=4, depth=1, steps=20, seeds=10, best="highest")
SECRET, OTHER = b"nobody knows", b"nobody knows this either"


def contest(design: Contest = SMALL, name: str = "best") -> Exercise:
    questions = (
        Question(call="defined", check=Defined(), gate=True, points=0),
        Question(call="not_affine", check=NotAffine()),
    )
    part = Part(
        name="answer",
        ask="",
        kind=Formula(answer="sin(x)"),
        questions=questions,
        answers=("sin(x)",),
        wrong=(),
        contest=design,
    )
    variant = Variant(values={}, ask="", parts=(part,), hints=())
    return Exercise(id=name, course="c", title="Best", kind="contest", variants=(variant,), revision="r", path=Path())


def graded(text: str, hidden: bytes = SECRET, exercise: Exercise | None = None) -> Report:
    answers = {"answer": text} if text else {}
    return grade(exercise or contest(), answers, hidden=hidden)


def scored(text: str, hidden: bytes = SECRET, exercise: Exercise | None = None) -> Score:
    found = graded(text, hidden, exercise).score
    assert found is not None
    return found


@dataclass(frozen=True)
class Unsure(Check[Function]):
    """Never knows."""

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        del answer, rng
        return undecided("Who knows.")


UNRANKED = [
    pytest.param("2*x", Verdict.FAILED, id="a check that failed"),
    pytest.param("log(x)", Verdict.FAILED, id="a gate that is shut"),
    pytest.param("sgmoid(x)", Verdict.UNREADABLE, id="an answer that can't be read"),
    pytest.param("", Verdict.SKIPPED, id="nothing"),
]


@pytest.mark.parametrize(("text", "verdict"), UNRANKED)
def test_an_entry_that_does_not_pass_all_checks_has_no_score_and_is_told(text: str, verdict: Verdict) -> None:
    report = graded(text)
    assert (report.verdict, report.score) == (verdict, None)
    assert report.unranked == "This entry is not ranked: it gets a score once it has passed all checks."


def test_what_is_undecided_gives_its_points_and_no_score() -> None:
    exercise = contest()
    (part,) = exercise.variants[0].parts
    changed = replace(part, questions=(part.questions[0], replace(part.questions[1], check=Unsure())))
    report = graded("sin(x)", exercise=replace(exercise, variants=(replace(exercise.variants[0], parts=(changed,)),)))
    assert (report.verdict, report.points, report.score) == (Verdict.UNDECIDED, 1, None)
    assert report.unranked == scoring.UNRANKED


def test_no_other_exercise_is_scored() -> None:
    report = graded("sin(x)", exercise=contest_without_score())
    assert (report.score, report.unranked) == (None, "")
    assert {"score", "unranked"}.isdisjoint(report.to_dict())


def contest_without_score() -> Exercise:
    exercise = contest()
    (part,) = exercise.variants[0].parts
    return replace(exercise, variants=(replace(exercise.variants[0], parts=(replace(part, contest=None),)),))


def test_a_score_is_the_mean_of_as_many_networks_as_there_are_seeds() -> None:
    found = scored("sin(x)")
    (picture,) = found.pictures
    mine = picture.series[0].y
    assert (found.seeds, len(mine), picture.x) == (10, 10, tuple(float(i) for i in range(1, 11)))
    assert found.mean == pytest.approx(fmean(mine), abs=1e-4)
    assert found.standard_error == pytest.approx(stdev(mine) / 10**0.5, abs=1e-4)
    assert (found.best, found.design) == ("highest", "spirals, 1 hidden layer of 4, 20 steps")


def test_it_is_told_which_network_is_trained() -> None:
    told = list[Progress]()
    grade(contest(), {"answer": "sin(x)"}, told.append, SECRET)
    assert [(one.step, one.best) for one in told] == [
        (1, "0 points"),
        (2, "1 point"),
        *((2, f"training, network {i} of 10") for i in (1, 5, 9)),
    ]


def test_references_are_what_others_reach_with_the_same_seeds() -> None:
    found, relu = scored("sin(x)"), scored("relu(x)")
    assert [one.name for one in found.references] == ["none", "ReLU"]
    assert found.references == relu.references
    assert (relu.mean, relu.standard_error) == (relu.references[1].mean, relu.references[1].standard_error)


def test_the_same_entry_gets_the_same_bytes_and_another_learner_the_same_score() -> None:
    texts = {canonical(graded("sin(x)").to_dict()) for _ in range(2)}
    assert len(texts) == 1
    others = Submission(exercise="best", learner="bob", answers={"answer": "sin(x)"}, seed=77)
    assert grade(contest(), others, hidden=SECRET).score == scored("sin(x)")


def test_seeds_depend_on_the_secret_and_the_exercise_and_stay_in_no_report() -> None:
    name = "c/best"
    seeds = [seed for chunk in scoring._chunks(name, SECRET, 10, CHUNK) for seed in chunk]
    assert len(seeds) == len(set(seeds)) == 12  # rounded up to whole chunks
    elsewhere = [scoring._seed("c/worst", SECRET, 0), scoring._seed(name, OTHER, 0), scoring._seed(name, b"", 0)]
    assert not set(elsewhere) & set(seeds)
    text = canonical(graded("sin(x)").to_dict())
    assert not any(str(seed) in text for seed in seeds)
    assert scored("sin(x)").mean != scored("sin(x)", OTHER).mean


@pytest.mark.parametrize(
    ("secret", "hidden"), [pytest.param(SECRET, True, id="hidden"), pytest.param(b"", False, id="public")]
)
def test_a_score_says_whether_its_seeds_are_hidden(secret: bytes, hidden: bool) -> None:  # noqa: FBT001
    assert scored("sin(x)", secret).hidden is hidden


def test_a_network_without_finite_numbers_counts_as_chance() -> None:
    deep = replace(SMALL, depth=12)
    found = scored("exp(x)^3", exercise=contest(deep))
    assert found.diverged > 0
    assert found.pictures[0].series[0].y.count(0.5) >= found.diverged
    lost = Trained(accuracy=0.0, diverged=True, loss=nan, curve=(), rate=0.01)
    assert scoring._reached([lost, replace(lost, accuracy=0.9, diverged=False)], 0.1) == [0.1, 0.9]


def test_a_score_comes_back_as_it_was_and_a_report_without_one_as_well() -> None:
    for report in (graded("sin(x)"), graded("2*x"), graded("sin(x)", exercise=contest_without_score())):
        assert canonical(read_report(report.to_dict()).to_dict()) == canonical(report.to_dict())


def test_a_score_that_breaks_is_our_fault_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RunError(Trouble.RAISED, "no memory")

    monkeypatch.setattr(scoring, "score", breaks)
    report = graded("sin(x)")
    assert (report.verdict, report.score, report.unranked) == (Verdict.JUDGE_ERROR, None, "")
    assert report.parts[0].checks[-1].call == "score"
    assert "It is not your fault." in report.parts[0].checks[-1].finding.evidence.sentence


def test_what_is_no_contest_cannot_be_scored() -> None:
    exercise = contest_without_score()
    with pytest.raises(ValueError, match="part answer is not a contest"):
        scoring.score(exercise, exercise.variants[0].parts[0], "x", b"")


def test_the_smallest_contest_is_scored(tmp_path: Path) -> None:
    path = write_new("contest", tmp_path / "mine")
    report = grade(load_exercise(path), {"answer": "sin(x)"})
    assert report.score is not None
    assert not report.score.hidden
    assert report.score.mean > report.score.references[0].mean


def test_where_the_lowest_wins_numbers_that_end_win_nothing() -> None:
    lowest = contest(replace(SMALL, best="lowest"))
    assert graded("tanh(x)", exercise=lowest).score is not None
    found = graded("tanh(x)*1e30*1e30/1e60", exercise=lowest)  # tanh, but for float32
    assert found.verdict is Verdict.PASSED
    assert (found.score, found.unranked) == (None, scoring.LOST)
    assert graded("tanh(x)*1e30*1e30/1e60").score is not None


def test_equal_networks_have_an_error_all_the_same() -> None:
    assert scoring._summed([0.5] * 10) == (0.5, round(FLOOR / 10**0.5, 4))
