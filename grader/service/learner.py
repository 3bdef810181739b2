"""What a learner can do: look at exercises, keep drafts, hand in answers, see what became of them, ask for hints."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.attempt import Attempt
from grader.errors import CallError
from grader.exercise import Exercise, Part, Variant
from grader.fields import Field
from grader.kinds import luck
from grader.person import Person
from grader.report import Verdict
from grader.service import lots
from grader.service.clock import Clock
from grader.service.library import Library
from grader.store import Store, jobs, notes, submissions
from grader.store.notes import Work
from grader.store.submissions import Handed
from grader.submission import Submission

THINK = 30.0  # s after which the next hint may be seen without another attempt
LONGEST = 20_000  # characters of one part's answer


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """An exercise as one learner meets it.

    number: of the variant.  variant: the parts that are open.  later: those that open after another one is graded.
    fields: the control of each part, options and rows in this learner's order.
    drafts: what was typed last, by part.  attempts: the first one first.
    hints: those that have been seen; more: whether there are others.
    left: attempts there still are, or None for as many as one likes.
    """

    work: Work
    exercise: Exercise
    number: int
    variant: Variant
    later: tuple[Part, ...]
    fields: Mapping[str, Field]
    drafts: Mapping[str, str]
    attempts: tuple[Attempt, ...]
    hints: tuple[str, ...]
    more: bool
    left: int | None

    @property
    def is_solved(self) -> bool:
        """Whether one of the attempts has full marks."""
        return any(attempt.is_solved for attempt in self.attempts)


@dataclass(frozen=True, kw_only=True)
class Learning:
    """The exercises, for learners.  fixed: whether everybody meets the first variant, as in a demo."""

    store: Store
    library: Library
    clock: Clock
    fixed: bool = False

    def scores(self, person: Person, course: str) -> Mapping[str, tuple[int, int]]:
        """Return the best points so far, and out of how many, by exercise."""
        with self.store.reading() as connection:
            return submissions.scores(connection, person.id, course)

    def sheet(self, person: Person, course: str, exercise: str, *, variant: int | None = None, take: int = 0) -> Sheet:
        """Return an exercise with all that the learner has done on it.

        variant: one that is asked for, which teachers may, and in a demo everybody; learners have their own.
        CallError: there is no such exercise or variant.
        """
        found = self.library.exercise(course, exercise)
        own = 0 if self.fixed else lots.variant(person.id, course, found, take)
        number = variant if variant is not None and (self.fixed or person.teaches) else own
        chosen = found.variant(number)
        work = Work(learner=person.id, course=course, exercise=exercise, take=take)
        with self.store.reading() as connection:
            drafts = notes.drafted(connection, work)
            attempts = submissions.of_learner(connection, person.id, course, exercise) if not take else ()
            shown, opened = notes.hinted(connection, work)
        if not opened:
            with self.store.writing() as connection:
                notes.begin(connection, work, self.clock())
        later = () if take else tuple(part for part in chosen.parts if not _is_open(part, attempts))
        open_now = replace(chosen, parts=tuple(part for part in chosen.parts if part not in later))
        ladder = _ladder(open_now)
        order = lots.lot("order", person.id, course, exercise, take)
        return Sheet(
            work=work,
            exercise=found,
            number=number,
            variant=open_now,
            later=later,
            fields={part.name: part.kind.field(luck(order, part.name, "order")) for part in chosen.parts},
            drafts=drafts,
            attempts=attempts,
            hints=ladder[:shown],
            more=shown < len(ladder),
            left=_left(found, attempts),
        )

    def keep(self, work: Work, part: str, text: str) -> None:
        """Keep what stands in the control of a part."""
        with self.store.writing() as connection:
            notes.draft(connection, work, part, text[:LONGEST], self.clock())

    def submit(self, work: Work, answers: Mapping[str, str], *, token: str, variant: int) -> int:
        """Hand in answers by part; return the number of the submission.  It is kept, and its job with it.

        token: chosen by whoever sends it, so that the same answers sent twice arrive once.
        CallError: there is no such exercise, variant or part, an answer is too long, a part is not open yet, or no
        attempt is left.
        """
        exercise = self.library.exercise(work.course, work.exercise)
        _refuse(exercise.variant(variant), answers)
        submission = Submission(
            exercise=work.exercise,
            learner=work.learner,
            answers=answers,
            variant=variant,
            seed=lots.seed(work.learner, work.course, work.exercise),
        )
        early = [part for part in exercise.variant(variant).parts if part.opens_after and part.name in answers]
        # Else there is nothing to look at while others wait to write.
        limited = exercise.policy.attempts is not None or bool(early)
        with self.store.writing() as connection:
            attempts = submissions.of_learner(connection, work.learner, work.course, work.exercise) if limited else ()
            own = f"{work.learner} {token} {submission.id}"  # nobody's token can stand in another's way
            handed = Handed(token=own, course=work.course, submission=submission, at=self.clock())
            number, is_new = submissions.put(connection, handed)
            if is_new:
                if _left(exercise, attempts) == 0:
                    raise CallError("All attempts at this exercise are used up.")
                if closed := [part for part in early if not _is_open(part, attempts)]:
                    first = closed[0]
                    raise CallError(f"Part {first.name} opens once part {first.opens_after} has been graded.")
                jobs.put(connection, number)
            return number

    def attempt(self, person: Person, number: int) -> Attempt:
        """Return a submission with what has become of it.

        CallError: there is none, or it is somebody else's, or a quiz's, which says itself when it may be seen.
        """
        with self.store.reading() as connection:
            found = submissions.get(connection, number)
        mine = found is not None and found.submission.learner == person.id and found.take is None
        if found is None or not (mine or person.teaches):
            raise CallError(f"there is no submission {number}")
        return found

    def hint(self, sheet: Sheet) -> str:
        """Show the next hint, if there has been an attempt or time to think since the last; else say why not."""
        work, now = sheet.work, self.clock()
        with self.store.writing() as connection:
            shown, at = notes.hinted(connection, work)
            attempts = submissions.of_learner(connection, work.learner, work.course, work.exercise)
            tried = any(attempt.at >= at or attempt.is_solved for attempt in attempts)
            if 0 <= now - at < THINK and not tried:
                return "Try an answer first, or think about it for half a minute. Then the next hint is yours."
            if shown < len(_ladder(sheet.variant)):
                notes.hint(connection, work, shown + 1, now)
        return ""

    def doubt(self, person: Person, number: int, words: str) -> None:
        """Tell the teacher that a verdict seems wrong; CallError if the submission isn't the person's own."""
        attempt = self.attempt(person, number)
        with self.store.writing() as connection:
            notes.doubt(connection, attempt.number, words.strip()[:LONGEST], self.clock())


def _refuse(variant: Variant, answers: Mapping[str, str]) -> None:
    for name, text in answers.items():
        variant.part(name)
        if len(text) > LONGEST:
            raise CallError(f"An answer has up to {LONGEST:,} characters; this one has {len(text):,}.")


def _left(exercise: Exercise, attempts: tuple[Attempt, ...]) -> int | None:
    allowed = exercise.policy.attempts
    return None if allowed is None else max(0, allowed - sum(attempt.counts for attempt in attempts))


def _is_open(part: Part, attempts: tuple[Attempt, ...]) -> bool:
    """Whether a part is shown: nothing has to come before it, or that has been graded in some attempt."""
    results = (result for attempt in attempts if attempt.report for result in attempt.report.parts)
    return not part.opens_after or any(
        result.name == part.opens_after and result.verdict not in {Verdict.UNREADABLE, Verdict.SKIPPED}
        for result in results
    )


def _ladder(variant: Variant) -> tuple[str, ...]:
    """Return all hints in the order in which they are shown: a part's own are about that part."""
    own = (f"**{part.name}**: {hint}" for part in variant.parts for hint in part.hints)
    return (*variant.hints, *own)
