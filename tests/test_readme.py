"""The README's commands and programs do what it says."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import grader
from grader.maths.reading import parse
from grader.report import Verdict

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

HIDES_NAN = """import numpy as np

def relu(x):
    return np.where(x > 0, x, 0)

def relu_backward(x, g):
    return np.where(x > 0, g, 0)
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands(block: str) -> Iterator[tuple[list[str], int, list[str]]]:
    """Yield each command of a console block, its exit code and the lines it is shown to print."""
    for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = entry.splitlines()
        command, code = re.fullmatch(r"(.*?)\s+# exit (\d)", line).groups()  # type: ignore[union-attr]  # each says it
        yield shlex.split(command), int(code), [text for text in shown if text != "…"]


@pytest.mark.parametrize(
    "block",
    blocks("console"),
    ids=["grading answers", "grading programs", "analysing", "training", "a contest", "writing an exercise"],
)
def test_its_commands_exit_and_print_as_shown(block: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    (tmp_path / "relu.py").write_text(HIDES_NAN)
    for (program, *arguments), code, shown in commands(block):
        assert program == "grader"
        command = [sys.executable, "-m", "grader", *arguments]
        run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == code, (arguments, run.stdout, run.stderr)
        printed = iter(run.stdout.splitlines())
        assert all(line in printed for line in shown), (shown, run.stdout)  # in this order


def test_its_set_up_commands_are_the_ones_continuous_integration_runs() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert [line.split(" && ")[-1].split()[0] for line in lines] == [".venv/bin/grader", ".venv/bin/pytest"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_command 'Run it'" in script
    assert "readme_command 'Test it'" in script


def test_its_exercise_verifies(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    assert grader.verify(tmp_path / "mine.yaml").faults == ()


def test_its_check_passes_and_fails() -> None:
    names: dict[str, type] = {}
    exec(blocks("python")[0], names)  # noqa: S102  our own text
    above, rng = names["Above"](-1), np.random.default_rng(0)
    assert above.judge(parse("tanh(x)/2"), rng).verdict is Verdict.PASSED
    assert above.judge(parse("x"), rng).verdict is Verdict.FAILED


def test_its_program_gives_full_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, grader.Report] = {}
    exec(blocks("python")[1], names)  # noqa: S102  our own text
    assert names["report"].points == names["report"].out_of > 0
