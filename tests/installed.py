"""An installation for a test: small courses, a database file, a clock set by hand, and people who use it."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grader import worker
from grader.person import Person
from grader.service.learner import Sheet
from grader.service.library import Library
from grader.service.people import OPEN
from grader.service.service import Service, assemble
from grader.service.signing import Key
from grader.store import Store, open_store
from grader.store.notes import Work

NUMERIC = "title: {name}\nkind: numeric\nask: Say {answer}.\nanswer: {answer}\n"
WEEK = "title: Week\nexercises: [one, 2 of 2-large]\nminutes: 10\n"
FILES = {
    "numbers/course.yaml": "title: Numbers\nunits: [1-small, 2-large]\nquizzes: [week]\n",
    "numbers/1-small/one.yaml": NUMERIC.format(name="One", answer=1),
    "numbers/1-small/two.yaml": NUMERIC.format(name="Two", answer=2) + "attempts: 2\nhints: [Think., Think more.]\n",
    "numbers/1-small/times.yaml": """\
title: Times
vars: {k: [2, 3, 5]}
ask: Count.
parts:
  - name: first
    kind: numeric
    ask: Once {{k}}?
    answer: "{{k}}"
    hints: [It stands there.]
  - name: second
    kind: numeric
    ask: Twice {{k}}?
    answer: "2*{{k}}"
hints: [Count on.]
""",
    "numbers/2-large/ten.yaml": NUMERIC.format(name="Ten", answer=10),
    "numbers/2-large/eleven.yaml": NUMERIC.format(name="Eleven", answer=11),
    "numbers/2-large/twelve.yaml": NUMERIC.format(name="Twelve", answer=12),
    "numbers/quizzes/week.yaml": WEEK,
}
NOON = 1_800_000_000.0  # s since 1970
SECRET = Key(secret=bytes(range(32)))


@dataclass(kw_only=True)
class Clock:
    """Shows the time that it is set to."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass(kw_only=True)
class Installation:
    """One installation in a folder of its own.  fixed: as a demo, where everybody meets the first variant."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    demo: bool = False

    def __post_init__(self) -> None:
        for name, text in FILES.items():
            self.write(name, text)

    @property
    def courses(self) -> Path:
        return self.folder / "courses"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/grader.db"

    @cached_property
    def store(self) -> Store:
        return open_store(self.url)

    @cached_property
    def service(self) -> Service:
        codes = OPEN if self.demo else {role: f"{code} code" for role, code in OPEN.items()}
        return assemble(self.store, Library(folder=self.courses), SECRET, codes, self.clock)

    @cached_property
    def ada(self) -> Person:
        return self.service.people.enter("Ada", "demo" if self.demo else "demo code")

    @cached_property
    def bob(self) -> Person:
        return self.service.people.enter("Bob", "demo" if self.demo else "demo code")

    @cached_property
    def teacher(self) -> Person:
        return self.service.people.enter("Emmy", "demo-teacher" if self.demo else "demo-teacher code")

    def write(self, name: str, text: str) -> Path:
        """Write one of the courses' files."""
        path = self.courses / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def rewrite(self, name: str, text: str) -> None:
        """Write one of the courses' files, and let the service see it."""
        self.write(name, text)
        self.service.library.shelf(fresh=True)

    def sheet(self, exercise: str = "one", person: Person | None = None) -> Sheet:
        """Return an exercise as a learner meets it."""
        return self.service.learning.sheet(person or self.ada, "numbers", exercise)

    def submit(self, text: str = "1", exercise: str = "one", *, token: str = "", person: Person | None = None) -> int:
        """Hand in an answer to an exercise of one part."""
        work = Work(learner=(person or self.ada).id, course="numbers", exercise=exercise)
        token = token or f"token {self.handed}"
        self.handed += 1
        return self.service.learning.submit(work, {"answer": text}, token=token, variant=0)

    def grade(self) -> int:
        """Grade all that waits; return how much that was."""
        graded = 0
        while worker.grade_one(self.service):
            graded += 1
        return graded

    handed: int = 0
