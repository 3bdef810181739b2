import json
from typing import Any

import pytest

from grader.sandbox.levels import Level


def test_the_doctor_says_what_protects_this_machine(grader_command: Any) -> None:
    content = json.loads(grader_command("doctor", "--format", "json").stdout)
    assert list(content) == ["protections", "level"]
    assert set(content["protections"]) == {"namespaces", "landlock", "seccomp"}
    assert {one["state"] for one in content["protections"].values()} <= {"active", "unavailable"}
    assert content["protections"]["seccomp"] == {"state": "active", "why": "tried: it holds"}
    assert Level(content["level"]).runs


def test_the_doctor_says_it_in_words(grader_command: Any) -> None:
    lines = grader_command("doctor").stdout.splitlines()
    assert "seccomp      active       tried: it holds" in lines
    assert lines[-1].startswith("level ")


@pytest.mark.parametrize("command", ["doctor", "equal x x", "profile x"])
def test_there_are_two_formats(grader_command: Any, command: str) -> None:
    ended = grader_command(*command.split(), "--format", "xml", code=2)
    assert ended.stderr == "there is no format “xml” here; write text or json\n"
