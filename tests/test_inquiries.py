import json
from pathlib import Path
from typing import Any

import pytest

from grader.pictures import read_picture
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


def test_a_trial_says_what_was_seen_and_why(grader_command: Any) -> None:
    text = grader_command("trial", "sigmoid(x)", "--task", "xor", "--depths", "1, 2").stdout
    assert text.startswith("xor: ")
    assert [line[:8] for line in text.splitlines() if line.startswith("depth")] == ["depth  1", "depth  2"]
    assert "After 12 layers the gradient has shrunk by 40,000: its slope is at most 0.25.\n" in text


def test_a_trial_as_data_has_reasons_and_pictures(grader_command: Any, tmp_path: Path) -> None:
    asked = ("--task", "xor", "--depths", "1", "--rows", "zeros", "--format", "json", "--plot", "out.svg")
    content = json.loads(grader_command("trial", *asked, "--", "-x").stdout)
    assert list(content) == ["task", "depths", "probe", "device", "seconds", "reasons", "pictures"]
    assert content["reasons"] == ["It is a straight line: however many layers there are, they collapse into one."]
    titles = ["Learning at depth 1", "The gradient on its way back", "Units that learn nothing"]
    assert [read_picture(one).title for one in content["pictures"]] == titles
    drawn = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert all(f">{title}</text>" in drawn for title in titles)


def test_a_trial_can_be_followed_line_by_line(grader_command: Any) -> None:
    lines = grader_command(
        "trial", "relu(x)", "--task", "xor", "--depths", "1,2", "--format", "jsonl"
    ).stdout.splitlines()
    *glimpses, last = [json.loads(line) for line in lines]
    done = [one["done"] for one in glimpses]
    assert done == sorted(done)
    assert 0 <= done[0] < done[-1] < 1
    assert {one["depth"] for one in glimpses} == {1, 2}
    assert list(last["depths"]) == ["1", "2"]


REFUSED = [
    pytest.param("2*lgo(x)", (), "  2*lgo(x)\n    ^\n“lgo” is not a function I know; did you mean log?\n", id="no formula"),
    pytest.param("x", ("--depths", "a"), "“a” should be different numbers of layers from 1 to 50, such as 2,6\n", id="no depth"),
    pytest.param("x", ("--depths", "2,51"), "“2,51” should be different numbers of layers from 1 to 50, such as 2,6\n", id="too deep"),
    pytest.param("x", ("--depths", ""), "“” should be different numbers of layers from 1 to 50, such as 2,6\n", id="no depth at all"),
    pytest.param("x", ("--task", "cats"), "there is no task “cats”; there are digits-parity, spirals, mnist, xor\n", id="no task"),
    pytest.param("x", ("--rows", "ones"), "there are no rows “ones” to add; there are zeros, large\n", id="no rows"),
    pytest.param("x", ("--format", "xml"), "there is no format “xml” here; write text, json or jsonl\n", id="no format"),
    pytest.param("x", ("--device", "tpu"), "there is no device “tpu”; there are auto, cpu, cuda\n", id="no device"),
    pytest.param("x", ("--task", "xor", "--depths", "1", "--plot", "no/where.svg"), "no/where.svg can't be written: No such file or directory\n", id="no place"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "options", "words"), REFUSED)
def test_a_trial_is_refused(grader_command: Any, formula: str, options: tuple[str, ...], words: str) -> None:
    assert grader_command("trial", formula, *options, code=2).stderr == words
