"""Quizzes: drawn for a learner, answered by the clock, handed in as a whole."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from grader.attempt import Attempt
from grader.errors import CallError, nearest
from grader.exercise import Exercise
from grader.kinds import luck
from grader.person import Person
from grader.quiz import Quiz
from grader.service import lots
from grader.service.clock import Clock
from grader.service.learner import LONGEST
from grader.service.library import Library
from grader.store import Store, jobs, notes, submissions, takes
from grader.store.notes import Work
from grader.store.submissions import Handed
from grader.submission import Submission
from grader.take import Take

GONE = -1  # the variant of an exercise that can't be read as it is handed in: no report may guess what was asked


@dataclass(frozen=True, kw_only=True)
class Quizzes:
    """The quizzes, for learners.  fixed: whether everybody meets the first variants, as in a demo."""

    store: Store
    library: Library
    clock: Clock
    fixed: bool = False

    def quiz(self, course: str, name: str) -> Quiz:
        """Return a quiz, or raise CallError."""
        quizzes = self.library.course(course).quizzes
        if name in quizzes:
            return quizzes[name]
        raise CallError(f"there is no quiz “{name}”{nearest(name, quizzes)}")

    def takes(self, person: Person, course: str, name: str) -> tuple[Take, ...]:
        """Return the person's takings of a quiz, the first one first."""
        self.ring()
        with self.store.reading() as connection:
            return takes.of_learner(connection, person.id, course, name)

    def closed(self, quiz: Quiz) -> str:
        """Say why a quiz can't be taken now; nothing if it can."""
        now = self.clock()
        if quiz.opens and now < quiz.opens.timestamp():
            return f"It opens on {quiz.opens:%d %B %Y at %H:%M %Z}."
        if quiz.closes and now >= quiz.closes.timestamp():
            return f"It closed on {quiz.closes:%d %B %Y at %H:%M %Z}."
        return ""

    def start(self, person: Person, course: str, name: str) -> Take:
        """Begin a quiz, or go on with the one that was begun.

        CallError: it is not open, or has been taken as often as it may be, or too few of its exercises can be read.
        """
        quiz, now = self.quiz(course, name), self.clock()
        with self.store.writing() as connection:
            before = takes.of_learner(connection, person.id, course, name)
            if before and before[-1].handed is None:
                return before[-1]
            if reason := self.closed(quiz):
                raise CallError(reason)
            if quiz.attempts is not None and len(before) >= quiz.attempts:
                raise CallError("You have taken this quiz as often as it may be taken.")
            lot = lots.lot("quiz", person.id, course, name, len(before))
            drawn = tuple(_drawn(quiz, lot, self.library.course(course).exercises))
            bells = [now + quiz.minutes * 60] if quiz.minutes else []
            bells += [quiz.closes.timestamp()] if quiz.closes else []
            take = Take(
                course=course, quiz=name, learner=person.id, exercises=drawn, at=now, bell=min(bells, default=None)
            )
            return takes.start(connection, take)

    def take(self, person: Person, number: int) -> Take:
        """Return a taking; CallError if there is none, or it is somebody else's, who must have handed it in."""
        self.ring()
        with self.store.reading() as connection:
            found = takes.get(connection, number)
        seen = found is not None and person.teaches and found.handed is not None
        if found is None or not (seen or found.learner == person.id):
            raise CallError(f"there is no quiz {number} of yours")
        return found

    def keep(self, take: Take, exercise: str, part: str, text: str) -> None:
        """Keep an answer while the quiz runs; CallError when it has ended."""
        now = self.clock()
        with self.store.writing() as connection:
            current = takes.get(connection, take.number)
            if current is None or current.handed is not None or (current.bell is not None and now >= current.bell):
                raise CallError("Time is up: this quiz has been handed in.")
            notes.draft(connection, _work(take, exercise), part, text[:LONGEST], now)

    def flag(self, take: Take, exercise: str) -> None:
        """Mark an exercise to come back to, or take the mark away."""
        with self.store.writing() as connection:
            current = takes.get(connection, take.number) or take
            flags = set(current.flags) ^ {exercise}
            takes.flag(connection, take.number, [one for one in take.exercises if one in flags])

    def answered(self, take: Take) -> frozenset[str]:
        """Return the exercises that have an answer in every part."""
        there = self.library.course(take.course).exercises
        asked = {name: there[name].variant(0).parts for name in take.exercises if name in there}
        with self.store.reading() as connection:
            drafts = {name: notes.drafted(connection, _work(take, name)) for name in asked}
        return frozenset(name for name in asked if all(drafts[name].get(part.name) for part in asked[name]))

    def hand_in(self, take: Take) -> None:
        """Hand in every answer there is; done once, however often it is asked for."""
        course, now = self.library.shelf(fresh=True).course(take.course), self.clock()
        with self.store.writing() as connection:
            if not takes.end(connection, take.number, now):
                return
            for name in take.exercises:
                drafts = notes.drafted(connection, _work(take, name))
                submission = Submission(
                    exercise=name,
                    learner=take.learner,
                    answers={part: text for part, text in drafts.items() if text},
                    variant=self._variant(take, course.exercises.get(name)),
                    seed=lots.seed(take.learner, take.course, name, take.number),
                )
                handed = Handed(
                    token=f"take {take.number} {name}",
                    course=take.course,
                    submission=submission,
                    at=now,
                    take=take.number,
                )
                number, _ = submissions.put(connection, handed)
                jobs.put(connection, number)

    def ring(self) -> None:
        """Hand in what stands in the quizzes whose time is up; those of a course that can't be read must wait."""
        with self.store.reading() as connection:
            over = takes.rung(connection, self.clock())
        for take in over:
            if take.course in self.library.shelf(fresh=True).courses:
                self.hand_in(take)

    def results(self, take: Take) -> tuple[Attempt, ...]:
        """Return what was handed in, in the order asked; nothing before the quiz lets feedback be seen."""
        quiz = self.quiz(take.course, take.quiz)
        hidden = quiz.feedback == "after closing" and not (quiz.closes and self.clock() >= quiz.closes.timestamp())
        if hidden or take.handed is None:
            return ()
        with self.store.reading() as connection:
            found = {attempt.submission.exercise: attempt for attempt in submissions.of_take(connection, take.number)}
        return tuple(found[name] for name in take.exercises if name in found)

    def _variant(self, take: Take, exercise: Exercise | None) -> int:
        """Return the variant that is asked."""
        if exercise is None:
            return GONE
        return 0 if self.fixed else lots.variant(take.learner, take.course, exercise, take.number)


def _work(take: Take, exercise: str) -> Work:
    return Work(learner=take.learner, course=take.course, exercise=exercise, take=take.number)


def _drawn(quiz: Quiz, lot: int, there: Container[str]) -> Iterator[str]:
    """Draw a quiz's exercises from those that are there, none twice, in the order asked."""
    rng = luck(lot, quiz.id, "draw")
    alone = {draw.pool[0] for draw in quiz.draws if len(draw.pool) == 1}
    drawn = list[str]()
    for draw in quiz.draws:
        pool = [name for name in draw.pool if name not in drawn and (len(draw.pool) == 1 or name not in alone)]
        pool = [name for name in pool if name in there]
        if len(pool) < draw.count:
            raise CallError("This quiz can't begin now: exercises of it can't be read. Your teacher sees which.")
        drawn += [pool[i] for i in sorted(rng.choice(len(pool), draw.count, replace=False))]
    yield from (drawn[i] for i in rng.permutation(len(drawn))) if quiz.order == "shuffled" else drawn
