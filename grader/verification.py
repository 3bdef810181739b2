"""Exercises prove themselves: the right answers pass, the wrong ones fail exactly as foretold, in every variant.

`grader.verify` is `verify`.  What is found is a fault with file and line, as if the loader had found it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import catalog, nodes, texts
from grader.catalog.course import COURSE
from grader.errors import AnswerError, CallError, ExerciseError, Fault
from grader.exercise import Exercise, Part, Variant, Wrong
from grader.fields import Program
from grader.grading import grade_part, judge, told
from grader.kinds import luck
from grader.report import FREE, PartResult, Verdict
from grader.strays import strays

SEED = 0
FEW = 2  # wrong answers a part should know at least
FAILING = frozenset({Verdict.FAILED, Verdict.JUDGE_ERROR})

_QUOTED = re.compile("“.*?”", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the marks table: an answer and the verdict of each check on it."""

    part: str
    answer: str
    right: bool
    points: int
    out_of: int
    verdicts: tuple[tuple[str, Verdict], ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What verifying one exercise gave: faults to mend, advice, and the marks table of its first variant.

    faulty: how many programs with one fault, made from the right one, were tried; caught: how many lose points.
    """

    exercise: Exercise
    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]
    rows: tuple[Row, ...]
    faulty: int = 0
    caught: int = 0


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What verifying a file or a course gave."""

    proofs: tuple[Proof, ...]
    others: tuple[Fault, ...] = ()  # of files that are no exercises, or not yet

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, in the order of the files."""
        return (*self.others, *(fault for proof in self.proofs for fault in proof.faults))


def verify(path: Path | str) -> Verification:
    """Verify an exercise file, a course, or a folder of courses.

    CallError: there is nothing of the kind at this path.
    """
    path = Path(path)
    if not path.exists():
        raise CallError(f"there is no file or folder {path}")
    if path.is_file():
        return _verified([path])
    folders = list(catalog.courses(path))
    if not folders:
        folders = [catalog.load(path).path]  # says what is missing
    verified = [_course(folder) for folder in folders]
    return Verification(
        proofs=tuple(proof for one in verified for proof in one.proofs),
        others=tuple(fault for one in verified for fault in one.others),
    )


def _course(folder: Path) -> Verification:
    try:
        course = catalog.load(folder)
    except ExerciseError as error:
        faulty = {fault.path for fault in error.faults}
        rest = _verified([path for path in catalog.files(folder) if str(path) not in faulty])
        stray = () if str(folder / COURSE) in faulty else strays(folder)
        return Verification(proofs=rest.proofs, others=(*error.faults, *stray))
    return Verification(proofs=tuple(map(prove, course)), others=tuple(strays(folder)))


def _verified(paths: list[Path]) -> Verification:
    proofs, others = list[Proof](), list[Fault]()
    for path in paths:
        try:
            proofs.append(prove(catalog.load_exercise(path)))
        except ExerciseError as error:
            others.extend(error.faults)
    return Verification(proofs=tuple(proofs), others=tuple(others))


def prove(exercise: Exercise) -> Proof:
    """Return what is wrong with an exercise that loads."""
    source = nodes.read(exercise.path.read_text(encoding="utf-8"))
    faults = [*_disproved(exercise), *texts.faults(exercise, source)]
    first = exercise.variants[0]
    faulty = [(part, *fault) for part in first.parts for fault in part.kind.faulty()]
    unseen = [(part, fault) for part, fault, text in faulty if not _is_caught(part, text)]
    survivors = (_survivor(exercise, part, fault) for part, fault in unseen)
    return Proof(
        exercise=exercise,
        faults=tuple(sorted(set(faults))),
        advice=(*_advice(exercise), *survivors),
        rows=tuple(row for part in first.parts for row in _rows(part)),
        faulty=len(faulty),
        caught=len(faulty) - len(unseen),
    )


def _is_caught(part: Part, text: str) -> bool:
    """Whether a program loses points; once it has, the other checks need not be asked."""
    try:
        parsed = part.kind.parse(text)
    except AnswerError:
        return True
    verdicts = (judge(question, parsed, SEED, part.name).verdict for question in part.questions)
    return any(verdict not in FREE for verdict in verdicts)


def _survivor(exercise: Exercise, part: Part, fault: str) -> Fault:
    return Fault(
        path=str(exercise.path), line=part.line, message=f"part {part.name}: no check sees this fault: {fault}"
    )


def _disproved(exercise: Exercise) -> Iterator[Fault]:
    """Yield the faults of every variant, but not what an earlier one has shown already."""
    told = set[tuple[int, str]]()
    for number, variant in enumerate(exercise.variants):
        where = f" (in variant {number}: {_values(variant)})" if variant.values else ""
        found = list(_variant(variant))
        for line, message in found:
            if (line, _gist(message)) not in told:
                yield Fault(path=str(exercise.path), line=line, message=message + where)
        told.update((line, _gist(message)) for line, message in found)


def _gist(message: str) -> str:
    """Return what a message says in every variant, without what is quoted and shown."""
    return _QUOTED.sub("", message).split(":")[0]


def _values(variant: Variant) -> str:
    return ", ".join(f"{name} = {value}" for name, value in variant.values.items())


def _variant(variant: Variant) -> Iterator[tuple[int, str]]:
    for part in variant.parts:
        yield from ((_line(part, doubt), doubt) for doubt in part.kind.doubts())
        yield from _right(part)
        for blank in part.kind.blanks():
            if (result := grade_part(part, blank, SEED)).points:
                yield part.line, f"part {part.name}: an empty answer earns {result.points} points"
        yield from _starter(part)
        for wrong in part.wrong:
            yield from _wrong(part, wrong)


def _starter(part: Part) -> Iterator[tuple[int, str]]:
    match part.kind.field(luck(SEED, part.name, "order")):
        case Program(starter=starter) if (result := grade_part(part, starter, SEED)).points == result.out_of:
            yield part.line, f"part {part.name}: the starter gets full marks"


def _line(part: Part, doubt: str) -> int:
    """Return the line of the wrong answer a doubt quotes, else that of the right one."""
    return next((wrong.line for wrong in part.wrong if f"“{wrong.mistake.answer}”" in doubt), part.line)


def _right(part: Part) -> Iterator[tuple[int, str]]:
    for answer in part.answers:
        result = grade_part(part, answer, SEED)
        for check in result.checks:
            if check.verdict is not Verdict.PASSED:
                sentence = check.finding.evidence.sentence
                yield part.line, f"the answer “{called(part, answer)}” does not pass {check.call}: {sentence}"


def _wrong(part: Part, wrong: Wrong) -> Iterator[tuple[int, str]]:
    """Yield what is not as this entry says."""
    name = f"wrong answer “{called(part, wrong.mistake.answer)}”"
    for example in part.kind.examples(wrong.mistake):
        parsed = part.kind.parse(example)
        if not wrong.mistake.as_written and any(
            part.kind.same_entirely(parsed, part.kind.parse(a)) for a in part.answers
        ):
            yield wrong.line, f"{name} equals the answer"
            continue
        if twins := [one for one in part.wrong if one is not wrong and part.kind.shows(parsed, one.mistake)]:
            yield wrong.line, f"{name} {_likened(part, wrong, twins[0])}"
            continue
        yield from (
            (wrong.line, f"{name} {message}") for message in _foretold(part, wrong, grade_part(part, example, SEED))
        )


def called(part: Part, answer: str) -> str:
    """Return an answer as it is called on one line: a program by its lines that the right one has not."""
    if "\n" not in answer:
        return answer
    known = {line.strip() for line in part.kind.reference().splitlines()}
    own = [line.strip() for line in answer.splitlines() if line.strip() not in known]
    return " ⏎ ".join(own[:3]) or "the program"


def _likened(part: Part, wrong: Wrong, other: Wrong) -> str:
    """Say in what way a wrong answer falls under another entry too."""
    if any(part.kind.shows(part.kind.parse(example), wrong.mistake) for example in part.kind.examples(other.mistake)):
        return f"is the same as the one in line {other.line}"
    return f"shows other feedback: that of line {other.line} too"


def _foretold(part: Part, wrong: Wrong, result: PartResult) -> Iterator[str]:
    if result.points >= result.out_of:
        yield "passes: it gets full marks"
        return
    yield from _unforeseen(part, wrong, {check.call for check in result.checks if check.verdict in FAILING})
    if not part.kind.shows(part.kind.parse(result.answer), wrong.mistake):
        yield "is not recognised: its own example does not show it"
    elif wrong.feedback and result.feedback != (told(part, wrong),):
        others = [words for words in result.feedback if words != told(part, wrong)]
        yield f"shows other feedback: {others[0] if others else 'none'}"


def _unforeseen(part: Part, wrong: Wrong, failing: set[str]) -> Iterator[str]:
    """Yield the checks that fail though they should not, and the other way round."""
    allowed = tuple(part.kind.explains(wrong.mistake)) if wrong.fails is None else wrong.fails
    if allowed or wrong.fails is not None:
        yield from (f"fails also: {call}" for call in sorted(failing.difference(allowed)))
    yield from (f"does not fail: {call}" for call in wrong.fails or () if call not in failing)


def _advice(exercise: Exercise) -> Iterator[Fault]:
    first = exercise.variants[0]
    for part in first.parts:
        if len(part.wrong) < FEW:
            known = f"{len(part.wrong)} wrong answer{'s' if len(part.wrong) != 1 else ''}"
            message = f"part {part.name} knows {known}; at least {FEW} make better feedback"
            yield Fault(path=str(exercise.path), line=part.line, message=message)
        if not (part.hints or first.hints):
            yield Fault(path=str(exercise.path), line=part.line, message=f"part {part.name} has no hint")


def _rows(part: Part) -> Iterator[Row]:
    answers = [(answer, True) for answer in part.answers]
    answers += [(example, False) for wrong in part.wrong for example in part.kind.examples(wrong.mistake)]
    for answer, right in answers:
        result = grade_part(part, answer, SEED)
        yield Row(
            part=part.name,
            answer=called(part, answer),
            right=right,
            points=result.points,
            out_of=result.out_of,
            verdicts=tuple((check.call, check.verdict) for check in result.checks),
        )
