"""Where workers find work: submissions to grade, one at a time, and what to do with the report."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread

from grader.attempt import Progress
from grader.errors import CallError, StoreError
from grader.grading import grade, not_graded
from grader.report import Report
from grader.service import watch
from grader.service.clock import Clock
from grader.service.library import Library
from grader.service.signing import Key, contest_secret, sign
from grader.store import Store, jobs
from grader.store.jobs import LEASE, Claim

TELLING = 0.2  # s between two words on how far a grading has come

BROKEN = "Grading this answer broke down several times. It is not your fault; your teacher can see it."


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The queue as a worker sees it.  key: what reports are signed with."""

    store: Store
    library: Library
    clock: Clock
    key: Key

    def waiting(self) -> int:
        """Return how many submissions have no report yet."""
        with self.store.reading() as connection:
            return jobs.count(connection)

    def claim(self) -> Claim | None:
        """Take up the oldest submission that nobody is grading, or None."""
        with self.store.reading() as connection:  # looking must not keep writers waiting
            if jobs.waiting(connection, self.clock()) is None:
                return None
        with self.store.writing() as connection:
            return jobs.claim(connection, self.clock())

    def grade(self, claim: Claim) -> Report:
        """Grade what was taken up, saying all the while that we are alive and how far we are."""
        submitted = claim.submitted
        if claim.is_last:
            return not_graded(submitted.submission, BROKEN)
        try:
            with watch.watched(watch.LONGEST), self._alive(claim):  # reading all courses anew takes a while, too
                shelf = self.library.shelf(fresh=True)  # what was asked a moment ago must be known here too
                exercise = shelf.course(submitted.course)[submitted.submission.exercise]
                return grade(exercise, submitted.submission, Teller(desk=self, claim=claim), contest_secret(self.key))
        except CallError as error:  # the exercise has been taken away or changed since
            return not_graded(submitted.submission, f"{error}. It is not your fault; your teacher can see it.")

    def finish(self, claim: Claim, report: Report) -> bool:
        """Keep the report, if the submission is still ours to grade; say whether it was."""
        with self.store.writing() as connection:
            return jobs.finish(connection, claim, sign(report, self.key), self.clock())

    @contextmanager
    def _alive(self, claim: Claim) -> Iterator[None]:
        done = Event()
        thread = Thread(target=self._beat, args=(claim, done), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _beat(self, claim: Claim, done: Event) -> None:
        while not done.wait(LEASE / 4):
            with suppress(StoreError), self.store.writing() as connection:  # the next beat may come through
                jobs.beat(connection, claim, self.clock())


@dataclass(kw_only=True)
class Teller:
    """Keeps how far a grading has come; not every step of a quick one."""

    desk: Desk
    claim: Claim
    told: float = 0.0

    def __call__(self, progress: Progress) -> None:
        """Keep a step."""
        now = self.desk.clock()
        self.told = self.told or now
        if now - self.told < TELLING:
            return
        self.told = now
        with suppress(StoreError), self.desk.store.writing() as connection:  # a word unheard must not end a grading
            jobs.tell(connection, self.claim, progress, now)
