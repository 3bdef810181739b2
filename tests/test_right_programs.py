"""Right programs, whatever their style or idea, get full marks; wrong ones fail where they are wrong."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from grader.catalog import courses, load, shipped
from grader.exercise import Part
from grader.grading import grade_part
from grader.report import Verdict

# Modules beside this one, each named as its exercise.
NAMES = """
    collapse-code gain-code gelu-backward hard-swish leaky-max-bug logsumexp relu-numpy stable-sigmoid stable-softplus ste
    tanh-backward-bug where-nan
""".split()
TABLES = {name: import_module(f"right.{name.replace('-', '_')}") for name in NAMES}
(COURSE,) = (folder for folder in courses(shipped()) if folder.name == "activations")
PARTS = {
    exercise.id: next(part for part in exercise.variants[0].parts if part.kind.programs)
    for exercise in load(COURSE)
    if exercise.id in NAMES
}


def right() -> Iterator[Any]:
    for name, table in TABLES.items():
        for sentence, text in table.RIGHT.items():
            yield pytest.param(PARTS[name], text, id=f"{name}: {sentence}")


def wrong() -> Iterator[Any]:
    for name, table in TABLES.items():
        for sentence, (checks, text) in getattr(table, "WRONG", {}).items():
            yield pytest.param(PARTS[name], checks, text, id=f"{name}: {sentence}")


@pytest.mark.parametrize(("part", "text"), list(right()))
def test_a_right_program_gets_full_marks(part: Part, text: str) -> None:
    result = grade_part(part, text, seed=0)
    assert not result.message
    others = [(check.call, check.finding) for check in result.checks if check.verdict is not Verdict.PASSED]
    assert not others
    assert result.points == result.out_of > 0
    assert not result.feedback


@pytest.mark.parametrize(("part", "checks", "text"), list(wrong()))
def test_a_wrong_program_fails_where_it_is_wrong(part: Part, checks: str, text: str) -> None:
    result = grade_part(part, text, seed=0)
    failing = {one.call.partition("(")[0] for one in result.checks if one.verdict is Verdict.FAILED}
    assert failing == set(checks.split())
    assert result.feedback


def test_no_two_right_programs_are_the_same() -> None:
    for name, table in TABLES.items():
        meanings = [PARTS[name].kind.parse(text).meaning for text in table.RIGHT.values()]
        assert len(set(meanings)) == len(meanings), name
