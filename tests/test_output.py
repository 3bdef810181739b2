"""Whatever terminal or pipe it writes to, the command ends as it should, without a traceback."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import output
from grader.attempt import Progress
from grader.terminal import bar

ROOT = Path(__file__).parent.parent
GRADE = ["grade", "sigmoid-derivative", "answer=x"]
NARROW = {  # encodings without ✗
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "C": {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("encoding", NARROW)
def test_a_terminal_without_a_character_gets_its_code(grader_command: Any, encoding: str) -> None:
    ended = grader_command(*GRADE, code=1, **NARROW[encoding])
    assert "\n\\u2717 equals(answer)  0/1\n" in ended.stdout


def test_tables_and_faults_are_written_in_ascii_too(grader_command: Any) -> None:
    ended = grader_command("preview", "sigmoid-derivative", **NARROW["ascii"])
    assert "| (1)*x*(1-x)" in ended.stdout
    assert ended.stdout.isascii()
    ended = grader_command("grade", "nowhere", "answer=x", code=2, **NARROW["ascii"])
    assert ended.stderr.startswith("there is no exercise \\u201cnowhere\\u201d")


@pytest.mark.parametrize("name", ["json", "junit"])
def test_what_programs_read_is_utf8_on_any_terminal(grader_command: Any, tmp_path: Path, name: str) -> None:
    ended = grader_command("grade", "sigmoid-derivative", "answer=σ(漢)", "--format", name, code=1, **NARROW["ascii"])
    assert "漢" in ended.stdout
    if name == "json":
        (tmp_path / "report").write_text(ended.stdout, encoding="utf-8")
        grader_command("verify-report", "report")


def started(*arguments: str, stdout: Any = subprocess.PIPE) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.Popen(
        command, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(GRADE, 1, id="grade"),
        pytest.param(
            ["grade", "sigmoid-derivative", "answer=exp(-x)/(1+exp(-x))^2", "--format", "junit"], 0, id="junit"
        ),
        pytest.param(["preview", "sigmoid-derivative"], 0, id="preview"),
        pytest.param(["kinds"], 0, id="kinds"),
        pytest.param(["equal", "x", "2x"], 1, id="equal"),
    ],
)
def test_a_reader_who_leaves_early_changes_no_exit_code(arguments: list[str], code: int) -> None:
    reading, writing = os.pipe()
    process = started(*arguments, stdout=writing)
    os.close(reading)
    os.close(writing)
    told = process.communicate(timeout=60)[1]
    assert (process.returncode, told) == (code, "")


def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = started(*GRADE, stdout=full)
        told = process.communicate(timeout=60)[1]
    assert (process.returncode, told) == (2, "standard output can't be written: No space left on device\n")


@pytest.mark.parametrize(
    "closed",
    [
        pytest.param(">&-", id="no output"),
        pytest.param("2>&-", id="no errors"),
        pytest.param("2>/dev/full", id="no room for errors"),
    ],
)
def test_closed_streams_are_written_to_by_nobody(closed: str) -> None:
    command = ["sh", "-c", f'"$0" -m grader "$@" {closed}', sys.executable, "grade", "nowhere", "answer=x"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr


def told(stream: Any, monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(output, "MOMENT", moment)
    with output.following() as tell:
        tell(Progress(step=1, of=5, best="2 points"))
    stream.flush()


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        pytest.param(
            0.0, "\r\x1b[Kstep 1 of 5, 2 points\r\x1b[K", id="what takes long shows its steps, and wipes them"
        ),
        pytest.param(60.0, "", id="what is quick shows nothing"),
    ],
)
def test_a_terminal_follows_a_grading(monkeypatch: pytest.MonkeyPatch, moment: float, shown: str) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal:
        told(terminal, monkeypatch, moment)
        terminal.write("end")
        terminal.flush()
        assert read_to(ours, "end") == shown + "end"
    os.close(ours)


def read_to(terminal: int, end: str) -> str:
    read = ""
    while not read.endswith(end):  # a terminal hands over what has arrived
        read += os.read(terminal, 1000).decode()
    return read


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with bar() as show:
            show(0.25, "depth 2")
        terminal.write("end")
        terminal.flush()
        assert "25 %  depth 2" in read_to(ours, "end")
    os.close(ours)


def test_a_file_shows_no_bar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "errors").open("w") as file:
        monkeypatch.setattr(sys, "stderr", file)
        with bar() as show:
            show(0.25, "depth 2")
    assert (tmp_path / "errors").read_text() == ""


def test_a_file_does_not_follow_a_grading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "errors").open("w") as file:
        told(file, monkeypatch, 0.0)
    assert (tmp_path / "errors").read_text() == ""
