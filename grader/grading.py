"""An exercise and a submission become a report: the whole engine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from grader import __version__, scoring, telling
from grader.attempt import Progress
from grader.errors import AnswerError
from grader.exercise import Exercise, Part, Variant, Wrong
from grader.kinds import Question, luck
from grader.report import (
    CheckResult,
    Evidence,
    Finding,
    Grade,
    PartResult,
    Report,
    Verdict,
    skipped,
)
from grader.submission import Submission

Outcome = TypeVar("Outcome")

# What calls for words: the checks that did not pass and speak for themselves.
TELLING = frozenset({Verdict.FAILED, Verdict.JUDGE_ERROR})
# What calls for a hint: something is left for the learner to do.
OPEN = frozenset({Verdict.FAILED, Verdict.SKIPPED})


Tell = Callable[[Progress], None]  # who wants to know how far a grading has come
Done = Callable[[CheckResult], None]


def grade(
    exercise: Exercise,
    submission: Submission | Mapping[str, str],
    tell: Tell = lambda _: None,
    hidden: bytes = b"",
) -> Report:
    """Return the report on a submission, or on answers by part: the same one every time.

    tell: called after each check, and meanwhile by those that take long.
    hidden: what the seeds of contests are drawn from; they are public if left out.
    CallError: the exercise has no such variant or part.
    """
    if not isinstance(submission, Submission):
        submission = Submission(exercise=exercise.id, answers=submission)
    variant = exercise.variant(submission.variant)
    for name in submission.answers:
        variant.part(name)
    answers, seed = submission.answers, submission.seed
    with _followed(variant, tell) as done:
        parts = tuple(grade_part(part, answers.get(part.name), seed, done) for part in variant.parts)
        report = Report(
            submission=submission.id,
            learner=submission.learner,
            exercise=exercise.id,
            title=exercise.title,
            revision=exercise.revision,
            version=__version__,
            variant=submission.variant,
            seed=submission.seed,
            parts=parts,
            hint=_hint(variant.parts, parts, variant.hints),
            sandbox=_level(variant),
        )
        return _scored(report, exercise, variant, hidden)


def _scored(report: Report, exercise: Exercise, variant: Variant, hidden: bytes) -> Report:
    """Return the report with its score, if the exercise is a contest, or with why there is none."""
    contest = next((part for part in variant.parts if part.contest), None)
    if contest is None:
        return report
    (result,) = report.parts
    if not scoring.is_ranked(result):
        return replace(report, unranked=scoring.UNRANKED)
    score = _tried(lambda: scoring.score(exercise, contest, result.answer, hidden))
    if isinstance(score, Finding):
        broken = CheckResult(call="score", worth=0, finding=score)
        return replace(report, parts=(replace(result, checks=(*result.checks, broken)),))
    return replace(report, unranked=scoring.LOST) if scoring.is_lost(score) else replace(report, score=score)


def _level(variant: Variant) -> str:
    """Return how well programs were walled in; nothing where none was run."""
    if not any(part.kind.programs for part in variant.parts):
        return ""
    from grader.sandbox import SandboxError, shared  # noqa: PLC0415  only programs need it

    try:
        return shared().level.value
    except SandboxError:
        return ""


def not_graded(submission: Submission, sentence: str) -> Report:
    """Return the report on a submission that could not be graded, by no fault of the learner's."""
    evidence = Evidence(sentence=sentence, grade=Grade.SUPPORTED)
    failure = CheckResult(call="grading", worth=0, finding=Finding(verdict=Verdict.JUDGE_ERROR, evidence=evidence))
    parts = (PartResult(name=name, answer=text, checks=(failure,)) for name, text in submission.answers.items())
    return Report(
        submission=submission.id,
        learner=submission.learner,
        exercise=submission.exercise,
        title=submission.exercise,
        revision="",
        version=__version__,
        variant=submission.variant,
        seed=submission.seed,
        parts=tuple(parts) or (PartResult(name="answer", checks=(failure,)),),
    )


@contextmanager
def _followed(variant: Variant, tell: Tell) -> Iterator[Done]:
    """Give what tells, after each check, how many of all are done and what they gave; a long one tells more itself."""
    of, results = sum(len(part.questions) for part in variant.parts), list[CheckResult]()

    def say(words: str) -> None:
        tell(Progress(step=len(results), of=of, best=words))

    def done(result: CheckResult) -> None:
        results.append(result)
        points = sum(one.points for one in results)
        say(f"{points} point{'' if points == 1 else 's'}")

    with telling.to(say):
        yield done


def grade_part(part: Part, text: str | None, seed: int, done: Done = lambda _: None) -> PartResult:
    """Return what becomes of one part's answer; None if there is none.  done: called with each check's result."""
    if text is None:
        later = f"It opens once part {part.opens_after} has been graded." if part.opens_after else ""
        return PartResult(name=part.name, checks=_alike(part, skipped(later or "Nothing was handed in.")))
    result = _tried(lambda: _answered(part, text, seed, done))
    if isinstance(result, Finding):
        return PartResult(name=part.name, answer=text, checks=_alike(part, result))
    return result


def _answered(part: Part, text: str, seed: int, done: Done) -> PartResult:
    try:
        parsed = part.kind.parse(text)
    except AnswerError as error:
        checks = _alike(part, skipped("The answer could not be read."))
        return PartResult(name=part.name, answer=text, message=error.message, at=error.at, checks=checks)
    checks = tuple(judge(question, parsed, seed, part.name, done) for question in part.questions)
    result = PartResult(name=part.name, answer=text, understood=part.kind.show(parsed), checks=checks)
    if result.points == result.out_of:
        return result
    made = [wrong for wrong in part.wrong if part.kind.shows(parsed, wrong.mistake)] or _likely(part, checks, seed)
    consolation = max((wrong.points for wrong in made), default=0)
    return replace(result, feedback=words(part, made, checks), consolation=consolation)


def _likely(part: Part, checks: tuple[CheckResult, ...], seed: int) -> list[Wrong]:
    """Return the mistake of a program that alone fails just these checks, and in the same way.

    Nobody can compare programs; but two that go astray at the same place with the same value make the same mistake.
    """
    failing = {check.call: check for check in checks if check.verdict is Verdict.FAILED}
    made = [wrong for wrong in part.wrong if wrong.fails is not None and set(wrong.fails) == set(failing)]
    if not part.kind.programs or len(made) != 1:
        return []
    known = part.kind.parse(made[0].mistake.answer)
    alike = (
        _shown(judge(question, known, seed, part.name)) == _shown(failing[question.call])
        for question in part.questions
        if question.call in failing
    )
    return made if all(alike) else []


def _shown(check: CheckResult) -> tuple[object, ...]:
    evidence = check.finding.evidence
    return evidence.observations or (evidence.sentence,)


def words(part: Part, made: list[Wrong], checks: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """Return the words of the mistakes made, then the evidence of failed checks that none of them explains."""
    explained = set[str]()
    for wrong in made:
        if wrong.feedback:
            explained.update(part.kind.explains(wrong.mistake) or (check.call for check in checks))
    evidence = (
        check.finding.evidence.sentence for check in checks if check.verdict in TELLING and check.call not in explained
    )
    return tuple(dict.fromkeys((*(told(part, wrong) for wrong in made if wrong.feedback), *evidence)))


def told(part: Part, wrong: Wrong) -> str:
    """Return an exercise's words for a mistake, with the row or option they are about."""
    subject = part.kind.subject(wrong.mistake)
    return f"{subject}: {wrong.feedback}" if subject else wrong.feedback


def _hint(parts: tuple[Part, ...], results: tuple[PartResult, ...], shared: tuple[str, ...]) -> str:
    """Return the first hint for the first part in which the learner missed points; nothing if there is none."""
    for part, result in zip(parts, results, strict=True):
        if result.points < result.out_of and any(check.verdict in OPEN for check in result.checks):
            return next(iter(part.hints or shared), "")
    return ""


def _alike(part: Part, finding: Finding) -> tuple[CheckResult, ...]:
    return tuple(_result(question, finding) for question in part.questions)


def _result(question: Question[Any], finding: Finding) -> CheckResult:
    return CheckResult(call=question.call, worth=question.points, gate=question.gate, finding=finding)


def judge(question: Question[Any], parsed: Any, seed: int, part: str, done: Done = lambda _: None) -> CheckResult:
    """Return what a check says of an answer that was read; what breaks in it becomes a judge error."""
    result = _result(question, _tried(lambda: question.check.judge(parsed, luck(seed, part, question.call))))
    done(result)
    return result


def _tried(judge: Callable[[], Outcome]) -> Outcome | Finding:
    """Let the judge work; whatever goes wrong in it is never the learner's fault."""
    try:
        return judge()
    except Exception as error:  # noqa: BLE001  the one place: what is our fault becomes a verdict
        sentence = f"This check could not be carried out ({type(error).__name__}: {error}). It is not your fault."
        return Finding(verdict=Verdict.JUDGE_ERROR, evidence=Evidence(sentence=sentence, grade=Grade.SUPPORTED))
