"""No program harms anything, gets at anything, or keeps the next one from being graded right.

With --full, all of the table is tried at every level, as this user and as an ordinary one.  Otherwise each row is
tried at one level as each of them, those that need torch, which takes seconds to start, at one level of one of them.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hostile import HOSTILE, Hostile, rows
from watching import KEY, Watch, household

from grader.errors import SandboxError
from grader.sandbox import Program, RunError, Sandbox
from grader.sandbox.host import pid_here
from grader.sandbox.zygotes import Zygote

ROOT = Path(__file__).parents[2]
LEVELS = "ABC"
AS_ROOT = os.getuid() == 0
SOON, SURELY = 0.1, 0.5  # seconds of computing: where to run on is all there is to see, and elsewhere
X = np.linspace(-3, 3, 7, dtype=np.float32)
RELU = {
    "numpy": "import numpy as np\ndef relu(x): return np.maximum(x, 0)",
    "torch": "import torch\ndef relu(x): return torch.relu(x)",
}


def flavour(row: Hostile) -> str:
    return "torch" if "import torch" in row.source else "numpy"


def levels(row: Hostile, *, full: bool) -> str:
    """Return at which levels to try a row, as this user."""
    if full:
        return LEVELS
    if flavour(row) == "torch":
        return "C"
    return LEVELS[(HOSTILE.index(row) + AS_ROOT) % 3]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"sandbox", "row"} <= set(metafunc.fixturenames):
        full = metafunc.config.getoption("full")
        tried = [(level, row) for level in LEVELS for row in HOSTILE if level in levels(row, full=full)]
        ids = [f"level {level}-{row.sentence}" for level, row in tried]
        metafunc.parametrize(("sandbox", "row"), tried, indirect=["sandbox"], ids=ids)


@pytest.fixture(scope="session")
def sandbox(request: pytest.FixtureRequest, at: Callable[[str], Sandbox]) -> Sandbox:
    return at(request.param)


def said(sandbox: Sandbox, source: str, row: Hostile) -> tuple[str, str]:
    """Return what comes of a hostile program, and all that it tells."""
    told = ""
    try:
        with sandbox.open(source, flavour(row)) as program:
            try:
                value = program.call("f", 1.0, cpu=SOON if row.outcomes == {"timed out"} else SURELY)
            finally:
                told = program.output
    except RunError as error:
        return error.trouble.value, f"{error.message}{error.trace}{told}"
    return "refused" if value is False else "answers", f"{value}{program.warned}{program.names}{told}"


def graded(sandbox: Sandbox, kind: str) -> bool:
    """Say whether an honest program is graded right."""
    with sandbox.open(RELU[kind], kind) as program:
        return np.array_equal(program.call("relu", X), np.maximum(X, 0))


def test_contains(row: Hostile, sandbox: Sandbox, watch: Watch) -> None:
    assert graded(sandbox, flavour(row))
    before = household()
    outcome, told = said(sandbox, watch.prelude(sandbox.zygotes[flavour(row)].process.pid) + row.source, row)
    assert watch.harm(told) == []
    assert household() == before
    assert graded(sandbox, flavour(row))
    assert outcome in row.outcomes, told


@pytest.mark.skipif(not AS_ROOT, reason="all of these tests are an ordinary user's already")
def test_contains_as_an_ordinary_user(full: bool, require: Callable[[str, bool], None]) -> None:  # noqa: FBT001
    require("bubblewrap", shutil.which("bwrap") is not None)
    ended = subprocess.run(
        [*as_nobody(), sys.executable, "-m", "pytest", __file__, "-p", "no:cacheprovider", "-rs", *["--full"] * full],
        cwd=ROOT,
        # Its own options: those of this run, such as several processes, are none of its.
        env=os.environ | {"GRADER_REQUIRE": "bubblewrap,landlock,seccomp", "TMPDIR": "/tmp", "PYTEST_ADDOPTS": ""},  # noqa: S108
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-5000:] + ended.stderr[-5000:]
    assert "skipped" not in ended.stdout.replace("1 skipped", ""), ended.stdout  # but for this test itself


def as_nobody() -> list[str]:
    """Return a command that makes the command behind it nobody's; it can see Python, which may be in root's home."""
    home, python = Path("/root"), Path(sys.base_prefix)
    shown = [python] if python.is_relative_to(home) else []
    parents = [str(path) for path in reversed(python.parents) if shown and path.is_relative_to(home)]
    return [
        *["bwrap", "--bind", "/", "/", "--dev-bind", "/dev", "/dev", "--tmpfs", str(home)],
        *[word for path in parents for word in ("--perms", "0755", "--dir", path)],
        *[word for path in shown for word in ("--ro-bind", str(path), str(path))],
        *["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"],
        *["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"],
    ]


# What the watch must see of a program around which there are no walls; the last is the end of it.
HARMFUL = """
## a file made -> answers
def f(x): return os.close(os.open(PLACE + "/made", os.O_CREAT | os.O_WRONLY))

## the secret read -> answers
def f(x): return open(PLACE + "/secret").read()

## a connection to a port -> answers
import socket
def f(x): return socket.create_connection(("127.0.0.1", TCP), 1).close()

## a packet sent -> answers
import socket
def f(x): return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"out", ("127.0.0.1", UDP))

## a connection in a folder -> answers
import socket
def f(x): return socket.socket(socket.AF_UNIX).connect(PLACE + "/socket")

## a message to an abstract name -> answers
import socket
def f(x): return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"out", ABSTRACT)

## shared memory of System V -> answers
def f(x): return libc.shmget(KEY, 1, 0o1666)

## a limit of its parent lowered -> answers
import struct
def f(x): return libc.syscall(302, os.getppid(), 7, struct.pack("<QQ", 199, 199), None)

## its parent made slow -> answers
def f(x): return os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)

## its parent killed -> answers
def f(x): return os.kill(os.getppid(), 9)
"""


@pytest.fixture(scope="module")
def open_house() -> Iterator[Zygote]:
    zygote = Zygote("numpy", namespaces=False)
    yield zygote
    zygote.close()


@pytest.fixture
def zygote(open_house: Zygote, watch: Watch) -> Iterator[Zygote]:
    """Give a zygote without walls; undo what a program has done."""
    yield open_house
    (watch.place / "made").unlink(missing_ok=True)
    subprocess.run(["ipcrm", "-M", str(KEY)], check=False, capture_output=True)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.sentence) for row in rows(HARMFUL)])
def test_sees_what_a_program_does_where_there_are_no_walls(row: Hostile, watch: Watch, zygote: Zygote) -> None:
    told, before = "", household(zygote.process.pid)
    child = zygote.child(frozenset(), spare=False)
    pid = pid_here(child.handle)
    with suppress(RunError, SandboxError), Program(child, watch.prelude(zygote.process.pid) + row.source) as program:
        told = str(program.call("f", 1.0))
    with suppress(ChildProcessError):  # it is ours if its parent is gone
        os.waitpid(pid, 0)
    assert watch.harm(told) or household(zygote.process.pid) != before


def test_sees_a_process_that_is_left() -> None:
    before = household()
    with subprocess.Popen(["sleep", "60"]) as left:
        assert household() != before
        left.kill()


def test_sees_a_signal(watch: Watch) -> None:
    os.kill(os.getpid(), signal.SIGUSR1)
    assert watch.harm("") == [f"the judge was sent signal {signal.SIGUSR1}"]
