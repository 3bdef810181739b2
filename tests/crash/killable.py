"""The service in processes of its own, which can be killed and started again."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
from browsing import surroundings

ROOT = Path(__file__).parents[2]
STANDING = Path(__file__).parent / "standing"  # the folder of a sitecustomize
PROCESSES = Path("/proc")
START = 60.0  # s for the service to answer, and for its workers to: a few on an idle machine
SIZE = 2  # workers


def until(holds: Callable[[], Any], what: str, seconds: float = START, seen: Callable[[], object] = str) -> Any:
    """Wait until something holds; return it.  seen: what to tell if it does not come."""
    end = monotonic() + seconds
    while not (found := holds()):
        assert monotonic() < end, f"not within {seconds:g} s: {what}; {seen()}"
        sleep(0.03)
    return found


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process that we started, or that one of them started."""

    pid: int
    parent: int
    command: str

    @property
    def works(self) -> bool:
        """Whether it is a worker."""
        return "grader.worker" in self.command


@dataclass(kw_only=True)
class Service:
    """`grader up` on a database file and a port that outlive it.

    reports: as they were last seen, by submission.
    """

    folder: Path
    port: int
    web: "subprocess.Popen[bytes] | None" = None
    client: httpx.Client = field(default_factory=httpx.Client)
    reports: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def standing(self) -> Path:
        return self.folder / "standing"

    def start(self) -> None:
        """Start it, unless it runs; wait until it answers."""
        if self.web is not None and self.web.poll() is None:
            return
        command = [sys.executable, "-m", "grader", "up", "--port", str(self.port)]
        command += ["--database-url", f"sqlite:///{self.folder}/grader.db", "--exercises", "courses"]
        ours = {"GRADER_STANDING": str(self.standing), "PYTHONPATH": f"{STANDING}{os.pathsep}{ROOT}"}
        with (self.folder / "log").open("ab") as log:
            self.web = subprocess.Popen(
                command, cwd=self.folder, env=surroundings() | ours, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until(self.answers, "the service answers", seen=self.tells)

    def answers(self) -> bool:
        """Say whether it is there; it must not have ended by itself."""
        assert self.web is not None
        assert self.web.poll() is None, (self.folder / "log").read_text()[-3000:]
        try:
            return self.client.get(f"{self.address}/api/health").status_code == 200
        except httpx.TransportError:
            return False

    def kill_web(self) -> None:
        """Kill the web process; its workers notice by themselves."""
        assert self.web is not None
        self.web.kill()
        self.web.wait()

    def processes(self) -> list[Process]:
        """Return every process that is ours, known by where it was told to stand still."""
        ours = f"GRADER_STANDING={self.standing}".encode()
        return [found for path in PROCESSES.glob("[0-9]*") if (found := _process(path, ours))]

    def tells(self) -> str:
        """Return what may say why something does not come."""
        lines = [f"{process.pid} of {process.parent}: {process.command}" for process in self.processes()]
        return "\n".join([*lines, (self.folder / "log").read_text()[-3000:]])

    def workers(self) -> list[int]:
        """Return the workers of the web process that runs."""
        assert self.web is not None
        return [process.pid for process in self.processes() if process.works and process.parent == self.web.pid]

    def orphans(self) -> list[int]:
        """Return the workers of web processes that are no more."""
        assert self.web is not None
        return [process.pid for process in self.processes() if process.works and process.parent != self.web.pid]

    def recovers(self) -> None:
        """Make it as it was before the last killing, should that have gone wrong."""
        self.go()
        until(lambda: not self.orphans(), "nobody is left behind", seen=self.tells)
        self.start()

    def end(self) -> None:
        """Kill all that is left, process by process."""
        self.client.close()
        if self.web is not None:
            self.kill_web()
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)

    def arm(self, point: str) -> None:
        """Let whoever comes to a point first stand still there."""
        self.standing.mkdir(exist_ok=True)
        for path in self.standing.iterdir():
            path.unlink()
        (self.standing / "new").write_text(point)
        (self.standing / "new").rename(self.standing / "armed")

    def reached(self) -> int:
        """Return the process that stands still, once there is one."""
        return int(
            until(
                lambda: (path := self.standing / "reached").exists() and path.read_text(), "the point", seen=self.tells
            )
        )

    def go(self) -> None:
        """Let it go on."""
        self.standing.mkdir(exist_ok=True)
        (self.standing / "go").touch()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the database file holds."""
        with closing(sqlite3.connect(f"file:{self.folder}/grader.db?mode=ro", uri=True, timeout=15)) as connection:
            return connection.execute(query, values).fetchall()

    def holds_together(self) -> None:
        """Every submission has a job that is done and one report, and no report has changed since it was last seen."""
        jobs = self.rows(
            "SELECT s.number, j.done FROM submissions s LEFT JOIN jobs j ON j.submission = s.number ORDER BY 1"
        )
        reports = {number: report for number, *report in self.rows("SELECT submission, content, at FROM reports")}
        assert jobs == [(number, True) for number in sorted(reports)]
        assert all(reports.get(number) == report for number, report in self.reports.items())
        self.reports = reports


def _process(path: Path, ours: bytes) -> Process | None:
    """Return a process that lives and is ours."""
    try:
        if ours not in (path / "environ").read_bytes().split(b"\0"):
            return None
        state, parent = (path / "stat").read_text().rpartition(")")[2].split()[:2]
        command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it is somebody else's, or has just ended
        return None
    return None if state == "Z" else Process(pid=int(path.name), parent=int(parent), command=command)
