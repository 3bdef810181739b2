"""Where workers find work, and what becomes of it when they, the database or the exercise fail them."""

import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep, time
from typing import Any

import numpy as np
import pytest
from installed import SECRET, Installation

from grader import grading
from grader.attempt import State
from grader.errors import StoreError
from grader.report import Verdict, canonical
from grader.service import desk
from grader.service.people import OPEN
from grader.service.service import assemble
from grader.service.signing import is_signed, sign
from grader.store import Store, jobs
from grader.store.jobs import LEASE, TRIES
from grader.store.submissions import Handed, put
from grader.submission import Submission

HANGING = """
import sys, time
from pathlib import Path
from grader.service import desk, watch
from grader.service.library import Library
from grader.service.people import OPEN
from grader.service.service import assemble
from grader.service.signing import Key
from grader.store import open_store
watch.LONGEST = 0.5
desk.grade = lambda *_: time.sleep(60)
service = assemble(open_store(sys.argv[1]), Library(folder=Path(sys.argv[2])), Key(secret=bytes(32)), {}, time.time)
service.desk.grade(service.desk.claim())
"""


@dataclass(frozen=True, kw_only=True)
class Failing:
    """A database that can be read, but not written, while `fails` says so."""

    store: Store
    fails: list[bool] = field(default_factory=lambda: [True])

    def reading(self) -> AbstractContextManager[Any]:
        return self.store.reading()

    def writing(self) -> AbstractContextManager[Any]:
        if self.fails[0]:
            raise StoreError("disk full")
        return self.store.writing()


def report(installation: Installation, number: int) -> Any:
    return installation.service.learning.attempt(installation.teacher, number).report


def handed(installation: Installation, **changed: Any) -> int:
    """Hand in what nobody could: an answer to an exercise, part or variant that is not there."""
    content = {"exercise": "one", "learner": installation.ada.id, "answers": {"answer": "1"}} | changed
    with installation.store.writing() as connection:
        one = Handed(token=f"{changed}", course="numbers", submission=Submission(**content), at=installation.clock())
        number, _ = put(connection, one)
        jobs.put(connection, number)
    return number


def test_what_is_handed_in_is_graded_in_its_order(installation: Installation) -> None:
    numbers = [installation.submit(text) for text in ("1", "2", "one", "1\0", "😀", "")]
    assert installation.service.desk.waiting() == len(numbers)
    assert installation.grade() == len(numbers)
    assert installation.service.desk.waiting() == 0
    assert [report(installation, number).verdict.value for number in numbers] == [
        "passed",
        "failed",
        "unreadable",
        "unreadable",
        "unreadable",
        "unreadable",
    ]
    assert installation.service.desk.claim() is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"exercise": "on"}, "there is no exercise “on” in numbers; did you mean one?", id="no exercise"),
        pytest.param({"answers": {"b": "1"}}, "there is no part “b” in this exercise; its", id="no part"),
        pytest.param({"variant": 9}, "one has no variant 9; they are numbered 0 to 0", id="no variant"),
        pytest.param({"variant": -1, "answers": {}}, "one has no variant -1", id="no answer either"),
    ],
)
def test_an_exercise_that_has_changed_is_not_the_learners_fault(
    installation: Installation, changed: dict[str, Any], told: str
) -> None:
    number = handed(installation, **changed)
    assert installation.grade() == 1
    found = report(installation, number)
    (check,) = found.parts[0].checks
    assert found.verdict is Verdict.JUDGE_ERROR
    assert check.finding.evidence.sentence.startswith(told)
    assert check.finding.evidence.sentence.endswith("It is not your fault; your teacher can see it.")
    assert not installation.service.learning.attempt(installation.ada, number).counts


def test_a_course_that_is_gone_is_not_the_learners_fault_either(installation: Installation) -> None:
    number = installation.submit()
    (installation.courses / "numbers" / "course.yaml").unlink()
    installation.grade()
    assert report(installation, number).verdict is Verdict.JUDGE_ERROR


def test_an_exercise_that_was_added_a_moment_ago_is_known_to_the_worker(installation: Installation) -> None:
    installation.submit()
    installation.grade()
    text = installation.courses.joinpath("numbers/1-small/one.yaml").read_text()
    installation.write("numbers/1-small/new.yaml", text)
    number = handed(installation, exercise="new")
    installation.grade()
    assert report(installation, number).verdict is Verdict.PASSED


def test_what_workers_die_of_is_given_up_and_costs_no_attempt(installation: Installation) -> None:
    number = installation.submit(exercise="two")
    for _ in range(TRIES):
        assert installation.service.desk.claim() is not None
        installation.clock.now += LEASE
    assert installation.grade() == 1
    found = report(installation, number)
    assert found.verdict is Verdict.JUDGE_ERROR
    assert found.parts[0].checks[0].finding.evidence.sentence == desk.BROKEN
    assert installation.sheet("two").left == 2


def test_a_late_finisher_changes_no_report(installation: Installation) -> None:
    number = installation.submit()
    here = installation.service.desk
    late = here.claim()
    assert late is not None
    written = here.grade(late)
    installation.clock.now += LEASE
    assert installation.grade() == 1
    kept = report(installation, number)
    assert not here.finish(late, grading.not_graded(late.submitted.submission, "late"))
    assert report(installation, number) == kept == sign(written, installation.service.key)


def test_reports_are_kept_signed(installation: Installation) -> None:
    number = installation.submit()
    installation.grade()
    kept = report(installation, number)
    assert is_signed(canonical(kept.to_dict()), installation.service.key.public)


def test_a_grading_that_takes_longer_than_a_lease_is_not_taken_away(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LEASE", 0.4)
    monkeypatch.setattr(desk, "LEASE", 0.4)
    service = assemble(installation.store, installation.service.library, SECRET, OPEN, time)
    number = installation.submit()
    claim = service.desk.claim()
    assert claim is not None
    with service.desk._alive(claim):
        sleep(1.2)
        assert service.desk.claim() is None
    sleep(0.5)
    again = service.desk.claim()
    assert again is not None
    assert (again.submitted.number, again.attempt) == (number, 2)


def test_a_beat_that_is_not_heard_ends_nothing(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LEASE", 0.4)
    monkeypatch.setattr(desk, "LEASE", 0.4)
    failing = Failing(store=installation.store, fails=[False])
    service = assemble(failing, installation.service.library, SECRET, OPEN, time)  # type: ignore[arg-type]
    installation.submit()
    claim = service.desk.claim()
    assert claim is not None
    with service.desk._alive(claim):
        failing.fails[0] = True
        sleep(0.25)
        failing.fails[0] = False
        sleep(0.6)
        assert service.desk.claim() is None


@dataclass(frozen=True)
class Ticking:
    """Lets time pass whenever something is judged."""

    installation: Installation

    def __call__(self, *_: object) -> np.random.Generator:
        self.installation.clock.now += 1.0
        return np.random.default_rng(0)


def test_a_slow_grading_says_how_far_it_is(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "luck", Ticking(installation))
    number = handed(installation, exercise="times", answers={"first": "2", "second": "4"})
    claim = installation.service.desk.claim()
    assert claim is not None
    installation.service.desk.grade(claim)
    found = installation.service.learning.attempt(installation.ada, number)
    assert (found.state, found.progress) == (State.GRADING, grading.Progress(step=2, of=2, best="2 points"))


def test_a_word_that_cannot_be_kept_spoils_no_verdict(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grading, "luck", Ticking(installation))
    handed(installation, exercise="times", answers={"first": "2", "second": "4"})
    claim = installation.service.desk.claim()
    failing = Failing(store=installation.store)
    service = assemble(failing, installation.service.library, SECRET, OPEN, installation.clock)  # type: ignore[arg-type]
    assert claim is not None
    assert service.desk.grade(claim).verdict is Verdict.PASSED


def test_a_worker_that_hangs_ends_and_its_job_is_taken_up_again(installation: Installation, tmp_path: Path) -> None:
    number = installation.submit()
    installation.clock.now = time()
    ended = subprocess.run(
        [sys.executable, "-c", HANGING, installation.url, str(installation.courses)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(grading.__file__).parents[1])},
    )
    assert ended.returncode not in {0, -signal.SIGKILL}
    assert "Timeout" in ended.stderr
    assert "sleep" in ended.stderr or "lambda" in ended.stderr
    installation.clock.now = time() + LEASE
    assert installation.grade() == 1
    assert report(installation, number).verdict is Verdict.PASSED
