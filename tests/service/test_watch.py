"""What hangs ends with its process, even where no Python runs."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from grader.service import watch

SCRIPT = """
import sys
from time import sleep
from grader.service import watch

with watch.watched(0.5):
    {}
print("went on")
with watch.watched(0.5):
    pass
sleep(0.8)
print("and on")
"""


def run(body: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(Path(watch.__file__).parents[2])}
    command = [sys.executable, "-c", SCRIPT.format(body)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("sleep(60)", id="waiting"),
        pytest.param("while True: pass", id="computing"),
        pytest.param(
            "'a' * 40 + 'b'; __import__('re').match('(a*)*c', 'a' * 40)", id="inside a library, without Python"
        ),
    ],
)
def test_what_hangs_ends_with_its_process_and_says_where(body: str) -> None:
    started = monotonic()
    ended = run(body)
    assert monotonic() - started < 20
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert 'File "<string>", line 7' in ended.stderr


def test_what_comes_back_goes_on() -> None:
    ended = run("sleep(0.1)")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "went on\nand on\n", "")


def test_what_fails_is_watched_no_more() -> None:
    with pytest.raises(ZeroDivisionError), watch.watched(0.5):
        raise ZeroDivisionError
