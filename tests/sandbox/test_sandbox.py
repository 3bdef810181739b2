"""A sandbox finds the best level that holds, and makes sure of the one asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import numpy as np
import pytest
from watching import bury, household, parents, settled

from grader.sandbox import Level, Program, RunError, Sandbox, SandboxError
from grader.sandbox.host import pid_here
from grader.sandbox.levels import LAYERS, WORDS
from grader.sandbox.lockdown import Layer

ROOT = Path(__file__).parents[2]
RELU = "import numpy as np\ndef relu(x): return np.maximum(x, 0)"


def graded(sandbox: Sandbox) -> bool:
    with sandbox.open(RELU) as program:
        return np.array_equal(program.call("relu", [-1.0, 2.0]), [0.0, 2.0])


def test_every_level_has_the_walls_of_the_next_and_one_more() -> None:
    assert [len(LAYERS[level]) for level in LAYERS] == [3, 2, 1]
    assert LAYERS[Level.A] > LAYERS[Level.B] > LAYERS[Level.C] == {Layer.SECCOMP}


def test_every_level_has_words_and_only_the_last_runs_nothing() -> None:
    assert set(WORDS) == set(Level)
    assert [level for level in Level if not level.runs] == [Level.D]


def test_finds_the_best_level(watch: object) -> None:
    del watch
    with Sandbox() as best:
        for level in LAYERS:
            if level == best.level:
                break
            with pytest.raises(SandboxError):
                Sandbox(level)


@pytest.mark.parametrize("level", [Level.D, "D"])
def test_what_protects_from_nothing_is_refused(level: Level | str) -> None:
    with pytest.raises(SandboxError, match="protects from nothing"):
        Sandbox(level)


def test_without_bubblewrap_the_next_level_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, require: Callable[[str, bool], None], sandbox: Sandbox
) -> None:
    require("landlock", sandbox.level is not Level.C or _has_landlock())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="bubblewrap is not installed"):
        Sandbox("A")
    with Sandbox() as found:
        assert found.level is Level.B


def _has_landlock() -> bool:
    try:
        Sandbox("B").close()
    except SandboxError:
        return False
    return True


def test_with_a_bubblewrap_that_fails_the_level_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho bwrap: No permissions to create new namespace >&2\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(SandboxError, match="No permissions to create new namespace"):
        Sandbox("A")


def test_walls_that_hide_nothing_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bwrap").write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n')
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(
        SandboxError, match="in spite of namespaces, a program reads, knows the judge, knows the network"
    ):
        Sandbox("A")


def test_leaves_nobody_behind(sandbox: Sandbox) -> None:
    bury()
    before = household()
    with Sandbox(sandbox.level) as another:
        assert graded(another)
        assert household() != before
    assert settled(before)


def test_a_zygote_that_is_killed_is_replaced(sandbox: Sandbox) -> None:
    with Sandbox(sandbox.level) as another:
        for _ in range(3):
            with another.open(RELU) as program:
                os.kill(forker(program), signal.SIGKILL)
            assert graded(another)


def test_a_program_whose_zygote_is_killed_is_not_to_blame(sandbox: Sandbox) -> None:
    with Sandbox(sandbox.level) as another, another.open("def f(x):\n    while True: pass") as program:
        Timer(0.2, os.kill, (forker(program), signal.SIGKILL)).start()
        with pytest.raises(SandboxError, match="is gone"):
            program.call("f", 1.0, cpu=60)


def forker(program: Program) -> int:
    """Return the process that forked it."""
    return parents()[pid_here(program.child.handle)]


@pytest.mark.parametrize(
    ("source", "flavour"),
    [
        pytest.param("import torch", "torch", id="torch imported"),
        pytest.param("from torch import nn", "torch", id="something of torch imported"),
        pytest.param("def f(x):\n    import torch.nn.functional as F", "torch", id="torch imported in a function"),
        pytest.param("import numpy as np", "numpy", id="numpy imported"),
        pytest.param("# import torch", "numpy", id="torch in a comment"),
        pytest.param("import torchless", "numpy", id="a longer name"),
    ],
)
def test_chooses_the_zygote_by_what_is_imported(source: str, flavour: str, sandbox: Sandbox) -> None:
    try:
        program = sandbox.open(source + "\nimport sys\ndef f(): return 'torch' in sys.modules")
    except RunError as error:
        assert "torchless" in error.message
        return
    with program:
        assert program.call("f") is (flavour == "torch")


def test_two_processes_share_nothing_and_one_has_one() -> None:
    code = "from grader.sandbox import shared; a = shared(); assert shared() is a; print(a.level)"
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.stderr, ended.returncode) == ("", 0)
    assert ended.stdout.strip() in {level.value for level in LAYERS}
