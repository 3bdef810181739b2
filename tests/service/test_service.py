"""The service as a whole."""

import pytest
from installed import Installation

from grader import worker
from grader.errors import StoreError
from grader.report import Verdict, canonical
from grader.service.signing import is_signed


def test_an_answer_comes_in_is_graded_and_seen(installation: Installation) -> None:
    number = installation.submit()
    assert worker.grade_one(installation.service)
    assert not worker.grade_one(installation.service)
    attempt = installation.service.learning.attempt(installation.ada, number)
    assert attempt.report is not None
    assert (attempt.report.verdict, attempt.is_solved) == (Verdict.PASSED, True)
    assert is_signed(canonical(attempt.report.to_dict()), installation.service.key.public)


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_is_one_in_all_its_desks(installation: Installation, demo: bool) -> None:  # noqa: FBT001
    installation.demo = demo
    service = installation.service
    assert (service.people.is_demo, service.learning.fixed, service.quizzes.fixed) == (demo,) * 3


def test_a_broken_database_is_told_at_every_desk(installation: Installation) -> None:
    installation.submit()
    installation.sheet("two")
    with installation.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET sql = 'rubbish'")
    installation.store.close()
    for deed in (installation.sheet, installation.submit, installation.service.desk.waiting):
        with pytest.raises(StoreError, match="malformed"):
            deed()  # type: ignore[operator]
